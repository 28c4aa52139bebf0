"""One model reads the change, in as many parts as its window asks for."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from lambdas.analyze_change.candidates import best_of
from lambdas.analyze_change.instructions import Instructions, for_merging, for_part
from lambdas.analyze_change.meter import Meter
from lambdas.analyze_change.patience import Model, Patience
from lambdas.analyze_change.request import build_request, with_repair
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.answer import Answer, AnswerError, UnfoundedAnswerError, read_answer
from lambdas.shared.domain.fitting import Fitted
from lambdas.shared.domain.grounding.grounded import Grounded
from lambdas.shared.domain.model_errors import ModelError

_SIDE_BY_SIDE = 4


def ground_answer(answer: Answer, task: Task) -> Grounded:
    """What the change, the facts and the team's policy bear out of the answer."""
    # Not at the top: a start would wait for it, and it is needed once a model has answered, if one ever does.
    from lambdas.shared.domain.grounding.ground import ground_in  # noqa: PLC0415

    return ground_in(task.material, answer, policy=task.assessment.captured.policy)


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks one model; knows nothing of the others."""

    task: Task
    model_id: str
    model: Model
    patience: Patience
    meter: Meter
    candidates: int = 1  # answers that are asked for to each part; the best grounded is taken

    def read(self, fitted: Fitted) -> tuple[Grounded, ...]:
        """
        The grounded answers to each part, in order.

        Raises:
            ModelError, AnswerError: any part without a usable answer; the others are not started or are dropped.
        """
        count = len(fitted.parts)
        instructions = [
            for_part(self.task, diff, part=number, parts=count) for number, diff in enumerate(fitted.parts, start=1)
        ]
        with ThreadPoolExecutor(max_workers=_SIDE_BY_SIDE) as pool:
            asked = [[pool.submit(self._ask, one) for _ in range(self.candidates)] for one in instructions]
            try:
                return tuple(self._best(answers) for answers in asked)
            finally:
                pool.shutdown(cancel_futures=True)

    def merge(self, parts: tuple[Grounded, ...]) -> Grounded:
        """One answer made from the answers to the parts; it is grounded in the whole diff again."""
        return self._ask(for_merging(self.task, parts))

    def _best(self, asked: Sequence[Future[Grounded]]) -> Grounded:
        """One usable answer is enough; without any, the first failure tells why."""
        answers: list[Grounded] = []
        failures: list[ModelError | AnswerError] = []
        for one in asked:
            try:
                answers.append(one.result())
            except (ModelError, AnswerError) as error:
                failures.append(error)
        if not answers:
            raise failures[0]
        return best_of(answers, self.task.assessment.facts)

    def _ask(self, instructions: Instructions) -> Grounded:
        request = build_request(
            model_id=self.model_id, instructions=instructions, guardrail=self.task.settings.guardrail
        )
        grounded = ground_answer(self._answer(request), self.task)
        if grounded.is_unfounded:
            raise UnfoundedAnswerError(grounded.grounding.claims)
        return grounded

    def _answer(self, request: Mapping[str, Any]) -> Answer:
        """The answer, repaired once where a repair can help."""
        response = self._converse(request)
        try:
            return read_answer(response)
        except AnswerError as error:
            if error.repair is None:
                raise
            words = self.task.prompt.render("repair", problem=error.repair)
            return read_answer(self._converse(with_repair(request, response, words)))

    def _converse(self, request: Mapping[str, Any]) -> dict[str, Any]:
        response = self.patience.converse(self.model, request)
        self.meter.count(self.model_id, response)
        return response
