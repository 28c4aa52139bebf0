"""EventBridge's default bus, as a service of AWS tells it of something."""

from collections.abc import Mapping
from typing import Any, Protocol


class PutEvent(Protocol):
    def __call__(self, *, source: str, detail_type: str, resources: list[str], detail: Mapping[str, Any]) -> None: ...
