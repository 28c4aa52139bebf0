"""Files of no interest around a change: what makes a case huge is generated, not committed."""

import random
from collections.abc import Iterator

from lambdas.shared.domain.diff import parse_diff

_LINES = 60
_NOUNS = ("order", "invoice", "basket", "parcel", "voucher", "rating", "address", "stock", "refund", "catalogue")
_VERBS = ("label", "describe", "format", "render", "title", "caption", "sort", "list", "group", "print")


def surrounded(diff: str, *, files: int) -> str:
    """The diff with `files` added files around it, the same each time; it stands in the middle."""
    if not files:
        return diff
    generated = list(_generated(files))
    middle = len(generated) // 2
    whole = "".join((*generated[:middle], diff, *generated[middle:]))
    parse_diff(whole)
    return whole


def _generated(files: int) -> Iterator[str]:
    chance = random.Random(20261123)  # noqa: S311 -- the same files each time
    for number in range(files):
        noun, verb = chance.choice(_NOUNS), chance.choice(_VERBS)
        path = f"shop/texts/{noun}_{verb}_{number:04}.py"
        lines = [f'"""Texts: {verb} each {noun}."""', ""]
        while len(lines) < _LINES:
            a, b = chance.choice(_NOUNS), chance.choice(_VERBS)
            lines += [f"def {b}_{a}_{len(lines)}(text):", f'    return "{a} {b}: " + text.strip()', ""]
        yield _added(path, lines)


def _added(path: str, lines: list[str]) -> str:
    header = (
        f"diff --git a/{path} b/{path}\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/{path}\n"
        f"@@ -0,0 +1,{len(lines)} @@\n"
    )
    return header + "".join(f"+{line}\n" for line in lines)
