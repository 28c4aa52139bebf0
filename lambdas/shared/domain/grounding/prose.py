"""Prose, sentence by sentence."""

from lambdas.shared.domain.grounding.assurances import has_link, is_assurance
from lambdas.shared.domain.grounding.concepts import are_concepts_known, concepts_shown
from lambdas.shared.domain.grounding.conclusions import is_caution
from lambdas.shared.domain.grounding.directions import are_directions_right
from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.presence import is_presence_right, speaks_of_removal
from lambdas.shared.domain.grounding.quotations import are_quotations_right, quotations
from lambdas.shared.domain.grounding.scope import is_scope_right
from lambdas.shared.domain.grounding.sentences import is_english, sentences
from lambdas.shared.domain.grounding.support import (
    are_lines_known,
    is_proposal_known,
    is_quantity_known,
    is_symbol_known,
    line_numbers,
    quantities_outside,
)
from lambdas.shared.domain.grounding.symbols import symbols
from lambdas.shared.domain.grounding.talk import is_fragment, is_talk
from lambdas.shared.domain.grounding.tally import Tally
from lambdas.shared.domain.grounding.tenses import are_tenses_right
from lambdas.shared.domain.grounding.unnamed import is_borne_out, is_off_the_subject
from lambdas.shared.domain.grounding.wording import NEUTRAL, SMALL, is_about

_ASKED = frozenset(
    stems(
        "deploy release roll rollback revert plan production staging customer user caller client team owner"
        " author approve review test tested try backup restore monitor alarm alert metric log downtime maintenance"
        " window announce tell inform notify document incident risk impact cost budget load traffic capacity depend"
        " service system environment access permission secret data migrate migration compliance legal reason intended"
        " measure effect performance benchmark past"
        " rely behaviour attempt attack abuse weakness old aware agree consent"
        " purpose deliberate expected happen fail failure break stop going back need require version compatible ticket"
    )
)


class Prose:
    def __init__(
        self, material: Material, tally: Tally, *, is_trusted: bool = False, is_flawless: bool = False
    ) -> None:
        """`is_trusted`: nearly everything that the answer names was found; `is_flawless`: all of it; see `Tally`."""
        self.material = material
        self.tally = tally
        self._is_trusted = is_trusted
        self._is_flawless = is_flawless

    def keep(self, text: str, *, needs_tie: bool = True, given: str = "") -> str:
        """
        The sentences that the diff bears out; "" if none does.

        `needs_tie`: a sentence that names nothing must be borne out by its words (unnamed.py), or at least share one
        with the diff where the answer is trusted. What stands beside a quote that was found is tied to the diff.
        `given`: a text whose own names and numbers may be repeated.
        """
        known = _named(given)
        return " ".join(sentence for sentence in sentences(text) if self._stands(sentence, known, needs_tie=needs_tie))

    def _stands(self, sentence: str, known: frozenset[str], *, needs_tie: bool) -> bool:
        names = tuple(one for one in symbols(sentence) if one.text not in known)
        is_question = _is_question(sentence)
        numbers = tuple(
            one
            for one in quantities_outside(sentence)
            if one.text not in known and not (is_question and one.is_word)  # "twice" in a question counts nothing
        )
        lines = tuple(line_numbers(sentence))
        scope = is_scope_right(sentence, self.material)
        is_named = bool(names or numbers or lines or scope or any(quotations(sentence)))
        is_there = (
            scope is not False
            and not has_link(sentence)
            and not is_assurance(sentence)
            and not is_talk(sentence, self.material.vocabulary)
            and (bool(scope) or not needs_tie or self._is_of_the_change(sentence, is_named=is_named))
            and all(
                is_symbol_known(symbol, self.material) or (is_question and is_proposal_known(symbol, self.material))
                for symbol in names
            )
            and all(are_lines_known(first, last, self.material) for first, last, _, _ in lines)
            and all(is_quantity_known(number, sentence, self.material) for number in numbers)
            and are_quotations_right(sentence, self.material)
            and are_directions_right(sentence, self.material)
            and is_presence_right(sentence, self.material)
            and are_tenses_right(sentence, self.material)
            and are_concepts_known(sentence, self.material)
        )
        stands = is_there and (not needs_tie or self._is_borne_out(sentence, is_named=is_named))
        if is_named and (stands or not is_there):
            self.tally.count(is_supported=stands)
        else:
            self.tally.count_general(is_kept=stands)
        return stands

    def _is_of_the_change(self, sentence: str, *, is_named: bool) -> bool:
        return (
            not is_fragment(sentence)
            and speaks_of_removal(sentence, self.material)
            and (
                _is_question(sentence)
                or (is_named and self._is_trusted)
                or self._is_free(sentence)
                or is_about(sentence, self.material)
                or concepts_shown(sentence, self.material)
            )
        )

    def _is_free(self, sentence: str) -> bool:
        """What was right throughout where it could be looked up may caution in words of its own."""
        return self._is_flawless and is_caution(sentence)

    def _is_borne_out(self, sentence: str, *, is_named: bool) -> bool:
        """In English, the language of most code; a question may be about the deployment, too."""
        if not is_english(sentence):
            return True
        if is_named:
            return self._is_trusted or _is_question(sentence) or not is_off_the_subject(sentence, self.material)
        if self._is_free(sentence) or (_is_question(sentence) and self._is_trusted):
            return True  # a question claims nothing, and whoever asks it was right so far
        words = stems(sentence) - NEUTRAL
        if _is_question(sentence):
            asked = stems(sentence) - SMALL
            known = words & self.material.vocabulary or asked & (_ASKED | self.material.changed_vocabulary)
            return bool(known) or concepts_shown(sentence, self.material)
        if self._is_trusted and (words & (self.material.vocabulary | self.material.told_vocabulary)):
            return True
        return (self._is_trusted and self._is_tied(sentence)) or is_borne_out(sentence, self.material)

    def _is_tied(self, sentence: str) -> bool:
        """By two words of the changed lines, however common, or by a term for what they show."""
        words = (stems(sentence) - SMALL) & self.material.changed_vocabulary
        return len(words) > 1 or concepts_shown(sentence, self.material)


def _is_question(sentence: str) -> bool:
    return sentence.rstrip().endswith("?")


def _named(text: str) -> frozenset[str]:
    return frozenset([*(one.text for one in symbols(text)), *(one.text for one in quantities_outside(text))])
