"""A gzip stream unpacked as it is read."""

import hashlib
import zlib
from collections.abc import Callable

_GZIP = 31  # zlib's window size for "gzip, nothing else"
_CHUNK = 1 << 18


class UnpackError(ValueError):
    """It is no gzip, is cut off, or unpacks to more than was bargained for."""


class Unpacking:
    """`sha256` is that of what was read so far."""

    def __init__(self, read: Callable[[int], bytes], *, largest: int) -> None:
        self.sha256 = hashlib.sha256()
        self._read = read
        self._left = largest
        self._unpacker = zlib.decompressobj(_GZIP)

    def read(self, size: int, /) -> bytes:
        """
        At most `size` bytes; none at the end.

        Raises:
            UnpackError: see there.
        """
        data = b""
        while not data and not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._read(_CHUNK)
            if not packed:
                raise UnpackError("cut off")
            try:
                data = self._unpacker.decompress(packed, size)
            except zlib.error as error:
                raise UnpackError("no gzip") from error
        self._left -= len(data)
        if self._left < 0:
            raise UnpackError("too large")
        self.sha256.update(data)
        return data
