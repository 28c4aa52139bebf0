"""What a screen reader makes of a mail, and what is left of it where no image is loaded: all of it."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from lambdas.shared.brief.mail import render_mail
from lambdas.shared.brief.report import render_report
from tests.unit.html_pages import Page
from tests.unit.sample_briefs import DIFF, offline_review, sample_brief

STYLES = re.compile(r"<style.*?</style>|style=\"[^\"]*\"", re.DOTALL)
_BRIEFS = {
    "by a model": sample_brief(),
    "by rules": sample_brief(offline_review()),
    "in German": sample_brief(language="German"),
}


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text in reading order with the languages that it stands in."""

    def __init__(self, html):
        super().__init__()
        self.all = []
        self.read = []
        self._languages = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.all.append((tag, dict(attributes)))
        if tag not in {"br", "meta", "wbr", "link", "input"}:
            inherited = self._languages[-1][1] if self._languages else None
            self._languages.append((tag, dict(attributes).get("lang") or inherited))

    def handle_endtag(self, tag):
        while self._languages and self._languages.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self._languages:
            self.read.append((self._languages[-1][1], data.strip()))

    def named(self, *tags):
        return [attributes for tag, attributes in self.all if tag in tags]


@pytest.fixture(params=_BRIEFS)
def brief(request):
    return _BRIEFS[request.param]


def test_there_is_nothing_that_could_fail_to_load(brief):
    for html in (render_mail(brief).html, render_report(brief, DIFF)):
        assert Page(html).addresses == []
        assert Elements(html).named("img", "svg", "picture", "object", "iframe", "video") == []
        assert not any("url(" in style for style in STYLES.findall(html))


def test_tables_that_only_lay_out_are_not_announced_as_tables(brief):
    tables = Elements(render_mail(brief).html).named("table")

    assert tables
    assert {table.get("role") for table in tables} == {"presentation"}


def test_the_page_has_a_language_a_title_and_one_article_with_a_name(brief):
    elements = Elements(render_mail(brief).html)

    (page,) = elements.named("html")
    (article,) = [each for _, each in elements.all if each.get("role") == "article"]
    assert page["lang"] == "en"
    assert elements.named("title")
    assert article["aria-label"]


def test_headings_go_down_one_level_at_a_time_from_the_headline(brief):
    for html in (render_mail(brief).html, render_report(brief, DIFF)):
        levels = [int(tag[1]) for tag, _ in Elements(html).all if tag in {"h1", "h2", "h3", "h4", "h5"}]

        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_risk_is_a_word_and_comes_right_after_the_headline(brief):
    words = [text for _, text in Elements(render_mail(brief).html).read]

    headline = next(place for place, text in enumerate(words) if text.startswith("Sorting gets") and place > 1)
    assert words[headline + 1] == "High risk"


def test_the_summary_is_read_in_its_language_and_the_rest_in_english():
    elements = Elements(render_mail(_BRIEFS["in German"]).html)

    languages = {text: language for language, text in elements.read}
    assert languages["Do all callers sign their requests?"] == "de"
    assert languages["Approve or reject in CodePipeline"] == "en"


def test_every_link_says_where_it_leads(brief):
    for html in (render_mail(brief).html, render_report(brief, DIFF)):
        parser = Links(html)

        assert parser.texts
        assert all(parser.texts)


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.texts = []
        self._is_open = False
        self.feed(html)

    def handle_starttag(self, tag, _attributes):
        if tag == "a":
            self._is_open = True
            self.texts.append("")

    def handle_endtag(self, tag):
        self._is_open = self._is_open and tag != "a"

    def handle_data(self, data):
        if self._is_open:
            self.texts[-1] += data.strip()
