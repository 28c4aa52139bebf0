"""What the mails share that are no brief: they tell of one execution that something is wrong with, and lead to it."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from lambdas.shared.brief.hostile_text import capped, one_line, visible
from lambdas.shared.brief.mail import Mail
from lambdas.shared.brief.templates import mail_pages
from lambdas.shared.brief.wrapping import paragraphs, wrapped

AGAIN = "You may have had this mail already: whether it arrived is not known."


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineNotice:
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
    pipeline_url: str
    is_repetition: bool = False  # the one before it may have arrived
    console_name: str = "CodePipeline"  # where the button leads

    def __post_init__(self) -> None:
        if urlsplit(self.pipeline_url).scheme not in {"http", "https"}:
            raise ValueError("pipeline_url is not a web address")

    @property
    def commit(self) -> str:
        return f"commit {visible(self.commit_id[:8])}" if self.commit_id else "this execution"

    @property
    def identity(self) -> str:
        return (
            f"Pipeline {self.pipeline_name} in {self.region}, repository {self.repository_name}, "
            f"execution {self.execution_id}, candidate {self.commit_id or 'unknown'}."
        )


@dataclass(frozen=True, slots=True)
class Words:
    opening: str  # of the subject
    headline: str
    warnings: tuple[str, ...]
    what: str
    reason: str
    what_to_do: str


def render(notice: PipelineNotice, words: Words) -> Mail:
    page = mail_pages().get_template("notice.html.j2")
    url = Markup(escape(notice.pipeline_url))  # noqa: S704 -- escaped: only kept as it is
    return Mail(
        subject=f"[{capped(one_line(notice.pipeline_name), 40)}] {words.opening}",
        text=_text(notice, words),
        html=page.render(notice=notice, words=words, pipeline_url=url),
    )


def _text(notice: PipelineNotice, words: Words) -> str:
    told = [f"{words.headline}.", words.what, f"Why: {words.reason}", f"What to do: {words.what_to_do}"]
    lines = [
        *paragraphs([*words.warnings, *told]),
        *paragraphs([f"The pipeline in {notice.console_name}:"]),
        notice.pipeline_url,  # never wrapped: it must work
        "",
        *wrapped(notice.identity, ours=True),
    ]
    return "\n".join(lines) + "\n"
