"""SES tells the event bus of each mail that it has sent, with the tags that it was given."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local.cloud.http import Message, Send
from local.cloud.settings import CloudSettings
from local.ministack.events import put_service_event

_OK = 200


@dataclass(frozen=True, slots=True)
class SentMails:
    settings: CloudSettings

    def telling(self, send: Send, body: bytes) -> Send:
        """Passes SES's answer on, and tells of the mail once SES has taken it; `body` is what SES was sent."""
        answer, statuses = bytearray(), []

        async def send_and_tell(message: Message) -> None:
            statuses.append(message.get("status", 0))
            answer.extend(message.get("body", b""))
            is_last = message["type"] == "http.response.body" and not message.get("more_body", False)
            if is_last and statuses[0] == _OK:
                self._tell(json.loads(body), str(json.loads(answer)["MessageId"]))
            await send(message)

        return send_and_tell

    def _tell(self, mail: Mapping[str, Any], message_id: str) -> None:
        settings = self.settings
        set_ = str(mail.get("ConfigurationSetName", ""))
        tags = {tag["Name"]: [tag["Value"]] for tag in mail.get("EmailTags", [])}
        put_service_event(
            source="aws.ses",
            detail_type="Email Sent",
            resources=[f"arn:aws:ses:{settings.region}:{settings.account_id}:configuration-set/{set_}"],
            detail={
                "eventType": "Send",
                "mail": {
                    "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                    "source": mail.get("FromEmailAddress", ""),
                    "sendingAccountId": settings.account_id,
                    "messageId": message_id,
                    "destination": mail.get("Destination", {}).get("ToAddresses", []),
                    "tags": {"ses:configuration-set": [set_], **tags},
                },
                "send": {},
            },
        )
