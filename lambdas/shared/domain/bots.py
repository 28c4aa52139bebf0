"""Programs that write commits, told from people by the names they give themselves."""

import re

_BOT = re.compile(r"(?:.*\[bot\]|(?:dependabot|renovate|github-actions)(?:[- ](?:bot|preview))?)", re.IGNORECASE)


def is_bot(author: str) -> bool:
    """Of "Name <address>". Whoever makes a commit chooses the name, so that this may decide an order and no more."""
    return _BOT.fullmatch(author.partition(" <")[0].strip()) is not None
