"""How many tokens a text is, without asking anyone: an estimate that errs on the side of too many."""

_DIGITS = b"0123456789"
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SPACES = b" \t\r\n"


def count_tokens(text: str) -> int:
    """
    At least as many tokens as the models count for code.

    A token is about four letters, or two digits, or one and a half signs, or four bytes of another script; most white
    space goes with what follows.
    """
    raw = text.encode("utf-8", "surrogatepass")
    letters = len(raw) - len(raw.translate(None, _LETTERS))
    digits = len(raw) - len(raw.translate(None, _DIGITS))
    lines = raw.count(b"\n")
    spaces = len(raw) - len(raw.translate(None, _SPACES)) - lines
    foreign = len(raw) - len(raw.decode("ascii", "ignore"))
    signs = len(raw) - letters - digits - lines - spaces - foreign
    return 1 + int(letters / 3.6 + digits / 1.6 + signs / 1.5 + spaces / 8 + lines / 1.5 + foreign / 2)
