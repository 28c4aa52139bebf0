"""A link of a mail leads to a web page, or the mail is not made."""

from urllib.parse import urlsplit


def require_web_address(url: str, *, name: str) -> None:
    """
    `name`: of what has the address.

    Raises:
        ValueError: `url` is no web address.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError(f"{name} is not a web address")
