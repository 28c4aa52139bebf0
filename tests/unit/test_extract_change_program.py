"""The program's words and exit status, for what it is given and for what goes wrong."""

import pytest

from buildspec.extract_change import __main__ as program
from buildspec.extract_change.baseline import Deployment
from buildspec.extract_change.job import Job, JobError, read_job
from tests.unit.scratch_repository import ScratchRepository

_ENVIRONMENT = {
    "EXECUTION_ID": "e-1",
    "PIPELINE_NAME": "sorting",
    "REPOSITORY_NAME": "sorting",
    "REVIEWS_TABLE": "reviews",
    "REVIEWS_BUCKET": "bucket",
    "AWS_REGION": "eu-west-1",
    "CODEBUILD_BUILD_NUMBER": "7",
    "CODEBUILD_BUILD_ARN": "arn:aws:codebuild:eu-west-1:111122223333:build/x:1",
}


class FakeRecords:
    """In memory, since what DynamoDB makes of it is tested against moto."""

    def __init__(self, *, deployments=(), is_decided=False):
        self.known, self.is_decided = deployments, is_decided
        self.saved, self.errors = [], []

    def deployments(self):
        return self.known

    def save(self, extraction):
        self.saved.append(extraction)
        return not self.is_decided

    def save_error(self, sentence):
        self.errors.append(sentence)
        return not self.is_decided


@pytest.fixture
def repository(tmp_path):
    return ScratchRepository(tmp_path / "repository")


@pytest.fixture
def run(monkeypatch, repository, capsys):
    """Runs the program over the repository; gives its status and what it said."""

    def runs(records, **environment):
        for name, value in (_ENVIRONMENT | {"CODEBUILD_SRC_DIR": str(repository.folder)} | environment).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(program, "open_records", lambda job: records)
        status = program.main()
        said = capsys.readouterr()
        return status, said.out, said.err

    return runs


def test_the_job_is_read_from_the_environment():
    job = read_job(_ENVIRONMENT | {"CODEBUILD_SRC_DIR": "/src", "BASELINE_COMMIT": "v1"})

    assert job == Job(
        execution_id="e-1",
        pipeline_name="sorting",
        repository_name="sorting",
        region="eu-west-1",
        account_id="111122223333",
        build_number=7,
        table="reviews",
        bucket="bucket",
        source=job.source,
        commit_id="",
        is_archive=False,
        configured_baseline="v1",
        retention_days=0,
    )
    assert str(job.source) == "/src"


def test_a_pipeline_of_its_teams_own_gives_its_settings_as_they_are_in_ssm():
    settings = '{"repository_name": "warehouse", "baseline_commit": "v2", "build": false, "policies": []}'
    own = {name: value for name, value in _ENVIRONMENT.items() if name != "REPOSITORY_NAME"}

    job = read_job(own | {"PIPELINE_SETTINGS": settings})

    assert (job.repository_name, job.configured_baseline) == ("warehouse", "v2")


@pytest.mark.parametrize("text", ["{", "[]", '"x"'])
def test_settings_that_are_none_are_refused(text):
    with pytest.raises(JobError, match="PIPELINE_SETTINGS is not the value"):
        read_job(_ENVIRONMENT | {"PIPELINE_SETTINGS": text})


@pytest.mark.parametrize(
    ("version", "commit_id", "is_archive"),
    [("a" * 40, "a" * 40, False), ("b" * 64, "b" * 64, False), ("3sL4kqtJlcpXroDTDmJ", "", True), ("", "", False)],
)
def test_what_codepipeline_resolved_is_a_commit_or_the_version_of_an_archive(version, commit_id, is_archive):
    job = read_job(_ENVIRONMENT | {"CODEBUILD_RESOLVED_SOURCE_VERSION": version})

    assert (job.commit_id, job.is_archive) == (commit_id, is_archive)


def test_a_missing_variable_is_named():
    environment = {name: value for name, value in _ENVIRONMENT.items() if name not in ("EXECUTION_ID", "REVIEWS_TABLE")}

    with pytest.raises(JobError, match=r"must set EXECUTION_ID, REVIEWS_TABLE\."):
        read_job(environment)


def test_a_change_is_saved_and_summed_up(run, repository):
    base = repository.commit({"a": "1\n"})
    head = repository.commit({"a": "2\n", "b": "3\n"}, parents=[base])
    records = FakeRecords(deployments=[Deployment(base, "2026-10-01T08:00:00Z")])

    status, said, complaint = run(records, CODEBUILD_RESOLVED_SOURCE_VERSION=head)

    assert (status, complaint) == (0, "")
    assert (
        said
        == f"Captured 1 commits, 2 files, 3 changed lines, 0 redactions; compared with {base[:8]} (last_deployed).\n"
    )
    assert records.saved[0].captured.change.head == head


def test_the_candidate_is_the_resolved_commit_and_not_what_is_checked_out(run, repository):
    first = repository.commit({"a": "1\n"})
    repository.commit({"a": "2\n"}, parents=[first])
    records = FakeRecords()

    run(records, CODEBUILD_RESOLVED_SOURCE_VERSION=first)

    assert records.saved[0].captured.change.head == first


def test_a_decided_execution_is_left_alone(run, repository):
    repository.commit({"a": "1\n"})

    status, said, _ = run(FakeRecords(is_decided=True))

    assert (status, said) == (0, "This execution was decided on already; its record stays as it is.\n")


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"CODEBUILD_SRC_DIR": "/nowhere"}, "There is no such folder to review."),
        (
            {"CODEBUILD_RESOLVED_SOURCE_VERSION": "f" * 40},
            "The commit that CodePipeline resolved is not in the repository.",
        ),
        (
            {"BASELINE_COMMIT": "v9"},
            "The setting baseline_commit names a commit that is not in the repository: correct it.",
        ),
    ],
)
def test_what_cannot_be_extracted_is_one_sentence_in_the_log_and_on_the_record(run, repository, environment, sentence):
    repository.commit({"a": "1\n"})
    records = FakeRecords()

    status, _, complaint = run(records, **environment)

    assert (status, complaint) == (1, f"The change could not be extracted. {sentence}\n")
    assert records.errors == [complaint.strip()]
    assert records.saved == []


def test_a_repository_without_commits_is_said_to_have_none(run, repository):
    status, _, complaint = run(FakeRecords())

    assert (status, complaint) == (1, "The change could not be extracted. The repository has no commit yet.\n")


def test_a_machine_without_git_is_said_to_have_none(run, repository, monkeypatch):
    repository.commit({"a": "1\n"})

    status, _, complaint = run(FakeRecords(), PATH="/nowhere")

    assert (status, complaint) == (
        1,
        "The change could not be extracted: git is not installed, or a folder went away.\n",
    )


def test_a_full_disk_is_said_to_be_full(run, repository, monkeypatch):
    repository.commit({"a": "1\n"})
    monkeypatch.setattr(program, "open_repository", _full_disk)

    status, _, complaint = run(FakeRecords())

    assert (status, complaint) == (1, "The change could not be extracted: no space left on device.\n")


def _full_disk(_folder):
    raise OSError(28, "No space left on device", "/some/file")
