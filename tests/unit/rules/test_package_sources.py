"""Where third-party code comes from, and what runs when it is installed."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of

SOURCES = [
    ("requirements.txt", "+--extra-index-url https://packages.example.net/simple"),
    ("requirements.txt", "+-i https://packages.example.net/simple"),
    ("Dockerfile", "+RUN pip install --index-url https://packages.example.net/simple -r requirements.txt"),
    (".npmrc", "+registry=https://packages.example.net/"),
    (".npmrc", "+@shop:registry=https://packages.example.net/"),
    ("Gemfile", '-source "https://rubygems.org"\n+source "https://packages.example.net"'),
    ("pyproject.toml", ' [[tool.uv.index]]\n name = "a"\n+url = "https://packages.example.net/simple"'),
    ("pom.xml", " <repository>\n   <id>a</id>\n+  <url>https://packages.example.net/maven</url>"),
    ("build.gradle", '+  maven { url "https://packages.example.net/maven" }'),
    ("nuget.config", '+    <add key="a" value="https://packages.example.net/v3" />'),
]


@pytest.mark.parametrize(("path", "hunk"), SOURCES)
def test_another_source_of_packages_is_said(path, hunk):
    """In each ecosystem's way of naming one."""
    fact = only(facts_of(diff_of(path, hunk)), "package-source-added")

    assert fact.level is Level.MEDIUM
    assert "packages.example.net" in fact.subject


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("requirements.txt", "+--index-url https://pypi.org/simple"),
        ("requirements.txt", "+# --extra-index-url https://packages.example.net/simple"),
        ("pyproject.toml", ' [project.urls]\n+url = "https://shop.example.net"'),
        ("setup.py", '+    url="https://shop.example.net",'),
        ("pom.xml", " <scm>\n+  <url>https://shop.example.net</url>"),
        ("README.md", "+pip install --extra-index-url https://packages.example.net/simple shop"),
    ],
)
def test_home_pages_and_the_public_registries_are_no_other_source(path, hunk):
    """Nor are comments and documentation."""
    assert "package-source-added" not in rules_of(path, hunk)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("replace example.com/a/jwt => github.com/unknown/jwt v1.2.3", "another module, `github.com/unknown/jwt`"),
        ("replace example.com/a/jwt v1.0.0 => ../jwt", "the folder `../jwt`"),
        ("\texample.com/a/jwt => ./jwt", "the folder `./jwt`"),
    ],
)
def test_a_go_module_that_is_replaced_is_said(line, place):
    """By a fork or by a folder."""
    fact = only(facts_of(diff_of("go.mod", f" go 1.23\n+{line}")), "dependency-replaced")

    assert place in fact.text
    assert fact.level is Level.MEDIUM


def test_a_replacement_that_goes_is_said_without_risk():
    """The module is its own again."""
    facts = facts_of(diff_of("go.mod", " go 1.23\n-replace example.com/a/jwt => ../jwt"))

    assert only(facts, "dependency-replacement-removed").level is None


@pytest.mark.parametrize(
    ("hunk", "names"),
    [
        ('   "scripts": {\n+    "postinstall": "node a.js",', ["install-script-added"]),
        ('   "scripts": {\n-    "preinstall": "node a.js",', ["install-script-removed"]),
        ('   "scripts": {\n+    "test": "node a.js",', []),
        ('   "dependencies": {\n+    "install": "^1.2.3",', []),
        ('-    "postinstall": "node a.js"\n+    "postinstall": "node a.js",', []),
    ],
)
def test_a_script_that_runs_at_installation_is_said(hunk, names):
    """It runs on every machine that installs the package."""
    assert [name for name in rules_of("package.json", hunk) if name.startswith("install-script")] == names
