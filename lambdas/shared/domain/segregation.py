"""
Segregation of duties: what part an approver has in the change that they approve.

Authors and committers are what somebody wrote into a commit, and nobody checked it. A likeness is a reason to look,
never a proof; and no likeness proves nothing. The pusher is somebody whom AWS knew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.likeness import folded, is_like
from lambdas.shared.domain.principals import Principal, read_principal

People = Sequence[Sequence[str]]  # the names of one person together: addresses, accounts, ARNs


class Part(StrEnum):
    """What the approver did, in words that a sentence can use."""

    AUTHOR = "wrote"
    COMMITTER = "committed"
    PUSHER = "pushed"


@dataclass(frozen=True, slots=True)
class Push:
    """The caller whom CodeCommit or the pipeline's trigger names as having brought this commit."""

    commit_id: str
    pushed_by: str  # ARN, or another name where the trigger has no ARN


@dataclass(frozen=True, slots=True)
class OwnPart:
    commit_id: str
    part: Part


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever an ARN names, with the other names that the settings know."""

    principal: Principal
    names: tuple[str, ...]  # the principal's own first
    is_known: bool  # the settings name this person

    @property
    def is_named(self) -> bool:
        """Whether there is anything to compare."""
        return bool(self.names)


def identify(arn: str | None, people: People) -> Person:
    """The person behind an ARN."""
    principal = read_principal(arn)
    own = (principal.name,) if principal.name else ()
    known = [names for names in people if _lists(names, (principal.arn, principal.name))]
    return Person(
        principal, tuple(dict.fromkeys((*own, *(_bare(name) for names in known for name in names)))), bool(known)
    )


def own_parts(
    approver: Person, commits: Iterable[Commit], pushes: Iterable[Push], people: People
) -> tuple[OwnPart, ...]:
    """Each commit that the approver seems to have written, committed or pushed, once, in the order of the commits."""
    if not approver.is_named:
        return ()
    compared: dict[tuple[str, str], bool] = {}

    def is_own(name: str, address: str) -> bool:
        if (name, address) not in compared:
            compared[name, address] = _is_author(approver, name, address, people)
        return compared[name, address]

    found: dict[str, Part] = {}
    for commit in commits:
        if is_own(_name_of(commit.author), commit.author_email or _address_of(commit.author)):
            found[commit.id] = Part.AUTHOR
        elif commit.committer and is_own(_name_of(commit.committer), commit.committer_email):
            found[commit.id] = Part.COMMITTER
    for push in pushes:
        if push.commit_id not in found and is_same(approver, identify_pusher(push, people)):
            found[push.commit_id] = Part.PUSHER
    return tuple(OwnPart(commit_id, part) for commit_id, part in found.items())


def identify_pusher(push: Push, people: People) -> Person:
    """Triggers of other hosts name an account or an address instead of an ARN."""
    if push.pushed_by.startswith("arn:"):
        return identify(push.pushed_by, people)
    known = [names for names in people if _lists(names, (push.pushed_by,))]
    names = (push.pushed_by, *(_bare(name) for names in known for name in names)) if push.pushed_by.strip() else ()
    return Person(Principal(push.pushed_by, push.pushed_by), names, bool(known))


def is_same(one: Person, other: Person) -> bool:
    """Two callers of AWS: the same name under another role is the same person."""
    if one.principal.arn == other.principal.arn:
        return True
    if one.is_known and other.is_known:
        return bool({*map(folded, one.names)} & {*map(folded, other.names)})
    return any(is_like(mine, theirs) for mine in one.names for theirs in other.names)


def _is_author(approver: Person, name: str, address: str, people: People) -> bool:
    """Where the settings know both, they have the last word."""
    by_address = [names for names in people if _lists(names, (address,))]
    theirs = by_address or [names for names in people if _lists(names, (name,))]
    if approver.is_known and theirs:
        known = {folded(_bare(each)) for names in theirs for each in names}
        return bool(known & {*map(folded, approver.names)})
    told = [text for text in (name, address) if text.strip()]
    is_cut = approver.principal.is_cut
    return any(
        is_like(mine, text, is_cut=is_cut and mine == approver.names[0]) for mine in approver.names for text in told
    )


def _lists(names: Sequence[str], wanted: Iterable[str]) -> bool:
    listed = {*map(folded, names)}
    return any(folded(name) in listed for name in wanted if name.strip())


def _bare(name: str) -> str:
    """Of an ARN in the settings, the name in it."""
    return read_principal(name).name or name if name.startswith("arn:") else name


def _name_of(identity: str) -> str:
    return identity.rpartition("<")[0].strip() if "<" in identity else identity.strip()


def _address_of(identity: str) -> str:
    """Of a record from before commits had their address apart."""
    return identity.rpartition("<")[2].removesuffix(">") if "<" in identity else ""
