"""A first deployment: nothing is there to compare with, so the application itself is described."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from lambdas.shared.domain.change import Change, FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.offline_review_groups import by_rule, sentences
from lambdas.shared.domain.offline_review_scale import classes
from lambdas.shared.domain.offline_review_words import count, listing, lower_first
from lambdas.shared.domain.rules.examples import is_example
from lambdas.shared.domain.rules.languages import language_of

_ENTRY_POINTS = {
    "app.py",
    "main.py",
    "handler.py",
    "wsgi.py",
    "asgi.py",
    "manage.py",
    "__main__.py",
    "index.js",
    "server.js",
    "app.js",
    "main.ts",
    "index.ts",
    "server.ts",
    "main.go",
    "main.rs",
    "program.cs",
    "application.java",
    "config.ru",
    "index.php",
    "lambda_function.py",
    "main.java",
    "app.ts",
    "handler.ts",
    "handler.js",
    "dockerfile",
    "procfile",
    "cdk.json",
}
_PARTS = {
    "resource-added": "Its cloud resources include",
    "route-added": "It serves",
    "request-parameter-added": "Its requests may carry",
    "command-option-added": "Its command line takes",
    "dependency-added": "It depends on",
    "environment-variable-read": "It reads the environment variables",
}
_FOR_PEOPLE = {FileClass.SOURCE, FileClass.INFRASTRUCTURE, FileClass.TEST, FileClass.MIGRATION}
_OUTSIDE = {FactKind.EXPOSURE, FactKind.PERMISSION, FactKind.DATA, FactKind.LIMIT}


def headline(change: Change, gravest: str) -> str:
    what = f"First deployment: {_languages(change) or 'an application'} in {count(len(change.files), 'file')}"
    return f"{what}; {lower_first(gravest)}" if gravest else what


def paragraphs(change: Change, facts: Sequence[Fact]) -> tuple[str, ...]:
    lines = sum(file.added or 0 for file in change.files)
    first = (
        f"Nothing was deployed before, so everything is new: {count(len(change.files), 'file')} with "
        f"{count(lines, 'line')}, namely {classes(change.files)}."
    )
    return tuple(filter(None, (first, " ".join(_application(change, facts)), " ".join(_surroundings(facts)))))


def _application(change: Change, facts: Sequence[Fact]) -> Iterator[str]:
    if languages := _languages(change):
        yield f"The application is written in {languages}."
    entries = [file.path for file in change.files if PurePosixPath(file.path).name.lower() in _ENTRY_POINTS]
    if entries:
        yield f"It seems to start from {listing(sorted(entries, key=lambda path: (path.count('/'), path)), most=4)}."
    infrastructure = [file.path for file in change.files if file.file_class is FileClass.INFRASTRUCTURE]
    if infrastructure:
        yield f"Its infrastructure is described in {listing(infrastructure, most=4)}."
    for rule, label in _PARTS.items():
        names = [f"`{fact.subject}`" for fact in facts if fact.rule == rule and not is_example(fact.path)]
        if names:
            yield f"{label} {listing(names, most=6)}."
    tests = sum(fact.rule == "test-added" for fact in facts)
    yield f"It comes with {count(tests, 'test')}." if tests else "No tests were recognised in it."


def _surroundings(facts: Sequence[Fact]) -> Iterator[str]:
    told = [fact for fact in facts if fact.kind in _OUTSIDE or (fact.level and fact.level.rank > 0)]
    for group in by_rule(sorted(told, key=lambda fact: -fact.level.rank if fact.level else 1)):
        yield from sentences(group, with_places=True)


def _languages(change: Change) -> str:
    lines: Counter[str] = Counter()
    for file in change.files:
        name = language_of(file.path).name
        if name and file.file_class in _FOR_PEOPLE:
            lines[name] += file.added or 0
    known = [name for name, number in lines.most_common(3) if number and name not in {"YAML", "JSON", "TOML"}]
    return listing(known)
