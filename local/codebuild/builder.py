"""Runs builds: source, phases, artifacts; each in a folder of its own that is thrown away, with a log that stays."""

import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from botocore.exceptions import ClientError

from local.account.account import Account
from local.cloud.http import ApiError
from local.codebuild.artifacts import zip_artifact
from local.codebuild.build import Build
from local.codebuild.buildspec import BuildspecError, read_buildspec
from local.codebuild.environment import Place, build_environment
from local.codebuild.phases import run_phases
from local.codebuild.request import BuildRequest, BuildResult, BuildStatus
from local.codebuild.shell import BuildStoppedError, BuildTimedOutError, Shell
from local.codebuild.sources import place_source

AssumeRole = Callable[[str, str], Account]  # role ARN, session name


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
        failure = run_phases(build, spec, shell)
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


def _buildspec_text(request: BuildRequest, source: Path) -> str:
    text = request.buildspec or request.project.get("source", {}).get("buildspec", "")
    if text and ("\n" in text or text.lstrip().startswith("{")):
        return str(text)
    path = (source / (text or "buildspec.yml")).resolve()
    if not path.is_relative_to(source.resolve()) or not path.is_file():
        raise BuildspecError(f"YAML_FILE_ERROR: the source contains no {text or 'buildspec.yml'}")
    return path.read_text(encoding="utf-8")
