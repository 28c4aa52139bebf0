"""What the model hands in: one tool, its schema, and a reader that takes what models really send."""

from lambdas.shared.domain.answer.errors import (
    AnswerError,
    FilteredAnswerError,
    GuardrailInterventionError,
    MalformedAnswerError,
    MissingAnswerError,
    RefusedAnswerError,
    TruncatedAnswerError,
    UnfoundedAnswerError,
    WrongSchemaError,
)
from lambdas.shared.domain.answer.reader import read_answer
from lambdas.shared.domain.answer.schema import ANSWER_SCHEMA
from lambdas.shared.domain.answer.shape import Answer, Compliance, PolicyCheck, RiskClaim

__all__ = [
    "ANSWER_SCHEMA",
    "Answer",
    "AnswerError",
    "Compliance",
    "FilteredAnswerError",
    "GuardrailInterventionError",
    "MalformedAnswerError",
    "MissingAnswerError",
    "PolicyCheck",
    "RefusedAnswerError",
    "RiskClaim",
    "TruncatedAnswerError",
    "UnfoundedAnswerError",
    "WrongSchemaError",
    "read_answer",
]
