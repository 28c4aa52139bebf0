"""The one-machine cloud as a driver needs it: running, with this project deployed; gone again when that fails."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from local import lifecycle
from local.account.account import Account, Credentials
from local.drivers.deployment import deploy, deployed_inputs, inputs_of, synthesise
from local.drivers.options import CloudOptions
from local.drivers.prerequisites import check_prerequisites
from local.drivers.progress import Progress
from local.lifecycle import RunningCloud

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
    inputs = inputs_of(options)
    was_ready = _is_ready(options, inputs)
    if not was_ready:
        with progress.step("Synthesise the stacks"):
            synthesise(options)
    had_cloud = lifecycle.find_running(options.state_dir) is not None
    with _ended_by_signals():
        try:
            if had_cloud and not was_ready:
                had_cloud = not _stop_if_unfinished(options)
            deployed = _start(options, progress, is_running=had_cloud)
            if not was_ready:
                with progress.step("Deploy the stacks"):
                    deploy(deployed.cloud, deployed.account, options, inputs=inputs)
            yield deployed
        except BaseException:
            if not had_cloud:
                progress.rest()
                lifecycle.stop(options.state_dir)
            raise


def account_of(cloud: RunningCloud) -> Account:
    return Account(cloud.endpoint, cloud.region, _ROOT)


def _start(options: CloudOptions, progress: Progress, *, is_running: bool) -> Deployed:
    if is_running:
        cloud = lifecycle.start(options.settings)  # says so when it runs with other settings
        progress.note(f"The one-machine cloud runs at {cloud.endpoint}.", style="dim")
    else:
        with progress.step("Start the cloud") as details:
            cloud = lifecycle.start(options.settings)
            details.append(cloud.endpoint)
    return Deployed(cloud, account_of(cloud))


def _is_ready(options: CloudOptions, inputs: str) -> bool:
    running = lifecycle.find_running(options.state_dir)
    return running is not None and deployed_inputs(account_of(running)) == inputs


def _stop_if_unfinished(options: CloudOptions) -> bool:
    """A cloud whose first deployment was killed holds half of it: it is not worth mending."""
    running = lifecycle.find_running(options.state_dir)
    if running is None or deployed_inputs(account_of(running)) is not None:
        return False
    return lifecycle.stop(options.state_dir)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """A driver that is told to end cleans up as after any other failure."""
    before = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
