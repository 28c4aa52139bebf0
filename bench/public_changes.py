"""What a careful reviewer wrote of commits of public repositories, for as many of them as a folder of clones has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.public_commits import read_commits
from bench.public_quotes import with_quotes
from bench.whole_answers import ANSWERS, WholeAnswer, read_json, submitted
from lambdas.shared.domain.change import Change
from tests.unit.rules.changes import change_of

# Of whole answers, in the order in which they were written.
SETS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
CLAIMS, LATER_CLAIMS = (ANSWERS.parent / name for name in ("public", "public_later"))
_TABLE = "commits.toml"


@dataclass(frozen=True, slots=True)
class PublicChange:
    name: str
    diff: str
    claims: tuple[str, ...]  # one a line of the file of that name; all of them true

    @property
    def change(self) -> Change:
        changed: Change = change_of(self.diff)
        return changed


@dataclass(frozen=True, slots=True)
class PublicChanges:
    """Those at hand; `later` has claims that were written when the rules stood: see the README beside them."""

    changes: tuple[PublicChange, ...] = ()
    later: tuple[PublicChange, ...] = ()
    sets: Mapping[str, tuple[WholeAnswer, ...]] = field(default_factory=dict)

    @property
    def answers(self) -> tuple[WholeAnswer, ...]:
        return tuple(one for answers in self.sets.values() for one in answers)

    @property
    def count(self) -> int:
        return len(self.changes) + len(self.later) + len(self.answers)


def tables() -> tuple[Path, ...]:
    """Each names the commits of its folder."""
    return tuple(folder / _TABLE for folder in (CLAIMS, LATER_CLAIMS, *(ANSWERS / name for name in SETS)))


def count_of_all() -> int:
    return sum(len(read_commits(table)) for table in tables())


def public_changes(clones: Path | None) -> PublicChanges:
    """Nothing without a folder of clones."""
    if clones is None:
        return PublicChanges()
    return PublicChanges(
        _claimed(CLAIMS, clones), _claimed(LATER_CLAIMS, clones), {name: _answered(name, clones) for name in SETS}
    )


def _claimed(folder: Path, clones: Path) -> tuple[PublicChange, ...]:
    return tuple(
        PublicChange(name, diff, tuple((folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()))
        for name, diff in _diffs(folder, clones).items()
    )


def _answered(name_of_set: str, clones: Path) -> tuple[WholeAnswer, ...]:
    folder = ANSWERS / name_of_set
    return tuple(
        WholeAnswer(name, diff, submitted(with_quotes(read_json(folder / f"{name}.json"), diff)))
        for name, diff in _diffs(folder, clones).items()
    )


def _diffs(folder: Path, clones: Path) -> dict[str, str]:
    """By name, of those commits that are in the clones."""
    commits = read_commits(folder / _TABLE)
    return {name: diff for name, commit in commits.items() if (diff := commit.diff(clones))}
