"""What is not said of the cloud is as with the one that runs."""

from pathlib import Path

import pytest

from local import lifecycle
from local.drivers.asked import cloud_options
from local.lifecycle import RunningCloud

FOLDER = Path("/srv/cloud")
URL = "http://127.0.0.1:8080"


def asked(**given):
    unsaid = dict.fromkeys(("port", "model_url", "model", "model_id", "approver_email"), "")
    options = cloud_options(**{"state_dir": FOLDER, "trial": False, **unsaid, **given})
    return options.port, options.model_url, options.bedrock


@pytest.fixture
def runs(monkeypatch):
    """What runs in the folder; at first nothing."""
    found = {}
    monkeypatch.setattr(lifecycle, "find_running", found.get)

    def run(*, model_url="", bedrock=False):
        place = {"endpoint": "http://127.0.0.1:4790", "region": "us-east-1", "account_id": "1"}
        found[FOLDER] = RunningCloud(
            pid=1, port=4790, **place, state_dir=str(FOLDER), model_url=model_url, bedrock=bedrock
        )

    return run


def test_without_a_cloud_the_usual_port_and_no_model_are_meant(runs):
    assert asked() == (4566, "", False)


@pytest.mark.parametrize("model", [{"model_url": URL}, {"bedrock": True}, {}])
def test_the_cloud_that_runs_is_meant_wherever_it_listens_and_whichever_model_it_asks(runs, model):
    runs(**model)

    assert asked() == (4790, model.get("model_url", ""), model.get("bedrock", False))


def test_what_is_said_is_meant(runs):
    """And refused, where another cloud runs already."""
    runs(model_url=URL)

    assert asked(port="4566") == (4566, URL, False)
    assert asked(model="bedrock") == (4790, "", True)
    assert asked(model_url="http://127.0.0.1:11434/v1/") == (4790, "http://127.0.0.1:11434", False)
