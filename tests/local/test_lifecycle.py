"""The cloud as a process in the background: started, found again, stopped, killed."""

import os
import resource
import signal
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from local import lifecycle
from local.cloud.settings import CloudSettings
from local.lifecycle import CloudError, PortInUseError
from local.processes import STARTED
from tests.local.conftest import account_of
from tests.ports import free_port


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[CloudSettings]:
    chosen = CloudSettings(port=free_port(), state_dir=tmp_path / "state")
    yield chosen
    lifecycle.stop(chosen.state_dir)


def children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_started_cloud_answers_and_is_found_again(settings: CloudSettings) -> None:
    cloud = lifecycle.start(settings)

    assert lifecycle.find_running(settings.state_dir) == cloud
    assert lifecycle.start(settings) == cloud
    assert account_of(cloud).client("sts").get_caller_identity()["Account"] == "111122223333"


def test_it_starts_with_less_than_three_seconds_of_work(settings: CloudSettings) -> None:
    """Of a processor; on a busy machine the clock says nothing."""
    before = children_seconds()

    lifecycle.start(settings)
    lifecycle.stop(settings.state_dir)

    assert 0 < children_seconds() - before < 3


def test_a_stopped_cloud_is_gone(settings: CloudSettings) -> None:
    cloud = lifecycle.start(settings)

    assert lifecycle.stop(settings.state_dir)

    assert lifecycle.find_running(settings.state_dir) is None
    assert not lifecycle.stop(settings.state_dir)
    with pytest.raises(ProcessLookupError):
        os.kill(cloud.pid, 0)


def test_a_killed_cloud_can_be_started_again_at_once(settings: CloudSettings) -> None:
    killed = lifecycle.start(settings)
    os.kill(killed.pid, signal.SIGKILL)

    cloud = lifecycle.start(settings)

    assert cloud.pid != killed.pid
    assert killed.pid not in STARTED  # reaped, so that nobody is warned of a process that is long gone


def test_a_port_in_use_is_one_clear_sentence(settings: CloudSettings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.port))
        other.listen()

        with pytest.raises(PortInUseError, match=f"Port {settings.port} is in use.*PORT="):
            lifecycle.start(settings)


def test_other_settings_need_a_stop_first(settings: CloudSettings) -> None:
    lifecycle.start(settings)

    with pytest.raises(CloudError, match=r"with no language model.*make stop LOCAL_DIR="):
        lifecycle.start(replace(settings, model_url="http://127.0.0.1:1"))


def test_the_region_is_the_one_asked_for(settings: CloudSettings) -> None:
    account = account_of(lifecycle.start(replace(settings, region="eu-central-1")))

    created = account.client("codecommit").create_repository(repositoryName="here")

    assert created["repositoryMetadata"]["Arn"] == "arn:aws:codecommit:eu-central-1:111122223333:here"


def test_the_server_inherits_no_credentials(settings: CloudSettings) -> None:
    environment = settings.environment({"AWS_SECRET_ACCESS_KEY": "mine", "GITHUB_TOKEN": "mine", "PATH": "/bin"})

    assert "mine" not in environment.values()
    assert environment["PATH"] == "/bin"
