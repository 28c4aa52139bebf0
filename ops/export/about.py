"""What is said at the beginning of each file of an export."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class About:
    exported_at: str
    exported_by: str  # ARN
    region: str
    selection: str  # "pipeline sorting, from 2026-11-01T00:00:00Z"
