"""The review: all that is said of one execution. `review.json` is its JSON form (docs/review.schema.json)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lambdas.shared.domain import codec
from lambdas.shared.domain.change import Change, Redaction


class Level(StrEnum):
    """Risk and severity, in ascending order of `rank`."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class UnreadFile:
    path: str
    reason: str  # in words, for the brief


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the change was read by whoever wrote the summary (`model`, or the rules)."""

    files_total: int
    files_read: int
    files_not_read: tuple[UnreadFile, ...]
    changed_lines_total: int
    changed_lines_read: int


@dataclass(frozen=True, slots=True)
class Tests:
    passed: int
    failed: int
    skipped: int


@dataclass(frozen=True, slots=True)
class ScanFinding:
    tool: str
    severity: Level
    rule: str
    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """
    What the build of step 2 left behind.

    `build` is a sentence that is always shown: "The build passed.", "No build ran.", …
    `tests` and `scans` are None where no such file was produced; an empty `scans` is a scan without findings.
    """

    build: str
    tests: Tests | None = None
    scans: tuple[ScanFinding, ...] | None = None


@dataclass(frozen=True, slots=True)
class RiskReason:
    rule: str  # name of the rule, or "model"
    path: str
    line: int | None  # None: the whole file; counts in the old file where `is_removed`
    text: str
    level: Level
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """Two channels: `floor` comes from the rules alone, `level` is never below it."""

    level: Level
    floor: Level
    reasons: tuple[RiskReason, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """
    What the reviewer says about one place of the change; only findings that the change bears out are kept.

    One about a file's name or about a commit has no lines and quotes nothing; such findings come from rules alone.
    """

    title: str
    text: str
    severity: Level
    path: str  # of the file; "commit 1a2b3c4" for what stands in a commit's author or subject
    line_start: int | None
    line_end: int | None
    quote: str

    @property
    def lines(self) -> range:
        if self.line_start is None:
            return range(0)
        return range(self.line_start, (self.line_end or self.line_start) + 1)


class Compliance(StrEnum):
    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """
    Whether the change complies with one sentence of the team's deployment policy, as a model says.

    In a review `yes` and `no` always have a place that the diff shows. A sentence may be checked at several places,
    each time with the same verdict.
    """

    policy: str  # the sentence, as the team wrote it
    complies: Compliance
    text: str  # why
    path: str | None = None
    line: int | None = None  # in the new file; in the old file where only that shows it


@dataclass(frozen=True, slots=True)
class Summary:
    """Plain words for a manager; plain text, never markup."""

    headline: str
    paragraphs: tuple[str, ...]
    consequences: tuple[str, ...]  # for function, security, operations, cost
    questions: tuple[str, ...]  # to ask the author


@dataclass(frozen=True, slots=True)
class Grounding:
    claims: int
    supported: int
    dropped: int


@dataclass(frozen=True, slots=True)
class ModelUse:
    id: str
    prompt_version: str
    input_tokens: int
    output_tokens: int
    cost_usd: float | None  # None: no list price is known for this model
    latency_ms: int


@dataclass(frozen=True, slots=True)
class Review:
    change: Change
    coverage: Coverage
    evidence: Evidence | None  # None until the approval opens
    risk: Risk
    findings: tuple[Finding, ...]
    summary: Summary
    redactions: tuple[Redaction, ...]
    grounding: Grounding
    model: ModelUse | None
    unavailable_reason: str | None  # set exactly when `model` is None
    notes: tuple[str, ...] = ()  # what the reader must know of how this review came about ("read in 3 parts")
    policy_checks: tuple[PolicyCheck, ...] = field(default=(), metadata=codec.ABSENT_WHEN_EMPTY)

    def to_data(self) -> dict[str, Any]:
        """The JSON form, with its digest."""
        data: dict[str, Any] = codec.to_data(self)
        return {**data, "digest": codec.digest(data)}


def read_review(data: dict[str, Any]) -> Review:
    """
    Read the JSON form and check its digest.

    Raises:
        codec.ShapeError: not the JSON form of a review.
        TamperedReviewError: the digest is not that of the content.
    """
    content = {key: value for key, value in data.items() if key != "digest"}
    if codec.digest(content) != data.get("digest"):
        raise TamperedReviewError
    return codec.from_data(Review, content)


class TamperedReviewError(Exception):
    """The review is not the one whose digest it carries."""
