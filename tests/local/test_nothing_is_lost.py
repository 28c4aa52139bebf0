"""A cloud that runs with somebody's records on it is not started anew without being asked."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from local import lifecycle
from local.drivers import cloud as driver
from local.drivers.cloud import deployed_cloud
from local.drivers.errors import DriverError
from local.drivers.options import CloudOptions
from local.lifecycle import RunningCloud
from tests.local.fake_cloud import EXECUTION, FakePipelines

PLACE = {"endpoint": "http://127.0.0.1:4790", "region": "us-east-1", "account_id": "1", "model_url": ""}


class AskedToStopError(Exception):
    """As far as these tests go."""


@pytest.fixture
def old(monkeypatch, tmp_path):
    """Options for a folder in which a cloud of another version runs, fully deployed; what it is and has can be set."""
    world = SimpleNamespace(pipelines=FakePipelines(), inputs="deployed", folder=tmp_path)
    running = RunningCloud(pid=1, port=4790, **PLACE, state_dir=str(tmp_path), bedrock=False)
    (tmp_path / "program.sha256").write_text("another version")

    def stop(_folder: Path) -> bool:
        raise AskedToStopError

    monkeypatch.setattr(lifecycle, "find_running", lambda _folder: running)
    monkeypatch.setattr(lifecycle, "stop", stop)
    monkeypatch.setattr(driver, "check_prerequisites", lambda _options: None)
    monkeypatch.setattr(driver, "deployed_inputs", lambda _account: world.inputs)
    monkeypatch.setattr(driver, "Pipelines", lambda _account: world.pipelines)
    return world


def ask(world):
    options = CloudOptions(4790, world.folder, model_url="", bedrock=False, model_id="", approver_email="")
    with deployed_cloud(options, progress=None):
        pass


def test_a_cloud_of_another_version_with_records_is_kept_and_named(old):
    with pytest.raises(
        DriverError, match=f"cloud of {old.folder} was started by another version.*`make stop LOCAL_DIR="
    ):
        ask(old)


def test_one_that_nobody_has_pushed_to_is_started_anew(old):
    """Its pipelines have looked into their empty repositories."""
    old.pipelines.executions_ = [replace(EXECUTION, commit_id="")]

    with pytest.raises(AskedToStopError):
        ask(old)


def test_one_whose_deployment_was_killed_half_way_is_started_anew(old):
    old.inputs = None

    with pytest.raises(AskedToStopError):
        ask(old)
