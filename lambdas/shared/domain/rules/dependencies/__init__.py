"""Third-party code that comes in, goes, or moves to another version."""

from collections.abc import Iterator
from dataclasses import replace

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.dependencies import install_scripts, replacements, sources
from lambdas.shared.domain.rules.dependencies.manifests import Reader, dependencies, reader_for
from lambdas.shared.domain.rules.dependencies.purpose import minor_lines
from lambdas.shared.domain.rules.dependencies.versions import Move, compare, is_elsewhere, is_floating
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_KIND = FactKind.DEPENDENCY
_ADDED = FactType("dependency-added", _KIND, Level.LOW)
_REMOVED = FactType("dependency-removed", _KIND)
_NOT_PINNED = FactType("dependency-not-pinned", _KIND, Level.MEDIUM)
_ELSEWHERE = FactType("dependency-from-elsewhere", _KIND, Level.MEDIUM)
_LOCK = FactType("lock-file-changed", _KIND)
_VENDORED = FactType("third-party-code-changed", _KIND, Level.LOW)
_MOVES = {
    Move.MAJOR: (
        FactType("dependency-upgraded-major", _KIND, Level.MEDIUM),
        "moves up from {} to {}, a new major version",
    ),
    Move.UNSTABLE: (
        FactType("dependency-upgraded", _KIND, Level.LOW),
        "moves up from {} to {} (before version 1.0, any step may break what relied on it)",
    ),
    Move.MINOR: (FactType("dependency-upgraded", _KIND, Level.LOW), "moves up from {} to {}"),
    Move.PATCH: (FactType("dependency-upgraded", _KIND), "moves up from {} to {}"),
    Move.DOWN: (FactType("dependency-downgraded", _KIND, Level.MEDIUM), "moves down from {} to {}"),
    Move.UNKNOWN: (FactType("dependency-changed", _KIND, Level.LOW), "goes from {} to {}"),
    Move.SAME: (FactType("dependency-range-changed", _KIND), "is asked for differently: {}, then {}"),
}

_Named = dict[str, tuple[str, CodeLine]]


def manifest(file: ChangedFile) -> Iterator[Fact]:
    if file.file_class not in (FileClass.DEPENDENCY_MANIFEST, FileClass.INFRASTRUCTURE, FileClass.TEST):
        return
    reader = reader_for(file.path)
    if reader is None:
        return
    before, after = _named(file, file.removed, reader), _named(file, file.added, reader)
    is_minor = minor_lines(file)
    for name, (version, line) in after.items():
        facts = (
            _added(file, line, name, version)
            if name not in before
            else _moved(file, line, name, before[name][0], version)
        )
        yield from (_eased(fact) for fact in facts) if is_minor(line) else facts
    for name, (version, line) in before.items():
        if name not in after:
            yield _REMOVED.at(
                file,
                line,
                f"The dependency {code(name)} is removed.",
                subject=name,
                before=version,
                short=f"dependency `{name}` removed",
            )


def _eased(fact: Fact) -> Fact:
    return replace(fact, level=Level.LOW if fact.level is Level.MEDIUM else None)


def _named(file: ChangedFile, lines: tuple[CodeLine, ...], reader: Reader) -> _Named:
    return {name: (version, line) for (name, version), line in dependencies(file, lines, reader)}


def _added(file: ChangedFile, line: CodeLine, name: str, version: str) -> Iterator[Fact]:
    yield _ADDED.at(
        file,
        line,
        f"A new dependency comes in: {code(name)}{' ' + _say(version) if version else ''}.",
        subject=name,
        after=version,
        short=f"new dependency `{name}`",
    )
    if is_elsewhere(version):
        yield _ELSEWHERE.at(
            file,
            line,
            f"The dependency {code(name)} is fetched from an address or folder of its own, not from a registry.",
            subject=name,
            after=version,
            short=f"`{name}` from outside the registry",
        )
    elif is_floating(version) and file.path.endswith((".txt", ".json")):
        yield _NOT_PINNED.at(
            file,
            line,
            f"The dependency {code(name)} is not pinned to a version: each build may get another one.",
            subject=name,
            short=f"`{name}` not pinned",
        )


def _moved(file: ChangedFile, line: CodeLine, name: str, before: str, after: str) -> Iterator[Fact]:
    if before == after:
        return
    type_, text = _MOVES[compare(before, after)]
    yield type_.at(
        file,
        line,
        f"The dependency {code(name)} {text.format(_say(before), _say(after))}.",
        subject=name,
        before=before,
        after=after,
        short=f"dependency `{name}` from {_say(before)} to {_say(after)}",
    )


def _say(version: str) -> str:
    plain = code(version, 40).strip("`")
    return plain or "any version"


def lock(file: ChangedFile) -> Iterator[Fact]:
    if file.file_class is FileClass.LOCK_FILE:
        yield _LOCK.of(
            file,
            f"The exact versions of dependencies in {code(file.path)} change "
            f"({file.file.added or 0:,} lines added, {file.file.deleted or 0:,} removed).",
            subject=file.path,
            short="locked versions change",
        )


def vendored(file: ChangedFile) -> Iterator[Fact]:
    if file.file_class is FileClass.VENDORED:
        yield _VENDORED.of(
            file,
            f"Third-party code that is kept in the repository changes: {code(file.path)}.",
            subject=file.path,
            short="third-party code in the repository changes",
        )


ALL: tuple[Rule, ...] = (manifest, lock, vendored, *sources.ALL, *replacements.ALL, *install_scripts.ALL)
