"""`executions.json`: everything, as `./review show --json` tells it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from lambdas.shared.domain.codec import to_data
from ops.dossier import Dossier
from ops.export.about import About


@contextmanager
def json_file(path: Path, about: About) -> Iterator[Callable[[Dossier], None]]:
    """One object: what it is about, and the list `executions`."""
    with path.open("w", encoding="utf-8") as file:
        head = json.dumps(to_data(about), indent=1).removesuffix("\n}")
        file.write(f'{head},\n "executions": [')
        numbers = count()

        def add(dossier: Dossier) -> None:
            file.write(",\n" if next(numbers) else "\n")
            file.write(json.dumps(dossier.to_data(), allow_nan=False))

        yield add
        file.write("\n ]\n}\n")
