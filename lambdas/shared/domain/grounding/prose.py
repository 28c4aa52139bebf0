"""Prose, sentence by sentence."""

from copy import copy
from typing import Self

from lambdas.shared.domain.grounding.assurances import has_link, is_assurance
from lambdas.shared.domain.grounding.concepts import are_concepts_known, concepts_shown
from lambdas.shared.domain.grounding.directions import are_directions_right
from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.named import Named
from lambdas.shared.domain.grounding.presence import is_presence_right, speaks_of_removal
from lambdas.shared.domain.grounding.sentences import is_english, is_question, points_back, sentences
from lambdas.shared.domain.grounding.support import quantities_outside
from lambdas.shared.domain.grounding.symbols import symbols
from lambdas.shared.domain.grounding.talk import is_fragment, is_lecture, is_talk
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
    def __init__(self, material: Material, tally: Tally, *, is_trusted: bool = False) -> None:
        """`is_trusted`: nearly everything that the answer names was found; see `Tally`."""
        self.material = material
        self.tally = tally
        self.is_trusted = is_trusted
        self._looked_up: dict[tuple[str, frozenset[str]], tuple[Named, bool]] = {}

    def trusted(self) -> Self:
        """For the same answer, once it has earned it: what was looked up is known."""
        other = copy(self)
        other.tally, other.is_trusted = Tally(), True
        return other

    def keep(self, text: str, *, needs_tie: bool = True, given: str = "") -> str:
        """
        The sentences that the diff bears out; "" if none does.

        What points back to one that goes ("It also sends a mail") would mislead: it goes, too.

        `needs_tie`: where the answer is not trusted, a sentence that names nothing must be borne out by its words
        (unnamed.py). What stands beside a quote that was found is tied to the diff.
        `given`: a text whose own names and numbers may be repeated.
        """
        known = _named(given)
        kept: list[str] = []
        is_gone = False  # what stood before
        for sentence in sentences(text):
            if is_gone and points_back(sentence):
                self.tally.count_general(is_kept=False)
                continue
            is_gone = not self._stands(sentence, known, needs_tie=needs_tie)
            kept += [] if is_gone else [sentence]
        return " ".join(kept)

    def _stands(self, sentence: str, known: frozenset[str], *, needs_tie: bool) -> bool:
        named, is_right = self._look_up(sentence, known)
        stands = is_right and not (needs_tie and is_fragment(sentence))
        if not self.is_trusted:
            stands = (
                stands and self._is_told_rightly(sentence, named) and (not needs_tie or self._is_tied(sentence, named))
            )
        if named.can_be_looked_up and (stands or not is_right):
            self.tally.count(is_supported=stands)
        else:
            self.tally.count_general(is_kept=stands)
        return stands

    def _look_up(self, sentence: str, known: frozenset[str]) -> tuple[Named, bool]:
        """What it names, and whether it may be said of the change at all."""
        if (sentence, known) not in self._looked_up:
            named = Named.of(sentence, self.material, known)
            is_right = self._is_fit(sentence) and named.is_right(sentence, self.material)
            self._looked_up[sentence, known] = named, is_right
        return self._looked_up[sentence, known]

    def _is_fit(self, sentence: str) -> bool:
        return not (
            has_link(sentence, self.material)
            or is_assurance(sentence)
            or is_talk(sentence)
            or not are_concepts_known(sentence, self.material)
        )

    def _is_told_rightly(self, sentence: str, named: Named) -> bool:
        """Nor do the words beside the names speak against it: who is not trusted yet is taken at every word."""
        return (
            named.are_counts_right(sentence, self.material)
            and are_directions_right(sentence, self.material)
            and are_tenses_right(sentence, self.material)
            and is_presence_right(sentence, self.material)
            and not is_lecture(sentence, self.material.vocabulary)
        )

    def _is_tied(self, sentence: str, named: Named) -> bool:
        """To the change, by its words; in English, the language of most code."""
        return bool(named.scope) or (self._is_of_the_change(sentence) and self._is_borne_out(sentence, named))

    def _is_of_the_change(self, sentence: str) -> bool:
        return speaks_of_removal(sentence, self.material) and (
            is_question(sentence) or is_about(sentence, self.material) or concepts_shown(sentence, self.material)
        )

    def _is_borne_out(self, sentence: str, named: Named) -> bool:
        """A question may be about the deployment, too."""
        if not is_english(sentence):
            return True
        if named.is_any:
            return is_question(sentence) or not is_off_the_subject(sentence, self.material)
        if is_question(sentence):
            words, asked = stems(sentence) - NEUTRAL, stems(sentence) - SMALL
            known = words & self.material.vocabulary or asked & (_ASKED | self.material.changed_vocabulary)
            return bool(known) or concepts_shown(sentence, self.material)
        return is_borne_out(sentence, self.material)


def _named(text: str) -> frozenset[str]:
    return frozenset([*(one.text for one in symbols(text)), *(one.text for one in quantities_outside(text))])
