"""
A buildspec, version 0.2, as far as it means something without a container.

https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import yaml

PHASES = ("install", "pre_build", "build", "post_build")


class BuildspecError(Exception):
    """The buildspec is none, or says something this cloud cannot do; the message is for its author."""


class OnFailure(StrEnum):
    ABORT = "ABORT"
    CONTINUE = "CONTINUE"


@dataclass(frozen=True, slots=True)
class Phase:
    commands: tuple[str, ...] = ()
    finally_commands: tuple[str, ...] = ()
    on_failure: OnFailure | None = None
    runtime_versions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArtifactFiles:
    files: tuple[str, ...]
    base_directory: str = "."
    exclude_paths: tuple[str, ...] = ()
    discard_paths: bool = False


@dataclass(frozen=True, slots=True)
class Buildspec:
    phases: Mapping[str, Phase]
    shell: str = "sh"
    variables: Mapping[str, str] = field(default_factory=dict)
    parameter_store: Mapping[str, str] = field(default_factory=dict)
    secrets_manager: Mapping[str, str] = field(default_factory=dict)
    exported_variables: tuple[str, ...] = ()
    artifacts: ArtifactFiles | None = None
    secondary_artifacts: Mapping[str, ArtifactFiles] = field(default_factory=dict)


def read_buildspec(text: str) -> Buildspec:
    """
    What a buildspec asks for.

    Raises:
        BuildspecError: it is no YAML, or no buildspec of version 0.2.
    """
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BuildspecError(f"YAML_FILE_ERROR: {error}") from error
    if not isinstance(data, dict) or str(data.get("version")) != "0.2":
        raise BuildspecError("YAML_FILE_ERROR: this cloud reads buildspecs of version 0.2")
    environment = data.get("env") or {}
    artifacts = data.get("artifacts") or {}
    secondary = artifacts.get("secondary-artifacts") or {}
    return Buildspec(
        phases={name: _phase(data["phases"][name]) for name in PHASES if (data.get("phases") or {}).get(name)},
        shell=_shell(environment.get("shell", "sh")),
        variables=_texts(environment.get("variables")),
        parameter_store=_texts(environment.get("parameter-store")),
        secrets_manager=_texts(environment.get("secrets-manager")),
        exported_variables=tuple(environment.get("exported-variables") or ()),
        artifacts=_artifact_files(artifacts) if artifacts.get("files") else None,
        secondary_artifacts={name: _artifact_files(each) for name, each in secondary.items()},
    )


def _phase(data: Mapping[str, Any]) -> Phase:
    on_failure = data.get("on-failure")
    return Phase(
        commands=_commands(data.get("commands")),
        finally_commands=_commands(data.get("finally")),
        on_failure=OnFailure(on_failure) if on_failure in tuple(OnFailure) else None,
        runtime_versions=_texts(data.get("runtime-versions")),
    )


def _commands(value: object) -> tuple[str, ...]:
    commands = value if isinstance(value, list) else [value] if value else []
    if not all(isinstance(command, str) for command in commands):
        raise BuildspecError("YAML_FILE_ERROR: a command is no string; put it in quotes (a colon makes it a mapping)")
    return tuple(commands)


def _artifact_files(data: Mapping[str, Any]) -> ArtifactFiles:
    return ArtifactFiles(
        files=_commands(data.get("files")),
        base_directory=str(data.get("base-directory", ".")),
        exclude_paths=_commands(data.get("exclude-paths")),
        discard_paths=str(data.get("discard-paths", "no")).lower() in ("yes", "true"),
    )


def _texts(data: Mapping[str, Any] | None) -> dict[str, str]:
    return {str(name): str(value) for name, value in (data or {}).items()}


def _shell(name: str) -> str:
    if name not in ("sh", "/bin/sh", "bash"):
        raise BuildspecError(f"YAML_FILE_ERROR: there is no shell {name} here: use sh or bash")
    return name.rpartition("/")[2]
