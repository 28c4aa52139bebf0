"""The commits of a range, newest first: all of them, merges and reverts included."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from buildspec.extract_change.git import Git, GitError
from lambdas.shared.domain.change import Commit, Redaction, place_of_commit
from lambdas.shared.domain.redaction import redact_text

_FIELDS = ("%H", "%P", "%aI", "%an <%ae>", "%ae", "%cn <%ce>", "%ce", "%s")  # "%s": the first paragraph on one line
_REDACTED = re.compile(r"\[redacted: ([^]]+)]")


def list_commits(git: Git, *, wanted: str, without: str | None) -> tuple[tuple[Commit, ...], tuple[Redaction, ...]]:
    """
    What leads to the commit `wanted` and not to `without` (None: everything that leads to it).

    With them come the credentials that were taken out of their names and subjects.

    Raises:
        GitError: a commit in between is missing.
    """
    leave_out = [f"^{without}"] if without else []
    told = git.run("log", "--format=tformat:" + "%x00".join(_FIELDS) + "%x00", "--end-of-options", wanted, *leave_out)
    values = told.decode("utf-8", "replace").split("\0")[:-1]
    if len(values) % len(_FIELDS):
        raise GitError("git log listed a commit that can't be read.")
    columns = [values[index :: len(_FIELDS)] for index in range(len(_FIELDS))]
    ids, parents, dates, *texts = columns
    ids = [id_.lstrip("\n") for id_ in ids]
    raw = list(zip(*texts, strict=True))
    cleaned = list(zip(*map(_clean, texts), strict=True))
    redactions = (_redactions(*each) for each in zip(ids, raw, cleaned, strict=True) if each[1] != each[2])
    return tuple(map(_commit, ids, parents, dates, cleaned)), tuple(chain.from_iterable(redactions))


def _commit(id_: str, parents: str, authored_at: str, texts: Sequence[str]) -> Commit:
    author, author_email, committer, committer_email, subject = texts
    return Commit(
        id=id_,
        author=author,
        subject=subject,
        is_merge=" " in parents,
        authored_at=authored_at,
        author_email=author_email,
        committer="" if committer == author else committer,
        committer_email="" if committer == author else committer_email,
    )


def _redactions(id_: str, raw: Sequence[str], cleaned: Sequence[str]) -> Iterator[Redaction]:
    """One for each kind, however many of the commit's fields repeat it."""
    written, left = Counter(_REDACTED.findall("\n".join(raw))), Counter(_REDACTED.findall("\n".join(cleaned)))
    for kind in sorted(left - written):
        yield Redaction(place_of_commit(id_), None, kind)


def _clean(lines: list[str]) -> list[str]:
    """Without credentials; in one go and each line once, since each call costs more than a line does."""
    if not lines:
        return []
    different = list(dict.fromkeys(lines))
    text, _ = redact_text("\n".join(different))
    cleaned = dict(zip(different, text.split("\n"), strict=True))
    return [cleaned[line] for line in lines]
