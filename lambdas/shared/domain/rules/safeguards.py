"""
Safeguards around code that stays: transactions, deadlines, limits of rate, second tries, audit, stops at errors.

One is gone when fewer lines of the file have it than before, and what it stood around is still there; with a function
that is removed altogether its safeguards are no news.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, takes_effect, words

_MARK = pattern(  # annotations, brackets, empty lines, what belongs to the safeguard: nothing that is guarded
    r"^\s*(?:@\w|#\[|\[\w+[\](]|[})\]\s;]*$|defer\s+cancel\(|limit_(?:req|conn)_)"
)
_SHELL = {"Shell", ""}


@dataclass(frozen=True, slots=True)
class Safeguard:
    state: StateRule

    @property
    def words(self) -> frozenset[str]:
        return self.state.words

    def __call__(self, file: ChangedFile) -> Iterator[Fact]:
        if self.words.isdisjoint(file.words) or file.file.kind is FileKind.DELETED or not self.state.on(file):
            return
        lines = [line for line in file.changed_with(self.words, beside=self.state.beside) if self.state.has(file, line)]
        fewer = sum(1 if line.is_removed else -1 for line in lines)
        for line in lines:
            if line.is_removed and fewer > 0 and self.state.left and self._is_missed(file, line):
                yield self.state.fact(file, line, self.state.left)
            elif not line.is_removed and fewer < 0 and self.state.is_news(file, line):
                yield self.state.fact(file, line, self.state.entered)

    def _is_missed(self, file: ChangedFile, line: CodeLine) -> bool:
        return self.state.is_news(file, line) and (file.partner(line) is not None or is_left_behind(file, line))


def is_left_behind(file: ChangedFile, line: CodeLine) -> bool:
    """What follows a removed line is still there, be it indented differently or changed in part."""
    following = next((other for other in file.below(line) if not _MARK.match(other.text)), None)
    if following is None or following.kind == " ":
        return following is not None
    return file.is_moved(following) or file.partner(following) is not None


_IMPORT = pattern(r"^\s*(?:from|import|use|using|require|package|#include)\b|\brequire\(")


@dataclass(frozen=True, slots=True)
class Said:
    name: str
    short: str
    gone: str
    come: str
    kind: FactKind = FactKind.ERROR_HANDLING
    level: Level = Level.MEDIUM


def _safeguard(
    said: Said,
    wanted: str,
    expression: str,
    *,
    on: Callable[[ChangedFile], bool] = takes_effect,
    beside: tuple[str, ...] = (),
) -> Safeguard:
    come = Saying(FactType(f"{said.name}-added", said.kind), f"{said.come}: {{code}}.", f"{said.short} added")
    gone = Saying(
        FactType(f"{said.name}-removed", said.kind, said.level), f"{said.gone}: {{code}}.", f"{said.short} removed"
    )
    state = StateRule(
        words(wanted), pattern(expression), come, gone, on=on, in_strings=False, unless=_IMPORT, beside=beside
    )
    return Safeguard(state)


def _is_sql(file: ChangedFile) -> bool:
    return file.takes_effect and (file.language.name == "SQL" or file.file_class is FileClass.MIGRATION)


def _is_script(file: ChangedFile) -> bool:
    return file.takes_effect and file.language.name in _SHELL


_TRANSACTION = _safeguard(
    Said(
        "transaction",
        "a transaction",
        "What follows no longer runs in one transaction, so that a failure halfway leaves part of it done",
        "What follows runs in one transaction",
        kind=FactKind.DATA,
    ),
    "transactional atomic transaction transactionscope begintransaction begintx begin_transaction begin_nested",
    r"@Transactional\b(?!\([^)]*readOnly\s*=\s*true)|\btransaction\.atomic\b|\btransaction\s+do\b|\btransaction\s*\{|\bDB::transaction\("
    r"|\$transaction\(|\bbegin_?transaction\(|\.BeginTx\(|\bnew\s+TransactionScope\(|\.begin_nested\(\)"
    r"|\.transaction\(|@atomic\b",
)
_SQL_TRANSACTION = _safeguard(
    Said(
        "sql-transaction",
        "a transaction",
        "The statements no longer run in one transaction, so that a failure halfway leaves part of them done",
        "The statements run in one transaction",
        kind=FactKind.DATA,
    ),
    "begin transaction",
    r"^\s*(?:BEGIN(?:\s+(?:TRANSACTION|TRAN|WORK))?|START\s+TRANSACTION)\s*;\s*$",
    on=_is_sql,
)
_DEADLINE = _safeguard(
    Said(
        "deadline",
        "a deadline",
        "The deadline (time-out) of what follows is removed, so that it may wait for ever",
        "What follows gets a deadline (time-out)",
        kind=FactKind.LIMIT,
    ),
    "withtimeout withdeadline wait_for timeout fail_after move_on_after withtimeoutornull",
    r"\bcontext\.With(?:Timeout|Deadline)\(|\basyncio\.(?:timeout|wait_for)\(|\bAbortSignal\.timeout\("
    r"|\bTimeout\.timeout\(|\btimeout::Duration|\btokio::time::timeout\(|\b(?:fail_after|move_on_after)\("
    r"|\bwithTimeout(?:OrNull)?\(|\.timeout\(Duration|\b(?:requests|session|httpx|client)\.\w+\(.*\btimeout\s*=",
)
_RATE = _safeguard(
    Said(
        "rate-limit",
        "a rate limit",
        "A limit of how often it may be called is removed; repeated calls and guesses are no longer held back",
        "How often it may be called is limited",
        kind=FactKind.EXPOSURE,
    ),
    "limit_req limit_conn ratelimit rate_limit throttle throttle_classes limiter ratelimiter enableratelimiting",
    r"^\s*limit_(?:req|conn)\s+\w|@(?:limiter\.limit|rate_?limit(?:er)?|throttle)\b|\brateLimit\(\{?|\bthrottle_classes\s*="
    r"|\[EnableRateLimiting|^\s*throttle\s*\(|\.use\(\s*(?:\w*[lL]imiter|throttle)\b",
)
_RETRY = _safeguard(
    Said(
        "retry",
        "a second try",
        "What failed is no longer tried again",
        "What fails is tried again",
        level=Level.LOW,
    ),
    "retry retryable retries tenacity backoff retry_on autoretry_for withretry retrywhen",
    r"^\s*@(?:retry|Retryable|backoff)\b|\bretry_on\b|\bautoretry_for\b|\bwithRetry\(|\bretryWhen\(|\bretry\.Do\("
    r"|^\s*(?:return\s+)?(?:await\s+)?retry\(|\.retry\(",
    beside=("@retry", "@backoff", "retry_on", "autoretry_for", "withretry(", "retrywhen(", "retry.do(", "retry("),
)
_AUDIT = _safeguard(
    Said(
        "audit",
        "an audit entry",
        "An entry in the audit trail, which keeps who did what, is no longer written",
        "An entry in the audit trail is written",
    ),
    "audit audit_log auditlog audit_logger auditlogger log_audit audit_event auditevent auditservice",
    r"\b(?:self\.|this\.)?_?audit\w*\.\w+\(|\b(?:log|record|write|emit|create)_?audit\w*\(|\baudit(?:_?(?:log|event))?\("
    r"|^\s*@(?:Audited|Auditable|audit)\b|\bhas_paper_trail\b",
)
_ERREXIT = _safeguard(
    Said(
        "stop-at-errors",
        "a script's stop at errors",
        "The script no longer stops at the first command that fails",
        "The script stops at the first command that fails",
    ),
    "set errexit pipefail",
    r"^\s*set\s+-[a-z]*e|^\s*set\s+-o\s+(?:errexit|pipefail)\b|^\s*set\s+-[a-z]*o\s+pipefail\b",
    on=_is_script,
)

ALL: tuple[Rule, ...] = (_TRANSACTION, _SQL_TRANSACTION, _DEADLINE, _RATE, _RETRY, _AUDIT, _ERREXIT)
