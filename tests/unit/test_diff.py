"""The diff as files, hunks and lines: nothing lost, nothing misplaced, whatever stands in a line or a name."""

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unidiff import PatchSet

from lambdas.shared.domain.diff import DiffError, Line, parse_diff, read_diff
from lambdas.shared.domain.diff_names import unquote

_SIMPLE = """\
diff --git a/app.py b/app.py
index 1111111..2222222 100644
--- a/app.py
+++ b/app.py
@@ -3,3 +3,4 @@ def handler(event):
 kept
-gone
+new
+newer
 kept too
"""


_NEW_FILE = "diff --git a/{0} b/{0}\nnew file mode 100644\n--- /dev/null\n+++ b/{0}\n"


def test_a_line_knows_its_number_on_both_sides():
    (file,) = parse_diff(_SIMPLE)

    (hunk,) = file.hunks

    assert (file.path, file.old_path, hunk.section) == ("app.py", None, "def handler(event):")
    assert hunk.lines == (
        Line(" ", "kept", 3, 3),
        Line("-", "gone", 4, None),
        Line("+", "new", None, 4),
        Line("+", "newer", None, 5),
        Line(" ", "kept too", 5, 6),
    )


def test_a_hunk_can_be_written_as_it_was_read():
    (file,) = parse_diff(_SIMPLE)

    written = file.header + "".join(f"{hunk.header}\n{hunk.body}" for hunk in file.hunks)

    assert written == _SIMPLE


def test_an_empty_text_has_no_files():
    assert parse_diff("") == ()


@pytest.mark.parametrize("odd", ["\r", "\f", "\v", "\x1c", "\x85", "\u2028", "\u2029", "a\rb", "end\r"])
def test_only_a_newline_ends_a_line(odd):
    text = _SIMPLE.replace("+new\n", f"+{odd}\n")

    (file,) = parse_diff(text)

    assert file.hunks[0].lines[2] == Line("+", odd, None, 4)


@pytest.mark.parametrize(
    "like_a_header",
    [
        "diff --git a/x b/x",
        "@@ -1 +1 @@",
        "-- a/x",
        "++ b/x",
        "\\ No newline at end of file",
        "Binary files a and b differ",
    ],
)
def test_a_line_that_looks_like_a_header_is_a_line(like_a_header):
    text = _SIMPLE.replace("+new\n", f"+{like_a_header}\n").replace("-gone\n", f"-{like_a_header}\n")

    (file,) = parse_diff(text)

    assert [line.text for line in file.hunks[0].lines][1:3] == [like_a_header, like_a_header]
    assert not file.is_binary


@pytest.mark.parametrize(
    ("header", "path", "old_path"),
    [
        ("diff --git a/x b/x\nold mode 100644\nnew mode 100755\n", "x", None),
        ("diff --git a/x b/y b/x b/y\nold mode 100644\nnew mode 100755\n", "x b/y", None),
        ("diff --git a/a b b/a b\nnew file mode 100644\nindex 0000000..e69de29\n", "a b", None),
        ("diff --git a/old b/new\nsimilarity index 100%\nrename from old\nrename to new\n", "new", "old"),
        ("diff --git a/a b/b b/c\nsimilarity index 90%\ncopy from a b/b\ncopy to c\n", "c", "a b/b"),
        ('diff --git "a/t\\tn\\n\\"" "b/t\\tn\\n\\""\nold mode 100644\nnew mode 100755\n', 't\tn\n"', None),
        ('diff --git a/x "b/\\303\\251"\nsimilarity index 100%\nrename from x\nrename to "\\303\\251"\n', "é", "x"),
        ("diff --git a/p.png b/p.png\nindex 1..2 100644\nBinary files a/p.png and b/p.png differ\n", "p.png", None),
        ("diff --git a/-n b/-n\ndeleted file mode 100644\nindex 1..0\n--- a/-n\n+++ /dev/null\n", "-n", None),
        ("diff --git a/s  b/s \nindex 1..2 100644\n--- a/s \t\n+++ b/s \t\n", "s ", None),
    ],
)
def test_names_are_read_as_git_meant_them(header, path, old_path):
    (file,) = parse_diff(header)

    assert (file.path, file.old_path, file.hunks) == (path, old_path, ())


