"""The table `people`: under which other names a person is known."""

from stacks.settings.errors import SettingsError, wrong
from stacks.settings.place import Place

_LONGEST = 5_000  # characters; with all the other settings it has to fit into one SSM parameter of 8 KB


def read_people(table: object, place: Place) -> tuple[tuple[str, ...], ...]:
    """
    All names of one person together: the key of the line, and what stands behind it.

    Raises:
        SettingsError: it is no table of lists of names, or too long for a parameter.
    """
    if not isinstance(table, dict):
        raise wrong("people", table, 'must be a table, such as { alice = ["alice@example.com"] }', place)
    people = tuple((name, *_read_names(name, names, place.in_section("people"))) for name, names in table.items())
    if sum(len(name) + 4 for names in people for name in names) > _LONGEST:
        raise SettingsError(
            f"{place.of('people')}: {place.name_of('people')} is longer than {_LONGEST} characters; "
            "leave out who has the same name as approver and author."
        )
    return people


def _read_names(key: str, names: object, place: Place) -> list[str]:
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise wrong(key, names, 'must be a list of names, such as ["alice@example.com", "a.smith"]', place)
    return names
