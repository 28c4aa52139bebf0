"""What a sentence says was done, and to what: added, removed, raised, lowered, from this to that."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from lambdas.shared.domain.change import FileKind
from lambdas.shared.domain.grounding.material import Material, Place, stems
from lambdas.shared.domain.grounding.pairs import SWITCH, Pair, pairs
from lambdas.shared.domain.grounding.quantities import Quantity, quantities
from lambdas.shared.domain.grounding.support import quantity_places
from lambdas.shared.domain.grounding.symbols import Symbol, SymbolKind, symbols


class Act(Enum):
    ADDED = auto()
    REMOVED = auto()
    ENDED = auto()
    RAISED = auto()
    LOWERED = auto()
    TURNED_ON = auto()
    TURNED_OFF = auto()
    CHANGED = auto()
    REPLACED = auto()


_BE = r"(?:is|are|now|becomes?|gets?|lasts?|made)"
_VERBS = {
    Act.ADDED: r"add(?:s|ed|ing)?|introduc(?:es?|ed|ing)|creat(?:es?|ed|ing)|new|gains?|gained",
    Act.REMOVED: r"remov(?:es?|ed|ing)|delet(?:es?|ed|ing)|drop(?:s|ped|ping)?|loses?|lost",
    Act.ENDED: r"no longer|any ?more|stops?|stopped",
    Act.RAISED: r"rais(?:es?|ed|ing)|increas(?:es?|ed|ing)|grows?|grew|grown|lengthen(?:s|ed)?|"
    rf"{_BE} (?:longer|higher|larger|bigger)(?! than \d)",
    Act.LOWERED: r"lower(?:s|ed|ing)?|reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)|shorten(?:s|ed)?|shrinks?|shrank|"
    rf"falls?|fell|cuts?|{_BE} (?:shorter|lower|smaller)(?! than \d)",
    Act.TURNED_ON: r"enabl(?:es?|ed|ing)|turn(?:s|ed)? on|switch(?:es|ed)? on|activat(?:es?|ed)",
    Act.TURNED_OFF: r"disabl(?:es?|ed|ing)|turn(?:s|ed)? off|switch(?:es|ed)? off|deactivat(?:es?|ed)",
    Act.CHANGED: r"chang(?:es?|ed|ing)|modif(?:y|ies|ied)|updat(?:es?|ed|ing)|rewrit(?:es?|ten)|rewrote",
    Act.REPLACED: r"renam(?:es?|ed)|replac(?:es?|ed)",
}
_VERB = re.compile("|".join(rf"(?P<{act.name}>\b(?:{verb})\b)" for act, verb in _VERBS.items()), re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:()]\s|\s(?:and|but|which|that|so|because|while|when|if|where|instead|unless|until|although)\s", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"\s(?:to|in|from|on|of|for|with|at|by|inside|into|within|using|via|as|under|over|between|through|than|onto|against)\s",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|be|being|gets?|got)\s+(?:\w+ly\s+|now\s+|also\s+|not\s+)?$", re.IGNORECASE
)
_NEGATED = re.compile(
    r"\b(?:not|never|without|neither|nor|nothing|none|no)\s+(?:\w+\s+)?$|n't\s+(?:\w+\s+)?$", re.IGNORECASE
)
_FROM_TO = re.compile(
    r"\bfrom\s+(?P<old>(?:(?!\bto\b)(?:,(?=\d)|[^,;]))+?)\s+(?:down\s+|up\s+|back\s+)?to\s+(?P<new>(?:,(?=\d)|[^,;])+)|"
    r"\b(?:replac|renam|swap)\w*\s+(?P<old2>[^,;]+?)\s+(?:with|by|to|for)\s+(?P<new2>[^,;]+)|"
    r"(?P<new4>\d\S*(?:\s[A-Za-z]+)?)(?:\s[^,;.]{0,40}?)?,?\s+(?:down|up)\s+from\s+(?P<old4>(?:,(?=\d)|[^,;])+)|"
    r"(?P<new3>`[^`]+`|\d\S*(?:\s\w+)?)\s+(?:instead of|rather than|where it was)\s+(?P<old3>(?:,(?=\d)|[^,;])+)",
    re.IGNORECASE,
)
_TO = re.compile(
    r"\b(?:rais|lower|increas|reduc|decreas|shorten|lengthen|grow|grew|fall|fell|drop|set|cut|chang|doubl|halv)\w*\s"
    r"(?:(?!\bfrom\b)[^,;.])*?\bto\s+(?P<new>\d(?:,(?=\d)|\.(?=\d)|[^,;.])*)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"\b(?:def|class|func|function|fn|fun|impl|struct|trait|interface|module|object|sub|public)\s")
_ASIDE = re.compile(r"\s\([^()]*\)(?=[\s.,;:]|$)")  # "(stack.py, line 12)" says where, not what
_SIDES = {Act.ADDED: ("+", "-"), Act.REMOVED: ("-", "+")}
_REMOVAL = re.compile(r"\b(?:drop|delete|remove|truncate|revoke|unset|rm|del|purge)\b", re.IGNORECASE)
_AFTER_NEW = re.compile(r"\s(?:and|which|that|so|because|while|when|in|for|on|at|if|where)\s.*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deed:
    act: Act
    symbols: tuple[Symbol, ...]  # what it was done to
    subject: str  # the same in all its words, with what it is a part of
    clause: str


def are_directions_right(sentence: str, material: Material) -> bool:
    """Whether everything the sentence says was done can be seen to have been done, and not the other way round."""
    if not all(_moved(old, new, sentence, material) for old, new in _moves(sentence)):
        return False
    return all(_is_done(deed, material) for deed in _deeds(sentence))


def _moves(sentence: str) -> Iterator[tuple[str, str]]:
    for match in _TO.finditer(sentence):
        yield "", match["new"]
    for match in _FROM_TO.finditer(sentence):
        old = match["old"] or match["old2"] or match["old3"] or match["old4"]
        new = match["new"] or match["new2"] or match["new3"] or match["new4"]
        yield old, _AFTER_NEW.sub("", new)


def _moved(old: str, new: str, sentence: str, material: Material) -> bool:
    """The old value stands on a removed line and the new one on an added line, of one hunk where both are named."""
    if _is_pair(old, new, sentence, material):
        return True
    gone = _hunks_of(old, "-", sentence, material)
    come = _hunks_of(new, "+", sentence, material)
    if gone is None or come is None:
        return gone != set() and come != set()
    return bool(gone & come)


def _is_pair(old: str, new: str, sentence: str, material: Material) -> bool:
    """Both are nothing but a number, and some line says first the one and then the other."""
    if any(symbols(old)) or any(symbols(new)):
        return False
    before = [_with_unit(quantity, sentence) for quantity in quantities(old)][:1]
    after = [_with_unit(quantity, sentence) for quantity in quantities(new)][:1]
    return any(
        pair.old_amount in was.amounts and pair.new_amount in now.amounts
        for was in before
        for now in after
        for pair in pairs(material)
    )


def _hunks_of(text: str, side: str, sentence: str, material: Material) -> set[int] | None:
    """The hunks that hold the values of the text on this side; None where it names none."""
    named: list[set[int]] = []
    for symbol in symbols(text):
        if symbol.kind is SymbolKind.PATH or symbol.text in material.paths:
            continue
        word = symbol.text.removesuffix("()").strip("\"'")
        places = material.places(word) or material.places(word.split(".")[-1])
        named.append({id(place.hunk) for place in places if place.side == side})
    taken = [(symbol.start, symbol.end) for symbol in symbols(text)]
    for quantity in quantities(text):
        if not any(start <= quantity.start < end for start, end in taken):
            quantity_ = _with_unit(quantity, sentence)
            places = tuple(quantity_places(quantity_, sentence, material))
            named.append({id(place.hunk) for place in places if place.side == side})
    return set.intersection(*named) if named else None


def _with_unit(quantity: Quantity, sentence: str) -> Quantity:
    """In "from 5 to 10 minutes" the first number has the unit of the second."""
    if quantity.unit is not None:
        return quantity
    units = {other.unit for other in quantities(sentence) if other.unit}
    plain = {quantity.text} & {other.text for other in quantities(sentence) if other.unit is None}
    if len(units) == 1 and plain and re.search(rf"\b{re.escape(quantity.text)}\s+to\s", sentence):
        return Quantity(quantity.text, units.pop(), quantity.start, quantity.end)
    return quantity


def _deeds(told: str) -> Iterator[Deed]:
    sentence = _ASIDE.sub("", told)
    start = 0
    act: Act | None = None
    before = ""  # the clauses since the last verb: "A second algorithm, `quick_sort`, is added."
    for end, following in [*((m.start(), m.end()) for m in _CLAUSE.finditer(sentence)), (len(sentence), 0)]:
        clause = sentence[start:end]
        start = following
        verbs = [match for match in _VERB.finditer(clause) if not _in_code(clause, match.start())]
        if not verbs and act and (named := _bare_object(clause)):
            yield Deed(act, named, clause, clause)
        act = None
        for index, verb in enumerate(verbs):
            act = None if _NEGATED.search(clause[: verb.start()]) else Act[verb.lastgroup or ""]
            if act:
                limit = verbs[index + 1].start() if index + 1 < len(verbs) else len(clause)
                yield _deed(act, clause, verb, limit, before)
        before = "" if verbs else f"{before} {clause}"


def _deed(act: Act, clause: str, verb: re.Match[str], limit: int, before: str) -> Deed:
    """What the verb is done to: behind it, or in front of it when it is passive."""
    ahead = clause[: verb.start()]
    if _PASSIVE.search(ahead):
        subject = _PASSIVE.sub("", ahead)
        subject = subject if subject.strip() else before
        cut = _PREPOSITION.search(subject)
        return Deed(act, tuple(symbols(subject[: cut.start()] if cut else subject)), subject, clause)
    behind = clause[verb.end() : limit]
    cut = _PREPOSITION.search(f" {behind}")
    named = behind[: max(cut.start() - 1, 0)] if cut else behind
    of = _PREPOSITION.split(re.sub(r"\sof\s", " ", behind))[0]
    return Deed(act, tuple(symbols(named)), of, clause)


def _in_code(clause: str, position: int) -> bool:
    return (
        any(symbol.start <= position < symbol.end for symbol in symbols(clause))
        or clause[:position].count("`") % 2 == 1
    )


def _bare_object(clause: str) -> tuple[Symbol, ...]:
    """In "adds `a` and `b`" the second clause is hardly more than a name: the verb before goes for it too."""
    found = tuple(symbols(clause))
    rest = clause
    for symbol in found:
        rest = rest.replace(symbol.text, "")
    return found if found and len(re.findall(r"\w+", rest)) <= 2 else ()


def _is_done(deed: Deed, material: Material) -> bool:
    if deed.act in {Act.RAISED, Act.LOWERED, Act.TURNED_ON, Act.TURNED_OFF}:
        return _is_turned(deed, material)
    if not all(_was(deed.act, symbol, material) for symbol in deed.symbols):
        return False
    return bool(deed.symbols) or deed.act not in _SIDES or _was_on_side(deed, material)


def _was(act: Act, symbol: Symbol, material: Material) -> bool:
    kind = material.kind_of(symbol.text)
    if kind is not None:
        wanted = {Act.ADDED: FileKind.ADDED, Act.REMOVED: FileKind.DELETED}.get(act)
        return wanted is None or kind is wanted or kind in {FileKind.RENAMED, FileKind.COPIED}
    places = _places(symbol, material)
    added = sum(place.side == "+" for place in places)
    removed = sum(place.side == "-" for place in places)
    if act is Act.ADDED:
        return added > removed or not places
    if act is Act.REMOVED:
        return removed > added or _is_removed_by(places) or not places
    if act is Act.ENDED:
        return bool(removed) or not places
    if act is Act.CHANGED and any(place.side == "@" or _DEFINITION.search(place.line) for place in places):
        return True  # what is around the changed lines has changed
    return bool(added or removed or not places)


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
    named += [tuple(quantity_places(number, deed.clause, material)) for number in quantities(deed.subject)]
    if any(found and all(place.side == wrong for place in found) for found in named):
        return right == "-" and any(_is_removed_by(found) for found in named)
    words = stems(deed.subject)
    return not (words & (lines[wrong] - lines[right])) or bool(words & (lines[right] - lines[wrong]))


def _is_turned(deed: Deed, material: Material) -> bool:
    """Numbers that went up or down, switches that went on or off, on lines that the clause speaks of."""
    named = [_places(symbol, material) for symbol in (*symbols(deed.subject), *deed.symbols)]
    if any(found and not any(place.side in "+-@" for place in found) for found in named):
        return False
    if deed.act in {Act.TURNED_ON, Act.TURNED_OFF} and _is_set_otherwise(named, deed.act):
        return False
    trends = {trend for pair in _spoken_of(deed, material) if (trend := _trend(pair, deed.act)) is not None}
    return not trends or True in trends


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
        if pair.old_amount is None or pair.new_amount is None or pair.old_amount == pair.new_amount:
            return None
        return (pair.new_amount > pair.old_amount) is (act is Act.RAISED)
    if pair.is_on is None:
        return None
    return pair.is_on is (act is Act.TURNED_ON)
