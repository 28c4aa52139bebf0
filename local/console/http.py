"""What a page answers, and the form it was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs

from local.cloud.http import Request


@dataclass(frozen=True, slots=True)
class Response:
    body: bytes
    status: int = HTTPStatus.OK
    headers: Mapping[str, str] = field(default_factory=dict)


def redirect(location: str) -> Response:
    """See Other: the browser continues with a GET, so that a reload decides nothing twice."""
    return Response(b"", HTTPStatus.SEE_OTHER, {"Location": location})


def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; line breaks, which browsers send as CRLF, as Python has them."""
    fields = parse_qs(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: "\n".join(values[0].splitlines()) for name, values in fields.items()}
