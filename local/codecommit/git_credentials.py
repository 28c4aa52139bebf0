"""Git credentials of an IAM user, as `git push` sends them. Whoever reaches the port may push: only the name counts."""

import base64
import binascii
import re

_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)  # of an IAM user


def user_name_of(authorization: str) -> str:
    """The user's name of a header `Authorization: Basic …`; empty where there is none that IAM would take."""
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        name = base64.b64decode(credentials, validate=True).decode("utf-8").partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return name if _NAME.fullmatch(name) else ""
