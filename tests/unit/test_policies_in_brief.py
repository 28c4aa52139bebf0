"""The deployment policy in the brief: a violation on the first screen, each verdict with its place below."""

import re
from dataclasses import replace

import pytest

from lambdas.shared.brief.mail import MAIL_BYTES, render_mail
from lambdas.shared.brief.report import render_report
from lambdas.shared.domain.policy_notes import NONE_NAMED, NOT_CHECKED, cut_short
from lambdas.shared.domain.review import Compliance, Coverage, PolicyCheck
from tests.unit.html_pages import Page
from tests.unit.sample_briefs import DIFF, offline_review, sample_brief, sample_review
from tests.unit.test_mail import HOSTILE, both_parts, hostile_brief, words

MIGRATION = PolicyCheck(
    "A database migration needs a rollback plan.", Compliance.NO, "None is described.", "sorting/handler.py", 3
)
PUBLIC = PolicyCheck("No URL is public.", Compliance.YES, "Callers must sign.", "infrastructure/sorting_stack.py", 16)
LOAD = PolicyCheck("Load is tested before a time-out is cut.", Compliance.UNCLEAR, "No test of load is shown.")


def _brief(*checks, **about):
    return sample_brief(sample_review(policy_checks=checks, **about))


def _report(brief):
    return render_report(brief, DIFF)


def test_each_verdict_is_said_with_its_sentence_why_and_where():
    brief = _brief(PUBLIC, LOAD, MIGRATION)

    for part in (*both_parts(brief), words(Page(_report(brief)).text)):
        section = part.split("Deployment policy ")[-1].split("Why this risk")[0]
        assert "what the policy says beyond these sentences was not judged" in section
        assert re.search(
            r"Does not comply: A database migration needs a rollback plan\. ?None is described\. ?.*"
            r"sorting/handler\.py, line 3.*"
            r"Cannot be told: Load is tested before a time-out is cut\. ?No test of load is shown\. .*"
            r"Complies, in what was read: No URL is public\. ?Callers must sign\. .*"
            r"infrastructure/sorting_stack\.py, line 16",
            section,
        )


def test_a_violation_is_on_the_first_screen():
    other = replace(MIGRATION, policy="Nothing is deployed on Fridays.")
    brief = _brief(MIGRATION, replace(MIGRATION, line=4), other, PUBLIC)

    for part in (*both_parts(brief), words(Page(_report(brief)).text)):
        first = part.split("Approve or reject in")[0]
        assert "\u201cA database migration needs a rollback plan.\u201d And with 1 more sentence." in first.replace(
            '"', ""
        )


@pytest.mark.parametrize("checks", [(), (PUBLIC,), (LOAD,)])
def test_without_a_violation_the_first_screen_does_not_speak_of_the_policy(checks):
    brief = _brief(*checks)

    for part in (*both_parts(brief), words(Page(_report(brief)).text)):
        assert "olicy" not in part.split("Approve or reject in")[0]
        assert ("Deployment policy" in part) == bool(checks)


@pytest.mark.parametrize("note", [NOT_CHECKED, NONE_NAMED, cut_short(1_000, 2_000)])
def test_what_of_the_policy_was_not_checked_is_on_the_first_screen(note):
    """Beside how much was read: what nobody looked at must not look like what nobody objected to."""
    brief = sample_brief(offline_review(notes=("The change was read in one part.", note)))

    for part in (*both_parts(brief), words(Page(_report(brief)).text)):
        first = part.split("Approve or reject in")[0]
        assert re.search(rf"Read:? ?.* {re.escape(note)}", first)
        assert "in one part" not in first


@pytest.mark.parametrize(("read", "verdict"), [(8, "Complies: No URL"), (7, "Complies, in what was read: No URL")])
def test_compliance_is_that_of_what_was_read(read, verdict):
    brief = _brief(PUBLIC, coverage=Coverage(3, 3, (), 8, read))

    for part in both_parts(brief):
        assert verdict in part


def test_the_report_links_to_the_place_and_says_a_violation_beside_the_line():
    html = _report(_brief(MIGRATION, PUBLIC))

    anchor = re.search(r'<a href="#(\S+)">sorting/handler\.py, line 3</a>', html.split('id="policy"')[1])[1]
    assert f'id="{anchor}"' in html
    diff = Page(html.split('<section class="diff')[1]).text
    assert "Does not comply: A database migration needs a rollback plan." in words(diff)
    assert "No URL is public" not in diff


def test_what_is_said_of_many_places_is_said_once():
    checks = [replace(MIGRATION, path=f"migrations/{n}.sql", line=n) for n in range(1, 11)]

    for part in both_parts(_brief(*checks)):
        assert part.split("Deployment policy")[-1].count("None is described.") == 1
        assert "migrations/6.sql, line 6" in part
        assert "and 4 more places" in part


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_of_a_policy_are_text(text):
    """Whoever may write to the repository may write a policy."""
    check = PolicyCheck(text, Compliance.NO, text, text, 1)
    plain, hostile = _brief(MIGRATION), _brief(check)

    for render in (lambda brief: render_mail(brief).html, _report):
        page = Page(render(hostile))
        assert not {"script", "img"} & (set(page.tags) - set(Page(render(plain)).tags))
        assert not [link for link in page.links if "evil" in link]
    assert "\u202e" not in render_mail(hostile).html + render_mail(hostile).text + _report(hostile)


@pytest.mark.parametrize("text", ["x" * 400, "<&>'\"" * 80, "a.bc/" * 100])
def test_a_mail_with_every_sentence_violated_keeps_its_size_and_counts_the_rest(text):
    checks = tuple(PolicyCheck(f"{n} {text}", Compliance.NO, text, f"{n}/{text}", n) for n in range(1, 241))
    brief = hostile_brief(text, copies=500)

    mail = render_mail(replace(brief, review=replace(brief.review, policy_checks=checks)))

    assert len(mail.html.encode()) + len(mail.text.encode()) <= MAIL_BYTES
    shown = mail.text.count("Does not comply:")
    assert shown >= 2
    assert f"And {240 - shown} more, in the report." in words(mail.text)
