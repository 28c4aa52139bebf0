"""Who pushed a change, as its approver reads it: whom AWS knew, beside what the commits say of their authors."""

from collections.abc import Iterable
from dataclasses import dataclass

from lambdas.shared.domain.change import Change
from lambdas.shared.domain.segregation import Part, People, Person, Push, identify_pusher, own_parts


@dataclass(frozen=True, slots=True)
class Pushers:
    """Names; none where nobody is known to have pushed, several where several brought the same commit."""

    of_candidate: tuple[str, ...] = ()
    of_earlier: tuple[str, ...] = ()  # who brought only other commits of the change
    is_author: bool = False  # it is one person, who seems to have written every commit


NOT_KNOWN = Pushers()


def pushers_of(change: Change, pushes: Iterable[Push], people: People) -> Pushers:
    """`pushes` are of the change's commits, as far as they are known; `people` are of the settings."""
    of_candidate: dict[str, Person] = {}
    of_earlier: dict[str, Person] = {}
    for push in pushes:
        person = identify_pusher(push, people)
        named = of_candidate if push.commit_id == change.head else of_earlier
        named.setdefault(person.principal.shown, person)
    everybody = [*(of_earlier | of_candidate).values()]
    return Pushers(
        of_candidate=tuple(of_candidate),
        of_earlier=tuple(name for name in of_earlier if name not in of_candidate),
        is_author=len(everybody) == len(of_candidate) == 1 and _wrote_all(everybody[0], change, people),
    )


def _wrote_all(person: Person, change: Change, people: People) -> bool:
    """A likeness of names, as everywhere."""
    parts = own_parts(person, change.commits, (), people)
    written = {each.commit_id for each in parts if each.part is Part.AUTHOR}
    return bool(change.commits) and all(commit.id in written for commit in change.commits)
