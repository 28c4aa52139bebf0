"""The mailbox of this machine: each mail that SES took, a file each, with its attachments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property
from pathlib import Path

from local.account.outgoing_mail import compose


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    id: str  # SES's message id, without its domain
    sent_at: datetime
    source: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.source, policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "(no subject)")

    @property
    def sender(self) -> str:
        return str(self.message["From"] or "")

    @property
    def recipients(self) -> str:
        return str(self.message["To"] or "")

    @cached_property
    def html(self) -> str | None:
        return self._body("html")

    @cached_property
    def text(self) -> str | None:
        return self._body("plain")

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(part.get_filename() or "attachment", part.get_content_type(), _content(part))
            for part in self.message.iter_attachments()
        )

    def _body(self, kind: str) -> str | None:
        part = self.message.get_body(preferencelist=(kind,))
        return None if part is None else str(part.get_content())


@dataclass(frozen=True, slots=True)
class Mailbox:
    folder: Path

    def keep(self, request_body: bytes, *, message_id: str) -> None:
        """Keep what SES has just accepted."""
        sent_at = datetime.now(UTC)
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{sent_at.timestamp():.3f}_{_mail_id(message_id)}.eml"
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(compose(request_body, message_id=message_id, sent_at=sent_at))
        unfinished.rename(path)

    def mails(self) -> list[Mail]:
        """The newest first."""
        return [_read(path) for path in sorted(self._paths(), reverse=True)]

    def find(self, message_id: str) -> Mail | None:
        wanted = f"_{_mail_id(message_id)}.eml"
        return next((_read(path) for path in self._paths() if path.name.endswith(wanted)), None)

    def _paths(self) -> Iterator[Path]:
        return self.folder.glob("*.eml")


def _mail_id(message_id: str) -> str:
    return re.sub(r"[^\w-]", "-", message_id.partition("@")[0], flags=re.ASCII)


def _read(path: Path) -> Mail:
    timestamp, _, mail_id = path.stem.partition("_")
    return Mail(id=mail_id, sent_at=datetime.fromtimestamp(float(timestamp), UTC), source=path.read_bytes())


def _content(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else part.as_bytes()
