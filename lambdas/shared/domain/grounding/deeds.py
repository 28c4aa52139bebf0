"""What a sentence says was done, and to what: the verb, and the object or passive subject that goes with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from lambdas.shared.domain.grounding.symbols import Symbol, symbols


class Act(Enum):
    ADDED = auto()
    REMOVED = auto()
    ENDED = auto()
    RAISED = auto()
    LOWERED = auto()
    TURNED_ON = auto()
    TURNED_OFF = auto()
    CHANGED = auto()
    RENAMED = auto()
    REPLACED = auto()


_BE = r"(?:is|are|now|becomes?|gets?|lasts?|made)"
_VERBS = {
    Act.ADDED: r"add(?:s|ed|ing)?|introduc(?:es?|ed|ing)|creat(?:es?|ed|ing)|new|gains?|gained",
    Act.REMOVED: r"remov(?:es?|ed|ing)|delet(?:es?|ed|ing)|drop(?:s|ped|ping)?|loses?|lost",
    Act.ENDED: r"no longer|any ?more|stops?|stopped",
    Act.RAISED: r"rais(?:es?|ed|ing)|rises?|rose|doubl(?:es?|ed|ing)|increas(?:es?|ed|ing)|grows?|grew|grown|"
    r"lengthen(?:s|ed)?|"
    rf"{_BE} (?:longer|higher|larger|bigger)(?! than \d)",
    Act.LOWERED: r"lower(?:s|ed|ing)?|halv(?:es?|ed|ing)|reduc(?:es?|ed|ing)|decreas(?:es?|ed|ing)|"
    r"shorten(?:s|ed)?|shrinks?|shrank|"
    rf"falls?|fell|cuts?|{_BE} (?:shorter|lower|smaller)(?! than \d)",
    Act.TURNED_ON: r"enabl(?:es?|ed|ing)|turn(?:s|ed)? on|switch(?:es|ed)? on|activat(?:es?|ed)",
    Act.TURNED_OFF: r"disabl(?:es?|ed|ing)|turn(?:s|ed)? off|switch(?:es|ed)? off|deactivat(?:es?|ed)",
    Act.CHANGED: r"chang(?:es?|ed|ing)|modif(?:y|ies|ied)|updat(?:es?|ed|ing)|rewrit(?:es?|ten)|rewrote",
    Act.RENAMED: r"renam(?:es?|ed)",
    Act.REPLACED: r"replac(?:es?|ed)",
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
_JOINED = re.compile(r"\w\s+(?:n?or)\s+$", re.IGNORECASE)
_BOTH_WAYS = re.compile(  # "adds and removes rows" tells what a program does, not what was done to it
    rf"\b(?:(?:{_VERBS[Act.ADDED]})\s+(?:and|or)\s+(?:{_VERBS[Act.REMOVED]})"
    rf"|(?:{_VERBS[Act.REMOVED]})\s+(?:and|or)\s+(?:{_VERBS[Act.ADDED]}))\b",
    re.IGNORECASE,
)
_OF_ANOTHER_TIME = re.compile(
    r"\W*(?:(?:before(?:hand)?|until\s+now|previously|formerly|so\s+far|in\s+the\s+past)\b,?\s+(?!the\s+change)"
    r"|(?:should|could|would|can|will|may|might)\b.*\?\s*$)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\s(?:when|if|while|where|whenever|unless|until)\s$", re.IGNORECASE)
_DOING = re.compile(r"\s*\w+ing\b", re.IGNORECASE)  # "the calls on opening and closing a menu" go on
_NOTHING_NEW = re.compile(r"\s*(?:(?:it|they|this|that|these|those)\s*)?", re.IGNORECASE)  # the subject stands before
_PAST = re.compile(r"(?:\w+ed|lost|grew|rose|shrank|fell|rewrote)", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:that|which|who)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_AFTER_NEW = re.compile(
    r"\s(?:is|are|was|were|has|have|will|can|may|must|needs?|comes?|goes|stays?|holds?|means?)\s", re.IGNORECASE
)
_ASIDE = re.compile(r"\s\([^()]*\)(?=[\s.,;:]|$)")  # "(stack.py, line 12)" says where, not what


@dataclass(frozen=True, slots=True)
class Deed:
    act: Act
    symbols: tuple[Symbol, ...]  # what it was done to
    subject: str  # the same in all its words, with what it is a part of
    clause: str
    actor: str = ""  # who does it, where the verb is active: "`clean` removes the rows"


def clauses(sentence: str) -> Iterator[str]:
    start = 0
    for end, following in _clause_ends(sentence):
        yield sentence[start:end]
        start = following


def _clause_ends(sentence: str) -> Iterator[tuple[int, int]]:
    """Where each clause ends, and where the next one begins."""
    yield from ((match.start(), match.end()) for match in _CLAUSE.finditer(sentence))
    yield len(sentence), 0


def deeds(told: str) -> Iterator[Deed]:
    """
    In order; what stands in parentheses says where, and is left out.

    So is "the check that refused": it tells what there was, not what was done to it.
    """
    if _OF_ANOTHER_TIME.match(told):
        return
    sentence = _BOTH_WAYS.sub("handles", _ASIDE.sub("", told))
    start = 0
    act: Act | None = None
    actor = ""
    before = ""  # the clauses since the last verb: "A second algorithm, `quick_sort`, is added."
    for end, following in _clause_ends(sentence):
        clause, opening = sentence[start:end], sentence[:start]
        start = following
        is_condition = bool(_CONDITION.search(opening))  # "when the user loses the right" tells of no change
        verbs = [match for match in _VERB.finditer(clause) if not is_condition and not _in_code(clause, match.start())]
        if verbs and _is_description(verbs[0], opening):
            verbs = verbs[1:]
        is_other = opening.endswith("instead ")  # what stands in its place, not one more
        if not verbs and act and not is_other and (named := _bare_object(clause)):
            yield Deed(act, named, clause, clause, actor)
        act = None
        for index, verb in enumerate(verbs):
            ahead = clause[: verb.start()]
            is_joined = index > 0 and act is None and bool(_JOINED.search(ahead))  # "no longer adds or removes"
            act = None if is_joined or _NEGATED.search(ahead) else Act[verb.lastgroup or ""]
            if act:
                limit = verbs[index + 1].start() if index + 1 < len(verbs) else len(clause)
                deed = _deed(act, clause, verb, limit, before)
                actor = deed.actor
                yield deed
        before = "" if verbs else f"{before} {clause}"


def _is_description(verb: re.Match[str], before: str) -> bool:
    return not verb.string[: verb.start()].strip() and bool(_PAST.fullmatch(verb.group()) and _RELATIVE.search(before))


def _deed(act: Act, clause: str, verb: re.Match[str], limit: int, before: str) -> Deed:
    """What the verb is done to: behind it, or in front of it when it is passive."""
    ahead = clause[: verb.start()]
    if _PASSIVE.search(ahead):
        subject = _PASSIVE.sub("", ahead)
        if before and _NOTHING_NEW.fullmatch(subject):
            subject = before
        elif before and _DOING.match(subject):
            subject = f"{before} {subject}"
        cut = _PREPOSITION.search(subject)
        return Deed(act, tuple(symbols(subject[: cut.start()] if cut else subject)), subject, clause)
    behind = clause[verb.end() : limit]
    if verb.group().lower() == "new" and (rest := _AFTER_NEW.search(behind)):
        behind = behind[: rest.start()]  # "the new field is required": what is new is the field
    cut = _PREPOSITION.search(f" {behind}")
    named = behind[: max(cut.start() - 1, 0)] if cut else behind
    of = _PREPOSITION.split(re.sub(r"\sof\s", " ", behind))[0]
    return Deed(act, tuple(symbols(named)), of, clause, actor=f"{before} {ahead}")


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
