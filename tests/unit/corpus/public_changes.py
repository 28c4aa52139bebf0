"""Commits of public repositories, and what a careful reviewer wrote of each without knowing the grounding."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lambdas.shared.domain.change import Change
from tests.unit.rules.changes import change_of

_FOLDER = Path(__file__).parent / "public"


@dataclass(frozen=True, slots=True)
class PublicChange:
    name: str
    diff: str
    claims: tuple[str, ...]  # one a line of the file beside the diff; all of them true

    @property
    def change(self) -> Change:
        return change_of(self.diff)


@cache
def public_changes() -> tuple[PublicChange, ...]:
    return tuple(PublicChange(path.stem, path.read_text(encoding="utf-8"), tuple(_claims(path))) for path in _diffs())


def _diffs() -> list[Path]:
    return sorted(_FOLDER.glob("*.diff"))


def _claims(path: Path) -> list[str]:
    return path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
