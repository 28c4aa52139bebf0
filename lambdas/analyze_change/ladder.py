"""
Who writes the review: down the ladder until an answer stands.

throttled            wait and try again            (patience.py)
too long             fit the change smaller        (here)
no such answer       one repair                    (reading.py)
refused, unavailable the next model                (here)
too costly           a cheaper model, then a shorter reading (here, budget.py)
all spent            the facts alone, and why
"""

from typing import Protocol

from lambdas.analyze_change.budget import TooCostlyError, affordable, affordable_candidates, shorter
from lambdas.analyze_change.composition import compose
from lambdas.analyze_change.meter import Meter
from lambdas.analyze_change.patience import Model, OutOfTimeError, Patience
from lambdas.analyze_change.reading import Reader
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.answer import AnswerError
from lambdas.shared.domain.assessment import review_without_model
from lambdas.shared.domain.fitting import Fitted
from lambdas.shared.domain.model_errors import ModelError, PromptTooLongError
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.triage import Readers, choose_readers

NO_ANSWER = "No language model gave an answer."  # as a reason begins, before what each model failed by
_SHARES = (1.0, 0.6, 0.35)  # of the window: our count of tokens is an estimate, the model's own word is final


class Fit(Protocol):
    def __call__(self, task: Task, model_id: str, *, share: float, spent: float) -> Fitted: ...


def write_review(task: Task, *, model: Model, patience: Patience) -> Review:
    """The review by the first model that gives a usable answer, or by the rules alone; it always returns one."""
    readers = choose_readers(task.assessment, task.settings)
    if not readers.model_ids:
        return review_without_model(task.assessment, reason=readers.reason)
    return _Ladder(task, readers, model, patience).climb_down()


class _Ladder:
    def __init__(self, task: Task, readers: Readers, model: Model, patience: Patience) -> None:
        self._task = task
        self._readers = readers
        self._model = model
        self._patience = patience
        self._meter = Meter()
        self._failures: list[tuple[str, str]] = []

    def climb_down(self) -> Review:
        too_costly: list[str] = []
        for model_id in self._readers.model_ids:
            try:
                return self._review(model_id, affordable)
            except TooCostlyError as error:
                too_costly.append(model_id)
                self._failed(model_id, error)
            except OutOfTimeError as error:
                self._failed(model_id, error)
                return self._facts_alone()
            except (ModelError, AnswerError) as error:
                self._failed(model_id, error)
        return self._shorter_reading(too_costly)

    def _shorter_reading(self, model_ids: list[str]) -> Review:
        """By the last model that was only too costly: the list goes from the best to the cheapest."""
        for model_id in reversed(model_ids):
            try:
                return self._review(model_id, shorter)
            except (ModelError, AnswerError) as error:
                self._failed(model_id, error)
        return self._facts_alone()

    def _review(self, model_id: str, fit: Fit) -> Review:
        """One model's review, the change fitted smaller each time the model finds it too long."""
        for share in _SHARES[:-1]:
            try:
                return self._reading(model_id, fit, share)
            except PromptTooLongError:
                continue
        return self._reading(model_id, fit, _SHARES[-1])

    def _reading(self, model_id: str, fit: Fit, share: float) -> Review:
        spent = self._meter.cost_usd or 0.0
        fitted = fit(self._task, model_id, share=share, spent=spent)
        candidates = affordable_candidates(self._task, fitted, model_id, spent=spent)
        reader = Reader(self._task, model_id, self._model, self._patience, self._meter, candidates)
        return compose(reader, fitted, notes=self._notes(model_id))

    def _failed(self, model_id: str, error: Exception) -> None:
        self._failures.append((model_id, str(error)))

    def _notes(self, model_id: str) -> tuple[str, ...]:
        chosen = (self._readers.reason,) if self._readers.reason else ()
        return (
            *chosen,
            *(
                f"{error} So the reading was made shorter."  # it is asked a second time for no other reason
                if failed == model_id
                else f"Another model was asked first. {failed}: {error}"
                for failed, error in self._failures
            ),
        )

    def _facts_alone(self) -> Review:
        reason = " ".join((NO_ANSWER, *(f"{failed}: {error}" for failed, error in self._failures)))
        return review_without_model(self._task.assessment, reason=reason)
