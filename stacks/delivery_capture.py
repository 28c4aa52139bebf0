"""What became of a mail, as SES tells the default event bus, is recorded."""

from aws_cdk import aws_events as events
from constructs import Construct

from stacks.groundwork import Groundwork
from stacks.review_function import ReviewFunction
from stacks.review_mail import ReviewMail

_FATES = ["Email Sent", "Email Delivery Delayed", "Email Bounced", "Email Complaint Received", "Email Rejected"]


class DeliveryCapture(Construct):
    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        groundwork: Groundwork,
        mail: ReviewMail,
    ) -> None:
        super().__init__(scope, construct_id)

        reviews = groundwork.reviews
        self.function = ReviewFunction(
            self,
            "RecordDelivery",
            step="record_delivery",
            defaults=groundwork.defaults,
            environment={"REVIEWS_TABLE": reviews.table.name},
        )
        reviews.table.grant_record(self.function)
        self.function.configure_async_invoke(on_failure=groundwork.failed_events.of_events)
        target = groundwork.failed_events.keeping(self.function)
        for rule, pattern in {
            "Deliveries": events.EventPattern(
                source=["aws.ses"],
                detail_type=_FATES,
                detail={"mail": {"tags": {"ses:configuration-set": [mail.configuration_set_name]}}},
            ),
            "Pauses": events.EventPattern(source=["aws.ses"], detail_type=["Sending Status Disabled"]),
        }.items():
            events.Rule(self, rule, event_pattern=pattern, targets=[target])
