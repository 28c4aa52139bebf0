"""
What can be wrong with the settings.

    SettingsError          the sentence that a person reads
    └─ raised from
       WrongValueError     a check's verdict on one value; the reader adds where it stands
"""

from stacks.settings.place import Place


class SettingsError(Exception):
    """One sentence: which file and line, which setting, what to do."""


class WrongValueError(Exception):
    """How a value is wrong and what to write instead, in words that follow the setting's name."""


def wrong(key: str, value: object, what: str, place: Place) -> SettingsError:
    shown = repr(value) if len(repr(value)) <= 80 else f"{value!r:.80}…"
    end = "" if what.endswith("?") else "."
    return SettingsError(f"{place.of(key)}: {place.name_of(key)} = {shown} {what}{end}")
