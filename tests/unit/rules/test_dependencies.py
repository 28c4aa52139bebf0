"""Third-party code, by name and version, in each kind of manifest."""

import pytest

from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.dependencies.versions import Move, compare, is_floating
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of

MANIFESTS = [
    ("requirements.txt", "flask=={}"),
    ("requirements.txt", "flask[async]=={} ; python_version > '3'"),
    ("pyproject.toml", '    "flask>={}",'),
    ("package.json", '    "flask": "^{}",'),
    ("Gemfile", 'gem "flask", "~> {}"'),
    ("build.gradle", '    implementation "org.example:flask:{}"'),
    ("Directory.Packages.props", '  <PackageVersion Include="flask" Version="{}" />'),
]


@pytest.mark.parametrize(("path", "line"), MANIFESTS)
@pytest.mark.parametrize(
    ("old", "new", "rule", "level"),
    [
        ("2.3.1", "3.0.0", "dependency-upgraded-major", Level.MEDIUM),
        ("2.3.1", "2.4.0", "dependency-upgraded", Level.LOW),
        ("2.3.1", "2.3.2", "dependency-upgraded", None),
        ("2.3.1", "2.2.9", "dependency-downgraded", Level.MEDIUM),
    ],
)
def test_a_version_that_moves_is_said_with_how_far(path, line, old, new, rule, level):
    """Patch, minor, major, and back."""
    fact = only(facts_of(diff_of(path, f"-{line.format(old)}\n+{line.format(new)}")), rule)

    assert fact.subject.endswith("flask")
    assert (fact.level, old in fact.text, new in fact.text) == (level, True, True)


@pytest.mark.parametrize(
    ("path", "hunk", "name"),
    [
        ("go.mod", " require (\n-\tgithub.com/a/b v1.2.0\n+\tgithub.com/a/b v2.0.0", "github.com/a/b"),
        ("Cargo.toml", ' [dependencies]\n-serde = "1.0"\n+serde = { version = "2.0", features = ["x"] }', "serde"),
        ("pom.xml", " <artifactId>core</artifactId>\n-<version>1.2.0</version>\n+<version>2.0.0</version>", "core"),
        ("versions.tf", ' aws = {\n   source = "hashicorp/aws"\n-  version = "4.0"\n+  version = "5.0"', "aws"),
    ],
)
def test_manifests_that_name_a_dependency_over_several_lines(path, hunk, name):
    """The name stands above, or the version inside braces."""
    assert only(facts_of(diff_of(path, hunk)), "dependency-upgraded-major").subject == name


def test_dependencies_that_come_and_go_are_said():
    """By name."""
    facts = facts_of(diff_of("requirements.txt", "-requests==2.0\n+httpx==0.27.0"))

    assert only(facts, "dependency-added").text == "A new dependency comes in: `httpx` 0.27.0."
    assert only(facts, "dependency-removed").subject == "requests"


@pytest.mark.parametrize(
    ("rule", "path", "line"),
    [
        ("dependency-not-pinned", "requirements.txt", "+flask"),
        ("dependency-not-pinned", "package.json", '+    "left": "latest",'),
        ("dependency-from-elsewhere", "package.json", '+    "left": "git+https://example.com/left.git",'),
        ("dependency-from-elsewhere", "requirements.txt", "+left @ git+https://example.com/left"),
    ],
)
def test_a_dependency_that_nobody_can_vouch_for_is_said(rule, path, line):
    """Unpinned, or not from a registry."""
    assert rule in rules_of(path, line)


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("requirements.txt", "-flask==2.0\n+flask==2.0  # why"),
        ("requirements.txt", "+# flask==2.0"),
        ("requirements.txt", "+-r base.txt"),
        ("package.json", '-  "version": "1.0.0",\n+  "version": "2.0.0",'),
        ("package.json", '+    "test": "jest --coverage",'),
        ("pyproject.toml", '-line-length = "100"\n+line-length = "120"'),
        ("pyproject.toml", ' [tool.ruff]\n+select = ["ALL"]'),
        ("notes.md", "-flask==2.0\n+flask==3.0"),
    ],
)
def test_what_is_no_dependency_is_not_taken_for_one(path, hunk):
    """Comments, scripts, the project's own version, settings of tools, prose."""
    assert [rule for rule in rules_of(path, hunk) if rule.startswith("dependency")] == []


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("requirements-dev.txt", "-pytest==7.0\n+pytest==8.0"),
        ("package.json", '   "devDependencies": {\n-    "jest": "28.0.0"\n+    "jest": "29.0.0"'),
        ("go.mod", "-\tgithub.com/a/b v1.0.0 // indirect\n+\tgithub.com/a/b v2.0.0 // indirect"),
        ("requirements.txt", " # via flask\n-jinja2==2.0\n+jinja2==3.0"),
    ],
)
def test_what_serves_developers_or_was_brought_along_weighs_less(path, hunk):
    """A new major version of a test tool is no risk to production."""
    assert only(facts_of(diff_of(path, hunk)), "dependency-upgraded-major").level is Level.LOW


@pytest.mark.parametrize(
    ("before", "after", "move"),
    [
        ("1.2", "1.2.0", Move.SAME),
        (">=1.2,<2", ">=1.3,<2", Move.MINOR),
        ("0.4.1", "0.5.0", Move.UNSTABLE),
        ("2023.3", "2024.1", Move.MINOR),
        ("", "1.0", Move.UNKNOWN),
        ("v1.9.0", "v1.10.0", Move.MINOR),
        ("!=1.5,>=1.4", ">=1.6", Move.MINOR),
    ],
)
def test_versions_are_compared_as_far_as_their_numbers_go(before, after, move):
    """Ten is more than nine, a year is no major version, and no number is no answer."""
    assert compare(before, after) is move


@pytest.mark.parametrize(
    ("version", "floats"), [("*", True), ("latest", True), ("", True), ("^1.0", False), ("1.*", False)]
)
def test_a_version_floats_when_anything_will_do(version, floats):
    """A range is not pinned either, but it is bounded."""
    assert is_floating(version) is floats
