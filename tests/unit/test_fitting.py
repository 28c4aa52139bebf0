"""What fits is chosen by weight, and how much it is is told exactly."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.domain.change import BaselineReason, Change, FileChange, FileClass, FileKind
from lambdas.shared.domain.diff import changed_lines, parse_diff
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.fitting import fit
from lambdas.shared.domain.fitting.parts import Parts
from lambdas.shared.domain.review import Level, UnreadFile
from lambdas.shared.domain.tokens import MOST_CHARACTERS, count_tokens


def text_of(path: str, lines: list[str], *, start: int = 1) -> str:
    old, new = sum(line[0] != "+" for line in lines), sum(line[0] != "-" for line in lines)
    body = "".join(f"{line}\n" for line in lines)
    return f"diff --git a/{path} b/{path}\n--- a/{path}\n+++ b/{path}\n@@ -{start},{old} +{start},{new} @@\n{body}"


def change_of(diff: str, *, classes=None, extra=()) -> Change:
    files = []
    for file in parse_diff(diff):
        added = sum(f"\n{hunk.body}".count("\n+") for hunk in file.hunks)
        deleted = sum(f"\n{hunk.body}".count("\n-") for hunk in file.hunks)
        kind = (classes or {}).get(file.path, FileClass.SOURCE)
        files.append(FileChange(file.path, FileKind.MODIFIED, kind, added, deleted))
    return Change("b" * 40, "a" * 40, BaselineReason.LAST_DEPLOYED, "", (), (*files, *extra))


def fitted(diff: str, budget: int, *, facts=(), classes=None, extra=(), most_parts=1):
    return fit(change_of(diff, classes=classes, extra=extra), parse_diff(diff), facts, budget, most_parts=most_parts)


def flag(path: str, line: int, *, is_removed=False, level=Level.HIGH) -> Fact:
    return Fact("rule", path, line, "Risky.", level, FactKind.LIMIT, is_removed=is_removed)


def shown_lines(parts) -> set[tuple[str, str, int]]:
    return {
        (file.path, line.kind, line.new_line or line.old_line)
        for part in parts
        for file in parse_diff(part)
        for hunk in file.hunks
        for line in hunk.lines
    }


def test_a_change_that_fits_is_shown_as_it_is():
    diff = text_of("a.py", [" x", "-y", "+z"]) + text_of("b.py", ["+new"])

    result = fitted(diff, 1000)

    assert result.parts == (diff,)
    assert (result.coverage.files_read, result.coverage.files_not_read) == (2, ())
    assert (result.coverage.changed_lines_read, result.coverage.changed_lines_total) == (3, 3)


def test_source_is_kept_before_tests_documentation_and_lock_files():
    lines = [f"+line {number} of the file" for number in range(40)]
    classes = {"y.lock": FileClass.LOCK_FILE, "z.md": FileClass.DOCUMENTATION, "t.py": FileClass.TEST}
    diff = "".join(text_of(path, lines) for path in ("y.lock", "z.md", "t.py", "a.py"))

    result = fitted(diff, count_tokens(text_of("a.py", lines)) + 20, classes=classes)

    assert result.coverage.files_not_read == (
        UnreadFile("y.lock", "there was no room for its 40 changed lines"),
        UnreadFile("z.md", "there was no room for its 40 changed lines"),
        UnreadFile("t.py", "there was no room for its 40 changed lines"),
    )


DECIDING = [FileClass.MIGRATION, FileClass.INFRASTRUCTURE, FileClass.DEPENDENCY_MANIFEST]


def lines_of(number: int) -> list[str]:
    return [f"+line {line} of the file" for line in range(number)]


def unread_of(result) -> list[str]:
    return [file.path for file in result.coverage.files_not_read]


@pytest.mark.parametrize("file_class", DECIDING)
def test_what_decides_about_production_is_kept_before_source(file_class):
    """A migration of 41 lines cannot be undone; renamed imports in small files can."""
    diff = "".join(text_of(f"a{number}.py", lines_of(10)) for number in range(60)) + text_of("z", lines_of(41))

    unread = unread_of(fitted(diff, 3000, classes={"z": file_class}))

    assert "z" not in unread
    assert 0 < len(unread) < 60


def test_migrations_come_first_then_infrastructure_then_manifests():
    classes = dict(zip("cba", DECIDING, strict=True))
    diff = "".join(text_of(path, lines_of(30)) for path in "abc") + text_of("z.py", lines_of(4000))
    each = count_tokens(text_of("a", lines_of(30)))

    parts = fitted(diff, each + 20, classes=classes, most_parts=8).parts

    assert [parse_diff(part)[0].path for part in parts[:4]] == ["c", "b", "a", "z.py"]


@pytest.mark.parametrize("file_class", DECIDING)
def test_a_huge_file_that_decides_about_production_comes_after_source(file_class):
    diff = text_of("a", lines_of(1000)) + text_of("z.py", lines_of(200))

    assert unread_of(fitted(diff, 6000, classes={"a": file_class})) == ["a"]


def test_many_small_files_that_decide_about_production_leave_half_of_the_room_to_the_rest():
    """One new image in a hundred manifests must not put the code of it out of sight."""
    paths = [f"k8s/{number:03}.yml" for number in range(100)]
    diff = "".join(text_of(path, lines_of(10)) for path in paths) + text_of("z.py", lines_of(60))

    unread = unread_of(fitted(diff, 2000, classes=dict.fromkeys(paths, FileClass.INFRASTRUCTURE)))

    assert "z.py" not in unread
    assert 0 < len(unread) < 100


def test_a_flagged_line_is_kept_first_wherever_it_stands():
    huge = [f"+line {number} of a very long file" for number in range(3000)]
    classes = {"docs.md": FileClass.DOCUMENTATION}
    diff = text_of("a.py", huge) + text_of("docs.md", huge)

    result = fitted(diff, 800, classes=classes, facts=[flag("docs.md", 2000)])

    assert ("docs.md", "+", 2000) in shown_lines(result.parts)


def test_a_flagged_removed_line_is_kept():
    huge = [f"-line {number} of a very long file" for number in range(3000)]
    diff = text_of("a.py", huge)

    result = fitted(diff, 600, facts=[flag("a.py", 1500, is_removed=True)])

    assert ("a.py", "-", 1500) in shown_lines(result.parts)


def test_a_file_that_does_not_fit_is_cut_and_named():
    diff = text_of("a.py", [f"+line {number} of the file" for number in range(1000)])

    result = fitted(diff, 900)

    (unread,) = result.coverage.files_not_read
    shown = int(re.search(r"only (\d+) of its 1,000", unread.reason)[1])
    assert 0 < shown < 1000
    assert result.coverage.changed_lines_read == shown == len(shown_lines(result.parts))


def test_beyond_one_window_there_are_several_parts_and_nothing_is_lost():
    diff = "".join(text_of(f"f{number}.py", [f"+line {line}" for line in range(50)]) for number in range(20))

    result = fitted(diff, 1500, most_parts=8)

    assert 1 < len(result.parts) <= 8
    assert result.coverage.files_read == 20
    assert result.coverage.changed_lines_read == 1000


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (FileChange("x.png", FileKind.ADDED, FileClass.BINARY, None, None, is_binary=True), "binary"),
        (
            FileChange("x.bin", FileKind.ADDED, FileClass.DATA, 3, 0, is_lfs_pointer=True),
            "stored in Git LFS: only its pointer is known",
        ),
        (FileChange("x.py", FileKind.ADDED, FileClass.SOURCE, 3, 0), "its diff was not captured"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(file, reason):
    result = fitted(text_of("a.py", ["+x"]), 1000, extra=[file])

    assert result.coverage.files_not_read == (UnreadFile(file.path, reason),)
    assert (result.coverage.files_total, result.coverage.files_read) == (2, 1)


def test_a_renamed_file_without_lines_counts_as_read_when_it_is_named():
    diff = "diff --git a/old.py b/new.py\nsimilarity index 100%\nrename from old.py\nrename to new.py\n"

    result = fitted(diff, 1000)

    assert result.parts == (diff,)
    assert result.coverage.files_read == 1


def test_of_a_line_of_megabytes_the_beginning_is_shown_and_it_counts_as_not_read():
    diff = text_of("a.js", ["+short", "+" + "x" * 3_000_000])

    result = fitted(diff, 3000)

    assert "[2,998,001 more characters are not shown]" in result.parts[0]
    assert result.coverage.changed_lines_read == 1
    assert result.coverage.files_not_read == (UnreadFile("a.js", "there was room for only 1 of its 2 changed lines"),)


def test_a_change_without_files_has_one_empty_part():
    assert fitted("", 1000).parts == ("",)


def test_a_window_that_holds_nothing_says_so():
    result = fitted(text_of("a.py", ["+x"] * 10), 3)

    assert result.parts == ("",)
    assert result.coverage.files_not_read == (UnreadFile("a.py", "there was no room for its 10 changed lines"),)


line = st.builds(
    str.__add__, st.sampled_from("+- "), st.text(st.characters(max_codepoint=300, exclude_characters="\n"), max_size=30)
)
files = st.lists(
    st.lists(line, min_size=1, max_size=30).filter(lambda lines: any(one[0] != " " for one in lines)), max_size=6
)


@given(files, st.integers(1, 1200), st.integers(1, 4), st.data())
def test_coverage_is_exact_and_every_part_is_within_its_budget(bodies, budget, most_parts, data):
    paths = [f"d/{number}.py" for number in range(len(bodies))]
    diff = "".join(text_of(path, body, start=5) for path, body in zip(paths, bodies, strict=True))
    classes = {path: data.draw(st.sampled_from(FileClass)) for path in paths}
    facts = [flag(path, data.draw(st.integers(1, 40))) for path in paths]

    result = fitted(diff, budget, facts=facts, classes=classes, most_parts=most_parts)

    shown = [hunk.body for part in result.parts for file in parse_diff(part) for hunk in file.hunks]
    coverage = result.coverage
    assert coverage.changed_lines_read == sum(changed_lines(body) for body in shown)
    assert coverage.changed_lines_total == sum(changed_lines("\n".join(body)) for body in bodies)
    assert coverage.files_total == coverage.files_read + len(coverage.files_not_read)
    assert all(count_tokens(part) <= budget for part in result.parts if part)
    assert len(result.parts) <= most_parts
    assert shown_lines(result.parts) <= shown_lines([diff])


@given(files)
def test_with_room_for_all_nothing_is_changed(bodies):
    diff = "".join(text_of(f"d/{number}.py", body) for number, body in enumerate(bodies))

    assert fitted(diff, 10**6).parts == (diff,)


@given(files, st.integers(1, 1200), st.integers(1, 4), st.data())
def test_what_is_left_out_uncounted_would_not_have_fit(bodies, budget, most_parts, data):
    diff = "".join(text_of(f"d/{number}.py", body, start=5) for number, body in enumerate(bodies))
    facts = [flag(f"d/{number}.py", data.draw(st.integers(1, 40))) for number in range(len(bodies))]

    result = fitted(diff, budget, facts=facts, most_parts=most_parts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Parts, "may_have_room", lambda *_: True)
        assert result == fitted(diff, budget, facts=facts, most_parts=most_parts)


def test_a_part_with_a_little_room_does_not_make_every_other_hunk_be_counted():
    lines = [f"+line {number} of the file" for number in range(18)]
    diff = "".join(text_of(f"f{number}.py", lines) for number in range(500))
    counted = []

    def count(text):
        counted.append(text)
        return count_tokens(text)

    each = count_tokens(text_of("f0.py", lines))
    result = fit(change_of(diff), parse_diff(diff), (), each + 50, count, most_parts=1)

    assert result.coverage.files_read == 1
    assert len(counted) < 10


@given(st.text())
def test_no_token_has_more_characters_than_is_said(text):
    assert len(text) <= MOST_CHARACTERS * count_tokens(text)


@given(st.text())
def test_an_estimate_never_falls_when_a_text_grows(text):
    assert count_tokens(text) <= count_tokens(f"{text}x")
