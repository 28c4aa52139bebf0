"""Credentials that redaction took out of the diff: that they were there is a fact in itself."""

from collections.abc import Iterable, Iterator

from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level


def redacted(redactions: Iterable[Redaction]) -> Iterator[Fact]:
    """Added: it will be in production. Removed: it stays in the history, and was readable to all who have the code."""
    for redaction in redactions:
        yield _removed(redaction) if redaction.is_removed else _added(redaction)


def _added(redaction: Redaction) -> Fact:
    return Fact(
        rule="credential-in-change",
        path=redaction.path,
        line=redaction.line,
        text=f"What looks like a credential ({redaction.kind}) stands in {_where(redaction)}; it is not shown here.",
        level=Level.HIGH,
        kind=FactKind.SECRET,
        subject=redaction.kind,
        short=f"what looks like a credential {'in the code ' if redaction.line else ''}({redaction.kind})",
    )


def _removed(redaction: Redaction) -> Fact:
    return Fact(
        rule="credential-removed",
        path=redaction.path,
        line=redaction.line,
        text=f"What looks like a credential ({redaction.kind}) is removed; it stays readable in the history.",
        level=Level.HIGH,
        kind=FactKind.SECRET,
        subject=redaction.kind,
        is_removed=True,
        short=f"what looks like a credential removed ({redaction.kind})",
    )


def _where(redaction: Redaction) -> str:
    if redaction.line is not None:
        return "the change"
    return "a commit's author or subject" if redaction.is_in_commit else "the name of a file"
