"""A layer around the whole cloud: what functions ask of AWS goes by, and a fault befalls the calls it is meant for."""

import asyncio
import os
import re
import signal
import time
from dataclasses import dataclass

from local.cloud.assembly import Cloud
from local.cloud.http import ASGIApp, Message, Receive, Request, Scope, Send, headers_of, read_request, send_json
from local.ministack.running import Running, running_in
from local.trial.answers import send_fault
from local.trial.api import PREFIX, TrialApi
from local.trial.connections import cut, wait_for_the_client_to_give_up
from local.trial.faults import Call, FaultKind, Faults
from local.trial.model_calls import ModelCalls
from local.trial.operations import operation_of

_PROCESS = re.compile(r"app/function-(\d+)")
_MODEL = "bedrock-runtime:Converse"
_AFTER = {
    FaultKind.TIMEOUT_AFTER: FaultKind.TIMEOUT_BEFORE,
    FaultKind.CUT_AFTER: FaultKind.CUT_BEFORE,
    FaultKind.KILLED_AFTER: FaultKind.KILLED_BEFORE,
}


@dataclass(frozen=True, slots=True)
class FaultyApp:
    inner: ASGIApp
    faults: Faults
    models: ModelCalls
    api: TrialApi

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(PREFIX):
            request = await read_request(scope, receive)
            await send_json(send, await asyncio.to_thread(self.api.answer, request))
            return
        process_id = _process_of(scope)
        running = running_in(process_id) if process_id else None
        if running is None:
            await self.inner(scope, receive, send)
            return
        request = await read_request(scope, receive)
        operation = operation_of(request)
        fault = self.faults.take(Call(running.step, str(operation)), _text(running, request))
        if fault is None or operation is None:
            started_at = time.time()
            await self.inner(scope, _again(request.body, receive), send)
            if str(operation) == _MODEL:
                self.models.note(running.execution_ids, started_at=started_at, ended_at=time.time())
            return
        kind = fault.kind
        if kind in _AFTER:
            await self.inner(scope, _again(request.body, receive), _unheard)
            kind = _AFTER[kind]
        match kind:
            case FaultKind.TIMEOUT_BEFORE:
                await wait_for_the_client_to_give_up(receive)
            case FaultKind.CUT_BEFORE:
                cut(scope)
            case FaultKind.KILLED_BEFORE:
                os.kill(process_id, signal.SIGKILL)
                await wait_for_the_client_to_give_up(receive)
            case _:
                await send_fault(send, operation, kind)


def on_trial(inner: ASGIApp, cloud: Cloud) -> FaultyApp:
    faults, models = Faults(), ModelCalls()
    return FaultyApp(inner, faults, models, TrialApi(faults, models, cloud))


def _process_of(scope: Scope) -> int:
    """The function's process; 0: somebody else asks."""
    if scope["type"] != "http":
        return 0
    found = _PROCESS.search(headers_of(scope).get("user-agent", ""))
    return int(found[1]) if found else 0


def _text(running: Running, request: Request) -> str:
    return f"{sorted(running.execution_ids)} {request.path} {request.body.decode('latin-1')}"


def _again(body: bytes, receive: Receive) -> Receive:
    """The request as it came, to be read once more; then whatever the client does next."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again


async def _unheard(_message: Message) -> None:
    """The answer is on its way and never arrives."""
