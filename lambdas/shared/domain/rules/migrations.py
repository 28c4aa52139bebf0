"""Changes of a database's structure or content that lose data, lock tables or cannot be undone."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.landmarks import Landmarks
from lambdas.shared.domain.rules.migration_statements import CONSTRAINED, CONTENT, OVERWRITTEN, STATEMENTS, UNDO
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import pattern, words

_WORDS = words(
    "drop truncate delete update alter rename create execute drop_table drop_column droptable dropcolumn remove_column"
    " remove_columns deletemodel removefield renamefield renamemodel renamecolumn rename_column rename_table alterfield"
    " alter_column change_column change_column_null runpython runsql add modify create_table"
)
_SQL_STRING = pattern(r"[\"'`]\s*(?:DROP\s+(?:TABLE|DATABASE|SCHEMA)|TRUNCATE\s|DELETE\s+FROM|ALTER\s+TABLE)")
_DOWN = re.compile(
    r"^\s*(?:def|async def|function|exports?\.?|async|public|override)?.{0,40}"
    r"\b(?:downgrade|down|rollback|undo|revert|Down)\b\s*[(=:]|^\s*def\s+down\b|^-- \+goose Down|^-- migrate:down"
)
_UP = re.compile(
    r"^\s*(?:def|async def|function|exports?\.?|async|public|override)?.{0,40}"
    r"\b(?:upgrade|up|change|forwards|Up)\b\s*[(=:]|^\s*def\s+(?:up|change)\b|^-- \+goose Up|^-- migrate:up"
)
_UNDO_FILE = re.compile(r"(?:[._-]down\.sql|/U\d[\w.]*__[^/]*\.sql|[._-]rollback\.sql|/down\.sql)$")


def statements(file: ChangedFile) -> Iterator[Fact]:
    """Statements of SQL, Django, Alembic, Rails, Knex and their like; in other source, SQL that stands in a string."""
    if _WORDS.isdisjoint(file.words) or not file.takes_effect or file.file_class is FileClass.CI:
        return
    is_migration = file.file_class is FileClass.MIGRATION or file.language.name == "SQL"
    directions = cache(lambda: Landmarks(file, _goes_back))  # few files need them
    for line in file.changed_with(_WORDS):
        if line.is_removed or file.is_moved(line):
            continue
        text = file.uncommented(line) if is_migration or _SQL_STRING.search(line.text) else ""
        yield from _facts(file, line, text, directions)


def _facts(file: ChangedFile, line: CodeLine, text: str, directions: Callable[[], Landmarks[bool]]) -> Iterator[Fact]:
    found = _statement(text) or _rows(file, line, text) or _constraint(file, line, text)
    if found is None:
        return
    type_, sentence, short, name = found
    told = sentence.replace("{name}", code(name)).replace("{code}", code(line.text))
    if type_.level and (_UNDO_FILE.search(file.path) or directions().above(line)):
        undo = f"Only when the migration is undone: {told[0].lower()}{told[1:]}"
        yield UNDO.at(file, line, undo, subject=name, short="a step for undoing a migration")
    else:
        yield type_.at(file, line, told, subject=name, short=short)


_Found = tuple[FactType, str, str, str]  # with the sentence, the short form, and the name of what it is about


def _statement(text: str) -> _Found | None:
    for expression, type_, sentence, short in STATEMENTS:
        if match := expression.search(text):
            name = next((value for value in match.groups() if value), "")
            return type_, sentence, short, name.strip('"`[]')
    return None


_DELETE = pattern(r"\bDELETE\s+FROM\s+([\w.\"`\[\]]+)")
_UPDATE = pattern(r"\bUPDATE\s+([\w.\"`\[\]]+)\s+SET\b")


def _rows(file: ChangedFile, line: CodeLine, text: str) -> _Found | None:
    """DELETE and UPDATE without WHERE, which may stand on a later line of the same statement."""
    for expression, type_, sentence, short in (
        (
            _DELETE,
            CONTENT,
            "All rows of {name} are deleted: the statement has no WHERE.",
            "all rows of a table deleted",
        ),
        (
            _UPDATE,
            OVERWRITTEN,
            "Every row of {name} is overwritten: the statement has no WHERE.",
            "every row of a table overwritten",
        ),
    ):
        match = expression.search(text)
        if match and not re.search(r"\bWHERE\b", _whole_statement(file, line, text[match.start() :]), re.IGNORECASE):
            return type_, sentence, short, match[1].strip('"`[]')
    return None


_ADD_CONSTRAINT = pattern(r"\bADD\s+CONSTRAINT\s+([\w.\"`\[\]]+)")


def _constraint(file: ChangedFile, line: CodeLine, text: str) -> _Found | None:
    """One that all rows are held against at once, unless it says NOT VALID, be it on a later line."""
    match = _ADD_CONSTRAINT.search(text)
    if match is None:
        return None
    whole = _whole_statement(file, line, text[match.start() :])
    if re.search(r"\bNOT\s+VALID\b", whole, re.IGNORECASE) or not re.search(
        r"\b(?:FOREIGN\s+KEY|CHECK)\b", whole, re.IGNORECASE
    ):
        return None
    sentence = "The constraint {name} is checked against all rows at once, which can lock the table meanwhile."
    return CONSTRAINED, sentence, "a constraint checked against all rows", match[1].strip('"`[]')


def _whole_statement(file: ChangedFile, line: CodeLine, text: str) -> str:
    parts = [text]
    for below, _ in zip(file.below(line), range(30), strict=False):
        if ";" in parts[-1] or not below.text.strip():
            break
        parts.append(file.uncommented(below) if below.kind == "+" else below.text)
    return " ".join(parts).partition(";")[0]


def _goes_back(text: str) -> bool | None:
    """Whether a migration's way back begins here, or its way forth; None on all other lines."""
    return True if _DOWN.search(text) else False if _UP.search(text) else None


ALL: tuple[Rule, ...] = (statements,)
