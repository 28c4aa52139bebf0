"""What a small number counts: how often the change shows what the sentence goes on to name, as in "six jobs"."""

import re
from collections import Counter
from collections.abc import Iterator

from lambdas.shared.domain.diff import Hunk
from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.quantities import Quantity
from lambdas.shared.domain.grounding.wording import SMALL

_MOST = 20  # beyond that nobody counts by hand
_END = r"(?:of|in|on|at|to|for|from|with|by|around|between|before|after|and|or|that|which|is|are|was|were)\b"
_COUNTED = re.compile(rf"\s+(?P<words>(?:(?!{_END})[\w-]+\s*){{1,3}})")
_OF_NAME = re.compile(r"\s+[\w-]+\s+(?:of|to|on|for)\s+(?:the\s+)?(?:`(?P<code>[^`]+)`|(?P<name>[A-Z]\w+))")
_ITEMS = frozenset(
    stems("name entry item element value option field key column header word string parameter argument host version")
)
_LITERAL = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_KEY = re.compile(r"^\W*([\w.-]+)[\"']?\s*(?::(?!:)|=(?!=))")
_TWICE = re.compile(r"twice\b", re.IGNORECASE)
_LIST = re.compile(r"(?P<name>\w+)[\"']?\s*[:=]+\s*&?[\[({](?P<items>[^\])}]*)[\])}]")


def counts_a_name(quantity: Quantity, sentence: str) -> bool:
    """As "the two calls of `flush`"."""
    return bool(_OF_NAME.match(sentence, quantity.end))


def is_count_of_appearances(quantity: Quantity, sentence: str, material: Material) -> bool:
    """In the whole change, in a file of it or in a hunk; "two" of such things is common, and proves little."""
    number = quantity.value
    if quantity.unit is not None or number is None or not 1 < number <= _MOST:
        return False
    match = _COUNTED.match(sentence, quantity.end)
    words = stems(match["words"]) - SMALL if match else set()
    named = _OF_NAME.match(sentence, quantity.end)
    if named:
        name = named["code"] or named["name"]
        return number in {*_totals(_of_name(name.removesuffix("()"), material)), material.paths_with(name)}
    if not quantity.is_word:
        return False  # digits are values more often than counts
    if quantity.value == 2 and _TWICE.match(sentence, quantity.start):
        return 2 in _repeated(material)
    counts = [_of_words(words, material), _of_keys(words, material)]
    counts += [_of_literals(material)] if words & _ITEMS else []
    in_paths = sum(bool(words & stems(path)) for path in material.paths)
    return (
        number == in_paths or any(number in _totals(one) for one in counts) or number in _in_one_line(words, material)
    )


def _totals(counts: Counter[tuple[str, int, str]]) -> set[int]:
    """By side of the change: of all, of each file, of each hunk."""
    of_all, of_files = Counter[str](), Counter[tuple[str, str]]()
    for (path, _, side), count in counts.items():
        of_all[side] += count
        of_files[path, side] += count
    return {*of_all.values(), *of_files.values(), *counts.values()}


def _of_name(name: str, material: Material) -> Counter[tuple[str, int, str]]:
    return Counter((place.file.path, id(place.hunk), place.side) for place in material.places(name))


def _of_words(words: set[str], material: Material) -> Counter[tuple[str, int, str]]:
    """Hunks of what is called so ("@"), and changed lines that hold two words of it: one alone proves little."""
    found = Counter[tuple[str, int, str]]()
    for path, hunk in _hunks(material):
        found[path, id(hunk), "@"] += bool(words & stems(hunk.section))
        for line in hunk.body.split("\n") if len(words) > 1 else ():
            if line[:1] in {"+", "-"} and _has_all(words, line):
                found[path, id(hunk), line[:1]] += 1
    return found


def _has_all(words: set[str], line: str) -> bool:
    """A stem is the beginning of its word: only where all of them stand there is the line taken apart."""
    bare = line.lower().replace("-", "")
    return all(word in bare for word in words) and words <= stems(line)


def _of_keys(words: set[str], material: Material) -> Counter[tuple[str, int, str]]:
    """Changed lines that give a value to what is called so: "two defaults" of two lines `default: …`."""
    found = Counter[tuple[str, int, str]]()
    for path, hunk in _hunks(material):
        for line in hunk.body.split("\n"):
            is_about = line[:1] in {"+", "-"} and any(map(line.lower().__contains__, words))
            key = _KEY.match(line[1:]) if is_about else None
            if key and words & stems(key[1]):
                found[path, id(hunk), line[:1]] += 1
    return found


def _repeated(material: Material) -> set[int]:
    """How often an added line stands there, where it says something."""
    return set(Counter(line.strip() for line in material.lines_on("+") if len(line.strip()) > 3).values())


def _of_literals(material: Material) -> Counter[tuple[str, int, str]]:
    """Texts between quotation marks that stand on one side alone: names that came, or went."""
    found = Counter[tuple[str, int, str]]()
    for path, hunk in _hunks(material):
        lines = hunk.body.split("\n")
        come, gone = ({text for line in lines if line[:1] == side for text in _LITERAL.findall(line)} for side in "+-")
        found[path, id(hunk), "+"], found[path, id(hunk), "-"] = len(come - gone), len(gone - come)
    return found


def _in_one_line(words: set[str], material: Material) -> set[int]:
    """How many such texts an added line lists, which is called so: `prefixes = ["us.", "eu."]`."""
    lists = (one for line in material.lines_about(words, "+") for one in _LIST.finditer(line))
    return {len(_LITERAL.findall(one["items"])) for one in lists if words & stems(one["name"])}


def _hunks(material: Material) -> Iterator[tuple[str, Hunk]]:
    yield from ((file.path, hunk) for file in material.files for hunk in file.hunks)
