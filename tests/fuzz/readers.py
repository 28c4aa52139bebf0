"""Every reader of what comes from outside, with inputs near the right ones and the refusals it may answer with."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from hypothesis import strategies as st

from buildspec.extract_change.git import GitError
from buildspec.extract_change.job import JobError, read_job
from buildspec.extract_change.listing import read_entries
from buildspec.extract_change.sections import read_sections
from lambdas.shared.domain.answer import AnswerError, read_answer
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.assessment import assess, review_without_model
from lambdas.shared.domain.change import CapturedChange, Change
from lambdas.shared.domain.codec import ShapeError, from_data, to_data
from lambdas.shared.domain.deliveries import read_delivery
from lambdas.shared.domain.diff import DiffError, parse_diff
from lambdas.shared.domain.diff_names import read_names
from lambdas.shared.domain.events import RefusedEventError
from lambdas.shared.domain.evidence import read_evidence
from lambdas.shared.domain.grounding.ground import ground
from lambdas.shared.domain.jobs import read_job as read_pipeline_job
from lambdas.shared.domain.outcomes import read_outcome
from lambdas.shared.domain.pushes import read_push
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.redaction import redact_diff, redact_text
from lambdas.shared.domain.review import Review, TamperedReviewError, read_review
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.tampering import find_tampering
from lambdas.shared.domain.trail import START, Entry, entry_after, entry_of
from ops.failed_events import UnreadableError, read_object
from stacks.settings import SettingsError, read_settings
from tests.events import recorded
from tests.fuzz.mutations import mutated, spliced, spliced_bytes
from tests.unit.sample_briefs import BASE, DIFF, sample_change, sample_review
from tests.unit.test_answer import REVIEW as ANSWER
from tests.unit.test_answer import response, tool_use

_EVENTS = [json.loads(path.read_text()) for path in sorted(Path("tests/events").glob("*.json"))]
_RAW = b":100644 100644 " + b"1" * 40 + b" " + b"2" * 40 + b" R087\0old name\0new\0"
_JUNIT = b'<testsuites><testsuite><testcase name="a"/><testcase><failure/></testcase></testsuite></testsuites>'
_SARIF = json.dumps(
    {
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "bandit", "rules": [{"id": "B1"}]}},
                "results": [
                    {
                        "ruleId": "B1",
                        "level": "error",
                        "message": {"text": "Bad."},
                        "locations": [
                            {"physicalLocation": {"artifactLocation": {"uri": "a.py"}, "region": {"startLine": 1}}}
                        ],
                    }
                ],
            }
        ],
    }
).encode()


_PARAMETERS = '{"pipeline_name": "sorting", "execution_id": "e-1"}'
_JOB = {
    "CodePipeline.job": {
        "id": "j-1",
        "accountId": "111122223333",
        "data": {
            "actionConfiguration": {"configuration": {"FunctionName": "check", "UserParameters": _PARAMETERS}},
            "inputArtifacts": [
                {"name": "BuildOutput", "location": {"s3Location": {"bucketName": "b", "objectKey": "k"}}}
            ],
            "artifactCredentials": {"accessKeyId": "a", "secretAccessKey": "b", "sessionToken": "c"},
        },
    }
}
_KEYS = {"execution_id": {"S": "e-1"}, "item": {"S": "EXECUTION"}}
_FAILED = {
    "requestContext": {"functionArn": "arn:aws:lambda:eu-west-1:111122223333:function:f", "condition": "RetryAttempts"},
    "DDBStreamBatchInfo": {"batchSize": 1},
    "timestamp": "2026-11-23T06:09:23.000Z",
    "payload": {"Records": [{"eventName": "INSERT", "dynamodb": {"Keys": _KEYS, "NewImage": _KEYS}}]},
}


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    inputs: st.SearchStrategy[Any]
    read: Callable[[Any], object]
    refusals: tuple[type[Exception], ...] = ()


def readers() -> Iterator[Reader]:
    """All of them. What raises anything but its refusals has a fault."""
    events = mutated(_EVENTS)
    yield Reader("approval event", events, read_approval, (RefusedEventError,))
    yield Reader("outcome event", events, read_outcome, (RefusedEventError,))
    yield Reader("push event", events, read_push, (RefusedEventError,))
    mails = mutated([recorded(name) for name in ("mail_bounced", "mail_complained", "mail_sent")]).filter(_is_object)
    yield Reader("what happens to a mail", mails, _delivery, (RefusedEventError,))
    yield Reader("job of a pipeline", mutated([_JOB]).filter(_is_object), _job, (RefusedEventError,))
    yield Reader("failed batch", mutated([_FAILED]).map(json.dumps), _failed, (UnreadableError,))
    yield Reader("review", mutated([to_data(sample_review())]), _review, (ShapeError,))
    saved = [sample_review().to_data()]
    yield Reader("saved review", mutated(saved), read_review, (ShapeError, TamperedReviewError))
    captured = to_data(CapturedChange(sample_change()))
    yield Reader("captured change", mutated([captured]), lambda data: from_data(CapturedChange, data), (ShapeError,))
    settings = to_data(PipelineSettings("a@example.com", "offline", "shop", build=True))
    yield Reader(
        "pipeline's settings", mutated([settings]), lambda data: from_data(PipelineSettings, data), (ShapeError,)
    )
    yield Reader("record", mutated([_record()]), _tampering)
    yield Reader(
        "model's answer",
        mutated([response(tool_use(ANSWER)), _in_text()]).filter(_is_object),
        read_answer,
        (AnswerError,),
    )
    yield Reader("answer in a text", spliced([json.dumps(ANSWER)]), _answer_in_text, (AnswerError,))
    yield Reader("diff", spliced([DIFF]), parse_diff, (DiffError,))
    yield Reader("diff that is reviewed", spliced([DIFF]), _reviewed, (DiffError,))
    yield Reader("diff that an answer is held against", spliced([DIFF]), _grounded, (DiffError,))
    yield Reader("diff that is redacted", spliced([DIFF]), _redacted)
    yield Reader("text that is redacted", spliced(["Use AKIA in password = 'x' https://a:b@c"]), redact_text)
    yield Reader("names of a diff", spliced([DIFF[:200], 'diff --git "a/\\303" "b/\\303"\n']), read_names)
    yield Reader("sections of a diff", spliced([DIFF]), lambda text: list(read_sections(text)), (DiffError,))
    yield Reader("git's list of files", spliced_bytes([_RAW]), read_entries, (GitError,))
    yield Reader("test results", spliced_bytes([_JUNIT]), lambda data: read_evidence({"junit.xml": data}))
    yield Reader("scan results", spliced_bytes([_SARIF]), lambda data: read_evidence({"a.sarif": data}))
    yield Reader("build's words", spliced_bytes([b'{"status": "passed", "commands": 2}']), _build)
    yield Reader(
        "extraction's environment", st.dictionaries(st.sampled_from(_VARIABLES), st.text()), read_job, (JobError,)
    )
    toml = Path("tests/infra/settings.toml").read_text(encoding="utf-8")
    yield Reader("settings file", spliced([toml]), _settings_file, (SettingsError,))


_VARIABLES = (
    *("EXECUTION_ID", "PIPELINE_NAME", "REVIEWS_TABLE", "REVIEWS_BUCKET", "AWS_REGION", "CODEBUILD_BUILD_NUMBER"),
    *("CODEBUILD_BUILD_ARN", "CODEBUILD_SRC_DIR"),
)


def _delivery(event: Any) -> object:
    return read_delivery(event, account_id="111122223333")


def _job(event: Any) -> object:
    return read_pipeline_job(event, account_id="111122223333")


def _failed(text: str) -> object:
    return read_object("aws/lambda/x/2026-11-23T06.09.23-1", text.encode())


def _review(data: Any) -> None:
    """What could be read can be written, and read again as the same."""
    review = from_data(Review, data)
    assert read_review(review.to_data()) == review


def _record() -> dict[str, Any]:
    main = {"execution_id": "e-1", "status": "REVIEWED", "commit_id": BASE, "review_digest": "0" * 64}
    entry = entry_after(START, "e-1", at="2026-11-23T02:17:23Z", event="review saved", details=main)
    main = {**main, "trail_length": 1, "trail_hash": entry.hash}
    return {"main": main, "approvals": {"a-1": {"status": "WAITING"}}, "trail": [to_data(entry)]}


def _tampering(data: Any) -> None:
    """A record that somebody wrote by hand, as far as DynamoDB gives it back."""
    parts = data if isinstance(data, dict) else {}
    main, approvals = ({} if not isinstance(parts.get(name), dict) else parts[name] for name in ("main", "approvals"))
    by_id = {id_: each for id_, each in approvals.items() if isinstance(each, dict)}
    found = find_tampering(Record("e-1", main, by_id, _entries(parts.get("trail"))))
    assert all(sentence.endswith(".") for sentence in found)


def _entries(trail: object) -> tuple[Entry, ...]:
    told = [entry for entry in trail if isinstance(entry, dict)] if isinstance(trail, list) else []
    return tuple(entry_of(item) for item in told)


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _in_text() -> dict[str, Any]:
    return response({"text": json.dumps(ANSWER)}, stop_reason="end_turn")


def _answer_in_text(text: str) -> object:
    return read_answer(response({"text": text}, stop_reason="end_turn"))


def _change_of(diff: str) -> Change:
    return replace(sample_change(), files=tuple(file for file in sample_change().files if file.path in diff))


def _reviewed(diff: str) -> None:
    assessment = assess(CapturedChange(_change_of(diff)), diff)
    _review(review_without_model(assessment, reason="No model.").to_data())


def _grounded(diff: str) -> None:
    answer = read_answer(response(tool_use(ANSWER)))
    grounded = ground(answer, _change_of(diff), parse_diff(diff))
    assert len(grounded.findings) <= len(answer.findings)


def _redacted(diff: str) -> None:
    redacted, _ = redact_diff(diff)
    assert redacted.count("\n") == diff.count("\n")


def _build(data: bytes) -> None:
    assert read_evidence({"build.json": data}).build


def _settings_file(text: str) -> None:
    with NamedTemporaryFile("w", suffix=".toml", encoding="utf-8", errors="replace") as file:
        file.write(text)
        file.flush()
        read_settings(Path(file.name), {})
