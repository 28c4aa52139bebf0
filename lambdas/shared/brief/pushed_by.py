"""Who pushed, in the few words that the first screen has room for."""

from collections.abc import Sequence

from lambdas.shared.brief.hostile_text import capped, one_line
from lambdas.shared.brief.words import count, listed
from lambdas.shared.domain.pushers import Pushers

_NAMED = 2
_NAME_LENGTH = 64  # the longest of IAM and STS


def pushers_words(pushers: Pushers) -> str:
    """Empty where nobody is known to have pushed."""
    newest = _names(pushers.of_candidate)
    if pushers.is_author:
        return f"{newest}, who seems to have written it too"
    earlier = f"{_names(pushers.of_earlier)} (earlier commits)" if pushers.of_earlier else ""
    return "; ".join(filter(None, (newest, earlier)))


def _names(names: Sequence[str]) -> str:
    shown = [capped(one_line(name), _NAME_LENGTH) for name in names[:_NAMED]]
    rest = len(names) - len(shown)
    return listed([*shown, count(rest, "other")] if rest else shown)
