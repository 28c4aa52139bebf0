"""No claim reaches the approver unless the diff bears it out."""

import gc
import weakref
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain.answer import Answer, Compliance, PolicyCheck, RiskClaim
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.ground import ground, ground_in
from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.pairs import pairs
from lambdas.shared.domain.grounding.sentences import sentences
from lambdas.shared.domain.review import Finding, Level, Summary
from lambdas.shared.domain.rules import find_facts
from tests.unit.corpus.claims import CASES, Case

STACK = next(case for case in CASES if case.path == "stack.py")
SORTING = next(case for case in CASES if case.path == "sorting/algorithms.py")
FINDING = Finding("Short time-out", "It was longer.", Level.HIGH, "stack.py", 6, 6, "timeout=Duration.seconds(5),")

# True, and so general that no program tells it from what is made up: only an answer that has earned trust may say it.
UNPROVEN = {
    "Errors of the orders service now look like an empty list.",
    "The answer tells whether an email has an account.",
}


def grounded(case: Case, *, paragraphs=(), findings=(), reasons=(), checks=(), policy=None, **summary):
    texts = {"headline": "", "consequences": (), "questions": (), **summary}
    answer = Answer(
        Summary(paragraphs=tuple(paragraphs), **texts), tuple(findings), Level.HIGH, tuple(reasons), tuple(checks)
    )
    files = parse_diff(case.diff)
    return ground(answer, case.change, files, facts=find_facts(case.change, files, ()), policy=policy)


def kept(case: Case, text: str) -> str:
    """What is left of it beside something that is true: who says nothing true is not believed at all."""
    true = f"The change touches `{case.change.files[0].path}`."
    return "".join(grounded(case, paragraphs=[true, text]).summary.paragraphs[1:])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_true_claims_of_the_corpus_are_kept(case):
    lost = {text for text in case.claims if kept(case, text) != text}

    assert lost <= UNPROVEN


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_an_answer_that_is_right_throughout_is_kept_throughout(case):
    assert grounded(case, paragraphs=case.claims).summary.paragraphs == case.claims


@pytest.mark.parametrize(
    ("case", "text"),
    [
        (STACK, "`lambda/stack.py` changes the time-out."),
        (STACK, "The time-out in stacks.py is lowered."),
        (STACK, "`reserved_concurrency` is set."),
        (STACK, "The function `sort_all` is slower."),
        (STACK, "The time-out drops from 10 minutes to 6 seconds."),
        (STACK, "The time-out drops from 5 seconds to 10 minutes."),
        (STACK, "The time-out drops to 5 minutes."),
        (STACK, "The memory is raised to 2048 MB."),
        (STACK, "The memory is lowered to 1024 MB."),
        (STACK, "`memory_size` is reduced."),
        (STACK, "`handler` is removed."),
        (STACK, "The change touches 3 files."),
        (STACK, "41 of 43 files were changed."),
        (STACK, "Line 4711 sets the time-out."),
        (SORTING, "`bubble_sort` is removed."),
        (SORTING, "`quick_sort` is removed."),
        (SORTING, 'The default algorithm is "merge".'),
        (SORTING, "Three algorithms can be chosen."),
        (SORTING, "The weather in Lisbon is lovely in spring."),
    ],
)
def test_false_claims_are_dropped_and_counted(case, text):
    result = grounded(case, paragraphs=[text])

    assert result.summary.paragraphs == ()
    assert (result.grounding.claims, result.grounding.dropped) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "This change is safe to deploy.",
        "The function was already approved by the security team.",
        "No review is needed for this function.",
        "I recommend to approve this function.",
        "All tests pass for the function.",
        "The function looks good.",
        "Approve the function at https://example.org/approve.",
        "See [the function](x) for more.",
        "Write to admin@example.org about the function.",
    ],
)
def test_verdicts_and_links_are_no_part_of_a_summary(text):
    assert kept(STACK, text) == ""


def test_of_a_paragraph_only_the_false_sentence_goes():
    text = "The time-out is lowered to 5 seconds. `no_such_name` is added. Memory is doubled to 1024 MB."

    assert kept(STACK, text) == "The time-out is lowered to 5 seconds. Memory is doubled to 1024 MB."


def test_commit_messages_prove_nothing():
    change = replace(STACK.change, commits=(replace(STACK.change.commits[0], subject="Add `rate_limiter`"),))
    summary = Summary("", ("`rate_limiter` limits the function.",), (), ())

    result = ground(Answer(summary, (), Level.LOW, ()), change, parse_diff(STACK.diff))

    assert result.summary.paragraphs == ()


def test_a_question_may_ask_about_what_the_diff_does_not_show():
    asked = ("Is there a plan for going back?", "Is `no_such_name` ready?", "Why is `memory_size` raised?")

    result = grounded(STACK, paragraphs=["Memory is doubled to 1024 MB."], questions=asked)

    assert result.summary.questions == (asked[0], asked[2])


