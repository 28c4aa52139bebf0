"""The risk floor is the gravest fact; its reasons come gravest first."""

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.risk import risk_floor


def fact(level: Level | None, *, path: str = "a.py", line: int | None = 1, rule: str = "some-rule") -> Fact:
    return Fact(rule=rule, path=path, line=line, text=f"{rule}.", level=level, kind=FactKind.BEHAVIOUR)


def test_without_facts_the_floor_is_low_and_has_no_reason():
    """An empty change raises nothing."""
    facts = ()

    risk = risk_floor(facts)

    assert (risk.level, risk.floor, risk.reasons) == (Level.LOW, Level.LOW, ())


def test_the_floor_is_the_level_of_the_gravest_fact():
    """Many small reasons do not add up, and one grave one is not averaged away."""
    facts = [fact(Level.LOW, line=n) for n in range(50)] + [fact(Level.CRITICAL, line=99)]

    risk = risk_floor(facts)

    assert (risk.level, risk.floor) == (Level.CRITICAL, Level.CRITICAL)


def test_reasons_come_gravest_first_then_by_place():
    """A reader who stops early has read what matters."""
    facts = [fact(Level.LOW), fact(Level.HIGH, path="b.py"), fact(Level.HIGH, line=7), fact(Level.MEDIUM)]

    reasons = risk_floor(facts).reasons

    assert [(r.level, r.path, r.line) for r in reasons] == [
        (Level.HIGH, "a.py", 7),
        (Level.HIGH, "b.py", 1),
        (Level.MEDIUM, "a.py", 1),
        (Level.LOW, "a.py", 1),
    ]


def test_facts_without_a_level_are_no_reasons():
    """A function that was added is worth saying and raises nothing."""
    facts = [fact(None)]

    risk = risk_floor(facts)

    assert (risk.floor, risk.reasons) == (Level.LOW, ())


def test_the_same_fact_found_twice_is_one_reason():
    """Two rules' files may overlap; the reader sees a sentence once."""
    facts = [fact(Level.HIGH), fact(Level.HIGH)]

    reasons = risk_floor(facts).reasons

    assert len(reasons) == 1
