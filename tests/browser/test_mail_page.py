"""The mail as an approver sees it: in a window of 600 by 800 pixels, on a telephone, in the dark."""

from dataclasses import replace
from itertools import pairwise

import pytest
from axe_core_python.sync_playwright import Axe

from lambdas.shared.brief.brief import BriefKind
from lambdas.shared.brief.mail import render_mail
from lambdas.shared.brief.notice import Notice, render_notice
from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.policy_notes import NOT_CHECKED
from lambdas.shared.domain.production import Deployed
from lambdas.shared.domain.pushers import Pushers
from lambdas.shared.domain.review import (
    Compliance,
    Coverage,
    Evidence,
    Level,
    PolicyCheck,
    Risk,
    RiskReason,
    Summary,
    UnreadFile,
)
from tests.unit.sample_briefs import HEAD, offline_review, sample_brief, sample_change, sample_review
from tests.unit.test_mail import hostile_brief

SINCE = Deployed("abc1234" + "0" * 33, "2026-11-23T02:00:00Z", is_declared=True)
LONG = "Customers who ordered before the migration may see another total than the one they were shown. " * 4
REASONS = tuple(RiskReason(f"rule-{n}", f"src/{n}.py", n, LONG, Level.HIGH) for n in range(1, 40))
UNREAD = tuple(UnreadFile(f"a/very/long/path/to/a/file/that/was/not/read/{n}.json", LONG) for n in range(9))


def longest_brief(kind=BriefKind.FIRST, **about):
    """Every part of the first screen as long as it can be."""
    review = offline_review(
        change=replace(sample_change(), commits=(Commit(HEAD, "Ada", LONG),) * 2_345),
        summary=Summary(LONG, (LONG,) * 5, (LONG,) * 5, (LONG,) * 9),
        risk=Risk(Level.CRITICAL, Level.HIGH, REASONS),
        coverage=Coverage(12_345, 12_336, UNREAD, 1_234_567, 1_234_000),
        evidence=Evidence(LONG),
    )
    brief = sample_brief(replace(review, **about), author=LONG, newer_execution_waiting=True, kind=kind)
    return replace(brief, pushers=Pushers((LONG, LONG[1:], "x" * 99), (LONG, "y" * 99, LONG)))


def checks(*sentences):
    """One of each verdict for each sentence."""
    return tuple(
        PolicyCheck(f"{n} {text}", verdict, text, "sorting/handler.py", 3)
        for n, text in enumerate(sentences, 1)
        for verdict in Compliance
    )


def large_brief():
    """As a change of 421 commits of a public repository was told: long sentences, many reasons, files not read."""
    reasons = (
        RiskReason("credential", "a.py", 1, "What looks like a credential (key) stands in the change.", Level.HIGH),
        RiskReason(
            "removed", "b.py", 2, "What looks like a credential (key) is removed; it stays readable.", Level.HIGH
        ),
        RiskReason(
            "ci", "c.yml", 3, "The definition of the build in `.github/workflows/lock.yml` changes.", Level.MEDIUM
        ),
    )
    review = offline_review(
        summary=Summary(
            "What looks like a credential removed (key); what looks like a credential in the code (key); "
            "automation may write more (and 3 more like it)",
            ("145 files change.",),
            ("Security: a key is in the history.",),
            (
                "Has the removed credential been revoked? It stays readable in the history.",
                "Is the credential real, and has it been revoked and replaced?",
                "How would anyone notice that this fails (src/flask/cli.py)?",
                "Who answers?",
            ),
        ),
        risk=Risk(Level.HIGH, Level.HIGH, (*reasons, *REASONS)),
        coverage=Coverage(
            206, 200, tuple(UnreadFile(f"docs/_static/flask-{n}.png", "binary") for n in range(6)), 11_770, 11_770
        ),
    )
    return sample_brief(review)


OF_WHOLE_PAGES = {"landmark-one-main", "region"}  # a mail is an article within the mail program's page

