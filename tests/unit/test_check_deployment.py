"""Before a deployment: what was approved, by whom it had to be, is what is deployed; else the pipeline stops."""

import json
from dataclasses import replace

import pytest

from lambdas.check_deployment import checker as checker_module
from lambdas.check_deployment import handler as step
from lambdas.check_deployment.checker import Checker
from lambdas.shared.aws import brief_sender
from lambdas.shared.aws import observer as observer_module
from lambdas.shared.aws.artifact_reader import Measured
from lambdas.shared.domain.attempts import MailKind
from lambdas.shared.domain.candidate import Artifact
from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.events import RefusedEventError
from lambdas.shared.domain.jobs import read_job
from lambdas.shared.domain.segregation import Push
from lambdas.shared.domain.settings import DeploymentCheck, SelfApproval
from lambdas.shared.domain.tampering import find_tampering
from lambdas.shared.domain.trail import read_head
from tests.unit.fake_codepipeline import COMMIT, FakeCodePipeline
from tests.unit.fake_world import SETTINGS, FakePushes, World
from tests.unit.sample_briefs import sample_change, sample_review

STS = "arn:aws:sts::111122223333:assumed-role/Approvers"
GRACE, HEDY, ADA = f"{STS}/grace@example.com", f"{STS}/hedy@example.com", f"{STS}/ada@example.com"
COMMITS = (
    Commit(COMMIT, "Ada Lovelace <ada@example.com>", "<b>Choose</b>", author_email="ada@example.com"),
    Commit("d" * 40, "Charles Babbage <charles@example.com>", "Cut", author_email="charles@example.com"),
)
REVIEW = sample_review(change=replace(sample_change(), head=COMMIT, commits=COMMITS))
BUILT = Artifact("BuildOutput", "artifacts", "sorting/BuildOutpu/x", 12, "2026-08-24T06:04:00Z", "e-tag", "f" * 64)


class FakeArtifacts:
    def __init__(self):
        self.measured = Measured((BUILT,), ())

    def measure(self, _job):
        return self.measured


class FakeJobs:
    def __init__(self):
        self.answers = []

    def succeed(self, job_id, *, summary):
        sentence, _, head = summary.partition(" Trail: ")
        self.answers.append((job_id, "Succeeded", sentence))
        self.head = read_head(f"Trail: {head}")

    def fail(self, job_id, *, message):
        self.answers.append((job_id, "Failed", message))


class Deployment:
    """An execution that is about to deploy, and the step that checks it."""

    def __init__(self, monkeypatch, lambda_context, **pipeline):
        self.world, self.artifacts, self.jobs, self.slept = World(), FakeArtifacts(), FakeJobs(), []
        self.pushes = FakePushes()
        self.pipeline = FakeCodePipeline(**{"approvers": (GRACE, HEDY), **pipeline})
        self.settings = replace(SETTINGS, approvals=self.pipeline.required, second_approver_email="second@example.com")
        self.context = lambda_context
        for module in (checker_module, observer_module):
            monkeypatch.setattr(module, "read_settings", lambda _name: self.settings)
        checker = Checker(self.world.observer, self.artifacts, self.pushes, self.world.clock, self.slept.append)
        monkeypatch.setattr(step, "checker", lambda: checker)
        monkeypatch.setattr(step, "jobs", lambda: self.jobs)
        self.world.records.capture("e-1")
        self.world.reviews.save_review("e-1", REVIEW)

    def approve(self):
        """CodePipeline knows; no event has told the record."""
        self.pipeline.build()
        self.pipeline.open_approval()
        self.pipeline.approve()
        self.show()

    def show(self, **execution):
        self.world.pipelines.executions = {"e-1": replace(self.pipeline.moments[-1].execution, **execution)}
        self.world.clock.at = self.pipeline.at

    def check(self, job=None):
        step.handler(job or an_event(), self.context)
        return self.jobs.answers[-1]

    @property
    def record(self):
        return self.world.reviews.read("e-1")


