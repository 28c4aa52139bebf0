"""Runs builds: source, phases, artifacts; each in a folder of its own that is thrown away, with a log that stays."""

import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

from local.account.account import Account
from local.cloud.http import ApiError
from local.codebuild.artifacts import zip_artifact
from local.codebuild.buildspec import PHASES, Buildspec, BuildspecError, OnFailure, read_buildspec
from local.codebuild.environment import Place, build_environment
from local.codebuild.request import BuildRequest, BuildResult, BuildStatus
from local.codebuild.shell import BuildStoppedError, BuildTimedOutError, Shell
from local.codebuild.sources import place_source

AssumeRole = Callable[[str, str], Account]  # role ARN, session name


@dataclass(slots=True)
class Build:
    """A build that runs, or has run."""

    id: str
    request: BuildRequest
    log_path: Path
    started_at: float = field(default_factory=time.time)
    stopped: threading.Event = field(default_factory=threading.Event)
    phases: list[dict[str, Any]] = field(default_factory=list)

    def log(self, text: str) -> None:
        stamp = datetime.now(UTC).strftime("%Y/%m/%d %H:%M:%S")
        with self.log_path.open("a", encoding="utf-8") as file:
            file.write(f"[Container] {stamp} {text}\n")


@dataclass(frozen=True, slots=True)
class Builder:
    folder: Path
    assume_role: AssumeRole

    def prepare(self, request: BuildRequest) -> Build:
        name = request.project["name"]
        logs = self.folder / "logs" / name
        logs.mkdir(parents=True, exist_ok=True)
        log_path = logs / f"{request.build_number}.log"
        log_path.write_bytes(b"")
        return Build(id=f"{name}:{uuid4()}", request=request, log_path=log_path)

    def run(self, build: Build) -> BuildResult:
        """Never raises for what a build can do wrong: that is its result."""
        folder = self.folder / "work" / build.id.replace(":", "-")
        try:
            return self._run(build, folder)
        except BuildStoppedError:
            return self._ended(build, BuildStatus.STOPPED, "The build was stopped.")
        except BuildTimedOutError:
            return self._ended(build, BuildStatus.TIMED_OUT, "Build timed out.")
        except (BuildspecError, ApiError) as error:
            return self._ended(build, BuildStatus.FAILED, str(error))
        except (ClientError, OSError) as error:
            return self._ended(build, BuildStatus.FAILED, f"CLIENT_ERROR: {error}")
        except subprocess.CalledProcessError as error:
            return self._ended(build, BuildStatus.FAILED, f"CLIENT_ERROR: {error} {error.stderr or ''}".strip())
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _run(self, build: Build, folder: Path) -> BuildResult:
        request = build.request
        role = self.assume_role(request.project["serviceRole"], f"AWSCodeBuild-{build.id.rpartition(':')[2]}")
        for name in ("home", "tmp", "shell"):
            (folder / name).mkdir(parents=True)
        build.log("Phase is DOWNLOAD_SOURCE")
        version = place_source(request.source, folder / "src")
        for name, source in request.more_sources.items():
            place_source(source, folder / name)
        spec = read_buildspec(_buildspec_text(request, folder / "src"))
        environment = build_environment(request, spec, role=role, place=Place(build.id, folder, version))
        shell = Shell(
            program=spec.shell,
            folder=folder / "shell",
            environment=environment,
            start_folder=folder / "src",
            log_path=build.log_path,
            deadline=time.monotonic() + 60 * float(request.project.get("timeoutInMinutes", 60)),
            stopped=build.stopped,
        )
        failure = _run_phases(build, spec, shell)
        exported = shell.variables(spec.exported_variables)
        if failure:
            return self._ended(build, BuildStatus.FAILED, failure, exported)
        build.log("Phase is UPLOAD_ARTIFACTS")
        return BuildResult(
            build_id=build.id,
            status=BuildStatus.SUCCEEDED,
            artifact=zip_artifact(folder / "src", spec.artifacts) if spec.artifacts else None,
            secondary_artifacts={
                name: zip_artifact(folder / "src", wanted) for name, wanted in spec.secondary_artifacts.items()
            },
            exported_variables=exported,
        )

    def _ended(
        self, build: Build, status: BuildStatus, message: str, exported: dict[str, str] | None = None
    ) -> BuildResult:
        build.log(f"{status}: {message}")
        return BuildResult(build_id=build.id, status=status, message=message, exported_variables=exported or {})


def _run_phases(build: Build, spec: Buildspec, shell: Shell) -> str:
    """
    What failed, in CodeBuild's words, or nothing.

    A failed install or pre_build ends the build; after a failed build, post_build still runs.
    https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details.html#view-build-details-phases
    """
    failure = ""
    for name in PHASES:
        phase = spec.phases.get(name)
        if phase is None:
            continue
        for runtime, version in phase.runtime_versions.items():
            build.log(f"runtime-versions: {runtime} {version} asked for; this machine's own is used")
        started = time.time()
        build.log(f"Entering phase {name.upper()}")
        shell_variables = ("CODEBUILD_BUILD_SUCCEEDING=0; export CODEBUILD_BUILD_SUCCEEDING",) if failure else ()
        status = shell.run(name, (*shell_variables, *phase.commands))
        if phase.finally_commands:
            shell.run(f"{name}-finally", phase.finally_commands)
        state = "SUCCEEDED" if status == 0 else "FAILED"
        build.log(f"Phase complete: {name.upper()} State: {state}")
        build.phases.append(
            {"phaseType": name.upper(), "phaseStatus": state, "startTime": started, "endTime": time.time()}
        )
        if status == 0 or phase.on_failure is OnFailure.CONTINUE:
            continue
        failure = failure or f"COMMAND_EXECUTION_ERROR: a command of phase {name.upper()} ended with status {status}"
        if name != "build" or phase.on_failure is OnFailure.ABORT:
            break
    return failure


def _buildspec_text(request: BuildRequest, source: Path) -> str:
    text = request.buildspec or request.project.get("source", {}).get("buildspec", "")
    if text and ("\n" in text or text.lstrip().startswith("{")):
        return str(text)
    path = (source / (text or "buildspec.yml")).resolve()
    if not path.is_relative_to(source.resolve()) or not path.is_file():
        raise BuildspecError(f"YAML_FILE_ERROR: the source contains no {text or 'buildspec.yml'}")
    return path.read_text(encoding="utf-8")
