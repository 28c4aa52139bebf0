"""One build to be run, with all that its project and its caller say of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any


class BuildStatus(StrEnum):
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    STOPPED = "STOPPED"
    TIMED_OUT = "TIMED_OUT"
    IN_PROGRESS = "IN_PROGRESS"


@dataclass(frozen=True, slots=True)
class GitSource:
    """A full clone at one commit (CodePipeline's CODEBUILD_CLONE_REF, or a project of its own with CodeCommit)."""

    repository_path: Path
    repository_arn: str
    clone_url: str
    commit_id: str
    branch: str


@dataclass(frozen=True, slots=True)
class ZipSource:
    content: bytes = field(repr=False)
    location: str  # bucket/key
    version: str = ""  # of what the artifact was made of, where CodePipeline knows it


Source = GitSource | ZipSource


@dataclass(frozen=True, slots=True)
class EnvironmentVariable:
    name: str
    value: str
    type: str = "PLAINTEXT"  # or PARAMETER_STORE, SECRETS_MANAGER


@dataclass(frozen=True, slots=True)
class BuildRequest:
    project: Mapping[str, Any]  # as BatchGetProjects shows it
    build_number: int
    initiator: str  # codepipeline/NAME, or who called StartBuild
    source: Source | None
    more_sources: Mapping[str, Source] = field(default_factory=dict)  # by input artifact
    variables: tuple[EnvironmentVariable, ...] = ()
    buildspec: str | None = None  # instead of the project's


@dataclass(frozen=True, slots=True)
class BuildResult:
    build_id: str
    status: BuildStatus
    message: str = ""
    artifact: bytes | None = field(default=None, repr=False)
    secondary_artifacts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    exported_variables: Mapping[str, str] = field(default_factory=dict)
