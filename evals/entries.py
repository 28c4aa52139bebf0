"""What is compared: a model, a model asked several times, or a triage between models."""

import re
from dataclasses import dataclass

from lambdas.shared.domain.settings import OFFLINE, PipelineSettings, Triage

_CANDIDATES = re.compile(r"(?P<model>.+)\*(?P<number>\d+)")
_NUMBERS = ("1", "2", "3", "4", "5")
_TRIAGE = "triage:"


class EntryError(Exception):
    """One sentence for whoever named it."""


@dataclass(frozen=True, slots=True)
class Entry:
    name: str  # as it was asked for
    settings: PipelineSettings

    @property
    def asks_a_model(self) -> bool:
        return bool(self.settings.model_ids)

    @property
    def asked(self) -> frozenset[str]:
        """Every model that may be asked, whatever the change is like."""
        triage = self.settings.triage
        others = (triage.harmless_model_id, triage.strong_model_id) if triage else ()
        return frozenset(one for one in (*self.settings.model_ids, *others) if one and one != OFFLINE)


def read_entry(name: str, *, served: tuple[str, ...] = ()) -> Entry:
    """
    `MODEL`, `MODEL*3` (three candidates), or `triage:HARMLESS,ORDINARY[,STRONG]`; `offline` stands for the rules.

    `served`: ids of the models of MODEL_URL; there the first word of an id is enough (`smollm2` for `local.smollm2-…`).

    Raises:
        EntryError: it is none of these.
    """
    if name.startswith(_TRIAGE):
        models = [_model_id(part, served) for part in name.removeprefix(_TRIAGE).split(",")]
        if len(models) not in (2, 3) or OFFLINE in models[1:]:
            raise EntryError(f"{name}: write triage:HARMLESS,ORDINARY or triage:HARMLESS,ORDINARY,STRONG.")
        triage = Triage(harmless_model_id=models[0], strong_model_id=models[2] if len(models) == 3 else None)
        return Entry(name, _settings(models[1], triage=triage))
    several = _CANDIDATES.fullmatch(name)
    if several and several["number"] not in _NUMBERS:
        raise EntryError(f"{name}: a model can be asked for 1 to 5 candidates, as in {several['model']}*3.")
    if several:
        return Entry(name, _settings(_model_id(several["model"], served), candidates=int(several["number"])))
    return Entry(name, _settings(_model_id(name, served)))


def _model_id(name: str, served: tuple[str, ...]) -> str:
    if name == OFFLINE or "." in name:
        return name
    found = [id_ for id_ in served if id_.startswith(f"local.{name}")]
    if len(found) != 1:
        known = ", ".join(served) or "none: MODEL_URL is not set"
        raise EntryError(f"{name} is neither a model's id nor the beginning of one that MODEL_URL serves ({known}).")
    return found[0]


def _settings(model_id: str, *, candidates: int = 1, triage: Triage | None = None) -> PipelineSettings:
    """As a pipeline would have them, without fallbacks: each entry stands for itself."""
    return PipelineSettings(
        approver_email="approver@example.com",
        model_id=model_id,
        repository_name="repository",
        build=True,
        candidates=candidates,
        triage=triage,
    )
