"""Statements of SQL, Django, Alembic, Rails, Knex and their like, and what each does to the data that is there."""

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.rule import FactType
from lambdas.shared.domain.rules.state_rule import pattern

_NAME = r"(?:IF\s+(?:NOT\s+)?EXISTS\s+)?([\w.\"`\[\]{}:%$-]+)"
_QUOTED = r"[(\s,]*[:\"'](\w+)"

DROPPED = FactType("data-dropped", FactKind.DATA, Level.HIGH)
DATABASE = FactType("database-dropped", FactKind.DATA, Level.CRITICAL)
CONTENT = FactType("rows-deleted", FactKind.DATA, Level.HIGH)
OVERWRITTEN = FactType("rows-overwritten", FactKind.DATA, Level.MEDIUM)
RENAMED = FactType("structure-renamed", FactKind.DATA, Level.MEDIUM)
RETYPED = FactType("structure-changed", FactKind.DATA, Level.MEDIUM)
RUNS = FactType("migration-runs-code", FactKind.DATA, Level.MEDIUM)
LOCKS = FactType("index-locks-table", FactKind.DATA, Level.LOW)
CONSTRAINED = FactType("constraint-checks-all-rows", FactKind.DATA, Level.MEDIUM)
CREATED = FactType("structure-added", FactKind.DATA)
UNDO = FactType("undo-step-added", FactKind.DATA)

_DROP_COLUMN = (
    rf"\bDROP\s+COLUMN\s+{_NAME}|\bop\.drop_column\([^,]+,\s*[\"'](\w+)"
    rf"|\bremove_columns?[(\s]*:\w+,\s*:(\w+)|\.dropColumn{_QUOTED}"
)
_CHANGE_COLUMN = (
    r"\bALTER\s+COLUMN\s+\S+\s+(?:SET\s+DATA\s+)?TYPE\b|\bMODIFY\s+COLUMN\b|\bmigrations\.AlterField\("
    r"|\bop\.alter_column\(|^\s*change_column\b"
)
_MANDATORY = (
    r"\bALTER\s+COLUMN\s+\S+\s+SET\s+NOT\s+NULL\b|\bADD\s+(?:COLUMN\s+)?\S+\s+[^;,]{0,200}\bNOT\s+NULL\b(?![^;,]{0,200}DEFAULT)"
    r"|^\s*change_column_null\b[\s(]*[^,]+,[^,]+,\s*false\b(?!\s*,)"
)
STATEMENTS = tuple(
    (pattern(expression), type_, text, short)
    for expression, type_, text, short in (
        (
            rf"\bDROP\s+(?:DATABASE|SCHEMA)\s+{_NAME}",
            DATABASE,
            "A whole database or schema is dropped ({name}), with all that is in it.",
            "a database dropped",
        ),
        (
            rf"\bDROP\s+TABLE\s+{_NAME}|\b(?:op\.)?drop_table{_QUOTED}|\.dropTable{_QUOTED}",
            DROPPED,
            "The table {name} is dropped, with all its rows.",
            "a table dropped",
        ),
        (
            _DROP_COLUMN,
            DROPPED,
            "The column {name} is dropped, with what it holds.",
            "a column dropped",
        ),
        (r"\bmigrations\.DeleteModel\(", DROPPED, "A model's table is dropped, with all its rows.", "a table dropped"),
        (
            r"\bmigrations\.RemoveField\(",
            DROPPED,
            "A model's field is dropped, with what it holds.",
            "a column dropped",
        ),
        (rf"\bTRUNCATE\s+(?:TABLE\s+)?{_NAME}", CONTENT, "All rows of {name} are deleted.", "a table emptied"),
        (
            r"\bALTER\s+TABLE\s+\S+\s+DROP\s+(?!CONSTRAINT|INDEX|DEFAULT|COLUMN|FOREIGN|PRIMARY|KEY)(\w+)",
            DROPPED,
            "The column {name} is dropped, with what it holds.",
            "a column dropped",
        ),
        (
            r"\bRENAME\s+(?:COLUMN|TO)\b|\bmigrations\.Rename(?:Field|Model)\(|\brename_(?:column|table)\b|\.renameColumn\(",
            RENAMED,
            "A table or column is renamed; code of the release before no longer finds it: {code}.",
            "a table or column renamed",
        ),
        (
            _CHANGE_COLUMN,
            RETYPED,
            "A column's type or rules are changed for the rows that are there: {code}.",
            "a column's type changed",
        ),
        (
            _MANDATORY,
            RETYPED,
            "A column may no longer be empty; rows without a value make the migration fail: {code}.",
            "a column made mandatory",
        ),
        (
            r"\bmigrations\.Run(?:Python|SQL)\(|\bop\.execute\(|^\s*execute\b",
            RUNS,
            "The migration runs code or SQL of its own: {code}.",
            "a migration that runs code of its own",
        ),
        (
            rf"\bCREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY){_NAME}",
            LOCKS,
            "An index is built ({name}), which can block writing to its table meanwhile.",
            "an index built",
        ),
        (
            rf"\bCREATE\s+TABLE\s+{_NAME}|\bop\.create_table{_QUOTED}|^\s*create_table{_QUOTED}",
            CREATED,
            "The table {name} is created.",
            "a table created",
        ),
        (rf"\bADD\s+COLUMN\s+{_NAME}", CREATED, "The column {name} is added.", "a column added"),
    )
)
