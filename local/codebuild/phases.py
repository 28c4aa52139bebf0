"""The phases of a build, one after the other."""

import time

from local.codebuild.build import Build
from local.codebuild.buildspec import PHASES, Buildspec, OnFailure, Phase
from local.codebuild.shell import Shell

_HAS_FAILED = "CODEBUILD_BUILD_SUCCEEDING=0; export CODEBUILD_BUILD_SUCCEEDING"


def run_phases(build: Build, spec: Buildspec, shell: Shell) -> str:
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
        status = _run_phase(build, shell, name, phase, has_failed=bool(failure))
        if status == 0 or phase.on_failure is OnFailure.CONTINUE:
            continue
        failure = failure or f"COMMAND_EXECUTION_ERROR: a command of phase {name.upper()} ended with status {status}"
        if name != "build" or phase.on_failure is OnFailure.ABORT:
            break
    return failure


def _run_phase(build: Build, shell: Shell, name: str, phase: Phase, *, has_failed: bool) -> int:
    for runtime, version in phase.runtime_versions.items():
        build.log(f"runtime-versions: {runtime} {version} asked for; this machine's own is used")
    started = time.time()
    build.log(f"Entering phase {name.upper()}")
    status = shell.run(name, (_HAS_FAILED, *phase.commands) if has_failed else phase.commands)
    if phase.finally_commands:
        shell.run(f"{name}-finally", phase.finally_commands)
    state = "SUCCEEDED" if status == 0 else "FAILED"
    build.log(f"Phase complete: {name.upper()} State: {state}")
    build.phases.append({"phaseType": name.upper(), "phaseStatus": state, "startTime": started, "endTime": time.time()})
    return status
