"""Artifacts: what the globs of a buildspec match, as a zip file."""

import io
import zipfile
from pathlib import Path

import pytest

from local.codebuild.artifacts import zip_artifact
from local.codebuild.buildspec import ArtifactFiles, BuildspecError


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name in ("top.txt", "app/one.py", "app/deep/two.py", "app/deep/two.pyc", "reports/r.xml"):
        path = tmp_path / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "src"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (ArtifactFiles(("**/*",)), {"top.txt", "app/one.py", "app/deep/two.py", "app/deep/two.pyc", "reports/r.xml"}),
        (ArtifactFiles(("*",)), {"top.txt"}),
        (ArtifactFiles(("app/*",)), {"app/one.py"}),
        (ArtifactFiles(("**/*.py",), exclude_paths=("**/two.*",)), {"app/one.py"}),
        (ArtifactFiles(("**/*",), base_directory="app", exclude_paths=("**/*.pyc",)), {"one.py", "deep/two.py"}),
        (ArtifactFiles(("**/*.xml",), discard_paths=True), {"r.xml"}),
    ],
)
def test_the_globs_decide_what_is_in_it(source: Path, wanted: ArtifactFiles, names: set[str]) -> None:
    content = zip_artifact(source, wanted)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert set(archive.namelist()) == names


def test_a_link_out_of_the_source_is_left_out(source: Path, tmp_path: Path) -> None:
    (tmp_path / "private").write_text("secret", encoding="utf-8")
    (source / "top-link.txt").symlink_to(tmp_path / "private")

    content = zip_artifact(source, ArtifactFiles(("*",)))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["top.txt"]


@pytest.mark.parametrize(
    "wanted", [ArtifactFiles(("*.jar",)), ArtifactFiles(("*",), base_directory="..")], ids=["nothing", "outside"]
)
def test_a_build_that_makes_nothing_of_what_it_promises_fails(source: Path, wanted: ArtifactFiles) -> None:
    with pytest.raises(BuildspecError, match="CLIENT_ERROR: no matching"):
        zip_artifact(source, wanted)
