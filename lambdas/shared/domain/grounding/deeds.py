"""What a sentence says was done, and to what: the verb, and the object or passive subject that goes with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

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
    RENAMED = auto()
    REPLACED = auto()


_BE = r"(?:is|are|now|becomes?|gets?|lasts?|made)"
_VERBS = {
    Act.ADDED: r"add(?:s|ed|ing)?(?! up\b)|introduc(?:es?|ed|ing)|creat(?:es?|ed|ing)|new|gains?|gained",
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
    Act.CHANGED: r"(?<!the )(?<!this )(?<!each )(?<!every )(?<!an )(?<!a )"  # where they are no verbs
    r"(?:chang(?:es?|ed|ing)|updat(?:es?|ed|ing))|modif(?:y|ies|ied)|rewrit(?:es?|ten)|rewrote",
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
_ADVERBIAL = re.compile(r"\s*(?:of|to|in|from|by|for|with|at|on)\s", re.IGNORECASE)  # "because of `x`"
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
    r"\W*(?:\w+:\s+)?(?:(?:before(?:hand)?|until\s+now|previously|formerly|so\s+far|in\s+the\s+past)\b,?\s+(?!the\s+change)"
    r"|(?:going|rolling|turning|stepping)\s+back\b|(?:undoing|reverting|restoring)\b"
    r"|(?:should|could|would|can|will|may|might)\b.*\?\s*$)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\s(?:when|if|while|where|whenever|unless|until)\s$", re.IGNORECASE)
_CONDITION_AHEAD = re.compile(r"\s*(?:when|if|while|whenever|unless|once|as\s+soon\s+as)\b", re.IGNORECASE)
_MAY = re.compile(  # "could be deleted", "used to create": not what the change did
    r"\b(?:can|could|may|might|would|should|must|will|ha(?:s|ve)\s+to|needs?\s+to|used\s+to)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_BASE_FORM = re.compile(r"\w+(?<!s)(?<!ed)(?<!ing)(?<!lost)(?<!new)(?<!longer)(?<!more)", re.IGNORECASE)
_TO_DO = re.compile(  # "can add or delete"
    r"\b(?:to|can|cannot|could|may|might|must|should|will|would)\b", re.IGNORECASE
)
_IN = re.compile(r"\b(?:in|inside|within|from)\s+$", re.IGNORECASE)  # where it was done, not what was done
_PLACE_AHEAD = re.compile(r"^\W*(?:in|inside|within|for)\s+\S+\s+(?=\w)", re.IGNORECASE)  # "In `x` the call is added"
_ATTRIBUTE = re.compile(r"\b(?:an?|the|any|each|every|some|of|no)\s+$", re.IGNORECASE)  # "for a lost table"
_DOING = re.compile(r"\s*\w+ing\b", re.IGNORECASE)  # "the calls on opening and closing a menu" go on
_NOTHING_NEW = re.compile(r"\s*(?:(?:it|they|this|that|these|those)\s*)?", re.IGNORECASE)  # the subject stands before
_PAST = re.compile(r"(?:\w+ed|lost|grew|rose|shrank|fell|rewrote)", re.IGNORECASE)
_KNOWN = re.compile(r"\b(?:the|this|these|its|their)\s+$", re.IGNORECASE)
_NOTHING_THAT = re.compile(r"\b(?:no|without\s+an?|not\s+an?y?)\s+(?:\w+\s+){1,3}(?:that|which)\s+$", re.IGNORECASE)
_ERROR = re.compile(r"\s+(?:an?\s+|the\s+)?(?:`?\w*(?:Error|Exception|Timeout)\b|error|exception)")
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
    is_loose: bool = False  # the subject is all that stands before: it is done to some of what is named there
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


def is_of_another_time(sentence: str) -> bool:
    """What was so until now, and what going back would mean."""
    return bool(_OF_ANOTHER_TIME.match(sentence))


def deeds(told: str) -> Iterator[Deed]:
    """
    In order; what stands in parentheses says where, and is left out.

    So is "the check that refused": it tells what there was, not what was done to it.
    """
    if is_of_another_time(told):
        return
    sentence = _BOTH_WAYS.sub("handles", _ASIDE.sub("", told))
    start = 0
    act: Act | None = None
    actor = ""
    before = ""  # the clauses since the last verb: "A second algorithm, `quick_sort`, is added."
    for end, following in _clause_ends(sentence):
        clause, opening = sentence[start:end], sentence[:start]
        start = following
        is_condition = bool(
            _CONDITION.search(opening) or _CONDITION_AHEAD.match(clause)
        )  # "when the user loses the right" tells of no change
        verbs = [match for match in _VERB.finditer(clause) if not is_condition and not _in_code(clause, match.start())]
        if verbs and _is_description(verbs[0], opening):
            verbs = verbs[1:]
        is_other = opening.endswith("instead ")  # what stands in its place, not one more
        if not verbs and act and not is_other and (named := _bare_object(clause)):
            yield Deed(act, named, clause, clause, actor=actor)
        act = None
        for index, verb in enumerate(verbs):
            ahead = clause[: verb.start()]
            if _is_of_no_deed(verb, clause, opening, ahead) or _is_told_of_a_thing(verb, opening, ahead):
                continue
            is_joined = index > 0 and act is None and bool(_JOINED.search(ahead))  # "no longer adds or removes"
            act = None if is_joined or _NEGATED.search(ahead) else _act(verb, ahead)
            if act:
                limit = verbs[index + 1].start() if index + 1 < len(verbs) else len(clause)
                deed = _deed(act, clause, verb, limit, before)
                actor = deed.actor
                yield deed
        before = "" if verbs else f"{before} {clause}"


def _is_description(verb: re.Match[str], before: str) -> bool:
    return not verb.string[: verb.start()].strip() and bool(_PAST.fullmatch(verb.group()) and _RELATIVE.search(before))


def _act(verb: re.Match[str], ahead: str) -> Act:
    """What is called "the new one" need not have been added: it may be another than before."""
    is_known = verb.group().lower() == "new" and _KNOWN.search(ahead)
    return Act.CHANGED if is_known else Act[verb.lastgroup or ""]


def _is_of_no_deed(verb: re.Match[str], clause: str, opening: str, ahead: str) -> bool:
    """What may happen, and what a thing is called after: "could be deleted", "the removed lines", "a sudden drop"."""
    if _MAY.search(ahead) or (_BASE_FORM.fullmatch(verb.group()) and _TO_DO.search(opening + ahead)):
        return True
    is_noun = verb.group().lower() in {"drop", "cut", "falls"}
    has_noun_behind = bool(re.match(r"\s+[a-z]", clause[verb.end() :]))
    is_participle = bool(_PAST.fullmatch(verb.group())) and has_noun_behind
    return bool(_ATTRIBUTE.search(ahead)) and (is_participle or is_noun)


def _is_told_of_a_thing(verb: re.Match[str], opening: str, ahead: str) -> bool:
    """As "functions that were added later", "no migration that adds it", "raises a `ChargeError`"."""
    is_relative = bool(_RELATIVE.search(opening.rstrip() + " "))
    is_passive = is_relative and bool(_PASSIVE.fullmatch(ahead.lstrip()))
    is_of_none = is_relative and bool(_NOTHING_THAT.search(opening))
    is_thrown = verb.group().lower().startswith("rais") and bool(_ERROR.match(verb.string, verb.end()))
    return is_passive or is_of_none or is_thrown


def _deed(act: Act, clause: str, verb: re.Match[str], limit: int, before: str) -> Deed:
    """What the verb is done to: behind it, or in front of it when it is passive."""
    ahead = clause[: verb.start()]
    if _PASSIVE.search(ahead):
        subject = _PASSIVE.sub("", ahead)
        is_loose = bool(before) and bool(_NOTHING_NEW.fullmatch(subject))
        if is_loose:
            subject = before
        elif before and _DOING.match(subject):
            subject = f"{before} {subject}"
        subject = _PLACE_AHEAD.sub("", subject)
        cut = None if is_loose else _PREPOSITION.search(subject)
        objects = tuple(symbols(subject[: cut.start()] if cut else subject))
        done_to = tuple(
            one for one in objects if not (one.kind is SymbolKind.PATH and _IN.search(subject[: one.start]))
        )
        return Deed(act, done_to, subject, clause, is_loose)
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
    if _ADVERBIAL.match(clause):
        return ()
    rest = clause
    for symbol in found:
        rest = rest.replace(symbol.text, "")
    return found if found and len(re.findall(r"\w+", rest)) <= 2 else ()
