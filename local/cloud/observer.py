"""Watches functions and mails go by, for the timeline."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ASGIApp, Message, Receive, Scope, Send
from local.ministack.functions import Invocation
from local.timeline import Step, StepKind, Timeline

SEND_EMAIL = "/v2/email/outbound-emails"


@dataclass(frozen=True, slots=True)
class Observer:
    timeline: Timeline
    waiting_approvals: Callable[[], Mapping[str, str]]  # token: execution id

    def note_invocation(self, invocation: Invocation) -> None:
        for execution_id in execution_ids(invocation.event):
            self.timeline.add(
                Step(
                    execution_id=execution_id,
                    kind=StepKind.FUNCTION,
                    step=invocation.environment.get("POWERTOOLS_SERVICE_NAME", invocation.function_name),
                    start_ms=int(invocation.started_at * 1000),
                    end_ms=int(invocation.ended_at * 1000),
                    status="Failed" if invocation.failed else "Succeeded",
                )
            )

    async def send_email(self, scope: Scope, receive: Receive, send: Send, inner: ASGIApp) -> None:
        """A mail belongs to the execution whose approval it links to."""
        started, seen, statuses = time.time(), bytearray(), []

        async def receive_and_see() -> Message:
            message = await receive()
            seen.extend(message.get("body", b""))
            return message

        async def send_and_see(message: Message) -> None:
            statuses.append(message.get("status", 0))
            await send(message)

        await inner(scope, receive_and_see, send_and_see)
        status = "Succeeded" if statuses[0] == 200 else "Failed"
        for token, execution_id in self.waiting_approvals().items():
            if token.encode() in seen:
                start, end = int(started * 1000), int(time.time() * 1000)
                self.timeline.add(Step(execution_id, StepKind.MAIL, "mail", start, end, status))


def execution_ids(event: Mapping[str, Any]) -> set[str]:
    """The executions that an event of CodePipeline, a job of a pipeline or the table's stream is about."""
    detail = event.get("detail")
    found = {detail["execution-id"]} if isinstance(detail, dict) and "execution-id" in detail else set()
    for record in event.get("Records", []):
        keys = record.get("dynamodb", {}).get("Keys", {})
        if "execution_id" in keys:
            found.add(keys["execution_id"]["S"])
    return found | _of_job(event.get("CodePipeline.job"))


def _of_job(job: Mapping[str, Any] | None) -> set[str]:
    """A job tells no more of its execution than what the pipeline's definition has put into the parameters."""
    told = job["data"]["actionConfiguration"]["configuration"].get("UserParameters", "") if job else ""
    try:
        parameters = json.loads(told)
    except ValueError:
        return set()
    return {parameters["execution_id"]} if isinstance(parameters, dict) and "execution_id" in parameters else set()