def an_event(**told):
    parameters = json.dumps({"pipeline_name": "sorting", "execution_id": "e-1", **told})
    place = {"bucketName": "artifacts", "objectKey": "sorting/BuildOutpu/x"}
    data = {
        "actionConfiguration": {"configuration": {"FunctionName": "check", "UserParameters": parameters}},
        "inputArtifacts": [{"name": "BuildOutput", "location": {"type": "S3", "s3Location": place}, "revision": None}],
        "outputArtifacts": [],
        "artifactCredentials": {"accessKeyId": "id", "secretAccessKey": "hidden-1", "sessionToken": "hidden-2"},
    }
    return {"CodePipeline.job": {"id": "job-1", "accountId": "111122223333", "data": data}}


@pytest.fixture
def deployment(monkeypatch, lambda_context):
    return Deployment(monkeypatch, lambda_context)


@pytest.fixture
def approved(deployment):
    deployment.approve()
    return deployment


def test_what_was_approved_is_deployed_and_bound_to_its_approval(approved):
    answer = approved.check()

    main = approved.record.main
    bound = main["deployment_check"]
    assert answer == ("job-1", "Succeeded", "What is about to be deployed is what was approved.")
    assert (main["check_result"], bound["result"], bound["irregularities"]) == ("PASSED", "PASSED", [])
    assert (bound["execution_id"], bound["commit_id"], bound["diff_sha256"]) == ("e-1", COMMIT, "d" * 64)
    assert bound["review_digest"] == REVIEW.to_data()["digest"]
    assert (bound["model_id"], bound["prompt_version"]) == (REVIEW.model.id, REVIEW.model.prompt_version)
    (artifact,) = bound["artifacts"]
    assert (artifact["name"], artifact["sha256"], artifact["last_modified"]) == (
        BUILT.name,
        BUILT.sha256,
        BUILT.last_modified,
    )
    (approval,) = bound["approvals"]
    assert (approval["decided_by"], approval["decided_at"]) == (GRACE, "2026-08-24T06:12:00Z")
    assert approval["comment"]
    assert approved.record.trail[-1].event == "deployment check passed"
    assert approved.jobs.head == approved.record.head
    assert find_tampering(approved.record) == ()


def test_an_event_that_is_lost_or_late_stops_no_deployment(approved):
    assert not approved.record.approvals

    approved.check()

    assert approved.record.main["decision"] == "APPROVED"
    assert approved.slept == []


def test_a_decision_that_the_api_does_not_tell_yet_is_waited_for(approved):
    late = approved.world.pipelines.executions
    approved.world.pipelines.executions = {"e-1": approved.pipeline.moments[-2].execution}

    def tell(_seconds):
        approved.world.pipelines.executions = late

    approved.slept = []
    object.__setattr__(step.checker(), "sleep", tell)

    assert approved.check()[1] == "Succeeded"


def test_without_an_approval_nothing_is_deployed(deployment):
    deployment.pipeline.build()
    deployment.show()

    answer = deployment.check()

    assert answer == ("job-1", "Failed", "Not deployed. Nobody has approved this execution.")
    assert deployment.record.main["check_result"] == "REFUSED"
    assert 10 < sum(deployment.slept) < 30


def test_another_commit_than_the_approved_one_is_not_deployed(approved):
    approved.show(commit_id="e" * 40)

    _, status, sentence = approved.check()

    assert status == "Failed"
    assert sentence == "Not deployed. Commit cccccccc was approved, commit eeeeeeee is about to be deployed."


def test_a_review_of_another_commit_was_no_review_of_this_one(deployment):
    deployment.world.reviews.amend("e-1", lambda _: None)
    other = replace(REVIEW, change=replace(REVIEW.change, head="e" * 40))
    deployment.world.records.capture("e-1", diff_sha256="1" * 64)
    deployment.world.reviews.save_review("e-1", other)
    deployment.approve()

    assert "The review is of commit eeeeeeee" in deployment.check()[2]


def test_a_commit_that_codepipeline_does_not_name_is_not_deployed(approved):
    approved.show(commit_id=None)

    assert "does not tell which commit" in approved.check()[2]


def test_of_an_archive_in_s3_the_commit_is_the_one_that_extraction_read_in_it(approved):
    approved.show(commit_id=None, archive_version="Nk3.version")

    assert approved.check()[1] == "Succeeded"
    assert approved.record.main["deployment_check"]["archive_version"] == "Nk3.version"


