"""
The review that rules write: the lowest rung of the ladder, and the default of the one-machine cloud.

It says what the diff establishes, where, and what follows from that for certain; never why a thing was done, nor that
something is safe.
"""

from collections.abc import Iterable, Sequence

from lambdas.shared.domain import offline_review_first as first
from lambdas.shared.domain.change import BaselineReason, Change, FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.offline_review_effects import consequences, questions
from lambdas.shared.domain.offline_review_findings import findings_from
from lambdas.shared.domain.offline_review_groups import by_rule
from lambdas.shared.domain.offline_review_headline import headline, is_worth_a_headline, most_telling
from lambdas.shared.domain.offline_review_scale import scale
from lambdas.shared.domain.offline_review_standing import standing_headline, standing_paragraphs
from lambdas.shared.domain.offline_review_topics import topics
from lambdas.shared.domain.offline_review_words import count
from lambdas.shared.domain.review import Evidence, Summary

__all__ = ["findings_from", "write_summary"]


def write_summary(change: Change, facts: Sequence[Fact], evidence: Evidence | None = None) -> Summary:
    """In plain words for a manager. `evidence` is None while the build has not ended."""
    groups = by_rule(most_telling(facts))
    if change.baseline_reason is BaselineReason.EMPTY_TREE and change.files:
        words = [group for group in groups if is_worth_a_headline(group[0])]
        return Summary(
            headline=first.headline(change, headline(words, most=1)),
            paragraphs=(*first.paragraphs(change, facts), *_evidence(evidence)),
            consequences=consequences(words),
            questions=questions(words, ()),
        )
    return Summary(
        headline=standing_headline(change, headline(groups)),
        paragraphs=(*standing_paragraphs(change), *_paragraphs(change, facts), *_evidence(evidence)),
        consequences=consequences(groups),
        questions=questions(groups, _about_tests(change, facts)),
    )


def _paragraphs(change: Change, facts: Sequence[Fact]) -> tuple[str, ...]:
    return (scale(change), *topics(facts)) if change.files else ()


def _about_tests(change: Change, facts: Sequence[Fact]) -> Iterable[str]:
    """Code that changes while no test does."""
    sources = [file for file in change.files if file.file_class is FileClass.SOURCE and file.changed_lines]
    has_tests = any(file.file_class is FileClass.TEST for file in change.files) or any(
        fact.kind is FactKind.TEST for fact in facts
    )
    if sources and not has_tests and any(fact.rule.startswith("function-") for fact in facts):
        files = "source file" if len(sources) == 1 else count(len(sources), "source file")
        yield f"No test changes together with the {files}: what shows that it works?"


def _evidence(evidence: Evidence | None) -> tuple[str, ...]:
    if evidence is None:
        return ()
    parts = [evidence.build]
    if evidence.tests:
        tests = evidence.tests
        parts.append(f"{count(tests.passed, 'test')} passed, {tests.failed:,} failed, {tests.skipped:,} skipped.")
    if evidence.scans is not None:
        parts.append(
            f"{count(len(evidence.scans), 'finding')} of security scans."
            if evidence.scans
            else "The security scans found nothing."
        )
    return (" ".join(parts),)
