"""What one model is told, and what it is shown: our words on one side, fenced material on the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from lambdas.analyze_change.policies import shown_policy
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.grounding.grounded import Grounded
from lambdas.shared.domain.injection import boundary_of, fence

_MOST_FACTS = 60
_MOST_COMMITS = 100


@dataclass(frozen=True, slots=True)
class Instructions:
    """`words` are ours; `material` was written by the people under review, and stands between boundaries."""

    system: str
    words: str
    material: str


def for_part(task: Task, diff: str, *, part: int, parts: int) -> Instructions:
    """What a model needs to review one part (counted from 1) of the change."""
    change = task.assessment.change
    words = task.prompt.render(
        "user",
        pipeline_name=task.pipeline_name,
        repository_name=task.settings.repository_name,
        baseline_text=change.baseline_text,
        part_text="" if parts == 1 else f"The change is read in parts; this is part {part} of {parts}.",
    )
    sections = {
        "Facts": _facts(task),
        "Deployment policy": shown_policy(task.assessment) or "(none)",
        "Commits": _commits(task),
        "Diff": diff,
    }
    return _fenced(task, words, sections)


def for_merging(task: Task, parts: Sequence[Grounded]) -> Instructions:
    """What a model needs to make one review of the grounded reviews of all parts."""
    reviews = {f"Part {number}": _told(part) for number, part in enumerate(parts, start=1)}
    return _fenced(task, task.prompt.render("merge", parts=len(parts)), reviews)


def _fenced(task: Task, words: str, sections: dict[str, str]) -> Instructions:
    boundary = boundary_of(*sections.values())
    material = "\n\n".join(f"{title}:\n{fence(text, boundary=boundary)}" for title, text in sections.items())
    floor = task.assessment.risk.floor
    system = task.prompt.render("system", language=task.settings.language, risk_floor=floor, boundary=boundary)
    return Instructions(system, words, material)


def _facts(task: Task) -> str:
    """The gravest first: what the rules hold for risky is what the model must not overlook."""
    facts = sorted(task.assessment.facts, key=lambda fact: -(fact.level.rank if fact.level else -1))
    lines = [f"- {fact.text} ({fact.rule}, {fact.path}:{fact.line or ''})" for fact in facts[:_MOST_FACTS]]
    return "\n".join((*lines, *_more(len(facts), _MOST_FACTS))) or "(none)"


def _commits(task: Task) -> str:
    commits = task.assessment.change.commits
    lines = [f"- {commit.id[:12]} {commit.author}: {commit.subject}" for commit in commits[:_MOST_COMMITS]]
    return "\n".join((*lines, *_more(len(commits), _MOST_COMMITS))) or "(none)"


def _more(total: int, shown: int) -> tuple[str, ...]:
    return (f"- … and {total - shown} more",) if total > shown else ()


def _told(part: Grounded) -> str:
    summary = part.summary
    return "\n".join((summary.headline, *summary.paragraphs, *summary.consequences, *summary.questions))
