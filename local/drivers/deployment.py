"""Brings the stacks to the one-machine cloud with the unmodified `cdk deploy`, unless they run there already."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from local.account.account import Account
from local.drivers.digests import digest_of, files_below
from local.drivers.errors import DriverError
from local.drivers.options import CloudOptions
from local.drivers.prerequisites import CDK, ROOT
from local.lifecycle import RunningCloud, enforce_iam

_FOLDERS = ("stacks", "lambdas", "buildspec", "prompts")
_FILES = ("app.py", "cdk.json", "package-lock.json", "requirements.txt", "requirements-lambda.txt")
_PARAMETER = "/deployment-review/one-machine-cloud/inputs"  # what was deployed last, told by the cloud itself
_MODEL = "global.anthropic.claude-sonnet-5-5"
_NO_MODEL = "offline"


def inputs_of(options: CloudOptions) -> str:
    """A digest of everything that the deployed stacks are made of."""
    files = [ROOT / name for name in _FILES]
    for folder in _FOLDERS:
        files += files_below(ROOT / folder)
    return digest_of(files, json.dumps(_context(options)), options.settings_file.read_text(encoding="utf-8"))


def deployed_inputs(account: Account) -> str | None:
    """The digest of what was deployed last; None: nothing has been deployed to the end."""
    ssm = account.client("ssm")
    try:
        return str(ssm.get_parameter(Name=_PARAMETER)["Parameter"]["Value"])
    except ssm.exceptions.ParameterNotFound:
        return None


def synthesise(options: CloudOptions) -> None:
    """
    Templates and assets; nothing is deployed yet.

    Raises:
        DriverError: what the app says about the settings.
    """
    options.state_dir.mkdir(parents=True, exist_ok=True)
    more = {"CDK_OUTDIR": str(assembly_of(options)), "CDK_CONTEXT_JSON": json.dumps(_context(options))}
    done = _run([sys.executable, "app.py"], more, options.state_dir / "synth.log")
    if done.returncode:
        raise DriverError(_last_error(done.stdout, options.state_dir / "synth.log"))


def deploy(cloud: RunningCloud, account: Account, options: CloudOptions, *, inputs: str) -> None:
    """
    All stacks, as the account's root; from then on every call needs a policy that allows it.

    Raises:
        DriverError: CloudFormation refused; what was there before is there again.
    """
    log = options.state_dir / "deploy.log"
    app = ["--app", str(assembly_of(options)), "--no-notices", "--ci"]
    bootstrap = [str(CDK), "bootstrap", f"aws://{cloud.account_id}/{cloud.region}", *app]
    everything = [str(CDK), "deploy", "--all", "--require-approval", "never", "--concurrency", "4", *app]
    enforce_iam(cloud, enforced=False)
    try:
        for command in (bootstrap, everything) if deployed_inputs(account) is None else (everything,):
            done = _run(command, cloud.environment(), log)
            if done.returncode:
                raise DriverError(_last_error(done.stdout, log))
        account.client("ssm").put_parameter(Name=_PARAMETER, Value=inputs, Type="String", Overwrite=True)
    finally:
        enforce_iam(cloud, enforced=True)


def _context(options: CloudOptions) -> dict[str, str]:
    """What `-c` would say."""
    given = {
        "settings": str(options.settings_file),
        "console_url": options.settings.endpoint,
        "approver_email": options.approver_email,
        "model_id": options.model_id or (_MODEL if options.has_model else _NO_MODEL),
    }
    return {key: value for key, value in given.items() if value}


def assembly_of(options: CloudOptions) -> Path:
    """Where the synthesised stacks lie."""
    return options.state_dir / "cdk.out"


def _run(command: list[str], more: Mapping[str, str], log: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))}
    quiet = {
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**kept, **quiet, **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    log.write_text(done.stdout, encoding="utf-8")
    return done


def _last_error(output: str, log: Path) -> str:
    """A setting's own sentence, or where to read on."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    sentence = next((line.removeprefix("Error: ") for line in reversed(lines) if line.startswith("Error: ")), "")
    if sentence.endswith("."):
        return sentence
    why = sentence or (lines or ["without a word of why"])[-1]
    return f"The stacks cannot be deployed ({why}); all that was said is in {log}."
