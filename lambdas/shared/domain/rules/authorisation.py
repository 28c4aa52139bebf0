"""Who is let in: URLs without authorisation, and checks of identity that go or come."""

from collections.abc import Iterator

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_URL_WORDS = words("auth_type authtype authorization_type authorizationtype authorization")
_AUTH = pattern(
    r"\b(?:auth_?type|authorization_?type|authorization)[\"']?\s*[:=]\s*[\"']?(?:[A-Za-z_]\w*\.)*"
    r"(NONE|AWS_IAM|IAM|COGNITO_USER_POOLS|COGNITO|JWT|CUSTOM)\b"
)
_FUNCTION_URL = words("functionurlauthtype add_function_url addfunctionurl function_url functionurl")
_OPENED = FactType("public-url-opened", FactKind.EXPOSURE, Level.HIGH)
_CLOSED = FactType("public-url-closed", FactKind.EXPOSURE)
_CALLERS = {
    "AWS_IAM": "callers with IAM credentials",
    "IAM": "callers with IAM credentials",
    "COGNITO_USER_POOLS": "users of its Cognito user pool",
    "COGNITO": "users of its Cognito user pool",
    "JWT": "callers with a valid token",
    "CUSTOM": "callers its authoriser accepts",
}

_IN_SHORT = {"AWS_IAM": "IAM callers", "IAM": "IAM callers", "COGNITO": "its users", "COGNITO_USER_POOLS": "its users"}


def url(file: ChangedFile) -> Iterator[Fact]:
    """A function URL or a route of an API whose authorisation becomes NONE, or stops being so."""
    if _URL_WORDS.isdisjoint(file.words) or not file.takes_effect:
        return
    what = "function URL" if _FUNCTION_URL & file.words or _is_lambda_url(file) else "API route"
    for line in file.changed_with(_URL_WORDS):
        partner = file.partner(line)
        now, other = _authorisation(file, line), partner and _authorisation(file, partner)
        if now != "NONE" or other == "NONE" or file.is_moved(line):
            continue
        if line.is_removed:
            yield _closed(file, partner or line, what, other)
        else:
            yield _OPENED.at(
                file,
                line,
                f"The {what} is public: anyone on the internet may call it, unauthenticated.",
                subject=what,
                before=other,
                after="NONE",
                short=f"a {what} open to the public",
            )


def _closed(file: ChangedFile, line: CodeLine, what: str, now: str | None) -> Fact:
    callers = _CALLERS.get(now or "")
    if callers is None:
        return _CLOSED.at(
            file,
            line,
            f"The public {what} (authorisation NONE) is gone.",
            subject=what,
            before="NONE",
            after=now,
            short=f"a public {what} removed",
        )
    return _CLOSED.at(
        file,
        line,
        f"The {what} is no longer public: it answers {callers} only.",
        subject=what,
        before="NONE",
        after=now,
        short=f"{what} closed to all but {_IN_SHORT.get(now or '', 'those let in')}",
    )


def _authorisation(file: ChangedFile, line: CodeLine) -> str | None:
    match = _AUTH.search(file.uncommented(line))
    return match[1].upper() if match else None


def _is_lambda_url(file: ChangedFile) -> bool:
    return any("AWS::Lambda::Url" in hunk.body or "aws_lambda_function_url" in hunk.body for hunk in file.diff.hunks)


_CHECK = (
    r"@(?:login_required|requires_auth|auth_required|jwt_required|permission_required|PreAuthorize|Secured|RolesAllowed"
    r"|UseGuards)\b|\[Authorize\b|\bbefore_action\s+:authenticate\w*|\bIsAuthenticated\b|\bLoginRequiredMixin\b"
    r"|\brequire(?:s)?_?(?:auth|login|authentication)\b|\bpassport\.authenticate\(|\bensure_?(?:authenticated|logged_?in)\b"
)
_NO_CHECK = (
    r"@csrf_exempt\b|\bAllowAny\b|\[AllowAnonymous\]|\.permitAll\(|\bskip_before_action\s+:authenticate\w*"
    r"|@PermitAll\b|\bcsrf\(\)\.disable\(|\bskip_before_action\s+:verify_authenticity_token"
)

_CHECKED = StateRule(
    words(
        "login_required requires_auth auth_required jwt_required permission_required preauthorize secured rolesallowed"
        " useguards authorize before_action isauthenticated loginrequiredmixin require_auth requireauth require_login"
        " requirelogin requires_login requireauthentication require_authentication authenticate ensure_authenticated"
        " ensureauthenticated ensureloggedin ensure_logged_in"
    ),
    pattern(_CHECK),
    entered=Saying(
        FactType("authentication-added", FactKind.EXPOSURE),
        "A check of the caller's identity or rights is added: {code}.",
        "a check of the caller added",
    ),
    left=Saying(
        FactType("authentication-removed", FactKind.EXPOSURE, Level.HIGH),
        "A check of the caller's identity or rights is removed: {code}.",
        "a check of the caller removed",
    ),
    in_strings=False,
    unless=pattern(r"^\s*(?:from|import|const \w+ = require|using)\b|\bdef\b|\bfunction\b"),
)
_UNCHECKED = StateRule(
    words("csrf_exempt allowany allowanonymous permitall skip_before_action csrf"),
    pattern(_NO_CHECK),
    entered=Saying(
        FactType("authentication-bypassed", FactKind.EXPOSURE, Level.HIGH),
        "A check of the caller is switched off for a part of the application: {code}.",
        "a check of the caller switched off",
    ),
    left=Saying(
        FactType("authentication-restored", FactKind.EXPOSURE),
        "A part of the application that let callers in unchecked no longer does.",
        "a check of the caller restored",
    ),
    in_strings=False,
    unless=pattern(r"^\s*(?:from|import|using)\b"),
)

ALL: tuple[Rule, ...] = (url, _CHECKED, _UNCHECKED)
