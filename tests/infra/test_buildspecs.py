"""The commands of the buildspecs in a clone that asks for another Python, as pyenv in CodeBuild's image would obey."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

PYENV = """#!/bin/sh
if [ -e .python-version ]; then echo "pyenv: version is not installed" >&2; exit 1; fi
exec {python} "$@"
"""
AWS = """#!/bin/sh
for last; do :; done
cp {program} "$last"
"""


@pytest.fixture
def run(tmp_path):
    """Runs a file of buildspec/ in a clone with a .python-version; what it fetches is the build program."""
    clone, bin_ = tmp_path / "clone", tmp_path / "bin"
    clone.mkdir()
    bin_.mkdir()
    (clone / ".python-version").write_text("3.8.1\n")
    program = tmp_path / "program.zip"
    with zipfile.ZipFile(program, "w") as archive:
        for path in (Path("buildspec/__init__.py"), *Path("buildspec/team_build").rglob("*.py")):
            archive.write(path)
    for name, text in (("python3", PYENV.format(python=sys.executable)), ("aws", AWS.format(program=program))):
        (bin_ / name).write_text(text)
        (bin_ / name).chmod(0o755)

    def run(file, **variables):
        commands = yaml.safe_load(Path("buildspec", file).read_text(encoding="utf-8"))["phases"]["build"]["commands"]
        environment = {"PATH": f"{bin_}:{os.defpath}", "HOME": str(tmp_path), "TMPDIR": str(tmp_path), **variables}
        return subprocess.run(
            ["bash", "-ec", "\n".join(commands)],
            cwd=clone,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_build_is_run_whatever_python_its_clone_asks_for(run):
    done = run("build.yml", BUILD_PROGRAM="s3://x/y.zip", BUILD_COMMANDS=json.dumps(["echo built"]), SCAN_SECONDS="0")

    assert (done.returncode, done.stderr) == (0, "")
    assert "built" in done.stdout.splitlines()


def test_a_deployment_is_run_whatever_python_its_clone_asks_for(run):
    done = run("deploy.yml", DEPLOY_COMMANDS=json.dumps(["echo deployed"]))

    assert (done.returncode, done.stderr) == (0, "")
    assert "deployed" in done.stdout.splitlines()
