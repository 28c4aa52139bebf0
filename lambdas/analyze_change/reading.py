"""One model reads the change, in as many parts as its window asks for."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from lambdas.analyze_change.instructions import Instructions
from lambdas.analyze_change.meter import Meter
from lambdas.analyze_change.patience import Model, Patience
from lambdas.analyze_change.prompt import render
from lambdas.analyze_change.request import build_request, with_repair
from lambdas.analyze_change.task import Task
from lambdas.shared.domain.answer import Answer, AnswerError, read_answer
from lambdas.shared.domain.fitting import Fitted
from lambdas.shared.domain.grounding import Grounded, ground

_SIDE_BY_SIDE = 4


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks one model; knows nothing of the others."""

    task: Task
    model_id: str
    model: Model
    patience: Patience
    meter: Meter

    def read(self, fitted: Fitted) -> tuple[Grounded, ...]:
        """
        The grounded answers to each part, in order.

        Raises:
            ModelError, AnswerError: any part without a usable answer; the others are not started or are dropped.
        """
        instructions = Instructions(self.task, fitted)
        with ThreadPoolExecutor(max_workers=_SIDE_BY_SIDE) as pool:
            return tuple(pool.map(lambda part: self._read_part(instructions, part), range(len(fitted.parts))))

    def merge(self, parts: tuple[Grounded, ...], fitted: Fitted) -> Grounded:
        """One answer made from the answers to the parts; it is grounded in the whole diff again."""
        instructions = Instructions(self.task, fitted)
        return self._ask(instructions.system(), instructions.merge(parts), instructions.reviews(parts))

    def _read_part(self, instructions: Instructions, part: int) -> Grounded:
        return self._ask(instructions.system(), instructions.part(part), instructions.material(part))

    def _ask(self, system: str, words: str, material: str) -> Grounded:
        request = build_request(
            model_id=self.model_id,
            system=system,
            instructions=words,
            material=material,
            guardrail=self.task.settings.guardrail,
        )
        assessment = self.task.assessment
        return ground(self._answer(request), assessment.change, assessment.files)

    def _answer(self, request: Mapping[str, Any]) -> Answer:
        """The answer, repaired once where a repair can help."""
        response = self._converse(request)
        try:
            return read_answer(response)
        except AnswerError as error:
            if error.repair is None:
                raise
            words = render("repair", problem=error.repair)
            return read_answer(self._converse(with_repair(request, response, words)))

    def _converse(self, request: Mapping[str, Any]) -> dict[str, Any]:
        response = self.patience.converse(self.model, request)
        self.meter.count(self.model_id, response)
        return response
