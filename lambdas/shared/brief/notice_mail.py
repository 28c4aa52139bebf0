"""What the mails share that tell of an execution with which something is wrong."""

from dataclasses import dataclass

from lambdas.shared.brief.hostile_text import visible
from lambdas.shared.brief.mail import Mail
from lambdas.shared.brief.pipeline_mail import PipelineMail
from lambdas.shared.brief.templates import mail_pages
from lambdas.shared.brief.wrapping import paragraphs
from lambdas.shared.domain.change import short_commit

AGAIN = "You may have had this mail already: whether it arrived is not known."


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineNotice(PipelineMail):
    region: str
    commit_id: str | None  # None: nobody knows
    is_repetition: bool = False  # the one before it may have arrived

    @property
    def commit(self) -> str:
        return f"commit {visible(short_commit(self.commit_id))}" if self.commit_id else "this execution"

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
    return Mail(
        subject=f"{notice.opening}{words.opening}",
        text=_text(notice, words),
        html=page.render(notice=notice, words=words, pipeline_url=notice.link),
    )


def _text(notice: PipelineNotice, words: Words) -> str:
    told = [f"{words.headline}.", words.what, f"Why: {words.reason}", f"What to do: {words.what_to_do}"]
    lines = [*paragraphs([*words.warnings, *told]), *notice.closing()]
    return "\n".join(lines) + "\n"
