"""Where in the settings file a value stands, so that a mistake can be named with its line."""

from dataclasses import dataclass, replace
from typing import Self

from stacks.settings.lines import line_of


@dataclass(frozen=True, slots=True)
class Place:
    """A table of the file: the top, a pipeline, or a section ("source", and "trigger" in it) of either."""

    file: str
    text: str
    path: tuple[str | int, ...] = ()
    sections: tuple[str, ...] = ()
    owner: str = ""  # ' of pipeline "shop"'
    from_command_line: frozenset[str] = frozenset()

    def in_pipeline(self, index: int, name: object) -> Self:
        label = f'"{name}"' if isinstance(name, str) else f"number {index + 1}"
        return replace(self, path=("pipelines", index), owner=f" of pipeline {label}")

    def in_section(self, section: str) -> Self:
        return replace(self, path=(*self.path, section), sections=(*self.sections, section))

    def of(self, key: str) -> str:
        """`deployment-review.toml, line 7`."""
        if key in self.from_command_line and not self.path:
            return f"-c {key}"
        return self._at((*self.path, key))

    @property
    def itself(self) -> str:
        """Where the table begins; a key that is missing from it has no line of its own."""
        return self._at(self.path) if self.path else self.file

    def name_of(self, key: str) -> str:
        """`source.branch of pipeline "shop"`."""
        return ".".join((*self.sections, key)) + self.owner

    def _at(self, path: tuple[str | int, ...]) -> str:
        line = line_of(self.text, path)
        return self.file if line is None else f"{self.file}, line {line}"
