"""The prompt files, rendered strictly: a missing variable is an error, and what is filled in is never read again."""

from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template

_VERSION = "v1"
_FOLDER = Path(__file__).parents[2] / "prompts" / "review" / _VERSION


def render(name: str, **variables: str | int) -> str:
    """
    The prompt file `name` with its variables.

    Raises:
        KeyError: the file asks for a variable that is not given.
    """
    return _template(name).substitute({key: str(value) for key, value in variables.items()})


@cache
def prompt_version() -> str:
    """The version's folder and the first digits of its content, so that an edited prompt is not taken for the old."""
    content = b"\0".join(path.read_bytes() for path in sorted(_FOLDER.glob("*.md")))
    return f"{_VERSION}-{sha256(content).hexdigest()[:8]}"


@cache
def _template(name: str) -> Template:
    return Template((_FOLDER / f"{name}.md").read_text(encoding="utf-8"))
