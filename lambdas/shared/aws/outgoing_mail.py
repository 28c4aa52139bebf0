"""A mail goes out: claimed on the record, sent, and what came of it told there."""

from collections.abc import Callable
from dataclasses import dataclass

from lambdas.shared.aws.mailer import Letter, Mailer, MailRefusedError
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.aws.signalling import signal
from lambdas.shared.domain.addresses import joined
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.attempts import Accepted, Refused
from lambdas.shared.domain.deliveries import CLAIM_TAG
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.signals import Signal


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    reviews: ReviewTable
    mailer: Mailer
    now: Callable[[], str]

    def send(
        self,
        letter: Letter,
        execution_id: str,
        *,
        claim: Callable[[Record], Amendment | None],
        answered: Callable[[Record, Accepted | Refused], Amendment | None],
    ) -> bool:
        """
        Send it once; False where another was quicker.

        Args:
            letter: everything that can fail without anybody noticing has been done for it.
            execution_id: of the record.
            claim: takes the mail upon oneself, on the record.
            answered: keeps SES's answer there.

        Raises:
            MailRefusedError: nobody was written to; the record says so, and it is due again.
            botocore.exceptions.BotoCoreError, ClientError: after the claim: a repetition follows.
        """
        if not self.reviews.amend(execution_id, claim):
            return False
        own = letter.tags[CLAIM_TAG]
        try:
            message_id = self.mailer.send(letter)
        except MailRefusedError as error:
            out = letter.to[-1:] if error.is_lasting else ()  # of two, it is not known which one SES minds
            _tell(error)
            self._keep(execution_id, Refused(error.code, self.now(), out, own), answered)
            raise
        self._keep(execution_id, Accepted(message_id, joined(letter.to), self.now(), own), answered)
        return True

    def _keep(
        self,
        execution_id: str,
        answer: Accepted | Refused,
        answered: Callable[[Record, Accepted | Refused], Amendment | None],
    ) -> None:
        self.reviews.amend(execution_id, lambda record: answered(record, answer))


def _tell(error: MailRefusedError) -> None:
    """Mail that is throttled is sent a little later, and nobody has to hear of that."""
    if error.is_pause:
        signal(Signal.MAIL_PAUSED)
    elif not error.is_throttle:
        signal(Signal.MAIL_REFUSED)
