"""What a setting says of itself: a sentence for the reference in docs/, and the check that its value must pass."""

from collections.abc import Callable, Mapping
from dataclasses import Field
from typing import Any

Check = Callable[[Any], None]


def about(text: str, check: Check | None = None) -> Mapping[str, Any]:
    """The metadata of a setting's field."""
    return {"about": text, "check": check}


def text_of(field: Field[Any]) -> str:
    return str(field.metadata["about"])


def check_of(field: Field[Any]) -> Check | None:
    check: Check | None = field.metadata["check"]
    return check
