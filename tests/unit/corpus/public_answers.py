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

_FOLDER = Path(__file__).parent / "answers"
SETS = ("first", "second", "third", "fourth", "fifth")  # in the order in which they were written


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
def public_answers(name: str) -> tuple[PublicAnswer, ...]:
    """Of one of the sets: the README beside them tells what was kept of it at first look."""
    paths = sorted((_FOLDER / name).glob("*.diff"))
    return tuple(PublicAnswer(path.stem, path.read_text(encoding="utf-8"), _answer(path)) for path in paths)


def all_answers() -> tuple[PublicAnswer, ...]:
    return tuple(one for name in SETS for one in public_answers(name))


def _answer(path: Path) -> Answer:
    submitted = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    content = [{"toolUse": {"name": "submit_review", "input": submitted}}]
    return read_answer({"stopReason": "tool_use", "output": {"message": {"content": content}}})
