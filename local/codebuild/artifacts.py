"""Artifacts as CodeBuild makes them: zip files of what the globs of the buildspec match."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from local.codebuild.buildspec import ArtifactFiles, BuildspecError


def zip_artifact(source: Path, wanted: ArtifactFiles) -> bytes:
    """
    The zip file.

    Raises:
        BuildspecError: the folder is outside of the source, or nothing matches; CodeBuild fails the build then, too.
    """
    base = (source / wanted.base_directory).resolve()
    if not base.is_dir() or not base.is_relative_to(source.resolve()):
        raise BuildspecError(f"CLIENT_ERROR: no matching base directory path found for {wanted.base_directory}")
    paths = list(_matching(base, wanted))
    if not paths:
        raise BuildspecError("CLIENT_ERROR: no matching artifact paths found")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in paths:
            archive.write(path, path.name if wanted.discard_paths else path.relative_to(base).as_posix())
    return buffer.getvalue()


def unzip_artifact(content: bytes, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)


def _matching(base: Path, wanted: ArtifactFiles) -> Iterator[Path]:
    """Links that lead out of the folder are left out: in a container they would show the container's own files."""
    for path in sorted(base.rglob("*")):
        name = path.relative_to(base).as_posix()
        excluded = any(_pattern(glob).fullmatch(name) for glob in wanted.exclude_paths)
        wanted_here = any(_pattern(glob.removeprefix("./")).fullmatch(name) for glob in wanted.files)
        if wanted_here and not excluded and path.is_file() and path.resolve().is_relative_to(base):
            yield path


@cache
def _pattern(glob: str) -> re.Pattern[str]:
    """`**/*` matches at any depth, the root included; `*` stays within one folder."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", glob)
    meaning = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts))
