"""The settings file `deployment-review.toml`, read into frozen dataclasses and checked before any synthesis."""

from stacks.settings.chat import SlackChannel, TeamsChannel
from stacks.settings.errors import SettingsError
from stacks.settings.file import read_settings
from stacks.settings.pipeline import Guardrail, PipelineSettings, Triage
from stacks.settings.settings import Settings
from stacks.settings.sources import CodeCommitSource, ConnectionSource, ExistingSource, S3Source, Source
from stacks.settings.trigger import Trigger

__all__ = [
    "CodeCommitSource",
    "ConnectionSource",
    "ExistingSource",
    "Guardrail",
    "PipelineSettings",
    "S3Source",
    "Settings",
    "SettingsError",
    "SlackChannel",
    "Source",
    "TeamsChannel",
    "Triage",
    "Trigger",
    "read_settings",
]
