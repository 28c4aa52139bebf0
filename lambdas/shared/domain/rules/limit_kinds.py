"""The limits that the rules know: how they are named, read, and what lowering or raising them weighs."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.quantities import Quantity, read_count, read_duration, read_memory
from lambdas.shared.domain.rules.state_rule import words

_ASSIGNED = (
    r"(?<![\w.-])[\"']?(?P<key>[\w-]*(?:{})[\w-]*)[\"']?\s*(?::=|=>|[:=](?![:=]))\s*"
    r"(?P<value>[^#\n]+?)\s*(?:(?:#|//).*)?$"
)


def _assigned(keys: str) -> re.Pattern[str]:
    return re.compile(_ASSIGNED.format(keys), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limit:
    subject: str
    pattern: re.Pattern[str]
    words: frozenset[str]
    read: Callable[[ChangedFile, str, str], Quantity | None]
    lowered: Level | None
    raised: Level | None
    rule: str


def _duration(file: ChangedFile, key: str, value: str) -> Quantity | None:
    is_declared = file.file_class is FileClass.INFRASTRUCTURE and file.language.name in {"YAML", "JSON", "Terraform"}
    return read_duration(
        value, key=key, default_unit="seconds" if is_declared or file.language.name == "Python" else None
    )


def _memory(_file: ChangedFile, key: str, value: str) -> Quantity | None:
    in_cloud = re.search(r"size|limit|mib|mb|^memory$", key, re.IGNORECASE)
    return read_memory(value) if in_cloud else None


def _count(_file: ChangedFile, _key: str, value: str) -> Quantity | None:
    return read_count(value)


LIMITS = (
    Limit(
        "time-out",
        _assigned(r"(?<!visibility_)(?<!visibility)(?<!idle_)(?<!idle)(?<!session_)(?<!session)time_?out"),
        words(
            "timeout time_out timeoutseconds timeout_seconds timeoutms timeout_ms connect_timeout read_timeout"
            " connecttimeout readtimeout request_timeout requesttimeout timeoutinminutes timeout_in_minutes"
            " default_timeout writetimeout readheadertimeout timeout_s timeout_sec lock_timeout statement_timeout"
        ),
        _duration,
        Level.MEDIUM,
        Level.LOW,
        "timeout-changed",
    ),
    Limit(
        "visibility time-out",
        _assigned(r"visibility_?time_?out"),
        words("visibility_timeout visibilitytimeout visibility_timeout_seconds visibilitytimeoutseconds"),
        _duration,
        Level.MEDIUM,
        Level.LOW,
        "redelivery-changed",
    ),
    Limit(
        "idle time-out",
        _assigned(r"(?:idle|session)_?time_?out"),
        words("idle_timeout idletimeout session_timeout sessiontimeout"),
        _duration,
        Level.LOW,
        Level.LOW,
        "idle-time-changed",
    ),
    Limit(
        "memory",
        _assigned(r"memory_?size|memory_?limit(?:_?mib|_?in_?mb)?|memory"),
        words(
            "memory_size memorysize memory memory_limit memorylimit memory_limit_mib memorylimitmib memory_limit_in_mb"
        ),
        _memory,
        Level.MEDIUM,
        Level.LOW,
        "memory-changed",
    ),
    Limit(
        "number of instances",
        _assigned(
            r"replicas|min_?replicas|max_?replicas|desired_?(?:count|capacity)|min_?capacity"
            r"|max_?capacity|min_?size|max_?size|instance_?count|max_?instances|min_?instances"
        ),
        words(
            "replicas minreplicas maxreplicas min_replicas max_replicas desired_count desiredcount desired_capacity"
            " desiredcapacity min_capacity mincapacity max_capacity maxcapacity min_size minsize max_size maxsize"
            " instance_count instancecount max_instances maxinstances min_instances mininstances"
        ),
        _count,
        Level.MEDIUM,
        Level.LOW,
        "capacity-changed",
    ),
    Limit(
        "concurrency",
        _assigned(
            r"(?:reserved|provisioned|max(?:imum)?)_?concurren(?:cy|t_?executions)"
            r"|(?:reserved|provisioned)_?concurrent_?executions|concurrency|max_?workers|pool_?size"
            r"|max_?connections"
        ),
        words(
            "reserved_concurrent_executions reservedconcurrentexecutions provisioned_concurrent_executions"
            " provisionedconcurrentexecutions concurrency max_concurrency maxconcurrency maximumconcurrency"
            " maximum_concurrency max_workers maxworkers pool_size poolsize max_connections maxconnections"
        ),
        _count,
        Level.MEDIUM,
        Level.LOW,
        "concurrency-changed",
    ),
    Limit(
        "number of attempts",
        _assigned(r"max_?(?:total_)?attempts|max_?receive_?count"),
        words("max_attempts maxattempts max_receive_count maxreceivecount total_max_attempts"),
        _count,
        Level.LOW,
        Level.LOW,
        "retries-changed",
    ),
    Limit(
        "number of retries",
        _assigned(
            r"max_?(?:retry_?attempts|(?:total_)?retries)|maximum_?retry_?attempts|retry_?(?:attempts|limit|count)|retries"
        ),
        words(
            "max_retries maxretries max_retry_attempts maxretryattempts maximum_retry_attempts maximumretryattempts"
            " retry_attempts retryattempts retries retry_limit retry_count"
        ),
        _count,
        Level.LOW,
        Level.LOW,
        "retries-changed",
    ),
    Limit(
        "rate limit",
        _assigned(r"(?:throttl\w*_?)?(?:rate|burst)_?limit|rate_?per_?\w+"),
        words(
            "rate_limit ratelimit burst_limit burstlimit throttling_rate_limit throttlingratelimit"
            " throttling_burst_limit throttlingburstlimit"
        ),
        _count,
        Level.LOW,
        Level.LOW,
        "rate-limit-changed",
    ),
    Limit(
        "time that logs or backups are kept",
        _assigned(r"retention_?(?:in_?)?(?:days|period)?|backup_?retention_?period"),
        words(
            "retention retention_in_days retentionindays retention_days retentiondays retention_period"
            " backup_retention_period backupretentionperiod log_retention"
        ),
        lambda _f, key, value: read_duration(value, key=key, default_unit="days"),
        Level.MEDIUM,
        None,
        "retention-changed",
    ),
)
