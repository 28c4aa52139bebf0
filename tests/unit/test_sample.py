"""The sample application: two releases, each of which passes its own tests."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.rules.sample_releases import lay_over, releases

RELEASES = releases()


def test_the_releases_are_in_order_and_speak_for_themselves():
    """The demo pushes them one after the other with these messages."""
    versions = [release.version for release in RELEASES]

    subjects = [release.subject for release in RELEASES]

    assert versions == ["1.0", "1.1"]
    assert all(len(subject) <= 60 for subject in subjects)


def test_release_1_1_holds_only_files_that_differ():
    """A file that is the same in both would be a second copy to keep."""
    first, second = (files(release.folder) for release in RELEASES)

    same = [path for path, content in second.items() if first.get(path) == content]

    assert same == []


@pytest.mark.parametrize("count", [1, 2], ids=["1.0", "1.1"])
def test_each_release_passes_its_own_tests(tmp_path, count):
    """As in the pipeline's build: pytest in the checkout, without AWS."""
    for release in RELEASES[:count]:
        lay_over(release, tmp_path)

    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
