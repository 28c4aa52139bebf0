"""What a rule is, and how its facts are made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.quoted import code, plain
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine

__all__ = ["FactType", "Rule", "code", "plain"]

Rule = Callable[[ChangedFile], Iterable[Fact]]
"""Looks at one file of the change. Which facts it can find stands in the `FactType`s beside it."""


@dataclass(frozen=True, slots=True)
class FactType:
    """A rule's name as the brief shows it, and what all its facts share."""

    rule: str
    kind: FactKind
    level: Level | None = None

    def at(self, file: ChangedFile, line: CodeLine, text: str, **parts: str | None) -> Fact:
        """A fact about one line; `parts` are the fact's subject, before, after and short."""
        return self._make(file, line.number, text, is_removed=line.is_removed, **parts)

    def of(self, file: ChangedFile, text: str, **parts: str | None) -> Fact:
        """A fact about the file as a whole."""
        return self._make(file, None, text, is_removed=False, **parts)

    def _make(self, file: ChangedFile, line: int | None, text: str, *, is_removed: bool, **parts: str | None) -> Fact:
        return Fact(
            rule=self.rule,
            path=file.path,
            line=line,
            text=text,
            level=self.level,
            kind=self.kind,
            subject=plain(parts.get("subject") or "", 200),
            before=parts.get("before"),
            after=parts.get("after"),
            is_removed=is_removed,
            short=parts.get("short") or "",
        )
