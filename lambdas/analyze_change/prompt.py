"""The prompt files, rendered strictly: a missing variable is an error, and what is filled in is never read again."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of the prompt: a folder of files."""

    folder: Path

    def render(self, name: str, **variables: str | int) -> str:
        """
        The file `name` with its variables.

        Raises:
            KeyError: the file asks for a variable that is not given.
        """
        return _template(self.folder / f"{name}.md").substitute({key: str(value) for key, value in variables.items()})

    @property
    def version(self) -> str:
        """The folder's name and the first digits of its content: an edited prompt is not taken for the old one."""
        return f"{self.folder.name}-{_digest(self.folder)}"


VERSIONS = Path(__file__).parents[2] / "prompts" / "review"
CURRENT = Prompt(VERSIONS / "v1")


@cache
def _digest(folder: Path) -> str:
    content = b"\0".join(path.read_bytes() for path in sorted(folder.glob("*.md")))
    return sha256(content).hexdigest()[:8]


@cache
def _template(path: Path) -> Template:
    return Template(path.read_text(encoding="utf-8"))
