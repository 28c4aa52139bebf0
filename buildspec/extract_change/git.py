"""
Git, run so that the repository it reads can neither make it execute anything nor decide what it shows.

Everything in a repository that configures git is hostile: `.git/config` (external diff programs, textconv, filters,
fsmonitor, hooks, ssh commands), `.gitattributes` of the candidate ("*.py -diff" hides every line of Python), grafts,
replacement objects, a commit-graph that lies about parents. Instead of switching these off one by one, git is given a
directory of our own, with our own configuration and attributes, and takes nothing but the objects from the repository.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_NO_SUCH_OBJECT = re.compile(
    rb"(?:missing|unable to read|unable to find|could not read|cannot read|bad object|unable to get|corrupt|bad tree"
    rb"|inflate|invalid object|object file|not a valid object|Could not (?:read|parse)|failed to read"
    rb"|hash mismatch)[^\n]*"
)
_OBJECT = re.compile(rb"\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b")
_NOWHERE = "/nonexistent"
_OURS = {
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
}


class GitError(Exception):
    """Git could not do what was asked; one sentence for the build log, in which nothing of the repository is quoted."""


@dataclass(frozen=True, slots=True)
class Git:
    """Runs git in `directory`, with nothing but `environment` around it."""

    directory: Path
    environment: tuple[tuple[str, str], ...] = ()
    options: tuple[str, ...] = ()

    def run(self, *arguments: str, stdin: bytes = b"", accept: Sequence[int] = (0,)) -> bytes:
        """
        What git printed.

        Raises:
            GitError: it ended with a status that is not in `accept`.
        """
        done = subprocess.run(
            self._command(arguments), cwd=self.directory, env=self._env(), input=stdin, capture_output=True, check=False
        )
        if done.returncode not in accept:
            raise GitError(_sentence(arguments[0], done.returncode, done.stderr))
        return done.stdout

    def says_yes(self, *arguments: str) -> bool:
        """
        Git's answer by exit status: 0 is yes, 1 is no.

        Raises:
            GitError: any other status.
        """
        done = subprocess.run(
            self._command(arguments), cwd=self.directory, env=self._env(), capture_output=True, check=False
        )
        if done.returncode not in (0, 1):
            raise GitError(_sentence(arguments[0], done.returncode, done.stderr))
        return done.returncode == 0

    @contextmanager
    def stream(self, *arguments: str) -> Iterator[IO[bytes]]:
        """
        What git prints, while it prints it.

        Raises:
            GitError: on leaving, when git failed; what was read until then is not the whole.
        """
        with tempfile.TemporaryFile() as errors:
            command = self._command(arguments)
            with subprocess.Popen(
                command,
                cwd=self.directory,
                env=self._env(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
            ) as process:
                try:
                    yield _stdout(process)
                except BaseException:
                    process.kill()
                    raise
            if process.returncode != 0:
                errors.seek(0)
                raise GitError(_sentence(arguments[0], process.returncode, errors.read()))

    def _command(self, arguments: Sequence[str]) -> list[str]:
        return ["git", "--no-pager", *self.options, *arguments]

    def _env(self) -> dict[str, str]:
        """Built from nothing: a GIT_EXTERNAL_DIFF or GIT_DIR of whoever calls us has no say."""
        return {"PATH": os.environ.get("PATH", os.defpath), "HOME": _NOWHERE, **_OURS, **dict(self.environment)}


def _stdout(process: subprocess.Popen[bytes]) -> IO[bytes]:
    if process.stdout is None:
        raise GitError("git has no output")
    return process.stdout


def _sentence(command: str, status: int, errors: bytes) -> str:
    """Git's messages quote names from the repository: what they mean is said in words of our own."""
    if status < 0:
        return f"git {command} was ended by signal {-status}; the machine may have too little memory."
    if b"No space left on device" in errors or b"quota exceeded" in errors:
        return f"git {command} found the disk full."
    trouble = _NO_SUCH_OBJECT.search(errors)
    if trouble:
        named = _OBJECT.search(trouble[0])
        which = f"object {named[0].decode()}" if named else "an object"
        return f"The repository is not whole: {which} is missing or damaged (git {command})."
    return f"git {command} failed with exit status {status}."
