"""What the functions ask of AWS: by their code, and as it was seen in a run without faults."""

from dataclasses import dataclass

from botocore import xform_name
from botocore.loaders import Loader

from tests.infra.calls import POWERTOOLS, reached_from
from tests.infra.test_least_privilege import STEPS


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """A step asks for an operation."""

    step: str
    operation: str  # dynamodb:Query

    def __str__(self) -> str:
        return f"{self.step} {self.operation}"


def calls_of_the_code() -> set[Call]:
    """Whatever the steps can reach, by their source: a new call is in here without being named anywhere."""
    return {
        Call(step, _in_awss_words(operation))
        for step in STEPS
        for operation, _who in reached_from(f"lambdas.{step}.handler.handler").operations
    }


def _in_awss_words(operation: str) -> str:
    """`s3.get_object` is `s3:GetObject`."""
    service, _, method = operation.partition(".")
    model = Loader().load_service_model(service, "service-2")
    name = next(name for name in model["operations"] if xform_name(name) == method)
    return f"{service}:{name}"


# What Powertools asks for once, and then remembers for a while.
REMEMBERED = frozenset(map(_in_awss_words, POWERTOOLS.values()))
