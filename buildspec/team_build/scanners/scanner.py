"""What has to be known of a scanner."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from buildspec.team_build.scan import NoAnswerError, ScanFinding

Reading = tuple[tuple[ScanFinding, ...], str | None]  # the findings, and what could not be looked at


@dataclass(frozen=True, slots=True)
class Scanner:
    tool: str
    program: str
    requirement: str | None  # what pip installs where the program is not there; None: nothing
    applies: Callable[[Path], bool]
    arguments: Callable[[Path, Path], list[str]]  # from the clone and a folder for files
    read: Callable[[str, Path], Reading]


def json_object(answer: str, *, with_key: str) -> dict[str, Any]:
    """
    Parse a scanner's answer; `with_key` is what it has even where nothing was found.

    Raises:
        NoAnswerError: it is no such JSON object, as when the scanner could not reach its database.
    """
    try:
        data = json.loads(answer)
    except ValueError as error:
        raise NoAnswerError("its answer cannot be read; its database may be out of reach") from error
    if not isinstance(data, dict) or with_key not in data:
        raise NoAnswerError("its answer is none; its database may be out of reach")
    return data
