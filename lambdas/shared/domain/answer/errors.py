"""
Why an answer could not be used.

Each has a sentence for the brief, and says what one repair request should ask for:

    AnswerError
    ├── RefusedAnswerError             nothing to repair: the next model
    │   ├── FilteredAnswerError        the provider's own filter
    │   └── GuardrailInterventionError the account's guardrail
    ├── TruncatedAnswerError           ask for a shorter one
    ├── MissingAnswerError             ask for the tool
    ├── MalformedAnswerError           ask for valid JSON
    ├── WrongSchemaError               say which field is wrong
    └── UnfoundedAnswerError           nothing to repair: the next model
"""


class AnswerError(Exception):
    """Its text never quotes the answer, which may quote the diff."""

    sentence = "The model's answer could not be used."
    repair: str | None = None  # what to tell the model; None: asking again will not help

    def __str__(self) -> str:
        return self.sentence


class RefusedAnswerError(AnswerError):
    sentence = "The model refused to review this change."


class FilteredAnswerError(RefusedAnswerError):
    sentence = "The model's provider filtered the answer."


class GuardrailInterventionError(RefusedAnswerError):
    sentence = "The account's guardrail blocked the review of this change."


class TruncatedAnswerError(AnswerError):
    sentence = "The model's answer was cut off."
    repair = "it was cut off at the limit of its length. Use at most two paragraphs, six findings and short sentences."


class MissingAnswerError(AnswerError):
    sentence = "The model answered without a review."
    repair = "it contained neither a call of `submit_review` nor JSON of its schema."


class MalformedAnswerError(AnswerError):
    sentence = "The model's answer was not readable as data."
    repair = "its JSON was not valid. Escape quotes and line ends inside of texts."


class WrongSchemaError(AnswerError):
    """One field is missing or of another type than the schema says."""

    sentence = "The model's answer did not have the agreed form."

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.repair = f"{problem}."


class UnfoundedAnswerError(AnswerError):
    """The answer has the form that was asked for, and most of what it claims is not in the diff."""

    def __init__(self, claims: int) -> None:
        super().__init__(claims)
        self.sentence = f"The diff bears out less than half of the {claims:,} claims of the model's answer."
