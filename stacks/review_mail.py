"""Amazon SES: who the mail is from, and what becomes of it."""

from aws_cdk import Aws
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ses as ses
from constructs import Construct

from stacks.acknowledge import acknowledge_resources
from stacks.review_function import ReviewFunction


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

    def grant_send(self, function: ReviewFunction) -> None:
        """
        Mail from this one address, which the condition names.

        SES asks for the sender's identity, of the address or of its domain, and for that of each recipient who is an
        identity of this account too: in the sandbox that is every one.
        """
        ours = f"arn:{Aws.PARTITION}:ses:{Aws.REGION}:{Aws.ACCOUNT_ID}"
        identities = f"{ours}:identity/*"
        grant = iam.PolicyStatement(
            actions=["ses:SendEmail"],
            resources=[identities, f"{ours}:configuration-set/{self.configuration_set_name}"],
            conditions={"StringEquals": {"ses:FromAddress": self._sender_email}},
        )
        function.grant_principal.add_to_principal_policy(grant)
        fact = "SES asks for each recipient's identity where it is the account's own; the sender's is in the condition."
        acknowledge_resources(function.own_role, identities, fact)
