"""A claim about a change, and whether the grounding keeps it."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from lambdas.shared.domain.answer import Answer
from lambdas.shared.domain.change import Change
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.ground import ground
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.grounding.tally import Tally
from lambdas.shared.domain.review import Finding, Level, Summary
from lambdas.shared.domain.rules import find_facts


class Changed(Hashable, Protocol):
    """A change with what is true of it; one object each, so that what is looked up is known."""

    @property
    def name(self) -> str: ...

    @property
    def diff(self) -> str: ...

    @property
    def change(self) -> Change: ...

    @property
    def claims(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Claim:
    kind: str
    case: Changed
    text: str = ""
    finding: Finding | None = None
    true_finding: Finding | None = None

    def is_kept(self, *, is_trusted: bool) -> bool:
        """Whether it is in the review as it was claimed; a finding whose lines were set right is not."""
        material = material_of(self.case)
        if self.finding is None:
            prose = Prose(material, Tally(), is_trusted=is_trusted)
            return prose.keep(self.text) == self.text
        answer = Answer(Summary("", (), (), ()), (self.finding,), Level.LOW, ())
        kept = ground(answer, material.change, material.files, facts=material.facts).findings
        return bool(kept) and not (self.true_finding and _is_set_right(kept[0], self.true_finding))


def _is_set_right(kept: Finding, true: Finding) -> bool:
    """Its lines are those of the quotation again, of which the true finding may have named more."""
    return kept.path == true.path and set(kept.lines) <= set(true.lines)


@cache
def material_of(case: Changed) -> Material:
    change, files = case.change, parse_diff(case.diff)
    return Material(change, files, find_facts(change, files, ()))
