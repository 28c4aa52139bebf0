"""A change that edits the policy by which changes are judged is flagged."""

from lambdas.shared.domain.review import Level
from lambdas.shared.domain.risk import risk_floor
from tests.unit.rules.changes import deleted_file, diff_of, facts_of, new_file, only, rules_of

POLICY = "deployment-policy.md"
PLAN = "- A migration needs a rollback plan."


def test_a_sentence_that_goes_weakens_the_policy():
    facts = facts_of(diff_of(POLICY, f"# Ours\n-{PLAN}\n - No URL may be public."))
    fact = only(facts, "deployment-policy-weakened")

    assert (fact.level, fact.line, fact.is_removed) == (Level.HIGH, 2, True)
    assert "`A migration needs a rollback plan.`" in fact.text
    assert risk_floor(facts).level is Level.HIGH


def test_a_sentence_worded_differently_is_shown_before_and_after():
    fact = only(
        facts_of(diff_of(POLICY, f"-{PLAN}\n+- A migration should have a rollback plan.")), "deployment-policy-reworded"
    )

    assert fact.level is Level.MEDIUM
    assert (fact.before, fact.after) == (
        "A migration needs a rollback plan.",
        "A migration should have a rollback plan.",
    )


def test_a_new_sentence_extends_it():
    fact = only(facts_of(diff_of(POLICY, f" {PLAN}\n+- No URL may be public.")), "deployment-policy-extended")

    assert fact.level is Level.LOW


def test_a_sentence_that_moves_or_changes_its_mark_is_no_news():
    moved = f"-{PLAN}\n - No URL may be public.\n+* A migration needs a **rollback plan**."

    assert rules_of(POLICY, moved) == []


def test_headings_and_blank_lines_are_no_sentences():
    assert rules_of(POLICY, "-# Ours\n+# What we ask\n+\n - No URL may be public.") == []


def test_a_policy_that_is_deleted_or_renamed_away_is_gone():
    deleted = only(facts_of(deleted_file(POLICY, PLAN)), "deployment-policy-removed")
    renamed = facts_of(diff_of("old/policy.md", f" {PLAN}", old_path=POLICY))

    assert deleted.level is Level.HIGH
    assert [fact.rule for fact in renamed] == ["deployment-policy-removed"]


def test_a_first_policy_only_gains_sentences():
    facts = facts_of(new_file(POLICY, f"# Ours\n\n{PLAN}\n- No URL may be public."))

    assert [fact.rule for fact in facts] == ["deployment-policy-extended"] * 2


def test_a_file_of_that_name_in_a_folder_is_not_the_policy():
    assert rules_of(f"docs/{POLICY}", f"-{PLAN}") == []


def test_several_sentences_are_told_in_one():
    hunk = f"-{PLAN}\n-- No URL may be public.\n - Nothing else."
    levels = {fact.level for fact in facts_of(diff_of(POLICY, hunk))}

    assert rules_of(POLICY, hunk) == ["deployment-policy-weakened"] * 2
    assert levels == {Level.HIGH}
