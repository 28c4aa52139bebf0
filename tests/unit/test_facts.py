"""A fact has a JSON form like every shape that travels between the functions."""

from lambdas.shared.domain import codec
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level


def test_a_fact_survives_its_json_form():
    """What a reader gets back is what was written, absent values included."""
    fact = Fact(
        rule="timeout-changed",
        path="app.py",
        line=None,
        text="The time-out goes from 10 minutes to 5 seconds.",
        level=Level.MEDIUM,
        kind=FactKind.LIMIT,
        subject="time-out",
        before="10 minutes",
        after="5 seconds",
    )

    back = codec.from_data(Fact, codec.to_data(fact))

    assert back == fact
