"""Extraction on real repositories: each case that diff tools get wrong, one at a time."""

import pytest

from lambdas.shared.domain.change import FileClass, FileKind
from tests.unit.extracting import extract_from
from tests.unit.scratch_repository import EXECUTABLE, LINK, SUBMODULE, Entry, ScratchRepository

_LONG = "".join(f"line {number}\n" for number in range(40))


@pytest.fixture
def repository(tmp_path):
    return ScratchRepository(tmp_path / "repository")


def _change(repository, before, after):
    base = repository.commit(before)
    repository.commit(after, parents=[base])
    return extract_from(repository.folder, base=base)


def test_a_rename_names_both_and_counts_what_changed(repository):
    extracted = _change(repository, {"old.py": _LONG}, {"new.py": _LONG + "more\n"})

    (file,) = extracted.change.files

    assert (file.path, file.old_path, file.kind, file.added, file.deleted) == (
        "new.py",
        "old.py",
        FileKind.RENAMED,
        1,
        0,
    )
    assert [(diff.path, diff.old_path) for diff in extracted.diffs] == [("new.py", "old.py")]


def test_a_copy_names_its_source(repository):
    extracted = _change(repository, {"a.py": _LONG}, {"a.py": _LONG + "x\n", "b.py": _LONG + "y\n"})

    copied = extracted.files["b.py"]

    assert (copied.kind, copied.old_path) == (FileKind.COPIED, "a.py")


def test_a_deletion_keeps_its_lines(repository):
    extracted = _change(repository, {"a.py": "1\n2\n", "b": "x"}, {"b": "x"})

    (file,) = extracted.change.files

    assert (file.kind, file.added, file.deleted, file.new_mode) == (FileKind.DELETED, 0, 2, None)
    assert "-1\n-2\n" in extracted.text


def test_a_change_of_mode_alone_is_a_change(repository):
    extracted = _change(repository, {"run b/x": "x\n"}, {"run b/x": Entry(b"x\n", EXECUTABLE)})

    (file,) = extracted.change.files

    assert (file.path, file.old_mode, file.new_mode, file.changed_lines) == ("run b/x", "100644", "100755", 0)
    assert [diff.path for diff in extracted.diffs] == ["run b/x"]


def test_a_file_that_becomes_a_link_is_shown_as_both(repository):
    extracted = _change(repository, {"a": "one\ntwo\n"}, {"a": Entry(b"/etc/passwd", LINK)})

    (file,) = extracted.change.files

    assert (file.kind, file.new_mode) == (FileKind.TYPE_CHANGED, "120000")
    assert "-one\n-two\n" in extracted.text
    assert "+/etc/passwd\n" in extracted.text


def test_a_submodule_moves_from_commit_to_commit_even_where_gitmodules_says_ignore(repository):
    ignore = '[submodule "lib"]\n\tpath = lib\n\turl = https://example.com/lib\n\tignore = all\n'
    before = {".gitmodules": ignore, "lib": Entry(b"1" * 40, SUBMODULE)}

    extracted = _change(repository, before, {**before, "lib": Entry(b"2" * 40, SUBMODULE)})

    assert extracted.files["lib"].new_mode == "160000"
    assert f"-Subproject commit {'1' * 40}\n+Subproject commit {'2' * 40}\n" in extracted.text


def test_a_binary_file_is_named_and_not_counted(repository):
    extracted = _change(repository, {"a.bin": b"\0\1\2"}, {"a.bin": b"\0\3"})

    (file,) = extracted.change.files

    assert (file.is_binary, file.added, file.deleted, file.file_class) == (True, None, None, FileClass.BINARY)
    assert [diff.is_binary for diff in extracted.diffs] == [True]


def test_a_pointer_of_git_lfs_is_known_as_one(repository):
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12345\n"

    extracted = _change(
        repository,
        {"a.psd": pointer.format("0" * 64)},
        {"a.psd": pointer.format("f" * 64), "b.psd": pointer.format("e" * 64)},
    )

    assert {path: file.is_lfs_pointer for path, file in extracted.files.items()} == {"a.psd": True, "b.psd": True}


def test_carriage_returns_stay_in_their_lines(repository):
    extracted = _change(repository, {"a": b"one\r\ntwo\rthree\n"}, {"a": b"one\r\ntwo\rfour\n"})

    (file,) = extracted.diffs

    assert [(line.kind, line.text) for line in file.hunks[0].lines] == [
        (" ", "one\r"),
        ("-", "two\rthree"),
        ("+", "two\rfour"),
    ]


