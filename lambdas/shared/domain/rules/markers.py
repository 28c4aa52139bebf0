"""Notes about unfinished work that the change brings in."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import words

_WORDS = words("todo fixme xxx hack")
_NOTE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b[\s:(\-]*(.*)")
_TYPES = {
    "TODO": FactType("todo-added", FactKind.MARKER),
    "FIXME": FactType("fixme-added", FactKind.MARKER, Level.LOW),
}


def notes(file: ChangedFile) -> Iterator[Fact]:
    """In comments of what takes effect; the word in code or in a string is no note."""
    if _WORDS.isdisjoint(file.words) or not file.takes_effect:
        return
    for line in file.changed_with(_WORDS):
        match = _NOTE.search(line.text)
        if match is None or line.is_removed or file.is_moved(line) or match[1] in file.uncommented(line):
            continue
        partner = file.partner(line)
        if partner is None or match[1] not in partner.text:
            type_ = _TYPES.get(match[1], _TYPES["FIXME"])
            yield type_.at(
                file,
                line,
                f"A note about unfinished work is added: {code(match[0].rstrip('*/ '))}.",
                short="a note about unfinished work",
            )


ALL: tuple[Rule, ...] = (notes,)
