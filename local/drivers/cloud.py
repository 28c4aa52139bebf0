"""The one-machine cloud as a driver needs it: running, with this project deployed; gone again when that fails."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local import lifecycle
from local.account.account import Account, Credentials
from local.account.pipelines import Pipelines
from local.drivers.deployment import assembly_of, deploy, deployed_inputs, inputs_of, synthesise
from local.drivers.digests import digest_of, files_below
from local.drivers.errors import DriverError
from local.drivers.left_stacks import left_stacks, sentence
from local.drivers.model_check import with_served_model
from local.drivers.options import CloudOptions
from local.drivers.prerequisites import ROOT, check_prerequisites
from local.drivers.progress import Progress
from local.lifecycle import RunningCloud
from local.state_folder import make_command, name_of

_ROOT = Credentials("test", "test")  # whom the cloud takes for the account's root


@dataclass(frozen=True, slots=True)
class Deployed:
    """A running cloud with the pipelines on it."""

    cloud: RunningCloud
    account: Account


@contextmanager
def deployed_cloud(options: CloudOptions, progress: Progress) -> Iterator[Deployed]:
    """
    Reuses what runs. When anything goes wrong, a cloud that was started for this is stopped again.

    Raises:
        DriverError, lifecycle.CloudError: with what to do about it.
    """
    check_prerequisites(options)
    options = with_served_model(options)
    inputs = inputs_of(options)
    with _ended_by_signals(), _running_cloud(options, progress) as cloud:
        account = account_of(cloud)
        if deployed_inputs(account) != inputs:
            with progress.step("Synthesise the stacks"):
                synthesise(options)
            with progress.step("Deploy the stacks"):
                deploy(cloud, account, options, inputs=inputs)
            if left := left_stacks(account, assembly_of(options)):
                progress.note(sentence(left))
        yield Deployed(cloud, account)


@contextmanager
def _running_cloud(options: CloudOptions, progress: Progress) -> Iterator[RunningCloud]:
    if _is_worth_keeping(options):
        cloud = lifecycle.start(options.settings)  # says so when it runs with other settings
        progress.note(f"The one-machine cloud runs at {cloud.endpoint}.", style="dim")
        yield cloud
        return
    _require_nothing_to_lose(options.state_dir)
    lifecycle.stop(options.state_dir)
    try:
        with progress.step("Start the cloud") as details:
            cloud = lifecycle.start(options.settings)
            _program_file(options).write_text(program_digest(), encoding="utf-8")
            details.append(cloud.endpoint)
        yield cloud
    except BaseException:
        progress.rest()
        lifecycle.stop(options.state_dir)
        raise


def account_of(cloud: RunningCloud) -> Account:
    return Account(cloud.endpoint, cloud.region, _ROOT)


def _is_worth_keeping(options: CloudOptions) -> bool:
    """It runs, it is of this version of the program, and its first deployment was not killed half-way."""
    running = lifecycle.find_running(options.state_dir)
    if running is None or not _program_file(options).exists():
        return False
    is_of_this_version = _program_file(options).read_text(encoding="utf-8") == program_digest()
    return is_of_this_version and deployed_inputs(account_of(running)) is not None


def _require_nothing_to_lose(folder: Path) -> None:
    """A cloud of another version of the program has to be started anew; its records would end with it."""
    running = lifecycle.find_running(folder)
    if running is None or deployed_inputs(account := account_of(running)) is None:
        return
    pipelines = Pipelines(account)
    if any(execution.commit_id for name in pipelines.names() for execution in pipelines.executions(name)):
        raise DriverError(
            f"{name_of(folder)} was started by another version of this program: `{make_command('stop', folder)}` "
            "ends it, with its records; then ask again."
        )


def program_digest() -> str:
    """Of the cloud's own program."""
    return digest_of(path for path in files_below(ROOT / "local") if "drivers" not in path.parts)


def _program_file(options: CloudOptions) -> Path:
    return options.state_dir / "program.sha256"


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A driver that is told to end cleans up as after any other failure."""
    before = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
