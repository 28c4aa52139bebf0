"""`./review export`: what an auditor gets."""

import csv
import hashlib
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ops.aws.identity import Identity
from ops.export.csv_file import harmless
from tests.unit.ops.histories import decided, deployed

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script>\x1b[2J"


@pytest.fixture
def exported(desk, tmp_path):
    desk.given["caller"] = Identity("111122223333", "eu-west-1", "arn:aws:iam::111122223333:user/auditor")
    decided(desk.records, "e-1", event="approval_rejected_without_comment", comment=HOSTILE)
    deployed(desk.records, "e-2", created_at="2026-08-24T06:30:00Z")
    return tmp_path / "export"


def cells(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["execution_id"]: row for row in csv.DictReader(file)}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()
        self.attributes = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_each_format_holds_every_execution_and_says_what_it_is(desk, exported):
    said = desk.run("export", "--pipeline", "sorting", "--since", "2026-08", "--out", str(exported))

    data = json.loads((exported / "executions.json").read_text())
    page = (exported / "dossier.html").read_text()
    assert said.exit_code == 0
    assert [each["execution_id"] for each in data["executions"]] == ["e-2", "e-1"]
    assert data["exported_by"] == "arn:aws:iam::111122223333:user/auditor"
    assert data["selection"] == "pipeline sorting, from 2026-08-01T00:00:00Z"
    assert set(cells(exported / "executions.csv")) == {"e-1", "e-2"}
    assert page.index("sorting e-2") < page.index("sorting e-1")


def test_the_page_has_what_a_person_needs_to_judge(desk, exported):
    desk.run("export", "e-2", "--out", str(exported))

    main = desk.records.records["e-2"].main
    page = (exported / "dossier.html").read_text()
    for words in (
        main["headline"],
        main["review_digest"],
        main["trail_hash"],
        main["comment"],
        f"The trail is whole: {main['trail_length']} entries",
        "assumed-role/Approver/jane",
        "approval decided",
    ):
        assert words in page


def test_the_hashes_of_the_files_are_beside_them(desk, exported):
    desk.run("export", "--out", str(exported))

    sums = dict(line.split("  ")[::-1] for line in (exported / "SHA256SUMS").read_text().splitlines())
    assert sums == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in exported.iterdir()
        if path.name != "SHA256SUMS"
    }


def test_only_the_formats_that_are_asked_for(desk, exported):
    desk.run("export", "--format", "csv", "--out", str(exported))

    assert {path.name for path in exported.iterdir()} == {"executions.csv", "SHA256SUMS"}


def test_what_others_wrote_is_text_wherever_it_is_opened(desk, exported):
    desk.run("export", "--out", str(exported))

    tags = Tags()
    tags.feed((exported / "dossier.html").read_text())
    assert "script" not in tags.seen
    assert not {"href", "src", "onclick"} & tags.attributes
    assert cells(exported / "executions.csv")["e-1"]["comment"].startswith("'=cmd|")
    for path in exported.iterdir():
        assert "\x1b" not in path.read_text()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1"])
def test_no_spreadsheet_computes_a_cell(text):
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Ship it", "a=b", "1-2"])
def test_an_ordinary_cell_stays_as_it_is(text):
    assert harmless(text) == text


def test_a_touched_record_is_exported_with_what_is_wrong_with_it(desk, exported):
    record = desk.records.records["e-2"]
    desk.records.records["e-2"] = replace(record, main={**record.main, "headline": "Harmless"})

    said = desk.run("export", "--out", str(exported))

    assert said.exit_code == 1
    assert cells(exported / "executions.csv")["e-2"]["is_sound"] == "no"
    assert "The trail does not tell what the record says of headline." in (exported / "dossier.html").read_text()


def test_a_folder_that_cannot_be_written_to(desk, exported):
    exported.write_text("a file")

    said = desk.run("export", "--out", str(exported / "sub"))

    assert said.exit_code == 3
    assert "cannot be written to" in said.stderr
