"""Sentences from the settings are policy too: before the repository's own, and when there is none."""

from lambdas.shared.domain.change import BaselineReason, CapturedChange, Change
from lambdas.shared.domain.standing_policies import with_policies

CHANGE = Change(
    base="a" * 40, head="b" * 40, baseline_reason=BaselineReason.PARENT, baseline_text="", commits=(), files=()
)


def test_a_repository_without_a_policy_is_held_to_that_of_the_settings():
    assert with_policies(CapturedChange(CHANGE), ["No table is dropped."]).policy == "- No table is dropped.\n"


def test_the_sentences_of_the_settings_come_before_the_repositorys_own():
    captured = CapturedChange(CHANGE, policy="Tests stay.\n")

    assert with_policies(captured, ["One.", "Two."]).policy == "- One.\n- Two.\n\nTests stay.\n"


def test_without_sentences_nothing_changes():
    captured = CapturedChange(CHANGE, policy="Tests stay.\n")

    assert with_policies(captured, ()) is captured
