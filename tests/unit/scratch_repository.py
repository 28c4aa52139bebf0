"""Real git repositories for tests, written with `git fast-import`: any name, any bytes, any parents, in one process."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE, EXECUTABLE, LINK, SUBMODULE = b"100644", b"100755", b"120000", b"160000"


@dataclass(frozen=True, slots=True)
class Entry:
    content: bytes
    mode: bytes = FILE


Tree = Mapping[str | bytes, str | bytes | Entry]


class ScratchRepository:
    def __init__(self, folder: Path, *init: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *init, ".")

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        clean = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        who = {f"GIT_{role}_{what}": f"{role}@x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        command = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(command, input=stdin, env={**clean, **who}, capture_output=True, check=True).stdout

    def commit(
        self,
        tree: Tree,
        *,
        parents: Sequence[str] = (),
        message: str | bytes = "change",
        author: bytes = b"Ada <ada@example.com>",
        committer: bytes | None = None,
        branch: str = "main",
    ) -> str:
        """A commit that has exactly these files."""
        lines = [b"feature done", b"reset refs/heads/" + branch.encode(), b"", b"commit refs/heads/" + branch.encode()]
        text = message.encode() if isinstance(message, str) else message
        lines += [b"author %s 1790000000 +0200" % author, b"committer %s 1790000000 +0200" % (committer or author)]
        lines += [b"data %d" % len(text), text]
        lines += [b"%s %s" % (b"merge" if index else b"from", parent.encode()) for index, parent in enumerate(parents)]
        lines.append(b"deleteall")
        for name, value in tree.items():
            lines += _written(name, value)
        self.git("fast-import", "--quiet", "--force", "--done", stdin=b"\n".join([*lines, b"done", b""]))
        return self.git("rev-parse", branch).decode().strip()


def _written(name: str | bytes, value: str | bytes | Entry) -> list[bytes]:
    entry = value if isinstance(value, Entry) else Entry(value.encode() if isinstance(value, str) else value)
    path = _quoted(name.encode("utf-8", "surrogateescape") if isinstance(name, str) else name)
    if entry.mode == SUBMODULE:
        return [b"M %s %s %s" % (entry.mode, entry.content, path)]
    return [b"M %s inline %s" % (entry.mode, path), b"data %d" % len(entry.content), entry.content]


def _quoted(name: bytes) -> bytes:
    return (
        b'"'
        + b"".join(bytes([byte]) if 32 < byte < 127 and byte not in b'"\\' else b"\\%03o" % byte for byte in name)
        + b'"'
    )
