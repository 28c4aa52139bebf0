"""There is no analysis: the words of the mail that says so, and why."""

from dataclasses import dataclass

from lambdas.shared.brief.hostile_text import capped, one_line
from lambdas.shared.brief.mail import Mail
from lambdas.shared.brief.notice_mail import AGAIN, PipelineNotice, Words, render
from lambdas.shared.brief.words import sentence

_REASON_LENGTH = 600
_IN_PLACE = "No mail reaches the approver's address, so this goes to you."


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(PipelineNotice):
    reason: str  # one sentence, redacted; hostile all the same, for git quotes names
    is_escalated: bool = False  # to the second address, because no mail reaches the approver's


def render_notice(notice: Notice) -> Mail:
    opening = "Still not analysed" if notice.is_repetition else "Not analysed"
    words = Words(
        opening=f"{opening}: nothing was deployed",
        headline="The change could not be read: nothing was deployed",
        warnings=(*(_IN_PLACE,) * notice.is_escalated, *(AGAIN,) * notice.is_repetition),
        what=(
            f"What {notice.commit} would change in production could not be read, so there is no analysis of it. "
            "This does not mean that nothing changes. The pipeline stopped before the approval: "
            "nothing was deployed, and no approval is waiting."
        ),
        reason=capped(sentence(one_line(notice.reason)), _REASON_LENGTH),
        what_to_do=(
            "Nothing has to be decided. Whoever looks after the pipeline mends the cause and then retries the failed "
            "stage. As soon as the change can be read, its brief comes as usual."
        ),
    )
    return render(notice, words)
