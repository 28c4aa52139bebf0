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

from lambdas.shared.brief.gathered import by_file, by_news, place_words
from lambdas.shared.brief.hostile_text import unlinked, visible

_CODE = Markup("<code>{}</code>")
_MAIL_CODE = Markup('<code style="font-family:Consolas,Menlo,monospace;font-size:13px;">{}</code>')
_FILE_OR_DOMAIN = re.compile(r"\.(?=(?:py|md|sh|rs|cc|tf)\b)", re.IGNORECASE)

_LONG_NAME = re.compile(r"[^\s<>&;]{25,}")
_PART = re.compile(r"[/_]+(?=[^/_])")


@cache
def mail_pages() -> Environment:
    pages = _environment(_for_mail, "lambdas.shared.brief")
    pages.filters["prose"] = prose
    pages.globals.update(by_news=by_news, by_file=by_file, place_words=place_words)
    pages.filters["ours"] = lambda text: escape(visible(text))  # nothing of it comes from the change
    return pages


@cache
def report_pages() -> Environment:
    pages = browser_pages("lambdas.shared.brief")
    pages.globals.update(by_news=by_news, by_file=by_file)
    pages.filters["code"] = lambda text: code_spans(text, visible)
    return pages


def prose(text: str) -> Markup:
    """A sentence for the mail, what stands between backticks set as code; one that is `ours` is left as it is."""
    if isinstance(text, Markup):
        return text
    return code_spans(text, _mail_text, _MAIL_CODE)


def code_spans(text: str, show: Callable[[str], str], code: Markup = _CODE) -> Markup:
    """The parts of a sentence as `show` marks them up, those between backticks in `code`."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # a backtick without its partner is only a backtick
        return Markup("").join([show(text)])
    return Markup("").join(code.format(show(part)) if index % 2 else show(part) for index, part in enumerate(parts))


def browser_pages(package: str) -> Environment:
    """The templates of a package, for a browser."""
    return _environment(_for_browser, package)


def _environment(finalize: Callable[[object], object], package: str) -> Environment:
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _for_mail(value: object) -> object:
    """As text between tags; attributes take only what is marked up already."""
    return value if hasattr(value, "__html__") else _mail_text(str(value))


def _mail_text(text: str) -> Markup:
    """
    Text that no mail program links.

    Some endings of file names are countries too (`.py` is Paraguay). A break opportunity before the dot keeps such a
    name from being linked and leaves it as it is when it is copied. A long path or name has others between its parts.
    """
    escaped = str(escape(unlinked(visible(text))))
    broken = _LONG_NAME.sub(lambda name: _PART.sub(r"\g<0><wbr>", name[0]), escaped)
    return Markup(_FILE_OR_DOMAIN.sub("<wbr>.", broken))  # noqa: S704 -- escaped before


def _for_browser(value: object) -> object:
    return value if hasattr(value, "__html__") else visible(str(value))
