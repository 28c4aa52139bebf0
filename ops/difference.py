"""Two reviews of one change, held side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from lambdas.shared.domain.review import Review


@dataclass(frozen=True, slots=True)
class Difference:
    what: str
    first: str
    again: str

    @property
    def is_one(self) -> bool:
        return self.first != self.again


def compare(first: Review, again: Review) -> tuple[Difference, ...]:
    """What they say of the same things, whether it differs or not."""
    pairs = zip(_figures(first), _figures(again), strict=True)
    return tuple(Difference(what, value, other) for (what, value), (_, other) in pairs)


def only_in(review: Review, other: Review) -> tuple[str, ...]:
    """Findings and reasons for risk, a line each, about places of which the other has nothing to say."""
    places = {place for place, _ in _points(other)}
    return tuple(
        dict.fromkeys(f"{':'.join(map(str, place))} {text}" for place, text in _points(review) if place not in places)
    )


def _figures(review: Review) -> Iterator[tuple[str, str]]:
    use = review.model
    yield "written by", use.id if use else "the rules alone"
    yield "prompt", use.prompt_version if use else "-"
    yield "headline", review.summary.headline
    yield "risk", review.risk.level
    yield "findings", str(len(review.findings))
    yield "questions", str(len(review.summary.questions))
    yield "files read", f"{review.coverage.files_read} of {review.coverage.files_total}"
    yield "claims dropped", f"{review.grounding.dropped} of {review.grounding.claims}"
    yield "tokens in and out", f"{use.input_tokens:,} and {use.output_tokens:,}" if use else "-"
    yield "US dollars", f"{use.cost_usd:.4f}" if use and use.cost_usd is not None else "-"
    yield "seconds", f"{use.latency_ms / 1000:.1f}" if use else "-"


def _points(review: Review) -> Iterator[tuple[tuple[str, int], str]]:
    for finding in review.findings:
        yield (finding.path, finding.line_start or 0), f"{finding.severity}: {finding.title}"
    for reason in review.risk.reasons:
        yield (reason.path, reason.line or 0), f"{reason.level}: {reason.text}"
