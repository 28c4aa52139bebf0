"""Where third-party code comes from: registries and indexes beside the public ones."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_READ = {FileClass.DEPENDENCY_MANIFEST, FileClass.CONFIGURATION, FileClass.INFRASTRUCTURE, FileClass.CI}
_HINTS = ("http", "index", "INDEX", "find-links", "registry")
_OPTION = re.compile(
    r"(?:^|\s)(?:--(?:extra-)?index-url|--find-links|-i|-f)[\s=]+(\S+)|^\s*(?:extra-)?index-url\s*=\s*(\S+)"
    r"|--(?:registry|source)[\s=]+(https?://\S+)|^\s*(?:@[\w.-]+:)?registry\s*=\s*(\S+)|^\s*npmRegistryServer:\s*(\S+)"
    r"|^\s*source\s+[\"']([^\"']+)|^\s*(?:PIP|UV)_(?:EXTRA_)?INDEX_URL\s*[:=]\s*(\S+)"
)
_MANIFEST = re.compile(
    r"^\s*url\s*=\s*[\"'](https?://[^\"']+)|\bmaven\s*\{?\s*(?:url|setUrl)?[\s=(]*(?:uri\()?[\"'](https?://[^\"']+)"
    r"|^\s*url\s*=?\s*(?:uri\()?[\"'](https?://[^\"']+)|<add\s+key=\"[^\"]*\"\s+value=\"(https?://[^\"]+)"
)
_POM = re.compile(r"<url>\s*(https?://[^<]+?)\s*</url>")
_REPOSITORY = re.compile(r"<(?:pluginR|r)epository>|<snapshots>|<releases>")
_TABLE = re.compile(r"^\s*\[+(?:tool\.)?(?:uv\.index|poetry\.source|pdm\.source|source|registries)\b")
_LISTS = (
    ((".xml",), _REPOSITORY),
    ((".toml", "pipfile"), _TABLE),
    ((".gradle", ".gradle.kts"), re.compile(r"\b(?:maven|ivy|repositories)\b")),
    (("nuget.config",), re.compile(r"<add\b")),
)
_PUBLIC = re.compile(
    r"^(?:https?://)?(?:pypi\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|rubygems\.org|repo1?\.maven\.apache\.org"
    r"|repo\.maven\.apache\.org|api\.nuget\.org|proxy\.golang\.org|index\.crates\.io|plugins\.gradle\.org"
    r"|maven\.google\.com|dl\.google\.com)(?=[/:]|$)"
)
_COMMAND = re.compile(
    r"\b(?:pip3?|uv|npm|yarn|pnpm|gem|poetry)\b.*\s(?:install|add|sync|ci|compile|config)\b|INDEX_URL"
)
_ADDED = FactType("package-source-added", FactKind.DEPENDENCY, Level.MEDIUM)
_REMOVED = FactType("package-source-removed", FactKind.DEPENDENCY)


def sources(file: ChangedFile) -> Iterator[Fact]:
    """A registry or index beside the public one that packages may come from."""
    if file.file_class not in _READ:
        return
    lines = [(line, where) for line in file.changed_containing(_HINTS) if (where := _source(file, line))]
    before, after = ({where for line, where in lines if line.is_removed is side} for side in (True, False))
    for line, where in lines:
        if not line.is_removed and where not in before and not _PUBLIC.match(where):
            yield _ADDED.at(
                file,
                line,
                f"Packages may now also come from another source (index), {code(where)}: whoever runs it decides what "
                "is installed.",
                subject=where,
                after=where,
                short="another source of packages",
            )
        elif line.is_removed and where not in after:
            yield _REMOVED.at(
                file,
                line,
                f"Packages no longer come from {code(where)}.",
                subject=where,
                before=where,
                short="a source of packages removed",
            )


def _source(file: ChangedFile, line: CodeLine) -> str | None:
    text = line.text
    if text.lstrip().startswith(("#", "//", "<!--")):
        return None
    is_manifest = file.file_class is FileClass.DEPENDENCY_MANIFEST
    if not is_manifest and not (_COMMAND.search(text) or file.path.endswith(("pip.conf", "pip.ini"))):
        return None
    match = _OPTION.search(text)
    if match is None and is_manifest:
        match = _in_manifest(file, line)
    return next((group for group in match.groups() if group), "").strip("\"'") or None if match else None


def _in_manifest(file: ChangedFile, line: CodeLine) -> re.Match[str] | None:
    """An address counts where a list of registries is being made; a project's home page is one too."""
    lists = next((lists for endings, lists in _LISTS if file.path.lower().endswith(endings)), None)
    match = (_POM if lists is _REPOSITORY else _MANIFEST).search(line.text) if lists else None
    near = (line.text, *(above.text for above, _ in zip(file.above(line), range(4), strict=False)))
    return match if match and lists and any(map(lists.search, near)) else None


ALL: tuple[Rule, ...] = (sources,)
