"""The check before a deployment found something: the words of the mail that tells what."""

from dataclasses import dataclass

from lambdas.shared.brief.hostile_text import capped, one_line
from lambdas.shared.brief.mail import Mail
from lambdas.shared.brief.notice_mail import AGAIN, PipelineNotice, Words, render

_FOUND_LENGTH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckNotice(PipelineNotice):
    found: tuple[str, ...]  # sentences
    is_refused: bool  # nothing was deployed

    @property
    def headline(self) -> str:
        if self.is_refused:
            return "The deployment was stopped: it is not what was approved, or not as it had to be"
        return "The deployment goes on, but its approval is not in order"

    @property
    def what_to_do(self) -> str:
        if self.is_refused:
            return (
                "Whoever looks after the pipeline mends the cause and then retries the Deploy stage; nobody has to "
                "approve again, unless the wrong people did."
            )
        return "Talk to whoever approved. Names and addresses in commits are not proved: a likeness is a reason to ask."


def render_check_notice(notice: CheckNotice) -> Mail:
    words = Words(
        opening="Not deployed" if notice.is_refused else "Approval not in order",
        headline=notice.headline,
        warnings=(AGAIN,) * notice.is_repetition,
        what=f"Before {notice.commit} was to be deployed, its record was held against what CodePipeline says.",
        reason=capped(one_line(" ".join(notice.found)), _FOUND_LENGTH),
        what_to_do=notice.what_to_do,
    )
    return render(notice, words)
