"""Paths and the pages behind them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import unquote

from local.cloud.http import Request
from local.console import approval_pages, execution_pages, mail_pages
from local.console.cloud import Cloud
from local.console.http import Response
from local.console.problems import not_found

_STATIC = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str  # a segment in braces is handed to the page, unquoted
    page: Callable[..., Response]

    def match(self, method: str, path: str) -> dict[str, str] | None:
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        found = re.fullmatch(pattern, path)
        return None if found is None or method != self.method else found.groupdict()


def static_file(_cloud: Cloud, _request: Request, *, name: str) -> Response:
    file = files("local.console").joinpath("static", name)
    if name not in ("console.css", "console.js", "icon.svg"):
        raise not_found()
    return Response(file.read_bytes(), headers={"Content-Type": _STATIC[name.rpartition(".")[2]]})


_PIPELINE = "/codesuite/codepipeline/pipelines/{pipeline_name}"
_APPROVAL = _PIPELINE + "/approvals/{stage_name}/{action_name}/{token}"
_EXECUTION = "/executions/{pipeline_name}/{execution_id}"

ROUTES = (
    Route("GET", "/", execution_pages.executions),
    Route("GET", _EXECUTION, execution_pages.execution),
    Route("GET", _EXECUTION + "/report", execution_pages.report),
    Route("GET", _EXECUTION + "/review.json", execution_pages.review_json),
    Route("GET", _EXECUTION + "/record.json", execution_pages.record_json),
    Route("GET", _PIPELINE + "/view", approval_pages.pipeline),
    Route("GET", _APPROVAL, approval_pages.approval),
    Route("POST", _APPROVAL, approval_pages.decide),
    Route("GET", "/mailbox", mail_pages.mailbox),
    Route("GET", "/mailbox/{mail_id}", mail_pages.mail),
    Route("GET", "/mailbox/{mail_id}/html", mail_pages.html),
    Route("GET", "/mailbox/{mail_id}/source.eml", mail_pages.source),
    Route("GET", "/mailbox/{mail_id}/attachments/{number}", mail_pages.attachment),
    Route("GET", "/console/{name}", static_file),
)


def answer(cloud: Cloud, request: Request) -> Response:
    """
    The page for this request.

    Raises:
        Problem: there is none, or it cannot be shown.
    """
    method = "GET" if request.method == "HEAD" else request.method
    for route in ROUTES:
        values = route.match(method, request.raw_path)
        if values is not None:
            return route.page(cloud, request, **{name: unquote(value) for name, value in values.items()})
    raise not_found()
