"""A comparison, a calculation or a condition of which one sign changes; a fixed value that is returned."""

import re
from collections.abc import Iterator, Sequence

from lambdas.shared.domain.facts import Fact, FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.languages import Syntax
from lambdas.shared.domain.rules.rule import FactType, Rule, code

_TOKEN = re.compile(r"[\w.]+|<=|>=|===|!==|==|!=|&&|\|\||->|=>|<<|>>|[^\s\w]")
_BOUNDARIES = ({"<", "<="}, {">", ">="})
_COMPARISONS = {"<", "<=", ">", ">=", "==", "!=", "===", "!=="}
_STRICTER = ({"==", "==="}, {"!=", "!=="})
_JOINTS = {"and": "and", "&&": "and", "or": "or", "||": "or"}
_CALCULATIONS = {"+", "-", "*", "/", "%"}
_NEGATIONS = {"!", "not"}
_OPERAND = re.compile(
    r"[)\]}]|(?!(?:if|elif|while|unless|return|and|or|not|assert|when|until)$)[\w.]"
)  # "value!", "sort!"
_SIGNS = re.compile(r"[<>=!&|+\-*/%]|\b(?:and|or|not)\b")
_READ = {Syntax.PYTHON, Syntax.C_LIKE, Syntax.HASH}
_DECLARES = {"YAML", "TOML", "Docker", ""}

_CONDITION = FactType("condition-changed", FactKind.BEHAVIOUR, Level.LOW)
_CALCULATION = FactType("calculation-changed", FactKind.BEHAVIOUR, Level.LOW)
_RETURNED = FactType("returned-value-changed", FactKind.BEHAVIOUR, Level.LOW)


def _is_code(file: ChangedFile) -> bool:
    return file.takes_effect and file.language.syntax in _READ and file.language.name not in _DECLARES


def signs(file: ChangedFile) -> Iterator[Fact]:
    """Lines that differ in one sign alone, so that nothing but its meaning has changed."""
    if not _is_code(file):
        return
    for old, new in file.rewritten:
        if (_SIGNS.search(new.text) or _SIGNS.search(old.text)) and not _differ_in_words(old.text, new.text):
            yield from _sign(file, old, new)


_WORD = re.compile(r"\b(?!(?:and|or|not)\b)\w+")


def _differ_in_words(old: str, new: str) -> bool:
    return _WORD.findall(old) != _WORD.findall(new)


def _sign(file: ChangedFile, old: CodeLine, new: CodeLine) -> Iterator[Fact]:
    before, after = _TOKEN.findall(file.code(old)), _TOKEN.findall(file.code(new))
    if len(before) == len(after):
        different = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
        said = _exchanged(*different[0]) if len(different) == 1 else None
    else:
        said = _turned_round(before, after)
    if said:
        type_, text, short = said
        parts = {"before": old.text.strip(), "after": new.text.strip()}
        yield type_.at(file, new, f"{text}: {code(new.text)}.", short=short, **parts)


_Saying = tuple[FactType, str, str]


def _exchanged(before: str, after: str) -> _Saying | None:
    pair = {before, after}
    if {_JOINTS.get(before), _JOINTS.get(after)} == {"and", "or"}:
        is_wider = _JOINTS[after] == "or"
        text = "A condition that asked for both now asks for one" if is_wider else "A condition now asks for both"
        return _CONDITION, text, f"a condition now joined by {code(after)}"
    if pair <= _COMPARISONS and pair not in _STRICTER:
        equal = ", so that equal values now count otherwise" if pair in _BOUNDARIES else ""
        return _CONDITION, f"A comparison changes from {code(before)} to {code(after)}{equal}", "a comparison changed"
    if pair <= _CALCULATIONS:
        return _CALCULATION, f"A calculation changes from {code(before)} to {code(after)}", "a calculation changed"
    return None


def _turned_round(before: Sequence[str], after: Sequence[str]) -> _Saying | None:
    """A negation more or less, and nothing else."""
    longer, shorter = (after, before) if len(after) > len(before) else (before, after)
    if len(longer) - len(shorter) != 1:
        return None
    place = next((i for i, token in enumerate(shorter) if token != longer[i]), len(shorter))
    if longer[place] not in _NEGATIONS or (place and _OPERAND.match(longer[place - 1])):
        return None
    if [*longer[:place], *longer[place + 1 :]] != shorter:
        return None
    return _CONDITION, "A condition now asks for the opposite", "a condition turned round"


_FIXED = r"(?:true|false|none|null|nil|undefined|[-+]?\d[\w.]*|\"[^\"]{0,40}\"|'[^']{0,40}')"
_RETURN = re.compile(rf"^\s*return\s+({_FIXED})\s*;?\s*$", re.IGNORECASE)


def returned(file: ChangedFile) -> Iterator[Fact]:
    """One fixed value for another; what an expression comes to nobody can tell from its line."""
    if "return" not in file.words or not _is_code(file):
        return
    for old, new in file.rewritten:
        before, after = _RETURN.match(old.text), _RETURN.match(new.text)
        if before and after and before[1] != after[1] and before[1].strip("\"'") != after[1].strip("\"'"):
            yield _RETURNED.at(
                file,
                new,
                f"The value that is returned goes from {code(before[1])} to {code(after[1])}.",
                before=before[1],
                after=after[1],
                short=f"a returned value now {code(after[1], 30)}",
            )


ALL: tuple[Rule, ...] = (signs, returned)
