"""The check before a deployment found something: the words of the mail that tells what."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from lambdas.shared.brief.hostile_text import capped, one_line, visible
from lambdas.shared.brief.mail import Mail
from lambdas.shared.brief.notice import Words
from lambdas.shared.brief.templates import mail_pages
from lambdas.shared.brief.wrapping import paragraphs, wrapped

_FOUND_LENGTH = 2_000
_AGAIN = "You may have had this mail already: whether it arrived is not known."


@dataclass(frozen=True, slots=True)
class CheckNotice:
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
    found: tuple[str, ...]  # sentences
    is_refused: bool  # nothing was deployed
    pipeline_url: str
    is_repetition: bool = False  # the one before it may have arrived
    console_name: str = "CodePipeline"  # where the button leads

    def __post_init__(self) -> None:
        if urlsplit(self.pipeline_url).scheme not in {"http", "https"}:
            raise ValueError("pipeline_url is not a web address")

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
    words = _words(notice)
    opening = "Not deployed" if notice.is_refused else "Approval not in order"
    return Mail(
        subject=f"[{capped(one_line(notice.pipeline_name), 40)}] {opening}",
        text=_text(notice, words),
        html=mail_pages()
        .get_template("notice.html.j2")
        .render(
            notice=notice,
            words=words,
            headline=notice.headline,
            what_to_do=notice.what_to_do,
            pipeline_url=Markup(escape(notice.pipeline_url)),  # noqa: S704 -- escaped: only kept as it is
        ),
    )


def _words(notice: CheckNotice) -> Words:
    commit = f"commit {visible(notice.commit_id[:8])}" if notice.commit_id else "this execution"
    return Words(
        warnings=(_AGAIN,) * notice.is_repetition,
        what=f"Before {commit} was to be deployed, its record was held against what CodePipeline says.",
        reason=capped(one_line(" ".join(notice.found)), _FOUND_LENGTH),
        identity=(
            f"Pipeline {notice.pipeline_name} in {notice.region}, repository {notice.repository_name}, "
            f"execution {notice.execution_id}, candidate {notice.commit_id or 'unknown'}."
        ),
    )


def _text(notice: CheckNotice, words: Words) -> str:
    told = [f"{notice.headline}.", words.what, f"Why: {words.reason}", f"What to do: {notice.what_to_do}"]
    lines = [
        *paragraphs([*words.warnings, *told]),
        *paragraphs([f"The pipeline in {notice.console_name}:"]),
        notice.pipeline_url,  # never wrapped: it must work
        "",
        *wrapped(words.identity, ours=True),
    ]
    return "\n".join(lines) + "\n"
