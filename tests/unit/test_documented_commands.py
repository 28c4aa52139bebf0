"""Each command of each page is run by a test, or stands in the table below with the reason."""

import ast
import importlib.util
import subprocess
from collections.abc import Iterator
from functools import cache

import pytest

from ops.cli import review
from tests.documented import ROOT, Command, commands

ACCOUNT = "needs an AWS account"  # its section is marked ☁
NETWORK = "fetches from the network"
HOURS = "takes minutes to hours; a small version of it is among the tests"
CHECKS = "is run by .ci/run, which runs this test, too"
MODEL = "needs a model, or minutes of one"

# Targets of make that no test runs; what make would do is looked at.
TARGETS = {
    "audit": NETWORK,
    "bench": HOURS,
    "check": CHECKS,
    "destroy": ACCOUNT,
    "evals-reference": MODEL,
    "faults": HOURS,
    "fuzz": HOURS,
    "load": HOURS,
    "lock": NETWORK,
    "lock-opponent": NETWORK,
    "model": NETWORK,
    "opponent": NETWORK,
    "rival": NETWORK,
    "test": CHECKS,
}
# Anything else that no test runs.
OTHERS = {
    "make review REPO=~/src/my-service MODEL_URL=http://127.0.0.1:8080": MODEL,  # tests/local/test_model_url.py
    'make evals CASES="evals/cases my-cases" MAX_COST_USD=10 REPEATS=2 PARALLEL=4 '
    'MODELS="offline global.anthropic.claude-sonnet-5-5 global.anthropic.claude-haiku-5-5 '
    'us.amazon.nova-2-lite-v1:0"': ACCOUNT,
    'make evals CASES=my-cases MODELS=global.anthropic.claude-haiku-5-5 PROMPTS="v1 my-prompt"': ACCOUNT,
    "pip install git-remote-codecommit": NETWORK,
    "git push codecommit::REGION://sorting main": ACCOUNT,
    'pip install "deployment-review @ git+https://git.example.com/deployment-review.git"': NETWORK,
    "python -m docs.take_screenshots": HOURS,
    "python -m docs.write_licences": NETWORK,  # what it writes: tests/unit/test_licences.py
    "python -m bench.cost REPOSITORY BASE HEAD": HOURS,
    "python -m evals": HOURS,  # what `make evals` runs; its status: tests/unit/test_evals.py
    "python -m evals.triage": HOURS,  # tests/unit/test_evals_triage.py
}
BENCHES = "python -m bench."  # each HOURS, too
TESTED = ("./review", "aws", "cp")  # tests/local takes all that begin so from the pages
PAGES_TESTED = {"docs/adopting.md": ("git clone", "cd fresh", "aws s3 cp")}  # tests/local/test_archive_source.py


@pytest.mark.parametrize("command", commands(), ids=lambda each: f"{each.page}: {each.text}")
def test_a_test_runs_it_or_a_reason_is_given(command: Command) -> None:
    assert is_run(command) or reason(command), f"no test runs `{command.text}`, of {command.page}"


@pytest.mark.parametrize(
    "command", [each for each in commands() if each.target], ids=lambda each: f"{each.page}: {each.text}"
)
def test_make_has_something_to_do_for_it(command: Command) -> None:
    words = command.text.removeprefix("time ").replace("[", "").replace("]", "")

    done = subprocess.run(
        ["bash", "-c", f"make --dry-run {words.removeprefix('make ')}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("command", [each for each in commands() if each.text.startswith("python -m ")])
def test_a_program_of_python_is_there(command: Command) -> None:
    assert importlib.util.find_spec(command.text.split()[2])


@pytest.mark.parametrize("command", [each for each in commands() if each.text.startswith("./review ")])
def test_a_command_of_the_operators_can_be_typed(command: Command) -> None:
    """As far as its name goes; tests/local types it whole."""
    assert command.text.split()[1] in {*review.list_commands(None), "COMMAND", "--help"}


def test_what_needs_an_account_is_marked_in_its_section() -> None:
    unmarked = [each.text for each in commands() if reason(each) == ACCOUNT and "☁" not in each.section]

    assert unmarked == []


def test_no_reason_is_given_for_what_no_page_shows_or_a_test_runs() -> None:
    shown = {each.text for each in commands()}
    targets = {each.target for each in commands() if each.target}

    assert sorted(OTHERS.keys() - shown) == []
    assert sorted(TARGETS.keys() - targets) == []
    assert [each.text for each in commands() if is_run(each) and reason(each)] == []


def test_a_new_command_is_noticed() -> None:
    unheard = Command("README.md", "make coffee MILK=1", "")

    assert not is_run(unheard)
    assert not reason(unheard)
    assert not is_run(Command("README.md", "make review MILK=1", ""))
    assert is_run(Command("README.md", "make review REPO=elsewhere", ""))


def test_the_checks_are_run_before_a_change_lands() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert {"make check", "make test"} <= set(lines)


def is_run(command: Command) -> bool:
    if command.target:
        return command.text not in OTHERS and any(
            target == command.target and command.variables <= given for target, given in made()
        )
    begins = PAGES_TESTED.get(command.page, ())
    return command.text.split()[0] in TESTED or command.text.startswith(begins or ("\0",))


def reason(command: Command) -> str | None:
    if command.text.startswith(BENCHES):
        return HOURS
    return OTHERS.get(command.text) or TARGETS.get(command.target)


@cache
def made() -> frozenset[tuple[str, frozenset[str]]]:
    """What the tests really let make do: the target and the variables of each call of `make` in their code."""
    files = sorted((ROOT / "tests").glob("*/*.py"))
    return frozenset(call for file in files for call in _calls(ast.parse(file.read_text(encoding="utf-8"))))


def _calls(tree: ast.AST) -> Iterator[tuple[str, frozenset[str]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (getattr(node.func, "attr", "") or getattr(node.func, "id", "")) == "make":
            targets = [each.value for each in node.args if isinstance(each, ast.Constant)]
            given = frozenset(each.arg for each in node.keywords if each.arg)
            yield from ((str(target), given) for target in targets)
