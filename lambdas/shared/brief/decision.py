"""What the authors of a change hear of it: the decision, the comment, and the brief in words, without code."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from lambdas.shared.brief.hostile_text import capped, one_line, visible
from lambdas.shared.brief.mail import Mail
from lambdas.shared.brief.templates import mail_pages
from lambdas.shared.brief.words import at, place, sentence
from lambdas.shared.brief.wrapping import bullets, paragraphs, wrapped
from lambdas.shared.domain.decisions import Decision
from lambdas.shared.domain.review import Review

_SUBJECT_LENGTH = 150
_COMMENT_LENGTH = 600  # CodePipeline takes 512
_MOST = 12  # of each list
_WHAT_FOLLOWS = {
    Decision.APPROVED: "The deployment was approved and goes on.",
    Decision.REJECTED: "The deployment was rejected: nothing of it was deployed.",
    Decision.EXPIRED: "Nobody decided in time: nothing of it was deployed.",
}
WHY_YOU = (
    "You get this mail, once, because a commit of this change names your address as its author's. It shows no code: "
    "that is in the repository."
)


@dataclass(frozen=True, slots=True)
class DecisionNews:
    """
    Only `pipeline_url` becomes a link.

    Raises:
        ValueError: `pipeline_url` is no web address.
    """

    review: Review
    pipeline_name: str
    repository_name: str
    execution_id: str
    decision: Decision
    decided_by: str  # as a person reads it; empty: nobody, or not known
    decided_at: datetime
    comment: str  # the approver's; may be empty
    pipeline_url: str
    console_name: str = "CodePipeline"

    def __post_init__(self) -> None:
        if urlsplit(self.pipeline_url).scheme not in {"http", "https"}:
            raise ValueError("pipeline_url is not a web address")


@dataclass(frozen=True, slots=True)
class Words:
    what: str
    who: str
    comment: str
    headline: str
    risk: str
    paragraphs: tuple[str, ...]
    questions: tuple[str, ...]
    findings: tuple[str, ...]
    identity: str


def render_decision(news: DecisionNews) -> Mail:
    words = _words(news)
    opening = f"[{capped(one_line(news.pipeline_name), 40)}] {news.decision.capitalize()}: "
    return Mail(
        subject=opening + capped(words.headline, _SUBJECT_LENGTH - len(opening)),
        text=_text(news, words),
        html=mail_pages()
        .get_template("decision.html.j2")
        .render(
            news=news,
            words=words,
            why_you=WHY_YOU,
            pipeline_url=Markup(escape(news.pipeline_url)),  # noqa: S704 -- escaped: only kept as it is
        ),
    )


def _words(news: DecisionNews) -> Words:
    summary, risk = news.review.summary, news.review.risk
    when = at(news.decided_at)
    return Words(
        what=_WHAT_FOLLOWS[news.decision],
        who=f"{visible(one_line(news.decided_by))}, {when}" if news.decided_by else when,
        comment=capped(one_line(news.comment), _COMMENT_LENGTH),
        headline=capped(one_line(summary.headline), 200),
        risk=f"{risk.level.capitalize()} risk",
        paragraphs=tuple(one_line(text) for text in (*summary.paragraphs, *summary.consequences)[:_MOST]),
        questions=tuple(one_line(text) for text in summary.questions[:_MOST]),
        findings=tuple(
            f"{sentence(one_line(one.title))} {capped(place(one_line(one.path), one.line_start), 160)}"
            for one in news.review.findings[:_MOST]
        ),
        identity=f"Pipeline {news.pipeline_name}, repository {news.repository_name}, execution {news.execution_id}.",
    )


def _text(news: DecisionNews, words: Words) -> str:
    comment = [f"Comment: {words.comment}"] if words.comment else []
    lines = [
        *paragraphs([words.what, f"Decided: {words.who}", *comment, f"{words.headline} ({words.risk})"]),
        *paragraphs(words.paragraphs),
        *_section("Findings", words.findings),
        *_section("Questions that the brief asked", words.questions),
        *paragraphs([f"The pipeline in {news.console_name}:"]),
        news.pipeline_url,  # never wrapped: it must work
        "",
        *wrapped(words.identity, ours=True),
        *wrapped(WHY_YOU, ours=True),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, items: tuple[str, ...]) -> list[str]:
    return [*paragraphs([f"{title}:"]), *bullets(items)] if items else []
