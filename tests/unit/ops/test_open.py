"""`./review open`."""

import webbrowser
from pathlib import Path

import pytest

from lambdas.shared.aws.report_store import TamperedReportError
from lambdas.shared.domain.amendment import Amendment
from tests.unit.ops.histories import waiting

REPORTED = Amendment("brief claimed", {"report_key": "reports/e-1", "report_sha256": "0" * 64})


@pytest.fixture
def opened(monkeypatch):
    found = []
    monkeypatch.setattr(webbrowser, "open", lambda url: found.append(url) or True)
    return found


@pytest.fixture
def reported(desk):
    waiting(desk.records, "e-1").amend("e-1", lambda _: REPORTED)


def test_the_report_is_written_and_opened(desk, reported, opened, tmp_path):
    said = desk.run("open", "e-1", "--out", str(tmp_path / "report.html"))

    assert (tmp_path / "report.html").read_bytes() == b"<!doctype html>"
    assert opened == [(tmp_path / "report.html").as_uri()]
    assert said.stdout == f"{tmp_path / 'report.html'}\n"


def test_only_its_path_is_printed(desk, reported, opened):
    path = Path(desk.run("open", "e-1", "--print").stdout.strip())

    assert opened == []
    assert path.read_bytes() == b"<!doctype html>"
    assert path.parent.stat().st_mode & 0o077 == 0  # nobody else on this machine may read it


def test_a_report_that_was_touched_is_not_opened(desk, reported, opened):
    desk.documents.failures["report"] = TamperedReportError()

    said = desk.run("open", "e-1")

    assert said.exit_code == 3
    assert opened == []
    assert "not the one that was sent" in said.stderr


def test_an_execution_whose_brief_was_not_sent(desk, opened):
    waiting(desk.records, "e-1")

    assert desk.run("open", "e-1").stderr == "Error: Execution e-1 has no report: no brief of it was sent (yet).\n"


def test_a_file_that_cannot_be_written(desk, reported, opened, tmp_path):
    said = desk.run("open", "e-1", "--out", str(tmp_path / "no" / "folder.html"))

    assert said.exit_code == 3
    assert "cannot be written (No such file or directory)" in said.stderr
