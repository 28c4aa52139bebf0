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
    return f"{path}, {'former ' if fact.is_removed else ''}line {fact.line:,}"


def sentence_with_place(fact: Fact) -> str:
    """The fact's sentence, with where it stands in front of the full stop; not twice where it names the file itself."""
    text = fact.text.rstrip(".")
    return f"{text}." if f"`{fact.path}`" in fact.text else f"{text} ({place(fact)})."


def folder_of(path: str) -> str:
    return plain("/".join(path.split("/")[:-1][:2])) or "the top folder"


def folders(paths: Sequence[str]) -> list[tuple[str, int]]:
    """The folders that hold the files, two levels deep, with the number of files in each, fullest first."""
    counts: dict[str, int] = {}
    for path in paths:
        counts[folder_of(path)] = counts.get(folder_of(path), 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
