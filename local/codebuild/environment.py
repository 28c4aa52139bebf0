"""The variables a build sees: CodeBuild's own, the role's credentials, the buildspec's, the project's, the action's."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.account.account import Account
from local.cloud.http import ApiError
from local.codebuild.buildspec import Buildspec
from local.codebuild.request import BuildRequest, EnvironmentVariable
from local.codebuild.tools import lay_out_tools

_SYSTEM = ("LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a build runs, and what was put there."""

    build_id: str
    folder: Path
    source_version: str


def build_environment(request: BuildRequest, spec: Buildspec, *, role: Account, place: Place) -> dict[str, str]:
    """Later ones win, as in CodeBuild: buildspec, project, whoever started the build."""
    project = request.project
    from_project = [_variable(each) for each in project.get("environment", {}).get("environmentVariables", [])]
    chosen = {
        **spec.variables,
        **{name: _parameter(role, value) for name, value in spec.parameter_store.items()},
        **{name: _secret(role, value) for name, value in spec.secrets_manager.items()},
        **{each.name: _value(role, each) for each in (*from_project, *request.variables)},
    }
    return {**_machine(place.folder), **_codebuild(request, role, place), **chosen, **_aws(role)}


def _machine(folder: Path) -> dict[str, str]:
    return {
        **{name: os.environ[name] for name in _SYSTEM if name in os.environ},
        **lay_out_tools(folder),
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "USER": "root",
        "CI": "true",
    }


def _codebuild(request: BuildRequest, role: Account, place: Place) -> dict[str, str]:
    project = request.project
    more = {f"CODEBUILD_SRC_DIR_{name}": str(place.folder / name) for name in request.more_sources}
    return {
        **more,
        "CODEBUILD_BUILD_ARN": f"{project['arn'].rpartition(':project/')[0]}:build/{place.build_id}",
        "CODEBUILD_BUILD_ID": place.build_id,
        "CODEBUILD_BUILD_IMAGE": project.get("environment", {}).get("image", ""),
        "CODEBUILD_BUILD_NUMBER": str(request.build_number),
        "CODEBUILD_BUILD_SUCCEEDING": "1",
        "CODEBUILD_INITIATOR": request.initiator,
        "CODEBUILD_LOG_PATH": place.build_id.partition(":")[2],
        "CODEBUILD_RESOLVED_SOURCE_VERSION": place.source_version,
        "CODEBUILD_SOURCE_VERSION": place.source_version,
        "CODEBUILD_SRC_DIR": str(place.folder / "src"),
        "AWS_REGION": role.region,
        "AWS_DEFAULT_REGION": role.region,
    }


def _aws(role: Account) -> dict[str, str]:
    """In CodeBuild the credentials come from the container's endpoint; here only the variables can bring them."""
    return {
        "AWS_ENDPOINT_URL": role.endpoint,
        "AWS_ACCESS_KEY_ID": role.credentials.access_key_id,
        "AWS_SECRET_ACCESS_KEY": role.credentials.secret_access_key,
        "AWS_SESSION_TOKEN": role.credentials.session_token or "",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }


def _variable(data: Mapping[str, Any]) -> EnvironmentVariable:
    return EnvironmentVariable(name=data["name"], value=str(data["value"]), type=data.get("type", "PLAINTEXT"))


def _value(role: Account, variable: EnvironmentVariable) -> str:
    if variable.type == "PARAMETER_STORE":
        return _parameter(role, variable.value)
    if variable.type == "SECRETS_MANAGER":
        return _secret(role, variable.value)
    return variable.value


def _parameter(role: Account, name: str) -> str:
    """By the operation that CodeBuild's own documentation asks to be granted."""
    found = role.client("ssm").get_parameters(Names=[name], WithDecryption=True)["Parameters"]
    if not found:
        raise ApiError("CLIENT_ERROR", f"Parameter {name} does not exist")
    return str(found[0]["Value"])


def _secret(role: Account, reference: str) -> str:
    """`secret-id:json-key:version-stage:version-id`; the one-machine cloud reads whole secrets and JSON keys."""
    secret_id, _, rest = reference.partition(":") if not reference.startswith("arn:") else (reference, "", "")
    text = str(role.client("secretsmanager").get_secret_value(SecretId=secret_id)["SecretString"])
    key = rest.partition(":")[0]
    return str(_json_member(text, key)) if key else text


def _json_member(text: str, key: str) -> object:
    return json.loads(text)[key]
