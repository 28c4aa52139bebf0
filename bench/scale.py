"""
`cdk synth` of many pipelines in one settings file: `python -m bench.scale [PIPELINES]`.

How long it takes, and how near the largest template comes to CloudFormation's limits.
"""

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.synthesis import QUIET
from stacks.commands.build_layer import ROOT

_CDK = ROOT / "node_modules" / ".bin" / "cdk"
_LIMITS = {"resources": 500, "bytes": 1_000_000, "outputs": 200, "parameters": 200}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pipelines", nargs="?", type=int, default=50)
    count: int = parser.parse_args().pipelines
    with tempfile.TemporaryDirectory() as folder:
        seconds = _synthesise(Path(folder), count)
        templates = list(Path(folder, "out").glob("*.template.json"))
        sizes = [_sizes(path) for path in templates]
    processor = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    print(f"{count} pipelines, {len(templates)} templates, at load {os.getloadavg()[0]:.0f}:")
    print(f"{seconds:.1f} s, with {processor:.1f} s of processor time")
    for name, limit in _LIMITS.items():
        print(f"{name:<10} {max(each[name] for each in sizes):>9,} of {limit:,} in the largest template")


def _synthesise(folder: Path, count: int) -> float:
    """Seconds, of the CDK's own process too."""
    settings = folder / "settings.toml"
    settings.write_text(_settings(count), encoding="utf-8")
    command = [str(_CDK), "synth", "--quiet", "--output", str(folder / "out"), "-c", f"settings={settings}"]
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, **QUIET, "CI": "true"}, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _settings(count: int) -> str:
    """From all kinds of sources, with a channel that some of them share."""
    lines = ['approver_email = "approver@example.com"', 'operator_email = "operator@example.com"']
    for number in range(count):
        lines += ["[[pipelines]]", f'name = "service-{number}"', f"source = {_source(number)}"]
        lines += ['deploy_commands = ["./deploy.sh"]'] if number % 5 != 4 else []
        lines += ['slack = { workspace_id = "T01ABCDEFGH", channel_id = "C01ABCDEFGH" }'] if number % 2 else []
    return "\n".join([*lines, ""])


def _source(number: int) -> str:
    connection = "arn:aws:codeconnections:eu-west-1:111122223333:connection/00000000-0000-0000-0000-000000000000"
    return (
        f'{{ type = "codecommit", repository = "service-{number}" }}',
        f'{{ type = "connection", repository = "example/service-{number}", connection_arn = "{connection}" }}',
        '{ type = "s3", object_key = "service.zip" }',
        f'{{ type = "codecommit", repository = "service-{number}", branch = "release" }}',
        f'{{ type = "existing", repository = "example/service-{number}" }}',
    )[number % 5]


def _sizes(path: Path) -> dict[str, int]:
    """As it would be uploaded, with its blanks."""
    template: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    counted = {name: len(template.get(name.capitalize(), {})) for name in ("resources", "outputs", "parameters")}
    return {**counted, "bytes": path.stat().st_size}


if __name__ == "__main__":
    main()
