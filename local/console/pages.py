"""Pages from templates: everything escaped, nothing inline, nothing from elsewhere."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from urllib.parse import quote

from jinja2 import Environment, PackageLoader

from local.account.records import flat
from local.console.http import Response
from local.visible import visible

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_SECURITY = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page(template: str, *, status: int = HTTPStatus.OK, **values: object) -> Response:
    text = _templates().get_template(template).render(values)
    return Response(text.encode("utf-8", "replace"), status, {"Content-Type": "text/html; charset=utf-8"})


def secured(response: Response) -> Response:
    """The page's own headers win: a mail brings its stricter policy."""
    return Response(response.body, response.status, {**_SECURITY, **response.headers})


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("local.console"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        flat=flat, words=words, visible=visible, moment=moment, segment=segment, duration=duration, size=size
    )
    return environment


def words(text: object) -> str:
    """Prose of a review: the backquotes around names are for programs that render them."""
    return visible(text).replace("`", "")


def moment(value: datetime | str) -> str:
    """As in "23 Nov 2026, 02:17:23 UTC"."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return at.astimezone(UTC).strftime("%-d %b %Y, %H:%M:%S UTC")


def duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def size(content: bytes) -> str:
    return f"{len(content) / 1024:,.0f} KB" if len(content) >= 1024 else f"{len(content)} bytes"


def segment(text: str) -> str:
    """One segment of a path."""
    return quote(text, safe="")


def link(*segments: str, query: Mapping[str, str] | None = None) -> str:
    path = "/" + "/".join(map(segment, segments))
    return path + ("?" + "&".join(f"{key}={segment(value)}" for key, value in query.items()) if query else "")
