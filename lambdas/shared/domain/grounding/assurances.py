"""Sentences that no diff can bear out: verdicts, approvals, invitations to click."""

import re

from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.sentences import is_question, without_code

_LINK = re.compile(
    r"https?://(?=\w)|\bwww\.|\bmailto:|!?\[[^\]]*\]\(|<a\b|<img\b|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}\b|\bdata:\w+/",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^`\s\[\]()<>]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS_AS_CODE = re.compile(r"`https?://[^`\s\[\]()<>]+`")
_VERDICT = re.compile(
    r"""
    \b(?:is|are|was|were|be|been|being|looks?|seems?|appears?|remains?|considered)\s+
        (?:(?!no\b|not\b|never\b|the\b)\w+\s+){0,2}?
        (?:safe|secure|harmless|risk[- ]free|low[- ]risk|bug[- ]free|correct|well[- ]tested|production[- ]ready|
           ready\s+(?:to|for)\s+(?!it\b|them\b|this\b|that\b)\w+|(?:fully\s+)?tested|reviewed|
           backwards?[- ]compatible|approved|vetted|
           audited|trustworthy)\b
    | \bno\s+(?:\w+\s+)?(?:risks?|concerns?|security\s+(?:impact|issues?|implications?)|issues?\s+(?:were\s+)?found|
           (?:further\s+|manual\s+)?review\s+(?:is\s+)?(?:needed|required|necessary)|action\s+(?:is\s+)?(?:needed|required))\b
    | \b(?:safe\s+to\s+\w+|safely\s+(?:be\s+)?(?:deploy|approve|merge|ship)\w*)\b
    | \bcan\s+be\s+(?:approved|merged|deployed|shipped)\b
    | \b(?:already|been|pre-?)\s*(?:been\s+)?(?:approved|signed\s+off|audited|vetted)\b
    | \b(?:recommend|suggest|advise)\w*\s+(?:\w+\s+){0,3}?(?:approv|merg|deploy|accept)\w*
    | (?:^\W*|[;,:]\s+|\b(?:please|just|now|can|should|may|must|you|we|to\s+simply)\s+)
      (?:approve|accept|merge|deploy|ship)\s+(?:this|the|it|now|immediately)\b(?![^.]*\?)
    | \b(?:all\s+)?tests?\s+(?:all\s+)?(?:pass|passed|are\s+passing|succeed)\b
    | \b(?:lgtm|looks\s+good)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_assurance(sentence: str) -> bool:
    """A question may ask for what a statement must not claim."""
    return not is_question(sentence) and bool(_VERDICT.search(without_code(sentence)))


def has_link(sentence: str, material: Material) -> bool:
    """
    A mail program would make it clickable; a brief has one button, and it is not the model's.

    An address of the change, or between backticks, is code: it is looked up, and whatever shows a brief breaks it.
    """
    told = _ADDRESS_AS_CODE.sub("`x`", sentence)
    known = (one for one in _ADDRESS.findall(told) if material.has_line_with(one))
    for address in sorted(known, key=len, reverse=True):
        told = told.replace(address, "x")
    return bool(_LINK.search(told))
