"""What is established about a change before any model is asked, and the review that it makes on its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.shared.domain.change import CapturedChange, Change, FileChange
from lambdas.shared.domain.diff import FileDiff, parse_diff
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.injection import find_injections
from lambdas.shared.domain.offline_review import findings_from, write_summary
from lambdas.shared.domain.policy_notes import NOT_CHECKED
from lambdas.shared.domain.review import Coverage, Finding, Grounding, Review, Risk, UnreadFile
from lambdas.shared.domain.risk import risk_floor
from lambdas.shared.domain.rules import find_facts
from lambdas.shared.domain.standing_policies import with_policies

OFFLINE_REASON = "Offline analysis: rules only, no language model."


@dataclass(frozen=True, slots=True)
class Assessment:
    """Computed from the diff alone: the same for every model, and without one."""

    captured: CapturedChange
    files: tuple[FileDiff, ...]
    facts: tuple[Fact, ...]
    risk: Risk  # its level is the floor

    @property
    def change(self) -> Change:
        return self.captured.change

    @property
    def has_policy(self) -> bool:
        return bool(self.captured.policy and self.captured.policy.strip())

    def injection_findings(self) -> tuple[Finding, ...]:
        """Attempts to instruct the reviewer: shown whatever the model says of them."""
        attempts = tuple(fact for fact in self.facts if fact.kind is FactKind.INJECTION)
        return findings_from(attempts, self.files)


def assess(captured: CapturedChange, diff: str | Sequence[FileDiff], *, policies: Sequence[str] = ()) -> Assessment:
    """Apply every rule to the (redacted) unified diff, as a text or as its files; `policies` are of the settings."""
    files = parse_diff(diff) if isinstance(diff, str) else tuple(diff)
    rules = find_facts(captured.change, files, captured.redactions)
    facts = (*find_injections(captured.change, files), *rules)
    return Assessment(with_policies(captured, policies), files, facts, risk_floor(facts))


def review_without_model(assessment: Assessment, *, reason: str, notes: tuple[str, ...] = ()) -> Review:
    """The lowest rung of the ladder: the facts alone, in plain sentences. `reason` says why no model wrote it."""
    return Review(
        change=assessment.change,
        coverage=rules_coverage(assessment.change, assessment.files),
        evidence=None,
        risk=assessment.risk,
        findings=findings_from(assessment.facts, assessment.files),
        summary=write_summary(assessment.change, assessment.facts),
        redactions=assessment.captured.redactions,
        grounding=Grounding(claims=0, supported=0, dropped=0),
        model=None,
        unavailable_reason=reason,
        notes=(*notes, NOT_CHECKED) if assessment.has_policy else notes,
    )


def rules_coverage(change: Change, files: Sequence[FileDiff]) -> Coverage:
    """The rules read every changed line that git counts, but for the end of a huge file; a binary file has none."""
    cut = {file.path: file.changed_lines for file in files if file.is_cut}
    unread = tuple(
        UnreadFile(file.path, _why_unread(file, cut.get(file.path)))
        for file in change.files
        if file.added is None or file.path in cut
    )
    missing = sum(file.changed_lines - cut[file.path] for file in change.files if file.path in cut)
    lines = change.changed_lines
    return Coverage(len(change.files), len(change.files) - len(unread), unread, lines, lines - missing)


def _why_unread(file: FileChange, read: int | None) -> str:
    if read is not None:
        return f"only the first {read:,} of {file.changed_lines:,} changed lines were read: the file is too large"
    return "binary: only its name and size are known" if file.is_binary else "git counts no lines in it"
