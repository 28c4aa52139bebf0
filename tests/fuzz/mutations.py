"""Inputs that were right once, and what hand, disk or attacker made of them."""

import copy
from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

_ODD = ("", " ", "\0", "\n", "\u202e", "é" * 300, "x" * 5_000, "-1", "1e999", "None", "../../etc/passwd", "\ud800")
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
    | st.sampled_from(_ODD)
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=4,
)


@st.composite
def mutated(draw: st.DrawFn, seeds: Sequence[Any]) -> Any:
    """One of the JSON values with up to three places of it removed or replaced by anything."""
    value = copy.deepcopy(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(value))
        if not places:
            return draw(_VALUES)
        container, key = draw(st.sampled_from(places))
        if draw(st.booleans()):
            container[key] = draw(_VALUES)
        else:
            del container[key]
    return value


@st.composite
def spliced(draw: st.DrawFn, seeds: Sequence[str]) -> str:
    """One of the texts with up to three stretches of it cut out, doubled or replaced by anything."""
    text = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from((0, 1, 2, 7, 40, 400))))
        new = draw(st.sampled_from(("", text[start:end] * 2, "\n", *_ODD)) | st.text(max_size=12))
        text = text[:start] + new + text[end:]
    return text


def spliced_bytes(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    texts = [seed.decode("latin-1") for seed in seeds]
    return spliced(texts).map(lambda text: text.encode("latin-1", "replace")) | st.binary(max_size=64)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
