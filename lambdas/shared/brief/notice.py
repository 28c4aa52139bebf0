"""There is no analysis: the words of the mail that says so, and why."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from lambdas.shared.brief.hostile_text import capped, one_line, visible
from lambdas.shared.brief.mail import Mail
from lambdas.shared.brief.templates import mail_pages
from lambdas.shared.brief.words import sentence
from lambdas.shared.brief.wrapping import paragraphs, wrapped

_REASON_LENGTH = 600
HEADLINE = "The change could not be read: nothing was deployed"
_IN_PLACE = "No mail reaches the approver's address, so this goes to you."
_AGAIN = "You may have had this mail already: whether it arrived is not known."
WHAT_TO_DO = (
    "Nothing has to be decided. Whoever looks after the pipeline mends the cause and then retries the failed stage. "
    "As soon as the change can be read, its brief comes as usual."
)


@dataclass(frozen=True, slots=True)
class Notice:
    """
    Only `pipeline_url` becomes a link.

    Raises:
        ValueError: `pipeline_url` is no web address.
    """

    pipeline_name: str
    repository_name: str
    region: str
    execution_id: str
    commit_id: str | None  # None: nobody knows
    reason: str  # one sentence, redacted; hostile all the same, for git quotes names
    pipeline_url: str
    is_repetition: bool = False  # the one before it may have arrived
    is_escalated: bool = False  # to the second address, because no mail reaches the approver's
    console_name: str = "CodePipeline"  # where the button leads

    def __post_init__(self) -> None:
        if urlsplit(self.pipeline_url).scheme not in {"http", "https"}:
            raise ValueError("pipeline_url is not a web address")


@dataclass(frozen=True, slots=True)
class Words:
    warnings: tuple[str, ...]
    what: str
    reason: str
    identity: str


def render_notice(notice: Notice) -> Mail:
    words = _words(notice)
    opening = "Still not analysed" if notice.is_repetition else "Not analysed"
    return Mail(
        subject=f"[{capped(one_line(notice.pipeline_name), 40)}] {opening}: nothing was deployed",
        text=_text(notice, words),
        html=mail_pages()
        .get_template("notice.html.j2")
        .render(
            notice=notice,
            words=words,
            headline=HEADLINE,
            what_to_do=WHAT_TO_DO,
            pipeline_url=Markup(escape(notice.pipeline_url)),  # noqa: S704 -- escaped: only kept as it is
        ),
    )


def _words(notice: Notice) -> Words:
    commit = f"commit {visible(notice.commit_id[:8])}" if notice.commit_id else "this execution"
    return Words(
        warnings=(*(_IN_PLACE,) * notice.is_escalated, *(_AGAIN,) * notice.is_repetition),
        what=(
            f"What {commit} would change in production could not be read, so there is no analysis of it. "
            "This does not mean that nothing changes. The pipeline stopped before the approval: "
            "nothing was deployed, and no approval is waiting."
        ),
        reason=capped(sentence(one_line(notice.reason)), _REASON_LENGTH),
        identity=(
            f"Pipeline {notice.pipeline_name} in {notice.region}, repository {notice.repository_name}, "
            f"execution {notice.execution_id}, candidate {notice.commit_id or 'unknown'}."
        ),
    )


def _text(notice: Notice, words: Words) -> str:
    lines = [
        *paragraphs([*words.warnings, f"{HEADLINE}.", words.what, f"Why: {words.reason}", f"What to do: {WHAT_TO_DO}"]),
        *paragraphs([f"The pipeline in {notice.console_name}:"]),
        notice.pipeline_url,  # never wrapped: it must work
        "",
        *wrapped(words.identity, ours=True),
    ]
    return "\n".join(lines) + "\n"
