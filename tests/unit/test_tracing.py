"""A step's subsegment, as the daemon of AWS X-Ray takes it."""

import json
import socket

import pytest

from lambdas.shared.aws import tracing

SAMPLED = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"


@pytest.fixture
def sent(monkeypatch):
    """Datagrams and their addresses, instead of a network."""
    datagrams = []

    class FakeSocket:
        def __init__(self, family, kind):
            assert (family, kind) == (socket.AF_INET, socket.SOCK_DGRAM)

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            return None

        def sendto(self, data, address):
            datagrams.append((data, address))

    monkeypatch.setattr(tracing.socket, "socket", FakeSocket)
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", "169.254.79.129:2000")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", SAMPLED)
    return datagrams


def test_a_step_is_a_subsegment_that_is_found_by_its_execution(sent):
    with tracing.traced("record_outcome", execution_id="e-1", pipeline_name="shop"):
        pass

    ((data, address),) = sent
    header, _, document = data.partition(b"\n")
    segment = json.loads(document)
    assert address == ("169.254.79.129", 2000)
    assert json.loads(header) == {"format": "json", "version": 1}
    assert segment["trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"
    assert (segment["parent_id"], segment["type"], segment["fault"]) == ("53995c3f42cd8ad8", "subsegment", False)
    assert segment["annotations"] == {"execution_id": "e-1", "pipeline_name": "shop"}
    assert len(bytes.fromhex(segment["id"])) == 8
    assert segment["end_time"] >= segment["start_time"]


def test_a_step_that_fails_is_a_fault_and_fails(sent):
    with pytest.raises(ValueError, match="x"), tracing.traced("reconcile"):
        raise ValueError("x")

    assert json.loads(sent[0][0].partition(b"\n")[2])["fault"] is True


@pytest.mark.parametrize("header", ["", SAMPLED.replace("Sampled=1", "Sampled=0"), "Root=1-5759e988"])
def test_what_is_not_sampled_sends_nothing(sent, monkeypatch, header):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", header)

    with tracing.traced("reconcile"):
        pass

    assert sent == []
