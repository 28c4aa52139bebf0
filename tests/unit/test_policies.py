"""The team's deployment policy: what a model says of it, and what of that reaches the review."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.analyze_change.policies import merged_checks
from lambdas.shared.domain import codec
from lambdas.shared.domain.grounding.policy_text import read_policy
from lambdas.shared.domain.model_errors import ModelAccessDeniedError
from lambdas.shared.domain.policy_notes import NOT_CHECKED
from lambdas.shared.domain.review import Compliance, PolicyCheck, TamperedReviewError, read_review
from tests.unit.sample_briefs import offline_review, sample_review
from tests.unit.scripted_model import ScriptedModel
from tests.unit.test_analyze_change import _PART, GOOD, _large_task, _review, _task

POLICY = """\
# How we deploy

Retries need a *reason*. A database migration
needs a rollback plan.

- [ ] No URL may be public
- Never more than 5 `RETRIES`.
"""
RETRIES, MIGRATION, FIVE = (
    "Retries need a reason.",
    "A database migration needs a rollback plan.",
    "Never more than 5 `RETRIES`.",
)
YES, NO, UNCLEAR = Compliance.YES, Compliance.NO, Compliance.UNCLEAR


def _said(policy=RETRIES, complies="no", text="None is given for RETRIES.", path="app/limits.py", line=2):
    return {"policy": policy, "complies": complies, "text": text, "path": path, "line": line}


def _checked(*checks, policy=POLICY):
    review, _ = _review(ScriptedModel([{**GOOD, "policy_checks": list(checks)}]), _task(policy=policy))
    return review


def test_a_check_with_its_place_stands_in_the_review():
    review = _checked(_said())

    assert review.policy_checks == (PolicyCheck(RETRIES, NO, "None is given for RETRIES.", "app/limits.py", 2),)
    assert review.grounding.dropped == 0


@pytest.mark.parametrize("complies", ["yes", "no"])
@pytest.mark.parametrize(
    "place",
    [
        {"path": None},
        {"path": "app/other.py"},
        {"line": 400},
        {"text": "It is set in `no_such_name`."},
    ],
)
def test_a_verdict_that_the_diff_does_not_bear_out_is_left_open_and_counted(complies, place):
    review = _checked(_said(complies=complies) | place)

    (check,) = review.policy_checks
    assert check.complies is UNCLEAR
    assert f'The model\'s "{complies}" is left open' in check.text
    assert "no_such_name" not in check.text
    assert review.grounding.dropped == 1


def test_of_a_whole_file_the_file_is_the_place():
    (check,) = _checked(_said(line=None)).policy_checks

    assert (check.complies, check.path, check.line) == (NO, "app/limits.py", None)


def test_what_cannot_be_told_needs_no_place():
    (check,) = _checked({"policy": MIGRATION, "complies": "unclear", "text": "No migration is shown."}).policy_checks

    assert (check.complies, check.text, check.path) == (UNCLEAR, "No migration is shown.", None)


def test_a_violation_may_repeat_the_policys_numbers_and_compliance_may_not():
    words = "RETRIES is 7, more than 5."

    (violated,) = _checked(_said(FIVE, "no", words)).policy_checks
    (complied,) = _checked(_said(FIVE, "yes", "RETRIES is 5.")).policy_checks

    assert (violated.complies, violated.text) == (NO, words)
    assert complied.complies is UNCLEAR


@pytest.mark.parametrize("policy", [None, "", " \n", "Everything needs two reviewers."])
def test_a_sentence_that_is_not_of_the_policy_is_dropped_and_counted(policy):
    review = _checked(_said(), policy=policy)

    assert review.policy_checks == ()
    assert review.grounding.dropped == 1


def test_silence_about_the_policy_is_no_compliance():
    silent = _checked()
    without = _checked(policy=None)

    assert any("named no sentence of it that applies, so none was checked" in note for note in silent.notes)
    assert not any("policy" in note for note in without.notes)


@pytest.mark.parametrize("policy", [POLICY, None, "\n"])
@pytest.mark.parametrize("settings", [{"model_id": "offline", "fallback_model_ids": ()}, {}])
def test_without_a_model_the_policy_was_not_checked_and_the_review_says_so(policy, settings):
    denied = ModelAccessDeniedError("The model may not be used by this account or role.")

    review, _ = _review(ScriptedModel([denied, denied]), _task(policy=policy, **settings))

    assert review.model is None
    assert (NOT_CHECKED in review.notes) == (policy == POLICY)


def test_of_a_policy_that_is_too_long_the_start_is_shown_and_the_brief_says_how_much():
    model = ScriptedModel([GOOD])
    policy = "Every change of a table needs a plan.\n" * 2_000

    review, _ = _review(model, _task(policy=policy))

    material = model.requests[0]["messages"][0]["content"][1]["text"]
    shown = material.count("Every change of a table needs a plan.\n")
    assert 200 < shown < 2_000
    assert any(f"was shown {38 * shown:,} of its 76,000 characters" in note for note in review.notes)


def test_the_verdicts_of_all_parts_become_one():
    task = _large_task(max_cost_usd=50.0, policy=POLICY)
    answers = [
        _said(RETRIES, "yes", "Values are computed.", "app/m0.py", 1),
        _said(RETRIES.lower(), "no", "Values are computed.", "app/m5.py", 1),
    ]
    parts = [{**_PART, "policy_checks": [answer]} for answer in answers]
    model = ScriptedModel([*parts, *[_PART] * 7])

    review, _ = _review(model, task)

    assert [(one.complies, one.path) for one in review.policy_checks] == [(NO, "app/m5.py")]


@pytest.mark.parametrize(
    ("verdicts", "kept"),
    [((YES, NO), [NO]), ((UNCLEAR, YES), [UNCLEAR]), ((UNCLEAR, NO, YES), [NO]), ((NO, YES, NO), [NO, NO])],
)
def test_no_beats_unclear_and_unclear_beats_yes(verdicts, kept):
    checks = [PolicyCheck(RETRIES, verdict, "Why.", f"{n}.py", 1) for n, verdict in enumerate(verdicts)]

    assert [check.complies for check in merged_checks(checks)] == kept


def test_the_gravest_sentence_comes_first_and_one_place_is_told_once():
    yes, unclear, no = (PolicyCheck(f"{verdict}.", verdict, "Why.", "a.py", 1) for verdict in (YES, UNCLEAR, NO))

    assert merged_checks([yes, unclear, no, no]) == (no, unclear, yes)


_CHECKS = st.builds(
    PolicyCheck, policy=st.sampled_from("ab"), complies=st.sampled_from(Compliance), text=st.just("w"),
    path=st.sampled_from("xy"),
)  # fmt: skip


@given(st.lists(_CHECKS))
def test_merging_keeps_every_sentence_with_its_gravest_verdict(checks):
    merged = merged_checks(checks)

    for sentence in "ab":
        said = {check.complies for check in checks if check.policy == sentence}
        left = {check.complies for check in merged if check.policy == sentence}
        assert left == ({next(one for one in (NO, UNCLEAR, YES) if one in said)} if said else set())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (MIGRATION, MIGRATION),
        ("- a  DATABASE migration needs a rollback plan", MIGRATION),
        ("a rollback plan", MIGRATION),
        ("\u201cNo URL may be public.\u201d", "No URL may be public"),
        ("Never more than 5 RETRIES", FIVE),
        ("A database migration needs a\u2026", MIGRATION),
        ("Retries need a reason. A database migration", "Retries need a reason. A database migration"),
        ("a", None),
        ("-", None),
        ("needs a", None),
        ("No URL may be pub", None),
        ("A database migration needs no rollback plan.", None),
    ],
)
def test_a_sentence_of_the_policy_is_known_however_it_is_quoted(words, sentence):
    assert read_policy(POLICY).quoted(words) == sentence


def test_words_that_stand_in_several_sentences_stand_for_themselves():
    policy = read_policy("Tables need a written plan. Buckets need a written plan.")

    assert policy.quoted("need a written plan") == "need a written plan"


@given(st.text(), st.text())
def test_any_text_may_be_a_policy_and_each_of_its_sentences_is_found(text, words):
    policy = read_policy(text)

    if policy:
        policy.quoted(words)
        assert all(policy.quoted(written) for _, written in policy.sentences)


CHECK = PolicyCheck(MIGRATION, NO, "There is none.", "sorting/handler.py", 3)


def test_checks_are_saved_and_read_back():
    review = sample_review(policy_checks=(CHECK,))

    assert read_review(json.loads(json.dumps(review.to_data()))) == review


@pytest.mark.parametrize("review", [sample_review(), offline_review()])
def test_a_record_from_before_the_policy_is_read_and_keeps_its_digest(review):
    data = json.loads(json.dumps(review.to_data()))

    again = read_review(data)

    assert "policy_checks" not in data
    assert again.policy_checks == ()
    assert again.to_data()["digest"] == data["digest"]


def test_a_verdict_that_was_changed_on_the_record_is_found_out():
    data = codec.to_data(sample_review(policy_checks=(CHECK,))) | {
        "digest": sample_review(policy_checks=(CHECK,)).to_data()["digest"]
    }
    data["policy_checks"][0]["complies"] = "yes"

    with pytest.raises(TamperedReviewError):
        read_review(data)
