"""The sample's releases as folders, and as the commits of a git repository."""

import os
import shutil
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).parents[3] / "sample"


@dataclass(frozen=True)
class Release:
    version: str
    folder: Path
    subject: str
    body: str


def releases() -> list[Release]:
    data = tomllib.loads((SAMPLE / "releases.toml").read_text())
    return [
        Release(entry["version"], SAMPLE / entry["folder"], entry["subject"], entry["body"])
        for entry in data["releases"]
    ]


def lay_over(release: Release, target: Path) -> None:
    shutil.copytree(release.folder, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))


def repository(target: Path) -> list[str]:
    """Make a repository in `target` with one commit per release; their ids in order."""
    git(target, "init", "--quiet", "--initial-branch=main")
    return [commit(target, release) for release in releases()]


def commit(target: Path, release: Release) -> str:
    lay_over(release, target)
    git(target, "add", "--all")
    git(target, "commit", "--quiet", "-m", release.subject, "-m", release.body)
    return git(target, "rev-parse", "HEAD").strip()


def git(folder: Path, *arguments: str) -> str:
    """Run git without the configuration of the machine."""
    identity = {f"GIT_{who}_{what}": "Sam" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **identity}
    return subprocess.run(
        ["git", "-C", str(folder), *arguments], env=environment, check=True, capture_output=True, text=True
    ).stdout
