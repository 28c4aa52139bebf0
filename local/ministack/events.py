"""EventBridge: services' own events, and rules whose target is a pipeline."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ministack.services import eventbridge

StartPipeline = Callable[[str, str, str], None]  # target ARN, role ARN, rule ARN


def put_service_event(*, source: str, detail_type: str, resources: Sequence[str], detail: Mapping[str, Any]) -> None:
    """What the public PutEvents refuses, as AWS does: an event whose source is `aws.*`."""
    entry = {
        "Source": source,
        "DetailType": detail_type,
        "Resources": list(resources),
        "Detail": json.dumps(detail),
    }
    eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)


def deliver_to_pipelines(start: StartPipeline) -> None:
    """MiniStack knows no target of the kind `arn:aws:codepipeline:…`; `start` is called for those."""
    deliver = eventbridge._invoke_target

    def invoke_target(target: dict[str, Any], event: dict[str, Any], rule: dict[str, Any], view: object = None) -> None:
        arn = target.get("Arn", "")
        if arn.startswith("arn:aws:codepipeline:"):
            start(arn, target.get("RoleArn", ""), rule.get("Arn", ""))
        else:
            deliver(target, event, rule, view)

    eventbridge._invoke_target = invoke_target
