"""The authors of a change are told what was decided about it, where the settings want that."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from lambdas.shared.aws.letters import letter_of
from lambdas.shared.aws.outgoing_mail import OutgoingMail
from lambdas.shared.aws.review_table import ReviewTable
from lambdas.shared.brief.decision import DecisionNews, render_decision
from lambdas.shared.domain import author_mails
from lambdas.shared.domain.attempts import Attempt, MailKind
from lambdas.shared.domain.authors import authors_of
from lambdas.shared.domain.codec import ShapeError
from lambdas.shared.domain.decisions import Decision
from lambdas.shared.domain.links import pipeline_url
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.review import Review, TamperedReviewError
from lambdas.shared.domain.settings import PipelineSettings
from lambdas.shared.domain.times import read_time


@dataclass(frozen=True, slots=True)
class AuthorSender:
    reviews: ReviewTable
    outgoing: OutgoingMail
    console_url: str
    now: Callable[[], str]

    def send_due(self, record: Record, settings: PipelineSettings) -> int:
        """
        How many authors were written to, each by a mail of their own: none learns of another's address.

        Raises:
            MailRefusedError: for the first whom SES refused; the others have their turn next time.
        """
        approval = author_mails.decided_approval(record, now=self.now()) if settings.author_domains else None
        review = self._review(record) if approval else None
        if approval is None or review is None:
            return 0
        authors = authors_of(review.change.commits, settings.author_domains)
        return sum(
            self._send(record, approval, review, settings, address)
            for address in author_mails.untold(approval, authors, now=self.now())
        )

    def _review(self, record: Record) -> Review | None:
        """What is on the record now is told, or nothing: a damaged review is no news for anybody but the approver."""
        if not record.has_review:
            return None
        try:
            return self.reviews.read_review(self.reviews.read_main(record.execution_id))
        except (TamperedReviewError, ShapeError):
            return None

    def _send(
        self, record: Record, approval: Attributes, review: Review, settings: PipelineSettings, address: str
    ) -> bool:
        id_ = str(approval["action_execution_id"])
        attempt = Attempt(MailKind.DECISION, uuid4().hex, address, self.now())
        mail = render_decision(self._news(record, approval, review, settings))
        return self.outgoing.send(
            letter_of(mail, record, to=(address,), claim=attempt.claim),
            record.execution_id,
            claim=partial(author_mails.claim, attempt=attempt, action_execution_id=id_),
            answered=partial(author_mails.answered, action_execution_id=id_, address=address),
        )

    def _news(self, record: Record, approval: Attributes, review: Review, settings: PipelineSettings) -> DecisionNews:
        return DecisionNews(
            review=review,
            pipeline_name=record.pipeline_name,
            repository_name=settings.repository_name,
            execution_id=record.execution_id,
            decision=Decision(record.main["decision"]),
            decided_by=str(approval.get("decided_by", "")).rpartition("/")[2],
            decided_at=read_time(approval["decided_at"]),
            comment=str(approval.get("comment", "")),
            pipeline_url=pipeline_url(self.console_url, record),
        )
