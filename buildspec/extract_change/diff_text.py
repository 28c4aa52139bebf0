"""The diff: read from git as it comes, cleaned of credentials, compressed; never all in memory at once."""

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO

from buildspec.extract_change.cleaning import CleanPart, clean_all
from buildspec.extract_change.git import Git
from buildspec.extract_change.listing import DIFF, DisagreementError, Entry, read_entries
from buildspec.extract_change.sections import START, Section
from lambdas.shared.domain.change import Redaction

_PART = 400_000  # bytes of diff that are cleaned at once; a file is never cut, so a part may be larger
_CHUNK = 1 << 16
_END_OF_LIST = b"\0\0"  # no record of the list is empty
_GZIP_START = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # no name and no time: the same diff gives the same bytes
_EMPTY_LAST_BLOCK = b"\x03\0"


@dataclass(frozen=True, slots=True)
class DiffText:
    """The redacted diff, and what was learnt while it passed by."""

    compressed: bytes  # gzip of UTF-8
    size: int  # of the UTF-8, in bytes
    sha256: str  # of the UTF-8
    entries: tuple[Entry, ...]
    sections: tuple[Section, ...]
    redactions: tuple[Redaction, ...]


def read_diff(git: Git, base: str, head: str) -> DiffText:
    """
    The list of files and the diff between two trees, from one run of git.

    Raises:
        GitError: git failed.
        DiffError: cleaning went wrong.
    """
    written = _Gzip()
    sections: list[Section] = []
    redactions: list[Redaction] = []
    with git.stream(*DIFF, "--raw", "--no-abbrev", "--patch", "--end-of-options", base, head) as told:
        raw, beginning = _split_off_list(told)
        for part in clean_all(whole_files(told, beginning)):
            written.add(part)
            sections += part.sections
            redactions += part.redactions
    return DiffText(
        compressed=written.finish(),
        size=written.size,
        sha256=written.sha256.hexdigest(),
        entries=read_entries(raw),
        sections=tuple(sections),
        redactions=tuple(redactions),
    )


def _split_off_list(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """The list, and what was read of the diff behind it; both are empty where nothing differs."""
    pending = bytearray()
    while chunk := stream.read(_CHUNK):
        searched = max(0, len(pending) - 1)
        pending += chunk
        cut = pending.find(_END_OF_LIST, searched)
        if cut >= 0:
            return bytes(pending[: cut + 1]), bytes(pending[cut + 2 :])
    if pending:
        raise DisagreementError
    return b"", b""


def whole_files(stream: IO[bytes], beginning: bytes = b"") -> Iterator[bytes]:
    """The diff in parts that begin and end with a file."""
    mark = START.encode()
    pending = bytearray(beginning)
    searched = 0
    while chunk := stream.read(_CHUNK):
        pending += chunk
        if len(pending) < _PART:
            continue
        cut = pending.rfind(mark, searched)
        if cut >= 0:
            yield bytes(pending[: cut + 1])
            del pending[: cut + 1]
        searched = max(0, len(pending) - len(mark))
    if pending:
        yield bytes(pending)


@dataclass(slots=True)
class _Gzip:
    """One gzip member of many deflated parts: they end at a byte's edge, so they can be made apart and joined."""

    size: int = 0
    sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _crc: int = 0
    _buffer: BytesIO = field(default_factory=BytesIO)

    def add(self, part: CleanPart) -> None:
        self._buffer.write(part.deflated)
        self.sha256.update(part.text)
        self._crc = zlib.crc32(part.text, self._crc)
        self.size += len(part.text)

    def finish(self) -> bytes:
        tail = struct.pack("<II", self._crc, self.size & 0xFFFFFFFF)
        return b"".join((_GZIP_START, self._buffer.getbuffer(), _EMPTY_LAST_BLOCK, tail))
