"""Where in the settings file a value stands, so that a mistake can be named with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

_HEADER = re.compile(r"\s*\[\[?\s*(?:pipelines\.?)?([\w.-]*)\s*\]")
_NEW_PIPELINE = re.compile(r"\s*\[\[\s*pipelines\s*\]\]")


@dataclass(frozen=True, slots=True)
class Place:
    """A table of the file: the top, a pipeline, or a section ("source") of either."""

    file: str
    text: str
    pipeline_index: int | None = None
    owner: str = ""  # ' of pipeline "shop"'
    section: str = ""
    from_command_line: frozenset[str] = frozenset()

    def in_pipeline(self, index: int, name: object) -> Self:
        label = f'"{name}"' if isinstance(name, str) else f"number {index + 1}"
        return replace(self, pipeline_index=index, owner=f" of pipeline {label}")

    def in_section(self, section: str) -> Self:
        return replace(self, section=section)

    def of(self, key: str) -> str:
        """`deployment-review.toml, line 7`; without the line where the key is not in the file."""
        if key in self.from_command_line and self.pipeline_index is None:
            return f"-c {key}"
        found = re.compile(rf"\s*{re.escape(key)}\s*=")
        inline = re.compile(rf"\s*{re.escape(self.section)}\s*=.*[{{,\s]{re.escape(key)}\s*=")
        for number, section, line in self._lines():
            if (section == self.section and found.match(line)) or (
                section == "" and self.section and inline.match(line)
            ):
                return f"{self.file}, line {number}"
        return self.file

    def name_of(self, key: str) -> str:
        """`source.branch of pipeline "shop"`."""
        return (f"{self.section}.{key}" if self.section else key) + self.owner

    def _lines(self) -> Iterator[tuple[int, str, str]]:
        """Number, section and text of the lines that belong to this pipeline, or to the top."""
        index, section = None, ""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if _NEW_PIPELINE.match(line):
                index, section = (0 if index is None else index + 1), ""
            elif header := _HEADER.match(line):
                section = header[1]
            elif index == self.pipeline_index:
                yield number, section, line
