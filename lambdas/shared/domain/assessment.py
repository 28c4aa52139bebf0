"""What is established about a change before any model is asked, and the review that it makes on its own."""

from dataclasses import dataclass

from lambdas.shared.domain.change import CapturedChange, Change
from lambdas.shared.domain.diff import FileDiff, parse_diff
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.injection import find_injections
from lambdas.shared.domain.offline_review import findings_from, write_summary
from lambdas.shared.domain.review import Coverage, Finding, Grounding, Review, Risk, UnreadFile
from lambdas.shared.domain.risk import risk_floor
from lambdas.shared.domain.rules import find_facts

OFFLINE_REASON = "Offline analysis: rules only, no language model."
POLICY_NOT_CHECKED = "The team's deployment policy was not checked: no language model."


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


def assess(captured: CapturedChange, diff: str) -> Assessment:
    """Apply every rule to the (redacted) unified diff."""
    files = parse_diff(diff)
    rules = find_facts(captured.change, files, captured.redactions)
    facts = (*find_injections(captured.change, files), *rules)
    return Assessment(captured, files, facts, risk_floor(facts))


def review_without_model(assessment: Assessment, *, reason: str, notes: tuple[str, ...] = ()) -> Review:
    """The lowest rung of the ladder: the facts alone, in plain sentences. `reason` says why no model wrote it."""
    return Review(
        change=assessment.change,
        coverage=rules_coverage(assessment.change),
        evidence=None,
        risk=assessment.risk,
        findings=findings_from(assessment.facts, assessment.files),
        summary=write_summary(assessment.change, assessment.facts),
        redactions=assessment.captured.redactions,
        grounding=Grounding(claims=0, supported=0, dropped=0),
        model=None,
        unavailable_reason=reason,
        notes=(*notes, POLICY_NOT_CHECKED) if assessment.has_policy else notes,
    )


def rules_coverage(change: Change) -> Coverage:
    """The rules read every changed line that git counts; of binary files and submodules there is none."""
    unread = tuple(UnreadFile(file.path, _why_unread(file.is_binary)) for file in change.files if file.added is None)
    lines = change.changed_lines
    return Coverage(len(change.files), len(change.files) - len(unread), unread, lines, lines)


def _why_unread(is_binary: bool) -> str:  # noqa: FBT001 -- the one thing it asks
    return "binary: only its name and size are known" if is_binary else "git counts no lines in it"
