"""Who pushes from this machine: with git credentials of an IAM user, so that a brief can name them."""

import base64
import getpass
import re

_OTHER = re.compile(r"[^\w+=,.@-]", re.ASCII)  # than the characters of an IAM user's name


def as_user(name: str) -> tuple[str, ...]:
    """Options of git; the one-machine cloud takes any password. Without a name nobody in particular pushes."""
    if not name:
        return ()
    credentials = base64.b64encode(f"{name}:".encode()).decode()
    return ("-c", f"http.extraHeader=Authorization: Basic {credentials}")


def user_of_machine() -> str:
    """Whoever is logged in, as far as IAM would take the name; empty where nobody is known."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
    return _OTHER.sub("", name)[:64]
