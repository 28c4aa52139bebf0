"""Prose, sentence by sentence."""

from lambdas.shared.domain.grounding.assurances import has_link, is_assurance
from lambdas.shared.domain.grounding.concepts import are_concepts_known
from lambdas.shared.domain.grounding.directions import are_directions_right
from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.presence import is_presence_right, speaks_of_removal
from lambdas.shared.domain.grounding.sentences import is_english, sentences
from lambdas.shared.domain.grounding.support import (
    are_lines_known,
    is_quantity_known,
    is_symbol_known,
    line_numbers,
    quantities_outside,
)
from lambdas.shared.domain.grounding.symbols import symbols
from lambdas.shared.domain.grounding.talk import is_fragment, is_talk
from lambdas.shared.domain.grounding.tally import Tally
from lambdas.shared.domain.grounding.wording import is_about

_COMMON = frozenset(
    stems(
        "the this that and for with from now not are was were has have will can its all one new"
        " change changed code file"
    )
)
_ASKED = frozenset(
    stems(
        "deploy release roll rollback revert plan production staging customer user caller client team owner"
        " author approve review test tested try backup restore monitor alarm alert metric log downtime maintenance"
        " window announce tell inform notify document incident risk impact cost budget load traffic capacity depend"
        " service system environment access permission secret data migrate migration compliance legal reason intended"
        " purpose deliberate expected happen fail failure break stop going back need require version compatible ticket"
    )
)


class Prose:
    def __init__(self, material: Material, tally: Tally) -> None:
        self.material = material
        self.tally = tally

    def keep(self, text: str, *, needs_tie: bool = True, given: str = "") -> str:
        """
        The sentences that the diff bears out; "" if none does.

        `needs_tie`: a sentence that names nothing must at least share a word with the diff. What stands beside a quote
        that was found is tied to the diff already, and a question may ask about the deployment.
        `given`: a text whose own names and numbers may be repeated.
        """
        known = _named(given)
        return " ".join(sentence for sentence in sentences(text) if self._stands(sentence, known, needs_tie=needs_tie))

    def _stands(self, sentence: str, known: frozenset[str], *, needs_tie: bool) -> bool:
        names = tuple(one for one in symbols(sentence) if one.text not in known)
        numbers = tuple(one for one in quantities_outside(sentence) if one.text not in known)
        lines = tuple(line_numbers(sentence))
        stands = (
            not has_link(sentence)
            and not is_assurance(sentence)
            and not is_talk(sentence)
            and (not needs_tie or self._is_of_the_change(sentence))
            and all(is_symbol_known(symbol, self.material) for symbol in names)
            and all(are_lines_known(first, last, self.material) for first, last, _, _ in lines)
            and all(is_quantity_known(number, sentence, self.material) for number in numbers)
            and are_directions_right(sentence, self.material)
            and is_presence_right(sentence, self.material)
            and are_concepts_known(sentence, self.material)
            and (bool(names or numbers) or not needs_tie or self._is_tied(sentence))
        )
        if names or numbers or lines or not stands:
            self.tally.count(is_supported=stands)
        return stands

    def _is_of_the_change(self, sentence: str) -> bool:
        return (
            not is_fragment(sentence)
            and speaks_of_removal(sentence, self.material)
            and (_is_question(sentence) or is_about(sentence, self.material))
        )

    def _is_tied(self, sentence: str) -> bool:
        """In English, the language of most code, what is said of the change shares a word with it."""
        if not is_english(sentence):
            return True
        words = stems(sentence) - _COMMON
        return bool(words & self.material.vocabulary) or (_is_question(sentence) and bool(words & _ASKED))


def _is_question(sentence: str) -> bool:
    return sentence.rstrip().endswith("?")


def _named(text: str) -> frozenset[str]:
    return frozenset([*(one.text for one in symbols(text)), *(one.text for one in quantities_outside(text))])
