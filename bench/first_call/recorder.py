"""Listens to botocore: what was asked, who has to answer it, and what the answer was."""

import copy
from collections.abc import Mapping
from typing import Any

from botocore import handlers
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import MockRawResponse
from moto.core.models import botocore_stubber

from bench.first_call.exchange import Exchange
from bench.first_call.pipeline import Answer, Beyond


class Recorder:
    """Stands where moto stands, and before it, in each session that is opened from now on."""

    def __init__(self, beyond: Beyond) -> None:
        self._beyond = beyond
        self._asked: Mapping[str, Any] = {}
        self.exchanges: list[Exchange] = []
        handlers.BUILTIN_HANDLERS.remove(("before-send", botocore_stubber))  # else both are asked
        handlers.BUILTIN_HANDLERS += [("before-send", self._answer), ("provide-client-params", self._remember)]

    def _remember(self, *, params: Mapping[str, Any], **_: object) -> None:
        self._asked = copy.deepcopy(params)

    def _answer(self, *, event_name: str, request: AWSPreparedRequest, **_: object) -> AWSResponse:
        service, operation = event_name.split(".")[1:]
        answer = self._beyond.answer(service, operation) or _of_moto(event_name, request)
        self.exchanges.append(Exchange(service, operation, self._asked, answer.status, answer.headers, answer.body))
        return AWSResponse(
            request.url, answer.status, HTTPHeaders.from_dict(answer.headers), MockRawResponse(answer.body)
        )


def _of_moto(event_name: str, request: AWSPreparedRequest) -> Answer:
    response = botocore_stubber(event_name, request)
    if response is None:
        raise LookupError(f"moto knows no {event_name}")
    return Answer(response.content, response.status_code, dict(response.headers))
