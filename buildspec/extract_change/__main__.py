"""
Step 3 and 4 as a program: find the change, save it, and fail with one sentence when that is impossible.

A failure is on the record too, so that the approver hears why there is no analysis.
"""

import errno
import os
import sys

from botocore.exceptions import BotoCoreError, ClientError

from buildspec.extract_change.archive import require_files_of
from buildspec.extract_change.baseline import BaselineError, choose_baseline
from buildspec.extract_change.change import Extraction, extract
from buildspec.extract_change.git import GitError
from buildspec.extract_change.job import Job, JobError, read_job
from buildspec.extract_change.records import Records, open_records
from buildspec.extract_change.repository import Repository, open_repository
from lambdas.shared.domain.change import is_nothing, short_commit
from lambdas.shared.domain.diff import DiffError


def main() -> int:
    """Exit status 0 when the change is on the record, 1 when it is not; what went wrong is on stderr."""
    try:
        job = read_job(os.environ)
    except JobError as error:
        return _complain(str(error))
    try:
        records = open_records(job)
        print(_capture(job, records))  # noqa: T201
    except (GitError, DiffError, BaselineError) as error:
        return _complain_on_record(records, f"The change could not be extracted. {error}")
    except OSError as error:
        return _complain_on_record(records, f"The change could not be extracted: {_fault(error)}.")
    except MemoryError:
        return _complain_on_record(records, "The change could not be extracted: the machine has too little memory.")
    except (ClientError, BotoCoreError) as error:
        return _complain(f"The change could not be saved: {_refusal(error)}.")
    return 0


def _capture(job: Job, records: Records) -> str:
    deployments = records.deployments()
    with open_repository(job.source) as repository:
        head = _candidate(repository, job.commit_id)
        if job.is_archive:
            require_files_of(head, job.source, repository)
        baseline = choose_baseline(repository, head, deployments=deployments, configured=job.configured_baseline)
        extraction = extract(repository, baseline, head)
    if not records.save(extraction):
        return "This execution was decided on already; its record stays as it is."
    return _outcome(extraction)


def _candidate(repository: Repository, commit_id: str) -> str:
    found = repository.resolve(commit_id or "HEAD")
    if found:
        return found
    if commit_id:
        raise GitError("The commit that CodePipeline resolved is not in the repository.")
    raise GitError("The repository has no commit yet.")


def _outcome(extraction: Extraction) -> str:
    change = extraction.captured.change
    base = "nothing" if is_nothing(change.base) else short_commit(change.base)
    return (
        f"Captured {len(change.commits)} commits, {len(change.files)} files, {change.changed_lines} changed lines, "
        f"{len(extraction.captured.redactions)} redactions; compared with {base} "
        f"({change.baseline_reason.value})."
    )


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


def _complain_on_record(records: Records, sentence: str) -> int:
    try:
        records.save_error(sentence)
    except (ClientError, BotoCoreError) as error:
        return _complain(f"{sentence} Nor could this be put on the record: {_refusal(error)}.")
    return _complain(sentence)


def _fault(error: OSError) -> str:
    """The operating system's word for it, without the file's name."""
    if error.errno == errno.ENOENT:
        return "git is not installed, or a folder went away"
    return (error.strerror or "the machine refused").lower()


def _refusal(error: ClientError | BotoCoreError) -> str:
    if isinstance(error, ClientError):
        return f"AWS answered {error.response['Error']['Code']} to {error.operation_name}"
    return f"AWS could not be reached ({type(error).__name__})"


if __name__ == "__main__":
    sys.exit(main())
