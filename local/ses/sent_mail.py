"""A mail that SES has taken."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

_DESTINATIONS = ("ToAddresses", "CcAddresses", "BccAddresses")


@dataclass(frozen=True, slots=True)
class SentMail:
    request: Mapping[str, Any]  # of SES v2's SendEmail
    message_id: str
    caller_arn: str
    region: str
    account_id: str

    @property
    def configuration_set(self) -> str:
        return str(self.request.get("ConfigurationSetName", ""))

    @property
    def sender(self) -> str:
        """With the name, if it has one."""
        return str(self.request.get("FromEmailAddress", ""))

    @property
    def sender_address(self) -> str:
        return parseaddr(self.sender)[1]

    @property
    def recipients(self) -> list[str]:
        """Addresses without names."""
        destination = self.request.get("Destination", {})
        return [parseaddr(each)[1] for name in _DESTINATIONS for each in destination.get(name, [])]

    @property
    def subject(self) -> str:
        return str(self._simple.get("Subject", {}).get("Data", ""))

    @property
    def headers(self) -> list[dict[str, str]]:
        """In SES's form."""
        own = [("From", self.sender), ("To", ", ".join(self.recipients)), ("Subject", self.subject)]
        given = [(each["Name"], each["Value"]) for each in self._simple.get("Headers", [])]
        return [{"name": name, "value": value} for name, value in (*own, *given)]

    @property
    def tags(self) -> dict[str, list[str]]:
        """Those that the mail was given."""
        return {each["Name"]: [each["Value"]] for each in self.request.get("EmailTags", [])}

    @property
    def content(self) -> bytes:
        """What a scanner would look through."""
        content = self.request.get("Content", {})
        texts = [part["Data"].encode() for part in self._simple.get("Body", {}).values()]
        files = [base64.b64decode(each["RawContent"]) for each in self._simple.get("Attachments", [])]
        raw = [base64.b64decode(content["Raw"]["Data"])] if "Raw" in content else []
        return b"\n".join((*texts, *files, *raw))

    @property
    def _simple(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.request.get("Content", {}).get("Simple", {})
        return found
