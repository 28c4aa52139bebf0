"""CodePipeline's events of the pipelines under review, brought to a function."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aws_cdk import aws_events as events
from constructs import Construct

from stacks.failed_events import FailedEvents
from stacks.review_function import ReviewFunction

_LETTERS_OF_NAMES = 1_500  # an event pattern has 2,048 at most


class PipelineEvents(Construct):
    """As many rules as the names of the pipelines need, with one target."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        pipeline_names: Sequence[str],
        detail_type: str,
        detail: Mapping[str, Any],
        function: ReviewFunction,
        failed_events: FailedEvents,
    ) -> None:
        super().__init__(scope, construct_id)

        for number, names in enumerate(that_fit(pipeline_names), start=1):
            events.Rule(
                self,
                f"Rule{number}",
                event_pattern=events.EventPattern(
                    source=["aws.codepipeline"],
                    detail_type=[detail_type],
                    detail={"pipeline": names, **detail},
                ),
                targets=[failed_events.keeping(function)],
            )


def that_fit(names: Sequence[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for name in names:
        if sum(len(other) + 3 for other in [*chunk, name]) > _LETTERS_OF_NAMES:
            yield chunk
            chunk = []
        chunk.append(name)
    yield chunk
