"""The mailbox, and a mail as a mail program shows it."""

from local.account.mailbox import Mail
from local.cloud.http import Request
from local.console.cloud import Cloud
from local.console.foreign import download, foreign_html
from local.console.http import Response
from local.console.pages import page
from local.console.problems import not_found


def mailbox(cloud: Cloud, _request: Request) -> Response:
    return page("mailbox.html", mails=cloud.mailbox.mails())


def mail(cloud: Cloud, request: Request, *, mail_id: str) -> Response:
    found = _find(cloud, mail_id)
    as_text = found.html is None or request.first("view") == "text"
    return page("mail.html", mail=found, as_text=as_text)


def html(cloud: Cloud, _request: Request, *, mail_id: str) -> Response:
    text = _find(cloud, mail_id).html
    if text is None:
        raise not_found("mail with HTML")
    return foreign_html(text)


def source(cloud: Cloud, _request: Request, *, mail_id: str) -> Response:
    return download(_find(cloud, mail_id).source, name=f"{mail_id}.eml")


def attachment(cloud: Cloud, _request: Request, *, mail_id: str, number: str) -> Response:
    attachments = dict(enumerate(_find(cloud, mail_id).attachments, start=1))
    found = attachments.get(int(number)) if number.isdecimal() else None
    if found is None:
        raise not_found("attachment")
    return download(found.content, name=found.name)


def _find(cloud: Cloud, mail_id: str) -> Mail:
    found = cloud.mailbox.find(mail_id)
    if found is None:
        raise not_found("mail")
    return found
