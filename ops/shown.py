"""
What people see on the terminal.

Headlines, comments, names and authors were written by others: whatever is shown goes through `safe`, which makes
control characters visible and hands Rich a text, never markup.
"""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from lambdas.shared.brief.hostile_text import visible

_COLOURS = {
    "low": "green",
    "medium": "yellow",
    "high": "red",
    "critical": "bold red",
    "APPROVED": "green",
    "DEPLOYED": "green",
    "REJECTED": "red",
    "FAILED": "red",
    "DEPLOY_FAILED": "red",
    "EXPIRED": "yellow",
    "AWAITING_APPROVAL": "bold yellow",
    "ok": "green",
    "warn": "yellow",
    "fail": "bold red",
}
_NOTHING = "-"


def safe(value: object) -> Text:
    """On one line."""
    text = visible(str(value)) if value not in {None, ""} else _NOTHING
    return Text(text, style=_COLOURS.get(text, ""))


def heading(text: str) -> Text:
    return Text(f"\n{visible(text)}", style="bold")


def line(text: str) -> Text:
    return Text(visible(text))


def link(what: str, url: str) -> Group:
    """On one line, however narrow the terminal is: a link in two pieces leads nowhere."""
    return Group(Text(visible(f"{what}: {url}"), no_wrap=True, overflow="ignore"))  # a Text alone would be wrapped


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = (), wide: int = 1
) -> Table:
    """Where there is too little room, the last `wide` columns take several lines."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for name in columns:
        shown.add_column(name, no_wrap=name not in columns[-wide:], justify="right" if name in right else "left")
    for row in rows:
        shown.add_row(*map(safe, row))
    return shown


def facts(pairs: Iterable[tuple[str, object]]) -> Table:
    """Name and value, a line each; what is not known is left out."""
    shown = Table.grid(padding=(0, 2))
    shown.add_column(style="dim", no_wrap=True)
    shown.add_column(overflow="fold")
    for name, value in pairs:
        if value not in {None, ""}:
            shown.add_row(name, safe(value))
    return shown


def who(arn: object) -> str:
    """Of `arn:aws:sts::111122223333:assumed-role/Approver/jane` the role and the session."""
    return str(arn or "").rpartition(":")[2].removeprefix("assumed-role/")


def short(id_: object) -> str:
    """The beginning of an execution id or commit id or digest, as every command accepts it."""
    return str(id_)[:8]


def duration(seconds: float | None) -> str:
    """In the two largest units: "2 d 3 h", "4 min 10 s"."""
    if seconds is None:
        return _NOTHING
    left = round(seconds)
    parts = []
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)):
        count, left = divmod(left, size)
        parts += [f"{count} {unit}"] if count else []
    return " ".join(parts[:2]) or "0 s"


def percent(share: float | None) -> str:
    return _NOTHING if share is None else f"{share:.0%}"
