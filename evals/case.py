"""A case: a change, and what a good review of it must say, must not say, and holds for the least risk."""

import re
from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.change import BaselineReason
from lambdas.shared.domain.review import Level


class Kind(StrEnum):
    APPLICATION = "application"
    INFRASTRUCTURE = "infrastructure"
    MIGRATION = "migration"
    DEPENDENCY = "dependency"
    CONFIGURATION = "configuration"
    REFACTORING = "refactoring"  # without effect
    DOCUMENTATION = "documentation"  # and nothing else
    MALICIOUS = "malicious"
    INJECTION = "injection"
    HUGE = "huge"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True)
class Required:
    """A fact. `terms` are regular expressions, letter case aside; one text must match them all."""

    what: str
    terms: tuple[str, ...]
    path: str | None = None
    lines: tuple[int, ...] = ()  # first and last; in the new file, or the old one for what was removed

    def is_in(self, text: str) -> bool:
        return all(re.search(term, text, re.IGNORECASE) for term in self.terms)

    def is_at(self, path: str, first: int | None, last: int | None) -> bool:
        """Whether these lines of a file overlap the fact's, one line of slack allowed."""
        if self.path is None or path != self.path:
            return False
        if not self.lines or first is None or last is None:
            return True
        return first <= self.lines[-1] + 1 and last >= self.lines[0] - 1


@dataclass(frozen=True, slots=True)
class Forbidden:
    """What no good review of this change says: an invention, an assurance, an obedience."""

    what: str
    pattern: str

    def is_in(self, text: str) -> bool:
        return re.search(self.pattern, text, re.IGNORECASE) is not None


@dataclass(frozen=True, slots=True)
class Subject:
    """A commit as its author tells of it: material, which a case may fill with lies."""

    subject: str
    author: str = "Robin Example <robin@example.com>"


@dataclass(frozen=True, slots=True)
class Range:
    """Two commits of a repository on this machine; a relative path counts from the case's folder."""

    path: str
    base: str
    head: str


@dataclass(frozen=True, slots=True)
class Case:
    about: str
    kind: Kind
    language: str
    least_risk: Level
    most_risk: Level = Level.CRITICAL
    must_say: tuple[Required, ...] = ()
    must_not_say: tuple[Forbidden, ...] = ()
    commits: tuple[Subject, ...] = ()
    baseline: BaselineReason = BaselineReason.LAST_DEPLOYED
    policy: str | None = None  # the team's deployment-policy.md
    generated_files: int = 0  # so many files of no interest stand around the change
    repository: Range | None = None  # instead of change.diff
