"""The parameters of a function, from the line on which it begins and, if need be, those below."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine

_NAME_LAST = {"Java", "C#", "C", "C++", "PHP", "Groovy", "Dart"}  # "final String name"; elsewhere "name: String"
_IMPLICIT = {"self", "cls", "this", "&self", "mut"}
_PROPERTY = re.compile(r"\b(?:val|var)\s+(\w+)")  # of a Kotlin class
_MOST_LINES = 30


def parameters(file: ChangedFile, line: CodeLine) -> dict[str, bool] | None:
    """Name to "has a default value", in order; None where the list does not end within the hunk."""
    inside = _argument_text(file, line)
    if inside is None:
        return None
    is_last = file.language.name in _NAME_LAST
    found = {}
    for part in split(inside):
        name = _name(part, is_last=is_last)
        if name and name not in _IMPLICIT:
            found[name] = "=" in part or part.startswith(("*", "...")) or "?" in part.partition(":")[0]
    return found


def _argument_text(file: ChangedFile, line: CodeLine) -> str | None:
    text = file.code(line)
    start = _opening(text, file.language.name)
    if start is None:
        return "" if "(" not in text else None
    lines = (file.code(other) if other.kind != " " else other.text for other in file.below(line))
    return _balanced(text[start + 1 :], (following for following, _ in zip(lines, range(_MOST_LINES), strict=False)))


def _opening(text: str, language: str) -> int | None:
    if language == "Go" and (receiver := re.match(r"^func\s+\([^)]*\)\s*\w+\s*", text)):
        return receiver.end() if text[receiver.end() : receiver.end() + 1] == "(" else None
    start = text.find("(")
    return start if start >= 0 else None


def _balanced(text: str, following: Iterator[str]) -> str | None:
    """Up to the parenthesis that closes the one before `text`."""
    depth, taken = 1, ""
    while True:
        for index, character in enumerate(text):
            depth += (character in "([{") - (character in ")]}")
            if depth == 0:
                return taken + text[:index]
        taken += text + " "
        following_text = next(following, None)
        if following_text is None:
            return None
        text = following_text


def split(text: str) -> Iterator[str]:
    """At the commas that stand in no bracket."""
    depth, start = 0, 0
    for index, character in enumerate(text):
        depth += (character in "([{<") - (character in ")]}" or (character == ">" and text[index - 1] not in "=-"))
        if character == "," and depth == 0:
            yield text[start:index].strip()
            start = index + 1
    yield text[start:].strip()


def _name(part: str, *, is_last: bool) -> str | None:
    declared = part.partition("=")[0]
    words = re.findall(r"\$?\w+", declared.partition(":")[0])
    if not words or part in {"*", "/"}:
        return None
    if declaration := _PROPERTY.search(declared):
        return declaration[1]
    return str(words[-1 if is_last else 0])
