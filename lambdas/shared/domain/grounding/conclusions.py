"""
What a sentence infers instead of telling it of the change: "tools that use the old name may need to be adapted".

No program can look it up, whatever words it uses. A caution does little harm where it is wrong; that something stays as
it is, or that nobody is affected, would reassure, and is no caution.
"""

import re

from lambdas.shared.domain.grounding.deeds import deeds

_CAUTION = re.compile(
    r"\b(?:may|might|can(?:not)?|could|would|should|must|ha(?:s|ve)\s+to|needs?\s+to|if|unless|otherwise|because|since|so"
    r"|therefore|probably|likely)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:now|no\s+longer|any\s?more|new)\b", re.IGNORECASE)
_REASSURING = re.compile(
    r"""
    \b(?:not|no|nothing|nobody|none|never|neither|without)\s+(?:\w+\s+){0,3}?
        (?:affect\w*|chang\w*|touch\w*|differ\w*|impact\w*|concern\w*|break\w*|risk\w*|harm\w*|notic\w*|problems?|issues?)
    | \b(?:unaffected|unchanged|untouched|stays?|remains?|keeps?|kept|same|as\s+before|still|always|compatible|fine|well
        |faster|better|easier|safer|cheaper|improve\w*|protect\w*|prevent\w*|secur\w*|encrypt\w*|safe\w*)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_caution(sentence: str) -> bool:
    """It asserts no change, and does not reassure."""
    return (
        bool(_CAUTION.search(sentence))
        and not _TOLD.search(sentence)
        and not _REASSURING.search(sentence)
        and not any(True for _ in deeds(sentence))
    )
