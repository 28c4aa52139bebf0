"""A range without a lower bound names no version that anybody has."""

import pytest

from lambdas.shared.domain.rules.dependencies.versions import Move, compare


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        ("<4", ">=3.11,<4", Move.UNKNOWN),
        (">=3.11,<4", "<4", Move.UNKNOWN),
        ("<4", "<5", Move.MAJOR),
        (">=3.2,<4", ">=3.11,<4", Move.MINOR),
        (">=3.11,<4", ">=3.2,<4", Move.DOWN),
        ("1.2.3", "1.2.4", Move.PATCH),
        ("!=2.0,<3", ">=2.1", Move.UNKNOWN),
    ],
)
def test_versions_are_compared_by_the_first_that_is_in_range(before, after, move):
    assert compare(before, after) is move
