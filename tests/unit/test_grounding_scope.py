"""What is said of the change as a whole is held against what its files are for."""

import pytest

from lambdas.shared.domain.answer import Answer
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.grounding.ground import ground
from lambdas.shared.domain.review import Level, Summary
from tests.unit.rules.changes import change_of, diff_of, new_file

README = diff_of("README.md", "-Sorts numbers.\n+Sorts numbers quickly.")
TESTS = diff_of("tests/test_sort.py", "-assert sort([2, 1])\n+assert sort([3, 1])")
CODE = diff_of("app/sort.py", "-return numbers\n+return sorted(numbers)")
WORKFLOW = diff_of(".github/workflows/build.yml", "-run: make\n+run: make all")
MIGRATION = new_file("migrations/1.sql", "ALTER TABLE a ADD b int;")


def is_kept(text, *diffs):
    diff = "".join(diffs)
    answer = Answer(Summary("", (text,), (), ()), (), Level.LOW, ())
    result = ground(answer, change_of(diff), parse_diff(diff))
    assert result.grounding.claims == 1
    return result.summary.paragraphs == (text,)


@pytest.mark.parametrize(
    ("text", "diffs"),
    [
        ("Only documentation changes; nothing that runs is touched.", [README]),
        ("Nothing that is deployed changes.", [README, TESTS, WORKFLOW]),
        ("Only tests are changed.", [TESTS]),
        ("Only the CI configuration is touched.", [WORKFLOW]),
        ("No database migration is part of this change.", [CODE, README]),
        ("Production code is not changed.", [README, TESTS]),
        ("No code is changed.", [WORKFLOW]),
        ("No dependencies are changed.", [CODE, TESTS]),
        ("The change touches only documentation.", [README]),
        ("The infrastructure stays unchanged.", [CODE]),
    ],
)
def test_true_words_about_the_whole_change_are_kept(text, diffs):
    assert is_kept(text, *diffs)


@pytest.mark.parametrize(
    ("text", "diffs"),
    [
        ("Only documentation changes; nothing that runs is touched.", [README, CODE]),
        ("Nothing that is deployed changes.", [TESTS, MIGRATION]),
        ("Only tests are changed.", [TESTS, CODE]),
        ("Only the CI configuration is touched.", [WORKFLOW, CODE]),
        ("No database migration is part of this change.", [CODE, MIGRATION]),
        ("Production code is not changed.", [CODE]),
        ("The change touches only documentation.", [README, TESTS]),
        ("The documentation is not changed.", [README]),
    ],
)
def test_false_words_about_the_whole_change_are_dropped(text, diffs):
    assert not is_kept(text, *diffs)
