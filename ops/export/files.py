"""The files of an export, and their SHA-256, as `sha256sum --check` reads them."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from ops.dossier import Dossier
from ops.export.about import About
from ops.export.csv_file import csv_file
from ops.export.html_file import html_file
from ops.export.json_file import json_file

_SUMS = "SHA256SUMS"


FORMATS = {
    "json": ("executions.json", json_file),
    "csv": ("executions.csv", csv_file),
    "html": ("dossier.html", html_file),
}


def export(about: About, dossiers: Iterable[Dossier], folder: Path, formats: Iterable[str]) -> tuple[int, int]:
    """
    Write the files.

    Returns:
        How many executions there are, and how many of them are not as they were written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: folder / FORMATS[name][0] for name in formats}
    count = touched = 0
    with ExitStack() as stack:
        files = [stack.enter_context(FORMATS[name][1](path, about)) for name, path in paths.items()]
        for dossier in dossiers:
            count, touched = count + 1, touched + (not dossier.verdict.is_sound)
            for add in files:
                add(dossier)
    _write_sums(folder, paths)
    return count, touched


def _write_sums(folder: Path, paths: Mapping[str, Path]) -> None:
    (folder / _SUMS).write_text("".join(_sums(paths.values())), encoding="utf-8")


def _sums(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with path.open("rb") as file:
            yield f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n"
