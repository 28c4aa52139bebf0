"""Inputs thrown at one reader, by Hypothesis, which makes what broke it as small as it can."""

from dataclasses import dataclass

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.readers import Reader


@dataclass
class Tally:
    thrown: int = 0
    refused: int = 0
    fault: str | None = None


def throw(reader: Reader, inputs: int, *, derandomize: bool = False) -> Tally:
    tally = Tally()

    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        derandomize=derandomize,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(reader.inputs)
    def try_one(value: object) -> None:
        tally.thrown += 1
        try:
            reader.read(value)
        except reader.refusals:
            tally.refused += 1

    try:
        try_one()
    except Exception as fault:  # noqa: BLE001  (whatever it is, it is what is looked for)
        tally.fault = f"{type(fault).__name__}: {fault}\n" + "\n".join(getattr(fault, "__notes__", []))
    return tally
