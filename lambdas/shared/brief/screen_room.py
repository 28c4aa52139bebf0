"""
How many reasons and questions a screen of 600 by 800 pixels has room for, beside all else that must be on it.

Reckoned from the sizes in mail.html.j2 and a letter's usual width; each mail program sets its own letters, so it is
about right, not exact.
"""

from collections.abc import Sequence
from textwrap import wrap

_SCREEN = 800
_ALWAYS = 175  # margins, the line above the headline, the chip with the risk, the button, the two lists' own space
_LINE, _GAP = 20, 8
_BULLET_GAP = 2
_NOTICE_FRAME = 26
_LETTERS, _LETTERS_OF_BULLET, _LETTERS_OF_NOTICE = 64, 61, 74  # in a line
_LONG_HEADLINE = 90
_HEADLINE, _HEADLINE_IF_LONG = (28, 44), (25, 50)  # a line's height, and letters in it


def room_beside(headline: str, *, notices: Sequence[str], rows: Sequence[str]) -> int:
    """Pixels for reasons and questions. `rows`: the other facts, each with a label beside it."""
    height, letters = _HEADLINE if len(headline) < _LONG_HEADLINE else _HEADLINE_IF_LONG
    room = _SCREEN - _ALWAYS - height * _lines(headline, letters)
    room -= sum(_GAP + _LINE * _lines(row, _LETTERS) for row in rows)
    return room - (_NOTICE_FRAME if notices else 0) - sum(_LINE * _lines(text, _LETTERS_OF_NOTICE) for text in notices)


def shared(room: int, *lists: Sequence[str], most: int) -> tuple[int, ...]:
    """How many of each list fit, in turns, one of each at least; a list that is cut needs a line to say so."""
    taken = [min(1, len(texts)) for texts in lists]
    for _ in range(1, most):
        for index, texts in enumerate(lists):
            more = [*taken[:index], taken[index] + 1, *taken[index + 1 :]]
            if more[index] <= min(most, len(texts)) and _height(lists, more) <= room:
                taken = more
    return tuple(taken)


def _height(lists: Sequence[Sequence[str]], taken: Sequence[int]) -> int:
    return sum(
        sum(_BULLET_GAP + _LINE * _lines(text, _LETTERS_OF_BULLET) for text in texts[:number])
        + (_LINE if number < len(texts) else 0)
        for texts, number in zip(lists, taken, strict=True)
    )


def _lines(text: str, letters: int) -> int:
    return len(wrap(text.replace("`", ""), letters))
