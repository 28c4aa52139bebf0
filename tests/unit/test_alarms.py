"""Each alarm goes off by what the code really tells CloudWatch, or by AWS's own metric of its name, and not else."""

import importlib
from dataclasses import replace

import pytest
from botocore.exceptions import ReadTimeoutError

from lambdas.analyze_change import handler as analyze_change
from lambdas.reconcile import handler as reconcile
from lambdas.reconcile import overdue
from lambdas.reconcile import reconciler as reconciler_module
from lambdas.reconcile.reconciler import Reconciler
from lambdas.reconcile.turns import Forgetful
from lambdas.record_delivery import handler as record_delivery
from lambdas.shared.aws import announcer as announcer_module
from lambdas.shared.aws import brief_sender, observer
from lambdas.shared.aws.announcer import Announcer
from lambdas.shared.aws.mailer import MailRefusedError
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.model_errors import ModelAccessDeniedError
from lambdas.shared.domain.signals import Signal
from tests.events import recorded
from tests.infra.test_least_privilege import STEPS
from tests.unit.alarms import alarm, alarms, points_of, resources
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.fake_world import SETTINGS, FakeFailedEvents, World
from tests.unit.sample_briefs import sample_review
from tests.unit.test_analyze_change import _task
from tests.unit.test_analyze_change_handler import DIGEST, FakeChanges, FakeReviews
from tests.unit.test_announcements import TOLD, FakeSns
from tests.unit.test_check_deployment import ADA, Deployment
from tests.unit.test_deliveries import told

_OURS = sorted(each.name for each in alarms() if each.properties["Namespace"] == "DeploymentReview")
_OF_AWS = sorted(each.name for each in alarms() if each.properties["Namespace"] != "DeploymentReview")
_METRICS_OF_AWS = {
    "AWS/Lambda": {"Errors", "Throttles", "Invocations", "IteratorAge", "DestinationDeliveryFailures"},
    "AWS/SQS": {"ApproximateNumberOfMessagesVisible"},
}


@pytest.fixture
def world(monkeypatch):
    """An approval waits for the mail about a reviewed change."""
    world = World()
    for module in (brief_sender, observer, overdue):
        monkeypatch.setattr(module, "read_settings", lambda _name: SETTINGS)
    monkeypatch.setattr(reconciler_module, "pipelines_under_review", lambda: ("sorting",))
    monkeypatch.setattr(record_delivery, "reviews", lambda: world.reviews)
    return world


