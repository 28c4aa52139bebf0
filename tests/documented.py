"""What the pages tell a reader to type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_OTHERS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "evals/README.md", "sample/README.md")
PAGES = sorted([*(ROOT / name for name in _OTHERS), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").rglob("*.md")])
_PROGRAMS = re.compile(r"(?:time )?(?:make|\./review|aws|git|npx|npm|pip|\.venv/bin/\w+|python -m) .+|\./review")
_NOUNS = re.compile(r"git [a-z-]+( --[a-z-]+)?|pip install")  # "as `git diff` shows it"


@dataclass(frozen=True, slots=True)
class Command:
    """One line for a shell, and the section that it stands in."""

    page: str
    text: str
    section: str

    @property
    def target(self) -> str:
        """Of make; empty where it is something else."""
        found = re.match(r"(?:time )?make ([a-z][a-z-]*)", self.text)
        return found[1] if found else ""

    @property
    def variables(self) -> frozenset[str]:
        """Those that make is given."""
        return frozenset(re.findall(r"\b([A-Z_]+)=", self.text)) if self.target else frozenset()


@cache
def commands() -> tuple[Command, ...]:
    """Each once a page; CHANGELOG.md tells of past releases."""
    found = [
        Command(str(page.relative_to(ROOT)), text, section)
        for page in PAGES
        if page.name != "CHANGELOG.md"
        for section in _sections(page.read_text(encoding="utf-8"))
        for text in dict.fromkeys((*_fenced(section), *_inline(section)))
    ]
    return tuple({(each.page, each.text): each for each in found}.values())


def commands_of(program: str) -> list[str]:
    """The texts of those that begin like this, of all pages."""
    return sorted({each.text for each in commands() if each.text.split()[0] == program})


def script(page: str, number: int = 0) -> str:
    """A block of a page for the shell, as it stands there."""
    return _blocks((ROOT / page).read_text(encoding="utf-8"))[number]


def _sections(text: str) -> list[str]:
    return re.split(r"^(?=#{1,6} )", _without_comments(text), flags=re.MULTILINE)


def _without_comments(text: str) -> str:
    """A `#` that begins a line of a shell's block is no heading."""
    return re.sub(r"^( *)```(sh|console)\n.*?^ *```$", _strip, text, flags=re.MULTILINE | re.DOTALL)


def _strip(block: re.Match[str]) -> str:
    return re.sub(r"^ *#.*\n", "", block[0], flags=re.MULTILINE)


def _blocks(section: str) -> list[str]:
    found = re.findall(r"^( *)```sh\n(.*?)^ *```$", section, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def _fenced(section: str) -> Iterator[str]:
    for block in _blocks(section):
        joined = re.sub(r"\\\n\s*", "", block)
        yield from filter(None, (re.sub(r"\s+#.*", "", line).strip() for line in joined.splitlines()))
    for block in re.findall(r"^ *```console\n(.*?)^ *```$", section, re.MULTILINE | re.DOTALL):
        yield from re.findall(r"^ *\$ (.+)$", block, re.MULTILINE)


def _inline(section: str) -> Iterator[str]:
    prose = re.sub(r"^ *```.*?^ *```$", "", section, flags=re.MULTILINE | re.DOTALL)
    for code in re.findall(r"`([^`\n]+)`", prose):
        if _PROGRAMS.fullmatch(code) and not _NOUNS.fullmatch(code):
            yield code
