"""Whether what a sentence says was done was done, and not the other way round."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from lambdas.shared.domain.change import FileKind
from lambdas.shared.domain.grounding.appearances import is_count_of_appearances
from lambdas.shared.domain.grounding.deeds import Act, Deed, deeds
from lambdas.shared.domain.grounding.material import Material, Place, stems
from lambdas.shared.domain.grounding.moves import are_moves_right, names_a_move
from lambdas.shared.domain.grounding.pairs import SWITCH, Pair, pairs
from lambdas.shared.domain.grounding.quantities import quantities
from lambdas.shared.domain.grounding.sentences import is_question
from lambdas.shared.domain.grounding.support import quantity_places
from lambdas.shared.domain.grounding.symbols import Symbol, SymbolKind, symbols
from lambdas.shared.domain.grounding.wording import NEUTRAL, SMALL

_DEFINITION = re.compile(
    r"\b(?:def|class|func|function|fn|fun|impl|struct|trait|interface|module|object|sub|public|private|protected|internal|static|override)\s"
)
_SIDES = {Act.ADDED: ("+", "-"), Act.REMOVED: ("-", "+"), Act.RENAMED: ("-", "+")}
_TURNS = frozenset({Act.RAISED, Act.LOWERED, Act.TURNED_ON, Act.TURNED_OFF})
_BESIDE = re.compile(r"\s(?:in|on|at|from|for|with|by|inside|within|into|to)\s", re.IGNORECASE)  # "a step in `x`"
_OFF = re.compile(r"disabl|\boff\b|false|skip|block|deny|none|\bno\b|\bnot\b|exclud|ignor", re.IGNORECASE)
_TO_NAME = re.compile(r"\brenamed\s+to\s+`", re.IGNORECASE)
_WILL = re.compile(r"\bwill\b", re.IGNORECASE)
_NEW = re.compile(r"\bnew\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:comments?|messages?|docstrings?|documentation|readme|notes?|warnings?|text)\s+(?:now\s+|also\s+)?"
    r"(?:says?|tells?|explains?|states?|mentions?|describes?|warns?|recommends?)\b.*",
    re.IGNORECASE,
)
_THE_NEW = re.compile(r"\b(?:the|an?|its|their|this|these)\s+new\b", re.IGNORECASE)
_REMOVAL = re.compile(
    r"\b(?:drop|delete|remove|rename|truncate|revoke|unset|rm|del|purge)\b|\b(?:remove|delete)(?-i:[A-Z])\w*|-=\s*[a-z_]",
    re.IGNORECASE,
)


def are_directions_right(sentence: str, material: Material, *, by_names: bool = False) -> bool:
    """
    Added things stand on added lines, raised numbers are higher, from this to that is old to new.

    `by_names`: only what the sentence names can show that it was otherwise, not the words for it.
    """
    if by_names and is_question(sentence):
        return True  # it claims nothing, whoever asks
    return are_moves_right(sentence, material) and all(
        _is_done(deed, material, by_names=by_names)
        for deed in deeds(_TOLD.sub("", sentence))  # what a comment says is not what is done
        if not _is_concluded(deed, sentence) and (not by_names or _is_named(deed, material))
    )


def _is_named(deed: Deed, material: Material) -> bool:
    """So that it can be seen: by a symbol, or by all its words and numbers being those of a value that changed."""
    if deed.symbols or any(True for _ in symbols(_BESIDE.split(deed.subject)[0])):
        return True
    if deed.act in _TURNS:
        return bool(_values_of(deed, material))
    return deed.act is Act.ADDED and not deed.actor and _is_of_one_side(deed, material)


def _is_of_one_side(deed: Deed, material: Material) -> bool:
    """Most of its words stand on changed lines, and each of those on one and the same side alone."""
    words = stems(deed.subject) - NEUTRAL
    sides = [{side for side in "+-" if word in material.side_vocabulary[side]} for word in words]
    known = [side for side in sides if side]
    return bool(known) and 2 * len(known) >= len(words) and all(side == known[0] and len(side) == 1 for side in known)


def _values_of(deed: Deed, material: Material) -> list[Pair]:
    """Those that have all words of the subject, or one of them and the number that the clause says they have now."""
    words = stems(deed.subject) - NEUTRAL
    named = {amount for number in quantities(deed.clause) for amount in number.amounts}
    return [
        pair
        for pair in (pairs(material) if words else ())
        if words <= pair.words or (words & pair.words and pair.new_amount in named and pair.old_amount not in named)
    ]


def _is_concluded(deed: Deed, sentence: str) -> bool:
    """
    Whether the sentence infers it from numbers that it names itself: those are looked up, and no line says the rest.

    As "The ranges become larger, because 4 bits are used instead of 8."
    """
    conclusion, because, reason = sentence.partition(" because ")
    return (
        deed.act in {Act.RAISED, Act.LOWERED} and bool(because) and deed.clause in conclusion and names_a_move(reason)
    )


def _is_done(deed: Deed, material: Material, *, by_names: bool) -> bool:
    if deed.act in _TURNS:
        return _is_turned(deed, material)
    if (not deed.symbols and _is_announced(deed, material)) or _is_what_code_does(deed, material):
        return True
    were = [_was(deed.act, symbol, material, by_names=by_names) for symbol in deed.symbols]
    if were and not (any(were) if deed.is_loose else all(were)):
        return False
    if deed.symbols or deed.act not in _SIDES or (deed.act is Act.RENAMED and _TO_NAME.search(deed.clause)):
        return True  # what it is renamed to is looked up by itself
    return _was_on_side(deed, material)


def _is_what_code_does(deed: Deed, material: Material) -> bool:
    """As "`clean` removes the prefix `a.`": added code does so when it runs, to what it names."""
    actors = [one for one in symbols(deed.actor) if one.kind is not SymbolKind.PATH]
    places = [_places(one, material) for one in actors]
    return deed.act is Act.REMOVED and any(
        _stands_on("+", found) and any(_DEFINITION.search(one.line) for one in found) for found in places
    )


def _is_announced(deed: Deed, material: Material) -> bool:
    """As "will be removed": not by this change, but an added line says so."""
    words = stems(deed.clause) - {"will"}
    return bool(_WILL.search(deed.clause)) and any(
        _WILL.search(line) and len(words & stems(line)) > 1 for line in _joined(material.lines_on("+"))
    )


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Each line with the next: a text goes on there."""
    return (f"{one}\n{other}" for one, other in pairwise(chain(lines, [""])))


