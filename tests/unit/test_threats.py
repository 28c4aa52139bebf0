"""docs/threats.md names the test for each threat; a test that is gone or renamed takes its promise with it."""

import re
from pathlib import Path

PAGE = Path("docs/threats.md").read_text(encoding="utf-8")


def test_each_test_that_the_page_names_is_there():
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", PAGE)
    there = {
        (path.name, test)
        for path in Path("tests").rglob("test_*.py")
        for test in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    assert len(named) > 25
    assert [name for name in named if name not in there] == []


def test_each_threat_says_what_stops_it_and_nearly_each_what_shows_that():
    rows = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]
    threats = [row for row in rows if row[0] != "| how"]

    assert [row[0] for row in threats if not row[1].strip()] == []
    assert len([row for row in threats if "test_" not in row[2]]) <= 1
