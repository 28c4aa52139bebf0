"""Text that somebody else wrote, made fit for a page and for a terminal."""

import unicodedata


def visible(text: object) -> str:
    """Control and formatting characters (that could hide, turn round or colour what stands there) as U+FFFD."""
    return "".join("\ufffd" if _is_hidden(character) else character for character in str(text))


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") and character not in "\n\t\u200d"


def plain(text: str) -> str:
    """What is set as code elsewhere is set as nothing else in a terminal."""
    return visible(text).replace("`", "")
