"""A clock that a test moves."""

from lambdas.shared.domain.times import later


class FakeClock:
    def __init__(self, at: str = "2026-08-24T06:00:00Z") -> None:
        self.at = at

    def __call__(self) -> str:
        return self.at

    def pass_minutes(self, minutes: float) -> None:
        self.at = later(self.at, minutes=minutes)
