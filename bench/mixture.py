"""A large release to measure with: source of several languages, configuration, locks; the same each time."""

import gzip
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lambdas.shared.domain import codec
from lambdas.shared.domain.change import BaselineReason, CapturedChange, Change, Commit, FileChange, FileKind
from lambdas.shared.domain.classes import classify

_WORDS = tuple(
    re.findall(
        r"\w+",
        "order total user price cache retry limit config client handler event items payment invoice session address"
        " product stock report export status region queue message token account balance owner policy result count",
    )
)
_CODE = {  # what a line of the language looks like; the first begins a function
    "py": (
        "def {a}_{b}({a}, {b}=None):",
        '    """The {a} of each {b}, without what the {c} has left out."""',
        "    {a} = self.{b}.get_{c}({a}_id={n})",
        "    if not {a} or {b}.{c} > {n}:",
        "        raise {A}Error(f'no {b} for {{{a}}}')",
        "    for {a} in sorted({b}.{c}(), key=lambda one: one.{a}):",
        "        {b}['{c}'] = {a}.{b} * {n}  # in cents",
        "    return {{'{a}': {a}, '{b}': len({b})}}",
        "",
    ),
    "ts": (
        "export async function {a}{B}({a}: {A}, {b}?: {B}): Promise<{C}> {{",
        "  const {a} = await this.{b}Client.find{C}({{ {a}Id, limit: {n} }});",
        "  if (!{a} || {b}.{c}.length > {n}) {{",
        "    throw new {A}Error(`no {b} for ${{{a}.id}}`);",
        "  }}",
        "  // the {b} is read again, because the {c} may have changed it",
        "  const {c}s = {b}s.filter((one) => one.{a} === {n}).map(({{ {a} }}) => {a});",
        "  return {{ {a}, {b}: {c}s.length, updatedAt: new Date().toISOString() }};",
        "}}",
        "",
    ),
    "java": (
        "    public {A} {a}{B}(final {C} {c}, int {b}) throws {A}Exception {{",
        "        List<{A}> {a}s = {b}Repository.findBy{C}({c}.getId(), {n});",
        "        if ({a}s.isEmpty() || {b} > {n}) {{",
        '            throw new {A}Exception("no {b} for " + {c}.getName());',
        "        }}",
        "        /* the {b} is counted twice where a {c} has none */",
        "        return {a}s.stream().map({A}::get{B}).collect(Collectors.toList());",
        "    }}",
        "",
    ),
    "go": (
        "func (s *{A}Service) {A}{B}(ctx context.Context, {a} *{A}) (*{C}, error) {{",
        "\t{b}, err := s.{c}.Find{B}(ctx, {a}.ID, {n})",
        "\tif err != nil {{",
        '\t\treturn nil, fmt.Errorf("{a} of {b}: %w", err)',
        "\t}}",
        "\tfor i, {c} := range {b}.{C}s {{",
        "\t\t{a}.{C}[i] = {c}.{B} * {n}",
        "\t}}",
        "\treturn &{C}{{{A}: {a}, {B}: {b}}}, nil",
        "}}",
        "",
    ),
    "tf": (
        'resource "aws_lambda_function" "{a}_{b}" {{',
        '  function_name = "{a}-{b}"',
        "  timeout       = {n}",
        "  memory_size   = {n}",
        "  environment {{",
        '    variables = {{ {A}_TABLE = aws_dynamodb_table.{b}.name, LIMIT = "{n}" }}',
        "  }}",
        "}}",
        "",
    ),
    "yml": (
        "  {a}-{b}:",
        "    image: registry.example.com/{a}/{b}:{n}",
        "    replicas: {n}",
        "    environment:",
        "      - {A}_URL=https://{b}.example.com/{c}",
        "      - LIMIT={n}  # of each {c}",
        "    depends_on: [{a}, {b}, {c}]",
        "",
    ),
    "sql": (
        "CREATE TABLE {a}_{b} (",
        "  {a}_id BIGINT NOT NULL,",
        "  {b} VARCHAR({n}) DEFAULT '{c}',",
        "  PRIMARY KEY ({a}_id)",
        ");",
        "UPDATE {a} SET {b} = {n} WHERE {c} = '{b}';",
        "",
    ),
    "md": (
        "## The {a} of a {b}",
        "Each {a} has a {b}, and a {c} for those that were there before; see [the {b}](https://example.com/{c}).",
        "- the {a} is read {n} times a day, the {b} when someone asks for it",
        "",
    ),
}
_LOCK = (
    '    "node_modules/{a}-{b}-{n}": {{\n      "version": "{n}.{m}.0",\n      "integrity": "sha512-{hash}=="\n    }},'
)
# Folder, ending, how many of a hundred bytes, lines of a file
_SHARES = (
    ("src/orders", "py", 26, 160),
    ("web/src", "ts", 18, 180),
    ("service/src/main/java/shop", "java", 14, 220),
    ("worker", "go", 12, 150),
    ("infra", "tf", 5, 80),
    ("deploy", "yml", 5, 60),
    ("migrations", "sql", 2, 30),
    ("docs", "md", 5, 80),
    ("tests", "py", 6, 120),
)
_LOCK_SHARE = 7
_HASH = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@dataclass(frozen=True, slots=True)
class Mixture:
    captured: CapturedChange
    diff: str  # as git would write it


