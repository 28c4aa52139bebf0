"""Read `deployment-review.toml`: defaults at the top, an entry for each pipeline, overrides by command line."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from stacks.settings.errors import SettingsError, wrong
from stacks.settings.pipeline import PipelineSettings
from stacks.settings.place import Place
from stacks.settings.reader import missing, read_table, read_values, refuse_unknown
from stacks.settings.settings import Settings
from stacks.settings.source import read_source

_TOP = tuple(field.name for field in fields(Settings))
_OF_A_PIPELINE = tuple(field.name for field in fields(PipelineSettings))
_NEVER_A_DEFAULT = ("name", "source", "baseline_commit")
_NOT_OF_AN_EXISTING_ONE = ("build_commands", "scan_seconds", "deploy_commands", "deploy_policy_arns", "deploy_role_arn")
_DEFAULTS = tuple(name for name in _OF_A_PIPELINE if name not in _NEVER_A_DEFAULT)


def read_settings(path: Path, overrides: Mapping[str, str]) -> Settings:
    """
    Read the file; `overrides` (from `-c KEY=VALUE`) take the place of the keys at its top.

    Raises:
        SettingsError: the sentence for whoever wrote the file.
    """
    text = _read_text(path)
    place = Place(path.name, text, from_command_line=frozenset(overrides))
    table = {**_parse(text, path.name), **overrides}
    refuse_unknown(table, (*_TOP, *_DEFAULTS), place)
    defaults = read_values(PipelineSettings, {key: table[key] for key in _DEFAULTS if key in table}, place)
    pipelines = _read_pipelines(table.get("pipelines"), defaults, place)
    own = {key: value for key, value in table.items() if key in _TOP and key != "pipelines"}
    if "approver_email" in defaults:
        own.setdefault("sender_email", defaults["approver_email"])
    return read_table(Settings, own, place, pipelines=pipelines)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"{path}: the settings file cannot be read ({error.strerror}); name the right one with -c settings=PATH."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: the settings file is not UTF-8; save it as UTF-8.") from error


def _parse(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name}: this is no valid TOML: {error}.") from error


def _read_pipelines(entries: object, defaults: Mapping[str, Any], place: Place) -> tuple[PipelineSettings, ...]:
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"{place.file}: there is no pipeline; add a [[pipelines]] entry with name and source.")
    pipelines = tuple(
        _read_pipeline(entry, defaults, place.in_pipeline(index, entry.get("name")))
        for index, entry in enumerate(entries)
    )
    _refuse_same_names(pipelines, place)
    return pipelines


def _read_pipeline(entry: Mapping[str, Any], defaults: Mapping[str, Any], place: Place) -> PipelineSettings:
    refuse_unknown(entry, _OF_A_PIPELINE, place)
    if "source" not in entry:
        raise missing("source", place)
    if "approver_email" not in {**defaults, **entry}:
        raise missing("approver_email", place, advice=", at its top for all pipelines, or say make … APPROVER_EMAIL=…")
    inherited = {key: value for key, value in defaults.items() if key not in entry}
    own = {key: value for key, value in entry.items() if key != "source"}
    pipeline = read_table(PipelineSettings, own, place, source=read_source(entry["source"], place), **inherited)
    _refuse_too_few_approvers(pipeline, place)
    if pipeline.is_existing:
        _refuse_build_and_deployment(entry, place)
    return pipeline


def _refuse_too_few_approvers(pipeline: PipelineSettings, place: Place) -> None:
    second = pipeline.second_approver_email
    if pipeline.approvals == 2 and second is None:
        raise missing("second_approver_email", place, advice=", for approvals = 2")
    if pipeline.approvals == 2 and second == pipeline.approver_email:
        raise wrong("second_approver_email", second, "is approver_email; two different people have to approve", place)


def _refuse_build_and_deployment(entry: Mapping[str, Any], place: Place) -> None:
    for key in _NOT_OF_AN_EXISTING_ONE:
        if key in entry:
            what = 'has no effect on a pipeline that exists already (type = "existing"); remove it'
            raise wrong(key, entry[key], what, place)


def _refuse_same_names(pipelines: tuple[PipelineSettings, ...], place: Place) -> None:
    """Stack names have no periods or underscores: `a.b` and `a-b` would be one stack."""
    seen: dict[str, int] = {}
    for index, pipeline in enumerate(pipelines):
        if pipeline.stack_suffix in seen:
            other = pipelines[seen[pipeline.stack_suffix]].name
            here = place.in_pipeline(index, pipeline.name)
            raise wrong("name", pipeline.name, f'is too much like pipeline "{other}"; their stacks would be one', here)
        seen[pipeline.stack_suffix] = index
