"""
The code and the layers of functions: unpacked once, however many processes start.

MiniStack unpacks both for every process and deletes them with it, a thousand files each time. Here a process gets links
to what was unpacked before. On AWS nobody can write there either.
"""

import hashlib
import threading
import zipfile
from pathlib import Path
from tempfile import gettempdir
from types import SimpleNamespace
from typing import Any

from ministack.core import lambda_runtime

_UNPACKING = threading.Lock()


class _SharedArchive(zipfile.ZipFile):
    def extractall(self, path: Any = None, *_: Any) -> None:
        for entry in self._unpacked().iterdir():
            (Path(path) / entry.name).symlink_to(entry)

    def _unpacked(self) -> Path:
        digest = hashlib.sha256(Path(str(self.filename)).read_bytes()).hexdigest()
        folder = Path(gettempdir()) / "unpacked" / digest
        with _UNPACKING:
            if not folder.exists():
                unfinished = folder.with_suffix(".part")
                super().extractall(unfinished)
                unfinished.rename(folder)
        return folder


def unpack_once() -> None:
    """From now on. MiniStack also names a `LargeFileError`, which Python has not, where it tells why a layer fails."""
    lambda_runtime.zipfile = SimpleNamespace(
        ZipFile=_SharedArchive, BadZipFile=zipfile.BadZipFile, LargeFileError=zipfile.LargeZipFile
    )