def _was(act: Act, symbol: Symbol, material: Material, *, by_names: bool) -> bool:
    kind = material.kind_of(symbol.text)
    if kind is not None:
        wanted = {Act.ADDED: FileKind.ADDED, Act.REMOVED: FileKind.DELETED, Act.RENAMED: FileKind.RENAMED}.get(act)
        return wanted is None or kind is wanted or kind in {FileKind.RENAMED, FileKind.COPIED}
    places = _places(symbol, material)
    return not places or _is_told_by(act, places, by_names=by_names)


def _is_told_by(act: Act, places: tuple[Place, ...], *, by_names: bool) -> bool:
    """By most of its places; `by_names`: by one of them."""
    added = sum(place.side == "+" for place in places)
    removed = sum(place.side == "-" for place in places)
    if act is Act.ADDED:
        return added > (0 if by_names else removed)
    if act in {Act.REMOVED, Act.RENAMED}:
        return removed > (0 if by_names else added) or _is_removed_by(places)
    if act is Act.ENDED:
        return bool(removed)
    if act is Act.CHANGED and any(place.side == "@" or _DEFINITION.search(place.line) for place in places):
        return True  # what is around the changed lines has changed
    return bool(added or removed)


def _places(symbol: Symbol, material: Material) -> tuple[Place, ...]:
    word = symbol.text.removesuffix("()").strip("\"'")
    return material.places(word) or material.places(word.split(".")[-1].split("(")[0])


def _is_removed_by(places: Iterable[Place]) -> bool:
    """An added line may remove: DROP COLUMN, rm, unset."""
    return any(place.side == "+" and _REMOVAL.search(place.line) for place in places)


def _was_on_side(deed: Deed, material: Material) -> bool:
    """
    The thing has no name, only words and numbers: they are not all on the wrong side.

    "The check of `signature` is removed": the name stands on a removed line. "The dependency moment is added": so does
    the word, and not on an added one.
    """
    right, wrong = _SIDES[deed.act]
    lines = material.side_vocabulary
    if not lines[right]:
        return right == "-" and bool(_REMOVAL.search(" ".join(lines["+"])))
    named = [_places(symbol, material) for symbol in symbols(deed.subject)]
    named += [
        tuple(quantity_places(number, deed.clause, material))
        for number in quantities(deed.subject)
        if not is_count_of_appearances(number, deed.subject, material)  # "two names are added" adds no 2
    ]
    if any(_stands_on(wrong, found) for found in named) or _is_named_for(wrong, right, deed, material):
        return right == "-" and any(_is_removed_by(found) for found in named)
    if deed.act is Act.ADDED and _is_told_to_go(deed, material):
        return False
    return any(_stands_rather_on(right, wrong, found) for found in named) or _leans(deed, right, wrong, material)


