"""
The one Jinja environment of each kind of page, built on first use.

No template can forget to make hostile text harmless: `finalize` passes every printed string through `visible` (and in
mail `unlinked`), then autoescape through `escape`. Only what Python has marked up is printed as it is.
"""

import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from lambdas.shared.brief.hostile_text import unlinked, visible

_FILE_OR_DOMAIN = re.compile(r"\.(?=(?:py|md|sh|rs|cc|tf)\b)", re.IGNORECASE)


@cache
def mail_pages() -> Environment:
    return _environment(_for_mail)


@cache
def report_pages() -> Environment:
    return _environment(_for_browser)


def _environment(finalize: Callable[[object], object]) -> Environment:
    return Environment(
        loader=PackageLoader("lambdas.shared.brief"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _for_mail(value: object) -> object:
    """
    As text between tags; attributes take only what is marked up already.

    Some endings of file names are countries too (`.py` is Paraguay). A break opportunity before the dot keeps such a
    name from being linked and leaves it as it is when it is copied.
    """
    if hasattr(value, "__html__"):
        return value
    return Markup(_FILE_OR_DOMAIN.sub("<wbr>.", escape(unlinked(visible(str(value))))))  # noqa: S704 -- escaped before


def _for_browser(value: object) -> object:
    return value if hasattr(value, "__html__") else visible(str(value))
