"""Calls to a model are repeated where waiting helps, and only while there is time for an answer."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from lambdas.shared.domain.model_errors import ModelUnavailableError, ThrottledError

_CALL_SECONDS = 250  # the longest call (bedrock.py waits 240 s) and what comes after it
_ATTEMPTS = 5
_LONGEST_PAUSE_SECONDS = 20.0


class Model(Protocol):
    def converse(self, request: Mapping[str, Any]) -> dict[str, Any]: ...


class OutOfTimeError(ModelUnavailableError):
    """The function would be stopped before this call returns."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits between attempts as long as `seconds_left` allows; pauses double, and are drawn at random below that."""

    seconds_left: Callable[[], float]
    pause: Callable[[float], None] = field(default=time.sleep)

    def converse(self, model: Model, request: Mapping[str, Any]) -> dict[str, Any]:
        """
        The model's response, asked for again while it is throttled.

        Raises:
            ThrottledError: still throttled after the last attempt.
            OutOfTimeError: no time is left for another call.
            ModelError: whatever else the model answers; it is not repeated.
        """
        for attempt in range(1, _ATTEMPTS):
            self._must_have_time()
            try:
                return model.converse(request)
            except ThrottledError:
                longest = min(_LONGEST_PAUSE_SECONDS, 2.0**attempt)
                self.pause(random.uniform(longest / 2, longest))  # noqa: S311 -- spreads load, keeps no secret
        self._must_have_time()
        return model.converse(request)

    def _must_have_time(self) -> None:
        if self.seconds_left() < _CALL_SECONDS:
            raise OutOfTimeError("No time was left to ask the model.")
