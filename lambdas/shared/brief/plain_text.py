"""The text part of the mail: all that the HTML part says, 72 columns wide, in an order that can be read aloud."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lambdas.shared.brief.first_screen import FirstScreen
from lambdas.shared.brief.groups import PointGroup
from lambdas.shared.brief.hostile_text import unlinked, visible
from lambdas.shared.brief.points import Point
from lambdas.shared.brief.policies import ABOUT_POLICY, PolicyLine
from lambdas.shared.brief.shown import Shown
from lambdas.shared.brief.view import CommitLine, View
from lambdas.shared.brief.words import count, sentence

_WIDTH = 72


def plain_text(first: FirstScreen, view: View, *, approval_url: str) -> str:
    """No line is drawn and nothing is aligned with spaces: a screen reader would read both."""
    lines = [*_first_screen(first, approval_url), *_details(first, view)]
    return "\n".join(lines).strip() + "\n"


def _first_screen(first: FirstScreen, approval_url: str) -> Iterator[str]:
    yield from _paragraphs(first.notices)
    yield from _paragraphs([first.headline, f"{first.risk}."])
    yield from _bullets(first.reasons)
    yield from _paragraphs(
        [
            *([f"Policy: {first.policy}"] if first.policy else []),
            f"Read: {first.coverage}",
            f"Tests and scans: {first.evidence}",
            *(["Ask before you approve:"] if first.questions else []),
        ]
    )
    yield from _bullets(first.questions)
    yield from _paragraphs([f"Approve or reject in {first.console_name}:"])
    yield from (approval_url, "")  # never wrapped: it must work
    yield from _paragraphs([f"{label}: {text}" for label, text in first.particulars])


def _details(first: FirstScreen, view: View) -> Iterator[str]:
    yield from _section("What changes", _paragraphs(view.paragraphs.items), view.paragraphs)
    yield from _section("What it means", _bullets(view.consequences.items), view.consequences)
    if not first.has_all_questions:
        yield from _section("What to ask", _bullets(view.questions.items), view.questions)
    if view.policies.items:
        checks = _bullets(map(_policy, view.policies.items))
        yield from _section("Deployment policy", checks, view.policies, ABOUT_POLICY)
    yield from _section("Why this risk", _bullets(map(_group, view.reasons.items)), view.reasons, first.why)
    yield from _section("Findings", _bullets(map(_group, view.findings.items)), view.findings)
    yield from _section("Scan results", _bullets(map(_group, view.scans.items)), view.scans)
    yield from _section("Credentials taken out", _bullets(map(_group, view.redactions.items)), view.redactions)
    yield from _section("Not read", _bullets(map(_unread, view.unread.items)), view.unread)
    yield from _files(view)
    yield from _section("Commits", _bullets(map(_commit, view.commits.items)), view.commits, first.range)
    yield from _section("Commits taken back", _bullets(map(_commit, view.lost_commits.items)), view.lost_commits)
    yield from _section("How this brief came about", _bullets(view.notes.items), view.notes)
    yield from (line for text in first.provenance for line in (*_wrapped(text, ours=True), ""))


def _files(view: View) -> Iterator[str]:
    if view.files:
        yield from ("Files", "")
    for group in view.files:
        yield from _wrapped(f"{group.title}: {group.size}.")
        yield from _bullets(", ".join(filter(None, (file.name, file.what, file.size))) for file in group.files)
        if group.left_out:
            yield from _paragraphs([f"And {group.left_out:,} more of these, named in the report."])


def _section(title: str, body: Iterable[str], shown: Shown[Any], *before: str) -> Iterator[str]:
    if shown.items or before:
        yield from (title, "")
        yield from _paragraphs(before)
        yield from body
    if shown.left_out:
        yield from _paragraphs([f"And {shown.left_out:,} more, in the report."])


def _point(point: Point) -> str:
    title = sentence(point.title) + " " if point.title else ""
    quote = f' The line reads "{point.quote}".' if point.quote else ""
    source = f" ({point.source})" if point.source else ""
    level = f"{point.level.capitalize()}: " if point.level else ""
    return f"{level}{title}{point.text}{quote} In {point.place}{source}."


def _group(group: PointGroup) -> str:
    others = f" Also in {_places(group.others, group.left_out)}." if group.others else ""
    return _point(group.first) + others


def _policy(line: PolicyLine) -> str:
    where = f" In {_places(line.places, line.left_out)}." if line.places else ""
    return f"{line.verdict}: {sentence(line.sentence)} {line.why}{where}"


def _unread(group: PointGroup) -> str:
    return f"{group.first.text} {_places((group.first, *group.others), group.left_out)}."


def _places(points: Sequence[Point], left_out: int) -> str:
    more = f"; and {count(left_out, 'more place')}" if left_out else ""
    return "; ".join(point.place for point in points) + more


def _commit(commit: CommitLine) -> str:
    return f"{commit.id}, {commit.subject}, by {commit.author}"


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (*_wrapped(text), "")


def _bullets(texts: Iterable[str]) -> Iterator[str]:
    items = [line for text in texts for line in _wrapped(text, first="- ", then="  ")]
    yield from (*items, "") if items else ()


def _spoken(text: str) -> str:
    """Backticks as quotation marks, which are not read out as words."""
    return text.replace("`", '"') if text.count("`") % 2 == 0 else text


def _wrapped(text: str, first: str = "", then: str = "", *, ours: bool = False) -> list[str]:
    """`ours`: nothing in it comes from the change, and it is to be copied. A name is never broken."""
    text = visible(_spoken(text))
    return textwrap.wrap(
        text if ours else unlinked(text),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )
