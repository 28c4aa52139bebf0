"""How long `cdk synth` takes, beside what any CDK app pays to start: `python -m bench.synthesis`."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from bench.figure import Figure, keep, table
from bench.help import only_help
from stacks.commands.build_layer import ROOT

_TURNS = 3
_BARE = "import aws_cdk; aws_cdk.App().synth()"  # and so the library's own process of Node
_ENVIRONMENT = {"CDK_CONTEXT_JSON": json.dumps({"approver_email": "approver@example.com"})}
QUIET = {"JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20", "JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION": "20"}


def main() -> None:
    turns = [(_seconds("-c", _BARE), _seconds("app.py")) for _ in range(_TURNS)]
    bare, ours = (statistics.median(side) for side in zip(*turns, strict=True))
    ratio = statistics.median(our / other for other, our in turns)
    figure = Figure("synthesis", f"{ours:.1f} s", f"an empty CDK app, {bare:.1f} s", ratio, is_more_better=False)
    print(table([figure]))
    keep([figure])


def _seconds(*program: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **_ENVIRONMENT, **QUIET, "CDK_OUTDIR": folder}
        start = time.perf_counter()
        subprocess.run([sys.executable, *program], check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


if __name__ == "__main__":
    only_help("bench.synthesis", __doc__)
    main()
