"""Amazon SES: who the mail is from, and what becomes of it."""

from aws_cdk import Aws
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ses as ses
from constructs import Construct


class ReviewMail(Construct):
    """The sender's identity, and a configuration set that tells the default event bus what becomes of each mail."""

    def __init__(self, scope: Construct, construct_id: str, *, sender_email: str, create_identity: bool) -> None:
        super().__init__(scope, construct_id)

        self._sender_email = sender_email
        if create_identity:
            ses.EmailIdentity(self, "Sender", identity=ses.Identity.email(sender_email))
        self._configuration_set = ses.ConfigurationSet(
            self, "ConfigurationSet", tls_policy=ses.ConfigurationSetTlsPolicy.REQUIRE, reputation_metrics=True
        )
        self._configuration_set.add_event_destination(
            "NotDelivered",
            destination=ses.EventDestination.event_bus(
                events.EventBus.from_event_bus_name(self, "DefaultBus", "default")
            ),
            events=[
                ses.EmailSendingEvent.SEND,
                ses.EmailSendingEvent.BOUNCE,
                ses.EmailSendingEvent.COMPLAINT,
                ses.EmailSendingEvent.REJECT,
                ses.EmailSendingEvent.DELIVERY_DELAY,
            ],
        )

    @property
    def configuration_set_name(self) -> str:
        return self._configuration_set.configuration_set_name

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SENDER_EMAIL": self._sender_email,
            "CONFIGURATION_SET": self.configuration_set_name,
        }

    def grant_send(self, grantee: iam.IGrantable) -> None:
        """Mail from this one address; SES asks for its identity or its domain's, whichever is verified."""
        identities = f"arn:{Aws.PARTITION}:ses:{Aws.REGION}:{Aws.ACCOUNT_ID}"
        grant = iam.PolicyStatement(
            actions=["ses:SendEmail"],
            resources=[
                f"{identities}:identity/{self._sender_email}",
                f"{identities}:identity/{self._sender_email.partition('@')[2]}",
                f"{identities}:configuration-set/{self.configuration_set_name}",
            ],
            conditions={"StringEquals": {"ses:FromAddress": self._sender_email}},
        )
        grantee.grant_principal.add_to_principal_policy(grant)
