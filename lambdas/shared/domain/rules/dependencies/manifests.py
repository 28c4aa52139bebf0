"""How each kind of manifest names a dependency, on one line or two."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine

Dependency = tuple[str, str]  # name, version as written (may be empty)
Reader = Callable[[ChangedFile, CodeLine], Dependency | None]

_REQUIREMENT = re.compile(
    r"^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*((?:[<>=!~]=?=?\s*[^;#\\\s]+[,\s]*)*|@\s*\S+)\s*(?:[;#\\].*)?$"
)
_ARRAY_ITEM = re.compile(
    r"[\"']([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*((?:[<>=!~]=?=?\s*[\w.*+!]+\s*,?\s*)*)(?:;[^\"']*)?[\"']\s*[,\]]"
)
_TOML_ENTRY = re.compile(
    r"^\s*\"?([A-Za-z0-9][\w.-]*)\"?\s*=\s*(?:\{.*?\bversion\s*=\s*)?\"([\^~<>=*]?[^\"]*\d[^\"]*|\*)\""
)
_TOML_ELSEWHERE = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)\s*=\s*\{.*?\b(?:git|path|url)\s*=\s*\"([^\"]+)\"")
_JSON_ENTRY = re.compile(
    r"^\s*\"((?:@[\w.-]+/)?[\w.-]+)\"\s*:\s*\"((?:[\^~<>=v]*\s*\d[\w.*+\s|<>=~^-]*|\*|latest|next|workspace:.*"
    r"|(?:git|http|file|github|link|npm)[^\"]*)|)\"\s*,?\s*$"
)
_GO = re.compile(r"^\s*(?:require\s+)?([\w.-]+\.[\w.-]+/\S+|gopkg\.in/\S+)\s+(v\S+)")
_GEM = re.compile(
    r"^\s*(?:gem|\w+\.add(?:_runtime|_development)?_dependency)[\s(]+[\"']([\w.-]+)[\"'](?:\s*,\s*[\"']([^\"']*)[\"'])?"
)
_GRADLE = re.compile(r"[\"']([\w.-]+:[\w.-]+):([\w.+\-\[\],()]+)(?::\w+)?[\"']")
_NUGET = re.compile(r"<Package(?:Reference|Version)\s+Include=\"([\w.-]+)\"[^>]*\bVersion=\"([^\"]+)\"", re.IGNORECASE)
_POM_VERSION = re.compile(r"<version>\s*([^<]+?)\s*</version>")
_POM_ARTIFACT = re.compile(r"<artifactId>\s*([^<]+?)\s*</artifactId>")
_POM_PROPERTY = re.compile(r"<([\w.-]+)[.-]version>\s*([^<]+?)\s*</")
_PROVIDER = re.compile(r"^\s*version\s*=\s*\"([^\"]+)\"")
_PROVIDER_NAME = re.compile(r"^\s*(?:provider\s+)?\"?([\w.-/]+?)\"?\s*=?\s*\{\s*$")

_NO_PACKAGE = {
    "version",
    "node",
    "npm",
    "name",
    "main",
    "license",
    "type",
    "python",
    "requires-python",
    "target-version",
    "edition",
    "rust-version",
    "line-length",
    "minversion",
    "min_version",
    "description",
    "python_version",
    "packagemanager",
    "yarn",
    "fail_under",
    "pnpm",
    "python_requires",
    "types",
    "module",
    "default",
    "homepage",
    "url",
    "email",
    "resolver",
}


def _by(*patterns: re.Pattern[str]) -> Reader:
    def read(_file: ChangedFile, line: CodeLine) -> Dependency | None:
        match = next((match for pattern in patterns if (match := pattern.search(line.text))), None)
        if match is None or match[1].lower() in _NO_PACKAGE:
            return None
        return match[1], (match[2] or "").strip().removeprefix("==").strip().rstrip(",")

    return read


def _pom(file: ChangedFile, line: CodeLine) -> Dependency | None:
    """The artifact stands on the line above its version, or the name of a property says it."""
    if match := _POM_PROPERTY.search(line.text):
        return match[1], match[2]
    version = _POM_VERSION.search(line.text)
    if version is None:
        return None
    near = (_POM_ARTIFACT.search(above.text) for above, _ in zip(file.above(line), range(3), strict=False))
    artifact = next((match[1] for match in near if match), None)
    return (artifact, version[1]) if artifact else None


def _terraform(file: ChangedFile, line: CodeLine) -> Dependency | None:
    version = _PROVIDER.match(line.text) if "version" in line.text else None
    if version is None:
        return None
    for above, _ in zip(file.above(line), range(6), strict=False):
        if match := _PROVIDER_NAME.match(above.text):
            return match[1], version[1]
    return None


def _requirement(_file: ChangedFile, line: CodeLine) -> Dependency | None:
    match = _REQUIREMENT.match(line.text)
    if match is None or line.text.lstrip().startswith(("-", "#")):
        return None
    return match[1], match[2].strip().removeprefix("==").strip()


def _pyproject(file: ChangedFile, line: CodeLine) -> Dependency | None:
    """Lists of requirements, or Poetry's tables: not every list of words is one, so a version must be there."""
    item = _ARRAY_ITEM.search(line.text)
    if item and (item[2] or _in_dependencies(file, line)):
        return item[1], item[2].strip().rstrip(",").removeprefix("==")
    return _by(_TOML_ENTRY, _TOML_ELSEWHERE)(file, line) if _in_dependencies(file, line) else None


