"""The text part of the mail: all that the HTML part says, in an order that can be read aloud."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lambdas.shared.brief.first_screen import FirstScreen
from lambdas.shared.brief.gathered import by_file, by_news, place_words
from lambdas.shared.brief.groups import PointGroup
from lambdas.shared.brief.points import Point
from lambdas.shared.brief.policies import ABOUT_POLICY, PolicyLine
from lambdas.shared.brief.shown import Shown
from lambdas.shared.brief.view import CommitLine, View
from lambdas.shared.brief.words import count, sentence
from lambdas.shared.brief.wrapping import bullets, paragraphs, wrapped


def plain_text(first: FirstScreen, view: View, *, approval_url: str) -> str:
    """No line is drawn and nothing is aligned with spaces: a screen reader would read both."""
    lines = [*_first_screen(first, approval_url), *_details(first, view)]
    return "\n".join(lines).strip() + "\n"


def _first_screen(first: FirstScreen, approval_url: str) -> Iterator[str]:
    yield from paragraphs([*first.notices, *filter(None, [first.written_by])])
    yield from paragraphs([first.headline, f"{first.risk}."])
    yield from bullets(first.reasons)
    yield from paragraphs(
        [
            *([f"Policy: {first.policy}"] if first.policy else []),
            f"Read: {first.coverage}",
            f"Tests and scans: {first.evidence}",
            *(["Ask before you approve:"] if first.questions else []),
        ]
    )
    yield from bullets(first.questions)
    yield from paragraphs([f"Approve or reject in {first.console_name}:"])
    yield from (approval_url, "")  # never wrapped: it must work
    yield from paragraphs([f"{label}: {text}" for label, text in first.particulars])


def _details(first: FirstScreen, view: View) -> Iterator[str]:
    yield from _section("What changes", _told(view), view.paragraphs)
    yield from _section("What it means", bullets(view.consequences.items), view.consequences)
    if not first.has_all_questions:
        yield from _section("What to ask", bullets(view.questions.items), view.questions)
    if view.policies.items:
        checks = bullets(map(_policy, view.policies.items))
        yield from _section("Deployment policy", checks, view.policies, ABOUT_POLICY)
    yield from _section("Why this risk", bullets(map(_group, view.reasons.items)), view.reasons, first.why)
    yield from _section("Findings", bullets(map(_group, view.findings.items)), view.findings)
    yield from _section("Scan results", bullets(map(_group, view.scans.items)), view.scans)
    yield from _section("Credentials taken out", bullets(map(_group, view.redactions.items)), view.redactions)
    yield from _section("Not read", bullets(map(_unread, view.unread.items)), view.unread)
    yield from _files(view)
    yield from _section("Commits", bullets(map(_commit, view.commits.items)), view.commits, first.range)
    yield from _section("Commits taken back", bullets(map(_commit, view.lost_commits.items)), view.lost_commits)
    yield from _section("How this brief came about", bullets(view.notes.items), view.notes)
    yield from (line for text in first.provenance for line in (*wrapped(text, ours=True), ""))


def _told(view: View) -> Iterator[str]:
    for texts in view.paragraphs.items:
        yield from paragraphs(texts) if len(texts) == 1 else bullets(texts)


def _files(view: View) -> Iterator[str]:
    if view.files:
        yield from ("Files", "")
    for group in view.files:
        yield from wrapped(f"{group.title}: {group.size}.")
        yield from bullets(", ".join(filter(None, (file.name, file.what, file.size))) for file in group.files)
        if group.left_out:
            yield from paragraphs([f"And {group.left_out:,} more of these, named in the report."])


def _section(title: str, body: Iterable[str], shown: Shown[Any], *before: str) -> Iterator[str]:
    if shown.items or before:
        yield from (title, "")
        yield from paragraphs(before)
        yield from body
    if shown.left_out:
        yield from paragraphs([f"And {shown.left_out:,} more, in the report."])


def _group(group: PointGroup) -> str:
    first = group.first
    (_, same), *like = by_news((first, *group.others), first.text)
    title = sentence(first.title) + " " if first.title else ""
    reads = "line reads" if first.is_of_one_line else "lines read"
    quote = f" The {reads} \u201c{first.quote}\u201d." if first.quote else ""
    source = f" ({first.source})" if first.source else ""
    level = f"{first.level.capitalize()}: " if first.level else ""
    texts = [f"{level}{title}{first.text}{quote} In {_places(same)}{source}."]
    texts += [_like(news, points) for news, points in like]
    texts += [f"And {count(group.left_out, 'more place')}, in the report."] if group.left_out else []
    return " ".join(texts)


def _like(news: str, points: Sequence[Point]) -> str:
    """`news` is a sentence, or only the names that differ."""
    is_names = news.endswith("`")
    return f"{news} {'in' if is_names else 'In'} {_places(points)}."


def _policy(line: PolicyLine) -> str:
    where = f" In {_places(line.places, line.left_out)}." if line.places else ""
    return f"{line.verdict}: {sentence(line.sentence)} {line.why}{where}"


def _unread(group: PointGroup) -> str:
    return f"{group.first.text} {_places((group.first, *group.others), group.left_out)}."


def _places(points: Sequence[Point], left_out: int = 0) -> str:
    more = f"; and {count(left_out, 'more place')}" if left_out else ""
    return "; ".join(map(place_words, by_file(points))) + more


def _commit(commit: CommitLine) -> str:
    return f"{commit.id}, {commit.subject}, by {commit.author}"
