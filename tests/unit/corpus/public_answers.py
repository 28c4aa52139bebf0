"""Answers of the review's schema about commits of public repositories, each written from the diff alone."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lambdas.shared.domain.answer import Answer, read_answer
from lambdas.shared.domain.change import Change
from lambdas.shared.domain.grounding.sentences import sentences
from lambdas.shared.domain.review import Summary
from tests.unit.rules.changes import change_of

_FOLDER = Path(__file__).parent
_KNOWN = ("answers", "answers_later", "answers_third", "answers_fourth")


@dataclass(frozen=True, slots=True)
class PublicAnswer:
    name: str
    diff: str
    answer: Answer  # nothing in it is wrong

    @property
    def change(self) -> Change:
        return change_of(self.diff)

    @property
    def claims(self) -> tuple[str, ...]:
        """Its prose, sentence by sentence."""
        return told(self.answer.summary)


def told(summary: Summary) -> tuple[str, ...]:
    texts = (summary.headline, *summary.paragraphs, *summary.consequences, *summary.questions)
    return tuple(sentence for text in texts for sentence in sentences(text))


@cache
def known_answers() -> tuple[PublicAnswer, ...]:
    """What of them was lost, the rules were mended with: see the README beside them."""
    return tuple(one for name in _KNOWN for one in _in_folder(name))


@cache
def fresh_answers() -> tuple[PublicAnswer, ...]:
    """Written when the rules stood."""
    return _in_folder("answers_last")


def _in_folder(name: str) -> tuple[PublicAnswer, ...]:
    paths = sorted((_FOLDER / name).glob("*.diff"))
    return tuple(PublicAnswer(path.stem, path.read_text(encoding="utf-8"), _answer(path)) for path in paths)


def _answer(path: Path) -> Answer:
    submitted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    content = [{"toolUse": {"name": "submit_review", "input": submitted}}]
    return read_answer({"stopReason": "tool_use", "output": {"message": {"content": content}}})
