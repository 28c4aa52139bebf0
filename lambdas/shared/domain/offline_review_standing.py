"""Changes that are no step forward from what is deployed: a rollback, a redeployment, a rewritten history, nothing."""

from lambdas.shared.domain.change import BaselineReason, Change, FileClass
from lambdas.shared.domain.offline_review_scale import noun, only_class
from lambdas.shared.domain.offline_review_words import count, listing, lower_first, upper_first
from lambdas.shared.domain.quoted import plain


def standing_headline(change: Change, told: str) -> str:
    """The headline of what changes, after what kind of change it is."""
    if change.baseline_reason is BaselineReason.REDEPLOYMENT:
        return "Redeployment: the deployed commit again, no file changes"
    if not change.files:
        return f"No file changes: {count(len(change.commits), 'commit')} without content"
    words = told or _by_class(change)
    lost = count(len(change.lost_commits), "commit")
    if change.baseline_reason is BaselineReason.ROLLBACK:
        return f"Rollback: {lost} taken back; {lower_first(words)}"
    if change.baseline_reason is BaselineReason.REWRITTEN and change.lost_commits:
        return f"{upper_first(lost)} of production left out; {lower_first(words)}"
    if change.baseline_reason is BaselineReason.REWRITTEN:
        return f"Rewritten history: {lower_first(words)}"
    return words


def standing_paragraphs(change: Change) -> tuple[str, ...]:
    text = _standing(change)
    return (text,) if text else ()


def _standing(change: Change) -> str:
    if change.baseline_reason is BaselineReason.REDEPLOYMENT:
        return (
            "The candidate is the very commit that is deployed now. Its files do not differ; what the deployment"
            " makes of them can, where it uses versions or settings from outside the repository."
        )
    if change.baseline_reason is BaselineReason.ROLLBACK:
        return (
            f"This goes back to an earlier commit. Production loses {_lost(change)}. What these changed in stored data"
            " or in other systems is not undone by going back."
        )
    if change.baseline_reason is BaselineReason.REWRITTEN:
        lacking = f" It lacks {_lost(change)}." if change.lost_commits else ""
        return (
            "The candidate does not build on the deployed commit: the history was rewritten, or it comes from another"
            f" branch.{lacking}"
        )
    if not change.files:
        return "The commits since the last deployment change no file: deploying them changes nothing in the code."
    return ""


def _lost(change: Change) -> str:
    subjects = listing((f"“{plain(commit.subject)}”" for commit in change.lost_commits), most=4)
    return f"{count(len(change.lost_commits), 'commit')}: {subjects}" if change.lost_commits else "no commit"


def _by_class(change: Change) -> str:
    """Without facts: what kind of files it is that change."""
    single = only_class(change)
    if single is FileClass.DOCUMENTATION:
        return f"Documentation only: {count(len(change.files), 'file')}"
    if single is FileClass.TEST:
        return f"Tests only: {count(len(change.files), 'file')}"
    if single:
        return upper_first(f"{count(len(change.files), noun(single))} changed, nothing that the rules know of")
    return f"{count(len(change.files), 'file')} changed, nothing that the rules know of"
