"""Random repositories, odd names and bytes among them: extraction and plain git say the same, and no line is lost."""

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lambdas.shared.domain.change import FileKind
from tests.unit.extracting import extract_from
from tests.unit.scratch_repository import EXECUTABLE, FILE, LINK, SUBMODULE, Entry, ScratchRepository

_BYTES = st.sampled_from(
    [
        *(b"a", b"b", b"x = 1", b"", b" ", b"\r", b"one\r", b"\f", "\u2028".encode(), b"\xff\xfe", "é🚀".encode()),
        *(
            b"-- a/x",
            b"++ b/x",
            b"@@ -1 +1 @@",
            b"diff --git a/x b/x",
            b"\\ No newline at end of file",
            b"[redacted: x]",
        ),
    ]
)
_TEXT = st.builds(
    lambda lines, end: b"\n".join(lines) + end, st.lists(_BYTES, max_size=12), st.sampled_from([b"", b"\n"])
)
_BINARY = st.binary(max_size=20).map(lambda noise: b"\0" + noise)
_ENTRY = st.one_of(
    st.builds(Entry, st.one_of(_TEXT, _TEXT, _TEXT, _BINARY), st.sampled_from([FILE, FILE, FILE, EXECUTABLE])),
    st.builds(Entry, st.sampled_from([b"target", b"a", b"/etc/passwd"]), st.just(LINK)),
    st.builds(Entry, st.sampled_from([b"1" * 40, b"2" * 40]), st.just(SUBMODULE)),
)
_PIECES = [
    b"a",
    b"b",
    b" ",
    b" b",
    b"b/",
    b'"',
    b"\n",
    b"\t",
    b"-",
    b"\\",
    b"\xff",
    "é".encode(),
    b".py",
    b":",
    b"\x7f",
    b"*",
]
_NAME = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map(b"".join)


def _is_possible(name):
    return all(part not in (b"", b".", b"..") for part in name.split(b"/"))


def _without_conflicts(tree):
    """A name can't be a file and a folder at once."""
    return {name: entry for name, entry in tree.items() if not any(other.startswith(name + b"/") for other in tree)}


_TREE = st.dictionaries(_NAME.filter(_is_possible), _ENTRY, max_size=6).map(_without_conflicts)


@st.composite
def _changes(draw):
    """Two trees that share most of their files, some under other names."""
    before, extra = draw(_TREE), draw(_TREE)
    after = {}
    for name, entry in before.items():
        fate = draw(st.sampled_from(["keep", "keep", "edit", "rename", "delete", "mode", "copy"]))
        if fate in ("keep", "copy"):
            after[name] = entry
        if fate in ("rename", "copy"):
            after[draw(_NAME.filter(_is_possible))] = entry
        if fate == "edit":
            after[name] = draw(_ENTRY)
        if fate == "mode" and entry.mode in (FILE, EXECUTABLE):
            after[name] = Entry(entry.content, EXECUTABLE if entry.mode == FILE else FILE)
    return before, _without_conflicts({**after, **extra})


def _numstat(repository, base, head):
    """What plain git says, read with nothing of ours."""
    told = repository.git("diff", "--numstat", "-z", "-M", "-C", base, head).split(b"\0")[:-1]
    rows = {}
    while told:
        added, deleted, name = told.pop(0).split(b"\t", 2)
        old, new = (None, name) if name else (told.pop(0), told.pop(0))
        rows[new] = (old, None if added == b"-" else int(added), None if deleted == b"-" else int(deleted))
    return rows


@settings(max_examples=30)
@given(trees=_changes())
@example(trees=({b"a": Entry(b"target")}, {b"a": Entry(b"target", LINK)}))
@example(trees=({b"a": Entry(b"1" * 40, SUBMODULE)}, {b"a": Entry(b"x\n")}))
def test_files_and_counts_are_those_of_git(trees):
    with tempfile.TemporaryDirectory() as folder:
        repository = ScratchRepository(Path(folder))
        base = repository.commit(trees[0])
        head = repository.commit(trees[1], parents=[base])

        extracted = extract_from(repository.folder, base=base)

        expected = _numstat(repository, base, head)
        names = [name.decode("utf-8", "replace") for name in expected]
        assert [file.path for file in extracted.change.files] == names
        assert [(file.added, file.deleted) for file in extracted.change.files] == [row[1:] for row in expected.values()]
        assert [file.old_path for file in extracted.change.files] == [
            None if row[0] is None else row[0].decode("utf-8", "replace") for row in expected.values()
        ]


@settings(max_examples=30)
@given(trees=_changes())
def test_the_diff_turns_the_old_text_into_the_new_one(trees):
    """The strongest thing to say of a diff: applied, it gives the candidate's lines, each at its number."""
    with tempfile.TemporaryDirectory() as folder:
        repository = ScratchRepository(Path(folder))
        base = repository.commit(trees[0])
        repository.commit(trees[1], parents=[base])

        extracted = extract_from(repository.folder, base=base)

        before = {name.decode("utf-8", "replace"): entry for name, entry in trees[0].items()}
        after = {name.decode("utf-8", "replace"): entry for name, entry in trees[1].items()}
        if len(before) < len(trees[0]) or len(after) < len(trees[1]):
            return  # two names that differ only in bytes that are no UTF-8
        kinds = {file.path: file.kind for file in extracted.change.files}
        for diff in extracted.diffs:
            if not diff.is_binary and kinds[diff.path] != FileKind.TYPE_CHANGED:
                old, new = _lines(before.get(diff.old_path or diff.path)), _lines(after.get(diff.path))
                assert _applied(diff, old) == new


def _lines(entry):
    if entry is None:
        return []
    content = b"Subproject commit " + entry.content + b"\n" if entry.mode == SUBMODULE else entry.content
    return content.decode("utf-8", "replace").removesuffix("\n").split("\n") if content else []


def _applied(diff, old):
    new = []
    at = 0
    for hunk in diff.hunks:
        start = hunk.old_start - 1 if hunk.old_length else hunk.old_start
        new += old[at:start]
        at = start
        for line in hunk.lines:
            if line.kind != "+":
                assert old[at] == line.text
                assert line.old_line == at + 1
                at += 1
            if line.kind != "-":
                new.append(line.text)
                assert line.new_line == len(new)
    return new + old[at:]


def test_a_hundred_commits_are_one_change(tmp_path):
    repository = ScratchRepository(tmp_path)
    commits = []
    for number in range(100):
        tree = {f"f{index}.py": f"{number}\n" * (index + 1) for index in range(number % 5 + 1)}
        commits.append(repository.commit(tree, parents=commits[-1:], message=f"commit {number}"))

    extracted = extract_from(tmp_path, base=commits[0])

    assert [commit.id for commit in extracted.change.commits] == commits[:0:-1]
    expected = _numstat(repository, commits[0], commits[-1])
    assert {file.path: (file.added, file.deleted) for file in extracted.change.files} == {
        name.decode(): row[1:] for name, row in expected.items()
    }
