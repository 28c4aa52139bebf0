"""
Technical terms: whoever says "loop" or "exception" speaks of something that code shows in words of its own.

Each term with what stands for it in code or beside it. A term without any trace in the diff is an invention. The other
way round, a sentence that uses the term for what the changed lines show speaks of the change.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from lambdas.shared.domain.grounding.material import Material, stems
from lambdas.shared.domain.grounding.pairs import is_reordered, is_respelt

_TERMS = {
    r"tuples?": r"tuple|(?<!\w)\([^()\n]*,[^()\n]*\)|return \w+, ",
    r"docstrings?": r'"""|\'\'\'',
    r"while[- ]loops?": r"\bwhile\b",
    r"for[- ]loops?": r"\bfor\b",
    r"loops?": r"\b(?:for|while|loop|each|map|iter\w*|until|continue|break)\b|foreach",
    r"if[- ]statements?": r"\bif\b",
    r"exceptions?(?! (?:for|to|from|of)\b)": r"exception|error|raise|throw|except|catch|rescue|panic|unwrap|abort",
    r"integers?": r"\bint|integer|number|[iu](?:8|16|32|64)\b|count|\bnum|\blong\b",
    r"floats?|floating[- ]point": r"float|double|decimal|f32|f64|\d\.\d",
    r"booleans?": r"bool|true|false",
    r"arrays?": r"array|\[|vec|list|slice",
    r"dictionar(?:y|ies)": r"dict|map|hash|\{|object",
    r"decorators?": r"(?m)^[+\- ]\s*@",
    r"lambda functions?": r"lambda|=>",
    r"pointers?": r"pointer|\*\w|ptr|&\w",
    r"threads?": r"thread|async|concurren|parallel|worker|pool|lock|mutex|spawn|\bgo\b",
    r"regular expressions?|regex(?:es)?": r"regex|\bre\.|match|pattern|grep|/[^/\n]+/",
    r"constructors?": r"__init__|constructor|\bnew\b|\bclass\b|::new|public\s+\w+\(",
    r"subclass(?:es)?|inherits?|inheritance": r"class\s+\w+\(|extends|<\s*\w+|:\s*public|implements|super|class \w+ :"
    r"|\bprotected\b|abstract|virtual|override",
    r"cookies?": r"cookie|session",
    r"GPUs?": r"gpu|cuda",
}
_SHOWN = {  # words that are no invention without a trace, and speak of the change where it shows one
    r"comments?": r"(?m)^\s*(?:#|//|/\*|\*|--|<!--|;|%)|\s//\s|\s#\s",
    r"links?|addresses|URLs?": r"https?:/|\burl\b|href|://",
    r"imports?|imported": r"(?m)^\s*(?:import|from|use|using|require|#include)\b",
    r"crash(?:es|ed)?|panics?": r"panic|fatal|abort|exit\(|raise|throw|unwrap|except|catch|rescue|\bok\b|\bnil\b|null"
    r"|bounds|index",
    r"by\s+hand|manual(?:ly)?": r"workflow_dispatch|manual",
    r"(?:error|exception)s?": r"raise|throw|throws|except|catch|rescue|panic|\berr\b|error|reject",
    r"parameters?|arguments?": r"\w\([^()\n]*\w[^()\n]*\)",
    r"conditions?": r"\b(?:if|unless|when|where|case)\b|\?.*:",
    r"types?|typed": r":\s*[A-Z]\w+|\b(?:int|string|str|bool|float|number|boolean|void)\b",
}
_CHARACTERS = {  # a character that code compares with, or writes, has a name in prose
    r"(?:square |opening |closing )*brackets?": r"[\"'`]\\?[\[\]][\"'`]",
    r"parenthes[ei]s": r"[\"'`]\\?[()][\"'`]",
    r"(?:curly )?braces?": r"[\"'`]\\?[{}][\"'`]",
    r"colons?": r"[\"'`]:[\"'`]",
    r"semicolons?": r"[\"'`];[\"'`]",
    r"commas?": r"[\"'`],\s?[\"'`]",
    r"(?:full stop|dot)s?": r"[\"'`]\\?\.[\"'`]",
    r"(?:back)?slash(?:es)?": r"[\"'`](?:/|\\\\)[\"'`]",
    r"(?:hyphen|dash)(?:es|s)?": r"[\"'`]-[\"'`]",
    r"underscores?": r"[\"'`]_[\"'`]",
    r"(?:asterisk|star|wildcard)s?": r"[\"'`]\\?\*[\"'`]",
    r"(?:white )?spaces?": r"[\"'`] [\"'`]|\\s",
    r"(?:new lines?|line breaks?|newlines?)": r"\\n|No newline at end",
    r"quot(?:es?|ation marks?)": r"\\[\"']|\"'\"|'\"'",
}
_ORDER = re.compile(r"\b(?:order|sequence|reorder\w*|rearrang\w*)\b", re.IGNORECASE)
_SPELLING = re.compile(r"\b(?:spelling|misspell\w*|typos?|typing\s+errors?)\b", re.IGNORECASE)


def are_concepts_known(sentence: str, material: Material) -> bool:
    """Whether each technical term of the sentence, whatever its language, has left a trace in the diff."""
    return all(_is_traced(term, trace, sentence, material) for term, trace in _terms(_TERMS))


def concepts_shown(sentence: str, material: Material) -> bool:
    """Whether a term of the sentence has its trace on a changed line."""
    if _SPELLING.search(sentence) and is_respelt(material):
        return True
    if _ORDER.search(sentence) and is_reordered(material):
        return True
    terms = (*_terms(_TERMS), *_terms(_SHOWN), *_terms(_CHARACTERS))
    told = [trace for term, trace in terms if term.search(sentence)]
    return any(material.shows(trace) for trace in told)


def is_count_of_shown(number: Fraction | None, sentence: str, material: Material) -> bool:
    """As "links to two discussions" where two are added: so many lines of a side show what the sentence names."""
    told = [trace for term, trace in _terms(_SHOWN) if term.search(sentence)]
    return any(
        number == sum(bool(trace.search(line)) for line in material.lines_on(side)) for trace in told for side in "+-"
    )


def _is_traced(term: re.Pattern[str], trace: re.Pattern[str], sentence: str, material: Material) -> bool:
    match = term.search(sentence)
    return match is None or bool(stems(match.group()) & material.vocabulary) or _has_trace(trace, material)


def _has_trace(trace: re.Pattern[str], material: Material) -> bool:
    return any(
        trace.search(text) for file in material.files for hunk in file.hunks for text in (hunk.body, hunk.section)
    ) or any(trace.search(path) for path in material.paths)


def _terms(words: Mapping[str, str]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((_compiled(rf"\b(?:{term})\b"), _compiled(trace)) for term, trace in words.items())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
