"""Which operation of which service a request asks for, told by the service models that boto3 itself goes by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from botocore.loaders import Loader

from local.cloud.http import Request

_CREDENTIAL = re.compile(r"Credential=[^/]+/\d+/[^/]+/(?P<service>[^/]+)/aws4_request")


@dataclass(frozen=True, slots=True)
class Operation:
    service: str  # as boto3 calls it: sesv2
    name: str  # SendEmail
    protocol: str  # json, rest-json, rest-xml, query

    def __str__(self) -> str:
        return f"{self.service}:{self.name}"


def operation_of(request: Request) -> Operation | None:
    """None: it is not signed, or no model knows it."""
    signed = _CREDENTIAL.search(request.headers.get("authorization", ""))
    services = _services(signed["service"]) if signed else ()
    found = (_find(service, request) for service in services)
    return next((operation for operation in found if operation), None)


def _find(service: str, request: Request) -> Operation | None:
    metadata, operations = _model(service)
    protocol = metadata["protocol"]
    if protocol == "json":
        prefix, _, name = request.headers.get("x-amz-target", "").rpartition(".")
        return Operation(service, name, protocol) if prefix == metadata["targetPrefix"] else None
    if protocol.startswith("rest"):
        matching = [rest for rest in operations if rest.fits(request, is_bucket_in_path=service == "s3")]
        best = max(matching, key=lambda rest: len(rest.required), default=None)
        return Operation(service, best.name, protocol) if best else None
    action = re.search(rb"(?:^|&)Action=(\w+)", request.body)
    return Operation(service, action[1].decode(), protocol) if action else None


@dataclass(frozen=True, slots=True)
class _Rest:
    """How an operation looks on the wire; `required` are the parameters without which it is another."""

    name: str
    method: str
    path: re.Pattern[str]
    required: frozenset[str]

    def fits(self, request: Request, *, is_bucket_in_path: bool) -> bool:
        path = f"/{request.path.lstrip('/').partition('/')[2]}" if is_bucket_in_path else request.path
        given = {*request.query, *request.headers}
        return request.method == self.method and bool(self.path.fullmatch(path)) and self.required <= given


@cache
def _services(signing_name: str) -> tuple[str, ...]:
    """Several services may sign with one name: ses and sesv2, bedrock and bedrock-runtime."""
    names = Loader().list_available_services("service-2")
    return tuple(sorted((name for name in names if name.startswith(signing_name)), key=len))


@cache
def _model(service: str) -> tuple[dict[str, Any], tuple[_Rest, ...]]:
    model = Loader().load_service_model(service, "service-2")
    is_rest = str(model["metadata"]["protocol"]).startswith("rest")
    return model["metadata"], tuple(_rest_operations(model)) if is_rest else ()


def _rest_operations(model: dict[str, Any]) -> Iterator[_Rest]:
    for name, operation in model["operations"].items():
        address = urlsplit(operation["http"]["requestUri"])
        shape = model["shapes"].get(operation.get("input", {}).get("shape"), {})
        members = [shape["members"][member] for member in shape.get("required", ())]
        located = {m["locationName"].lower() if m["location"] == "header" else m["locationName"]
                   for m in members if m.get("location") in ("querystring", "header")}  # fmt: skip
        constants = parse_qs(address.query, keep_blank_values=True)
        yield _Rest(name, operation["http"]["method"], _pattern(address.path), frozenset({*located, *constants}))


def _pattern(template: str) -> re.Pattern[str]:
    """`/model/{modelId}/converse`; `{Key+}` may hold slashes."""
    parts = re.split(r"\{(\w+\+?)\}", template.removeprefix("/{Bucket}") or "/")
    texts = (re.escape(part) if number % 2 == 0 else ".+" if part.endswith("+") else "[^/]+"
             for number, part in enumerate(parts))  # fmt: skip
    return re.compile("".join(texts))
