"""
Technical terms: whoever says "loop" or "exception" speaks of something that code shows in words of its own.

Each term with what stands for it in code or beside it. A term without any trace in the diff is an invention.
"""

import re
from functools import cache

from lambdas.shared.domain.grounding.material import Material

_TERMS = {
    r"tuples?": r"tuple|(?<!\w)\([^()\n]*,[^()\n]*\)|return \w+, ",
    r"docstrings?": r'"""|\'\'\'',
    r"while[- ]loops?": r"\bwhile\b",
    r"for[- ]loops?": r"\bfor\b",
    r"loops?": r"\b(?:for|while|loop|each|map|iter\w*|until)\b",
    r"if[- ]statements?": r"\bif\b",
    r"exceptions?": r"exception|error|raise|throw|except|catch|rescue|panic|unwrap|abort",
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
    r"subclass(?:es)?|inherits?|inheritance": r"class\s+\w+\(|extends|<\s*\w+|:\s*public|implements|super|class \w+ :",
    r"cookies?": r"cookie|session",
    r"GPUs?": r"gpu|cuda",
}


def are_concepts_known(sentence: str, material: Material) -> bool:
    """Whether each technical term of the sentence, whatever its language, has left a trace in the diff."""
    return all(_has_trace(trace, material) for term, trace in _terms() if term.search(sentence))


def _has_trace(trace: re.Pattern[str], material: Material) -> bool:
    return any(
        trace.search(text) for file in material.files for hunk in file.hunks for text in (hunk.body, hunk.section)
    ) or any(trace.search(path) for path in material.paths)


@cache
def _terms() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (re.compile(rf"\b(?:{term})\b", re.IGNORECASE), re.compile(trace, re.IGNORECASE))
        for term, trace in _TERMS.items()
    )
