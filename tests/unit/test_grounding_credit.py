"""What names nothing cannot be looked up: it stands on what the rest of the answer has earned."""

from dataclasses import replace

import pytest

from lambdas.shared.domain.grounding.tally import Tally
from tests.unit.corpus.claims import CASES
from tests.unit.test_grounding import FINDING, STACK, grounded

SORTING = next(case for case in CASES if case.path == "sorting/algorithms.py")
TRUE = STACK.claims[:6]
FALSE = ("`lambda/stack.py` is new.", "`reserved_concurrency` is set.", "The memory is raised to 2048 MB.")
GENERAL = "Callers of the function URL are told how to sign their requests."


def paragraphs(*texts):
    return grounded(STACK, paragraphs=texts).summary.paragraphs


def test_a_general_sentence_is_kept_where_nearly_all_that_is_named_was_found():
    assert GENERAL in paragraphs(*TRUE, GENERAL)


def test_a_general_sentence_is_dropped_where_little_was_found_as_yet():
    assert paragraphs(TRUE[0], GENERAL) == (TRUE[0],)


def test_a_general_sentence_is_dropped_beside_false_ones():
    assert paragraphs(*TRUE, *FALSE[:2], GENERAL) == TRUE


def test_of_an_answer_that_is_wrong_more_often_than_right_nothing_is_kept():
    result = grounded(STACK, paragraphs=[TRUE[0], *FALSE], findings=[FINDING])

    assert result.summary.paragraphs == ()
    assert result.findings == ()
    assert result.is_unfounded
    assert (result.grounding.supported, result.grounding.dropped) == (0, result.grounding.claims)
    assert result.grounding.claims >= 5


def test_what_cannot_be_looked_up_is_no_reason_to_throw_an_answer_away_of_which_all_that_is_named_was_found():
    result = grounded(STACK, paragraphs=[*TRUE[:3], *["The moon is now full."] * 5])

    assert result.summary.paragraphs == TRUE[:3]
    assert result.grounding.dropped == 5


def test_an_answer_that_names_nothing_is_not_believed():
    result = grounded(STACK, paragraphs=["The function is faster than before."])

    assert result.summary.paragraphs == ()
    assert (result.grounding.claims, result.grounding.dropped) == (1, 1)


def test_an_answer_that_says_nothing_is_not_held_to_be_wrong():
    assert not grounded(STACK).is_unfounded


@pytest.mark.parametrize(
    ("found", "missing", "is_trusted"),
    [(3, 0, True), (4, 1, True), (3, 1, False), (2, 0, True), (1, 0, False)],
)
def test_trust_takes_three_claims_and_four_of_five_of_them_or_two_of_two(found, missing, is_trusted):
    tally = Tally()
    for number in range(found + missing):
        tally.count(is_supported=number < found)

    assert tally.is_trusted is is_trusted


@pytest.mark.parametrize(("foreign", "is_trusted"), [(4, True), (5, False)])
def test_trust_takes_no_more_sentences_about_other_things_than_about_the_change(foreign, is_trusted):
    tally = Tally()
    for _ in range(3):
        tally.count(is_supported=True)
    tally.count_general(is_kept=True)
    for _ in range(foreign):
        tally.count_general(is_kept=False)

    assert tally.is_trusted is is_trusted


@pytest.mark.parametrize(
    "text",
    [
        "The time-out of the function is shorter.",
        "The function URL now asks for credentials of IAM.",
        "Memory grows.",
    ],
)
def test_a_general_sentence_whose_words_are_those_of_the_changed_lines_is_kept(text):
    assert paragraphs(TRUE[0], text) == (TRUE[0], text)


@pytest.mark.parametrize(
    "text",
    [
        "The scope handles the name of the sorting.",  # of lines beside the change
        "It will be updated soon.",
        "The new feature has already been added to the list of features.",
        "The invoice can be paid by credit card or cashback.",
        "The cache is not supported by the system.",
        "This is a bug in the API.",
    ],
)
def test_a_general_sentence_of_other_things_is_dropped(text):
    assert paragraphs(TRUE[0], text) == (TRUE[0],)


def test_what_a_rule_established_bears_out_a_sentence():
    case = next(case for case in CASES if case.path == "terraform/network.tf")
    text = "The orders database can now be deleted by mistake."

    assert grounded(case, paragraphs=["Port 22 is opened to the whole internet.", text]).summary.paragraphs[1:] == (
        text,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Whoever travels across the sea may need to buy another ticket.",
        "Because of the weather nobody at sea is affected.",
    ],
)
def test_what_names_nothing_stands_in_an_answer_of_which_nearly_all_that_is_named_was_found(text):
    """Nothing can be looked up in it, whatever words it uses; and it would be lost from one answer in ten otherwise."""
    result = grounded(STACK, paragraphs=[*TRUE, text])

    assert text in result.summary.paragraphs


def test_a_finding_whose_quotation_was_found_may_speak_in_words_of_its_own_where_the_answer_is_trusted():
    finding = replace(FINDING, title="At sea", text="It is about the ships.")

    kept = [grounded(STACK, paragraphs=texts, findings=[finding]).findings for texts in (TRUE, ())]

    assert [bool(findings) for findings in kept] == [True, False]


def test_what_points_back_to_a_sentence_that_goes_would_speak_of_another_thing_and_goes_too():
    paragraph = f"{TRUE[0]} `reserved_concurrency` is set. It costs money. Memory is doubled to 1024 MB."

    result = grounded(STACK, paragraphs=[*TRUE[1:], paragraph])

    assert result.summary.paragraphs[-1] == f"{TRUE[0]} Memory is doubled to 1024 MB."
    assert result.grounding.dropped == 2


def test_what_points_back_to_a_sentence_that_stays_stays():
    paragraph = f"{TRUE[0]} It costs money."

    assert paragraphs(*TRUE[1:], paragraph)[-1] == paragraph
