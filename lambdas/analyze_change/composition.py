"""From a model's grounded answers to the review: parts merged, gaps filled with the rules' words, risk only raised."""

from collections.abc import Iterable, Iterator

from lambdas.analyze_change.policies import merged_checks, policy_notes
from lambdas.analyze_change.reading import Reader
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.answer import AnswerError
from lambdas.shared.domain.fitting import Fitted
from lambdas.shared.domain.grounding.grounded import Grounded
from lambdas.shared.domain.model_errors import ModelError
from lambdas.shared.domain.offline_review import write_summary
from lambdas.shared.domain.review import Finding, Grounding, Level, Review, Risk, RiskReason, Summary


def compose(reader: Reader, fitted: Fitted, *, notes: tuple[str, ...]) -> Review:
    """
    Have the change read and make one review of it.

    Raises:
        ModelError, AnswerError: a part of it got no usable answer.
    """
    parts = reader.read(fitted)
    task = reader.task
    summary, merge_notes, merge_grounding = _one_summary(reader, parts)
    summary, gap_notes = _without_gaps(summary, task)
    policy_checks = merged_checks(check for part in parts for check in part.policy_checks)
    return Review(
        change=task.assessment.change,
        coverage=fitted.coverage,
        evidence=None,
        risk=_raised(task.assessment.risk, (reason for part in parts for reason in part.risk_reasons)),
        findings=_once((*task.assessment.injection_findings(), *(one for part in parts for one in part.findings))),
        summary=summary,
        redactions=task.assessment.captured.redactions,
        grounding=_sum((*(part.grounding for part in parts), *merge_grounding)),
        model=reader.meter.use(reader.model_id, task.prompt.version),
        unavailable_reason=None,
        notes=(
            *notes,
            *_reading_notes(fitted, reader.candidates),
            *merge_notes,
            *gap_notes,
            *policy_notes(task.assessment, policy_checks),
        ),
        policy_checks=policy_checks,
    )


def _one_summary(reader: Reader, parts: tuple[Grounded, ...]) -> tuple[Summary, tuple[str, ...], tuple[Grounding, ...]]:
    """The parts' summaries as one: by the model, and where it cannot, one after the other."""
    if len(parts) == 1:
        return parts[0].summary, (), ()
    try:
        merged = reader.merge(parts)
    except (ModelError, AnswerError) as error:
        return _in_a_row(parts), (f"The summaries of the parts stand one after the other. {error}",), ()
    return merged.summary, (), (merged.grounding,)


def _in_a_row(parts: tuple[Grounded, ...]) -> Summary:
    summaries = [part.summary for part in parts]
    return Summary(
        headline=next((one.headline for one in summaries if one.headline), ""),
        paragraphs=tuple(text for one in summaries for text in one.paragraphs),
        consequences=tuple(dict.fromkeys(text for one in summaries for text in one.consequences)),
        questions=tuple(dict.fromkeys(text for one in summaries for text in one.questions)),
    )


def _without_gaps(summary: Summary, task: Task) -> tuple[Summary, tuple[str, ...]]:
    """Where nothing of the model's words held against the diff, the rules' words stand, and the brief says so."""
    if summary.headline and summary.paragraphs:
        return summary, ()
    rules = write_summary(task.assessment.change, task.assessment.facts)
    filled = Summary(
        headline=summary.headline or rules.headline,
        paragraphs=summary.paragraphs or rules.paragraphs,
        consequences=summary.consequences or rules.consequences,
        questions=summary.questions or rules.questions,
    )
    what = "headline" if summary.paragraphs else "summary"
    return filled, (f"The model's {what} was not borne out by the diff; it was replaced by what the rules establish.",)


def _raised(floor: Risk, reasons: Iterable[RiskReason]) -> Risk:
    """The model can only raise the risk, and only with reasons that the diff bears out."""
    raising = tuple(reasons)
    level = max((floor.level, *(reason.level for reason in raising)), key=lambda level: level.rank, default=Level.LOW)
    return Risk(level=level, floor=floor.floor, reasons=(*floor.reasons, *raising))


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Most severe first; two findings at one place with one title are one."""
    unique: dict[tuple[str, int | None, str], Finding] = {}
    for one in findings:
        unique.setdefault((one.path, one.line_start, one.title), one)
    return tuple(sorted(unique.values(), key=lambda one: -one.severity.rank))


def _sum(groundings: Iterable[Grounding]) -> Grounding:
    counts = [(one.claims, one.supported, one.dropped) for one in groundings]
    claims, supported, dropped = (sum(column) for column in zip(*counts, strict=True))
    return Grounding(claims, supported, dropped)


def _reading_notes(fitted: Fitted, candidates: int) -> Iterator[str]:
    if len(fitted.parts) > 1:
        yield f"The change was too large for one reading; it was read in {len(fitted.parts)} parts."
    if candidates > 1:
        of_what = "each part" if len(fitted.parts) > 1 else "the change"
        yield f"{candidates} answers to {of_what} were asked for; the one that the diff bears out best was taken."
