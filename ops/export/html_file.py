"""`dossier.html`: everything a person needs to judge an execution, in one file that needs no network."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lambdas.shared.brief.templates import browser_pages
from lambdas.shared.domain.codec import canonical
from ops.dossier import Dossier
from ops.export.about import About
from ops.shown import short

_PAGE = "dossier.html.j2"


@contextmanager
def html_file(path: Path, about: About) -> Iterator[Callable[[Dossier], None]]:
    """Written as it goes: a year of executions is never in memory."""
    pages = browser_pages("ops")
    pages.filters["short"] = short
    parts = pages.get_template(_PAGE).module
    with path.open("w", encoding="utf-8") as file:
        file.write(parts.head(about))  # type: ignore[attr-defined]

        def add(dossier: Dossier) -> None:
            details = [canonical(entry.details).decode() for entry in dossier.record.trail]
            file.write(parts.execution(dossier, details))  # type: ignore[attr-defined]

        yield add
        file.write(parts.foot())  # type: ignore[attr-defined]