def make_mixture(size: int, *, seed: int = 11) -> Mixture:
    """About `size` characters of diff; a third of the files are new, in the others blocks of lines are replaced."""
    chance = random.Random(seed)  # noqa: S311 -- the same change each time
    files: list[FileChange] = []
    texts: list[str] = []
    for folder, ending, share, length in _SHARES:
        left = size * share // 100
        while left > 0:
            path = f"{folder}/{chance.choice(_WORDS)}_{len(files)}.{ending}"
            is_new = chance.random() < 1 / 3
            lines = _lines(chance, ending, max(9, int(chance.lognormvariate(0, 0.7) * length)))
            left -= _add(files, texts, path, _hunk(lines) if is_new else "".join(_hunks(chance, lines)), is_new=is_new)
    lock = [line for _ in range(size * _LOCK_SHARE // 100 // 190) for line in _locked(chance).split("\n")]
    _add(files, texts, "package-lock.json", "".join(_hunks(chance, lock)), is_new=False)
    commit = Commit("b" * 40, "Dev <dev@example.com>", "A release of everything")
    change = Change("b" * 40, "a" * 40, BaselineReason.LAST_DEPLOYED, "", (commit,), tuple(files))
    return Mixture(CapturedChange(change), "".join(texts))


def _add(files: list[FileChange], texts: list[str], path: str, hunks: str, *, is_new: bool) -> int:
    old = "/dev/null" if is_new else f"a/{path}"
    mode = "new file mode 100644\n" if is_new else ""
    text = f"diff --git a/{path} b/{path}\n{mode}--- {old}\n+++ b/{path}\n{hunks}"
    body = f"\n{hunks}"
    kind = FileKind.ADDED if is_new else FileKind.MODIFIED
    files.append(FileChange(path, kind, classify(path, {}), added=body.count("\n+"), deleted=body.count("\n-")))
    texts.append(text)
    return len(text)


def _lines(chance: random.Random, ending: str, length: int) -> list[str]:
    """Functions of a few lines each."""
    first, *others = _CODE[ending]
    lines: list[str] = []
    while len(lines) < length:
        for template in (first, *(one for one in others if chance.random() < 0.8), *chance.choices(others, k=8)):
            a, b, c = chance.choices(_WORDS, k=3)
            names = {"a": a, "b": b, "c": c, "A": a.title(), "B": b.title(), "C": c.title()}
            lines.append(template.format(**names, n=chance.randrange(1, 900)))
    return lines


def _locked(chance: random.Random) -> str:
    a, b = chance.choices(_WORDS, k=2)
    digest = "".join(chance.choices(_HASH, k=86))
    return _LOCK.format(a=a, b=b, n=chance.randrange(99), m=chance.randrange(30), hash=digest)


def _hunk(lines: list[str]) -> str:
    return f"@@ -0,0 +1,{len(lines)} @@\n" + "".join(f"+{line}\n" for line in lines)


def _hunks(chance: random.Random, lines: list[str]) -> Iterator[str]:
    """Three lines of context, some that go, some that come, three lines of context."""
    at, shift = 1, 0
    step = max(12, len(lines) // 12)
    for start in range(0, len(lines) - 11, step):
        part = lines[start : start + step]
        cut = chance.randint(0, (len(part) - 6) // 3)
        before, old, new, after = part[:3], part[3 : 3 + cut], part[3 + cut : -3], part[-3:]
        kept = [_edited(chance, line) for line in old] if chance.random() < 0.7 else []
        new = [*kept, *new]
        olds, news = len(before) + len(old) + len(after), len(before) + len(new) + len(after)
        rows = [*((" ", one) for one in before), *(("-", one) for one in old), *(("+", one) for one in new)]
        rows += [(" ", one) for one in after]
        yield f"@@ -{at},{olds} +{at + shift},{news} @@\n" + "".join(f"{kind}{line}\n" for kind, line in rows)
        at, shift = at + olds + chance.randint(5, 60), shift + news - olds


def _edited(chance: random.Random, line: str) -> str:
    """One word is another."""
    words = line.split(" ")
    words[chance.randrange(len(words))] = chance.choice(_WORDS)
    return " ".join(words)


def store_mixture(folder: Path, size: int) -> None:
    """As extraction stores a change: two compressed files, and a main item that names them."""
    mixture = make_mixture(size)
    diff = mixture.diff.encode()
    (folder / "diff").write_bytes(gzip.compress(diff, 1))
    (folder / "change").write_bytes(gzip.compress(json.dumps(codec.to_data(mixture.captured)).encode(), 1))
    item = {"diff_key": "diff", "change_key": "change", "diff_sha256": hashlib.sha256(diff).hexdigest()}
    (folder / "item.json").write_text(json.dumps(item))


if __name__ == "__main__":
    store_mixture(Path(sys.argv[1]), int(sys.argv[2]))
