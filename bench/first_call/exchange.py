"""One call of AWS as it was recorded: what was asked, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Exchange:
    service: str
    operation: str
    asked: Mapping[str, Any]  # as boto3 takes it
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class FirstCall:
    step: str
    event: Mapping[str, Any]
    exchanges: tuple[Exchange, ...]  # in their order
