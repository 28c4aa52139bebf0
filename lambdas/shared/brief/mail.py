"""Step 9, the words of it: the mail that asks the approver to decide."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from lambdas.shared.brief.brief import Brief, BriefKind
from lambdas.shared.brief.caps import Caps
from lambdas.shared.brief.first_screen import FirstScreen, first_screen
from lambdas.shared.brief.hostile_text import capped, one_line
from lambdas.shared.brief.languages import summary_language
from lambdas.shared.brief.plain_text import plain_text
from lambdas.shared.brief.policies import ABOUT_POLICY
from lambdas.shared.brief.templates import mail_pages
from lambdas.shared.brief.view import View, view_of

MAIL_BYTES = 95_000  # HTML and text together; Gmail clips a mail at 102 KB
_SUBJECT_LENGTH = 150
_QUESTIONS = {
    BriefKind.FIRST: "Approve?",
    BriefKind.REMINDER: "Still waiting, approve?",
    BriefKind.OVERDUE: "Approve without a review?",
}


@dataclass(frozen=True, slots=True)
class Mail:
    subject: str
    text: str
    html: str


def render_mail(brief: Brief) -> Mail:
    """Both parts say the same. Lists are cut shorter until both fit in `MAIL_BYTES`; what is left out is counted."""
    caps, digest = Caps(), brief.digest
    mail = _render(brief, caps, digest)
    for divisor in (2, 4, 8, 16):
        if _size(mail) <= MAIL_BYTES:
            break
        mail = _render(brief, caps.divided(divisor), digest)
    return mail


def _render(brief: Brief, caps: Caps, digest: str) -> Mail:
    view = view_of(brief, caps)
    first = first_screen(brief, view, digest=digest)
    return Mail(
        subject=_subject(brief, first),
        text=plain_text(first, view, approval_url=brief.approval_url),
        html=_html(brief, first, view),
    )


def _html(brief: Brief, first: FirstScreen, view: View) -> str:
    template = mail_pages().get_template("mail.html.j2")
    return template.render(
        brief=brief,
        first=first,
        view=view,
        about_policy=ABOUT_POLICY,
        approval_url=Markup(escape(brief.approval_url)),  # noqa: S704 -- escaped: only kept as it is
        summary_language=summary_language(brief),
    )


def _subject(brief: Brief, first: FirstScreen) -> str:
    risk = f"{first.level} risk".upper()
    opening = f"[{capped(one_line(brief.pipeline_name), 40)}] {_QUESTIONS[brief.kind]} {risk}: "
    return opening + capped(first.headline, _SUBJECT_LENGTH - len(opening))


def _size(mail: Mail) -> int:
    return len(mail.html.encode()) + len(mail.text.encode())
