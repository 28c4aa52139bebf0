"""Read cases from their folders, strictly: a mistake is one sentence with file, entry and remedy."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from evals.case import Case
from lambdas.shared.domain import codec

OWN_CASES = Path(__file__).parent / "cases"


class CaseError(Exception):
    """One sentence for whoever wrote the case."""


@dataclass(frozen=True, slots=True)
class CaseFolder:
    folder: Path
    case: Case

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def diff_file(self) -> Path:
        return self.folder / "change.diff"


def read_cases(*places: Path) -> tuple[CaseFolder, ...]:
    """
    The cases in these folders, or in the folders below them, by name.

    Raises:
        CaseError: a case is not what evals/README.md says it is, or there is none.
    """
    folders: set[Path] = set()
    for place in places:
        found = {path.parent for path in place.rglob("case.toml")}
        if not found:
            raise CaseError(f"{place}: there is no case; a case is a folder with case.toml and change.diff.")
        folders |= found
    cases = tuple(read_case(folder) for folder in sorted(folders))
    names = [case.name for case in cases]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise CaseError(f"Two cases are named {twice}; results go by the folder's name, so rename one.")
    return cases


def read_case(folder: Path) -> CaseFolder:
    file = folder / "case.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CaseError(f"{file}: this is no valid TOML: {error}.") from error
    _refuse_unknown(Case, table, str(file))
    try:
        found = CaseFolder(folder, codec.from_data(Case, table))
    except codec.ShapeError as error:
        raise CaseError(f"{file}: {error}.") from error
    for complaint in _complaints(found):
        raise CaseError(f"{file}: {complaint}")
    return found


def _complaints(found: CaseFolder) -> Iterator[str]:
    case = found.case
    if (case.repository is None) != found.diff_file.exists():
        yield "a case has either a change.diff beside it or a [repository], not both and not none."
    if not case.must_say and not case.must_not_say:
        yield "nothing is asked of the review; add [[must_say]] or [[must_not_say]]."
    if case.most_risk.rank < case.least_risk.rank:
        yield f"most_risk ({case.most_risk}) is below least_risk ({case.least_risk})."
    for fact in case.must_say:
        if len(fact.lines) not in (0, 2) or tuple(sorted(fact.lines)) != fact.lines:
            yield f'the lines of "{fact.what}" are {list(fact.lines)}; write [first, last].'
        if not fact.terms:
            yield f'"{fact.what}" has no terms; name at least one regular expression.'
    for pattern in (
        *(term for fact in case.must_say for term in fact.terms),
        *(one.pattern for one in case.must_not_say),
    ):
        try:
            re.compile(pattern)
        except re.error as error:
            yield f"{pattern!r} is no regular expression ({error})."


def _refuse_unknown(cls: type[Any], data: Any, where: str) -> None:  # noqa: ANN401 -- TOML is of any type
    if not isinstance(data, Mapping):
        return
    names = [field.name for field in fields(cls)]
    for key, value in data.items():
        if key not in names:
            close = get_close_matches(key, names, n=1)
            advice = f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}."
            raise CaseError(f"{where}: there is no key {key}; {advice}")
        inner = _dataclass_in(get_type_hints(cls)[key])
        if inner:
            for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
                _refuse_unknown(inner, item, f"{where}: {key} {number}")


def _dataclass_in(hint: object) -> type[Any] | None:
    options = get_args(hint) if get_origin(hint) else (hint,)
    return next((option for option in options if isinstance(option, type) and is_dataclass(option)), None)
