"""
The ASGI app in front of MiniStack: it answers what MiniStack lacks, and passes on everything else.

The console's pages are a layer around this (`local.console.app`); see `local.cloud.__main__`.
"""

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from local.cloud.assembly import Cloud
from local.cloud.converse import authorised_resources, model_id_of
from local.cloud.http import (
    ApiError,
    Receive,
    Request,
    Scope,
    Send,
    headers_of,
    read_request,
    send_bytes,
    send_error,
    send_json,
)
from local.cloud.observer import SEND_EMAIL
from local.codecommit.git_credentials import user_name_of
from local.codecommit.git_http import PREFIX as GIT
from local.codecommit.git_http import serve_git
from local.ministack.application import application, is_iam_enforced
from local.ministack.identity import authorize

_OWN = "/api/"  # of this cloud, not of AWS
Operation = TypeVar("Operation")


@dataclass(frozen=True, slots=True)
class CloudApp:
    cloud: Cloud

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        try:
            await self._answer(scope, receive, send)
        except ApiError as error:
            await send_error(send, error)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, path = headers_of(scope), scope["path"]
        target = headers.get("x-amz-target", "")
        if path.startswith(GIT):
            await self._git(scope, receive, send)
        elif target.startswith("CodePipeline_20150709."):
            await send_json(send, await asyncio.to_thread(self._codepipeline, await read_request(scope, receive)))
        elif target.startswith("CodeCommit_20150413."):
            await send_json(send, await asyncio.to_thread(self._codecommit, await read_request(scope, receive)))
        elif target in ("CodeBuild_20161006.StartBuild", "CodeBuild_20161006.StopBuild"):
            await send_json(send, await asyncio.to_thread(self._codebuild, await read_request(scope, receive)))
        elif model_id := model_id_of(path):
            await self._converse(model_id, await read_request(scope, receive), send)
        elif path.startswith("/model/"):
            raise ApiError("ValidationException", "Of the models' operations, this cloud has Converse only.")
        elif path.startswith(_OWN) and "authorization" not in headers:
            await self._own(scope, receive, send)
        elif path == SEND_EMAIL:
            await self.cloud.observer.send_email(scope, receive, send, application)
        else:
            await application(scope, receive, send)

    async def _git(self, scope: Scope, receive: Receive, send: Send) -> None:
        pushed = await serve_git(scope, receive, send, self.cloud.repositories)
        if pushed is not None:
            user_name = user_name_of(headers_of(scope).get("authorization", ""))
            await asyncio.to_thread(lambda: self.cloud.pushes.announce(pushed, user_name=user_name))

    def _codepipeline(self, request: Request) -> dict[str, Any]:
        api, parameters = self.cloud.codepipeline, _parameters(request)
        operation = _operation(api.operations(), request)
        resource = api.resource(request.operation, parameters)
        caller = authorize(request, action=f"codepipeline:{request.operation}", resources=(resource,))
        return operation(parameters, caller)

    def _codecommit(self, request: Request) -> dict[str, Any]:
        api, parameters = self.cloud.codecommit, _parameters(request)
        operation = _operation(api.operations(), request)
        authorize(request, action=f"codecommit:{request.operation}", resources=(api.resource(parameters),))
        return operation(parameters)

    def _codebuild(self, request: Request) -> dict[str, Any]:
        api, parameters = self.cloud.codebuild, _parameters(request)
        operation = _operation(api.operations(), request)
        resource = api.resource(parameters)
        caller = authorize(request, action=f"codebuild:{request.operation}", resources=(resource,))
        return operation(parameters, caller)

    async def _converse(self, model_id: str, request: Request, send: Send) -> None:
        settings = self.cloud.settings
        resources = authorised_resources(model_id, region=settings.region, account_id=settings.account_id)
        await asyncio.to_thread(lambda: authorize(request, action="bedrock:InvokeModel", resources=resources))
        status, headers, body = await asyncio.to_thread(
            lambda: self.cloud.model.converse(model_id, request.headers, request.body)
        )
        await send_bytes(send, body, status=status, headers=headers)

    async def _own(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = await read_request(scope, receive)
        match (request.method, request.path.removeprefix(_OWN)):
            case ("GET", "status"):
                await send_json(send, self._status())
            case ("GET", "timeline"):
                steps = self.cloud.timeline.of(request.first("execution_id"))
                await send_json(send, {"steps": [asdict(step) for step in steps]})
            case ("POST", "iam"):
                enforced = bool(json.loads(request.body)["enforced"])
                await asyncio.to_thread(self.cloud.enforce_iam, enforced=enforced)
                await send_json(send, self._status())
            case _:
                raise ApiError("NotFound", f"There is no {request.path}.", status=404)

    def _status(self) -> dict[str, Any]:
        settings = self.cloud.settings
        return {
            "pid": os.getpid(),
            "region": settings.region,
            "account_id": settings.account_id,
            "iam_enforced": is_iam_enforced(),
            "pipelines": sorted(self.cloud.engine.pipelines),
        }


def _parameters(request: Request) -> dict[str, Any]:
    try:
        parameters = json.loads(request.body or b"{}")
    except ValueError as error:
        raise ApiError("SerializationException", "The body is no JSON.") from error
    return parameters if isinstance(parameters, dict) else {}


def _operation(operations: Mapping[str, Operation], request: Request) -> Operation:
    try:
        return operations[request.operation]
    except KeyError as error:
        message = f"The one-machine cloud does not have {request.operation}."
        raise ApiError("InvalidAction", message) from error
