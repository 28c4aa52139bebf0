"""`make review` reads any repository, executes nothing of it, and says in one sentence what is wrong with another."""

import subprocess

import pytest

from local.drivers.candidate import BASE, BRANCH, find_candidate, push
from local.drivers.errors import DriverError
from local.git import git


@pytest.fixture
def repository(tmp_path):
    """Three commits, the last one tagged."""
    folder = tmp_path / 'a "repository" of $mine'
    folder.mkdir()
    git("init", "--quiet", "--initial-branch=trunk", ".", folder=folder)
    for number in range(3):
        commit(folder, number)
    git("tag", "v1", folder=folder)
    return folder


@pytest.fixture
def server(tmp_path):
    folder = tmp_path / "server.git"
    folder.mkdir()
    git("init", "--quiet", "--bare", ".", folder=folder)
    git("config", "receive.shallowUpdate", "true", folder=folder)
    return folder


def commit(folder, number):
    (folder / f"{number}.txt").write_text(str(number))
    git("add", "--all", folder=folder)
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    git(*author, "commit", "--quiet", "--message", f"change {number}", folder=folder)


def revision(folder, name):
    return git("rev-parse", name, folder=folder).strip()


def test_head_is_compared_with_its_first_parent(repository):
    candidate = find_candidate(repository, head="HEAD", base=None)

    assert candidate.head == revision(repository, "trunk")
    assert candidate.base == revision(repository, "trunk~1")


def test_any_name_of_a_commit_will_do(repository):
    candidate = find_candidate(repository, head="v1", base="trunk~2")

    assert (candidate.head, candidate.base) == (revision(repository, "v1"), revision(repository, "trunk~2"))


def test_the_first_commit_is_compared_with_nothing(repository):
    assert find_candidate(repository, head="trunk~2", base=None).base is None


def test_bare_repositories_worktrees_and_shallow_clones_are_repositories(repository, tmp_path):
    git("clone", "--quiet", "--bare", str(repository), str(tmp_path / "bare.git"), folder=tmp_path)
    git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"), "trunk~1", folder=repository)
    git("clone", "--quiet", "--depth=2", f"file://{repository}", str(tmp_path / "shallow"), folder=tmp_path)

    bare = find_candidate(tmp_path / "bare.git", head="HEAD", base=None)
    tree = find_candidate(tmp_path / "tree", head="HEAD", base=None)
    shallow = find_candidate(tmp_path / "shallow", head="HEAD", base=None)

    assert bare.head == shallow.head == revision(repository, "trunk")
    assert tree.head == revision(repository, "trunk~1")


@pytest.mark.parametrize("kind", ["plain", "bare", "shallow", "worktree"])
def test_both_commits_arrive(repository, server, tmp_path, kind):
    source = repository
    if kind == "worktree":
        source = tmp_path / "tree"
        git("worktree", "add", "--quiet", "--detach", str(source), folder=repository)
    elif kind != "plain":
        source = tmp_path / "clone"
        options = ["--bare"] if kind == "bare" else ["--depth=2"]
        git("clone", "--quiet", *options, f"file://{repository}", str(source), folder=tmp_path)
    candidate = find_candidate(source, head="HEAD", base=None)

    has_moved = push(candidate, str(server))
    has_moved_again = push(candidate, str(server))

    assert (revision(server, BRANCH), revision(server, BASE)) == (candidate.head, candidate.base)
    assert (has_moved, has_moved_again) == (True, False)


def test_nothing_that_the_repository_configures_is_executed(repository, server, tmp_path):
    trap = tmp_path / "executed"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\necho \"$0 $*\" >> '{trap}'\n")
    script.chmod(0o755)
    hook = repository / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes(script.read_bytes())
    hook.chmod(0o755)
    for key in ("core.fsmonitor", "core.sshCommand", "credential.helper", "core.pager", "core.alternateRefsCommand"):
        git("config", key, str(script), folder=repository)
    git("config", f"url.ext::{script}.insteadOf", str(server), folder=repository)

    push(find_candidate(repository, head="HEAD", base=None), str(server))

    assert not trap.exists()
    assert revision(server, BRANCH) == revision(repository, "trunk")


def test_the_repository_is_left_as_it_was(repository, server):
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*")}

    push(find_candidate(repository, head="HEAD", base=None), str(server))

    assert {path: path.stat().st_mtime_ns for path in repository.rglob("*")} == before


@pytest.mark.parametrize("inside", ["", "folder"])
def test_a_folder_that_is_no_repository(repository, tmp_path, inside):
    """Not even one inside a repository: a review of the repository around it is not what was asked for."""
    folder = repository / inside if inside else tmp_path / "folder"
    folder.mkdir()

    with pytest.raises(DriverError, match="is no git repository: give"):
        find_candidate(folder, head="HEAD", base=None)


def test_a_folder_that_does_not_exist(tmp_path):
    with pytest.raises(DriverError, match="is no folder: give the path"):
        find_candidate(tmp_path / "nowhere", head="HEAD", base=None)


def test_a_repository_without_commits(tmp_path):
    git("init", "--quiet", ".", folder=tmp_path)

    with pytest.raises(DriverError, match="has no commit to review: commit something"):
        find_candidate(tmp_path, head="HEAD", base=None)


@pytest.mark.parametrize("unknown", ["nowhere", "--all", "trunk:0.txt", "HEAD~99", "'; touch x; '"])
def test_an_unknown_revision_is_named_with_its_option(repository, unknown):
    with pytest.raises(DriverError, match=r"names no commit in .* with HEAD="):
        find_candidate(repository, head=unknown, base=None)
    with pytest.raises(DriverError, match=r"names no commit in .* with BASE="):
        find_candidate(repository, head="HEAD", base=unknown)


def test_a_shallow_clone_of_one_commit_asks_for_more(repository, tmp_path):
    git("clone", "--quiet", "--depth=1", f"file://{repository}", str(tmp_path / "shallow"), folder=tmp_path)

    with pytest.raises(DriverError, match=r"shallow clone that ends at .*git fetch --deepen"):
        find_candidate(tmp_path / "shallow", head="HEAD", base=None)


def test_a_repository_with_sha_256_names(tmp_path):
    subprocess.run(["git", "init", "--quiet", "--object-format=sha256", str(tmp_path)], check=True)

    with pytest.raises(DriverError, match="CodeCommit takes repositories with SHA-1 only"):
        find_candidate(tmp_path, head="HEAD", base=None)


def test_a_repository_that_lacks_objects_is_told_how_to_get_them(repository, server):
    """As a partial clone does; git itself may say no more than that the other end hung up."""
    blob = revision(repository, "HEAD:2.txt")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    candidate = find_candidate(repository, head="HEAD", base=None)

    with pytest.raises(DriverError, match="lacks objects"):
        push(candidate, str(server))
