"""What came of one review: the case, the entry, the prompt, the repeat, and how it scored."""

from dataclasses import dataclass

from evals.scoring import Score
from lambdas.analyze_change.ladder import NO_ANSWER


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
    def silence(self) -> str | None:
        """Why no answer of the models that were asked could be used; None where one was, or none was asked."""
        if self.reason is None or not self.reason.startswith(NO_ANSWER):
            return None
        return self.reason.removeprefix(NO_ANSWER).strip()

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
