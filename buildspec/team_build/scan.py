"""The outcome of one scanner, in our own words whatever the tool's."""

from dataclasses import dataclass
from enum import StrEnum


class NoAnswerError(Exception):
    """Why a scanner has nothing to say, in words that follow "did not run:"."""


class Severity(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class ScanFinding:
    severity: Severity
    rule: str
    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Scan:
    """`findings` is None when nothing can be said; `reason` then says why, or what the scanner could not look at."""

    tool: str
    findings: tuple[ScanFinding, ...] | None
    reason: str | None = None

    @property
    def in_words(self) -> str:
        if self.findings is None:
            return f"{self.tool} did not run: {self.reason}."
        found = f"{self.tool} found {len(self.findings) or 'nothing'}"
        return f"{found}, but {self.reason}." if self.reason else f"{found}."
