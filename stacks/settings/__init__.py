"""The settings file `deployment-review.toml`, read into frozen dataclasses and checked before any synthesis."""

from stacks.settings.errors import SettingsError
from stacks.settings.file import read_settings
from stacks.settings.pipeline import CodeCommitSource, ConnectionSource, Guardrail, PipelineSettings, Triage
from stacks.settings.settings import Settings

__all__ = [
    "CodeCommitSource",
    "ConnectionSource",
    "Guardrail",
    "PipelineSettings",
    "Settings",
    "SettingsError",
    "Triage",
    "read_settings",
]
