"""What a function's result gains or loses."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import words

_FIELD_ADDED = FactType("response-field-added", FactKind.BEHAVIOUR)
_FIELD_REMOVED = FactType("response-field-removed", FactKind.BEHAVIOUR, Level.MEDIUM)
_ANSWERS = words("return response jsonify json dumps json_response jsonresponse send body render_json")
_ANSWER = re.compile(  # what is returned as it stands or made into a response; a type's constructor is neither
    r"\breturn\s+(?:await\s+)?(?:(?:dict|gin\.H|mapOf|Map\.of|new)\s*|map\[\w+\]\w+(?:\{\})?)?\(?[{(]"
    r"|\b(?:json\.dumps|jsonify|JSONResponse|JsonResponse|Response|response|respond|res(?:\.status\(\d+\))?\.(?:json|send)"
    r"|c\.JSON|JSON\.stringify)\s*\(|\b[rR]esponse\b(?:\.\w+(?:\([^()]*\))?){0,3}(?:\.|->)\w+\("
    r"|\bresponse\s*:?=\s*[\w.\[\]]*[{(]|\brender\s+json:\s*[{(]"
)
_PIECES = re.compile(r"[()\[\]{}]|[^()\[\]{}]+")
_CALL = re.compile(r"\w$")  # in front of a parenthesis
_ANSWERING = re.compile(
    r"(?:[Jj]son\w*|JSON|dumps|stringify|dict|[Mm]ap\.?[Oo]f|[Rr]esponse|[Rr]espond|encode|send|ok|Ok)$"
)
_HINTS = ("return", "json", "JSON", "esponse", "res.", "respond")
_KEY = re.compile(r"[\"'](\w+)[\"']\s*(?::|=>)(?!:)|(?<=[{,])\s*(\w+)\s*:(?!:)")
_TECHNICAL = frozenset({"statusCode", "headers", "body", "status", "isBase64Encoded", "content", "multiValueHeaders"})


def response_fields(file: ChangedFile) -> Iterator[Fact]:
    """Keys of what a function answers with, where the answer stands on one line before and after."""
    if _ANSWERS.isdisjoint(file.words) or not file.takes_effect or not file.removed:
        return
    answers = [line for line in file.changed_containing(_HINTS) if _answers(line.text)]
    answered = set(answers)
    before_hunks = {line.hunk for line in answers if line.is_removed and _KEY.search(line.text)}
    for line in answers:
        partner = file.partner(line) if line.hunk in before_hunks and not line.is_removed else None
        if partner is None or partner not in answered:
            continue
        before, after = _keys(file, partner), _keys(file, line)
        if not before:
            continue
        for name in sorted(after - before - _TECHNICAL):
            yield _FIELD_ADDED.at(
                file,
                line,
                f"The result now also contains {code(name)}.",
                subject=name,
                short=f"the result now contains {code(name)}",
            )
        for name in sorted(before - after - _TECHNICAL):
            yield _FIELD_REMOVED.at(
                file,
                line,
                f"The result no longer contains {code(name)}.",
                subject=name,
                short=f"the result no longer contains {code(name)}",
            )


def _answers(text: str) -> bool:
    """Looking for a bracket costs less than matching."""
    return ("{" in text or "(" in text) and _ANSWER.search(text) is not None


def _keys(file: ChangedFile, line: CodeLine) -> set[str]:
    text = file.uncommented(line)
    answer = _ANSWER.search(text)
    own = _own(text[answer.start() :]) if answer else ""
    return {match[1] or match[2] for match in _KEY.finditer(own)}


def _own(text: str) -> str:
    """As far as the answer goes, without what it hands to calls: the options of `redis.set(key, value, { EX: 60 })`."""
    kept: list[str] = []
    owns, before = [True], ""
    for piece in _PIECES.findall(text.replace("()", "")):
        if piece in "([{":
            owns.append(owns[-1] and (piece != "(" or not _CALL.search(before) or bool(_ANSWERING.search(before))))
        if owns[-1]:
            kept.append(piece)
        if piece in ")]}" and len(owns) > 1 and owns.pop() and len(owns) == 1:
            break
        before = piece
    return "".join(kept)


ALL: tuple[Rule, ...] = (response_fields,)
