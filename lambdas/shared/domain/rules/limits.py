"""Time-outs, memory, concurrency, retries: the old value and the new one, in the units people think in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.quantities import Quantity, read_count, read_duration, read_memory
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.state_rule import words

_ASSIGNED = (
    r"(?<![\w.-])[\"']?(?P<key>[\w-]*(?:{})[\w-]*)[\"']?\s*(?::=|=>|[:=](?![:=]))\s*"
    r"(?P<value>[^#\n]+?)\s*(?:(?:#|//).*)?$"
)


def _assigned(keys: str) -> re.Pattern[str]:
    return re.compile(_ASSIGNED.format(keys), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Limit:
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


_LIMITS = (
    _Limit(
        "time-out",
        _assigned(r"time_?out"),
        words(
            "timeout time_out timeoutseconds timeout_seconds timeoutms timeout_ms connect_timeout read_timeout"
            " connecttimeout readtimeout request_timeout requesttimeout idle_timeout idletimeout"
            " visibility_timeout visibilitytimeout timeoutinminutes timeout_in_minutes default_timeout"
            " writetimeout readheadertimeout timeout_s timeout_sec session_timeout lock_timeout statement_timeout"
        ),
        _duration,
        Level.MEDIUM,
        Level.LOW,
        "timeout-changed",
    ),
    _Limit(
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
    _Limit(
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
    _Limit(
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
    _Limit(
        "number of attempts",
        _assigned(
            r"max_?(?:retry_?|total_)?(?:attempts|retries)|maximum_?retry_?attempts"
            r"|retry_?(?:attempts|limit|count)|retries|max_?receive_?count"
        ),
        words(
            "max_attempts maxattempts max_retries maxretries maximum_retry_attempts maximumretryattempts retry_attempts"
            " retryattempts retries retry_limit retry_count max_receive_count maxreceivecount total_max_attempts"
        ),
        _count,
        Level.LOW,
        Level.LOW,
        "retries-changed",
    ),
    _Limit(
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
    _Limit(
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
_WORDS = frozenset().union(*(limit.words for limit in _LIMITS))


def limits(file: ChangedFile) -> Iterator[Fact]:
    if _WORDS.isdisjoint(file.words) or not file.takes_effect or file.file_class is FileClass.CI:
        return
    for limit in _LIMITS:
        for line in file.changed_with(limit.words):
            if not file.is_moved(line):
                yield from _fact(file, line, limit)


def _fact(file: ChangedFile, line: CodeLine, limit: _Limit) -> Iterator[Fact]:
    value = _value(file, line, limit)
    if value is None:
        return
    partner = file.partner(line)
    other = _value(file, partner, limit) if partner else None
    if line.is_removed:
        if other is None and partner is None and _declares(file):
            yield FactType(limit.rule, FactKind.LIMIT, Level.LOW).at(
                file,
                line,
                f"The {limit.subject} of {value.words} is no longer set here.",
                subject=limit.subject,
                before=value.words,
                short=f"{limit.subject} no longer set",
            )
        return
    if other is None:
        if partner is None and _declares(file):
            yield FactType(limit.rule.replace("changed", "set"), FactKind.LIMIT).at(
                file,
                line,
                f"The {limit.subject} is set to {value.words}.",
                subject=limit.subject,
                after=value.words,
                short=f"{limit.subject} of {value.words}",
            )
    elif other.amount != value.amount:
        yield _moved(file, line, limit, other, value)


def _moved(file: ChangedFile, line: CodeLine, limit: _Limit, old: Quantity, new: Quantity) -> Fact:
    is_lower = new.amount < old.amount
    verb, participle = ("goes down", "cut") if is_lower else ("goes up", "raised")
    return FactType(limit.rule, FactKind.LIMIT, limit.lowered if is_lower else limit.raised).at(
        file,
        line,
        f"The {limit.subject} {verb} from {old.words} to {new.words}.",
        subject=limit.subject,
        before=old.words,
        after=new.words,
        short=f"{limit.subject} {participle} from {old.words} to {new.words}",
    )


def _declares(file: ChangedFile) -> bool:
    """Elsewhere a time-out that comes or goes is a detail of the code around it."""
    return file.file_class is FileClass.INFRASTRUCTURE


def _value(file: ChangedFile, line: CodeLine, limit: _Limit) -> Quantity | None:
    if not limit.pattern.search(line.text):
        return None
    match = limit.pattern.search(file.uncommented(line))
    return limit.read(file, match["key"], _first_value(match["value"])) if match else None


def _first_value(text: str) -> str:
    """Up to the comma that ends it: "5, memory=3" is 5."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth < 0 or (character in ",;" and depth == 0):
            return text[:index]
    return text


ALL: tuple[Rule, ...] = (limits,)