def _stands_on(side: str, places: Sequence[Place]) -> bool:
    return bool(places) and all(place.side == side for place in places)


def _is_named_for(side: str, other: str, deed: Deed, material: Material) -> bool:
    """Whether each name of it stands more often on this side than on the other."""
    named = [found for symbol in symbols(deed.subject) if (found := _places(symbol, material))]
    return bool(named) and all(_stands_rather_on(side, other, found) for found in named)


def _stands_rather_on(right: str, wrong: str, places: Sequence[Place]) -> bool:
    sides = [place.side for place in places]
    return _stands_on(right, places) or sides.count(right) > sides.count(wrong)


def _is_told_to_go(deed: Deed, material: Material) -> bool:
    """What the clause says to be added, the added lines remove."""
    words = stems(deed.subject) - SMALL
    known = words & (material.side_vocabulary["+"] | material.side_vocabulary["-"])
    return _is_removal_of(words, material) or (not known and _is_removal_of(_named_in(deed.clause), material))


def _leans(deed: Deed, right: str, wrong: str, material: Material) -> bool:
    """Its words stand more often on the right side, or nowhere; of what goes, or is new, a word may stay."""
    lines = material.side_vocabulary
    known = (stems(deed.subject) - SMALL) & (lines[right] | lines[wrong])
    if not known or (_THE_NEW.search(deed.clause) and known & lines[right]):
        return True
    leaning = sum(material.leaning(word, right, wrong) for word in known)
    return leaning > 0 or (leaning == 0 and (right == "-" or bool(_NEW.search(deed.clause))))


def _named_in(clause: str) -> set[str]:
    return {word for symbol in symbols(clause) for word in stems(symbol.text)}


def _is_removal_of(words: set[str], material: Material) -> bool:
    """The added lines that speak of it, every one, remove it: "sessions are added" by DELETE FROM sessions."""
    are_removals = (bool(_REMOVAL.search(line)) for line in material.lines_about(words, "+"))
    return next(are_removals, False) and all(are_removals)


def _is_turned(deed: Deed, material: Material) -> bool:
    """Numbers that went up or down, switches that went on or off, on lines that the clause speaks of."""
    told = (one for one in (*symbols(deed.subject), *deed.symbols) if one.kind is not SymbolKind.PATH)
    named = [_places(symbol, material) for symbol in told]
    if any(found and not any(place.side in "+-@" for place in found) for found in named):
        return False
    if deed.act in {Act.TURNED_ON, Act.TURNED_OFF} and _is_set_otherwise(named, deed.act):
        return False
    spoken_of = _values_of(deed, material) or _spoken_of(deed, material)
    trends = {trend for pair in spoken_of if (trend := _trend(pair, deed.act)) is not None}
    if not trends and deed.act in {Act.TURNED_ON, Act.TURNED_OFF}:
        return _is_there(deed, material)
    return not trends or True in trends


def _is_there(deed: Deed, material: Material) -> bool:
    """No switch says it; then what is turned on at least came rather than went, and what is turned off went."""
    words = stems(deed.subject)
    leaning = sum(material.leaning(word, "+", "-") for word in words)
    if deed.act is Act.TURNED_ON:
        return leaning >= 0
    return leaning <= 0 or any(map(_OFF.search, material.lines_about(words, "+")))


def _is_set_otherwise(named: Iterable[Iterable[Place]], act: Act) -> bool:
    switches = [SWITCH.search(place.line) for found in named for place in found if place.side == "+"]
    settings = {bool(switch["on"]) for switch in switches if switch}
    return bool(settings) and (act is Act.TURNED_ON) not in settings


def _spoken_of(deed: Deed, material: Material) -> list[Pair]:
    """The changed lines whose words are those of the clause, the nearest ones only."""
    words = stems(f"{deed.clause} {deed.subject}") - {"from", "now", "the"}
    scored = [(len(words & pair.words), pair) for pair in pairs(material)]
    best = max((score for score, _ in scored), default=0)
    return [pair for score, pair in scored if score == best and best]


def _trend(pair: Pair, act: Act) -> bool | None:
    """Whether the pair went the way of the act; None: it shows nothing of the sort."""
    if act in {Act.RAISED, Act.LOWERED}:
        return None if pair.has_grown is None else pair.has_grown is (act is Act.RAISED)
    if pair.is_on is None:
        return None
    return pair.is_on is (act is Act.TURNED_ON)
