"""Buildspecs, as CodeBuild reads them."""

import pytest

from local.codebuild.buildspec import BuildspecError, OnFailure, read_buildspec


def test_commands_artifacts_and_variables_are_read() -> None:
    text = """
version: 0.2
env:
  shell: bash
  variables: {RETRIES: 3}
  exported-variables: [VERSION]
phases:
  install: {runtime-versions: {python: 3.13}}
  build:
    on-failure: CONTINUE
    commands: [make]
    finally: [make clean]
artifacts:
  secondary-artifacts:
    Evidence: {files: ["**/*"], base-directory: .evidence}
"""

    spec = read_buildspec(text)

    assert (spec.shell, spec.variables, spec.exported_variables) == ("bash", {"RETRIES": "3"}, ("VERSION",))
    assert spec.phases["build"].commands == ("make",)
    assert spec.phases["build"].finally_commands == ("make clean",)
    assert spec.phases["build"].on_failure is OnFailure.CONTINUE
    assert spec.phases["install"].runtime_versions == {"python": "3.13"}
    assert spec.artifacts is None
    assert spec.secondary_artifacts["Evidence"].base_directory == ".evidence"


@pytest.mark.parametrize(
    "text",
    [
        "phases: {",
        "just words",
        "version: 0.1\nphases: {build: {commands: [make]}}",
        "version: 0.2\nphases: {build: {commands: [echo: hello]}}",
        "version: 0.2\nenv: {shell: powershell.exe}",
    ],
)
def test_what_is_no_buildspec_is_refused_with_codebuilds_word(text: str) -> None:
    with pytest.raises(BuildspecError, match="YAML_FILE_ERROR"):
        read_buildspec(text)
