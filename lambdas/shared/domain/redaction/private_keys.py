"""Private keys: blocks of many lines, of which a diff may show only a part."""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from lambdas.shared.domain.redaction.spans import Span

KIND = "private key"
ANCHOR = re.compile(r"PRIVATE KEY|Private-Lines:")

_BEGIN = re.compile(r"-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|Private-Lines: \d+")
_END = re.compile(r"-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----|Private-MAC:")
_BODY = re.compile(r"""^\s*(?://|\#|\*)?\s*[+.]?\s*["'`]?([A-Za-z0-9+/]+={0,2})(?:\\n|\\r)*["'`]?\s*[+,;.\\)]*\s*$""")
_INLINE = re.compile(r"[A-Za-z0-9+/]{16}[A-Za-z0-9+/=\\rn\s\"',+]*")
_ARMOUR = re.compile(
    r"^\s*[\"']?(?:Proc-Type|DEK-Info|Version|Comment|Encryption|Charset|Hash):|^\s*[\"']?(?:\\n)?[\"',+]*\s*$"
)
_KEY_FILE = re.compile(r"(?:\.(?:pem|key|p8|ppk|pkcs8|priv|asc)|(?:^|/)id_(?:rsa|dsa|ecdsa|ed25519))$")
_LONG = 40  # characters; a full line of a key has 64 to 76
_MOST_LINES = 400


def is_key_file(path: str) -> bool:
    return bool(_KEY_FILE.search(path))


def find_private_keys(text: str, lines: Sequence[tuple[int, int]], *, key_file: bool) -> Iterator[Span]:
    """
    Keys in consecutive lines, `text[start:end]` each, without the diff's mark.

    Found are whole keys, those of which only the beginning or the end is shown, and, in a file that is named like a
    key, the middle. Every line keeps its place; what stands in it goes.
    """
    pending: deque[Span] = deque(maxlen=_MOST_LINES)
    inside = opened = certificate = False
    for start, end in lines:
        line = text[start:end]
        if ("-----" in line and "CERTIFICATE" in line) or "PUBLIC KEY-----" in line:
            certificate = "BEGIN" in line
            pending.clear()
            continue
        begins, ends = _BEGIN.search(line), _END.search(line)
        if begins:
            yield from _inline(line, start, begins.end(), ends.start() if ends else len(line))
            inside, opened = ends is None, True
            pending.clear()
        elif ends:
            yield from () if opened else tuple(pending)
            yield from _body(line[: ends.start()], start)
            inside = opened = False
            pending.clear()
        elif inside:
            found = list(_body(line, start))
            yield from found
            inside = bool(found) or bool(_ARMOUR.search(line))
        elif not certificate:
            found = list(_body(line, start))
            if key_file:
                yield from (span for span in found if span.end - span.start >= _LONG)
            pending.extend(found)
            if not found:
                pending.clear()


def _body(line: str, offset: int) -> Iterator[Span]:
    match = _BODY.match(line)
    if match:
        yield Span(offset + match.start(1), offset + match.end(1), KIND)


def _inline(line: str, offset: int, start: int, end: int) -> Iterator[Span]:
    """A key written into one line, its line ends escaped."""
    match = _INLINE.search(line, start, end)
    if match:
        yield Span(offset + match.start(), offset + end if end < len(line) else offset + match.end(), KIND)
