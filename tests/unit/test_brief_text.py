"""Text from the change, made fit to be looked at."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdas.shared.brief.hostile_text import capped, capped_path, capped_prose, one_line, unlinked, visible
from lambdas.shared.brief.words import at, count, duration, listed, percent, place, sentence

HIDING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("a\nb", "a␊b"),
        ("a\x00b", "a␀b"),
        ("exe.\u202ecod", "exe.\u2039U+202E\u203acod"),
        ("pay\u200bpal", "pay\u2039U+200B\u203apal"),
        ("a\ufeffb", "a\u2039U+FEFF\u203ab"),
        ("a\u3164b", "a\u2039U+3164\u203ab"),
        ("a\U000e0041b", "a\u2039U+E0041\u203ab"),
        ("a\u2028b", "a\u2039U+2028\u203ab"),
        ("a\ud800b", "a\N{REPLACEMENT CHARACTER}b"),
        ("a\x7fb", "a\u2039U+007F\u203ab"),
        ("a\u00a0b", "a b"),
        ("a" + "\u0301" * 50, "a\u0301\u0301\u0301…"),
        ("a\u200cb", "a\u2039U+200C\u203ab"),
    ],
)
def test_what_cannot_be_seen_is_shown(hidden, shown):
    assert visible(hidden) == shown


@pytest.mark.parametrize("text", ["Größe", "عربي", "می‌خواهم", "日本語", "👩‍💻", "naïve", "क्‍ष"])
def test_every_language_stays_as_it_is_written(text):
    assert visible(text) == text


@given(st.text(alphabet=st.characters(), max_size=200))
def test_nothing_hides_in_visible_text(text):
    shown = visible(text)

    assert not [
        character
        for character in shown
        if unicodedata.category(character) in HIDING and character not in "\u200c\u200d"
    ]
    assert visible(shown) == shown
    shown.encode()


@given(st.text(max_size=300), st.integers(min_value=10, max_value=100))
def test_capped_text_is_never_longer_than_its_cap(text, length):
    assert len(capped(text, length)) <= length
    assert len(capped_path(text, length)) <= length


def test_a_capped_text_ends_at_a_word_and_a_capped_path_keeps_both_ends():
    assert capped("The time-out falls from ten minutes to five", 30) == "The time-out falls from ten…"
    assert capped_path("src/" + "deep/" * 30 + "handler.py", 30).startswith("src/deep/")
    assert capped_path("src/" + "deep/" * 30 + "handler.py", 30).endswith("/handler.py")


def test_one_line_is_one_line():
    assert one_line(" a\r\nb\t\u2028 c ") == "a b c"


LINKS = re.compile(
    r"[a-z][a-z0-9+.-]*://\S|www\.\w|[\w.+-]+@[\w-]+\.\w|"
    r"\b[\w-]+(?:[.\u3002\uff0e\uff61][\w-]+)*[.\u3002\uff0e\uff61](?:com|net|org|io|dev|zip|example|evil|de|xn--\w+)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "text",
    [
        "see https://evil.example/approve?x=1",
        "HTTP://EVIL.EXAMPLE",
        "javascript://evil.dev/%0aalert(1)",
        "write to ceo@evil.com",
        "www.evil.com",
        "evil.com",
        "go to (login.evil.com/approve)",
        "evil.com/readme.md",
        "pay.pal.evil.zip",
        "evil。com",
        "evil.xn--p1ai",
        "a,evil.io;b",
        "mailto:ceo@evil.com",
    ],
)
def test_no_address_survives_for_a_mail_program_to_link(text):
    assert LINKS.search(text)

    broken = unlinked(text)

    assert not LINKS.search(broken)
    assert broken.replace("\u200c", "") == text


@pytest.mark.parametrize(
    "text", ["lambdas/app.py", "README.md", "version 3.1.2", "a.b", "cut to 5.", "src/a.py:12", "x, y."]
)
def test_names_of_files_can_be_copied(text):
    assert unlinked(text) == text


@given(st.text(alphabet="ae.:/@-w。_ 1", max_size=60))
def test_unlinked_text_looks_the_same(text):
    assert unlinked(text).replace("\u200c", "") == text
    assert "://" not in unlinked(text)


def test_counts_are_words():
    assert [count(0, "file"), count(1, "file"), count(1204, "file")] == ["no files", "1 file", "1,204 files"]
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
    assert [sentence("no end"), sentence("Ends!"), sentence("")] == ["No end.", "Ends!", ""]


def test_a_share_is_never_rounded_to_all_or_nothing():
    assert [percent(9_999, 10_000), percent(1, 10_000), percent(0, 10_000), percent(5, 5), percent(0, 0)] == [
        "99 %",
        "less than 1 %",
        "0 %",
        "100 %",
        "100 %",
    ]


def test_times_are_words():
    assert at(datetime(2026, 11, 30, 2, 17, tzinfo=UTC)) == "Monday 30 November 2026 at 02:17 UTC"
    assert duration(timedelta(days=6, hours=23, minutes=59)) == "7 days"
    assert duration(timedelta(days=6, hours=23, minutes=20)) == "6 days and 23 hours"
    assert duration(timedelta(minutes=1)) == "1 minute"
    assert duration(timedelta(seconds=-5)) == "less than a minute"


def test_places_are_words():
    assert [place("a.py", None), place("a.py", 3), place("a.py", 3, 3), place("a.py", 3, 5)] == [
        "a.py",
        "a.py, line 3",
        "a.py, line 3",
        "a.py, lines 3 to 5",
    ]


def test_prose_that_is_cut_ends_with_a_sentence():
    text = "The time-out falls. The URL is closed to the public. Nothing else of note happens here at all."

    assert capped_prose(text, 80) == "The time-out falls. The URL is closed to the public. …"
    assert capped_prose(text, 200) == text


def test_prose_without_a_sentence_to_end_at_is_cut_at_a_word():
    assert capped_prose("word " * 40, 60) == capped("word " * 40, 60)


@given(st.text(), st.integers(10, 100))
def test_prose_is_never_longer_than_there_is_room(text, room):
    assert len(capped_prose(text, room)) <= room + len(" …")
