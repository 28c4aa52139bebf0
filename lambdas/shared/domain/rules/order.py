"""Steps that change places: one call that now comes before or after its neighbours."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_CALL = re.compile(
    r"^\s*(?:await\s+)?(?!(?:if|for|while|switch|return|print|console|log)\b)[\w$]+(?:(?:\.|->|::)\w+)+\(.*\)\s*;?\s*$"
)
_MOVED = FactType("step-moved", FactKind.BEHAVIOUR, Level.LOW)


def order(file: ChangedFile) -> Iterator[Fact]:
    """A statement that is a call, alone between lines that stay, moved past others at the same depth."""
    if file.file_class is not FileClass.SOURCE or not file.removed or not file.added:
        return
    alone = [run[0] for run in file.short_runs if len(run) == 1 and _CALL.match(run[0].text)]
    removed = {(line.hunk, line.text): line for line in alone if line.is_removed}
    for line in alone:
        old = removed.get((line.hunk, line.text)) if not line.is_removed else None
        if old and _are_on_one_level(file, old, line):
            where = "earlier" if line.position < old.position else "later"
            yield _MOVED.at(
                file,
                line,
                f"A step now comes {where} than before, in another order with its neighbours: {code(line.text)}.",
                subject=line.text.strip(),
                short=f"a step that comes {where}",
            )


def _are_on_one_level(file: ChangedFile, old: CodeLine, new: CodeLine) -> bool:
    """Between the two places nothing opens or closes a block."""
    first, last = sorted((old.position, new.position))
    between = [line for line in file.hunks[new.hunk][first + 1 : last] if line.text.strip()]
    return bool(between) and all(line.depth >= new.depth for line in between)


ALL: tuple[Rule, ...] = (order,)
