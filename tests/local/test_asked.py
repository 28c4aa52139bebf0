"""What is not said of the cloud is as with the one that runs."""

import pytest

from local.drivers.asked import asked_model, asked_port
from local.lifecycle import RunningCloud

URL = "http://127.0.0.1:8080"


def running(*, model_url="", bedrock=False):
    place = {"endpoint": "http://127.0.0.1:4790", "region": "us-east-1", "account_id": "1", "state_dir": "/srv"}
    return RunningCloud(pid=1, port=4790, **place, model_url=model_url, bedrock=bedrock)


def test_without_a_cloud_the_usual_port_and_no_model_are_meant():
    assert asked_port("", None) == 4566
    assert asked_model("", "", None) == ("", False)


@pytest.mark.parametrize("model", [(URL, False), ("", True), ("", False)])
def test_the_cloud_that_runs_is_meant_wherever_it_listens_and_whichever_model_it_asks(model):
    cloud = running(model_url=model[0], bedrock=model[1])

    assert asked_port("", cloud) == 4790
    assert asked_model("", "", cloud) == model


def test_what_is_said_is_meant():
    """And refused, where another cloud runs already."""
    cloud = running(model_url=URL)

    assert asked_port("4566", cloud) == 4566
    assert asked_model("", "bedrock", cloud) == ("", True)
    assert asked_model("http://127.0.0.1:11434/v1/", "", cloud) == ("http://127.0.0.1:11434", False)
