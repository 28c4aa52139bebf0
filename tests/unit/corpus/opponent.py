"""The changes that a small model was asked about, and what the grounding leaves of its answers."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lambdas.shared.domain.answer import Answer, MissingAnswerError, read_answer
from lambdas.shared.domain.change import BaselineReason, Change, Commit, FileChange, FileKind
from lambdas.shared.domain.classes import classify
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.ground import ground
from lambdas.shared.domain.grounding.grounded import Grounded
from lambdas.shared.domain.grounding.sentences import sentences
from lambdas.shared.domain.review import Level, Summary
from lambdas.shared.domain.rules import find_facts
from tests.unit.corpus.claims import CASES
from tests.unit.rules.sample_releases import git, repository

# Of prose, which the product refuses: read beside the diff by a person. Two of them are wrong, and nothing in them is
# named that the diff does not hold. What else survives is to be judged first.
JUDGED = {
    "This change involves the functions `bubble_sort` and `quick_sort`.",
    "The function `bubble_sort` sorts a list of numbers in descending order by dividing around the pivot.",
    (
        "The function `quick_sort` is used to sort a list of lists, where each inner list represents a nested list "
        "with a recursive call to `bubble_sort`, which recursively sorts the outer list and then calls itself for "
        "nested lists within that inner list."
    ),
}


@dataclass(frozen=True, slots=True)
class Opposed:
    name: str
    change: Change
    diff: str


@cache
def opposed_changes() -> tuple[Opposed, ...]:
    """The corpus of claims, and the sample's release 1.1 file by file."""
    return (*(Opposed(case.path, case.change, case.diff) for case in CASES), *_sample())


def is_prose(content: Sequence[Mapping[str, Any]]) -> bool:
    """The product refuses such an answer; it is here because it claims more than an answer of the schema."""
    return not any("toolUse" in block for block in content)


def answer_of(content: Sequence[Mapping[str, Any]]) -> Answer:
    """A tool call as the product reads it; prose as a headline and paragraphs."""
    try:
        return read_answer({"output": {"message": {"content": content}}, "stopReason": "end_turn"})
    except MissingAnswerError:
        told = " ".join(str(block.get("text", "")) for block in content)
        first, *rest = sentences(" ".join(told.split())) or ("",)
        return Answer(Summary(first, tuple(rest), (), ()), (), Level.LOW, ())


def grounded(opposed: Opposed, answer: Answer) -> Grounded:
    files = parse_diff(opposed.diff)
    return ground(answer, opposed.change, files, facts=find_facts(opposed.change, files, ()))


def survivors(result: Grounded) -> tuple[str, ...]:
    """Every text of the model that would reach a brief."""
    summary = result.summary
    texts = [summary.headline, *summary.paragraphs, *summary.consequences, *summary.questions]
    texts += [f"{one.title}: {one.text} [{one.path}:{one.line_start}]" for one in result.findings]
    texts += [f"{one.text} [{one.path}:{one.line}]" for one in result.risk_reasons]
    texts += [f"{one.policy}: {one.text}" for one in result.policy_checks]
    return tuple(text for text in texts if text)


def _sample() -> tuple[Opposed, ...]:
    with tempfile.TemporaryDirectory() as folder:
        first, second = repository(Path(folder))
        numbers = git(Path(folder), "diff", "--numstat", first, second).split("\n")
        return tuple(_file(Path(folder), first, second, line) for line in numbers if line)


def _file(folder: Path, first: str, second: str, line: str) -> Opposed:
    added, deleted, path = line.split("\t")
    diff = git(folder, "diff", "--no-color", first, second, "--", path)
    kind = FileKind.ADDED if "\nnew file mode" in diff else FileKind.MODIFIED
    file = FileChange(path, kind, classify(path, {}), int(added), int(deleted))
    commit = Commit("c0ffee" + "0" * 34, "Sam <sam@example.org>", "Release 1.1")
    change = Change("b" * 40, commit.id, BaselineReason.LAST_DEPLOYED, "The last.", (commit,), (file,))
    return Opposed(f"sample {path}", change, diff)
