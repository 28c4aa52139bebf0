"""The report: one file with the brief in full and the diff beside it."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.shared.brief.report import render_report
from lambdas.shared.domain.change import FileChange, FileClass, FileKind, Redaction
from lambdas.shared.domain.no_room import room_for_none
from lambdas.shared.domain.pushers import Pushers
from lambdas.shared.domain.review import Coverage, Finding, Level, Risk, RiskReason, Summary, UnreadFile
from tests.unit.html_pages import Page
from tests.unit.sample_briefs import APPROVAL_URL, DIFF, offline_review, sample_brief, sample_change, sample_review
from tests.unit.test_mail import HOSTILE, PIECES, hostile_brief, words

REPORT_TAGS = {
    "a", "body", "br", "button", "code", "dd", "del", "details", "dialog", "div", "dl", "dt", "em", "fieldset", "h1",
    "h2", "h3", "h4", "h5", "head", "header", "html", "input", "ins", "kbd", "label", "legend", "li", "main", "meta",
    "p", "script", "section", "span", "strong", "style", "summary", "title", "ul",
}  # fmt: skip


def report_of(brief=None, diff=DIFF, **options) -> Page:
    return Page(render_report(brief or sample_brief(), diff, **options))


def diff_of(path: str, lines: list[str]) -> str:
    body = "".join(f"+{line}\n" for line in lines)
    header = f"diff --git a/{path} b/{path}\nnew file mode 100644\n--- /dev/null\n+++ b/{path}\n"
    return f"{header}@@ -0,0 +1,{len(lines)} @@\n{body}"


def change_of(paths: list[str], lines: int = 1, **about):
    files = tuple(FileChange(path, FileKind.ADDED, FileClass.SOURCE, lines, 0) for path in paths)
    return sample_review(
        change=replace(sample_change(), files=files),
        coverage=Coverage(len(paths), len(paths), (), lines, lines),
        **({"risk": Risk(Level.LOW, Level.LOW, ()), "findings": (), "redactions": (), "evidence": None} | about),
    )


def test_it_holds_the_brief_and_every_line_of_the_diff():
    page = report_of()

    for text in (
        "Sorting gets a second algorithm",
        "High risk",
        "What changes",
        "Do all callers sign their requests?",
        "global.anthropic.claude-sonnet-5-5",
        sample_review().to_data()["digest"],
    ):
        assert text in words(page.text)
    for line in re.findall(r"^[+-](?![+-]{2} )(.*)$", DIFF, re.MULTILINE):
        assert line in page.text


def test_who_pushed_is_in_the_report():
    page = report_of(sample_brief(pushers=Pushers(("grace@example.com",))))

    assert "Pushed by grace@example.com Written by Ada Lovelace" in words(page.text)


def test_every_link_leads_to_a_place_in_the_file_or_to_the_approval():
    page = report_of()

    inside = [link[1:] for link in page.links if link.startswith("#")]
    assert {link for link in page.links if not link.startswith("#")} == {APPROVAL_URL}
    assert set(inside) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_a_sentence_that_names_a_place_links_to_it():
    html = render_report(sample_brief(), DIFF)

    stack, handler = (
        re.search(rf'id="(f\d+)"[^>]*>\s*<summary><h4>{path}', html)[1]
        for path in (
            "infrastructure/sorting_stack.py",
            "sorting/handler.py",
        )
    )
    assert f'<a href="#{stack}-13">infrastructure/sorting_stack.py (line 13)</a>' in html
    assert f'<a href="#{handler}-5">sorting/handler.py, line 5</a>' in html


@pytest.mark.parametrize(
    ("sentence", "linked"),
    [
        ("See handler.py:3.", "handler.py:3"),
        ("`sorting/handler.py` fails, line 3", "sorting/handler.py"),
        ("In sorting/handler.py, line 3, it fails.", "sorting/handler.py, line 3"),
        ("(sorting/handler.py)", "sorting/handler.py"),
        ("Nothing of this kind: other/handler.txt", None),
        ("handler is a word", None),
    ],
)
def test_names_of_files_are_found_in_prose(sentence, linked):
    review = sample_review(summary=Summary("Headline", (sentence,), (), ()))

    html = render_report(sample_brief(review), DIFF)

    paragraph = html.split("<h2>What changes</h2>")[1].split("</p>")[0]
    links = re.findall(r"<a [^>]*>(.*?)</a>", paragraph)
    assert links == ([linked] if linked else [])


def test_a_file_that_is_named_by_its_end_is_found_too():
    path = "a/folder/of/many/that/make/a/long/path/service/handler.py"
    change = replace(
        sample_change(), files=(FileChange(path, FileKind.MODIFIED, FileClass.SOURCE, added=900, deleted=0),)
    )
    unread = Coverage(1, 0, (UnreadFile(path, room_for_none(900)),), 900, 0)

    html = render_report(sample_brief(sample_review(change=change, coverage=unread)), "")

    assert re.search(r'Not read: <a href="#f1">\N{HORIZONTAL ELLIPSIS}/\S*service/handler\.py</a> \(there was', html)


def test_what_is_said_of_a_line_stands_below_it():
    html = render_report(sample_brief(), DIFF)

    after = html.split("Duration.seconds(5)")[1]
    assert after.index("timeout-cut") < after.index("<span id=")


def test_what_is_said_of_a_removed_line_stands_below_that():
    reason = RiskReason("guard-gone", "sorting/handler.py", 3, "A guard is gone.", Level.HIGH, is_removed=True)
    review = sample_review(risk=Risk(Level.HIGH, Level.HIGH, (reason,)), findings=(), evidence=None, redactions=())

    html = render_report(sample_brief(review), DIFF)

    after = html.split("respond(bubble_sort(numbers))</del>")[1]
    assert after.index("guard-gone") < after.index("<ins")


def test_what_has_no_line_to_stand_at_stands_above_the_file():
    reason = RiskReason("far-away", "sorting/handler.py", 900, "Said of a line that is not shown.", Level.LOW)
    whole = RiskReason("whole", "docs/logo.png", None, "Said of the whole file.", Level.LOW)
    review = sample_review(risk=Risk(Level.LOW, Level.LOW, (reason, whole)), findings=(), evidence=None, redactions=())

    diff = render_report(sample_brief(review), DIFF).split('<section class="diff"')[1]

    assert diff.index("sorting/handler.py</h4>") < diff.index("far-away") < diff.index("def handler")
    assert diff.index("docs/logo.png</h4>") < diff.index("(whole)") < diff.index("A binary file")


def test_a_finding_and_the_reason_it_became_are_said_once():
    text = "The URL is public."
    review = sample_review(
        findings=(Finding("Public", text, Level.HIGH, "sorting/handler.py", 3, 3, ""),),
        risk=Risk(Level.HIGH, Level.HIGH, (RiskReason("model", "sorting/handler.py", 3, text, Level.HIGH),)),
        evidence=None,
        redactions=(),
    )

    diff = render_report(sample_brief(review), DIFF).split('<section class="diff"')[1]

    assert diff.count(text) == 1


def test_nothing_is_loaded_and_only_our_script_runs():
    html = render_report(sample_brief(), DIFF)

    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)[1]
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'")
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert "style=" not in html
    assert Page(html).addresses == []


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_nothing_from_the_change_becomes_markup(text):
    brief = hostile_brief(text)
    line = " ".join(text.split("\n"))
    html = render_report(brief, diff_of("a.py", [line, text.replace("\n", "\r")]))
    page = Page(html)

    assert html.encode()
    assert set(page.tags) <= REPORT_TAGS
    assert page.tags.count("script") == 1
    assert {link for link in page.links if not link.startswith("#")} == {APPROVAL_URL}
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


@pytest.mark.parametrize("line", HOSTILE)
def test_a_hostile_line_is_shown_as_it_is(line):
    line = line.split("\n", maxsplit=1)[0]
    page = report_of(sample_brief(change_of(["a.py"])), diff_of("a.py", [line]))

    assert page.tags.count("ins") == 1
    shown = page.text.split("Line 1")[1]
    assert shown.lstrip().startswith(line[:1]) or not line[:1].isprintable()
    assert "\u202e" not in page.text
    assert "\x00" not in page.text


def test_a_tab_stays_a_tab_and_an_endless_line_is_cut_with_its_length_said():
    page = report_of(sample_brief(change_of(["a.py"])), diff_of("a.py", ["\tx\r", "y" * 1_000_000]))

    assert "\tx" in page.text
    assert "␍" not in page.text
    assert "998,000 more characters not shown" in page.text
    assert len(page.text) < 20_000


def test_a_change_too_large_for_one_report_says_what_is_left_out():
    paths = [f"src/{number}.py" for number in range(5)]
    diff = "".join(diff_of(path, ["x" * 60] * 300) for path in paths)
    said = RiskReason("rule", "src/4.py", 1, "Said of the last file.", Level.HIGH)
    review = change_of(paths, 300, risk=Risk(Level.HIGH, Level.HIGH, (said,)))

    page = report_of(sample_brief(review), diff, room=60_000)

    left_out = [
        int(number.replace(",", "")) for number in re.findall(r": ([\d,]+) changed lines of 300 left out", page.text)
    ]
    assert sum(left_out) + page.tags.count("ins") == 1_500
    assert (
        f"The change is too large for one report: {sum(left_out):,} changed lines in {len(left_out)} files" in page.text
    )
    assert "room for only a part of this file" in page.text
    assert "room for no line of this file" in page.text
    assert "src/4.py" not in page.text[page.text.index("room for") - 40 : page.text.index("room for")]


def test_more_files_than_a_report_can_list_are_counted():
    paths = [f"{number}.bin" for number in range(10_123)]
    said = RiskReason("rule", paths[-1], None, "Said of the last file.", Level.HIGH)

    page = report_of(sample_brief(change_of(paths, risk=Risk(Level.HIGH, Level.HIGH, (said,)))), "")

    assert page.text.count(".bin") - page.text.split("The change, file by file")[0].count(".bin") == 10_000
    assert "And 123 more files, too many to be listed here." in page.text
    assert paths[-1] in page.text.split("The change, file by file")[1]


def test_a_diff_that_cannot_be_read_costs_its_lines_not_the_brief():
    page = report_of(diff="not a diff")

    assert "The stored diff cannot be read: its lines are not shown." in page.text
    assert "The stored diff has no lines of this file." in page.text
    assert "Sorting gets a second algorithm" in page.text


def test_a_brief_without_a_diff_is_still_a_report():
    change = replace(sample_change(), files=(), commits=())
    review = replace(change_of([]), change=change, coverage=Coverage(0, 0, (), 0, 0))

    page = report_of(sample_brief(review), "")

    assert "Nothing was read: the change could not be extracted." in page.text
    assert "No file of this change can be shown." in page.text


def test_without_a_model_the_first_line_says_so():
    assert words(report_of(sample_brief(offline_review())).text).startswith("Offline analysis: rules only")


def test_noisy_classes_are_folded_unless_something_is_said_of_them():
    files = (
        FileChange("uv.lock", FileKind.MODIFIED, FileClass.LOCK_FILE, 1, 1),
        FileChange("data.csv", FileKind.MODIFIED, FileClass.DATA, 1, 1),
    )
    review = sample_review(
        change=replace(sample_change(), files=files), redactions=(Redaction("data.csv", 1, "private key"),)
    )

    html = render_report(sample_brief(review), "")

    assert '<details class="group">\n<summary><h3>Lock files' in html
    assert '<details class="group" open>\n<summary><h3>Data' in html


def test_the_filter_counts_files_by_what_is_said_of_them():
    page = report_of()

    assert "all 3" in page.text
    assert "with remarks (2)" in page.text
    assert "medium and above (2)" in page.text
    assert "high and above (1)" in page.text
