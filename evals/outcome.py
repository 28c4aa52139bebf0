"""What came of one review: the case, the entry, the prompt, the repeat, and how it scored."""

from dataclasses import dataclass

from evals.scoring import Score


@dataclass(frozen=True, slots=True)
class Outcome:
    case: str
    kind: str
    language: str
    entry: str
    prompt: str
    repeat: int
    model_id: str | None  # who wrote the review; None: the rules
    reason: str | None  # why no model did
    score: Score
    input_tokens: int
    output_tokens: int
    cost_usd: float | None  # at list price; None: there is none
    seconds: float

    @property
    def recall(self) -> float | None:
        """Share of the required facts that the writer said; None where none is required."""
        facts = self.score.facts
        return sum(fact.is_said for fact in facts) / len(facts) if facts else None

    @property
    def placed(self) -> float | None:
        facts = self.score.facts
        return sum(fact.is_placed for fact in facts) / len(facts) if facts else None

    @property
    def brief_recall(self) -> float | None:
        facts = self.score.facts
        return sum(fact.is_in_brief for fact in facts) / len(facts) if facts else None
