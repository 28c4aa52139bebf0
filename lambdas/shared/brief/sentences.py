"""What is said of a review beside its summary: how it came about, how much was read, what the build left behind."""

from collections import Counter
from itertools import islice

from lambdas.shared.brief.brief import Brief, BriefKind
from lambdas.shared.brief.hostile_text import capped, named_path, one_line, visible
from lambdas.shared.brief.unread import unread_files
from lambdas.shared.brief.words import at, count, duration, listed, percent, sentence
from lambdas.shared.domain.change import BaselineReason, Change, is_nothing, short_commit
from lambdas.shared.domain.production import Deployed
from lambdas.shared.domain.review import Coverage, Evidence, Level, Review, Risk, Tests, UnreadFile

_REASON_LENGTH = 130  # two lines
IN_PLACE = "No mail reaches the approver's address, so this goes to you: see that somebody decides."
_ALL = {1: "The one file", 2: "Both files"}
_WITHHELD = "The report is not attached, because Amazon SES found a virus in the mail that had it."
_NOT_CHECKED = (
    "Its places, quotations, names and numbers were looked up; "
    "what it concludes from them, or says without any, was not."
)
_NO_MODEL = "Offline analysis: rules only, no language model."


def notices(brief: Brief) -> tuple[str, ...]:
    """What must be known before the first word of the summary; its first line says so where no model was there."""
    found = [IN_PLACE] if brief.is_escalated else []
    if brief.is_report_withheld:
        found.append(_WITHHELD)
    if brief.review.model is None:
        reason = sentence(one_line(brief.review.unavailable_reason or _NO_MODEL))
        found.append(capped(reason, _REASON_LENGTH))
    if brief.kind is BriefKind.OVERDUE:
        found.append("The review is late. These are the facts alone; the full review may still follow.")
    if brief.kind is BriefKind.REMINDER:
        found.append(f"Reminder: this approval has been waiting for {duration(brief.now - brief.opened_at)}.")
    if brief.deployed_since:
        found.append(_stale_sentence(brief.review.change, brief.deployed_since))
    if brief.newer_execution_waiting:
        found.append("A newer change is waiting behind this one. It moves on when this one is decided.")
    return tuple(found)


def _stale_sentence(change: Change, deployed: Deployed) -> str:
    """Between reading a change and deciding on it, an execution before it may have been deployed, or undone."""
    came = "was declared deployed" if deployed.is_declared else "was deployed"
    known = f"Since this change was read, commit {visible(short_commit(deployed.commit_id))} {came}; "
    base = "nothing" if is_nothing(change.base) else visible(short_commit(change.base))
    known += f"this brief still compares with {base}: "
    if deployed.commit_id == change.head:
        return known + "all of what it describes is already in production."
    if deployed.commit_id in {commit.id for commit in change.commits}:
        return known + "part of what it describes is already in production."
    return known + "what would change now is not exactly what it describes."


def coverage_sentence(review: Review, *, named: int) -> str:
    """How much was read and by whom; of the files that were not, `named` by name."""
    read, change = review.coverage, review.change
    if not read.files_total:
        return _nothing_to_read(change)
    reader = "by the rules alone" if review.model is None else "by the model"
    files = f"{read.files_read:,} of {count(read.files_total, 'file')}"
    lines = f"{percent(read.changed_lines_read, read.changed_lines_total)} of the changed lines"
    if is_complete(read):
        changed = count(read.changed_lines_total, "changed line")
        files = _ALL.get(read.files_total, f"All {read.files_total:,} files")
        return f"{files} with {changed} {'was' if read.files_total == 1 else 'were'} read {reader}."
    return f"{files}, {lines}, were read {reader}. {_not_read(unread_files(review), named)}".rstrip()


def is_complete(coverage: Coverage) -> bool:
    return (
        not coverage.files_not_read
        and coverage.files_read >= coverage.files_total
        and coverage.changed_lines_read >= coverage.changed_lines_total
    )


def _nothing_to_read(change: Change) -> str:
    if change.commits or change.base == change.head:
        return "No file differs from what is deployed now."
    return "Nothing was read: the change could not be extracted."


def _not_read(files: tuple[UnreadFile, ...], named: int) -> str:
    """Grouped by reason, so that fifty images cost one line."""
    by_reason: dict[str, list[str]] = {}
    for file in files:
        by_reason.setdefault(one_line(file.reason).rstrip("."), []).append(file.path)
    groups = [
        f"{_some(paths, max(1, named // len(by_reason)))} ({capped(reason, 70)})"
        for reason, paths in islice(by_reason.items(), named)
    ]
    left_out = len(by_reason) - named
    shown = "; ".join(groups) + (f"; and {count(left_out, 'other reason')}" if left_out > 0 else "")
    return f"Not read: {shown}." if groups else "Parts of some files were not read."


