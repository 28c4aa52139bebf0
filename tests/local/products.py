"""The product, unmodified, deployed to a one-machine cloud by the CDK CLI, as anybody would."""

import os
import subprocess
from pathlib import Path

from local import lifecycle
from local.lifecycle import RunningCloud
from tests.local.clouds import make

ROOT = Path(__file__).parents[2]
CDK = ROOT / "node_modules" / ".bin" / "cdk"
SETTINGS = """
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

[[pipelines]]
name = "archive"
source = { type = "s3", object_key = "shop.zip" }
build_commands = []
deploy_commands = []

[[pipelines]]
name = "warehouse"
source = { type = "existing", repository = "warehouse" }

[[pipelines]]
name = "depot"
source = { type = "existing", repository = "depot" }
"""


def deploy(cloud: RunningCloud, folder: Path) -> None:
    """All stacks, by the commands for an account; from then on IAM is enforced."""
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    silent = {"JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20", "CDK_DISABLE_CLI_TELEMETRY": "1", "CI": "true"}
    elsewhere = {"CDK_OUTPUT": str(folder / "cdk.out")}
    environment = {**os.environ, **cloud.environment(), **silent, **elsewhere}
    environment.pop("AWS_SESSION_TOKEN", None)
    _succeed(make("bootstrap", environment=environment))
    settings, approver = str(folder / "settings.toml"), "approver@example.com"
    _succeed(make("deploy", environment=environment, SETTINGS=settings, APPROVER_EMAIL=approver))
    lifecycle.enforce_iam(cloud, enforced=True)


def _succeed(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-3000:]}"
