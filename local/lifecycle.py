"""Starts the one-machine cloud in the background, finds it again, and stops it."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from local.cloud.settings import CloudSettings
from local.processes import answering_pid, becomes_free, end_process, remember
from local.state_folder import make_command

_START_SECONDS = 30.0
_POLL_SECONDS = 0.05


class CloudError(Exception):
    """The cloud cannot be started or stopped; the message is one sentence for the person at the terminal."""


class PortInUseError(CloudError):
    """Another program listens on the port."""


@dataclass(frozen=True, slots=True)
class RunningCloud:
    """What stands in `cloud.json`; enough to use the cloud with any AWS SDK."""

    pid: int
    port: int
    endpoint: str
    region: str
    account_id: str
    state_dir: str
    model_url: str
    bedrock: bool
    trial: bool = False

    @property
    def model_in_words(self) -> str:
        if self.bedrock:
            return "the models of Amazon Bedrock (MODEL=bedrock)"
        return f"MODEL_URL={self.model_url}" if self.model_url else "no language model"

    def environment(self) -> dict[str, str]:
        """For programs that use the cloud as the account's root: the CDK CLI, the AWS CLI."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": self.region,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }


def find_running(state_dir: Path) -> RunningCloud | None:
    """The cloud of this folder, when it runs and answers."""
    try:
        cloud = RunningCloud(**json.loads(_state_file(state_dir).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return cloud if answering_pid(cloud.port) == cloud.pid else None


def start(settings: CloudSettings) -> RunningCloud:
    """
    The running cloud of the folder, or a new one, ready to answer.

    Raises:
        PortInUseError:
        CloudError: it does not start, or runs with other settings.
    """
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    with _lock(settings.state_dir):
        running = find_running(settings.state_dir)
        if running is None:
            return _start(settings)
        if _described(settings, running.pid) != running:
            raise CloudError(
                f"The one-machine cloud runs already, at {running.endpoint} and with {running.model_in_words}: "
                f"ask for the same, or run `{make_command('stop', settings.state_dir)}` first."
            )
        return running


def stop(state_dir: Path) -> bool:
    """Whether there was one to stop."""
    if not state_dir.is_dir():
        return False
    with _lock(state_dir):
        running = find_running(state_dir)
        if running is not None:
            end_process(running.pid, running.port)
        _state_file(state_dir).unlink(missing_ok=True)
        return running is not None


def enforce_iam(cloud: RunningCloud, *, enforced: bool) -> None:
    """Switched on once everything is deployed: from then on every call needs a policy that allows it."""
    body = json.dumps({"enforced": enforced}).encode()
    request = urllib.request.Request(f"{cloud.endpoint}/api/iam", data=body, method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=30):  # noqa: S310
        pass


def _start(settings: CloudSettings) -> RunningCloud:
    if not becomes_free(settings.port):
        message = f"Port {settings.port} is in use by another program: stop it, or choose another with PORT=…"
        raise PortInUseError(message)
    _clear(settings.state_dir)
    log_path = settings.state_dir / "cloud.log"
    arguments = ["--port", str(settings.port), "--state-dir", str(settings.state_dir), "--region", settings.region]
    arguments += ["--model-url", settings.model_url] if settings.model_url else []
    arguments += ["--bedrock"] if settings.bedrock else []
    arguments += ["--trial"] if settings.trial else []
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "local.server", *arguments],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    remember(process)
    _wait_until_ready(process, settings, log_path)
    cloud = _described(settings, process.pid)
    _state_file(settings.state_dir).write_text(json.dumps(asdict(cloud), indent=2) + "\n", encoding="utf-8")
    return cloud


def _described(settings: CloudSettings, pid: int) -> RunningCloud:
    return RunningCloud(
        pid=pid,
        port=settings.port,
        endpoint=settings.endpoint,
        region=settings.region,
        account_id=settings.account_id,
        state_dir=str(settings.state_dir),
        model_url=settings.model_url,
        bedrock=settings.bedrock,
        trial=settings.trial,
    )


def _wait_until_ready(process: subprocess.Popen[bytes], settings: CloudSettings, log_path: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if answering_pid(settings.port) == process.pid:
            return
        time.sleep(_POLL_SECONDS)
    if process.poll() is None:
        end_process(process.pid, settings.port)
    said = log_path.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    last = said[-1] if said else "it said nothing"
    raise CloudError(f"The one-machine cloud did not start ({last}); all it said is in {log_path}.")


def _clear(state_dir: Path) -> None:
    for name in ("builds", "mail", "repositories", "tmp"):
        shutil.rmtree(state_dir / name, ignore_errors=True)
    (state_dir / "timeline.jsonl").unlink(missing_ok=True)


@contextmanager
def _lock(state_dir: Path) -> Iterator[None]:
    """Two commands at once do not start two clouds."""
    with (state_dir / "cloud.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _state_file(state_dir: Path) -> Path:
    return state_dir / "cloud.json"
