"""How `make test` shares the tests out: what shares something costly to set up is run by one process."""

import re
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

_ROOT = Path(__file__).parent
_SHARED = {  # what the functions of a file ask for, and what the file then shares with others; the first that fits
    "machine": re.compile(r"^def \w+\([^)]*\b(machine|workflow|operator)\b", re.MULTILINE),
    "product": re.compile(r"^def \w+\([^)]*\bproduct\b", re.MULTILINE),
}


class BySharedFixture(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        return _scope_of(nodeid.partition("::")[0])


@pytest.hookimpl(optionalhook=True)  # also without xdist: -p no:xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> BySharedFixture:
    return BySharedFixture(config, log)  # type: ignore[arg-type]


@cache
def _scope_of(file: str) -> str:
    """A cloud with all stacks, one with a small pipeline, one synthesis; else the file, for its module's fixtures."""
    if file.startswith("tests/infra/"):
        return "templates"
    if not file.startswith(("tests/local/", "tests/browser/")):
        return file
    text = (_ROOT / file).read_text(encoding="utf-8")
    shared = next((name for name, words in _SHARED.items() if words.search(text)), "")
    return shared or ("cloud" if file.startswith("tests/local/") else file)
