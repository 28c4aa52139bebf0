"""Each alarm has its entry in the runbook and each entry its alarm; the commands it gives exist as they stand there."""

import re
import shlex
from pathlib import Path

import botocore.session
import click
import pytest

from ops.cli import review
from tests.unit.alarms import alarms

_PAGE = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text(encoding="utf-8")
_ENTRIES = dict(re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", _PAGE, flags=re.MULTILINE | re.DOTALL))
_COMMANDS = sorted(set(re.findall(r"(?:`|^)((?:aws|\./review) [^`\n]+)", _PAGE, flags=re.MULTILINE)))


def test_each_alarm_has_an_entry_and_each_entry_an_alarm():
    assert sorted(_ENTRIES) == sorted(alarm.name for alarm in alarms())


@pytest.mark.parametrize("name", sorted(_ENTRIES))
def test_an_entry_says_what_it_means_who_waits_how_to_look_and_how_to_mend(name):
    said = re.findall(r"^- \*\*(.+?)\.\*\* (.+)", _ENTRIES[name], flags=re.MULTILINE)

    assert [title for title, _text in said] == ["What it means", "Who is waiting", "How to look", "How to mend"]
    assert all(len(text) > 5 for _title, text in said)


def test_an_alarm_leads_to_its_entry():
    for alarm in alarms():
        assert alarm.properties["AlarmDescription"].endswith(f"What to do: docs/runbook.md, {alarm.name}.")


@pytest.mark.parametrize("command", [command for command in _COMMANDS if command.startswith("aws ")])
def test_a_command_of_the_aws_cli_names_an_operation_and_parameters_that_exist(command):
    _aws, service, operation, *arguments = shlex.split(command)
    model = botocore.session.get_session().get_service_model(service)
    (name,) = [each for each in model.operation_names if _dashed(each) == operation]
    members = {_dashed(member) for member in getattr(model.operation_model(name).input_shape, "members", {})}
    options = {argument[2:] for argument in arguments if argument.startswith("--")}
    required = {_dashed(member) for member in getattr(model.operation_model(name).input_shape, "required_members", ())}

    assert options <= members
    assert required <= options


@pytest.mark.parametrize("command", [command for command in _COMMANDS if command.startswith("./review ")])
def test_a_command_of_ours_is_understood(command):
    _program, name, *arguments = shlex.split(command)
    subcommand = review.get_command(click.Context(review), name)

    assert subcommand is not None
    subcommand.make_context(name, arguments, resilient_parsing=False)


def _dashed(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