def _tamper(world, **main):
    record = world.records.records["e-1"]
    world.records.records["e-1"] = replace(record, main={**record.main, **main})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"risk_level": "low"}, "The trail does not tell what the record says of risk_level."),
        ({"commit_id": "e" * 40}, "The trail does not tell what the record says of commit_id."),
        ({"trail_hash": "0" * 64}, "Entry 3 of the trail is missing, altered or out of place."),
    ],
)
def test_a_record_that_was_changed_by_hand_lets_nothing_pass(approved, change, sentence):
    _tamper(approved.world, **change)

    _, status, said = approved.check()

    assert status == "Failed"
    assert said == f"Not deployed. The record of this execution was changed behind its trail. {sentence}"


def test_a_review_that_was_exchanged_lets_nothing_pass(approved):
    packed = dict(approved.record.main)["review"]
    _tamper(approved.world, review=packed[:-9] + b"123456789")

    assert "not the one that was saved" in approved.check()[2]


def test_a_change_that_was_read_again_after_its_review_needs_another(approved):
    _tamper(approved.world, diff_sha256="9" * 64)

    assert approved.check()[1] == "Failed"


def test_an_artifact_that_was_written_after_the_approval_had_opened_is_not_deployed(approved):
    approved.artifacts.measured = Measured((replace(BUILT, last_modified="2026-08-24T06:06:00Z"),), ())

    said = approved.check()[2]

    assert said.startswith("Not deployed. The artifact BuildOutput was written at 2026-08-24T06:06:00Z, after")


def test_an_artifact_that_cannot_be_read_is_told_and_stops_nothing(approved):
    approved.artifacts.measured = Measured((), ("BuildOutput",))

    _, status, said = approved.check()

    assert status == "Succeeded"
    assert said.startswith("Deployed, but not in order. The artifact BuildOutput could not be read")
    assert approved.record.main["check_result"] == "FLAGGED"


def test_an_approval_before_there_was_a_review_is_told_and_stops_nothing(monkeypatch, lambda_context):
    deployment = Deployment(monkeypatch, lambda_context)
    deployment.world.records.records.clear()
    deployment.world.records.capture("e-1")
    deployment.approve()

    _, status, said = deployment.check()

    assert status == "Succeeded"
    assert "approved before there was a review" in said


@pytest.mark.parametrize(
    ("self_approval", "status", "result"),
    [(SelfApproval.FLAG, "Succeeded", "FLAGGED"), (SelfApproval.REFUSE, "Failed", "REFUSED")],
)
def test_an_approver_who_is_an_author_is_flagged_or_refused(monkeypatch, lambda_context, self_approval, status, result):
    deployment = Deployment(monkeypatch, lambda_context, approvers=(ADA,))
    deployment.settings = replace(deployment.settings, self_approval=self_approval)
    deployment.approve()

    answer = deployment.check()

    assert answer[1] == status
    assert "ada@example.com approved and seems to have written 1 (cccccccc) of the 2 commits." in answer[2]
    assert deployment.record.main["check_result"] == result
    assert "<b>" not in str(deployment.record.main["deployment_check"])


def test_a_pusher_whom_the_trigger_names_is_recognised(approved):
    approved.show(trigger_type="WebhookV2", trigger_detail='{"pusher":{"email":"grace@example.com"}}')

    assert "pushed 1 (cccccccc)" in approved.check()[2]


def test_whoever_starts_an_execution_by_hand_has_pushed_nothing(approved):
    approved.show(trigger_type="StartPipelineExecution", trigger_detail=GRACE)

    assert approved.check()[2].startswith("What is about to be deployed")


@pytest.mark.parametrize("commit_id", [COMMIT, "d" * 40])
@pytest.mark.parametrize(
    ("self_approval", "status"), [(SelfApproval.FLAG, "Succeeded"), (SelfApproval.REFUSE, "Failed")]
)
def test_an_approver_who_pushed_a_commit_of_the_change_is_flagged_or_refused(
    approved, commit_id, self_approval, status
):
    """Whoever wrote it: CodeCommit named the caller."""
    approved.settings = replace(approved.settings, self_approval=self_approval)
    approved.pushes.kept = [Push(commit_id, HEDY), Push(commit_id, GRACE.replace("Approvers", "Developers"))]

    answer = approved.check()

    said = f"grace@example.com approved and seems to have pushed 1 ({commit_id[:8]}) of the 2 commits."
    assert answer[1] == status
    assert said in answer[2]
    (irregularity,) = approved.record.main["deployment_check"]["irregularities"]
    assert (irregularity["rule"], irregularity["stops"]) == ("own_change", status == "Failed")


