"""`replace` in go.mod: other code is built in under the name of a dependency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule, code


@dataclass(frozen=True, slots=True)
class _Replacement:
    old: str
    new: str


_GO_REPLACE = re.compile(r"^\s*(?:replace\s+)?([\w.-]+\.[\w.-]+/\S+)(?:\s+v\S+)?\s+=>\s+(\S+)")
_REPLACED = FactType("dependency-replaced", FactKind.DEPENDENCY, Level.MEDIUM)
_NOT_REPLACED = FactType("dependency-replacement-removed", FactKind.DEPENDENCY)


def replacements(file: ChangedFile) -> Iterator[Fact]:
    """`replace` in go.mod: the code of another module, or of a folder, is built in under the name of the first."""
    if not file.path.endswith(("go.mod", "go.work")):
        return
    before, after = (
        {_Replacement(match[1], match[2]): line for line in lines if (match := _GO_REPLACE.match(line.text))}
        for lines in (file.removed, file.added)
    )
    for one in after.keys() - before.keys():
        is_folder = one.new.startswith((".", "/"))
        place = f"the folder {code(one.new)}" if is_folder else f"another module, {code(one.new)}"
        yield _REPLACED.at(
            file,
            after[one],
            f"The dependency {code(one.old)} is replaced: its code comes from {place} instead.",
            subject=one.old,
            before=one.old,
            after=one.new,
            short=f"`{one.old}` replaced by {'a folder' if is_folder else 'a fork'}",
        )
    still = {one.old for one in after}
    for one in before.keys() - after.keys():
        if one.old not in still:
            yield _NOT_REPLACED.at(
                file,
                before[one],
                f"The dependency {code(one.old)} comes from its own module again.",
                subject=one.old,
                before=one.new,
                short=f"`{one.old}` no longer replaced",
            )


ALL: tuple[Rule, ...] = (replacements,)
