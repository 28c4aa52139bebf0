"""The text of the diff: read from git as it comes, cleaned of credentials, compressed; never all in memory at once."""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from buildspec.extract_change.files import SAME_FOR_ALL
from buildspec.extract_change.git import Git
from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.diff import DiffError, parse_diff
from lambdas.shared.domain.redaction import redact_diff

_FILE = b"\ndiff --git "
_PART = 2_000_000  # bytes of diff that are cleaned at once; a file is never cut, so one part may be larger
_CHUNK = 1 << 18
_LFS = "version https://git-lfs.github.com/spec/v1"
_GZIP_START = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # no name and no time: the same diff gives the same bytes


@dataclass(frozen=True, slots=True)
class DiffText:
    """The redacted diff, and what was learnt while it passed by."""

    compressed: bytes  # gzip of UTF-8
    size: int  # of the UTF-8, in bytes
    sha256: str  # of the UTF-8
    files: int  # a file that became a symbolic link counts twice: git shows it as deleted and added
    redactions: tuple[Redaction, ...]
    lfs_pointers: frozenset[str]  # paths


def read_diff_text(git: Git, base: str, head: str) -> DiffText:
    """
    The diff between two trees.

    Raises:
        GitError: git failed.
        DiffError: redaction lost a line of it.
    """
    wanted = (*SAME_FOR_ALL, "--patch", "--src-prefix=a/", "--dst-prefix=b/", "--end-of-options", base, head)
    written = _Gzip()
    files, redactions, lfs_pointers = 0, list[Redaction](), set[str]()
    with git.stream(*wanted) as told:
        for part in map(clean, whole_files(told)):
            written.add(part)
            files += part.files
            redactions += part.redactions
            lfs_pointers |= part.lfs_pointers
    return DiffText(
        compressed=written.finish(),
        size=written.size,
        sha256=written.sha256.hexdigest(),
        files=files,
        redactions=tuple(redactions),
        lfs_pointers=frozenset(lfs_pointers),
    )


@dataclass(frozen=True, slots=True)
class CleanPart:
    text: bytes
    deflated: bytes
    files: int
    redactions: tuple[Redaction, ...]
    lfs_pointers: frozenset[str]


def clean(part: bytes) -> CleanPart:
    """
    Whole files of a diff without their credentials.

    Raises:
        DiffError: redaction changed the number of lines.
    """
    raw = part.decode("utf-8", "replace")
    text, redactions = redact_diff(raw)
    if text.count("\n") != raw.count("\n"):
        raise DiffError("redaction changed the number of lines of the diff")
    encoded = text.encode()
    deflate = zlib.compressobj(1 if len(part) >= _PART else 9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return CleanPart(
        text=encoded,
        deflated=deflate.compress(encoded) + deflate.flush(zlib.Z_SYNC_FLUSH),
        files=text.startswith("diff --git ") + text.count(_FILE.decode()),
        redactions=redactions,
        lfs_pointers=_lfs_pointers(text) if _LFS in text else frozenset(),
    )


def whole_files(stream: IO[bytes]) -> Iterator[bytes]:
    """The diff in parts that begin and end with a file."""
    pending = bytearray()
    searched = 0
    while chunk := stream.read(_CHUNK):
        pending += chunk
        if len(pending) < _PART:
            continue
        cut = pending.rfind(_FILE, searched)
        if cut >= 0:
            yield bytes(pending[: cut + 1])
            del pending[: cut + 1]
        searched = max(0, len(pending) - len(_FILE))
    if pending:
        yield bytes(pending)


def _lfs_pointers(text: str) -> frozenset[str]:
    """The paths whose content is now a pointer of Git LFS: so short that any hunk shows its first line."""
    files = (file for file in parse_diff(text) if file.hunks and file.hunks[0].new_start == 1)
    return frozenset(file.path for file in files if _first_new_line(file.hunks[0].body) == _LFS)


def _first_new_line(body: str) -> str:
    return next((line[1:] for line in body.split("\n") if line[:1] in ("+", " ")), "")


@dataclass(slots=True)
class _Gzip:
    """One gzip member of many deflated parts: parts end at a byte's edge, so they can be made apart and joined."""

    size: int = 0
    sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _crc: int = 0
    _buffer: BytesIO = field(default_factory=lambda: BytesIO(_GZIP_START))

    def __post_init__(self) -> None:
        self._buffer.seek(0, 2)

    def add(self, part: CleanPart) -> None:
        self._buffer.write(part.deflated)
        self.sha256.update(part.text)
        self._crc = zlib.crc32(part.text, self._crc)
        self.size += len(part.text)

    def finish(self) -> bytes:
        empty_last_block = b"\x03\0"
        self._buffer.write(empty_last_block + struct.pack("<II", self._crc, self.size & 0xFFFFFFFF))
        return self._buffer.getvalue()