def test_a_missing_final_newline_is_told(repository):
    extracted = _change(repository, {"a": "x"}, {"a": "x\n"})

    assert extracted.change.changed_lines == 2
    assert "\\ No newline at end of file\n" in extracted.text


def test_text_that_is_no_utf8_is_shown_with_replacements(repository):
    extracted = _change(repository, {"a": b"caf\xe9\n"}, {"a": b"caf\xe9s\n"})

    assert "-caf\N{REPLACEMENT CHARACTER}\n+caf\N{REPLACEMENT CHARACTER}s\n" in extracted.text


@pytest.mark.parametrize(
    "name",
    [
        b"with space",
        b"trailing ",
        b'quo"te',
        b"new\nline",
        b"tab\there",
        b"-n",
        b"--output=x",
        b"a b/a b",
        b":(top)x",
        b"back\\slash",
        b"\xff\xfe",
        "größe/日本語 🚀\u202e.py".encode(),
    ],
)
def test_any_name_is_the_same_in_the_list_and_in_the_diff(repository, name):
    extracted = _change(repository, {name: "1\n"}, {name: "2\n"})

    (file,) = extracted.change.files

    assert file.path == name.decode("utf-8", "replace")
    assert [diff.path for diff in extracted.diffs] == [file.path]


def test_an_empty_commit_changes_nothing_and_is_listed(repository):
    extracted = _change(repository, {"a": "x"}, {"a": "x"})

    assert (extracted.change.files, extracted.text, len(extracted.change.commits)) == ((), "", 1)


def test_an_octopus_merge_brings_the_commits_of_all_its_branches(repository):
    base = repository.commit({"a": "x"}, message="base")
    sides = [repository.commit({"a": "x", side: side}, parents=[base], message=side, branch=side) for side in "bcd"]
    repository.commit({"a": "x", "b": "b", "c": "c", "d": "d"}, parents=sides, message="octopus")

    extracted = extract_from(repository.folder, base=base)

    assert sorted(commit.subject for commit in extracted.change.commits) == ["b", "c", "d", "octopus"]
    assert [commit.subject for commit in extracted.change.commits if commit.is_merge] == ["octopus"]
    assert sorted(extracted.files) == ["b", "c", "d"]


def test_commits_keep_author_subject_and_date(repository):
    base = repository.commit({"a": "1"})
    message = 'Revert "that"\n\nThis reverts commit 123.'
    repository.commit({"a": "2"}, parents=[base], message=message, author="Zoë Ö <zoe@example.com>".encode())

    (commit,) = extract_from(repository.folder, base=base).change.commits

    assert (commit.author, commit.subject) == ("Zoë Ö <zoe@example.com>", 'Revert "that"')
    assert commit.authored_at == "2026-09-21T16:13:20+02:00"


def test_commits_name_the_address_of_their_author_and_whoever_else_committed_them(repository):
    base = repository.commit({"a": "1"})
    own = repository.commit({"a": "2"}, parents=[base], author=b"Ada <Ada@Example.com>")
    repository.commit({"a": "3"}, parents=[own], author=b"Ada <>", committer=b"Web Flow <web@example.com>")

    picked, written = extract_from(repository.folder, base=base).change.commits

    assert (picked.author_email, picked.committer, picked.committer_email) == (
        "",
        "Web Flow <web@example.com>",
        "web@example.com",
    )
    assert (written.author_email, written.committer, written.committer_email) == ("Ada@Example.com", "", "")


def test_a_credential_in_a_subject_is_taken_out(repository):
    base = repository.commit({"a": "1"})
    key = "AKIA" + "Q3EGRNXFY5ZT7WMB"
    repository.commit({"a": "2"}, parents=[base], message=f"use {key} now")

    extracted = extract_from(repository.folder, base=base)

    assert key not in extracted.change.commits[0].subject
    assert "[redacted: " in extracted.change.commits[0].subject


def test_a_credential_in_the_diff_is_taken_out_and_placed(repository):
    key = "AKIA" + "Q3EGRNXFY5ZT7WMB"

    extracted = _change(repository, {"a.py": "x = 1\n"}, {"a.py": f'x = 1\nkey = "{key}"\n'})

    assert key not in extracted.text
    assert [(redaction.path, redaction.line) for redaction in extracted.captured.redactions] == [("a.py", 2)]


