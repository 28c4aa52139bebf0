"""
A build is run once for each commit; for further executions its results are repeated.

Two thousand executions are about the functions and the pipeline, not about git and Python starting up. What a build
made (artifacts, and the captured change on the record) is taken over as it was; nothing of it is made up here.
"""

import base64
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from local.account.account import Account
from local.codebuild.build import Build
from local.codebuild.builder import Builder
from local.codebuild.request import BuildRequest, BuildResult, BuildStatus, GitSource
from local.ministack.streams import first_image

_EXECUTION, _TABLE = "EXECUTION_ID", "REVIEWS_TABLE"


@dataclass(frozen=True, slots=True)
class _First:
    result: BuildResult
    image: Mapping[str, Any] | None  # of the record, as extraction first wrote it; None: another kind of build


@dataclass(slots=True)
class RepeatingBuilder:
    builder: Builder
    account: Account
    is_repeating: bool = False  # until a trial asks for it, every build is a real one
    _first: dict[tuple[str, str], _First] = field(default_factory=dict)
    _locks: defaultdict[tuple[str, str], Lock] = field(default_factory=lambda: defaultdict(Lock))

    def prepare(self, request: BuildRequest) -> Build:
        return self.builder.prepare(request)

    def run(self, build: Build) -> BuildResult:
        """The first one is a real build, and those beside it wait for it; one that failed is not repeated."""
        if not self.is_repeating:
            return self.builder.run(build)
        key = _key(build.request)
        with self._locks[key]:
            first = self._first.get(key)
            if first is None:
                result = self.builder.run(build)
                if result.status is BuildStatus.SUCCEEDED:
                    self._first[key] = _First(result, self._captured(build.request))
                return result
        if first.image is not None:
            self._capture(first.image, build.request)
        build.log("Repeated: an earlier build of this commit made all this.")
        return first.result

    def _captured(self, request: BuildRequest) -> Mapping[str, Any] | None:
        variables = _variables(request)
        return first_image(variables[_TABLE], variables[_EXECUTION]) if _EXECUTION in variables else None

    def _capture(self, image: Mapping[str, Any], request: BuildRequest) -> None:
        variables = _variables(request)
        own = {
            "pipeline_name": {"S": request.initiator.partition("/")[2]},
            "build_number": {"N": str(request.build_number)},
            "created_at": {"S": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())},
        }
        values = {name: _binary(value) for name, value in {**image, **own}.items() if name not in _KEY}
        self.account.client("dynamodb").update_item(
            TableName=variables[_TABLE],
            Key={"execution_id": {"S": variables[_EXECUTION]}, "item": {"S": "EXECUTION"}},
            UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in values),
            ExpressionAttributeNames={f"#{name}": name for name in values},
            ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
        )


_KEY = ("execution_id", "item")


def _key(request: BuildRequest) -> tuple[str, str]:
    """The same program on the same commit."""
    commit_id = request.source.commit_id if isinstance(request.source, GitSource) else ""
    return request.project["source"].get("buildspec", ""), commit_id


def _variables(request: BuildRequest) -> dict[str, str]:
    variables = request.project.get("environment", {}).get("environmentVariables", [])
    given = {each["name"]: each["value"] for each in variables}
    return given | {each.name: each.value for each in request.variables}


def _binary(value: Mapping[str, Any]) -> dict[str, Any]:
    """A stream has binaries as text."""
    is_text = isinstance(value.get("B"), str)
    return {"B": base64.b64decode(value["B"])} if is_text else dict(value)