_SECTION = re.compile(r"^\s*\[+[^\]]*?(\w[\w.-]*)\]+|^\s*([\w-]+)\s*=\s*\[")


def _in_dependencies(file: ChangedFile, line: CodeLine) -> bool:
    for above in (line, *file.above(line)):
        if match := _SECTION.match(above.text):
            return "dep" in (match[1] or match[2]).lower() or (match[1] or match[2]) in {
                "requires",
                "dev",
                "test",
                "docs",
            }
    return False


_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(name), reader)
    for name, reader in (
        (
            r"(?:^|[-_.])(?:requirements|constraints)[^/]*\.(?:txt|in)$|^(?:dev|docs?|tests?|base|prod|build|typing|ci|min)\.(?:txt|in)$",
            _requirement,
        ),
        (r"^pyproject\.toml$", _pyproject),
        (r"^Pipfile$", _by(_TOML_ENTRY)),
        (r"^(?:package|bower|composer)\.json$", _by(_JSON_ENTRY)),
        (r"^go\.mod$", _by(_GO)),
        (r"^Cargo\.toml$|^libs\.versions\.toml$", _by(_TOML_ENTRY, _TOML_ELSEWHERE)),
        (r"^Gemfile$|\.gemspec$", _by(_GEM)),
        (r"\.gradle(?:\.kts)?$|^build\.sbt$", _by(_GRADLE)),
        (r"^pom\.xml$", _pom),
        (r"\.(?:cs|fs|vb)proj$|^Directory\.Packages\.props$", _by(_NUGET)),
        (r"\.tf$", _terraform),
        (r"^setup\.(?:py|cfg)$", lambda _file, line: _setup(line)),
    )
)


def _setup(line: CodeLine) -> Dependency | None:
    match = _ARRAY_ITEM.search(line.text) or _REQUIREMENT.match(line.text)
    if match is None or match[1].lower() in _NO_PACKAGE or not re.search(r"[<>=~]=?\s*\d", match[2]):
        return None
    return match[1], match[2].strip().rstrip(",").removeprefix("==")


def reader_for(path: str) -> Reader | None:
    name = PurePosixPath(path).name
    return next((reader for pattern, reader in _READERS if pattern.search(name)), None)


def dependencies(
    file: ChangedFile, lines: tuple[CodeLine, ...], reader: Reader
) -> Iterator[tuple[Dependency, CodeLine]]:
    for line in lines:
        found = reader(file, line)
        if found is not None:
            yield found, line
