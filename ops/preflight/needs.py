"""What the pipelines need: as they are deployed, or as the settings file says before they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lambdas.shared.domain.settings import OFFLINE, PipelineSettings
from ops.errors import OperatorError
from stacks.settings import SettingsError, read_settings


@dataclass(frozen=True, slots=True)
class Needs:
    sender: str
    recipients: tuple[str, ...]
    model_ids: tuple[str, ...]


def needs_of_deployed(sender: str, pipelines: Iterable[PipelineSettings]) -> Needs:
    found = tuple(pipelines)
    recipients = [
        address
        for each in found
        for address in (each.approver_email, each.second_approver_email, each.escalation_email)
        if address
    ]
    return Needs(sender, _once(recipients), _once(model_id for each in found for model_id in _models(each)))


def needs_of_file(path: Path, overrides: Mapping[str, str]) -> Needs:
    """
    Of the settings file; `overrides` as for `make deploy`.

    Raises:
        OperatorError: there is a mistake in it.
    """
    try:
        settings = read_settings(path, overrides)
    except SettingsError as error:
        raise OperatorError(str(error)) from error
    addresses = [(each.approver_email, each.escalation_email) for each in settings.pipelines]
    return Needs(
        sender=settings.sender_email,
        recipients=_once(address for pair in addresses for address in pair if address),
        model_ids=_once(model_id for each in settings.pipelines for model_id in each.model_ids),
    )


def _models(pipeline: PipelineSettings) -> tuple[str, ...]:
    """Every model that may be asked."""
    triage = (pipeline.triage.harmless_model_id, pipeline.triage.strong_model_id) if pipeline.triage else ()
    return tuple(model_id for model_id in (*pipeline.model_ids, *triage) if model_id and model_id != OFFLINE)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
