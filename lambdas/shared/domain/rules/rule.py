"""What a rule is, and how its facts are made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.quoted import code, code_at, plain
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine

__all__ = ["FactType", "Rule", "code", "code_at", "plain"]

Rule = Callable[[ChangedFile], Iterable[Fact]]
"""Looks at one file of the change. Which facts it can find stands in the `FactType`s beside it."""


@dataclass(frozen=True, slots=True)
class FactType:
    """A rule's name as the brief shows it, and what all its facts share."""

    rule: str
    kind: FactKind
    level: Level | None = None

    def at(  # noqa: PLR0913 -- the parts of a fact
        self,
        file: ChangedFile,
        line: CodeLine,
        text: str,
        *,
        subject: str | None = None,
        before: str | None = None,
        after: str | None = None,
        short: str = "",
    ) -> Fact:
        """A fact about one line."""
        subject = plain(subject, 200) if subject else ""
        return Fact(
            *(self.rule, file.path, line.number, text, self.level, self.kind),
            *(subject, before, after, line.is_removed, short),
        )

    def of(
        self, file: ChangedFile, text: str, *, subject: str = "", before: str | None = None, short: str = ""
    ) -> Fact:
        """A fact about the file as a whole."""
        return Fact(
            *(self.rule, file.path, None, text, self.level, self.kind),
            *(plain(subject, 200), before, None, False, short),
        )
