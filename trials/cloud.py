"""A one-machine cloud for trials, with many pipelines on it."""

import json
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from rich.console import Console

from local import lifecycle
from local.account.account import Account
from local.drivers.cloud import deployed_cloud
from local.drivers.options import CloudOptions
from local.drivers.progress import Progress
from local.lifecycle import RunningCloud
from local.processes import answering_pid

REPOSITORY = "team"
_THINKING, _AT_ONCE = "analyze_change", 14
_OUTAGE_SECONDS, _POLL_SECONDS = 1.0, 0.1  # Lambda's minutes between attempts are seconds here, and so is an outage
_SETTINGS = """
approver_email = "approver@example.com"
fallback_model_ids = []
retain = false
build_commands = ["true"]
deploy_commands = []
"""


@dataclass(frozen=True, slots=True)
class TrialCloud:
    cloud: RunningCloud
    account: Account
    functions: Mapping[str, str]  # the name of each step's function
    pipelines: tuple[str, ...]

    def idle(self) -> bool:
        return bool(self._ask("GET", "idle")["is_idle"])

    def restart_functions(self) -> None:
        """As when their hosts fail: what runs is lost."""
        self._ask("POST", "restart")

    def restart(self) -> None:
        """The cloud itself; returns when it answers again."""
        self._ask("POST", "outage", {"seconds": _OUTAGE_SECONDS})
        time.sleep(_OUTAGE_SECONDS)
        while answering_pid(self.cloud.port) is None:
            time.sleep(_POLL_SECONDS)

    def repeat_builds(self) -> None:
        self._ask("POST", "repeat")

    def asked_for(self, execution_id: str) -> tuple[float, float] | None:
        """When the first call to a model began and the last one ended; None: no model was asked."""
        found = self._ask("GET", f"asked?execution_id={execution_id}")
        return (found["started_at"], found["ended_at"]) if found else None

    def lose_everything_of(self, execution_id: str) -> None:
        self._ask("POST", "losses", {"execution_id": execution_id})

    def add_fault(self, fault: Mapping[str, Any]) -> None:
        self._ask("POST", "faults", fault)

    def forget_faults(self) -> None:
        self._ask("DELETE", "faults")

    def faults(self) -> dict[str, Any]:
        """`calls` that were seen, and how often each fault `befell` one."""
        return self._ask("GET", "faults")

    def set_clocks(self, seconds: Mapping[str, float]) -> None:
        """By how much the clock of each step is off."""
        path = Path(self.cloud.state_dir) / "clocks.json"
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(dict(seconds)), encoding="utf-8")
        unfinished.rename(path)

    def run(self, step: str) -> bool:
        """Invoke the function of a step as its schedule does; whether it succeeded."""
        credentials = self.account.credentials
        client = boto3.client(
            "lambda",
            endpoint_url=self.account.endpoint,
            region_name=self.account.region,
            aws_access_key_id=credentials.access_key_id,
            aws_secret_access_key=credentials.secret_access_key,
            config=Config(read_timeout=400, retries={"total_max_attempts": 1}),
        )
        answer = client.invoke(FunctionName=self.functions[step], Payload=b"{}")
        return "FunctionError" not in answer

    def _ask(self, method: str, what: str, data: object = None) -> dict[str, Any]:
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(  # noqa: S310 (this machine)
            f"{self.cloud.endpoint}/api/trial/{what}", body, method=method
        )
        with urllib.request.urlopen(request, timeout=300) as answer:  # noqa: S310
            found: dict[str, Any] = json.load(answer)
            return found


@contextmanager
def trial_cloud(*, name: str, port: int, pipelines: int, analyses: int, model_url: str) -> Iterator[TrialCloud]:
    """
    Deployed as anybody would deploy it, and gone at the end. The schedule is off: a trial drives it by hand.

    Args:
        name: of the trial.
        port: of the cloud.
        pipelines: so many.
        analyses: so many at once; of every other function a few, or this machine would do nothing but start processes.
        model_url: of a model server.
    """
    state_dir = Path(".build", "trials", f"{name}-{port}").absolute()  # two trials do not meet
    names = tuple(f"team-{number:02}" for number in range(1, pipelines + 1))
    state_dir.mkdir(parents=True, exist_ok=True)
    settings_file = state_dir / "trial.toml"
    settings_file.write_text(_SETTINGS + "".join(map(_pipeline, names)), encoding="utf-8")
    options = CloudOptions(port, state_dir, model_url, bedrock=False, model_id="", approver_email="")
    options = replace(options, settings_file=settings_file, trial=True)
    lifecycle.stop(state_dir)
    (state_dir / "clocks.json").unlink(missing_ok=True)
    try:
        with deployed_cloud(options, Progress(Console(highlight=False))) as deployed:
            _end_schedules(deployed.account)
            functions = functions_of(deployed.account)
            _limit(
                deployed.account,
                {name: analyses if step == _THINKING else _AT_ONCE for step, name in functions.items()},
            )
            yield TrialCloud(deployed.cloud, deployed.account, functions, names)
    finally:
        lifecycle.stop(state_dir)


def _pipeline(name: str) -> str:
    """One repository serves them all; the first pipeline brings it."""
    creates = "true" if name.endswith("-01") else "false"
    source = f'{{ type = "codecommit", repository = "{REPOSITORY}", create_repository = {creates} }}'
    return f'\n[[pipelines]]\nname = "{name}"\nsource = {source}\n'


def _end_schedules(account: Account) -> None:
    events = account.client("events")
    for rule in events.list_rules()["Rules"]:
        if "ScheduleExpression" in rule:
            events.disable_rule(Name=rule["Name"])


def _limit(account: Account, functions: Mapping[str, int]) -> None:
    for name, at_once in functions.items():
        account.client("lambda").put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=at_once)


def functions_of(account: Account) -> dict[str, str]:
    """The names of the steps' functions."""
    pages = account.client("lambda").get_paginator("list_functions").paginate()
    functions = [function for page in pages for function in page["Functions"]]
    steps = {each["FunctionName"]: each.get("Environment", {}).get("Variables", {}) for each in functions}
    return {variables.get("POWERTOOLS_SERVICE_NAME", ""): name for name, variables in steps.items()}
