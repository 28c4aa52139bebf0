"""How many claims were made, and how many of them stand."""

from lambdas.shared.domain.review import Grounding


class Tally:
    def __init__(self) -> None:
        self._supported = self._dropped = 0

    def count(self, *, is_supported: bool) -> None:
        if is_supported:
            self._supported += 1
        else:
            self._dropped += 1

    def grounding(self) -> Grounding:
        return Grounding(self._supported + self._dropped, self._supported, self._dropped)
