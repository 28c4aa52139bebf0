"""A mail as SES is to send it: to these addresses, with what its events will bring back."""

from lambdas.shared.aws.mailer import Letter
from lambdas.shared.brief.mail import Mail
from lambdas.shared.domain.deliveries import CLAIM_TAG, EXECUTION_TAG
from lambdas.shared.domain.record import Record


def letter_of(mail: Mail, record: Record, *, to: tuple[str, ...], claim: str, report: bytes = b"") -> Letter:
    """The name of a pipeline may have a period, which the value of a tag may not: it is left to the record."""
    return Letter(
        to=to,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        report=report,
        headers={"X-Deployment-Review-Execution": record.execution_id},
        tags={EXECUTION_TAG: record.execution_id, CLAIM_TAG: claim},
    )
