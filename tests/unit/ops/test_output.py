"""Answers to a reader that goes before all is said."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ANSWER = "from ops.output import Output; Output(as_json={as_json}).answer(['said'] * 100, ['said'] * 100)"


@pytest.mark.parametrize("as_json", [True, False])
def test_a_pipe_that_is_closed_is_no_error(as_json):
    """As after `| head`."""
    reading, writing = os.pipe()
    os.close(reading)

    code = ANSWER.format(as_json=as_json)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )

    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