@pytest.mark.parametrize(
    "damaged",
    [
        "not a diff\n",
        "\n" + _SIMPLE,
        _SIMPLE.replace("+newer\n", ""),
        _SIMPLE.replace(" kept too\n", " kept too\n kept three\n"),
        _SIMPLE.replace("-gone\n", "?gone\n"),
        _SIMPLE.replace("@@ -3,3", "@@ 3,3"),
        "diff --git nothing\n@@ -1 +1 @@\n-a\n+b\n",
    ],
)
def test_a_damaged_diff_is_refused(damaged):
    with pytest.raises(DiffError):
        parse_diff(damaged)


def test_a_file_without_a_final_newline_has_no_line_more():
    text = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"

    (file,) = parse_diff(text)

    assert file.hunks[0].lines == (Line("-", "a", 1, None), Line("+", "a", None, 1))


_NAMES = st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(name=_NAMES)
def test_quoting_of_any_name_is_undone(name):
    quoted = '"' + "".join(f"\\{byte:03o}" for byte in name.encode()) + '"'

    assert unquote(quoted) == name


_LINES = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=20)
_CHANGES = st.lists(st.tuples(st.sampled_from("+- "), _LINES), min_size=1, max_size=30)


def _hunk(changes, old_start, new_start):
    old, new = (sum(kind in (" ", mark) for kind, _ in changes) for mark in "-+")
    body = "".join(f"{kind}{text}\n" for kind, text in changes)
    return f"@@ -{old_start},{old} +{new_start},{new} @@ somewhere\n{body}"


@given(files=st.lists(st.lists(_CHANGES, max_size=3), max_size=4))
def test_every_line_comes_back_as_unidiff_reads_it(files):
    """The well-kept parser is the oracle where it can be: on tame names."""
    text = ""
    for number, hunks in enumerate(files):
        text += f"diff --git a/f{number} b/f{number}\nindex 1..2 100644\n--- a/f{number}\n+++ b/f{number}\n"
        text += "".join(_hunk(changes, 1 + 50 * at, 7 + 50 * at) for at, changes in enumerate(hunks))

    ours = [line for file in parse_diff(text) for hunk in file.hunks for line in hunk.lines]

    oracle = [line for file in PatchSet(io.StringIO(text, newline="\n")) for hunk in file for line in hunk]
    assert [(line.kind, line.text + "\n", line.old_line, line.new_line) for line in ours] == [
        (line.line_type, line.value, line.source_line_no, line.target_line_no) for line in oracle
    ]


class _Trickle(io.BytesIO):
    """Gives a few bytes at a time, so that every mark is cut somewhere."""

    def read(self, _size=-1):
        return super().read(7)


@settings(max_examples=30)
@given(texts=st.lists(_LINES, max_size=12))
def test_a_stream_gives_the_same_files(texts):
    text = "".join(
        _SIMPLE.replace("app.py", f"app{number}.py").replace("+new\n", f"+{line}\n")
        for number, line in enumerate(texts)
    )

    streamed = tuple(read_diff(_Trickle(text.encode()).read))

    assert streamed == parse_diff(text)
    assert all(before.path < after.path for before, after in pairwise(streamed[:10]))


def test_of_a_huge_file_a_stream_gives_the_first_lines():
    huge = "".join(f"+line {number}\n" for number in range(1000))
    text = f"{_NEW_FILE.format('a')}@@ -0,0 +1,1000 @@\n{huge}{_SIMPLE}{_NEW_FILE.format('z')}@@ -0,0 +1 @@\n+one\n"

    first, *others = read_diff(_Trickle(text.encode()).read, longest=5_000)

    assert first.is_cut
    assert first.path == "a"
    assert 0 < first.changed_lines < 1000
    assert first.hunks[0].new_length == first.changed_lines
    assert first.hunks[0].lines[-1].text == f"line {first.changed_lines - 1}"
    assert others == list(parse_diff(text))[1:]


def test_a_file_whose_first_line_is_too_long_has_no_lines_left():
    text = f"{_NEW_FILE.format('a')}@@ -0,0 +1 @@\n+{'x' * 9_000}\n"

    (file,) = read_diff(_Trickle(text.encode()).read, longest=5_000)

    assert (file.path, file.is_cut, file.hunks) == ("a", True, ())