class Happening:
    """What is done so that an alarm goes off; each method has the name of its alarm."""

    def __init__(self, world, monkeypatch, context):
        self.world = world
        self.monkeypatch = monkeypatch
        self.context = context

    def MailRefused(self):  # noqa: N802
        self._refused("MessageRejected")

    def MailPaused(self):  # noqa: N802
        self._refused("SendingPausedException")

    def MailBounced(self):  # noqa: N802
        self._told("mail_bounced")

    def MailComplained(self):  # noqa: N802
        self._told("mail_complained")

    def MailRejected(self):  # noqa: N802
        self._told("mail_rejected")

    def MailDelayed(self):  # noqa: N802
        self._told("mail_delayed")

    def NoAnalysis(self):  # noqa: N802
        self.world.records.fail_to_capture("e-2", "The repository has no commit yet.")
        self.world.sender.send_due("e-2")

    def AnnouncementRefused(self):  # noqa: N802
        self.monkeypatch.setattr(announcer_module, "read_settings", lambda _name: TOLD)
        sns = FakeSns()
        sns.is_refusing = True
        self._waiting()
        self.world.sender.send_due("e-1")
        announcer = Announcer(self.world.reviews, "https://console.aws.amazon.com", self.world.clock, sns)
        assert announcer.announce_due("e-1") == (0, 1)

    def ModelsExhausted(self):  # noqa: N802
        self._analyze(_task())

    def CostCapReached(self):  # noqa: N802
        self._analyze(_task(max_cost_usd=0.0))

    def DeploymentRefused(self):  # noqa: N802
        deployment = Deployment(self.monkeypatch, self.context)
        deployment.pipeline.build()
        deployment.show()
        assert deployment.check()[1] == "Failed"

    def DeploymentCheckFailed(self):  # noqa: N802
        deployment = Deployment(self.monkeypatch, self.context)
        assert "failed" in deployment.check()[2]  # CodePipeline does not know the execution

    def ApproverIsAuthor(self):  # noqa: N802
        deployment = Deployment(self.monkeypatch, self.context, approvers=(ADA,))
        deployment.approve()
        assert deployment.check()[1] == "Succeeded"

    def EventsFailed(self):  # noqa: N802
        self._reconcile(failed=3)

    def ApprovalsUnheard(self):  # noqa: N802
        self._waiting()
        self.world.mailer.failures = [(ReadTimeoutError(endpoint_url="https://email"), False)] * 9
        self.world.clock.pass_minutes(20)
        with pytest.raises(ExceptionGroup):
            self._reconcile()

    def ReviewsOverdue(self):  # noqa: N802
        self._waiting(has_review=False)
        self.world.clock.pass_minutes(20)
        self._reconcile()

    def EventsMissed(self):  # noqa: N802
        pipeline = FakeCodePipeline()
        pipeline.build()
        pipeline.supersede()
        for execution_id in ("e-1", "e-2", "e-3"):
            self.world.records.capture(execution_id)
            execution = replace(pipeline.moments[-1].execution, execution_id=execution_id)
            self.world.pipelines.executions[execution_id] = execution
        self._reconcile()

    def ReconcileIsUnfinished(self):  # noqa: N802
        self._waiting()
        left = iter([100_000] * 2)
        self.context.get_remaining_time_in_millis = lambda: next(left, 1)
        for _run in range(3):
            left = iter([100_000] * 2)
            self._reconcile()

    def _waiting(self, *, has_review=True):
        self.world.records.capture("e-1")
        if has_review:
            self.world.reviews.save_review("e-1", sample_review(evidence=None))
        self.world.reviews.add_approval(read_approval(recorded("approval_started")), timeout_minutes=10_080)
        pipeline = FakeCodePipeline()
        pipeline.open_approval()
        self.world.pipelines.executions = {"e-1": pipeline.moments[-1].execution}

    def _refused(self, code):
        self._waiting()
        self.world.mailer.failures = [(MailRefusedError(code), False)]
        with pytest.raises(MailRefusedError):
            self.world.sender.send_due("e-1")

    def _told(self, name):
        self._waiting()
        self.world.sender.send_due("e-1")
        record_delivery.handler(told(name), self.context)

    def _analyze(self, task):
        self.monkeypatch.setattr(analyze_change, "reviews", FakeReviews)
        self.monkeypatch.setattr(analyze_change, "changes", FakeChanges)
        self.monkeypatch.setattr(analyze_change, "model", _NoAccess)
        self.monkeypatch.setattr(analyze_change, "read_settings", lambda _name: task.settings)
        values = {"execution_id": "e-1", "pipeline_name": "orders", "created_at": "2026-08-24T06:00:00Z"}
        values["diff_sha256"] = DIGEST
        image = {name: {"S": value} for name, value in values.items()}
        record = {"dynamodb": {"NewImage": image, "SequenceNumber": "1"}, "eventSource": "aws:dynamodb"}
        assert analyze_change.handler({"Records": [record]}, self.context) == {"batchItemFailures": []}

    def _reconcile(self, *, failed=0):
        """The function's metrics carry the name of its service, which it reads as it is imported."""
        self.monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "reconcile")
        step = importlib.reload(reconcile)
        self.monkeypatch.setattr(step, "reconciler", lambda: Reconciler(self.world.sender))
        self.monkeypatch.setattr(step, "progress", Forgetful)
        self.monkeypatch.setattr(step, "failed_events", lambda: FakeFailedEvents(failed))
        step.handler({}, self.context)


class _NoAccess:
    def converse(self, _request):
        raise ModelAccessDeniedError("The model may not be used by this account or role.")


