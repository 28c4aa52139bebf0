"""Points gathered for the eye: those that say the same words together, and a file named once for all of its lines."""

from collections.abc import Callable, Hashable, Sequence

from lambdas.shared.brief.points import Point
from lambdas.shared.brief.words import listed

Points = tuple[Point, ...]


def by_news(points: Sequence[Point], told: str) -> tuple[tuple[str, Points], ...]:
    """What the points add to the words `told` before them, and for each such addition the points that make it."""
    gathered = _together(points, lambda point: _news(point, told))
    return tuple((_news(alike[0], told), alike) for alike in gathered)


def _news(point: Point, told: str) -> str:
    """Only the names, where all other words are those that were told; empty where nothing is new but the place."""
    parts, known = point.text.split("`"), told.split("`")
    if parts[::2] != known[::2]:
        return point.text
    names = (name for name, before in zip(parts[1::2], known[1::2], strict=True) if name not in (before, point.path))
    return ", ".join(f"`{name}`" for name in names)


def by_file(points: Sequence[Point]) -> tuple[Points, ...]:
    """What is about a whole file, or about several lines of it in a row, stands alone."""
    return _together(points, lambda point: (point.path, point.is_removed) if point.is_of_one_line else point)


def place_words(points: Sequence[Point]) -> str:
    """Of lines of one file: app.py, lines 12, 31 and 40."""
    first = points[0]
    if len(points) == 1:
        return first.place
    former = "former " if first.is_removed else ""
    return f"{first.shown_path}, {former}lines {listed([str(point.line) for point in points])}"


def _together(points: Sequence[Point], kind: Callable[[Point], Hashable]) -> tuple[Points, ...]:
    alike: dict[Hashable, list[Point]] = {}
    for point in points:
        alike.setdefault(kind(point), []).append(point)
    return tuple(map(tuple, alike.values()))