def test_who_pushed_the_deployed_commit_is_on_the_record_and_another_pusher_stops_nothing(approved):
    approved.pushes.kept = [Push(COMMIT, HEDY), Push("d" * 40, ADA), Push("e" * 40, GRACE)]

    answer = approved.check()

    assert answer[2] == "What is about to be deployed is what was approved."
    assert approved.record.main["deployment_check"]["pushed_by"] == [HEDY]


def test_a_pusher_is_compared_where_there_is_no_review_to_tell_the_commits(monkeypatch, lambda_context):
    deployment = Deployment(monkeypatch, lambda_context)
    deployment.world.records.records.clear()
    deployment.world.records.capture("e-1")
    deployment.pushes.kept = [Push(COMMIT, GRACE)]
    deployment.approve()

    deployment.check()

    told = [each["text"] for each in deployment.record.main["deployment_check"]["irregularities"]]
    assert "grace@example.com approved and seems to have pushed 1 (cccccccc)." in told


def test_an_approver_without_a_name_is_told_and_refused_where_authors_are(monkeypatch, lambda_context):
    for self_approval, status in ((SelfApproval.FLAG, "Succeeded"), (SelfApproval.REFUSE, "Failed")):
        deployment = Deployment(monkeypatch, lambda_context, approvers=("arn:aws:iam::111122223333:root",))
        deployment.settings = replace(deployment.settings, self_approval=self_approval)
        deployment.approve()

        answer = deployment.check()

        assert answer[1] == status
        assert "names nobody who could be compared" in answer[2]


@pytest.mark.parametrize(
    ("second", "status", "sentence"),
    [
        (HEDY, "Succeeded", "What is about to be deployed is what was approved."),
        (GRACE, "Failed", "seem to be one"),
        (f"{STS.replace('Approvers', 'Admins')}/Grace@example.com", "Failed", "seem to be one"),
        (f"{STS}/botocore-session-1790000000", "Failed", "names nobody"),
    ],
)
def test_two_approvals_are_those_of_two_people(monkeypatch, lambda_context, second, status, sentence):
    deployment = Deployment(monkeypatch, lambda_context, required=2, approvers=(GRACE, second))
    deployment.approve()

    answer = deployment.check()

    assert answer[1] == status
    assert sentence in answer[2]


def test_one_of_two_approvals_is_not_enough(monkeypatch, lambda_context):
    deployment = Deployment(monkeypatch, lambda_context, required=2)
    deployment.pipeline.open_approval()
    deployment.pipeline.approve_once()
    deployment.show()

    assert deployment.check()[2] == "Not deployed. Only 1 of the 2 people who have to have approved this execution."


def test_by_setting_the_check_only_reports(deployment):
    deployment.settings = replace(deployment.settings, deployment_check=DeploymentCheck.REPORT)
    deployment.pipeline.build()
    deployment.show()

    answer = deployment.check()

    assert answer == ("job-1", "Succeeded", "Deployed, but not in order. Nobody has approved this execution.")
    assert deployment.record.main["check_result"] == "FLAGGED"


def test_a_rollback_is_held_against_the_approval_of_what_it_brings_back(monkeypatch, lambda_context):
    deployment = Deployment(monkeypatch, lambda_context, approvers=(ADA,))
    deployment.settings = replace(deployment.settings, self_approval=SelfApproval.REFUSE)
    deployment.approve()
    first = deployment.world.pipelines.executions["e-1"]
    deployment.world.observer.add_approvals(first)
    rollback = replace(first, execution_id="e-2", actions=(), rollback_target="e-1", commit_id=None)
    deployment.world.pipelines.executions["e-2"] = rollback

    answer = deployment.check(an_event(execution_id="e-2"))

    assert answer[1] == "Succeeded"
    assert deployment.record.trail[-1].event == "rollback check passed"
    assert "check_result" not in deployment.record.main
    assert not deployment.world.reviews.read("e-2").exists


