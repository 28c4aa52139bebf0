"""Answers of the review's schema about a change, each true throughout and written from the diff alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from evals.case_files import read_cases
from lambdas.shared.domain.answer import Answer, read_answer
from lambdas.shared.domain.change import Change
from lambdas.shared.domain.grounding.sentences import sentences
from lambdas.shared.domain.review import Summary
from tests.unit.rules.changes import change_of

_PROJECT = Path(__file__).parents[1]
ANSWERS = _PROJECT / "tests" / "unit" / "corpus" / "answers"


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    name: str
    diff: str
    answer: Answer  # nothing in it is wrong

    @property
    def change(self) -> Change:
        changed: Change = change_of(self.diff)
        return changed

    @property
    def claims(self) -> tuple[str, ...]:
        """Its prose, sentence by sentence."""
        return told(self.answer.summary)


def told(summary: Summary) -> tuple[str, ...]:
    texts = (summary.headline, *summary.paragraphs, *summary.consequences, *summary.questions)
    return tuple(sentence for text in texts for sentence in sentences(text))


def own_sets() -> tuple[str, ...]:
    """Folders of answers about the changes of `make evals`: NAME.json is about the case of that name."""
    return tuple(sorted(folder.name for folder in ANSWERS.glob("own-*")))


@cache
def own_answers(name: str) -> tuple[WholeAnswer, ...]:
    """Of one of these sets."""
    cases = {case.name: case for case in read_cases(_PROJECT / "evals")}
    return tuple(
        WholeAnswer(path.stem, cases[path.stem].diff_file.read_text(encoding="utf-8"), submitted(read_json(path)))
        for path in sorted((ANSWERS / name).glob("*.json"))
    )


def read_json(path: Path) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return answer


def submitted(answer: Mapping[str, Any]) -> Answer:
    """As the product reads what a model hands in."""
    content = [{"toolUse": {"name": "submit_review", "input": answer}}]
    return read_answer({"stopReason": "tool_use", "output": {"message": {"content": content}}})
