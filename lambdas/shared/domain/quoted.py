"""Text of the change inside of our own sentences."""


def code(text: str, length: int = 80) -> str:
    """Text of the change inside a sentence: on one line, at most `length` characters, set off by backticks."""
    return f"`{plain(text, length)}`"


def code_at(text: str, start: int, end: int, length: int = 80) -> str:
    """As `code`; where what matters, from `start` to `end`, would be cut off, the text from there on."""
    if end - (len(text) - len(text.lstrip())) < length:
        return code(text, length)
    return f"`…{plain(text[start:], length - 1)}`"


def plain(text: str, length: int = 80) -> str:
    """On one line, without backticks and without what cannot be seen (control characters, marks of direction)."""
    if text.isascii() and text.isidentifier() and len(text) <= length:  # most are names
        return text
    quoted = text.replace("`", "'")
    if not quoted.isprintable():
        quoted = "".join([character if character.isprintable() else " " for character in quoted])
    one_line = " ".join(quoted.split())
    return one_line if len(one_line) <= length else one_line[: length - 1] + "…"