def test_a_rollback_to_what_nobody_approved_is_refused(deployment):
    execution = FakeCodePipeline()
    execution.build()
    rollback = replace(execution.moments[-1].execution, execution_id="e-2", actions=(), rollback_target="e-1")
    deployment.world.pipelines.executions = {"e-2": rollback}

    assert deployment.check(an_event(execution_id="e-2"))[1] == "Failed"


def test_a_check_that_fails_itself_stops_the_deployment_and_is_heard_of(approved, capsys):
    approved.world.pipelines.executions = {}

    approved.check()

    assert '"DeploymentCheckFailed"' in capsys.readouterr().out
    assert approved.jobs.answers == [
        (
            "job-1",
            "Failed",
            "Not deployed. The check itself failed, and its log says why; retry the stage when the cause is mended.",
        )
    ]


def test_a_check_whose_answer_was_lost_answers_again_and_tells_the_trail_once(approved):
    """Lambda calls again, with the same job."""
    approved.check()
    approved.world.clock.pass_minutes(1)

    answer = approved.check()

    assert answer[1] == "Succeeded"
    assert [entry.event for entry in approved.record.trail if "check" in entry.event] == ["deployment check passed"]


def test_a_check_that_runs_again_after_the_cause_is_mended_passes(deployment):
    deployment.pipeline.build()
    deployment.show()
    deployment.check()
    deployment.approve()

    answer = deployment.check()

    assert answer[1] == "Succeeded"
    assert [entry.event for entry in deployment.record.trail if "check" in entry.event] == [
        "deployment check refused",
        "deployment check passed",
    ]


def test_what_is_no_job_is_refused():
    other = an_event()
    other["CodePipeline.job"]["accountId"] = "999999999999"
    for event in ({}, {"CodePipeline.job": {"id": "1", "data": {}}}, {"CodePipeline.job": None}, other, []):
        with pytest.raises(RefusedEventError):
            read_job(event, account_id="111122223333")


def test_credentials_of_a_job_are_not_shown():
    assert "hidden" not in repr(read_job(an_event(), account_id="111122223333"))


def _tell(deployment, monkeypatch):
    monkeypatch.setattr(brief_sender, "read_settings", lambda _name: deployment.settings)
    kinds = [deployment.world.sender.send_due("e-1") for _stream_calls in range(2)]
    return kinds, deployment.world.mailer.letters


def test_the_second_address_is_told_once_of_an_approver_who_is_an_author(monkeypatch, lambda_context):
    deployment = Deployment(monkeypatch, lambda_context, approvers=(ADA,))
    deployment.approve()
    deployment.check()

    kinds, (letter,) = _tell(deployment, monkeypatch)

    assert kinds == [MailKind.CHECK, None]
    assert letter.to == ("second@example.com",)
    assert letter.subject == "[sorting] Approval not in order"
    assert "approved and seems to have written 1 (cccccccc) of the 2 commits" in " ".join(letter.text.split())
    assert "#/" not in letter.text  # to the pipeline: nothing is left to be approved
    assert find_tampering(deployment.record) == ()


def test_of_a_refusal_the_approvers_are_told_too(monkeypatch, lambda_context):
    deployment = Deployment(monkeypatch, lambda_context, required=2, approvers=(GRACE, GRACE))
    deployment.settings = replace(deployment.settings, second_approver_email="other@example.com")
    deployment.approve()
    deployment.check()
    deployment.check()

    kinds, (letter,) = _tell(deployment, monkeypatch)

    assert kinds == [MailKind.CHECK, None]
    assert letter.to == ("approver@example.com", "other@example.com", "second@example.com")
    assert letter.subject == "[sorting] Not deployed"
    assert "seem to be one" in " ".join(letter.html.split())


def test_where_all_is_in_order_nobody_is_mailed(approved, monkeypatch):
    approved.check()

    assert _tell(approved, monkeypatch) == ([None, None], [])


def test_without_a_second_address_a_flag_is_on_the_record_and_sets_off_the_alarm_alone(monkeypatch, lambda_context):
    deployment = Deployment(monkeypatch, lambda_context, approvers=(ADA,))
    deployment.settings = replace(deployment.settings, escalation_email=None)
    deployment.approve()
    deployment.check()

    assert _tell(deployment, monkeypatch) == ([None, None], [])
