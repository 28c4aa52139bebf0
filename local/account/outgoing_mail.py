"""What was asked of SES v2's SendEmail, as the message that would have gone out."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

PATH = "/v2/email/outbound-emails"


def compose(request_body: bytes, *, message_id: str, sent_at: datetime) -> bytes:
    """RFC 5322 bytes; a raw message as it is, a simple one put together as SES does."""
    request = json.loads(request_body)
    content = request["Content"]
    if "Raw" in content:
        return base64.b64decode(content["Raw"]["Data"])
    message = EmailMessage(policy=policy.SMTP)
    message["Message-ID"] = f"<{message_id}>"
    message["Date"] = format_datetime(sent_at)
    message["From"] = _header(request.get("FromEmailAddress", ""))
    for name, key in (("To", "ToAddresses"), ("Cc", "CcAddresses")):
        if addresses := request.get("Destination", {}).get(key):
            message[name] = ", ".join(map(_header, addresses))
    _fill(message, content.get("Simple", {}))
    return message.as_bytes()


def _fill(message: EmailMessage, simple: Mapping[str, Any]) -> None:
    body = simple.get("Body", {})
    message["Subject"] = _header(simple.get("Subject", {}).get("Data", ""))
    for header in simple.get("Headers", []):
        message[header["Name"]] = _header(header["Value"])
    message.set_content(body.get("Text", {}).get("Data", ""))
    if "Html" in body:
        message.add_alternative(body["Html"]["Data"], subtype="html")
    for attachment in simple.get("Attachments", []):
        content_type = attachment.get("ContentType", "application/octet-stream")
        maintype, _, subtype = content_type.partition(";")[0].partition("/")
        content = base64.b64decode(attachment["RawContent"])
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=_header(attachment["FileName"]))


def _header(text: str) -> str:
    """SES refuses line breaks in headers; here they become spaces."""
    return " ".join(text.splitlines())
