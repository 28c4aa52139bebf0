"""The grounding of prose about a diff, in an answer that has earned trust or has not."""

from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.grounding.tally import Tally
from lambdas.shared.domain.rules import find_facts
from tests.unit.rules.changes import change_of


def prose_about(diff: str, *, is_trusted: bool = True) -> Prose:
    files, change = parse_diff(diff), change_of(diff)
    return Prose(Material(change, files, find_facts(change, files, ())), Tally(), is_trusted=is_trusted)


def is_kept(text: str, *diffs: str) -> bool:
    return prose_about("".join(diffs)).keep(text) == text


def is_kept_untrusted(text: str, diff: str) -> bool:
    return prose_about(diff, is_trusted=False).keep(text) == text
