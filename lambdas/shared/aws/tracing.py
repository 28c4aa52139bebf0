"""
Traces: a subsegment of AWS X-Ray around a step, annotated, so that one search finds all steps of an execution.

Sent as X-Ray's daemon takes it, one UDP datagram. Powertools' tracer does the same through the X-Ray SDK, whose import
takes a quarter of a second of each cold start, more than boto3 itself.
"""

import json
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

_HEADER = '{"format": "json", "version": 1}\n'


@contextmanager
def traced(name: str, **annotations: str) -> Iterator[None]:
    """
    What happens here is a subsegment of this name; nothing is sent where the invocation is not sampled.

    Find all steps of an execution by `annotation.execution_id = "…"`.
    """
    header = dict(part.partition("=")[::2] for part in os.environ.get("_X_AMZN_TRACE_ID", "").split(";"))
    daemon = os.environ.get("AWS_XRAY_DAEMON_ADDRESS", "")
    if header.get("Sampled") != "1" or not daemon:
        yield
        return
    subsegment = {
        "name": name,
        "id": secrets.token_hex(8),
        "trace_id": header["Root"],
        "parent_id": header["Parent"],
        "type": "subsegment",
        "start_time": time.time(),
        "annotations": annotations,
    }
    is_fault = True
    try:
        yield
        is_fault = False
    finally:
        _send({**subsegment, "end_time": time.time(), "fault": is_fault}, daemon)


def _send(subsegment: dict[str, object], daemon: str) -> None:
    """To the daemon of Lambda's own machine; a datagram that is lost is a trace that is lost, and nothing more."""
    host, _, port = daemon.rpartition(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.sendto((_HEADER + json.dumps(subsegment)).encode(), (host, int(port)))
