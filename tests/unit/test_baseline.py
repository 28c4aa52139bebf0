"""What the candidate is compared with, and how the brief says so."""

import pytest

from buildspec.extract_change.baseline import BaselineError, Deployment, choose_baseline
from buildspec.extract_change.repository import open_repository
from lambdas.shared.domain.change import BaselineReason
from tests.unit.extracting import extract_from
from tests.unit.scratch_repository import ScratchRepository

_GONE = "f" * 40


@pytest.fixture
def repository(tmp_path):
    return ScratchRepository(tmp_path / "repository")


@pytest.fixture
def line(repository):
    """Three commits, one after the other."""
    first = repository.commit({"a": "1\n"}, message="first")
    second = repository.commit({"a": "2\n"}, parents=[first], message="second")
    third = repository.commit({"a": "3\n"}, parents=[second], message="third")
    return first, second, third


def _choose(repository, head, *, deployed=(), configured=""):
    deployments = [
        commit if isinstance(commit, Deployment) else Deployment(commit, "2026-10-01T08:05:00Z") for commit in deployed
    ]
    with open_repository(repository.folder) as opened:
        return choose_baseline(opened, head, deployments=deployments, configured=configured)


def test_the_last_deployed_commit_is_what_is_compared_with(repository, line):
    first, second, third = line

    baseline = _choose(repository, third, deployed=[second, first], configured=first)

    assert (baseline.base, baseline.reason) == (second, BaselineReason.LAST_DEPLOYED)
    assert baseline.text == (
        f"Compared with commit {second[:8]}, which this pipeline deployed last (on 1 October 2026 at 08:05 UTC)."
    )


def test_commits_of_executions_that_were_not_deployed_are_in_the_next_change(repository, line):
    first, _rejected, third = line

    extracted = extract_from(repository.folder, base=first, head=third)

    assert [commit.subject for commit in extracted.change.commits] == ["third", "second"]
    assert "-1\n+3\n" in extracted.text


def test_a_baseline_that_an_operator_declared_says_so(repository, line):
    declared = Deployment(line[0], "2026-10-01T08:05:00Z", is_declared=True)

    baseline = _choose(repository, line[2], deployed=[declared])

    assert (baseline.base, baseline.reason) == (line[0], BaselineReason.LAST_DEPLOYED)
    assert "which an operator declared to be in production (on 1 October 2026 at 08:05 UTC)" in baseline.text


@pytest.mark.parametrize("name", ["id", "tag", "branch", "short"])
def test_without_a_deployment_the_setting_counts(repository, line, name):
    repository.git("tag", "-m", "release", "v1", line[0])
    repository.git("branch", "production", line[0])
    configured = {"id": line[0], "tag": "v1", "branch": "production", "short": line[0][:10]}[name]

    baseline = _choose(repository, line[2], configured=configured)

    assert (baseline.base, baseline.reason) == (line[0], BaselineReason.CONFIGURED)


def test_a_setting_that_names_no_commit_is_an_error(repository, line):
    with pytest.raises(BaselineError, match="baseline_commit names a commit that is not in the repository"):
        _choose(repository, line[2], configured="v9")


def test_without_either_the_first_parent_counts(repository, line):
    side = repository.commit({"a": "1\n", "b": "1"}, parents=[line[0]], branch="side")
    merge = repository.commit({"a": "3\n", "b": "1"}, parents=[line[2], side])

    baseline = _choose(repository, merge)

    assert (baseline.base, baseline.reason) == (line[2], BaselineReason.PARENT)
    assert "has deployed nothing yet" in baseline.text


def test_the_first_commit_is_compared_with_nothing(repository, line):
    extracted = extract_from(repository.folder, head=line[0])

    assert extracted.baseline.reason == BaselineReason.EMPTY_TREE
    assert extracted.change.base == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    assert [commit.subject for commit in extracted.change.commits] == ["first"]
    assert "+1\n" in extracted.text


def test_a_step_back_lists_what_production_loses(repository, line):
    extracted = extract_from(repository.folder, base=line[2], head=line[0])

    assert extracted.baseline.reason == BaselineReason.ROLLBACK
    assert extracted.baseline.text.startswith(f"A step back: the candidate is older than commit {line[2][:8]}, ")
    assert extracted.change.commits == ()
    assert [commit.subject for commit in extracted.change.lost_commits] == ["third", "second"]
    assert "-3\n+1\n" in extracted.text


def test_the_deployed_commit_again_is_a_redeployment(repository, line):
    extracted = extract_from(repository.folder, base=line[2], head=line[2])

    assert extracted.baseline.reason == BaselineReason.REDEPLOYMENT
    assert "the same commit is deployed once more, and no file changes" in extracted.baseline.text
    assert (extracted.change.files, extracted.change.commits, extracted.text) == ((), (), "")


def test_a_rewritten_history_is_compared_with_the_files_in_production(repository, line):
    rewritten = repository.commit({"a": "2\n", "b": "new\n"}, parents=[line[0]], message="rewritten")

    extracted = extract_from(repository.folder, base=line[2], head=rewritten)

    assert extracted.baseline.reason == BaselineReason.REWRITTEN
    assert extracted.baseline.base == line[2]
    assert [commit.subject for commit in extracted.change.commits] == ["rewritten"]
    assert [commit.subject for commit in extracted.change.lost_commits] == ["third", "second"]
    assert "-3\n+2\n" in extracted.text


def test_unrelated_histories_are_compared_too(repository, line):
    unrelated = repository.commit({"c": "1\n"}, message="unrelated", branch="other")

    extracted = extract_from(repository.folder, base=line[2], head=unrelated)

    assert extracted.baseline.reason == BaselineReason.REWRITTEN
    assert sorted(extracted.files) == ["a", "c"]


def test_where_the_deployed_commit_is_gone_the_deployment_before_it_counts(repository, line):
    baseline = _choose(repository, line[2], deployed=[_GONE, line[0]])

    assert (baseline.base, baseline.reason) == (line[0], BaselineReason.REWRITTEN)
    assert "is no longer in the repository" in baseline.text
    assert f"Compared instead with commit {line[0][:8]}" in baseline.text


def test_where_all_deployed_commits_are_gone_everything_is_shown(repository, line):
    baseline = _choose(repository, line[2], deployed=[_GONE, "e" * 40], configured=line[0])

    assert baseline.base == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    assert baseline.reason == BaselineReason.REWRITTEN
    assert "every file of the candidate is shown" in baseline.text


@pytest.mark.parametrize("odd", ["", "HEAD", "not an id", "--all", "F" * 40])
def test_what_is_no_commit_id_is_no_deployed_commit_either(repository, line, odd):
    baseline = _choose(repository, line[2], deployed=[odd, line[1]])

    assert (baseline.base, baseline.reason) == (line[1], BaselineReason.REWRITTEN)


def test_a_date_that_cannot_be_read_is_left_out(repository, line):
    baseline = _choose(repository, line[2], deployed=[Deployment(line[1], "yesterday")])

    assert baseline.text == f"Compared with commit {line[1][:8]}, which this pipeline deployed last."
