"""The registry: every rule is in it, and what is said about a rule elsewhere is about one that exists."""

import importlib
import io
import pkgutil
import re
from pathlib import Path

import pytest

from lambdas.shared.domain import injection, rules
from lambdas.shared.domain.assessment import rules_coverage
from lambdas.shared.domain.diff import parse_diff, read_diff
from lambdas.shared.domain.offline_review_effects import EFFECTS
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules import RULES, find_facts
from tests.unit.rules.changes import change_of, diff_of, new_file
from tests.unit.rules.fact_types import levels

ABOUT_THE_READING = {"file-partly-read", "lines-partly-read", "large-generated-change", "stored-elsewhere"}
AREAS = {"Function", "Security", "Operations", "Cost"}


def sources(package) -> str:
    return "\n".join(path.read_text() for folder in package.__path__ for path in Path(folder).rglob("*.py"))


def test_every_module_with_rules_is_in_the_registry():
    """A rule that nobody calls protects nobody."""
    modules = [
        importlib.import_module(f"{rules.__name__}.{module.name}") for module in pkgutil.iter_modules(rules.__path__)
    ]

    registered = set(map(id, RULES))

    missing = [
        module.__name__ for module in modules for rule in getattr(module, "ALL", ()) if id(rule) not in registered
    ]
    assert missing == []


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.rule)
def test_effects_are_those_of_rules_that_exist(effect):
    """A renamed rule must not lose its question."""
    names = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', sources(rules) + sources(injection)))

    areas = {text.partition(":")[0] for text in effect.consequences}

    assert effect.rule in names | set(levels())
    assert areas <= AREAS
    assert effect.consequences or effect.question


@pytest.mark.parametrize(("rule", "level"), sorted(levels().items()))
def test_what_carries_risk_says_what_follows_and_what_to_ask(rule, level):
    """A manager reads what a rule means for production, not its name; what cannot be read is shown as coverage."""
    effects = [effect for effect in EFFECTS if effect.rule == rule]

    assert any(effect.question for effect in effects) or rule in ABOUT_THE_READING
    assert level is Level.LOW or any(effect.consequences for effect in effects)


def test_facts_come_in_the_order_of_the_diff():
    """Readers follow the diff; risk is sorted elsewhere."""
    diff = new_file("z.py", "eval(x)") + new_file("a.py", "eval(x)")

    facts = find_facts(change_of(diff), parse_diff(diff))

    assert [fact.path for fact in facts] == ["z.py", "a.py"]


def test_the_diff_may_be_read_from_a_stream():
    """A large diff is never in memory as a whole."""
    diff = new_file("a.py", "eval(x)") + new_file("b.py", "eval(x)")

    facts = find_facts(change_of(diff), iter(parse_diff(diff)))

    assert len(facts) == 2


@pytest.mark.parametrize("text", ["eval(x)  " + "a" * 5_000, "a" * 5_000 + " eval(x)"])
def test_only_the_beginning_of_a_very_long_line_is_read(text):
    """What is longer was not written by hand; the fact's sentence stays short."""
    diff = new_file("a.py", text)

    facts = find_facts(change_of(diff), parse_diff(diff))

    rules = {fact.rule for fact in facts}
    assert all(len(fact.text) < 300 for fact in facts)
    assert rules == {"lines-partly-read", *(["code-evaluated"] if text.startswith("eval") else [])}


def test_a_file_that_was_cut_is_said_to_be_read_in_part():
    """The rules never claim to have read what is not at hand; neither does the coverage."""
    diff = new_file("a.py", "\n".join(f"line_{number} = {number}" for number in range(1_000)))
    change = change_of(diff)
    (file,) = read_diff(io.BytesIO(diff.encode()).read, longest=5_000)

    facts = find_facts(change, [file])
    coverage = rules_coverage(change, [file])

    (fact,) = (fact for fact in facts if fact.rule == "file-partly-read")
    assert f"first {file.changed_lines:,} of its 1,000 changed lines" in fact.text
    assert (coverage.changed_lines_read, coverage.changed_lines_total) == (file.changed_lines, 1_000)
    assert f"the first {file.changed_lines:,} of 1,000" in coverage.files_not_read[0].reason


def test_code_inside_a_sentence_cannot_break_out_of_it():
    """Backticks and control characters of the diff stay inside."""
    diff = diff_of("a.py", "+    eval(`x`)\x0b\x1b[31m")

    (fact,) = find_facts(change_of(diff), parse_diff(diff))

    assert fact.text.count("`") == 2
    assert fact.text.isprintable()
