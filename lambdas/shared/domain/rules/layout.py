"""The lines of a hunk by their indentation: what is inside what, and where a definition may begin."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.definition_patterns import Hint

NONE = sys.maxsize  # the indentation of a line that neither is inside of anything nor ends anything
_CLOSER = re.compile(r"[\s})\];,]*(?:end)?[\s;,)]*")
_CLOSING = frozenset("})];,e")


@dataclass(frozen=True, slots=True)
class Layout:
    """Of consecutive lines, all of a hunk or those of one side of it."""

    lines: Sequence[CodeLine]
    indents: Sequence[int]  # characters; `NONE` for empty lines and for those that only close something
    candidates: Sequence[int]  # indexes of the lines in which a definition may begin

    @classmethod
    def of(cls, lines: Sequence[CodeLine], hint: Hint) -> Self:
        beginnings, otherwise = hint.beginnings, hint.otherwise
        indents: list[int] = []
        candidates: list[int] = []
        for index, line in enumerate(lines):
            text = line[1]
            stripped = text.lstrip()
            if not stripped or (stripped[0] in _CLOSING and _CLOSER.fullmatch(stripped)):
                indents.append(NONE)
                continue
            indents.append(len(text) - len(stripped))
            if stripped.startswith(beginnings) or (otherwise and otherwise(text, stripped)):
                candidates.append(index)
        return cls(lines, indents, candidates)

    def side(self, kind: str) -> Self:
        """The lines that one side ("+" or "-") has; the other's are left out."""
        places = [index for index, line in enumerate(self.lines) if line[0] in (kind, " ")]
        if len(places) == len(self.lines):
            return self
        wanted = set(self.candidates)
        return type(self)(
            [self.lines[index] for index in places],
            [self.indents[index] for index in places],
            [place for place, index in enumerate(places) if index in wanted],
        )
