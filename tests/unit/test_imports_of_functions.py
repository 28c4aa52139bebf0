"""What a function imports is waited for at each cold start: nothing that its path does not use."""

import subprocess
import sys
from pathlib import Path

import pytest

from stacks.commands.build_layer import ROOT

_DOMAIN = "lambdas.shared.domain"
_FOR_DEVELOPERS = (
    "unidiff",
    "detect_secrets",
    "pytest",
    "moto",
    "aws_cdk",
    "local",
    "stacks",
    "sqlite3",
    "requests",
    "aws_xray_sdk",
)
_RULES = (f"{_DOMAIN}.rules", f"{_DOMAIN}.injection", f"{_DOMAIN}.fitting", f"{_DOMAIN}.grounding")
_LOOKING_UP = tuple(f"{_DOMAIN}.grounding.{name}" for name in ("ground", "policies", "prose", "quantities", "scope"))
_PAGES = ("jinja2", "markupsafe", "lambdas.shared.brief")
_NOT_USED = {
    "analyze_change": (*_FOR_DEVELOPERS, *_PAGES, *_LOOKING_UP),
    "request_approval": (*_FOR_DEVELOPERS, *_RULES),
    "reconcile": (*_FOR_DEVELOPERS, *_RULES),
    "record_approval": (*_FOR_DEVELOPERS, *_RULES, *_PAGES),
    "record_outcome": (*_FOR_DEVELOPERS, *_RULES, *_PAGES),
    "record_delivery": (*_FOR_DEVELOPERS, *_RULES, *_PAGES),
    "record_push": (*_FOR_DEVELOPERS, *_RULES, *_PAGES),
    "check_deployment": (*_FOR_DEVELOPERS, *_RULES, *_PAGES),
}


def test_each_function_is_looked_at():
    steps = {path.parent.name for path in (ROOT / "lambdas").glob("*/handler.py")}

    assert steps == set(_NOT_USED)


@pytest.mark.parametrize("step", _NOT_USED)
def test_a_function_imports_nothing_that_it_does_not_use(step):
    imported = _imported_by(f"lambdas.{step}.handler")

    assert f"lambdas.{step}.handler" in imported
    assert [name for name in sorted(imported) if name.startswith(tuple(f"{root}." for root in _NOT_USED[step]))] == []
    assert imported.isdisjoint(_NOT_USED[step])


def _imported_by(module: str) -> set[str]:
    program = f"import sys, {module}; print(*sys.modules)"
    environment = {"PATH": "", "PYTHONPATH": str(ROOT), "POWERTOOLS_SERVICE_NAME": "test"}
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, env=environment, cwd=Path(sys.prefix), capture_output=True, text=True, check=True)
    return set(told.stdout.split())