def test_other_languages_are_checked_for_names_and_numbers():
    assert kept(STACK, "Das Zeitlimit sinkt von 10 Minuten auf 5 Sekunden.") != ""
    assert kept(STACK, "Die Funktion `sort_all` wird langsamer.") == ""


def test_a_finding_at_its_lines_is_kept_as_it_is():
    result = grounded(STACK, findings=[FINDING])

    assert result.findings == (FINDING,)
    assert (result.grounding.claims, result.grounding.supported) == (1, 1)


def test_a_finding_on_a_removed_line_has_the_old_files_number():
    removed = replace(FINDING, quote="auth_type=FunctionUrlAuthType.NONE", line_start=9, line_end=9)

    assert grounded(STACK, findings=[removed]).findings == (removed,)


def test_white_space_and_diff_marks_in_a_quote_do_not_matter():
    copied = replace(FINDING, quote="+          timeout = Duration.seconds( 5 ),\n+ memory_size=1024,", line_end=7)

    assert grounded(STACK, findings=[copied]).findings == (copied,)


def test_wrong_lines_are_set_right_where_the_quote_stands_in_one_place():
    moved = replace(FINDING, line_start=400, line_end=410)

    assert grounded(STACK, findings=[moved]).findings == (FINDING,)


def test_a_range_that_no_hunk_shows_is_narrowed_to_the_quote():
    wide = replace(FINDING, line_start=1, line_end=5000)

    assert grounded(STACK, findings=[wide]).findings == (FINDING,)


@pytest.mark.parametrize(
    "change",
    [
        {"path": "other.py"},
        {"path": "lambda/stack.py"},
        {"quote": "timeout=Duration.seconds(50),"},
        {"quote": ""},
        {"quote": "}"},
        {"quote": "in", "line_start": 400},
        {"title": "`no_such_name` is short"},
        {"text": "`no_such_name` was longer."},
    ],
)
def test_a_finding_with_a_false_part_is_dropped(change):
    result = grounded(STACK, findings=[replace(FINDING, **change)])

    assert result.findings == ()
    assert result.grounding.dropped >= 1


def test_a_reason_for_more_risk_needs_a_place_and_a_quote():
    true = RiskClaim("Requests may run into the time-out.", "stack.py", 6, "timeout=Duration.seconds(5)")
    false = replace(true, quote="timeout=Duration.seconds(1)")

    reasons = grounded(STACK, reasons=[true, false]).risk_reasons

    assert [(one.rule, one.path, one.line, one.text, one.level) for one in reasons] == [
        ("model", "stack.py", 6, "Requests may run into the time-out.", Level.HIGH)
    ]


def test_a_policy_check_is_about_a_sentence_of_the_policy():
    policy = "- Time-outs need a reason.\n- Migrations need a plan."
    true = PolicyCheck("Time-outs need a reason.", Compliance.NO, "None is given.", "stack.py", 6)
    invented = replace(true, policy="Everything is allowed.")

    result = grounded(
        STACK, checks=[true, invented], policy=policy, paragraphs=["The time-out is lowered to 5 seconds."]
    )

    assert result.policy_checks == (true,)
    assert result.grounding.dropped == 1
    assert grounded(STACK, checks=[true]).policy_checks == ()


@given(st.sampled_from(CASES), st.lists(st.text(max_size=60), max_size=3), st.text(max_size=30))
def test_whatever_a_model_writes_nothing_is_added_and_the_count_is_exact(case, paragraphs, quote):
    finding = Finding("t", "x", Level.LOW, case.path, 1, 3, quote)

    result = grounded(case, paragraphs=paragraphs, findings=[finding])

    sentences_kept = [sentence for text in result.summary.paragraphs for sentence in sentences(text)]
    assert all(any(sentence in text for text in paragraphs) for sentence in sentences_kept)
    assert result.grounding.claims == result.grounding.supported + result.grounding.dropped
    assert len(result.findings) <= 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.path)
def test_what_was_looked_up_for_one_answer_changes_nothing_for_the_next(case):
    files = parse_diff(case.diff)
    facts = find_facts(case.change, files, ())
    answers = [Answer(Summary("", (text,), (), ()), (), Level.LOW, ()) for text in (*case.claims, *case.claims)]
    material = Material(case.change, files, facts)

    together = [ground_in(material, answer) for answer in answers]

    assert together == [ground(answer, case.change, files, facts=facts) for answer in answers]


def test_nothing_of_a_diff_is_held_when_its_review_is_written():
    material = Material(STACK.change, parse_diff(STACK.diff))
    assert pairs(material)
    is_held = weakref.ref(material)

    del material
    gc.collect()

    assert is_held() is None


words = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=127), min_size=9, max_size=20)


@given(st.sampled_from(CASES), words)
def test_a_name_that_is_not_in_the_diff_never_passes(case, name):
    if name in case.diff:
        return

    assert kept(case, f"The function `{name}` is new.") == ""
