"""The commits of a range, newest first: all of them, merges and reverts included."""

from buildspec.extract_change.git import Git, GitError
from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.redaction import redact_text

_FIELDS = ("%H", "%P", "%an <%ae>", "%aI", "%s")  # "%s" is the message's first paragraph on one line


def list_commits(git: Git, *, wanted: str, without: str | None) -> tuple[Commit, ...]:
    """
    What leads to the commit `wanted` and not to `without` (None: everything that leads to it).

    Raises:
        GitError: a commit in between is missing.
    """
    leave_out = [f"^{without}"] if without else []
    told = git.run("log", "--format=tformat:" + "%x00".join(_FIELDS) + "%x00", "--end-of-options", wanted, *leave_out)
    values = told.decode("utf-8", "replace").split("\0")[:-1]
    if len(values) % len(_FIELDS):
        raise GitError("git log listed a commit that can't be read.")
    columns = [values[index :: len(_FIELDS)] for index in range(len(_FIELDS))]
    ids, parents, authors, dates, subjects = columns
    return tuple(
        Commit(id=id_.lstrip("\n"), author=author, subject=subject, is_merge=" " in parent, authored_at=at)
        for id_, parent, author, at, subject in zip(ids, parents, _clean(authors), dates, _clean(subjects), strict=True)
    )


def _clean(lines: list[str]) -> list[str]:
    """Without credentials; in one go, since each call costs more than a line does."""
    text, _ = redact_text("\n".join(lines))
    return text.split("\n") if lines else []
