"""The commands of one phase, in one shell, in a process group that can be ended as a whole."""

import os
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_POLL_SECONDS = 0.05
_GRACE_SECONDS = 5.0


class BuildStoppedError(Exception):
    """Somebody stopped the build while a command was running."""


class BuildTimedOutError(Exception):
    """The build took longer than its project allows."""


@dataclass(slots=True)
class Shell:
    """As in CodeBuild, variables and the folder survive from one command to the next, and to the next phase."""

    program: str
    folder: Path  # the shell's own; not the source
    environment: Mapping[str, str]
    start_folder: Path
    log_path: Path
    deadline: float  # time.monotonic()
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self, name: str, commands: tuple[str, ...]) -> int:
        """
        The exit status of the first command that failed, or 0.

        Raises:
            BuildStoppedError:
            BuildTimedOutError:
        """
        script = self.folder / f"{name}.sh"
        with self.log_path.open("ab") as log, _lifeline() as lifeline:
            script.write_text(self._script(commands, lifeline), encoding="utf-8")
            process = subprocess.Popen(
                [self.program, str(script)],
                cwd=self.start_folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(lifeline,),
            )
            try:
                return self._wait(process)
            finally:
                _end_group(process)

    def variables(self, names: tuple[str, ...]) -> dict[str, str]:
        """What the exported ones of these are worth after the last phase."""
        if not self._exports.exists():
            return {}
        show = "; ".join(f'printf "%s\\0" "${{{name}-}}"' for name in names)
        command = f". {shlex.quote(str(self._exports))}; {show}"
        done = subprocess.run([self.program, "-c", command], env={}, capture_output=True, check=True, text=True)
        return dict(zip(names, done.stdout.split("\0"), strict=False))

    @property
    def _exports(self) -> Path:
        return self.folder / "exports"

    def _script(self, commands: tuple[str, ...], lifeline: int) -> str:
        exports, place = shlex.quote(str(self._exports)), shlex.quote(str(self.folder / "place"))
        lines = [
            f"( (read -r _ < /dev/fd/{lifeline}; kill -KILL 0) > /dev/null 2>&1 & )",
            f"if [ -f {exports} ]; then . {exports}; fi",
            f'if [ -f {place} ]; then cd "$(cat {place})"; fi',
            f"trap 'status=$?; export -p > {exports}; pwd > {place}; exit $status' EXIT",
        ]
        for command in commands:
            lines += [
                f"printf '[Container] Running command %s\\n' {shlex.quote(command)}",
                f"eval {shlex.quote(command)}",
                "status=$?; [ $status -eq 0 ] || exit $status",
            ]
        return "\n".join(lines) + "\n"

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        while process.poll() is None:
            if self.stopped.wait(_POLL_SECONDS):
                raise BuildStoppedError
            if time.monotonic() > self.deadline:
                raise BuildTimedOutError
        return process.returncode


@contextmanager
def _lifeline() -> Iterator[int]:
    """A pipe whose other end closes with this process, however it ends: even killed, it leaves no build behind."""
    reading, writing = os.pipe()
    try:
        yield reading
    finally:
        os.close(reading)
        os.close(writing)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Also what a command left running in the background: CodeBuild throws its container away."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except (ProcessLookupError, PermissionError):
            break
        end = time.monotonic() + _GRACE_SECONDS
        while time.monotonic() < end and _group_exists(process):
            time.sleep(_POLL_SECONDS)
    process.wait()


def _group_exists(process: subprocess.Popen[bytes]) -> bool:
    process.poll()
    try:
        os.killpg(process.pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