@pytest.fixture
def happening(world, monkeypatch, lambda_context):
    yield Happening(world, monkeypatch, lambda_context)
    monkeypatch.undo()
    importlib.reload(reconcile)


@pytest.mark.parametrize("name", _OURS)
def test_an_alarm_goes_off_when_what_it_is_for_happens(happening, capsys, name):
    getattr(happening, name)()

    points = points_of(capsys.readouterr().out)
    periods = [[point] for point in points if point == alarm(name).point(point.value)]
    if alarm(name).properties["EvaluationPeriods"] == 1:
        periods = [points]
    assert alarm(name).goes_off(periods)


def test_a_pause_that_aws_tells_of_sets_off_the_alarm_before_any_mail_is_refused(happening, capsys, lambda_context):
    record_delivery.handler(recorded("sending_disabled"), lambda_context)

    assert alarm("MailPaused").goes_off([points_of(capsys.readouterr().out)])


def test_a_good_day_sets_off_no_alarm(happening, capsys):
    happening._waiting()
    happening.world.sender.send_due("e-1")
    happening._reconcile()

    points = points_of(capsys.readouterr().out)
    assert points
    assert [name for name in _OURS if alarm(name).goes_off([points] * 3)] == []


def test_mail_that_is_throttled_for_a_moment_sets_off_no_alarm(happening, capsys):
    happening._refused("TooManyRequestsException")

    assert points_of(capsys.readouterr().out) == []


@pytest.mark.parametrize("name", _OF_AWS)
def test_an_alarm_goes_off_by_a_metric_of_aws(name):
    each = alarm(name)
    namespace, metric = each.properties["Namespace"], each.properties["MetricName"]
    is_low = each.properties["ComparisonOperator"] == "LessThanThreshold"
    limit = each.properties["Threshold"]

    assert metric in _METRICS_OF_AWS[namespace]
    assert [dimension for dimension, _of in each.dimensions] == [
        "QueueName" if namespace == "AWS/SQS" else "FunctionName"
    ]
    assert not each.goes_off([[each.point(limit if is_low else limit - 1)]])
    assert each.goes_off([[] if is_low else [each.point(limit)]])


def test_a_reconciler_that_is_gone_is_noticed_by_the_silence():
    assert alarm("ReconcileIsSilent").goes_off([[]])


def test_whatever_an_operator_is_told_of_has_its_alarm():
    assert {each.properties["MetricName"] for each in alarms()} >= set(Signal)


def test_every_function_that_fails_is_not_run_or_cannot_keep_its_failures_is_noticed():
    functions = {id_ for id_, each in resources("AWS::Lambda::Function").items() if _step(each)}

    assert len(functions) == len(STEPS)
    for metric in ("Errors", "Throttles", "DestinationDeliveryFailures"):
        assert _watched("FunctionName", metric) == functions


def test_every_stream_that_is_behind_every_schedule_that_is_silent_and_every_queue_that_fills_is_noticed():
    mappings = resources("AWS::Lambda::EventSourceMapping").values()
    rules = resources("AWS::Events::Rule").values()
    scheduled = {_of(target["Arn"]) for rule in rules if "ScheduleExpression" in rule for target in rule["Targets"]}

    assert _watched("FunctionName", "IteratorAge") == {_of(each["FunctionName"]) for each in mappings}
    assert _watched("FunctionName", "Invocations") == scheduled
    assert _watched("QueueName", "ApproximateNumberOfMessagesVisible") == set(resources("AWS::SQS::Queue"))


def _watched(dimension, metric):
    """What the alarms of this metric look at, by logical id."""
    found = [each.dimensions for each in alarms() if each.properties["MetricName"] == metric]
    return {of for dimensions in found for name, of in dimensions if name == dimension}


def _step(function):
    return function.get("Environment", {}).get("Variables", {}).get("POWERTOOLS_SERVICE_NAME")


def _of(reference):
    """The logical id that a function's name or ARN stands for."""
    return reference["Ref"] if "Ref" in reference else reference["Fn::GetAtt"][0]
