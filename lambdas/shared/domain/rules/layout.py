"""The lines of a hunk by their indentation: what is inside what, and where a definition may begin."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub
from typing import Self

from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.definition_patterns import Hint
from lambdas.shared.domain.rules.line_search import SearchedLines

NONE = sys.maxsize  # the indentation of a line that neither is inside of anything nor ends anything
_CLOSER = re.compile(r"[\s})\];,]*(?:end)?[\s;,)]*")
_CLOSING = frozenset(["}", ")", "]", ";", ",", "e", ""])  # the first character of a line that only closes


@dataclass(frozen=True, slots=True)
class Layout:
    lines: Sequence[CodeLine]
    indents: Sequence[int]  # characters; `NONE` for empty lines and for those that only close something
    candidates: Sequence[int]  # indexes of the lines in which a definition may begin

    @classmethod
    def of(cls, lines: Sequence[CodeLine], candidates: Sequence[int]) -> Self:
        texts = [line[1] for line in lines]
        stripped = [text.lstrip() for text in texts]
        indents = list(map(sub, map(len, texts), map(len, stripped)))
        for index in [index for index, text in enumerate(stripped) if text[:1] in _CLOSING]:
            if _CLOSER.fullmatch(stripped[index]):
                indents[index] = NONE
        return cls(lines, indents, candidates)

    def side(self, kind: str) -> Self:
        """As the lines of one side ("+" or "-") see it: the other's say nothing."""
        other = "-" if kind == "+" else "+"
        kinds = [line[0] for line in self.lines]
        if other not in kinds:
            return self
        return type(self)(
            self.lines,
            [NONE if sign == other else indent for sign, indent in zip(kinds, self.indents, strict=True)],
            [index for index in self.candidates if kinds[index] != other],
        )


def candidates(lines: Sequence[CodeLine], hint: Hint) -> list[int]:
    return hint.candidates(SearchedLines([line[1] for line in lines]))
