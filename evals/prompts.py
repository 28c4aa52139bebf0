"""Versions of the prompt: found, checked for what each must tell the model, and with one instruction left out."""

import re
import shutil
import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from lambdas.analyze_change.prompt import VERSIONS, Prompt
from lambdas.shared.domain import codec

_INSTRUCTIONS = Path(__file__).parent / "instructions.toml"
_VARIABLES = {
    "system": ("language", "risk_floor", "boundary"),
    "user": ("pipeline_name", "repository_name", "baseline_text", "part_text"),
    "merge": ("parts",),
    "repair": ("problem",),
}
_WITHOUT = "~"


class PromptError(Exception):
    """One sentence for whoever named the prompt."""


@dataclass(frozen=True, slots=True)
class Instruction:
    name: str
    why: str
    file: str
    pattern: str

    @property
    def expression(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE | re.MULTILINE)

    def is_in(self, folder: Path) -> bool:
        return self.expression.search(_text(folder, self.file)) is not None


@cache
def instructions() -> tuple[Instruction, ...]:
    table = tomllib.loads(_INSTRUCTIONS.read_text(encoding="utf-8"))
    return tuple(codec.from_data(Instruction, one) for one in table["instruction"])


def read_prompt(name: str, *, made: Path) -> Prompt:
    """
    A version's name, a folder's path, or either with `~INSTRUCTION`: a copy below `made` without that instruction.

    Raises:
        PromptError: there is no such version, folder or instruction; or a file of it cannot be filled in.
    """
    version, _, left_out = name.partition(_WITHOUT)
    folder = VERSIONS / version if (VERSIONS / version).is_dir() else Path(version)
    if not (folder / "system.md").is_file():
        known = ", ".join(sorted(path.name for path in VERSIONS.iterdir()))
        raise PromptError(f"{version} is neither a version of the prompt ({known}) nor a folder with system.md.")
    prompt = Prompt(_without(folder, left_out, made) if left_out else folder)
    for file, variables in _VARIABLES.items():
        try:
            prompt.render(file, **dict.fromkeys(variables, ""))
        except (KeyError, ValueError, OSError) as error:
            raise PromptError(f"{folder / file}.md cannot be filled in: {error}.") from error
    return prompt


def missing_instructions(prompt: Prompt) -> tuple[Instruction, ...]:
    """What this version does not tell the model."""
    return tuple(one for one in instructions() if not one.is_in(prompt.folder))


def is_ablation(prompt: Prompt) -> bool:
    """Whether it was made to lack something, so as to measure what that is worth."""
    return _WITHOUT in prompt.folder.name


def _without(folder: Path, name: str, made: Path) -> Path:
    found = next((one for one in instructions() if one.name == name), None)
    if found is None or not found.is_in(folder):
        known = ", ".join(one.name for one in instructions() if one.is_in(folder))
        raise PromptError(f"{folder} has no instruction {name!r} to leave out; it has {known}.")
    source = sha256(str(folder.resolve()).encode()).hexdigest()[:8]
    copy = made / source / f"{folder.name}{_WITHOUT}{name}"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    file = copy / f"{found.file}.md"
    file.write_text(found.expression.sub("", file.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


def _text(folder: Path, file: str) -> str:
    return (folder / f"{file}.md").read_text(encoding="utf-8")
