"""
What Outlook on Windows is known not to lay out is not in the mail.

It draws HTML with Word: tables, widths and colours as attributes, simple inline styles. Outlook itself runs on no build
machine; these are its documented limits (learn.microsoft.com, "Word HTML and CSS rendering capabilities in Outlook").
"""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lambdas.shared.brief.brief import BriefKind
from lambdas.shared.brief.mail import render_mail
from tests.unit.sample_briefs import offline_review, sample_brief
from tests.unit.test_mail import hostile_brief

PAGES = {
    "model": sample_brief(),
    "offline": sample_brief(offline_review()),
    "reminder": replace(sample_brief(), kind=BriefKind.REMINDER, newer_execution_waiting=True),
    "hostile": hostile_brief("<b>\u202e" * 50 + "x" * 300, copies=20),
}
NOT_LAID_OUT = re.compile(
    r"display:\s*(?:flex|grid|inline-(?:flex|grid|table)|table)|position:|float:|background-(?:image|size|position|repeat)|url\(|calc\("
    r"|var\(|rgba?\(|hsla?\(|gradient\(|transform|opacity|(?:box|text)-shadow|object-fit|(?:min|max)-height|min-width"
    r"|overflow:|(?<![\w-])gap:|z-index|filter:|animation|transition|clip|aspect-ratio|columns?:|outline|list-style"
    r"|\d(?:rem|vw|vh|em)\b"
)
HIDDEN = "mso-hide:all"  # the preview line: Word leaves it out whatever else its style says
LAYOUT = {"role", "border", "cellpadding", "cellspacing"}


class Elements(HTMLParser):
    """Each start tag with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def tagged(self, *tags):
        return [attributes for tag, attributes in self.found if tag in tags]


@pytest.fixture(params=PAGES, scope="module")
def elements(request):
    return Elements(render_mail(PAGES[request.param]).html)


def test_no_style_asks_for_what_word_does_not_lay_out(elements):
    styles = [attributes["style"] for _, attributes in elements.found if attributes.get("style")]

    assert len(styles) > 40
    assert [style for style in styles if NOT_LAID_OUT.search(style) and HIDDEN not in style] == []


def test_no_element_is_one_that_word_does_not_know(elements):
    unknown = elements.tagged(
        "button", "form", "input", "svg", "video", "audio", "canvas", "details", "iframe", "picture"
    )

    assert unknown == []


def test_what_needs_its_padding_is_a_cell(elements):
    """Word drops that of other elements: the button's stands on its cell, too; the rest is space that may go."""
    padded = {
        tag for tag, attributes in elements.found if re.search(r"padding:\s*[1-9]", attributes.get("style") or "")
    }

    assert padded <= {"td", "a", "h2", "code"}


def test_lists_are_set_in_by_their_margin(elements):
    """Word ignores the padding of a list; without a margin its bullets are cut off."""
    lists = elements.tagged("ul")

    assert lists
    assert {one["style"] for one in lists} == {"margin:0 0 0 18px;padding:0;"}


def test_the_first_font_is_one_that_windows_has(elements):
    """Word looks no further than a name that it cannot read."""
    fonts = [
        re.search(r"font-family:'?([^,']+)", attributes["style"])
        for _, attributes in elements.found
        if "font-family" in (attributes.get("style") or "")
    ]

    assert {found[1] for found in fonts if found} == {"Segoe UI", "Consolas"}


def test_tables_lay_out_and_say_so_in_attributes(elements):
    tables = elements.tagged("table")

    assert len(tables) >= 5
    assert [table for table in tables if not table.keys() >= LAYOUT or table["role"] != "presentation"] == []


def test_colours_behind_text_are_attributes_too(elements):
    coloured = [one for one in elements.tagged("body", "table", "td") if "background:" in (one.get("style") or "")]

    assert len(coloured) >= 5
    for attributes in coloured:
        assert f"background:{attributes['bgcolor']}" in attributes["style"]


def test_columns_have_their_width_as_an_attribute(elements):
    labels = [cell for cell in elements.tagged("td") if "label" in (cell.get("class") or "")]

    assert len(labels) >= 6
    assert {cell["width"] for cell in labels} == {"92"}


@pytest.mark.parametrize("name", PAGES)
def test_word_gets_a_table_of_600_pixels_around_all(name):
    html = render_mail(PAGES[name]).html

    opening = html.index('<!--[if mso]><table role="presentation" width="600"')
    assert opening < html.index('class="card"') < html.index("<!--[if mso]></td></tr></table><![endif]-->")


@pytest.mark.parametrize("name", PAGES)
def test_the_button_is_a_coloured_cell_whose_padding_word_keeps(name):
    html = render_mail(PAGES[name]).html
    (cell,) = re.findall(r"<td[^>]*><a [^>]*>Approve or reject in", html)

    assert 'bgcolor="#0b5cad"' in cell
    assert "mso-padding-alt" in cell


@pytest.mark.parametrize("name", PAGES)
def test_nothing_depends_on_the_style_block(name):
    """Gmail drops it in forwarded mails, Word reads half of it: each class in use has its inline style as well."""
    bare = re.sub(r"<style>.*?</style>", "", render_mail(PAGES[name]).html, flags=re.DOTALL)

    classed = [attributes for _, attributes in Elements(bare).found if attributes.get("class")]
    assert classed
    assert [one for one in classed if not one.get("style")] == []
