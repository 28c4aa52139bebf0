"""Whether files are still what they were."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path


def digest_of(paths: Iterable[Path], *more: str) -> str:
    digest = hashlib.sha256("\0".join(more).encode())
    for path in paths:
        digest.update(f"{path}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def files_below(folder: Path) -> Iterator[Path]:
    """In a fixed order, without what Python keeps for itself."""
    paths = (path for path in folder.rglob("*") if "__pycache__" not in path.parts)
    yield from sorted(path for path in paths if path.is_file())
