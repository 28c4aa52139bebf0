"""What is asked of stored data: SQL put together from values, selections that go, keys that lose a part."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.change import FileClass
from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, Rule, code
from lambdas.shared.domain.rules.state_rule import Saying, StateRule, pattern, words

_VERB = r"(?:SELECT\s[^\"'`]{0,200}\sFROM\s|INSERT\s+INTO\s|UPDATE\s+[\w.]+\s+SET\s|DELETE\s+FROM\s)"
_IN_VALUE = r"(?:=|\bLIKE\b|\bIN\b|\bVALUES\b|\bORDER\s+BY\b|[<>])\s*\(?\s*\\?'?%?"
_TEXT = r"[^\"`]{0,300}?"


def _is_source(file: ChangedFile) -> bool:
    return file.file_class is FileClass.SOURCE


_SQL = StateRule(
    words("select insert update delete"),
    pattern(
        rf"\"{_VERB}{_TEXT}{_IN_VALUE}(?:\$\w|\{{\$|#\{{)"  # PHP, Kotlin, Ruby
        rf"|(?<![\w])f\"{_VERB}{_TEXT}{_IN_VALUE}\{{\w|\$\"{_VERB}{_TEXT}{_IN_VALUE}\{{\w"  # Python, C#
        rf"|(?<!sql)(?<!SQL)`{_VERB}{_TEXT}{_IN_VALUE}\$\{{|[\"']{_VERB}{_TEXT}{_IN_VALUE}[\"']\s*(?:\+|\.)\s*[$\w]"
        rf"|Sprintf\(\s*[\"`]{_VERB}{_TEXT}{_IN_VALUE}%[svq]"
    ),
    Saying(
        FactType("sql-from-values", FactKind.CODE_SAFETY, Level.MEDIUM),
        "SQL text is put together with values inside it; a value from outside could change the query: {code}.",
        "SQL put together from values",
    ),
    Saying(
        FactType("sql-from-values-removed", FactKind.CODE_SAFETY),
        "SQL text is no longer put together with values inside it: {code}.",
        "SQL no longer put together from values",
    ),
    on=_is_source,
)

_ALL_RECORDS = re.compile(r"\b([A-Z]\w*)(?:\.objects)?\.all\b(?:\(\))?")
_SELECTED = r"\b{}(?:\.objects)?((?:\.(?!all\b|each|find_each|order|includes|count\b)[a-z_]+(?:\([^()]*\))?){{1,6}})"
_UNRESTRICTED = FactType("selection-removed", FactKind.BEHAVIOUR, Level.MEDIUM)
_FILTER = re.compile(r"^\s*\.(?:filter|where|exclude|andWhere|whereNotNull|having|filter_by)\(")
_FILTER_REMOVED = FactType("filter-removed", FactKind.BEHAVIOUR, Level.LOW)


def selections(file: ChangedFile) -> Iterator[Fact]:
    """`User.subscribed` becomes `User.all`; a filter goes from a chain of calls that stays."""
    if not _is_source(file):
        return
    for old, new in file.rewritten if "all" in file.words else ():
        match = _ALL_RECORDS.search(new.text) if ".all" in new.text else None
        before = re.search(_SELECTED.format(re.escape(match[1])), old.text) if match else None
        if match and before:
            yield _UNRESTRICTED.at(
                file,
                new,
                f"All records are taken, {code(match[0])}, instead of a selection, {code(match[1] + before[1])}.",
                subject=match[1],
                before=match[1] + before[1],
                after=match[0],
                short=f"all of {code(match[1])} instead of a selection",
            )
    for run in file.short_runs if not file.words.isdisjoint(_FILTERS) else ():
        for line in run:
            if line.is_removed and _FILTER.match(line.text) and not file.is_moved(line):
                yield _FILTER_REMOVED.at(
                    file, line, f"A filter of what is selected is removed: {code(line.text)}.", short="a filter removed"
                )


_FILTERS = words("filter where exclude andwhere wherenotnull having filter_by")

_GAP = re.compile(r"\$?\{\{?\s*([A-Za-z_$][\w.$\[\]()]*)|#\{\s*([\w.@]+)|(?<=[:/\-_\"'])\$([A-Za-z_]\w*)")
_IS_KEY = re.compile(r"(?:^|[^a-z])(?:\w*_?[kK]ey|KEY|\w*[cC]ache\w*)\b")
_LOST = FactType("key-part-removed", FactKind.BEHAVIOUR, Level.MEDIUM)


def keys(file: ChangedFile) -> Iterator[Fact]:
    """A key put together from values that loses one of them: different things may now share it."""
    if not _is_source(file):
        return
    for old, new in file.rewritten:
        if ("{" in old.text or "$" in old.text) and _IS_KEY.search(new.text) and _IS_KEY.search(old.text):
            yield from _lost(file, old, new)


def _lost(file: ChangedFile, old: CodeLine, new: CodeLine) -> Iterator[Fact]:
    before, after = ([next(filter(None, groups)) for groups in _GAP.findall(line.text)] for line in (old, new))
    gone = [part for part in before if part not in new.text]
    if after and gone and len(after) < len(before) and set(after) < set(before):
        yield _LOST.at(
            file,
            new,
            f"A key no longer contains {code(gone[0])}; what differed in it alone now shares one key: "
            f"{code(new.text)}.",
            subject=gone[0],
            before=old.text.strip(),
            after=new.text.strip(),
            short=f"a key without {code(gone[0], 30)}",
        )


ALL: tuple[Rule, ...] = (_SQL, selections, keys)
