"""An announcement as Amazon Q Developer in chat applications shows it in Slack and Teams."""

import re
from collections.abc import Mapping
from typing import Any

from lambdas.shared.brief.hostile_text import capped, one_line, unlinked

_MARKUP = re.compile(r"[*_~`<>|\[\]()#!@&\\]")
_TITLES = {
    "approval_waiting": "{} waits for an approval",
    "approval_decided": "{}: {}",
    "execution_ended": "{}: {}",
    "execution_failed": "{} failed before any decision",
}


def custom_notification(message: Mapping[str, Any]) -> dict[str, Any]:
    """
    In Amazon Q's schema for custom notifications, version 1.0.

    Words of a change, a model or an approver are shown as they are: nothing in them formats, links or mentions.
    """
    approval = message.get("approval", {})
    status = str(approval.get("status", message["status"])).replace("_", " ").lower()
    lines = [
        f"Risk: {message['risk_level']}" if "risk_level" in message else "",
        harmless(str(message.get("headline", ""))),
        f"Comment: {harmless(str(approval['comment']))}" if "comment" in approval else "",
        f"Decided by {harmless(str(approval['decided_by']))}" if "decided_by" in approval else "",
        f"Until {approval['expires_at']}" if "url" in approval else "",
    ]
    url = approval.get("url", message["pipeline_url"])
    return {
        "version": "1.0",
        "source": "custom",
        "content": {
            "textType": "client-markdown",
            "title": _TITLES[message["event"]].format(message["pipeline_name"], status),
            "description": "\n".join(line for line in lines if line),
            "nextSteps": [f"Decide in the console: {url}" if "url" in approval else f"See the pipeline: {url}"],
        },
        "metadata": {"threadId": message["execution_id"], "summary": f"{message['pipeline_name']}: {status}"},
    }


def harmless(text: str) -> str:
    """On one line, at most 300 characters, without what Slack or Teams take for formatting, a link or a mention."""
    return unlinked(_MARKUP.sub(" ", capped(one_line(text), 300)))
