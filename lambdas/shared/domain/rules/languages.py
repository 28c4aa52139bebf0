"""What the rules know of a language: its name for people, how it comments, how it quotes."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath


class Syntax(StrEnum):
    """Families that comment and quote alike."""

    PYTHON = "python"
    C_LIKE = "c_like"
    HASH = "hash"  # shell, YAML, TOML, Ruby, Dockerfile, Terraform: "#" comments, quotes end with the line
    SQL = "sql"
    MARKUP = "markup"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Language:
    name: str
    syntax: Syntax


_PLAIN = Language("", Syntax.PLAIN)

_BY_ENDING = {
    ending: Language(name, syntax)
    for name, syntax, endings in (
        ("Python", Syntax.PYTHON, "py pyi pyw"),
        ("JavaScript", Syntax.C_LIKE, "js jsx mjs cjs"),
        ("TypeScript", Syntax.C_LIKE, "ts tsx mts cts"),
        ("Vue", Syntax.C_LIKE, "vue svelte"),
        ("Java", Syntax.C_LIKE, "java"),
        ("Kotlin", Syntax.C_LIKE, "kt kts"),
        ("Scala", Syntax.C_LIKE, "scala sc"),
        ("Groovy", Syntax.C_LIKE, "groovy gradle"),
        ("Go", Syntax.C_LIKE, "go"),
        ("C#", Syntax.C_LIKE, "cs"),
        ("Rust", Syntax.C_LIKE, "rs"),
        ("PHP", Syntax.C_LIKE, "php"),
        ("Swift", Syntax.C_LIKE, "swift"),
        ("Dart", Syntax.C_LIKE, "dart"),
        ("C", Syntax.C_LIKE, "c h"),
        ("C++", Syntax.C_LIKE, "cc cpp cxx hpp hh"),
        ("Protocol Buffers", Syntax.C_LIKE, "proto"),
        ("Ruby", Syntax.HASH, "rb rake gemspec"),
        ("Elixir", Syntax.HASH, "ex exs"),
        ("Shell", Syntax.HASH, "sh bash zsh"),
        ("PowerShell", Syntax.HASH, "ps1 psm1"),
        ("Perl", Syntax.HASH, "pl pm"),
        ("Terraform", Syntax.HASH, "tf tfvars hcl"),
        ("YAML", Syntax.HASH, "yml yaml"),
        ("TOML", Syntax.HASH, "toml"),
        ("", Syntax.HASH, "ini cfg conf properties env"),
        ("JSON", Syntax.PLAIN, "json"),
        ("SQL", Syntax.SQL, "sql ddl"),
        ("HTML", Syntax.MARKUP, "html htm"),
        ("XML", Syntax.MARKUP, "xml csproj props targets"),
        ("CSS", Syntax.C_LIKE, "css scss less"),
    )
    for ending in endings.split()
}

_BY_NAME = {
    "dockerfile": Language("Docker", Syntax.HASH),
    "containerfile": Language("Docker", Syntax.HASH),
    "makefile": Language("Make", Syntax.HASH),
    "gemfile": Language("Ruby", Syntax.HASH),
    "rakefile": Language("Ruby", Syntax.HASH),
    "jenkinsfile": Language("Groovy", Syntax.C_LIKE),
    "go.mod": Language("Go", Syntax.C_LIKE),
}


def language_of(path: str) -> Language:
    """By the file's name; an unknown one has no name and no comments."""
    name = PurePosixPath(path).name.lower()
    if name in _BY_NAME:
        return _BY_NAME[name]
    first, _, rest = name.partition(".")
    if first in {"dockerfile", "containerfile", ""}:  # "Dockerfile.dev", ".env"
        return _BY_NAME["dockerfile"] if first else Language("", Syntax.HASH)
    return _BY_ENDING.get(rest.rpartition(".")[2], _PLAIN)
