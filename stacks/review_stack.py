"""The review itself: one per account and region, shared by all pipelines."""

from aws_cdk import CfnOutput, Duration, Stack
from constructs import Construct

from stacks.acknowledge import acknowledge
from stacks.alarms import Alarms
from stacks.approval_capture import ApprovalCapture
from stacks.approval_request import ApprovalRequest
from stacks.assets import dependencies, function_code
from stacks.change_analysis import ChangeAnalysis
from stacks.chat_channels import ChatChannels
from stacks.console import console_of_partition
from stacks.dashboard import Dashboard
from stacks.delivery_capture import DeliveryCapture
from stacks.deployment_check import DeploymentCheck
from stacks.encryption import customer_managed_key, let_publish
from stacks.failed_events import FailedEvents
from stacks.function_defaults import FunctionDefaults
from stacks.gate_program import GateProgram
from stacks.groundwork import Groundwork
from stacks.operators import Operators
from stacks.outcome_capture import OutcomeCapture
from stacks.pipelines_under_review import PipelinesUnderReview
from stacks.private_bucket import PrivateBucket
from stacks.push_capture import PushCapture
from stacks.reconciliation import Reconciliation
from stacks.review_mail import ReviewMail
from stacks.review_store import ReviewStore
from stacks.reviews_table import ReviewsTable
from stacks.settings import Settings


class ReviewStack(Stack):
    """
    What pipeline stacks need of it.

    `reviews`; `evidence_readers`, who read what their builds leave behind; `check_arn`, the function to be asked before
    a deployment.
    """

    def __init__(self, scope: Construct, construct_id: str, *, settings: Settings) -> None:
        super().__init__(scope, construct_id, description="Deployment Review: the record, and the steps of a review")

        access_logs = PrivateBucket(self, "AccessLogs", retain=settings.retain, expire_after=Duration.days(365))
        acknowledge(access_logs, "AwsSolutions-S1", "This is the bucket that receives the access logs of the others.")
        retain, key = settings.retain, None
        if settings.customer_managed_key:
            key = customer_managed_key(self, retain=retain)
        self.reviews = ReviewStore(
            table=ReviewsTable(self, "Reviews", retain=retain, key=key),
            bucket=PrivateBucket(self, "Documents", retain=retain, versioned=True, access_logs=access_logs, key=key),
            retention_days=settings.record_retention_days,
        )
        if settings.record_retention_days:
            self.reviews.bucket.let_expire(settings.record_retention_days)
        failed_events = FailedEvents(self, "FailedEvents", retain=retain, access_logs=access_logs, key=key)
        mail = ReviewMail(
            self, "Mail", sender_email=settings.sender_email, create_identity=settings.create_sender_identity
        )
        pipelines = PipelinesUnderReview(settings.pipelines)
        console_url = settings.console_url or console_of_partition(self)
        groundwork = Groundwork(
            reviews=self.reviews,
            pipelines=pipelines,
            failed_events=failed_events,
            defaults=FunctionDefaults(
                code=function_code(),
                layer=dependencies(self),
                log_level=settings.log_level,
                log_retention_days=settings.log_retention_days,
            ),
        )

        analysis = ChangeAnalysis(
            self, "ChangeAnalysis", groundwork=groundwork, reserved_concurrency=settings.analysis_concurrency
        )
        request = ApprovalRequest(self, "ApprovalRequest", groundwork=groundwork, mail=mail, console_url=console_url)
        capture = ApprovalCapture(self, "ApprovalCapture", groundwork=groundwork)
        outcome = OutcomeCapture(self, "OutcomeCapture", groundwork=groundwork)
        delivery = DeliveryCapture(self, "DeliveryCapture", groundwork=groundwork, mail=mail)
        check = DeploymentCheck(self, "DeploymentCheck", groundwork=groundwork)
        reconciliation = Reconciliation(
            self, "Reconciliation", groundwork=groundwork, mail=mail, console_url=console_url
        )

        steps = (analysis, request, delivery, capture, check, outcome, reconciliation)
        functions = [step.function for step in steps]
        if pipelines.codecommit_repositories:
            push = PushCapture(self, "PushCapture", groundwork=groundwork)
            functions.append(push.function)
        dashboard = Dashboard(self, "Dashboard", functions=functions, undelivered=failed_events.undelivered)
        Alarms(
            self,
            "Alarms",
            functions=functions,
            fed_by_stream=[analysis.function, request.function],
            reconcile=reconciliation.function,
            undelivered=failed_events.undelivered,
            operator_email=settings.operator_email,
            key=key,
        )
        Operators(
            self,
            "Operators",
            reviews=self.reviews,
            failed_events=failed_events,
            pipelines=pipelines,
            functions=functions,
        )
        self.program = GateProgram(self, "GateProgram", reviews=self.reviews)
        self.check_arn = self.export_value(check.function.function_arn)
        self.announcers = [request.function.own_role]
        self.chat = ChatChannels(self, "Chat", pipelines=settings.pipelines, publishers=self.announcers, key=key)
        let_publish(key, request.function)
        self.evidence_readers = [request.function.own_role, reconciliation.function.own_role]

        CfnOutput(self, "ReviewsTable", value=self.reviews.table.name, description="The record of every deployment")
        CfnOutput(self, "DocumentsBucket", value=self.reviews.bucket.bucket_name, description="Large changes, reports")
        CfnOutput(self, "FailedEventsBucket", value=failed_events.bucket.bucket_name, description="Events to replay")
        CfnOutput(
            self,
            "RecordRetentionDays",
            value=str(settings.record_retention_days),
            description="After so many days records expire; 0: never",
        )
        CfnOutput(self, "SenderEmail", value=settings.sender_email, description="Whom the mail is from")
        CfnOutput(self, "DashboardName", value=dashboard.dashboard_name, description="In CloudWatch")
        CfnOutput(self, "ConsoleUrl", value=console_url, description="Where links lead")
        CfnOutput(self, "UndeliveredEventsQueue", value=failed_events.undelivered.queue_url, description="And others")
