"""Builds: phases, failures, time-outs, what they see and what they leave behind."""

import os
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from local.account.account import Account, Credentials
from local.codebuild.build import Build
from local.codebuild.builder import Builder
from local.codebuild.request import BuildRequest, BuildResult, BuildStatus, EnvironmentVariable
from tests.local.conftest import wait_for

ACCOUNT = Account("http://127.0.0.1:1", "us-east-1", Credentials("key", "secret", "token"))


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    return Builder(tmp_path, assume_role=lambda _role_arn, _session_name: ACCOUNT)


def build(builder: Builder, text: str, **changed: Any) -> tuple[BuildResult, str]:
    """The result and the log."""
    prepared = prepare(builder, text, **changed)
    return builder.run(prepared), prepared.log_path.read_text(encoding="utf-8")


def prepare(builder: Builder, text: str, *, variables: dict[str, str] | None = None, minutes: float = 5) -> Build:
    project = {
        "name": "project",
        "arn": "arn:aws:codebuild:us-east-1:111122223333:project/project",
        "serviceRole": "arn:aws:iam::111122223333:role/build",
        "timeoutInMinutes": minutes,
    }
    given = tuple(EnvironmentVariable(name, value) for name, value in (variables or {}).items())
    spec = "version: 0.2\n" + textwrap.dedent(text)
    return builder.prepare(BuildRequest(project, 7, "tests", source=None, variables=given, buildspec=spec))


def test_variables_and_the_folder_survive_from_phase_to_phase(builder: Builder) -> None:
    result, log = build(
        builder,
        """
        env: {exported-variables: [GREETING]}
        phases:
          pre_build: {commands: ['export GREETING="it''s me"', 'mkdir place', 'cd place']}
          build: {commands: ['echo "$GREETING" from $(basename "$PWD") no $CODEBUILD_BUILD_NUMBER']}
        """,
    )

    assert result.status is BuildStatus.SUCCEEDED
    assert "it's me from place no 7" in log
    assert result.exported_variables == {"GREETING": "it's me"}


def test_a_failed_command_ends_its_phase_and_post_build_still_runs(builder: Builder) -> None:
    result, log = build(
        builder,
        """
        phases:
          build: {commands: ['false', 'echo not reached'], finally: ['echo finally']}
          post_build: {commands: ['echo succeeding: $CODEBUILD_BUILD_SUCCEEDING']}
        """,
    )

    assert (result.status, "phase BUILD ended with status 1" in result.message) == (BuildStatus.FAILED, True)
    assert "\nnot reached" not in log
    assert "\nfinally" in log
    assert "\nsucceeding: 0" in log


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        ("pre_build: {commands: ['false']}", (BuildStatus.FAILED, False)),
        ("pre_build: {commands: ['exit 3'], on-failure: CONTINUE}", (BuildStatus.SUCCEEDED, True)),
    ],
)
def test_a_failed_pre_build_ends_the_build_unless_it_may_fail(
    builder: Builder, phases: str, expected: tuple[BuildStatus, bool]
) -> None:
    result, log = build(builder, f"phases:\n  {phases}\n  build: {{commands: ['echo reached']}}\n")

    assert (result.status, "\nreached" in log) == expected


def test_a_build_sees_its_roles_credentials_and_nothing_of_this_process(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MY_PRIVATE_TOKEN", "private")

    _, log = build(builder, "phases: {build: {commands: [env]}}", variables={"MODE": "fast"})

    seen = dict(line.split("=", 1) for line in log.splitlines() if "=" in line)
    assert (seen["AWS_ACCESS_KEY_ID"], seen["AWS_SESSION_TOKEN"], seen["MODE"]) == ("key", "token", "fast")
    assert "MY_PRIVATE_TOKEN" not in seen
    assert seen["HOME"] != os.environ.get("HOME")


def test_what_pip_installs_stays_in_the_build(builder: Builder) -> None:
    result, log = build(
        builder, "phases: {build: {commands: ['python3 -c \"import sys, boto3; print(sys.prefix)\"', 'pip --version']}}"
    )

    assert result.status is BuildStatus.SUCCEEDED, log
    assert str(builder.folder) in log


def test_a_build_that_takes_too_long_is_ended_with_all_it_started(builder: Builder, tmp_path: Path) -> None:
    result, _ = build(
        builder,
        f"phases: {{build: {{commands: ['sh -c \"sleep 2; touch {tmp_path}/survived\" & sleep 60']}}}}",
        minutes=1 / 120,
    )

    time.sleep(2)
    assert result.status is BuildStatus.TIMED_OUT
    assert not (tmp_path / "survived").exists()


def test_a_build_does_not_outlive_the_process_that_runs_it(tmp_path: Path) -> None:
    program = f"""
import pathlib, threading, time
from local.codebuild.shell import Shell
folder = pathlib.Path({str(tmp_path)!r})
Shell("sh", folder, {{"PATH": "/usr/bin:/bin"}}, folder, folder / "log", time.monotonic() + 60).run(
    "build", ("while :; do echo beat >> beats; sleep 0.1; done",)
)
"""
    process = subprocess.Popen([sys.executable, "-c", program])
    wait_for((tmp_path / "beats").exists)

    process.kill()

    process.wait()
    wait_for(lambda: _is_quiet(tmp_path / "beats"))


def _is_quiet(file: Path) -> bool:
    """For ten of its beats."""
    before = file.stat().st_size
    time.sleep(1)
    return file.stat().st_size == before


def test_a_command_may_wait_for_its_background_jobs(builder: Builder) -> None:
    result, _ = build(builder, "phases: {build: {commands: ['sleep 0.1 & wait']}}", minutes=1 / 6)

    assert result.status is BuildStatus.SUCCEEDED


def test_a_build_can_be_stopped(builder: Builder) -> None:
    prepared = prepare(builder, "phases: {build: {commands: ['sleep 60']}}")
    threading.Timer(0.3, prepared.stopped.set).start()

    result = builder.run(prepared)

    assert result.status is BuildStatus.STOPPED


def test_nothing_of_a_build_is_left_but_its_log(builder: Builder) -> None:
    build(builder, "phases: {build: {commands: ['touch here']}}")

    assert [path.name for path in builder.folder.rglob("*") if path.is_file()] == ["7.log"]


def test_a_missing_buildspec_is_said(builder: Builder) -> None:
    project = {"name": "p", "arn": "arn:aws:codebuild:us-east-1:111122223333:project/p", "serviceRole": "r/r"}

    result = builder.run(builder.prepare(BuildRequest(project, 1, "tests", source=None)))

    assert (result.status, result.message) == (
        BuildStatus.FAILED,
        "YAML_FILE_ERROR: the source contains no buildspec.yml",
    )
