"""A pipeline's `source`: its `type` says which of the dataclasses it is."""

from collections.abc import Mapping
from difflib import get_close_matches

from stacks.settings.errors import wrong
from stacks.settings.place import Place
from stacks.settings.reader import missing, read_table
from stacks.settings.sources import CodeCommitSource, ConnectionSource, ExistingSource, S3Source, Source
from stacks.settings.trigger import mistakes

_TYPES: Mapping[str, type[Source]] = {
    "codecommit": CodeCommitSource,
    "connection": ConnectionSource,
    "s3": S3Source,
    "existing": ExistingSource,
}


def read_source(table: object, place: Place) -> Source:
    """
    Read the source.

    Raises:
        SettingsError: no such type, or a setting of it is wrong.
    """
    if not isinstance(table, dict):
        raise wrong("source", table, 'must be a table, such as { type = "codecommit", repository = "shop" }', place)
    here = place.in_section("source")
    if "type" not in table:
        raise missing("type", here)
    kind = table["type"]
    if kind not in _TYPES:
        close = get_close_matches(str(kind), _TYPES, n=1)
        advice = f"did you mean {close[0]}?" if close else f"use one of {', '.join(_TYPES)}"
        raise wrong("type", kind, f"is no type of source; {advice}", here)
    source = read_table(_TYPES[kind], {key: value for key, value in table.items() if key != "type"}, here)
    if isinstance(source, ConnectionSource) and source.trigger:
        for key, mistake in mistakes(source.trigger):
            raise wrong(key, list(getattr(source.trigger, key)), mistake, here.in_section("trigger"))
    return source
