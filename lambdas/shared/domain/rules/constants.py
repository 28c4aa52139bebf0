"""
Values of settings and constants: what they were, what they become.

Where a rule that knows more speaks of the line, its words are taken (`without_weaker`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lambdas.shared.domain.change import FileClass, FileKind
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules import value_changes
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_SETTING = re.compile(
    r"^\s*(?:-\s+)?(?:export\s+|ENV\s+)?[\"']?(?P<key>[\w][\w.\-/]*)[\"']?\s*[:=]\s*(?P<value>\S.*?)\s*,?\s*$"
)
_CONSTANT = re.compile(
    r"^\s*(?:(?:export|public|private|static|final|const|let|var|val|pub|readonly)\s+)*(?:\w+\s+)?"
    r"(?P<key>[A-Z][A-Z0-9_]{2,})\s*(?::\s*[\w<>\[\], .]+)?=\s*(?P<value>[\"'\d\-+TtFfNn\[({].*?)\s*[;,]?\s*$"
)
_DECLARED = "public|private|protected|internal|static|readonly|const|val|var|override|final|lateinit"
_TYPED = re.compile(
    rf"^\s*(?:(?:{_DECLARED})\s+)+"
    r"(?:[\w<>?,.\[\]]+\s+)?(?P<key>[A-Za-z]\w*)\s*(?::\s*[\w<>?\[\], .]+)?=\s*"
    r"(?P<value>(?:[\w.]+\([\d_.,\s]*\)|[-+]?\d[\w.]*|[\"'][^\"']*[\"']|true|false))\s*[;,]?\s*$"
)
_MOST = 120
_SWITCH = re.compile(r"feature|flag|enable|disable|toggle|rollout|experiment|beta|canary", re.IGNORECASE)
_SWITCHES = re.compile(r"(?:^|/)(?:feature|flag|toggle)[\w-]*\.\w+$|(?:features|flags|toggles)\.\w+$", re.IGNORECASE)
_LINTER = re.compile(r"(?:^|/)\.?[\w-]*(?:rubocop|lint|prettier|checkstyle|phpcs|golangci|ruff|codeclimate)[\w.-]*$")
_BOOLEAN = re.compile(r"^[\"']?(?:true|false|on|off|yes|no|enabled|disabled)[\"']?$", re.IGNORECASE)

_PROPERTY = re.compile(
    r"^\s*[\"']?(?P<key>[a-z]\w*)[\"']?\s*[:=]\s*(?P<value>[\w.\-\"']+(?:\([\w.,\s\"']*\))?)\s*,\s*$"
)
_DIRECTIVE = re.compile(r"^\s*(?P<key>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\s+(?P<value>[^\s;{}][^;{}]*?)\s*;\s*$")  # nginx
_BLANKS = r"[^\S\n]"
_KEYS = {  # where the key stands, and that a value follows: looked for in all lines at once
    expression: re.compile(key.replace(r"\s", _BLANKS))
    for expression, key in (
        (_TYPED, rf"\n(?=\s*(?:{_DECLARED})\s).*?(?<!\w)([A-Za-z]\w*)\s*(?::\s*[\w<>?\[\], .]+)?=\s"),
        (_DIRECTIVE, r"\n\s*([a-z]\w*_\w+)\s"),
        (_SETTING, r"\n\s*(?:-\s+)?(?:export\s+|ENV\s+)?[\"']?([\w][\w.\-/]*)[\"']?\s*[:=]"),
        (_CONSTANT, r"([A-Z](?<!\w.)[A-Z0-9_]{2,})\s*[:=]"),
        (_PROPERTY, r"\n\s*[\"']?([a-z]\w*)[\"']?\s*[:=]"),
    )
}
_NOUNS = {_CONSTANT: "constant", _TYPED: "value"}
_DECLARED_TYPES = {"Kotlin", "C#", "Java", "Scala", "Swift", "Dart"}
_CHANGED = FactType("setting-changed", FactKind.CONFIGURATION, Level.LOW)
_FLAG = FactType("feature-flag-changed", FactKind.CONFIGURATION, Level.MEDIUM)
_CONSTANT_CHANGED = FactType("constant-changed", FactKind.CONFIGURATION)
_DECLARATIONS = {FileClass.CONFIGURATION, FileClass.INFRASTRUCTURE}
_FOR_PEOPLE = ".github/"  # templates of issues and the like
_VALUES = {"YAML", "TOML", "JSON", "Terraform", "", "Docker"}


def settings(file: ChangedFile) -> Iterator[Fact]:
    if file.file.kind is FileKind.ADDED or not file.takes_effect or _FOR_PEOPLE in file.path:
        return
    patterns = _patterns(file)
    if not patterns or not file.removed or not file.added:
        return
    told: set[CodeLine] = set()
    for pattern in patterns:
        for line, fact in _changes(file, pattern):
            if line not in told:
                told.add(line)
                yield fact


def _patterns(file: ChangedFile) -> tuple[re.Pattern[str], ...]:
    """How values are written in such a file."""
    if file.file_class in _DECLARATIONS and file.language.name in _VALUES:
        return (_SETTING, _DIRECTIVE) if file.path.endswith(".conf") else (_SETTING,)
    if file.file_class is FileClass.INFRASTRUCTURE:
        return (_PROPERTY,)
    if file.file_class is not FileClass.SOURCE:
        return ()
    return (_CONSTANT, _TYPED) if file.language.name in _DECLARED_TYPES else (_CONSTANT,)


def _changes(file: ChangedFile, pattern: re.Pattern[str]) -> Iterator[tuple[CodeLine, Fact]]:
    placed = [(line, (line.hunk, match[1])) for line, match in file.changed_matching(_KEYS[pattern])]
    added = [(line, place) for line, place in placed if line.kind == "+"]
    places = {place for _, place in added}
    before = _values([line for line, place in placed if line.kind == "-" and place in places], pattern)
    for line in [line for line, place in added if place in before]:
        match = pattern.match(line.text)
        if match and before.get((line.hunk, match["key"]), _NOTHING) - {match["value"]}:
            for fact in _fact(file, line, pattern, match):
                yield line, fact


_Place = tuple[int, str]
_NOTHING: frozenset[str] = frozenset()


def _values(lines: Iterable[CodeLine], pattern: re.Pattern[str]) -> dict[_Place, set[str]]:
    """What each key is given in each hunk: a line whose key is given no other value there costs no closer look."""
    values: dict[_Place, set[str]] = {}
    for line in lines:
        if match := pattern.match(line.text):
            values.setdefault((line.hunk, match["key"]), set()).add(match["value"])
    return values


def _fact(file: ChangedFile, line: CodeLine, pattern: re.Pattern[str], new: re.Match[str]) -> Iterator[Fact]:
    partner = file.partner(line)
    old = pattern.match(partner.text) if partner else None
    if old is None or old["key"] != new["key"] or old["value"] == new["value"]:
        return
    before, after = _value(file, partner or line, pattern), _value(file, line, pattern)
    if before.strip("\"'") == after.strip("\"'") or not (_is_short(before) and _is_short(after)):
        return
    yield _type(file, pattern, new["key"], after).at(
        file,
        line,
        f"The {_NOUNS.get(pattern, 'setting')} {code(new['key'], 40)} goes from "
        f"{code(before, 40)} to {code(after, 40)}.",
        subject=new["key"],
        before=before,
        after=after,
        short=f"{code(new['key'], 40)} now {code(after, 30)}",
    )


def _value(file: ChangedFile, line: CodeLine, pattern: re.Pattern[str]) -> str:
    text = file.uncommented(line)
    if match := pattern.match(text):
        return match["value"].rstrip(",;").strip()
    return re.split(r"[:=]", text, maxsplit=1)[-1].strip().rstrip(",;").strip() if text.strip() else ""


def _is_short(value: str) -> bool:
    return len(value) <= _MOST and not set(value) & set("[]{}")


def _type(file: ChangedFile, pattern: re.Pattern[str], key: str, value: str) -> FactType:
    if _BOOLEAN.match(value) and not _LINTER.search(file.path) and (_SWITCH.search(key) or _SWITCHES.search(file.path)):
        return _FLAG
    return _CONSTANT_CHANGED if pattern in _NOUNS else _CHANGED


def without_weaker(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Leave out what this module says of lines of which another rule speaks."""
    special = {fact.line for fact in facts if fact.rule not in _NAMES | _SAYS_LESS | value_changes.RULES}
    told = special | {fact.line for fact in facts if fact.rule in value_changes.RULES}
    return (
        fact
        for fact in facts
        if fact.line not in (told if fact.rule in _NAMES else special if fact.rule in value_changes.RULES else ())
    )


_SAYS_LESS = {"function-changed", "class-changed"}  # that something around the line changes
_NAMES = {_CHANGED.rule, _FLAG.rule, _CONSTANT_CHANGED.rule}

ALL: tuple[Rule, ...] = (settings,)
