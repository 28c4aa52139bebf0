"""What a sentence names, by which it can be looked up in the change."""

from dataclasses import dataclass
from typing import Self

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.classes import classify
from lambdas.shared.domain.grounding.counts import Counts
from lambdas.shared.domain.grounding.directions import are_directions_right
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.presence import is_presence_right
from lambdas.shared.domain.grounding.quantities import Quantity
from lambdas.shared.domain.grounding.quotations import are_quotations_right, quotations
from lambdas.shared.domain.grounding.scope import is_scope_right
from lambdas.shared.domain.grounding.sentences import is_question
from lambdas.shared.domain.grounding.support import (
    are_lines_known,
    is_proposal_known,
    is_quantity_known,
    is_symbol_known,
    line_numbers,
    quantities_outside,
)
from lambdas.shared.domain.grounding.symbols import Symbol, SymbolKind, symbols
from lambdas.shared.domain.grounding.tenses import are_tenses_right

_LISTS = frozenset({FileClass.DEPENDENCY_MANIFEST, FileClass.LOCK_FILE})


@dataclass(frozen=True, slots=True)
class Named:
    symbols: tuple[Symbol, ...]
    numbers: tuple[Quantity, ...]
    counts: tuple[Quantity, ...]  # in words: they stand nowhere, the change at best shows as many of something
    lines: tuple[tuple[int, int], ...]
    scope: bool | None  # whether the change is as large as the sentence says; None: it says nothing of it
    has_quotation: bool

    @classmethod
    def of(cls, sentence: str, material: Material, known: frozenset[str] = frozenset()) -> Self:
        """`known`: names and numbers that need not be looked up."""
        quantities = [one for one in quantities_outside(sentence) if one.text not in known]
        in_words = [one for one in quantities if one.is_word]
        return cls(
            symbols=tuple(one for one in symbols(sentence) if one.text not in known),
            numbers=tuple(one for one in quantities if not one.is_word),
            counts=() if is_question(sentence) else tuple(in_words),  # "twice" in a question counts nothing
            lines=tuple((first, last) for first, last, _, _ in line_numbers(sentence)),
            scope=is_scope_right(sentence, material),
            has_quotation=any(True for _ in quotations(sentence)),
        )

    @property
    def can_be_looked_up(self) -> bool:
        return bool(self.symbols or self.numbers or self.lines or self.scope is not None or self.has_quotation)

    @property
    def is_any(self) -> bool:
        return self.can_be_looked_up or bool(self.counts)

    def is_right(self, sentence: str, material: Material) -> bool:
        """Whether the change has all of it, and nothing of it shows that the sentence is wrong."""
        return (
            self._is_found(sentence, material)
            and self.scope is not False
            and are_directions_right(sentence, material, by_names=True)
            and is_presence_right(sentence, material, by_tense=True)
            and are_tenses_right(sentence, material, by_names=True)
            and all(Counts(material).verdict(one, sentence) is not False for one in self.counts)
        )

    def are_counts_right(self, sentence: str, material: Material) -> bool:
        """Whether the change shows so many."""
        return all(is_quantity_known(one, sentence, material) for one in self.counts)

    def _is_found(self, sentence: str, material: Material) -> bool:
        return (
            all(is_symbol_known(one, material) or _is_proposed(one, sentence, material) for one in self.symbols)
            and all(are_lines_known(first, last, material) for first, last in self.lines)
            and all(is_quantity_known(number, sentence, material) for number in self.numbers)
            and are_quotations_right(sentence, material)
        )


def _is_proposed(symbol: Symbol, sentence: str, material: Material) -> bool:
    """A question may propose what is put together of names that are there, and miss a list of dependencies."""
    is_list = symbol.kind is SymbolKind.PATH and classify(symbol.text, {}) in _LISTS
    return is_question(sentence) and (is_list or is_proposal_known(symbol, material))
