"""The product, unmodified, deployed to a one-machine cloud by the CDK CLI, as anybody would."""

import os
import subprocess
import sys
from pathlib import Path

from local import lifecycle
from local.lifecycle import RunningCloud

ROOT = Path(__file__).parents[2]
CDK = ROOT / "node_modules" / ".bin" / "cdk"
SETTINGS = """
approver_email = "approver@example.com"
model_id = "offline"
console_url = "http://127.0.0.1"

[[pipelines]]
name = "review"
source = { type = "codecommit", repository = "review" }
build_commands = []
deploy_commands = []

[[pipelines]]
name = "four-eyes"
source = { type = "codecommit", repository = "four-eyes" }
build_commands = []
deploy_commands = []
approvals = 2
second_approver_email = "second@example.com"
self_approval = "refuse"
"""


def deploy(cloud: RunningCloud, folder: Path) -> None:
    """All stacks; from then on IAM is enforced."""
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    _run_cdk(cloud, "bootstrap", f"aws://{cloud.account_id}/{cloud.region}", "--app", "")
    app = ["--app", f"{sys.executable} app.py", "-c", f"settings={folder / 'settings.toml'}"]
    output = ["--output", str(folder / "cdk.out")]
    _run_cdk(cloud, "deploy", "--all", *app, *output, "--require-approval", "never", "--concurrency", "2")
    lifecycle.enforce_iam(cloud, enforced=True)


def _run_cdk(cloud: RunningCloud, *arguments: str) -> None:
    silent = {"JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20", "CDK_DISABLE_CLI_TELEMETRY": "1", "CI": "true"}
    environment = {**os.environ, **cloud.environment(), **silent}
    environment.pop("AWS_SESSION_TOKEN", None)
    done = subprocess.run([CDK, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
