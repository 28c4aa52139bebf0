"""
Records as an earlier release wrote them, with all that stands in the table and in the bucket.

Made by that release's own extraction, functions and mails, against a table in memory. Never edited afterwards: these
are what every later release has to read.
"""

import base64
import gzip
import json
from pathlib import Path
from typing import Any


def release(version: str) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """The items in DynamoDB's own JSON, and the objects by key."""
    stored = json.loads(Path(__file__).with_name(f"release-{version}.json").read_text(encoding="utf-8"))
    objects = {key: gzip.decompress(base64.b64decode(body)) for key, body in stored["objects"].items()}
    return [{name: _typed(value) for name, value in item.items()} for item in stored["items"]], objects


def _typed(value: dict[str, Any]) -> dict[str, Any]:
    return {"B": base64.b64decode(value["B"])} if "B" in value else value
