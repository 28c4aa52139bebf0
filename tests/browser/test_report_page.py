"""The report in a browser: links, filter, keys, a change of 10,000 lines, paper."""

from dataclasses import replace

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import expect

from lambdas.shared.brief.report import render_report
from lambdas.shared.domain.review import Level, Risk, RiskReason
from tests.browser.conftest import PATIENCE_MS
from tests.unit.sample_briefs import DIFF, sample_brief, sample_review
from tests.unit.test_report import change_of, diff_of


def large_report(files: int, lines: int) -> str:
    paths = [f"src/{number}.py" for number in range(files)]
    said = RiskReason("rule", paths[-1], lines, "Said of the last line.", Level.HIGH)
    review = change_of(paths, lines, risk=Risk(Level.HIGH, Level.HIGH, (said,)))
    diff = "".join(
        diff_of(path, [f"line {number} = compute(argument, other)" for number in range(lines)]) for path in paths
    )
    return render_report(sample_brief(review), diff)


@pytest.fixture
def show(browser, tmp_path):
    """Opens a report from a file, as an approver does, and fails on any error, refusal or request."""
    pages, complaints = [], []

    def open_report(html, *, width=1100, color_scheme="light", fragment="", scripts=True):
        file = tmp_path / "report.html"
        file.write_text(html, "utf-8")
        page = browser.new_page(
            viewport={"width": width, "height": 800}, color_scheme=color_scheme, java_script_enabled=scripts
        )
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
        page.goto(f"{file.as_uri()}{fragment}")
        pages.append(page)
        return page

    yield open_report
    for page in pages:
        page.close()
    assert complaints == []


def test_a_sentence_leads_to_its_line(show):
    page = show(render_report(sample_brief(), DIFF))

    page.get_by_role("link", name="infrastructure/sorting_stack.py (line 13)").click()

    expect(page.locator("ins", has_text="Duration.seconds(5)")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_opens_what_is_folded(show, scripts):
    html = render_report(sample_brief(), DIFF).replace(" open>", ">")
    page = show(html, scripts=scripts)

    page.get_by_role("link", name="infrastructure/sorting_stack.py, line 13").first.click()

    expect(page.locator("ins", has_text="Duration.seconds(5)")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_filter_shows_only_files_of_that_weight(show, scripts):
    page = show(render_report(sample_brief(), DIFF), scripts=scripts)

    page.get_by_label("high and above (1)").check()

    expect(page.locator(".file:visible h4")).to_have_text(["sorting/handler.py"])
    expect(page.locator(".group:visible")).to_have_count(1)


def test_a_filter_that_leaves_nothing_says_so(show):
    review = sample_review(risk=Risk(Level.LOW, Level.LOW, ()), findings=(), evidence=None, redactions=())
    page = show(render_report(sample_brief(review), DIFF))

    page.get_by_label("with remarks (0)").check()

    expect(page.get_by_text("No file has a remark of this weight.")).to_be_visible()


def test_a_link_to_a_file_that_the_filter_hides_shows_it_again(show):
    page = show(render_report(sample_brief(), DIFF))
    page.get_by_label("high and above (1)").check()

    page.get_by_role("link", name="infrastructure/sorting_stack.py (line 13)").click()

    expect(page.locator("ins", has_text="Duration.seconds(5)")).to_be_in_viewport()
    expect(page.get_by_label("all 3")).to_be_checked()


def test_the_keys_walk_through_files_and_remarks(show):
    page = show(render_report(sample_brief(), DIFF))
    focused = page.locator(":focus")

    page.keyboard.press("j")
    expect(focused).to_contain_text("infrastructure/sorting_stack.py")
    page.keyboard.press("x")
    expect(page.locator(".file", has_text="sorting_stack.py")).not_to_have_attribute("open", "")
    page.keyboard.press("n")
    expect(focused).to_contain_text("A call without parameters fails")
    page.keyboard.press("f")
    expect(page.get_by_label("with remarks (2)")).to_be_checked()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_no_fault_of_accessibility(show, color_scheme):
    page = show(render_report(sample_brief(), DIFF), color_scheme=color_scheme)

    violations = Axe().run(page)["violations"]

    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"]][:3]) for fault in violations] == []


@pytest.mark.parametrize("width", [320, 375, 1400])
def test_no_width_scrolls_sideways(show, width):
    review = replace(change_of(["a/" + "long" * 60 + ".py"]))
    page = show(render_report(sample_brief(review), diff_of(review.change.files[0].path, ["x" * 5_000])), width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("files", "lines"), [(1, 10_000), (500, 20)])
def test_a_change_of_10_000_lines_is_usable(show, files, lines):
    """Open, go to the very last line, filter; the browser is told to lay out only what is in sight."""
    html = large_report(files, lines)

    page = show(html)
    page.get_by_role("link", name=f"src/{files - 1}.py, line {lines}").first.click()
    expect(page.locator(".point", has_text="Said of the last line.")).to_be_in_viewport()
    page.get_by_label("high and above (1)").check()

    expect(page.locator(".file:visible")).to_have_count(1)
    expect(page.locator(".file:visible .lines").last).to_have_css("content-visibility", "auto")


def test_paper_shows_lines_and_no_tools(show):
    page = show(render_report(sample_brief(), DIFF))

    page.emulate_media(media="print")

    expect(page.locator("ins", has_text="Duration.seconds(5)")).to_be_visible()
    expect(page.get_by_text("Folded files are not printed.")).to_be_visible()
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.locator(".button")).to_be_hidden()
    expect(page.locator(".lines > .point").first).to_have_css("break-before", "avoid")
    expect(page.locator(".file > summary").first).to_have_css("break-inside", "avoid")
