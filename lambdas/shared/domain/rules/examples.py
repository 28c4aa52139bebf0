"""Examples and benchmarks do not run in production: what is a minor risk elsewhere is none there."""

import re
from dataclasses import replace

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level

_EXAMPLE = re.compile(r"(?:^|/)(?:examples?|benchmarks?|demos?|docs?)/", re.IGNORECASE)
_PACKAGES = re.compile(r"(?:^|/)(?:java|kotlin|scala|groovy)/", re.IGNORECASE)  # below it folders are names of packages
_ALWAYS = {FactKind.SECRET, FactKind.INJECTION}


def is_example(path: str) -> bool:
    """Not by the name of a package: `src/main/java/com/example/demo` is the code of whoever kept that name."""
    return _EXAMPLE.search(path, 0, package.end() if (package := _PACKAGES.search(path)) else len(path)) is not None


def eased(fact: Fact) -> Fact:
    """Grave facts stay grave: who hides something hides it where nobody looks."""
    if fact.level is None or fact.level.rank > Level.MEDIUM.rank or fact.kind in _ALWAYS or not is_example(fact.path):
        return fact
    return replace(fact, level=None)
