"""
Protections that a call or a function loses while it stays.

The key that keeps it from being carried out twice; the check of a signature, of a checksum, of what the caller may do.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.safeguards import Safeguard, Said, is_left_behind
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_NEAR = 12  # lines above a keyword argument within which its call begins
_CALL = re.compile(r"([A-Za-z_]\w*)\s*\($")
_CALLS = re.compile(r"([A-Za-z_]\w*)\s*\(")
_DECLARED = pattern(r"^\s*(?:from|import|use|using|require|package|#include)\b|\b(?:def|func|fun|fn|function)\s+\w")


@dataclass(frozen=True, slots=True)
class Protection(Safeguard):
    """Missed, too, where the call that it was an argument of is still made; not where another like it comes."""

    like: re.Pattern[str]

    def _is_missed(self, file: ChangedFile, line: CodeLine) -> bool:
        if not self.state.is_news(file, line) or any(self.like.search(file.code(other)) for other in file.added):
            return False
        return (
            file.partner(line) is not None
            or is_left_behind(file, line)
            or _is_left_after_refusal(file, line)
            or _is_called(file, line)
        )


def _is_left_after_refusal(file: ChangedFile, line: CodeLine) -> bool:
    """The lines that refuse go with their condition; what comes after them is what was protected."""
    inside = [other for other in _following(file, line) if other.depth > line.depth]
    return bool(inside) and line.text.lstrip().startswith(("if", "unless")) and is_left_behind(file, inside[-1])


def _following(file: ChangedFile, line: CodeLine) -> Iterator[CodeLine]:
    """The lines below that are indented deeper, without a gap."""
    for other in file.below(line):
        if other.text.strip() and other.depth <= line.depth:
            return
        yield other


def _is_called(file: ChangedFile, line: CodeLine) -> bool:
    """The call around this argument stands on lines that stay or come, too."""
    for _, above in zip(range(_NEAR), file.above(line), strict=False):
        call = _CALL.search(above.text.rstrip())
        if call:
            return any(call[1] in _CALLS.findall(other.text) for other in file.hunks[line.hunk] if not other.is_removed)
    return False


def _protection(said: Said, wanted: str, expression: str, *, like: str) -> Protection:
    come = Saying(FactType(f"{said.name}-added", said.kind), f"{said.come}: {{code}}.", f"{said.short} added")
    gone = Saying(
        FactType(f"{said.name}-removed", said.kind, said.level), f"{said.gone}: {{code}}.", f"{said.short} removed"
    )
    return Protection(StateRule(words(wanted), pattern(expression), come, gone, unless=_DECLARED), like=pattern(like))


_IDEMPOTENCY = _protection(
    Said(
        "idempotency-key",
        "an idempotency key",
        "The key that keeps a repeated call from being carried out twice (idempotency) is no longer sent",
        "A key keeps a repeated call from being carried out twice",
        kind=FactKind.DATA,
        level=Level.HIGH,
    ),
    "idempotency idempotency_key idempotencykey idempotency_token idempotencytoken idempotent_id idempotentid"
    " messagededuplicationid message_deduplication_id clientrequesttoken client_request_token setidempotencykey"
    " withidempotencykey",
    r"\b(?:set|with)?_?idempoten(?:cy|t)[-_]?(?:key|token|id)\b|\bmessage_?deduplication_?id\b|\bclient_?request_?token\b",
    like=r"idempoten|dedup|request_?token",
)
_SIGNATURE = _protection(
    Said(
        "signature-check",
        "the check of a signature",
        "Whether a message or token is signed by whom it says is no longer checked",
        "Whether a message or token is signed by whom it says is checked",
        kind=FactKind.EXPOSURE,
        level=Level.HIGH,
    ),
    "compare_digest hmac timingsafeequal construct_event constructevent verify_signature verifysignature verify"
    " validate_signature validatesignature check_signature checksignature jwtverify secure_compare hash_equals"
    " verify_webhook verifywebhook isequal verify_token verifytoken requestvalidator verifyidtoken verify_id_token"
    " verify_webhook_signature verifywebhooksignature",
    r"\bcompare_digest\(|\bhmac\.Equal\(|\btimingSafeEqual\(|\bconstruct_?event\(|\b(?:verify|validate|check)_?(?:webhook_?)?"
    r"signature\w*\(|\bverify_?webhook\w*\(|\b(?:jwt|jws|jose|webhooks?)\.verify\(|\bjwtVerify\(|\bMessageDigest\.isEqual\("
    r"|\bsecure_compare\(|\bhash_equals\(|\bverify_?(?:id_?)?token\(|\bsignature\.verify\(|\bnew RequestValidator\(",
    like=r"verif|signature|hmac|validat|construct_?event|authenti",
)
_CHECKSUM = _protection(
    Said(
        "checksum-check",
        "the check of a checksum",
        "Whether what is fetched is what was meant (checksum, signature) is no longer checked",
        "Whether what is fetched is what was meant (checksum, signature) is checked",
        kind=FactKind.DEPENDENCY,
        level=Level.MEDIUM,
    ),
    "sha1sum sha256sum sha512sum shasum gpg cosign hashes frozen ci",
    r"\bsha(?:1|256|512)?sum\b[^|;&]*\s(?:-\w*c\w*|--check)\b|\bgpg\b[^|;&]*\s--verify\b|\bcosign\s+verify"
    r"|\s--require-hashes\b|\s--frozen-lockfile\b",
    like=r"sha\d*sum|checksum|verif|hashes|digest|sha256",
)
_RIGHTS = _protection(
    Said(
        "rights-check",
        "a check of the caller's rights",
        "What the caller may do is no longer checked",
        "What the caller may do is checked",
        kind=FactKind.EXPOSURE,
        level=Level.HIGH,
    ),
    "authorize permission_classes check_permission check_permissions require_permission require_permissions"
    " has_permission haspermission requirepermission checkpermission checkaccess check_access assertcan"
    " requireadmin require_admin requirerole require_role require_scope requirescope ensure_can ensurecan assert_can"
    " hasrole has_role ensureowner ensure_owner checkownership check_ownership verify_owner verifyowner verify_access"
    " enforce authmiddleware auth_middleware authorizerequest requirescopes check_scope"
    " has_scope hasscope denyaccessunlessgranted assert_permission assertpermission ensurepermission ensure_permission"
    " verify_permission verifypermission deny_unless user_passes_test permissionrequiredmixin",
    r"\b(?:check|require|has|assert|ensure|verify|enforce)_?(?:permissions?|access|role|scopes?|admin|can|owner(?:ship)?)\b"
    r"|(?<!\[)\bauthorize!?[ (](?!\s*=)|\bpermission_classes\s*=|\.use\(\s*\w*auth_?Middleware\b"
    r"|\bdenyAccessUnlessGranted\(|\benforcer?\.enforce\(|@user_passes_test\b|\bPermissionRequiredMixin\b",
    like=r"permission|authori[sz]|access|role|owner|scope|acl|polic(?:y|ies)|admin|allow|forbid|guard|can_|require|ensure|check",
)

ALL: tuple[Rule, ...] = (_IDEMPOTENCY, _SIGNATURE, _CHECKSUM, _RIGHTS)
