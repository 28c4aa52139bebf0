"""Whoever asks a program what it is gets an answer, and starts nothing."""

import re
import subprocess
import sys

import pytest

from stacks.commands.build_layer import ROOT

_MAIN = re.compile(r'^if __name__ == "__main__":', re.MULTILINE)
_ASKED_BY_PROGRAMS = {
    "bench.mixture",
    "bench.model_server",
    "bench.first_call.bare",
    "bench.first_call.handler",
    "bench.first_call.scenario",
}


def _programs():
    for path in [*ROOT.glob("bench/**/*.py"), *ROOT.glob("evals/*.py")]:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")
        if _MAIN.search(path.read_text("utf-8")) and name not in _ASKED_BY_PROGRAMS:
            yield name


@pytest.mark.parametrize("program", sorted(_programs()))
def test_help_says_what_a_program_does_and_starts_nothing(program):
    source = ROOT / program.replace(".", "/")
    text = (source / "__main__.py" if source.is_dir() else source.with_suffix(".py")).read_text("utf-8")
    begun = text[_MAIN.search(text).end() :].lstrip()

    assert "ArgumentParser" in text or begun.startswith("only_help(")


def test_help_ends_at_once():
    command = [sys.executable, "-m", "evals.reference", "--help"]

    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert told.stdout.startswith("usage: python -m evals.reference")