def test_the_policy_is_that_of_the_baseline(repository):
    before = {"deployment-policy.md": "No deployments on Fridays.\n", "a": "1"}

    extracted = _change(repository, before, {"deployment-policy.md": "Anything goes.\n", "a": "1"})

    assert extracted.captured.policy == "No deployments on Fridays.\n"


def test_a_policy_that_the_candidate_brings_is_none_yet(repository):
    extracted = _change(repository, {"a": "1"}, {"deployment-policy.md": "Anything goes.\n", "a": "1"})

    assert extracted.captured.policy is None


def test_linguist_attributes_are_those_of_the_baseline(repository):
    before = {
        ".gitattributes": "api/** linguist-generated\n",
        "lib/.gitattributes": "*.c linguist-vendored=true\nown.c -linguist-vendored\n",
        "api/x.py": "1\n",
        "lib/x.c": "1\n",
        "lib/own.c": "1\n",
        "core.py": "1\n",
    }
    after = dict.fromkeys(before, "2\n") | {".gitattributes": "core.py linguist-generated\n"}

    extracted = _change(repository, before, after)

    assert {path: file.file_class for path, file in extracted.files.items() if not path.endswith("attributes")} == {
        "api/x.py": FileClass.GENERATED,
        "lib/x.c": FileClass.VENDORED,
        "lib/own.c": FileClass.SOURCE,
        "core.py": FileClass.SOURCE,
    }


@pytest.mark.parametrize(
    "attributes", ["*.py -diff\n", "*.py binary\n", "* -text -diff diff=none\n", "[attr]x -diff\n*.py x\n"]
)
@pytest.mark.parametrize("since", ["the candidate", "the baseline"])
def test_no_attribute_hides_a_line(repository, attributes, since):
    before = {"a.py": "def f():\n    pass\n"} | ({".gitattributes": attributes} if since == "the baseline" else {})

    extracted = _change(repository, before, {"a.py": "def f():\n    evil()\n", ".gitattributes": attributes})

    assert extracted.files["a.py"].added == 1
    assert "+    evil()\n" in extracted.text


@pytest.mark.parametrize(
    ("name", "before", "function"),
    [
        ("a.py", "    def method(self):\n", "def method(self):"),
        ("a.ts", "export abstract class Store<T> {\n", "export abstract class Store<T> {"),
        ("a.js", "  export async function load(id) {\n", "export async function load(id) {"),
        ("main.tf", 'resource "aws_iam_role" "x" {\n', 'resource "aws_iam_role" "x" {'),
        ("a.rb", "  def method\n", "def method"),
    ],
)
def test_a_hunk_names_the_function_it_is_in(repository, name, before, function):
    filling = "".join(f"        {number}\n" for number in range(9))

    extracted = _change(repository, {name: f"{before}{filling}"}, {name: f"{before}{filling}        new\n"})

    assert extracted.diffs[0].hunks[0].section.strip() == function


def test_a_line_of_twenty_megabytes_is_one_line(repository):
    extracted = _change(repository, {"data.json": "x"}, {"data.json": "word " * 4_000_000})

    (file,) = extracted.change.files

    assert (file.added, file.deleted) == (1, 1)
    assert len(extracted.diffs[0].hunks[0].lines[1].text) == 20_000_000


def test_the_same_range_gives_the_same_bytes(repository):
    base = repository.commit({"a": "1\n"})
    repository.commit({"a": "2\n"}, parents=[base])

    first, second = (extract_from(repository.folder, base=base) for _ in range(2))

    assert first == second


def test_a_credential_leaves_neither_in_a_name_nor_with_a_commit(repository):
    token = "gh" + "p_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    base = repository.commit({f"{token}.txt": _LONG, f"logo-{token}.png": b"\0old"})
    after = {f"moved to/{token}.txt": _LONG, f"logo-{token}.png": b"\0new"}
    head = repository.commit(after, parents=[base], message=f"Use {token}")

    extracted = extract_from(repository.folder, base=base)

    moved, logo = "moved to/[redacted: GitHub token e2ca].txt", "logo-[redacted: GitHub token e2ca].png"
    assert token not in f"{extracted.text}{extracted.captured}"
    assert {*extracted.files} == {moved, logo} == {diff.path for diff in extracted.diffs}
    assert {(redaction.path, redaction.line, redaction.kind) for redaction in extracted.captured.redactions} == {
        (f"commit {head[:8]}", None, "GitHub token"),
        (moved, None, "GitHub token"),
        (logo, None, "GitHub token"),
    }
