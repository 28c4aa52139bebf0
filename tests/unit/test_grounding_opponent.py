"""A real small model was asked about the corpus (`make opponent`): none of what it made up reaches a brief."""

import json
from functools import cache
from pathlib import Path

import pytest

from lambdas.shared.domain.answer import AnswerError
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.grounding.tally import Tally
from tests.unit.corpus.claims import CASES
from tests.unit.corpus.opponent import JUDGED, answer_of, grounded, is_prose, opposed_changes, survivors
from tests.unit.test_grounding import kept

RECORDED = json.loads((Path(__file__).parent / "corpus" / "opponent.json").read_text(encoding="utf-8"))
CHANGES = {opposed.name: opposed for opposed in opposed_changes()}
SORTING = next(case for case in CASES if case.path == "sorting/algorithms.py")
STACK = next(case for case in CASES if case.path == "stack.py")
DELETED = next(case for case in CASES if case.path == "legacy/report.py")


@cache
def left():
    """What the grounding leaves of each answer, and how many claims it dropped; without those of no form at all."""
    found = []
    for recorded in RECORDED:
        try:
            result = grounded(CHANGES[recorded["change"]], answer_of(recorded["content"]))
        except AnswerError:
            continue
        found.append((is_prose(recorded["content"]), survivors(result), result.grounding.dropped))
    return tuple(found)


def test_nothing_of_its_answers_reaches_a_brief():
    answers = [texts for is_refused, texts, _ in left() if not is_refused]

    assert len(answers) > 150
    assert {text for texts in answers for text in texts} == set()


def test_of_its_prose_nothing_survives_that_was_not_judged():
    answers = [texts for is_refused, texts, _ in left() if is_refused]

    assert len(answers) > 150
    assert {text for texts in answers for text in texts} <= JUDGED


def test_what_it_made_up_is_counted():
    assert len({recorded["change"] for recorded in RECORDED} & set(CHANGES)) == 28
    assert sum(dropped for _, _, dropped in left()) > 1_500


@pytest.mark.parametrize(
    "text",
    [
        "Bubble sort is a classic algorithm with an interesting story.",
        "Your implementation of `quick_sort` is spot on!",
        "You can use `quick_sort` to sort numbers.",
        "We also added `quick_sort`.",
        "I added `quick_sort`.",
        "The above code sorts the numbers.",
        "The first line shows how to call `quick_sort`.",
        "how to use `handler` with `quick_sort`",
        "bubble_sort",
        "Bubble sort",
        "Awesome.",
        "def bubble_sort(numbers): { return numbers }",
        "[insert code here]",
        "-PBKDF2_ROUNDS = 60_000 # This is a function that takes the email and checks it.",
        "numbers = sort(numbers)  # The numbers are sorted by bubble sort.",
        "The `quick_sort` function sorts numbers such as integers, which",
        "`quick_sort` uses a while loop.",
        "`handler` returns a cookie with the numbers.",
        "The numbers of `quick_sort` are sorted on the GPU.",
        "`quick_sort` improves the performance of sorting.",
        "What is your favorite sorting algorithm?",
        "Which movie or book is it?",
        "How to sort numbers?",
        "How can I tell whether `quick_sort` is what I expected?",
    ],
)
def test_talk_opinions_lessons_and_stumps_are_dropped(text):
    assert kept(SORTING, text) == ""


@pytest.mark.parametrize(
    ("case", "text"),
    [
        (STACK, "The function has a new handler for `FunctionUrlAuthType.NONE`."),
        (STACK, "The URL asks for `NONE`."),
        (DELETED, "`build_report` returns the total of all orders."),
        (DELETED, "The report lists the orders."),
        (STACK, "Deployment policy differs for pages that browsers redirect."),
        (STACK, "The application has been updated with the latest features and improvements."),
        (
            STACK,
            "The third function creates a Git repository with a timeout and sets up the client to merge and push.",
        ),
    ],
)
def test_other_subjects_and_what_is_gone_are_dropped(case, text):
    assert kept(case, text) == ""


@pytest.mark.parametrize(
    ("case", "text"),
    [
        (STACK, "Callers of the function URL are told how to sign their requests."),
        (STACK, "The function is easier to overload than before."),
        (STACK, "`NONE` no longer applies to the URL."),
        (STACK, "Is there a plan for going back?"),
        (STACK, "Have you told the callers?"),
        (STACK, "The function is billed through Amazon Simple Queue Service."),
        (SORTING, "`quick_sort` handles lists recursively, and the bubble sort keeps its loop."),
        (SORTING, "`handler` looks the algorithm up in a dictionary."),
        (DELETED, "`build_report` no longer exists."),
        (DELETED, "Sales gets no report any more."),
        (DELETED, "Who reads the report?"),
    ],
)
def test_sober_sentences_of_a_trusted_answer_are_kept(case, text):
    prose = Prose(Material(case.change, parse_diff(case.diff)), Tally(), is_trusted=True)

    assert prose.keep(text) == text
