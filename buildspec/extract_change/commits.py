"""The commits of a range, newest first: all of them, merges and reverts included."""

from buildspec.extract_change.git import Git, GitError
from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.redaction import redact_text

_FIELDS = (
    "%H",
    "%P",
    "%an <%ae>",
    "%ae",
    "%cn <%ce>",
    "%ce",
    "%aI",
    "%s",
)  # "%s" is the message's first paragraph on one line


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
    ids, parents, dates = columns[0], columns[1], columns[6]
    authors, author_emails, committers, committer_emails, subjects = (_clean(columns[i]) for i in (2, 3, 4, 5, 7))
    return tuple(
        Commit(
            id=id_.lstrip("\n"),
            author=author,
            subject=subject,
            is_merge=" " in parent,
            authored_at=at,
            author_email=author_email,
            committer="" if committer == author else committer,
            committer_email="" if committer == author else committer_email,
        )
        for id_, parent, author, author_email, committer, committer_email, at, subject in zip(
            ids, parents, authors, author_emails, committers, committer_emails, dates, subjects, strict=True
        )
    )


def _clean(lines: list[str]) -> list[str]:
    """Without credentials; in one go and each line once, since each call costs more than a line does."""
    if not lines:
        return []
    different = list(dict.fromkeys(lines))
    text, _ = redact_text("\n".join(different))
    cleaned = dict(zip(different, text.split("\n"), strict=True))
    return [cleaned[line] for line in lines]
