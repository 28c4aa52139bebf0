"""What the authors of a change hear of it: the decision, the comment, and the brief in words, without code."""

from dataclasses import dataclass
from datetime import datetime

from lambdas.shared.brief.hostile_text import capped, one_line, visible
from lambdas.shared.brief.mail import Mail
from lambdas.shared.brief.pipeline_mail import PipelineMail
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionNews(PipelineMail):
    review: Review
    decision: Decision
    decided_by: str  # as a person reads it; empty: nobody, or not known
    decided_at: datetime
    comment: str  # the approver's; may be empty


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
    opening = f"{news.opening}{news.decision.capitalize()}: "
    return Mail(
        subject=opening + capped(words.headline, _SUBJECT_LENGTH - len(opening)),
        text=_text(news, words),
        html=mail_pages()
        .get_template("decision.html.j2")
        .render(
            news=news,
            words=words,
            why_you=WHY_YOU,
            pipeline_url=news.link,
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
        identity=news.identity,
    )


def _text(news: DecisionNews, words: Words) -> str:
    comment = [f"Comment: {words.comment}"] if words.comment else []
    lines = [
        *paragraphs([words.what, f"Decided: {words.who}", *comment, f"{words.headline} ({words.risk})"]),
        *paragraphs(words.paragraphs),
        *_section("Findings", words.findings),
        *_section("Questions that the brief asked", words.questions),
        *news.closing(),
        *wrapped(WHY_YOU, ours=True),
    ]
    return "\n".join(lines) + "\n"


def _section(title: str, items: tuple[str, ...]) -> list[str]:
    return [*paragraphs([f"{title}:"]), *bullets(items)] if items else []
