"""A clone that came as an archive: what is deployed from it must be what git shows."""

import shutil

import pytest

from buildspec.extract_change import __main__ as program
from buildspec.extract_change.archive import require_files_of
from buildspec.extract_change.git import GitError
from buildspec.extract_change.repository import open_repository
from tests.unit.scratch_repository import EXECUTABLE, LINK, SUBMODULE, Entry, ScratchRepository
from tests.unit.test_extract_change_program import _ENVIRONMENT, FakeRecords

VERSION_IN_S3 = "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY"
TREE = {
    "app.py": "print('hello')\n",
    "crlf.txt": "one\r\ntwo\r\n",
    ".gitattributes": "* text=auto eol=crlf ident\n*.bin filter=lfs\n",
    "id.txt": "$Id$\n",
    "data.bin": b"\0\1\2",
    "name with\nnewline": "x",
    "empty": "",
    "run.sh": Entry(b"#!/bin/sh\n", EXECUTABLE),
    "folder/link": Entry(b"../app.py", LINK),
    "link_to_folder": Entry(b"folder", LINK),
    "vendored": Entry(b"a" * 40, SUBMODULE),
}


@pytest.fixture(params=["sha1", "sha256"])
def clone(tmp_path, request):
    """A repository with exactly the files of its commit beside it, as in a fresh clone; and the commit."""
    repository = ScratchRepository(tmp_path / "clone", f"--object-format={request.param}")
    tree = {name: value for name, value in TREE.items() if request.param == "sha1" or name != "vendored"}
    commit_id = repository.commit(tree)
    for name, value in tree.items():
        path = repository.folder / name
        path.parent.mkdir(exist_ok=True)
        content = value.content if isinstance(value, Entry) else value.encode() if isinstance(value, str) else value
        if isinstance(value, Entry) and value.mode == LINK:
            path.symlink_to(content.decode())
        elif isinstance(value, Entry) and value.mode == SUBMODULE:
            path.mkdir()
        else:
            path.write_bytes(content)
    return repository.folder, commit_id


def require(folder, commit_id):
    with open_repository(folder) as repository:
        require_files_of(commit_id, folder, repository)


def test_a_clean_clone_is_taken(clone):
    require(*clone)


def test_a_zip_that_wrote_links_as_files_is_the_same_clone(clone):
    folder, commit_id = clone
    (folder / "folder" / "link").unlink()
    (folder / "folder" / "link").write_text("../app.py")

    require(folder, commit_id)


def rewrite(folder):
    (folder / "app.py").write_text("import os; os.system('x')\n")


def rewrite_behind_a_keyword_that_git_folds(folder):
    (folder / "id.txt").write_text("$Id: anything at all $\n")


def rewrite_line_ends(folder):
    (folder / "app.py").write_bytes(b"print('hello')\r\n")


def add(folder):
    (folder / "sitecustomize.py").write_text("x = 1\n")


def add_what_git_ignores(folder):
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "exclude").write_text("*.pyc\n")
    (folder / "app.pyc").write_text("x")


def add_another_repository(folder):
    (folder / "vendored" / ".git").mkdir(parents=True)
    (folder / "vendored" / ".git" / "config").write_text("x")


def add_link(folder):
    (folder / "secrets").symlink_to("/etc")


def remove(folder):
    (folder / "run.sh").unlink()


@pytest.mark.parametrize(
    "change",
    [
        rewrite,
        rewrite_behind_a_keyword_that_git_folds,
        rewrite_line_ends,
        add,
        add_what_git_ignores,
        add_another_repository,
        add_link,
        remove,
    ],
)
def test_an_archive_with_anything_else_in_it_is_refused(clone, change):
    folder, commit_id = clone
    change(folder)

    with pytest.raises(GitError, match=r"^The archive is not a clean clone: 1 of its files are not"):
        require(folder, commit_id)


def test_the_program_takes_the_commit_from_an_archive_and_compares_its_files(clone, monkeypatch, capsys):
    folder, commit_id = clone
    for name, value in (_ENVIRONMENT | {"CODEBUILD_SRC_DIR": str(folder)}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CODEBUILD_RESOLVED_SOURCE_VERSION", VERSION_IN_S3)
    clean, dirty = FakeRecords(), FakeRecords()

    monkeypatch.setattr(program, "open_records", lambda job: clean)
    program.main()
    add(folder)
    monkeypatch.setattr(program, "open_records", lambda job: dirty)
    status = program.main()

    assert clean.saved[0].captured.change.head == commit_id
    assert (status, dirty.saved) == (1, [])
    assert "The archive is not a clean clone" in dirty.errors[0]
    assert "sitecustomize" not in capsys.readouterr().err


def test_an_archive_without_history_is_said_to_have_none(clone, monkeypatch):
    folder, _ = clone
    shutil.rmtree(folder / ".git")

    with pytest.raises(GitError, match="not a git repository"), open_repository(folder):
        pass
