"""How much of the change one model may be shown: its window, and what one review may cost."""

from lambdas.analyze_change.task import Task
from lambdas.shared.domain.fitting import Fitted, fit
from lambdas.shared.domain.model_errors import ModelUnavailableError
from lambdas.shared.domain.models import profile_of
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.tokens import count_tokens

_MOST_PARTS = 8
_PROMPT_TOKENS = 12_000  # the instructions, the schema, facts and commits, beside the diff
_CACHE_FRIENDLY_TOKENS = 90_000  # models attend worse to longer prompts, and Haiku's price rises fivefold at 100,000


_CAP = "of the cap"  # in the words of each such error, which a review quotes


class TooCostlyError(ModelUnavailableError):
    """The reading would cost more than the cap."""


def fit_for(task: Task, model_id: str, *, share: float = 1.0, parts: int = _MOST_PARTS) -> Fitted:
    """The change in at most `parts` parts, each within `share` of the model's window."""
    profile = profile_of(model_id)
    window = min(profile.window_tokens - profile.output_tokens - _PROMPT_TOKENS, _CACHE_FRIENDLY_TOKENS)
    assessment = task.assessment
    return fit(
        assessment.change,
        assessment.files,
        assessment.facts,
        budget_tokens=int(window * share),
        count_tokens=count_tokens,
        most_parts=parts,
    )


def worst_cost(fitted: Fitted, model_id: str) -> float | None:
    """Dollars if every answer is as long as it may be; None without a list price."""
    profile = profile_of(model_id)
    total = 0.0
    for part in fitted.parts:
        tokens = count_tokens(part) + _PROMPT_TOKENS
        cost = profile.cost_usd(input_tokens=tokens, output_tokens=profile.output_tokens, model_id=model_id)
        if cost is None:
            return None
        total += cost
    return total


def affordable(task: Task, model_id: str, *, share: float, spent: float) -> Fitted:
    """
    The full reading by this model.

    Raises:
        TooCostlyError: it could cost more than what is left of the cap.
    """
    fitted = fit_for(task, model_id, share=share)
    cost = worst_cost(fitted, model_id)
    left = task.settings.max_cost_usd - spent
    if cost is not None and cost > left:
        raise TooCostlyError(f"A full reading could cost ${cost:.2f}; ${max(left, 0):.2f} {_CAP} is left.")
    return fitted


def affordable_candidates(task: Task, fitted: Fitted, model_id: str, *, spent: float) -> int:
    """How many answers to each part may be asked for: what the settings say, as far as the cap allows; at least one."""
    cost, wanted = worst_cost(fitted, model_id), task.settings.candidates
    if not cost:
        return wanted
    return max(1, min(wanted, int((task.settings.max_cost_usd - spent) / cost)))


def shorter(task: Task, model_id: str, *, share: float, spent: float) -> Fitted:
    """
    As much of the change as the cap allows this model to read, the most important first.

    Raises:
        TooCostlyError: not even a tenth of one window.
    """
    for smaller, parts in ((1.0, 4), (1.0, 2), (1.0, 1), (0.5, 1), (0.25, 1), (0.1, 1)):
        fitted = fit_for(task, model_id, share=share * smaller, parts=parts)
        cost = worst_cost(fitted, model_id)
        if cost is None or cost <= task.settings.max_cost_usd - spent:
            return fitted
    raise TooCostlyError(f"Even the shortest reading could cost more than what {_CAP} is left.")


def was_capped(review: Review) -> bool:
    """The cap kept a model from its full reading: the review says so."""
    return any(_CAP in said for said in (*review.notes, review.unavailable_reason or ""))
