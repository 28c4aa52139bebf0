"""Lists, counts and places in sentences."""

from collections.abc import Iterable, Sequence

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.quoted import plain

_IRREGULAR = {"dependency": "dependencies", "class": "classes", "address": "addresses", "library": "libraries"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count(number: int, noun: str) -> str:
    """`3 files`, `1 file`, `1,204 lines`; the noun's last word takes the plural."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    head, _, last = noun.rpartition(" ")
    return f"{head} {_IRREGULAR.get(last, last + 's')}".strip()


def in_words(number: int) -> str:
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def listing(items: Iterable[str], *, most: int = 5, of: int = 0) -> str:
    """`a, b and c`; beyond `most`: `a, b and 7 more`. Each item once; `of` counts those too that share a name."""
    unique = list(dict.fromkeys(items))
    shown = unique if len(unique) <= most else unique[: most - 1]
    rest = max(len(unique), of) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest:,} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def place(fact: Fact) -> str:
    path = plain(fact.path, 200)
    if fact.line is None:
        return path
    return f"{path}, {'former ' if fact.is_removed else ''}line {fact.line}"


def sentence_with_places(facts: Sequence[Fact]) -> str:
    """What these facts say, with where it is so in front of the full stop; not where it names the file itself."""
    text = facts[0].text.rstrip(".")
    return f"{text}." if f"`{facts[0].path}`" in text else f"{text} ({places(facts)})."


def places(facts: Sequence[Fact]) -> str:
    """`a.py, lines 3 and 7; b.py, line 1`."""
    by_path: dict[str, list[Fact]] = {}
    for fact in facts:
        by_path.setdefault(fact.path, []).append(fact)
    named = [_lines(same) for same in by_path.values()]
    return named[0] if len(named) == 1 else listing(named, most=4)


def _lines(facts: Sequence[Fact]) -> str:
    numbers = sorted({fact.line for fact in facts if fact.line is not None})
    is_removed = {fact.is_removed for fact in facts}
    if len(numbers) < 2 or len(is_removed) > 1 or any(fact.line is None for fact in facts):
        return listing(map(place, facts), most=4)
    where = f"{plain(facts[0].path, 200)}, {'former ' * is_removed.pop()}lines"
    return f"{where} {listing(map(str, numbers), most=6)}"


def folder_of(path: str) -> str:
    return plain("/".join(path.split("/")[:-1][:2])) or "the top folder"


def folders(paths: Sequence[str]) -> list[tuple[str, int]]:
    """The folders that hold the files, two levels deep, with the number of files in each, fullest first."""
    counts: dict[str, int] = {}
    for path in paths:
        counts[folder_of(path)] = counts.get(folder_of(path), 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
