"""
Triage: which models are asked about a change, by what the rules have shown of it.

Harmless is only what the rules can show to be: every file of a class that is never executed, no fact that carries a
risk, nothing taken out, nothing hidden, and few enough lines. What they cannot show goes to `model_id`; a risk floor
from `strong_from` on goes to the strong model.
"""

from dataclasses import dataclass

from lambdas.shared.domain.assessment import OFFLINE_REASON, Assessment
from lambdas.shared.domain.change import BaselineReason, FileChange, FileKind
from lambdas.shared.domain.settings import OFFLINE, PipelineSettings, Triage

_KNOWN = (BaselineReason.LAST_DEPLOYED, BaselineReason.CONFIGURED)  # what is in production, and a step ahead of it
_KINDS = (FileKind.ADDED, FileKind.MODIFIED, FileKind.RENAMED, FileKind.DELETED)
_PLAIN_MODES = (None, "100644", "100755", "000000")


@dataclass(frozen=True, slots=True)
class Readers:
    """Who is asked, in order; none: the rules alone. `reason` is a sentence for the brief, empty where none is due."""

    model_ids: tuple[str, ...]
    reason: str = ""


def choose_readers(assessment: Assessment, settings: PipelineSettings) -> Readers:
    usual = settings.model_ids
    triage = settings.triage
    if not usual:
        return Readers((), OFFLINE_REASON)
    if triage is None:
        return Readers(usual)
    if _is_harmless(assessment, triage):
        return _for_the_harmless(assessment, triage, usual)
    floor = assessment.risk.floor
    if triage.strong_model_id and floor.rank >= triage.strong_from.rank:
        reason = f"The rules put the risk at {floor}, so {triage.strong_model_id} was asked first (setting triage)."
        return Readers(_once(triage.strong_model_id, *usual), reason)
    return Readers(usual)


def _for_the_harmless(assessment: Assessment, triage: Triage, usual: tuple[str, ...]) -> Readers:
    """A team's policy can only be checked by a model: where there is one, the rules alone are not enough."""
    what = " and ".join(triage.harmless_classes).capitalize()
    if triage.harmless_model_id != OFFLINE:
        reason = f"{what} only: {triage.harmless_model_id} was asked first (setting triage)."
        return Readers(_once(triage.harmless_model_id, *usual), reason)
    if assessment.has_policy:
        return Readers(usual)
    return Readers((), f"{what} only: read by the rules alone, no language model (setting triage).")


def _is_harmless(assessment: Assessment, triage: Triage) -> bool:
    change, captured = assessment.change, assessment.captured
    return (
        bool(change.files)
        and change.baseline_reason in _KNOWN
        and change.changed_lines <= triage.harmless_lines
        and not assessment.risk.reasons
        and not captured.redactions
        and all(file.file_class in triage.harmless_classes and _is_plain(file) for file in change.files)
    )


def _is_plain(file: FileChange) -> bool:
    """A text whose every changed line the rules have read; no link, submodule or pointer to something elsewhere."""
    return (
        file.kind in _KINDS
        and file.added is not None
        and not file.is_binary
        and not file.is_lfs_pointer
        and file.old_mode in _PLAIN_MODES
        and file.new_mode in _PLAIN_MODES
    )


def _once(*model_ids: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(model_ids))
