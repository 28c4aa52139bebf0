"""The report: the brief in full and the diff beside it, in one file that needs nothing else."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files as package_files

from markupsafe import Markup, escape

from lambdas.shared.brief.brief import Brief
from lambdas.shared.brief.caps import WHOLE
from lambdas.shared.brief.diff_sections import ClassSection, class_sections
from lambdas.shared.brief.first_screen import first_screen
from lambdas.shared.brief.groups import PointGroup
from lambdas.shared.brief.languages import summary_language
from lambdas.shared.brief.points import Point
from lambdas.shared.brief.policies import ABOUT_POLICY, policy_remarks
from lambdas.shared.brief.sentences import evidence_sentence
from lambdas.shared.brief.shown import Shown
from lambdas.shared.brief.templates import report_pages
from lambdas.shared.brief.view import View, view_of
from lambdas.shared.brief.words import count, sentence
from lambdas.shared.domain.diff import DiffError, FileDiff, parse_diff

DIFF_CHARACTERS = 5_000_000  # of HTML; with what is around it the file stays below what a mail can carry
_LONG = 500_000  # from here on a browser lays out only the lines in sight


def render_report(brief: Brief, diff: str | Sequence[FileDiff], *, room: int = DIFF_CHARACTERS) -> str:
    """
    `diff` is the redacted unified diff of `brief.review.change`, as a text or as its files.

    Of its lines, as much as fits into `room` is shown.
    """
    view = view_of(brief, WHOLE)
    diffs, diff_notes = _parsed(diff)
    classes, places = class_sections(brief.review.change.files, diffs, _points(view), room=room)
    style, script = _asset("report.css"), _asset("report.js")
    template = report_pages().get_template("report.html.j2")
    return template.render(
        brief=brief,
        view=view,
        first=first_screen(brief, view, digest=brief.digest),
        evidence=evidence_sentence(brief.review.evidence),
        summary_language=summary_language(brief),
        approval_url=Markup(escape(brief.approval_url)),  # noqa: S704 -- escaped: only kept as it is
        about_policy=ABOUT_POLICY,
        places=places,
        classes=classes,
        counts=_counts(classes),
        is_long=sum(len(section.lines) for group in classes for section in group.files) > _LONG,
        diff_notes=(*diff_notes, *_left_out(classes)),
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def _parsed(diff: str | Sequence[FileDiff]) -> tuple[Sequence[FileDiff], tuple[str, ...]]:
    """A diff that cannot be read costs the approver its lines, not the brief."""
    if not isinstance(diff, str):
        return diff, ()
    try:
        return parse_diff(diff), ()
    except DiffError:
        return (), ("The stored diff cannot be read: its lines are not shown.",)


def _points(view: View) -> tuple[Point, ...]:
    """What stands beside the lines; what a finding says already is not repeated as the reason that it became."""
    findings = _flat(view.findings)
    said = {(point.path, words) for point in findings for words in (point.text, sentence(point.title))}
    reasons = tuple(point for point in _flat(view.reasons) if (point.path, point.text) not in said)
    policies = policy_remarks(view.policies.items)
    return (*findings, *reasons, *policies, *_flat(view.scans), *_flat(view.redactions))


def _flat(groups: Shown[PointGroup]) -> tuple[Point, ...]:
    return tuple(point for group in groups.items for point in (group.first, *group.others))


def _left_out(classes: Sequence[ClassSection]) -> tuple[str, ...]:
    """Exactly what the report has no room for, before the first file."""
    cut = [section for group in classes for section in group.files if section.left_out]
    if not cut:
        return ()
    lines = count(sum(section.left_out for section in cut), "changed line")
    return (f"The change is too large for one report: {lines} in {count(len(cut), 'file')} left out, said at each.",)


def _counts(classes: Sequence[ClassSection]) -> tuple[int, ...]:
    """Files by the least rank that each filter shows: all, with remarks, medium and above, high and above."""
    ranks = [section.filter_rank for group in classes for section in group.files]
    return tuple(sum(rank >= least for rank in ranks) for least in (0, 1, 2, 3))


@cache
def _asset(name: str) -> Markup:
    return Markup((package_files("lambdas.shared.brief") / "templates" / name).read_text("utf-8"))  # noqa: S704 -- ours


def _policy(style: str, script: str) -> str:
    """Nothing is loaded, sent or run but this style and this script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
