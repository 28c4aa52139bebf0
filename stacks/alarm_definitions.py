"""Every way in which somebody could be left waiting, and what shows it. Each has its entry in docs/runbook.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sqs as sqs

from stacks.review_function import ReviewFunction

_NAMESPACE = "DeploymentReview"
_FIVE_MINUTES = Duration.minutes(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmDefinition:
    name: str  # the heading of its entry in the runbook
    metric: cloudwatch.IMetric
    says: str
    threshold: float = 1  # reached or exceeded
    periods: int = 1  # in a row
    is_low: bool = False  # it is too little that is alarming, and nothing at all is the worst


def of_function(function: ReviewFunction) -> Iterator[AlarmDefinition]:
    name = function.node.id
    yield AlarmDefinition(
        name=f"{name}Fails",
        metric=function.metric_errors(period=_FIVE_MINUTES),
        says=f"{name} failed; its log says why.",
    )
    yield AlarmDefinition(
        name=f"{name}Throttled",
        metric=function.metric_throttles(period=_FIVE_MINUTES),
        says=f"Lambda did not run {name} at once: the account's or the function's concurrency is used up.",
    )
    yield AlarmDefinition(
        name=f"{name}LosesEvents",
        metric=function.metric("DestinationDeliveryFailures", statistic="Sum", period=_FIVE_MINUTES),
        says=f"What {name} failed on could not be kept in the bucket of failed events.",
    )


def of_stream(function: ReviewFunction) -> AlarmDefinition:
    name = function.node.id
    return AlarmDefinition(
        name=f"{name}IsBehind",
        metric=function.metric("IteratorAge", statistic="Maximum", period=_FIVE_MINUTES),
        says=f"Records have waited 20 minutes for {name}.",
        threshold=Duration.minutes(20).to_milliseconds(),
    )


def of_reconciliation(reconcile: ReviewFunction) -> Iterator[AlarmDefinition]:
    yield AlarmDefinition(
        name="ReconcileIsSilent",
        metric=reconcile.metric_invocations(period=Duration.minutes(15)),
        says="The reconciler, which finds what was lost, has not run for 15 minutes.",
        is_low=True,
    )
    yield AlarmDefinition(
        name="ReconcileIsUnfinished",
        metric=_counted("ReconcileUnreached", service="reconcile"),
        says="Three runs of the reconciler in a row had no time for everything.",
        periods=3,
    )
    yield AlarmDefinition(
        name="ApprovalsUnheard",
        metric=_counted("ReconcileUnheardApprovals", service="reconcile"),
        says="An approval waits, and for a quarter of an hour no mail about it is known to have reached anybody.",
    )
    yield AlarmDefinition(
        name="ReviewsOverdue",
        metric=_counted("ReconcileOverdueReviews", service="reconcile"),
        says="A review was not ready ten minutes after its approval opened; the facts alone went out.",
    )
    yield AlarmDefinition(
        name="EventsMissed",
        metric=_counted("ReconcileCorrectedRecords", service="reconcile", minutes=15),
        says="The reconciler found three or more records in 15 minutes of which no event had told.",
        threshold=3,
    )


def of_events(undelivered: sqs.IQueue) -> Iterator[AlarmDefinition]:
    yield AlarmDefinition(
        name="EventsUndelivered",
        metric=undelivered.metric_approximate_number_of_messages_visible(period=_FIVE_MINUTES),
        says="EventBridge could not deliver an event to its function; it waits in the queue.",
    )
    yield AlarmDefinition(
        name="EventsFailed",
        metric=_counted("FailedEvents", statistic="Maximum"),
        says="Events or records that a function failed on for good wait in the bucket to be replayed.",
    )


def of_mail() -> Iterator[AlarmDefinition]:
    told = {
        "MailRefused": "SES refused a mail for good.",
        "MailPaused": "SES takes no mail of this account: sending is paused, suspended or over its quota.",
        "MailBounced": "A mail reached nobody; where it was the approver's, the brief goes to the second address.",
        "MailComplained": "Somebody marked a mail of ours as spam; SES may stop writing to them.",
        "MailRejected": "SES found a virus in a mail and did not send it.",
        "MailDelayed": "A mail server does not take a mail at present; SES tries on.",
    }
    for name, says in told.items():
        yield AlarmDefinition(name=name, metric=_counted(name), says=says)


def of_announcements() -> Iterator[AlarmDefinition]:
    name = "AnnouncementRefused"
    says = "SNS refused an announcement: chat and other subscribers of a pipeline's topic were not told."
    yield AlarmDefinition(name=name, metric=_counted(name), says=says)


def of_analysis() -> Iterator[AlarmDefinition]:
    told = {
        "NoAnalysis": "A change could not be read; its approver was told, and its pipeline stands still.",
        "ModelsExhausted": "Every model failed, and the rules alone wrote a review.",
        "CostCapReached": "A review was shortened, or made by another model, because of max_cost_usd.",
    }
    for name, says in told.items():
        yield AlarmDefinition(name=name, metric=_counted(name), says=says)


def of_check() -> Iterator[AlarmDefinition]:
    told = {
        "DeploymentCheckFailed": "A deployment was stopped, for the check before it failed itself; its log says why.",
        "DeploymentRefused": "A deployment was stopped: what was approved is not what would have been deployed.",
        "ApproverIsAuthor": "An approver seems to have written or pushed a part of the change that they approved.",
    }
    for name, says in told.items():
        yield AlarmDefinition(name=name, metric=_counted(name), says=says)


def all_alarms(
    functions: Sequence[ReviewFunction],
    *,
    fed_by_stream: Sequence[ReviewFunction],
    reconcile: ReviewFunction,
    undelivered: sqs.IQueue,
) -> Iterator[AlarmDefinition]:
    for function in functions:
        yield from of_function(function)
    yield from map(of_stream, fed_by_stream)
    yield from of_events(undelivered)
    yield from of_reconciliation(reconcile)
    yield from of_mail()
    yield from of_announcements()
    yield from of_analysis()
    yield from of_check()


def _counted(
    name: str, *, service: str = "deployment-review", statistic: str = "Sum", minutes: int = 5
) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace=_NAMESPACE,
        metric_name=name,
        dimensions_map={"service": service},
        statistic=statistic,
        period=Duration.minutes(minutes),
    )
