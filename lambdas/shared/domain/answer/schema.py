"""The JSON Schema of the tool `submit_review`: every field described for the model, in the order it should think."""

from typing import Any

from lambdas.shared.domain.answer import bounds
from lambdas.shared.domain.review import Level


def _text(description: str, longest: int) -> dict[str, Any]:
    return {"type": "string", "description": description, "maxLength": longest}


def _list(item: dict[str, Any], most: int, description: str = "") -> dict[str, Any]:
    return {"type": "array", "items": item, "maxItems": most, **({"description": description} if description else {})}


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_LEVEL = {"type": "string", "enum": [level.value for level in Level]}
_PATH = _text("The file, exactly as the diff names it.", bounds.PATH)
_LINE = {"type": "integer", "minimum": 1}
_QUOTE = _text(
    "The characters of changed lines there, exactly as they stand in the diff, without the + or - mark.", bounds.QUOTE
)

_FINDING = _object(
    {
        "title": _text("What it is, in a few words.", bounds.TITLE),
        "text": _text("What it means for the deployment, in plain words.", bounds.FINDING),
        "severity": _LEVEL,
        "path": _PATH,
        "line_start": {**_LINE, "description": "In the new file; in the old file for removed lines."},
        "line_end": _LINE,
        "quote": _QUOTE,
    }
)
_REASON = _object(
    {"text": _text("One sentence.", bounds.SENTENCE), "path": _PATH, "line": _LINE, "quote": _QUOTE},
)
_POLICY = _object(
    {
        "policy": _text("The sentence of the policy, word for word.", bounds.SENTENCE),
        "complies": {"type": "string", "enum": ["yes", "no", "unclear"]},
        "text": _text("Why, in one sentence.", bounds.SENTENCE),
        "path": _PATH,
        "line": _LINE,
    },
    optional=("path", "line"),
)

ANSWER_SCHEMA: dict[str, Any] = _object(
    {
        "headline": _text("One sentence, the most important effect first.", bounds.HEADLINE),
        "paragraphs": _list(_text("At most four sentences.", bounds.PARAGRAPH), bounds.PARAGRAPHS),
        "consequences": _list(_text("One sentence.", bounds.SENTENCE), bounds.CONSEQUENCES),
        "questions": _list(_text("One question to the author.", bounds.SENTENCE), bounds.QUESTIONS),
        "findings": _list(_FINDING, bounds.FINDINGS),
        "risk": _object({"level": _LEVEL, "reasons": _list(_REASON, bounds.REASONS)}),
        "policy_checks": _list(_POLICY, bounds.POLICIES, "One for each sentence of the policy that applies, if any."),
    },
    optional=("policy_checks",),
)
