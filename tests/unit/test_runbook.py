"""Each alarm has its entry in the runbook and each entry its alarm."""

import re
from pathlib import Path

import pytest

from tests.unit.alarms import alarms

_PAGE = (Path(__file__).parents[2] / "docs" / "runbook.md").read_text(encoding="utf-8")
_ENTRIES = dict(re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", _PAGE, flags=re.MULTILINE | re.DOTALL))


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
