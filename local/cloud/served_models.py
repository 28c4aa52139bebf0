"""
The models of an OpenAI-compatible server, and the ids that stand for them in the deployed settings.

A name such as `meta-llama/Llama-3.2-1B` or `/models/x.gguf` is no id that Bedrock would take, and the settings refuse
it; `local.meta-llama-llama-3.2-1b` is one. It is what the record names as the author of the review.
"""

import json
import re
import urllib.error
import urllib.request

_PREFIX = "local."
_SECONDS = 10


def served_models(url: str) -> tuple[str, ...]:
    """
    Their names, in the server's order; none where it does not say.

    Raises:
        OSError, ValueError: it does not answer at all.
    """
    try:
        with urllib.request.urlopen(f"{url}/v1/models", timeout=_SECONDS) as answer:  # noqa: S310 (the user's own server)
            content = answer.read()
    except urllib.error.HTTPError as error:
        error.close()
        return ()
    try:
        return tuple(str(model["id"]) for model in json.loads(content)["data"])
    except (ValueError, KeyError, TypeError):
        return ()


def id_of(name: str) -> str:
    """An id of Bedrock's shape: of a path its last part, else the whole name."""
    told = name.rpartition("/")[2] if name.startswith("/") else name
    words = re.sub(r"[^a-z0-9.]+", "-", told.lower()).strip("-.")
    return f"{_PREFIX}{words or 'model'}"


def name_of(model_id: str, url: str) -> str:
    """
    What the server calls the model of this id.

    Raises:
        OSError, ValueError: the server does not answer.
    """
    names = served_models(url)
    return next((name for name in names if id_of(name) == model_id), model_id.removeprefix(_PREFIX))
