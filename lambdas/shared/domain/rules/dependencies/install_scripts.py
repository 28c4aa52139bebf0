"""Scripts that run by themselves whenever a package is installed."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_HOOK = re.compile(r"^\s*\"((?:pre|post)?install)\"\s*:\s*\"([^\"\d^~*][^\"]*)\"")
_HOOK_ADDED = FactType("install-script-added", FactKind.DEPENDENCY, Level.MEDIUM)
_HOOK_REMOVED = FactType("install-script-removed", FactKind.DEPENDENCY)


def install_scripts(file: ChangedFile) -> Iterator[Fact]:
    """For npm: wherever the package is installed, the machines of developers and of the build among them."""
    if not file.path.endswith("package.json") or file.file_class is not FileClass.DEPENDENCY_MANIFEST:
        return
    hooks = [(line, match) for line in file.changed_containing(("install",)) if (match := _HOOK.match(line.text))]
    before, after = ({(m[1], m[2]) for line, m in hooks if line.is_removed is side} for side in (True, False))
    for line, match in hooks:
        if not line.is_removed and (match[1], match[2]) not in before:
            yield _HOOK_ADDED.at(
                file,
                line,
                f"A script runs by itself at each installation ({match[1]}): {code(match[2])}.",
                subject=match[1],
                after=match[2],
                short="a script that runs at installation",
            )
        elif line.is_removed and match[1] not in {name for name, _ in after}:
            yield _HOOK_REMOVED.at(
                file,
                line,
                f"No script runs at installation ({match[1]}) any more.",
                subject=match[1],
                before=match[2],
                short="no script at installation any more",
            )


ALL: tuple[Rule, ...] = (install_scripts,)
