"""Step 9: the words of the mail that asks for a decision."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdas.shared.brief.brief import BriefKind
from lambdas.shared.brief.mail import render_mail
from lambdas.shared.domain.change import BaselineReason, Commit, FileChange, FileClass, FileKind, Redaction
from lambdas.shared.domain.no_room import room_for_none, room_for_some
from lambdas.shared.domain.production import Deployed
from lambdas.shared.domain.pushers import Pushers
from lambdas.shared.domain.review import (
    Compliance,
    Coverage,
    Evidence,
    Finding,
    Level,
    PolicyCheck,
    Risk,
    RiskReason,
    ScanFinding,
    Summary,
    UnreadFile,
)
from tests.unit.html_pages import Page
from tests.unit.sample_briefs import APPROVAL_URL, OPENED, offline_review, sample_brief, sample_change, sample_review
from tests.unit.test_brief_text import LINKS

MAIL_TAGS = {
    "a", "body", "br", "code", "div", "h1", "h2", "h3", "head", "html", "li", "meta", "p", "span", "strong", "style",
    "table", "td", "title", "tr", "ul", "wbr",
}  # fmt: skip


def words(text: str) -> str:
    return " ".join(text.replace("\u200c", "").split())


def both_parts(brief) -> list[str]:
    mail = render_mail(brief)
    return [words(Page(mail.html).text), words(mail.text)]


def test_both_parts_say_what_an_approver_needs():
    for part in both_parts(sample_brief()):
        for sentence in (
            "Sorting gets a second algorithm",
            "High risk",
            "Callers without a parameter object fail.",
            "2 of 3 files, 100 % of the changed lines, were read by the model.",
            "Not read: docs/logo.png (binary: only its name and size are known).",
            "The build passed. Tests: 34 passed and 2 skipped. The scan found 1 medium problem.",
            "Do all callers sign their requests?",
            "Ada Lovelace <ada@example.com>",
            "9fceb02d, Choose the sorting algorithm by a parameter (2 commits since 4b825dc7)",
            "Monday 30 November 2026 at 02:17 UTC, 7 days after this was written.",
            "Function: the answer now names the algorithm.",
            "The rules alone put the risk at medium; the model raised it to high.",
            "A call without parameters fails",
            "sorting/handler.py, line 3",
            "bandit B113",
            "A credential was taken out: AWS access key.",
            "1c0ffee0",
            "global.anthropic.claude-sonnet-5-5 with prompt review-3",
            "0.0187 USD",
            "Of 12 claims of the model, the diff bears out 11; 1 was left out.",
            sample_review().to_data()["digest"],
            "Nobody can approve by replying to the mail.",
            "The change was read in one part.",
        ):
            assert sentence in part


def test_the_first_line_says_that_no_model_was_there():
    reason = "Amazon Bedrock refused the model: access was not granted."
    for part in both_parts(sample_brief(replace(offline_review(), unavailable_reason=reason))):
        assert part.split("Deployment review of")[0].strip(" \u034f").endswith(reason) or part.startswith(reason)


def test_without_a_model_the_mail_opens_with_the_offline_sentence():
    mail = render_mail(sample_brief(offline_review()))

    assert mail.text.startswith("Offline analysis: rules only, no language model.\n")
    assert "were read by the rules alone" in words(mail.text)


@pytest.mark.parametrize(
    ("review", "chip"),
    [
        (offline_review(), "Low risk by the rules alone"),
        (sample_review(), "Low risk in what was read"),
        (sample_review(coverage=Coverage(3, 3, (), 8, 8)), "Low risk"),
        (sample_review(coverage=Coverage(3, 3, (), 8, 7)), "Low risk in what was read"),
        (sample_review(coverage=Coverage(0, 0, (), 0, 0)), "Low risk in what was read"),
    ],
)
def test_what_was_not_read_never_looks_clean(review, chip):
    review = replace(review, risk=Risk(Level.LOW, Level.LOW, ()))

    mail = render_mail(sample_brief(review))

    is_green = 'bgcolor="#1a7037"' in mail.html
    assert f">{chip}</td>" in mail.html
    assert is_green == (chip == "Low risk")
    assert "No rule found a risk in what was read." in mail.text


@pytest.mark.parametrize(
    ("coverage", "sentence"),
    [
        (Coverage(3, 3, (), 8, 8), "All 3 files with 8 changed lines were read by the model."),
        (Coverage(1, 1, (), 1, 1), "The one file with 1 changed line was read by the model."),
        (Coverage(3, 3, (), 1000, 999), "3 of 3 files, 99 % of the changed lines, were read by the model."),
        (
            Coverage(
                43,
                41,
                (UnreadFile("a.lock", "lock file"), UnreadFile("b.bin", "binary")),
                1000,
                980,
            ),
            "98 % of the changed lines, were read by the model. Not read: a.lock (lock file); b.bin (binary).",
        ),
        (
            Coverage(90, 80, tuple(UnreadFile(f"{n}.png", "binary") for n in range(10)), 5, 5),
            "Not read: 0.png, 1.png, 2.png and 7 more (binary).",
        ),
        (
            Coverage(90, 80, tuple(UnreadFile(f"{n}.png", f"reason {n}") for n in range(10)), 5, 5),
            "Not read: 0.png (reason 0); 1.png (reason 1); 2.png (reason 2); and 7 other reasons.",
        ),
        (
            Coverage(90, 89, (UnreadFile("a.lock", room_for_some(18, 6_162)),), 9_000, 18),
            "Not read: a.lock (there was room for only 18 of its 6,162 changed lines).",
        ),
        (
            Coverage(
                90,
                40,
                (
                    *(UnreadFile(f"docs/{n}.md", room_for_none(n)) for n in range(40)),
                    UnreadFile("sorting/handler.py", room_for_some(1, 4)),
                    UnreadFile("infrastructure/sorting_stack.py", room_for_none(4)),
                    *(UnreadFile(f"{n}.py", f"only {n} of 100 changed lines fit") for n in range(8)),
                ),
                9_000,
                18,
            ),
            (
                "Not read: infrastructure/sorting_stack.py and 40 more (there was no room for them); "
                "sorting/handler.py and 8 more (there was room for a part of each only)."
            ),
        ),
    ],
)
def test_the_first_screen_says_how_much_was_read(coverage, sentence):
    for part in both_parts(sample_brief(sample_review(coverage=coverage))):
        assert sentence in part


def test_a_change_that_could_not_be_extracted_is_not_an_empty_one():
    change = replace(sample_change(), commits=(), files=())
    empty = Coverage(0, 0, (), 0, 0)

    unknown = render_mail(sample_brief(sample_review(change=change, coverage=empty))).text
    redeployed = render_mail(sample_brief(sample_review(change=replace(change, base=change.head), coverage=empty))).text

    assert "Nothing was read: the change could not be extracted." in unknown
    assert "No file differs from what is deployed now." in redeployed


@pytest.mark.parametrize(
    ("evidence", "sentence"),
    [
        (None, "Nothing is known of the build, its tests or its scans."),
        (Evidence("No build ran"), "No build ran. There are no results of tests or scans."),
        (Evidence("The build passed.", None, ()), "There are no test results. The scan found nothing."),
    ],
)
def test_what_the_build_left_behind_is_always_said(evidence, sentence):
    for part in both_parts(sample_brief(sample_review(evidence=evidence))):
        assert sentence in part


def test_subject_names_pipeline_risk_and_headline():
    assert render_mail(sample_brief()).subject == (
        "[sorting] Approve? HIGH RISK: Sorting gets a second algorithm; "
        "the URL answers only signed callers, within five seconds"
    )


@pytest.mark.parametrize(
    ("kind", "subject", "notice"),
    [
        (BriefKind.REMINDER, "[sorting] Still waiting, approve?", "has been waiting for 3 days and 4 hours"),
        (BriefKind.OVERDUE, "[sorting] Approve without a review?", "The review is late."),
    ],
)
def test_a_reminder_and_an_overdue_review_say_so(kind, subject, notice):
    brief = sample_brief(kind=kind, written_at=OPENED + timedelta(days=3, hours=4))

    mail = render_mail(brief)

    assert mail.subject.startswith(subject)
    assert notice in words(mail.text)
    assert "3 days and 20 hours after this was written" in words(mail.text)


def test_a_newer_change_behind_this_one_is_said():
    assert "A newer change is waiting behind this one." in render_mail(sample_brief(newer_execution_waiting=True)).text


def test_an_expired_approval_is_said_to_be_expired():
    brief = sample_brief(written_at=OPENED + timedelta(days=8))

    assert "The approval expired on Monday 30 November 2026" in words(render_mail(brief).text)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(ValueError, match="web address"):
        sample_brief(approval_url="javascript:alert(1)")


def test_what_is_ours_can_be_copied_without_invisible_characters():
    mail = render_mail(sample_brief())

    assert "global.anthropic.claude-sonnet-5-5" in mail.html
    assert "global.anthropic.claude-sonnet-5-5" in mail.text


def test_the_same_reason_in_many_places_is_said_once():
    reasons = tuple(
        RiskReason("data-deleted", f"src/{n}.ts", n, f"Data is deleted: `option{n}`.", Level.HIGH) for n in range(1, 24)
    )
    review = sample_review(risk=Risk(Level.HIGH, Level.HIGH, reasons))

    for part in both_parts(sample_brief(review)):
        assert "Data is deleted" in part
        assert part.count("Data is deleted") == 2
        assert "and 22 more like it" in part
        assert "src/1.ts, line 1" in part
        assert part.index("option6") < part.index("src/6.ts, line 6")
        assert "and 17 more places" in part.lower()


def test_lines_of_one_file_stand_in_one_row():
    reasons = tuple(RiskReason("data-deleted", "src/a.ts", n, "Data is deleted.", Level.HIGH) for n in (1, 4, 9))
    review = sample_review(risk=Risk(Level.HIGH, Level.HIGH, reasons))

    for part in both_parts(sample_brief(review)):
        assert "(3 places)" in part
        assert "src/a.ts, lines 1, 4 and 9" in part


def test_each_of_several_moves_is_told_with_its_place():
    said = "The dependency `{}` moves up from {} to 9, a new major version."
    reasons = (
        RiskReason("dependency-upgraded-major", "a.txt", 1, said.format("Flask", 2), Level.MEDIUM),
        RiskReason("dependency-upgraded-major", "b.txt", 2, said.format("pytest", 6), Level.MEDIUM),
    )
    review = sample_review(risk=Risk(Level.MEDIUM, Level.MEDIUM, reasons))

    for part in both_parts(sample_brief(review)):
        assert "and 1 more like it" in part
        assert part.replace('"', "").index("pytest moves up from 6") < part.replace('"', "").index("b.txt, line 2")


def test_more_reasons_are_counted_by_what_they_say():
    reasons = tuple(
        RiskReason(f"rule-{n % 5}", f"src/{n}.ts", n, f"Reason {n % 5}.", Level.MEDIUM) for n in range(1, 101)
    )
    review = sample_review(risk=Risk(Level.MEDIUM, Level.MEDIUM, reasons))

    for part in both_parts(sample_brief(review)):
        assert "2 more reasons below" in part


def test_what_a_rule_says_of_a_line_the_model_does_not_say_again_on_the_first_screen():
    reasons = (
        RiskReason("model", "stack.py", 16, "Callers without credentials are refused.", Level.HIGH),
        RiskReason("model", "stack.py", 13, "A call is cut off after 5 seconds.", Level.HIGH),
        RiskReason("timeout-cut", "stack.py", 13, "The time-out falls to 5 seconds.", Level.MEDIUM),
    )
    text = words(render_mail(sample_brief(sample_review(risk=Risk(Level.HIGH, Level.MEDIUM, reasons)))).text)

    first = text.partition("Read: ")[0]

    assert "Callers without credentials are refused. - The time-out falls to 5 seconds. - 1 more reason below." in first
    assert "High: A call is cut off after 5 seconds." in text


def test_no_word_of_the_model_takes_the_place_of_a_rules_reason():
    reasons = (
        RiskReason("model", "stack.py", 13, "A comment changes.", Level.CRITICAL),
        RiskReason("url-public", "stack.py", 13, "The URL is open to the public.", Level.HIGH),
    )
    text = words(render_mail(sample_brief(sample_review(risk=Risk(Level.CRITICAL, Level.HIGH, reasons)))).text)

    assert "The URL is open to the public." in text.partition("Read: ")[0]


def test_a_long_reason_is_told_to_its_end_where_there_is_room():
    text = "The library that signs people in moves up a major version: where it fails, nobody can sign in with Google."
    reason = RiskReason("model", "pyproject.toml", 17, text, Level.HIGH)

    review = sample_review(risk=Risk(Level.HIGH, Level.MEDIUM, (reason,)))

    assert text in words(render_mail(sample_brief(review)).text).partition("Read: ")[0]


def test_a_reason_that_names_a_long_path_comes_to_its_end():
    path = ".github/workflows/" + "deploy-" * 9 + "cluster.yml"
    reason = RiskReason("rule", path, None, f"The definition of the deployment in `{path}` changes.", Level.MEDIUM)
    review = sample_review(risk=Risk(Level.MEDIUM, Level.MEDIUM, (reason,)))

    for part in both_parts(sample_brief(review)):
        first_screen = part[: part.index("Approve or reject in")]
        assert "cluster.yml changes." in first_screen.replace('"', "")


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (BaselineReason.EMPTY_TREE, "compared with nothing: the first deployment."),
        (BaselineReason.REWRITTEN, "compared with nothing."),
    ],
)
def test_gits_empty_tree_is_nothing_to_a_reader(reason, said):
    empty = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    review = sample_review(change=replace(sample_change(), base=empty, baseline_reason=reason))
    brief = sample_brief(review, deployed_since=Deployed("1c0ffee" + "0" * 33, "2026-11-22T00:00:00Z"))

    for part in both_parts(brief):
        assert said in part
        assert "this brief still compares with nothing:" in part
        assert empty[:7] not in part


def test_half_an_address_is_not_shown():
    author = "Ada Lovelace <12345678+ada-lovelace@users.noreply.of-a-very-long-company.example>"
    brief = replace(sample_brief(), author=author)

    assert "Written by: Ada Lovelace and 1 other\n" in render_mail(brief).text


def test_a_commit_tells_who_wrote_it_and_not_who_pushed_it():
    change = sample_change()
    alone = replace(change, commits=change.commits[:1])

    for part in both_parts(sample_brief(sample_review(change=alone))):
        assert re.search(r"Written by:? ?Ada Lovelace <ada@example\.com> ?Commit", part)
        assert "Pushed by" not in part
    for part in both_parts(sample_brief()):
        assert re.search(r"Written by:? ?Ada Lovelace <ada@example\.com> and 1 other ?Commit", part)


BOTS = (
    "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
    "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
    "Renovate Bot <bot@renovateapp.com>",
    "dependabot-preview <support@dependabot.com>",
    "GitHub-Actions <actions@github.com>",
)


def by(*authors):
    change = sample_change()
    commits = tuple(replace(change.commits[0], author=author) for author in authors)
    return replace(sample_brief(sample_review(change=replace(change, commits=commits))), author=authors[0])


@pytest.mark.parametrize("bot", BOTS)
def test_a_person_is_named_before_a_program(bot):
    for part in both_parts(by(bot, "Ada Lovelace <ada@example.com>", "Grace Hopper <grace@example.com>")):
        assert re.search(r"Written by:? ?Ada Lovelace <ada@example\.com> and 2 others ?Commit", part)


@pytest.mark.parametrize(
    "person", ["Abbot <abbot@example.com>", "Rob Ot <bot@example.com>", "Renovate Smith <r@s.example>"]
)
def test_a_person_whose_name_is_like_that_of_a_program_is_a_person(person):
    for part in both_parts(by(person, "Ada Lovelace <ada@example.com>")):
        assert re.search(rf"Written by:? ?{re.escape(person)} and 1 other ?Commit", part)


def test_programs_alone_are_named_as_they_are():
    for part in both_parts(by(BOTS[2], BOTS[3])):
        assert re.search(r"Written by:? ?Renovate Bot <bot@renovateapp\.com> and 1 other ?Commit", part)


@pytest.mark.parametrize(
    ("pushers", "said"),
    [
        (Pushers(("grace@example.com",)), "grace@example.com"),
        (Pushers(("grace", "hedy")), "grace and hedy"),
        (Pushers(("grace", "hedy", "ida", "joan")), "grace, hedy and 2 others"),
        (Pushers(("grace",), ("hedy",)), "grace; hedy (earlier commits)"),
        (Pushers((), ("hedy", "ida")), "hedy and ida (earlier commits)"),
    ],
)
def test_who_pushed_stands_above_who_wrote(pushers, said):
    for part in both_parts(sample_brief(pushers=pushers)):
        assert re.search(rf"Pushed by:? ?{re.escape(said)} ?Written by:? ?Ada Lovelace", part)


def test_a_pusher_who_seems_to_be_the_author_takes_no_more_room_than_an_author():
    brief = sample_brief(pushers=Pushers(("ada@example.com",), is_author=True))

    for part in both_parts(brief):
        assert re.search(r"Pushed by:? ?ada@example\.com, who seems to have written it too ?Commit", part)
        assert not re.search(r"Written by:? ?Ada", part)


def test_the_name_of_a_pusher_is_harmless():
    name = "<img/src=x>\u202e" + "x" * 900
    mail = render_mail(sample_brief(pushers=Pushers((name, name))))

    assert "<img" not in mail.html
    assert "\u202e" not in mail.html + mail.text
    assert "x" * 65 not in mail.html + mail.text


def test_a_finding_that_is_a_reason_already_is_not_said_again():
    reason = RiskReason("rule", "sorting/handler.py", 3, "The URL is public.", Level.HIGH)
    same = Finding("Public URL", "The URL is public.", Level.HIGH, "sorting/handler.py", 3, 3, "")
    other = replace(same, title="Another matter", text="It is slow.")
    review = sample_review(risk=Risk(Level.HIGH, Level.HIGH, (reason,)), findings=(same, other))

    for part in both_parts(sample_brief(review)):
        assert "Public URL" not in part
        assert "Another matter" in part


def test_a_path_is_never_broken_in_two_lines():
    path = "typescript/" + "-".join(["stage"] * 12) + "/main.ts"
    reason = RiskReason("rule", path, 5, "Said of a long path.", Level.LOW)

    mail = render_mail(sample_brief(sample_review(risk=Risk(Level.LOW, Level.LOW, (reason,)))))

    assert f"{path}," in mail.text


def test_text_lines_fit_72_columns_except_the_link():
    lines = render_mail(sample_brief()).text.splitlines()

    assert [line for line in lines if len(line) > 72] == [APPROVAL_URL]


@pytest.mark.parametrize("language", ["German", "Klingon"])
def test_the_summary_is_marked_with_its_language(language):
    html = render_mail(sample_brief(language=language)).html

    assert re.search(f'<h1 class="[^"]+" lang="{"de" if language == "German" else ""}"', html)
    assert '<html lang="en"' in html


def hostile_brief(text: str, copies: int = 2):
    """Everything that comes from the change, from a model or from a tool says `text`."""
    files = tuple(
        FileChange(f"{text}{n}", FileKind.RENAMED, FileClass.SOURCE, 1, 1, old_path=text) for n in range(copies)
    )
    points = tuple(RiskReason(text, f"{text}{n}", 1, text, Level.HIGH) for n in range(copies))
    review = sample_review(
        change=replace(
            sample_change(),
            files=files,
            baseline_text=text,
            commits=tuple(Commit(f"{n:040x}", text, text) for n in range(copies)),
            lost_commits=tuple(Commit(f"{n:040x}", text, text) for n in range(copies)),
        ),
        coverage=Coverage(copies, 0, tuple(UnreadFile(f"{text}{n}", text) for n in range(copies)), copies, 0),
        evidence=Evidence(text, None, (ScanFinding(text, Level.LOW, text, text, 1, text),) * copies),
        risk=Risk(Level.HIGH, Level.HIGH, points),
        findings=(Finding(text, text, Level.LOW, text, 1, 2, text),) * copies,
        summary=Summary(text, (text,) * copies, (text,) * copies, (text,) * copies),
        redactions=(Redaction(text, 1, text),) * copies,
        notes=(text,) * copies,
        policy_checks=tuple(
            PolicyCheck(f"{text}{n}", verdict, text, f"{text}{n}", 1) for n in range(copies) for verdict in Compliance
        ),
    )
    return sample_brief(review, author=text)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='https://evil.example'>approve</a>",
    "https://evil.example/approve",
    "ceo@evil.com www.evil.com evil.zip",
    "-->]]><!--<![endif]-->",
    "</style></title></table>{{ 7*7 }}{% raw %}",
    "a\nSubject: b\r\n\r\nApproved",
    "\u202egnirts\u2066\u200b\ud800\x00\x1b[31m",
    "`<b>`",
    "![x](https://evil.example/x.png)",
]
PIECES = st.sampled_from([*HOSTILE, *"<>&'\"`{}%.:/@\n\x00\u202e\u200b", "x", " ", "&amp;", "${jndi}"])


@settings(max_examples=40)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_nothing_from_the_change_becomes_markup_or_a_link(text):
    mail = render_mail(hostile_brief(text))
    page = Page(mail.html)

    assert set(page.tags) <= MAIL_TAGS
    assert page.links == [APPROVAL_URL]
    assert page.addresses == []
    assert mail.text.count(APPROVAL_URL) == 1
    assert not LINKS.search(mail.text.replace(APPROVAL_URL, ""))
    assert not [piece for piece in page.pieces if LINKS.search(piece)]
    assert all(character.isprintable() or character == "\n" for character in mail.text.replace("\u200c", ""))
    assert mail.subject.isprintable()
    assert (mail.subject + mail.text + mail.html).encode()
    assert len(mail.subject) <= 150


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_not_obeyed(text):
    plain = render_mail(sample_brief()).html
    hostile = Page(render_mail(hostile_brief(text)).html)

    assert hostile.tags.count("a") == Page(plain).tags.count("a") == 1
    assert hostile.tags.count("table") <= Page(plain).tags.count("table")
    assert "49" not in hostile.text.split("Deployment review of")[0]


@pytest.mark.parametrize(
    "text", ["x" * 400, "<&>'\"" * 80, "\u202e" * 400, "\U0001f600" * 400, "a.bc/" * 100, "`a` " * 100]
)
def test_the_largest_mail_stays_below_100_kilobytes(text):
    mail = render_mail(hostile_brief(text, copies=2_000))

    assert len(mail.html.encode()) + len(mail.text.encode()) < 100_000


def test_what_is_left_out_is_counted_to_the_last_file():
    files = tuple(FileChange(f"src/{n}.py", FileKind.ADDED, FileClass.SOURCE, 1, 0) for n in range(10_000))
    commits = tuple(Commit(f"{n:040x}", "Ada", f"Commit {n}") for n in range(1_000))
    change = replace(sample_change(), files=files, commits=commits)

    for part in both_parts(sample_brief(sample_review(change=change))):
        assert "10,000 files, +10,000 \N{MINUS SIGN}0" in part
        named, named_commits = (
            part.count(" added +1 \N{MINUS SIGN}0") + part.count(", added, +1 \N{MINUS SIGN}0"),
            part.count("Commit "),
        )
        assert f"And {10_000 - named:,} more" in part
        assert named_commits > 20


def test_the_first_words_say_which_model_wrote_and_how_much_was_left_out():
    mail = render_mail(sample_brief())

    assert words(mail.text).startswith(
        "Written by a language model (claude-sonnet-5-5); 1 of 12 claims left out as unproven."
    )
    assert mail.html.index("Written by a language model") < mail.html.index("<h1")


def test_a_reason_of_the_whole_file_is_not_told_again_as_a_finding():
    reason = RiskReason("pipeline-definition-changed", "ci.yml", None, "The build changes.", Level.MEDIUM)
    finding = Finding("The build changed", "The build changes.", Level.MEDIUM, "ci.yml", 1, 1, "on: push")

    review = sample_review(risk=Risk(Level.MEDIUM, Level.MEDIUM, (reason,)), findings=(finding,))

    assert render_mail(sample_brief(review)).text.count("The build changes.") == 2  # first screen, and why this risk


def test_a_long_name_may_be_broken_between_its_parts():
    brief = sample_brief(
        sample_review(
            summary=replace(sample_review().summary, headline="test_the_proxy_stream_follows_redirects added")
        )
    )

    assert "test_<wbr>the_<wbr>proxy_<wbr>stream_" in render_mail(brief).html


def test_two_files_are_both():
    review = sample_review(coverage=Coverage(2, 2, (), 8, 8))

    assert "Both files with 8 changed lines were read by the model." in words(render_mail(sample_brief(review)).text)


def test_a_list_of_one_has_no_bullet():
    reason = RiskReason("rule", "a.py", 1, "The URL is public.", Level.HIGH)
    html = render_mail(sample_brief(sample_review(risk=Risk(Level.HIGH, Level.HIGH, (reason,))))).html

    why = html[html.index(">Why<") : html.index(">Read<")]
    assert "The URL is public." in why
    assert "<li" not in why
