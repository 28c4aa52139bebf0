"""One thing that was looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from botocore.exceptions import ClientError


class State(StrEnum):
    OK = "ok"
    WARN = "warn"  # it works, or may work; know of it
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    state: State
    found: str
    remedy: str = ""


def readable(name: str, look: Callable[[], Check]) -> Check:
    """What cannot be looked at is not known to be wrong."""
    try:
        return look()
    except ClientError as error:
        code = error.response["Error"].get("Code") or "an error without a name"
        return Check(name, State.WARN, f"cannot be read ({code})", "Look at it in the console, or allow yourself to.")