BRIEFS = {
    "ordinary": sample_brief(),
    "offline": sample_brief(offline_review()),
    "large": large_brief(),
    "longest": longest_brief(),
    "pushed": replace(large_brief(), pushers=Pushers(("grace.hopper@example.com",), ("hedy", "ida"))),
    "overdue": longest_brief(BriefKind.OVERDUE, unavailable_reason=LONG),
    "policy": sample_brief(sample_review(policy_checks=checks("A migration needs a rollback plan."))),
    "policy, longest": longest_brief(
        BriefKind.REMINDER, policy_checks=checks(LONG, LONG), model=sample_review().model, unavailable_reason=None
    ),
    "policy, unchecked": sample_brief(offline_review(notes=(NOT_CHECKED,))),
    "stale": sample_brief(deployed_since=SINCE, newer_execution_waiting=True),
    "stale, longest": replace(longest_brief(BriefKind.REMINDER), deployed_since=SINCE),
    "hostile": hostile_brief("<b>\u202e" * 50 + "x" * 300, copies=20),
}


NOTICE = Notice(
    pipeline_name="sorting",
    repository_name="sorting-service",
    region="eu-west-1",
    execution_id="e-1",
    commit_id=HEAD,
    reason=LONG * 2,
    pipeline_url="https://console.aws.amazon.com/",
    is_repetition=True,
)


@pytest.fixture
def show(browser):
    """Opens a page, as wide as asked for, and fails when it asks the network for anything."""
    pages = []

    def open_page(html, *, width=600, color_scheme="light"):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=color_scheme)
        page.on("request", lambda request: pytest.fail(f"the page asked for {request.url}"))
        page.set_content(html)
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()


def bottom(locator) -> float:
    box = locator.bounding_box()
    return box["y"] + box["height"]


def style(locator, name) -> str:
    return locator.evaluate("(element, name) => getComputedStyle(element).getPropertyValue(name)", name)


@pytest.mark.parametrize("name", BRIEFS)
def test_the_first_screen_needs_no_scrolling(show, name):
    page = show(render_mail(BRIEFS[name]).html)

    assert bottom(page.get_by_role("link", name="Approve or reject in CodePipeline")) < 800


@pytest.mark.parametrize("name", ["ordinary", "offline", "large", "pushed", "policy", "policy, unchecked", "stale"])
def test_the_first_screen_of_a_telephone_ends_with_the_button(show, name):
    page = show(render_mail(BRIEFS[name]).html, width=375)

    assert bottom(page.get_by_role("link", name="Approve or reject in CodePipeline")) < 812


@pytest.mark.parametrize("name", ["ordinary", "offline", "large", "pushed", "policy", "policy, unchecked", "stale"])
def test_who_wrote_what_and_until_when_is_on_the_first_screen(show, name):
    page = show(render_mail(BRIEFS[name]).html)

    for text in ("Ada Lovelace", "9fceb02d", "Monday 30 November 2026"):
        assert bottom(page.get_by_text(text).first) < 800


@pytest.mark.parametrize("width", [320, 375, 600, 1200])
@pytest.mark.parametrize("name", BRIEFS)
def test_no_width_scrolls_sideways(show, name, width):
    page = show(render_mail(BRIEFS[name]).html, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("name", BRIEFS)
def test_no_fault_of_accessibility(show, name, color_scheme):
    page = show(render_mail(BRIEFS[name]).html, color_scheme=color_scheme)

    violations = [fault for fault in Axe().run(page)["violations"] if fault["id"] not in OF_WHOLE_PAGES]

    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"]][:3]) for fault in violations] == []


def test_dark_mode_is_dark(show):
    page = show(render_mail(sample_brief(sample_review())).html, color_scheme="dark")

    background = page.locator(".card").evaluate("card => getComputedStyle(card).backgroundColor")
    assert background == "rgb(22, 27, 34)"


def test_paper_shows_colours_and_leaves_no_heading_alone(show):
    page = show(render_mail(sample_brief()).html)

    page.emulate_media(media="print")

    assert style(page.locator("h2").first, "break-after") == "avoid"
    assert style(page.locator(".point").first, "break-inside") == "avoid"
    for solid in page.locator(".solid").all():
        assert style(solid, "print-color-adjust") == "exact"


def test_headings_are_read_in_order(show):
    page = show(render_mail(sample_brief()).html)

    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(heading => +heading.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("width", [320, 600])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_the_notice_that_there_is_no_analysis_fits_and_has_no_fault(show, width, color_scheme):
    page = show(render_notice(NOTICE).html, width=width, color_scheme=color_scheme)

    violations = [fault["id"] for fault in Axe().run(page)["violations"] if fault["id"] not in OF_WHOLE_PAGES]
    assert violations == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert width < 600 or bottom(page.get_by_role("link", name="Open the pipeline in CodePipeline")) < 800
