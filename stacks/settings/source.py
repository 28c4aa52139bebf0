"""A pipeline's `source`: its `type` says which of the dataclasses it is."""

from collections.abc import Mapping

from stacks.settings.errors import SettingsError, wrong
from stacks.settings.pipeline import CodeCommitSource, ConnectionSource
from stacks.settings.place import Place
from stacks.settings.reader import missing, read_table

_TYPES: Mapping[str, type[CodeCommitSource | ConnectionSource]] = {
    "codecommit": CodeCommitSource,
    "connection": ConnectionSource,
}


def read_source(table: object, place: Place) -> CodeCommitSource | ConnectionSource:
    """
    Read the source.

    Raises:
        SettingsError: no such type; or S3, whose archives have no history to compare with what is deployed.
    """
    if not isinstance(table, dict):
        raise wrong("source", table, 'must be a table, such as { type = "codecommit", repository = "shop" }', place)
    here = place.in_section("source")
    if "type" not in table:
        raise missing("type", here)
    kind = table["type"]
    if kind == "s3":
        raise SettingsError(
            f"{here.of('type')}: {here.name_of('type')} = 's3' cannot be reviewed: an archive in S3 has no git history "
            'to compare with what is deployed; use "codecommit" or "connection".'
        )
    if kind not in _TYPES:
        raise wrong("type", kind, 'is no type of source; use "codecommit" or "connection"', here)
    return read_table(_TYPES[kind], {key: value for key, value in table.items() if key != "type"}, here)
