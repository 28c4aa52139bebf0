"""What a fact means for whoever answers for production, and what to ask the author about it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.offline_review_words import listing

MOST_QUESTIONS = 6


@dataclass(frozen=True, slots=True)
class _Effect:
    """`{before}`, `{after}`, `{subject}` and `{path}` come from the fact; `{subjects}` from all facts of the rule."""

    consequences: tuple[str, ...] = ()
    question: str = ""
    when: Callable[[Fact], bool] = lambda _fact: True


def _is_cut(fact: Fact) -> bool:
    return "goes down" in fact.text


def _is_raised(fact: Fact) -> bool:
    return "goes up" in fact.text


def _needs_iam(fact: Fact) -> bool:
    return fact.after is not None and "IAM" in fact.after


_EFFECTS: dict[str, tuple[_Effect, ...]] = {
    "credential-in-change": (
        _Effect(
            ("Security: whoever can read the code can use the credential until it is revoked.",),
            "Is the credential real, and has it been revoked and replaced?",
        ),
    ),
    "credential-removed": (_Effect((), "Has the removed credential been revoked? It stays readable in the history."),),
    "text-addressed-to-reviewer": (
        _Effect((), "Why does the change contain text that tries to instruct its reviewer?"),
    ),
    "public-url-opened": (
        _Effect(
            (
                "Security: anyone who knows the address can call it, without credentials.",
                "Cost: calls by strangers are paid for like any other.",
            ),
            "Is it meant to be reachable by everyone, and what limits abuse?",
        ),
    ),
    "public-url-closed": (
        _Effect(
            ("Security: callers without IAM credentials are refused; whoever called it openly before gets an error.",),
            "Do all present callers sign their requests with IAM credentials, and were they told?",
            _needs_iam,
        ),
        _Effect(
            ("Security: it is no longer open to everyone; callers who are not let in get an error.",),
            "Are all present callers prepared for the new authorisation?",
            lambda fact: not _needs_iam(fact),
        ),
    ),
    "network-opened": (
        _Effect(
            ("Security: anyone on the internet can reach what stands behind it.",),
            "Why must the whole internet reach it, and what else protects it?",
        ),
    ),
    "public-bucket-opened": (
        _Effect(
            ("Security: anyone on the internet can read what is stored there.",),
            "Is everything in that bucket meant for the public?",
        ),
    ),
    "public-access-block-removed": (
        _Effect((), "What is meant to become public, and why is the safeguard in the way?"),
    ),
    "public-database-opened": (
        _Effect(
            ("Security: the database can be attacked from the internet.",),
            "Why must the database be reachable from the internet?",
        ),
    ),
    "authentication-removed": (
        _Effect(
            ("Security: a part of the application may now be open to callers it was closed to.",),
            "Which check takes the place of the one removed ({path})?",
        ),
    ),
    "authentication-bypassed": (
        _Effect(
            ("Security: a part of the application may now be open to callers it was closed to.",),
            "Why is the check switched off there ({path})?",
        ),
    ),
    "wildcard-action": (
        _Effect(
            ("Security: the permission reaches further than any list of actions would.",),
            "Which actions are really needed, and can the permission name them?",
        ),
    ),
    "wildcard-principal": (
        _Effect(
            ("Security: the permission holds for everyone it is not otherwise limited to.",),
            "Who is meant by everyone, and which condition limits it?",
        ),
    ),
    "wildcard-resource": (_Effect((), "Which resources are really needed, and can the permission name them?"),),
    "administrator-rights": (
        _Effect(
            ("Security: whoever gets hold of this role can do everything.",),
            "Why are administrator rights needed, and for how long?",
        ),
    ),
    "rights-can-be-raised": (
        _Effect(
            ("Security: the holder can give itself or others more rights.",),
            "What keeps this right from being used to gain others?",
        ),
    ),
    "privileged-container": (
        _Effect(
            ("Security: a break-out of this container is a break-in to its host.",),
            "Which single right does the container need instead of all of them?",
        ),
    ),
    "database-dropped": (
        _Effect(
            ("Operations: what is dropped comes back from a backup only, not by rolling the code back.",),
            "Is there a backup that was restored once, and who has confirmed that the data may go?",
        ),
    ),
    "data-dropped": (
        _Effect(
            (
                "Operations: what is dropped comes back from a backup only, not by rolling the code back.",
                "Function: a release that still uses it fails as soon as the migration has run.",
            ),
            "Is what is dropped ({subjects}) unused by the release that is running, and is there a backup?",
        ),
    ),
    "rows-deleted": (
        _Effect(
            ("Operations: deleted rows come back from a backup only.",), "Are all rows meant, and is there a backup?"
        ),
    ),
    "data-store-removed": (
        _Effect(
            ("Operations: what the removed resource holds is lost, unless it is retained or backed up.",),
            "Is what {subjects} holds still needed, and is it retained or backed up?",
        ),
    ),
    "runtime-changed": (
        _Effect(
            ("Operations: the code is run by another version of its language ({after} instead of {before}).",),
            "Was it tested with {after}, its dependencies included?",
        ),
    ),
    "structure-renamed": (
        _Effect(
            ("Operations: while both releases run, or after a rollback, the older one looks for the former name.",),
            "How do the old and the new release run side by side?",
        ),
    ),
    "data-deleted-with-stack": (
        _Effect(
            ("Operations: removing or replacing the resource removes its data for good.",),
            "May this data be lost when the stack is removed or the resource replaced?",
        ),
    ),
    "data-retention-removed": (
        _Effect(
            ("Operations: removing or replacing the resource may remove its data.",),
            "Why is the protection of the data given up?",
        ),
    ),
    "deletion-protection-off": (_Effect((), "Why is the protection against deletion switched off, and for how long?"),),
    "backups-off": (
        _Effect(
            ("Operations: after a mistake or a failure there is nothing to restore from.",),
            "How would the data be restored after a failure?",
        ),
    ),
    "encryption-off": (
        _Effect(
            ("Security: who gets hold of the storage or the connection can read the data.",),
            "Which data is stored or sent unencrypted now?",
        ),
    ),
    "timeout-changed": (
        _Effect(
            ("Operations: what takes longer than {after} is now cut off; it had {before} before.",),
            "Does everything that runs in production today finish within {after}, and how was that measured?",
            _is_cut,
        ),
        _Effect(
            ("Operations: a call that hangs now occupies its place for up to {after} instead of {before}.",),
            "",
            _is_raised,
        ),
    ),
    "memory-changed": (
        _Effect(
            ("Operations: what needs more than {after} now fails.",),
            "How much memory does it use at its peak today?",
            _is_cut,
        ),
        _Effect(
            ("Cost: more memory is paid for ({after} instead of {before}), unless it gets faster by it.",),
            "",
            _is_raised,
        ),
    ),
    "capacity-changed": (
        _Effect(
            ("Operations: fewer instances ({after} instead of {before}) carry the load.",),
            "Does {after} carry the highest load seen so far?",
            _is_cut,
        ),
        _Effect(("Cost: more instances may run ({after} instead of {before}).",), "", _is_raised),
    ),
    "concurrency-changed": (
        _Effect(
            ("Operations: fewer things run at the same time ({after} instead of {before}); more may have to wait.",),
            "What happens to what exceeds the new limit of {after}?",
            _is_cut,
        ),
        _Effect(
            ("Operations: what stands behind it must carry up to {after} at the same time instead of {before}.",),
            "Can the systems behind it carry {after} at the same time?",
            _is_raised,
        ),
    ),
    "alternative-added": (
        _Effect(
            ("Function: there is one more choice, `{subject}`; for callers who choose nothing, the default decides.",),
            "What do callers get who choose nothing, and is that what they got before?",
        ),
    ),
    "response-field-added": (
        _Effect(
            ("Function: results carry {subjects} in addition; clients that check results strictly do not expect it.",)
        ),
    ),
    "response-field-removed": (
        _Effect(
            ("Function: clients that read {subjects} no longer find it.",),
            "Which clients read {subjects}, and are they ready?",
        ),
    ),
    "route-removed": (
        _Effect(
            ("Function: callers of {subjects} get an error, unless another route answers.",),
            "Who still calls {subjects}?",
        ),
    ),
    "request-parameter-removed": (
        _Effect(
            ("Function: callers who send {subjects} are no longer heeded there.",),
        ),
    ),
    "function-parameter-removed": (_Effect((), ""),),
    "environment-variable-read": (_Effect((), "Is the new environment variable ({subjects}) set where it runs?"),),
    "dependency-upgraded-major": (
        _Effect(
            ("Operations: a new major version may break what was relied upon ({subjects}).",),
            "Were the breaking changes of {subjects} gone through?",
        ),
    ),
    "dependency-downgraded": (_Effect((), "Why does {subjects} go back to an older version?"),),
    "dependency-not-pinned": (
        _Effect(
            ("Operations: two builds of the same code may differ (not pinned: {subjects}).",),
        ),
    ),
    "dependency-added": (_Effect((), "Who looks after the new dependency ({subjects}), and was its licence checked?"),),
    "tls-verification-off": (
        _Effect(
            ("Security: someone between the two sides can read and alter what is sent.",),
            "Why can the certificate not be checked?",
        ),
    ),
    "debug-on": (
        _Effect(
            ("Security: error pages may show code, settings and credentials to visitors.",),
            "Does this setting reach production?",
        ),
    ),
    "code-evaluated": (
        _Effect(
            ("Security: who can influence that text can run code.",),
            "Where does the text come from that is run ({path})?",
        ),
    ),
    "shell-command": (_Effect((), "Can anything from outside become part of that command ({path})?"),),
    "unsafe-deserialisation": (
        _Effect(("Security: who can influence that data can run code.",), "Where does the data come from ({path})?"),
    ),
    "sensitive-value-logged": (
        _Effect(
            ("Security: secret values may end up in logs, which more people can read.",),
            "Is what is logged really free of secrets ({path})?",
        ),
    ),
    "error-handling-removed": (
        _Effect(
            ("Operations: failures that were answered here may now reach the caller or stop the work.",),
            "What happens now when the failure occurs that was handled before ({path})?",
        ),
    ),
    "errors-swallowed": (
        _Effect(
            ("Operations: when this fails, nobody hears of it.",), "How would anyone notice that this fails ({path})?"
        ),
    ),
    "test-removed": (_Effect((), "Why are tests removed ({subjects})?"),),
    "test-skipped": (_Effect((), "Why are tests skipped, and until when?"),),
    "test-file-deleted": (_Effect((), "What takes the place of the deleted tests?"),),
    "assertions-removed": (_Effect((), "Why do the tests check less than before ({path})?"),),
    "pipeline-definition-changed": (
        _Effect(
            ("Operations: the software is checked, built or deployed differently from now on.",),
            "Was the changed build or deployment tried out before?",
        ),
    ),
    "check-made-optional": (_Effect((), "Which failures will go unnoticed now?"),),
    "submodule-moved": (_Effect((), "What changes inside the submodule? It is not part of this diff."),),
    "feature-flag-changed": (_Effect((), "Is the switch ({subjects}) meant to be turned for everyone at once?"),),
    "fixme-added": (_Effect((), "Is the unfinished part safe to be in production?"),),
}


def consequences(groups: Sequence[Sequence[Fact]], *, most: int = 8) -> tuple[str, ...]:
    """What follows for function, security, operations and cost; the gravest facts' first."""
    found = (_fill(text, group) for group in groups for effect in _of(group) for text in effect.consequences)
    return tuple(dict.fromkeys(found))[:most]


def questions(groups: Sequence[Sequence[Fact]], extra: Iterable[str]) -> tuple[str, ...]:
    """What only the author knows; at most `MOST_QUESTIONS`, the gravest facts' first."""
    found = (_fill(effect.question, group) for group in groups for effect in _of(group) if effect.question)
    return tuple(dict.fromkeys((*found, *extra)))[:MOST_QUESTIONS]


def _of(group: Sequence[Fact]) -> list[_Effect]:
    return [effect for effect in _EFFECTS.get(group[0].rule, ()) if any(effect.when(fact) for fact in group)]


def _fill(text: str, group: Sequence[Fact]) -> str:
    effect = next((effect for effect in _of(group) if text in (*effect.consequences, effect.question)), None)
    fact = next((fact for fact in group if effect is None or effect.when(fact)), group[0])
    values = {
        "{before}": fact.before or "",
        "{after}": fact.after or "",
        "{path}": fact.path,
        "{subjects}": listing((f"`{one.subject}`" for one in group if one.subject), most=3) or fact.path,
        "{subject}": fact.subject,
    }
    for name, value in values.items():
        text = text.replace(name, value)
    return text
