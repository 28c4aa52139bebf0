"""Recognise a team's tools by the files at the root of its repository."""

import json
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from buildspec.team_build.build import team_environment

_PYTHON_TESTS = ("tests", "test")


def detect(root: Path) -> tuple[str, ...]:
    """The commands that build and test what is here; several toolchains may be."""
    return tuple(command for toolchain in _TOOLCHAINS for command in toolchain(root))


def requirement_files(root: Path) -> list[Path]:
    return sorted(root.glob("requirements*.txt"))


def team_venv() -> Path:
    """Where the team's Python packages are installed, when the image does not have them."""
    return Path(tempfile.gettempdir()) / "team-venv"


def is_satisfied(root: Path) -> bool:
    """Everything that the requirements name is installed already, as in a build image made for the team."""
    files = [option for path in requirement_files(root) for option in ("-r", path.name)]
    command = ["python3", "-m", "pip", "install", "--dry-run", "--quiet", "--no-index", "--no-build-isolation", *files]
    return subprocess.run(command, cwd=root, env=team_environment(), capture_output=True, check=False).returncode == 0


def _python(root: Path) -> list[str]:
    files = [f"-r {path.name}" for path in requirement_files(root)]
    has_tests = any((root / folder).is_dir() for folder in _PYTHON_TESTS) or any(root.glob("test_*.py"))
    commands = []
    if files and not is_satisfied(root):
        commands = [
            f"python3 -m venv {shlex.quote(str(team_venv()))}",
            f". {shlex.quote(str(team_venv() / 'bin' / 'activate'))}",
            f"python3 -m pip install --quiet {' '.join(files)}",
        ]
        if has_tests:
            commands.append("python3 -c 'import pytest' 2>/dev/null || python3 -m pip install --quiet pytest")
    if has_tests:
        commands.append('python3 -m pytest -q --junitxml="$EVIDENCE/junit-python.xml"')
    return commands


def _node(root: Path) -> list[str]:
    if not (root / "package.json").is_file():
        return []
    scripts = _scripts(root / "package.json")
    runner, install = _node_tools(root)
    return [
        install,
        *([f"{runner} run build"] if "build" in scripts else []),
        *([f"{runner} test"] if "no test specified" not in scripts.get("test", "no test specified") else []),
    ]


def _node_tools(root: Path) -> tuple[str, str]:
    if (root / "pnpm-lock.yaml").is_file():
        return "pnpm", "corepack enable && pnpm install --frozen-lockfile"
    if (root / "yarn.lock").is_file():
        return "yarn", "corepack enable && yarn install --immutable"
    if (root / "package-lock.json").is_file():
        return "npm", "npm ci --no-audit --no-fund"
    return "npm", "npm install --no-audit --no-fund"


def _scripts(manifest: Path) -> dict[str, str]:
    """The scripts that package.json names; none where it is not the JSON that npm would take."""
    try:
        data = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    scripts = data.get("scripts") if isinstance(data, dict) else None
    return {str(name): str(text) for name, text in scripts.items()} if isinstance(scripts, dict) else {}


def _maven(root: Path) -> list[str]:
    if not (root / "pom.xml").is_file():
        return []
    return ["./mvnw -B -q verify" if (root / "mvnw").is_file() else "mvn -B -q verify"]


def _gradle(root: Path) -> list[str]:
    if not any((root / name).is_file() for name in ("build.gradle", "build.gradle.kts")):
        return []
    return ["./gradlew build" if (root / "gradlew").is_file() else "gradle build"]


def _go(root: Path) -> list[str]:
    return ["go build ./...", "go vet ./...", "go test ./..."] if (root / "go.mod").is_file() else []


_TOOLCHAINS: tuple[Callable[[Path], list[str]], ...] = (_python, _node, _maven, _gradle, _go)