def _some(paths: list[str], named: int) -> str:
    names = [named_path(path) for path in paths[:named]]
    rest = len(paths) - len(names)
    return listed([*names, f"{rest:,} more"] if rest else names)


def evidence_sentence(evidence: Evidence | None) -> str:
    """Never silent: what is not there is said not to be there."""
    if evidence is None:
        return "Nothing is known of the build, its tests or its scans."
    build = sentence(one_line(evidence.build))
    if evidence.tests is None and evidence.scans is None:
        return f"{build} There are no results of tests or scans."
    return " ".join((build, _tests(evidence.tests), _scans(evidence)))


def is_alarming(evidence: Evidence | None) -> bool:
    """Something failed, or was found, or is not known."""
    return evidence is None or bool(evidence.tests and evidence.tests.failed) or bool(evidence.scans)


def _tests(tests: Tests | None) -> str:
    if tests is None:
        return "There are no test results."
    counted = [(tests.failed, "failed"), (tests.passed, "passed"), (tests.skipped, "skipped")]
    parts = [f"{number:,} {verb}" for number, verb in counted if number]
    return f"Tests: {listed(parts)}." if parts else "No test ran."


def _scans(evidence: Evidence) -> str:
    if evidence.scans is None:
        return "There are no scan results."
    if not evidence.scans:
        return "The scan found nothing."
    by_level = Counter(finding.severity for finding in evidence.scans)
    counted = [f"{by_level[level]:,} {level}" for level in reversed(Level) if by_level[level]]
    return f"The scan found {listed(counted)} {'problem' if len(evidence.scans) == 1 else 'problems'}."


def risk_sentence(risk: Risk) -> str:
    """Which of the two channels set the level."""
    if risk.level.rank > risk.floor.rank:
        return f"The rules alone put the risk at {risk.floor}; the model raised it to {risk.level}."
    if not risk.reasons:
        return "No rule found a risk in what was read."
    return f"The rules put the risk at {risk.floor} or above; nothing lowers that."


def commits_words(change: Change) -> str:
    """12 commits since 1a2b3c4d."""
    commits = count(len(change.commits), "commit")
    is_first = change.baseline_reason is BaselineReason.EMPTY_TREE or is_nothing(change.base)
    return commits if is_first else f"{commits} since {visible(short_commit(change.base))}"


def range_sentence(change: Change) -> str:
    """What lies between what is deployed and the candidate, and why that is the comparison."""
    lost = f" {count(len(change.lost_commits), 'deployed commit')} would be taken back." if change.lost_commits else ""
    return f"{sentence(commits_words(change))}{lost} {sentence(one_line(change.baseline_text))}".strip()


def expiry_sentence(brief: Brief) -> str:
    left = brief.expires_at - brief.now
    when = at(brief.expires_at)
    if left.total_seconds() <= 0:
        return f"The approval expired on {when}."
    return f"{when}, {duration(left)} after this was written. Undecided by then, nothing is deployed."


def grounding_sentence(review: Review) -> str:
    claims = review.grounding
    if review.model is None:
        return "Every sentence above was composed by rules from the diff itself."
    if not claims.claims:
        return "The model named no place, symbol or number that could be checked against the diff."
    if not claims.dropped:
        every = "the one claim" if claims.claims == 1 else f"all {claims.claims:,} claims"
        return f"The diff bears out {every} of the model. {_NOT_CHECKED}"
    return (
        f"Of {count(claims.claims, 'claim')} of the model, the diff bears out {claims.supported:,}; "
        f"{claims.dropped:,} {'was' if claims.dropped == 1 else 'were'} left out. {_NOT_CHECKED}"
    )


def writer_sentence(review: Review) -> str:
    """Who wrote the words above all others; of the rules a notice says it already."""
    if review.model is None:
        return ""
    name = capped(one_line(review.model.id).rpartition(".")[2], 40)
    claims = review.grounding
    left_out = f"; {claims.dropped:,} of {count(claims.claims, 'claim')} left out as unproven" if claims.dropped else ""
    return f"Written by a language model ({name}){left_out}."


def model_sentence(review: Review) -> str:
    use = review.model
    if use is None:
        return "No language model was used, and none was paid for."
    cost = "its list price is not known" if use.cost_usd is None else f"{use.cost_usd:.4f} USD at list price"
    return (
        f"Written by {use.id} with prompt {use.prompt_version}: {use.input_tokens:,} tokens read, "
        f"{use.output_tokens:,} written, in {use.latency_ms / 1000:.1f} seconds, {cost}."
    )
