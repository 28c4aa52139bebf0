"""Commits of public repositories, and what a careful reviewer wrote of each without knowing the grounding."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lambdas.shared.domain.change import Change
from tests.unit.rules.changes import change_of

_FOLDER = Path(__file__).parent


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
    return _in_folder("public")


@cache
def later_changes() -> tuple[PublicChange, ...]:
    """Claims that were written when the rules stood: see the README beside them for what was kept at first look."""
    return _in_folder("public_later")


def _in_folder(name: str) -> tuple[PublicChange, ...]:
    paths = sorted((_FOLDER / name).glob("*.diff"))
    return tuple(PublicChange(path.stem, path.read_text(encoding="utf-8"), tuple(_claims(path))) for path in paths)


def _claims(path: Path) -> list[str]:
    return path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
