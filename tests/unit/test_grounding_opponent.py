"""A real small model was asked about the corpus (`make opponent`): none of what it made up reaches a brief."""

import json
from pathlib import Path

import pytest

from lambdas.shared.domain.answer import AnswerError
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.prose import Prose
from lambdas.shared.domain.grounding.tally import Tally
from tests.unit.corpus.claims import CASES
from tests.unit.corpus.opponent import answer_of, grounded, opposed_changes, survivors
from tests.unit.test_grounding import kept

RECORDED = json.loads((Path(__file__).parent / "corpus" / "opponent.json").read_text(encoding="utf-8"))
CHANGES = {opposed.name: opposed for opposed in opposed_changes()}
SORTING = next(case for case in CASES if case.path == "sorting/algorithms.py")
STACK = next(case for case in CASES if case.path == "stack.py")
DELETED = next(case for case in CASES if case.path == "legacy/report.py")

# Read beside the diff by a person: true, or a question that claims nothing. What else survives is to be judged first.
JUDGED = {
    "What changes in production?",
    "What is the diff between build_report() and mail_report()?",
    "What is the Sorting Stack?",
    (
        "The function `login` is defined as a helper function that checks if the user has been authenticated using the "
        "`verify()` method."
    ),
    "If they have not, it raises an exception.",
    "The `fetchOrders` API endpoint allows users to request order data from the API.",
    (
        "It checks if the list that was left unchanged by the bubble sort algorithm (`numbers`) has been returned to "
        "the caller."
    ),
    "- the function will sort by dividing around a pivot; the time grows with the length times its logarithm.",
}


def left(recorded):
    """What the grounding leaves of it, and how many claims it dropped."""
    try:
        result = grounded(CHANGES[recorded["change"]], answer_of(recorded["content"]))
    except AnswerError:
        return (), 0
    return survivors(result), result.grounding.dropped


def test_nothing_that_the_model_made_up_survives():
    survived = {text for recorded in RECORDED for text in left(recorded)[0]}

    assert survived <= JUDGED


def test_what_it_made_up_is_counted():
    dropped = sum(left(recorded)[1] for recorded in RECORDED)

    assert len({recorded["change"] for recorded in RECORDED}) >= 20
    assert dropped > 400


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
