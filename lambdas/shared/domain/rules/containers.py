"""Containers: what Docker and Kubernetes files let them do, and what they are made from."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_YES = r"[\"']?\s*[:=]\s*[\"']?true\b"


def _wider(rule: str, text: str, short: str, level: Level = Level.HIGH) -> Saying:
    return Saying(FactType(rule, FactKind.PERMISSION, level), text, short)


def _narrower(rule: str, text: str, short: str) -> Saying:
    return Saying(FactType(rule, FactKind.PERMISSION), text, short)


_PRIVILEGED = StateRule(
    words("privileged allowprivilegeescalation"),
    pattern(rf"(?:^|[\s\"'])privileged{_YES}|--privileged\b|\ballowPrivilegeEscalation{_YES}"),
    _wider("privileged-container", "A container gets full rights on its host: {code}.", "a container with full rights"),
    _narrower(
        "privileged-container-removed",
        "A container no longer has full rights on its host.",
        "a container's full rights withdrawn",
    ),
)
_HOST = StateRule(
    words("hostnetwork hostpid hostipc network_mode hostpath"),
    pattern(rf"\bhost(?:Network|PID|IPC){_YES}|\bnetwork_mode:\s*[\"']?host\b|^\s*(?:-\s*)?hostPath:"),
    _wider(
        "host-shared",
        "A container shares its host's network, processes or files: {code}.",
        "a container that shares its host",
    ),
    _narrower(
        "host-shared-removed",
        "A container no longer shares its host's network, processes or files.",
        "a container separated from its host",
    ),
)
_ROOT = StateRule(
    words("user runasuser runasnonroot"),
    pattern(r"^\s*USER\s+(?:root|0)(?::\S+)?\s*$|\brunAsUser:\s*0\s*$|\brunAsNonRoot:\s*false\b"),
    _wider("root-user", "A container runs as root: {code}.", "a container that runs as root", Level.MEDIUM),
    _narrower("root-user-removed", "A container no longer runs as root.", "a container that no longer runs as root"),
    beside=("runas", "root", " 0", "\t0"),
)
_CAPABILITIES = StateRule(
    words("sys_admin net_admin sys_ptrace cap_add unconfined"),
    pattern(
        r"\b(?:CAP_)?(?:SYS_ADMIN|NET_ADMIN|SYS_PTRACE)\b|\b(?:seccomp|apparmor)[:=]\s*unconfined\b|\bUnconfined\b"
    ),
    _wider(
        "capability-added",
        "A container gets a right of the operating system's administrator: {code}.",
        "administrator's rights for a container",
    ),
    _narrower(
        "capability-removed",
        "A container loses a right of the operating system's administrator.",
        "a container's rights reduced",
    ),
)

_FROM = re.compile(r"^\s*FROM\s+(?:--\S+\s+)?(\S+)", re.IGNORECASE)
_IMAGE = re.compile(r"^\s*(?:-\s*)?[\"']?image[\"']?:\s*[\"']?([\w./-]+(?::[\w.-]+)?(?:@sha256:\w+)?)[\"']?,?\s*$")
_CHANGED = FactType("image-changed", FactKind.DEPENDENCY, Level.LOW)
_FLOATING = FactType("image-not-pinned", FactKind.DEPENDENCY, Level.MEDIUM)


def images(file: ChangedFile) -> Iterator[Fact]:
    """The image a container is built from, or runs."""
    if not file.takes_effect or file.words.isdisjoint({"from", "image"}):
        return
    if file.language.name not in {"Docker", "YAML", "JSON"}:
        return
    word, expression = ("from", _FROM) if file.language.name == "Docker" else ("image", _IMAGE)
    for line in file.changed_with(frozenset({word})):
        match = None if line.is_removed else expression.match(line.text)
        if not match or file.is_moved(line):
            continue
        partner = file.partner(line)
        old = expression.match(partner.text) if partner else None
        if old and old[1] != match[1]:
            yield _CHANGED.at(
                file,
                line,
                f"The container image goes from {code(old[1])} to {code(match[1])}.",
                subject=match[1].split(":")[0],
                before=old[1],
                after=match[1],
                short=f"container image now `{match[1]}`",
            )
        if match[1].endswith(":latest") and not (old and old[1].endswith(":latest")):
            yield _FLOATING.at(
                file,
                line,
                f"The container image {code(match[1])} is not pinned: its content can change "
                "from one deployment to the next.",
                subject=match[1],
                short="an image that is not pinned",
            )


_USER = re.compile(r"^\s*USER\s+(?!(?:root|0)\b)(\S+)", re.IGNORECASE)
_USER_REMOVED = FactType("container-user-removed", FactKind.PERMISSION, Level.MEDIUM)


def users(file: ChangedFile) -> Iterator[Fact]:
    """A Dockerfile that changed to a user of its own and does not any more."""
    if file.language.name != "Docker" or "user" not in file.words or file.file.kind is FileKind.DELETED:
        return
    if any(_USER.match(line.text) for lines in file.hunks for line in lines if not line.is_removed):
        return
    for line in file.changed_containing(("USER", "user")):
        if match := _USER.match(line.text) if line.is_removed else None:
            yield _USER_REMOVED.at(
                file,
                line,
                f"The container no longer changes to the user {code(match[1])}: it runs as root unless its image "
                "names another user.",
                subject=match[1],
                before=match[1],
                short="a container that may run as root again",
            )


ALL: tuple[Rule, ...] = (_PRIVILEGED, _HOST, _ROOT, _CAPABILITIES, images, users)
