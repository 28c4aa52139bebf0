"""What the pages lead to is there: files, headings, targets of make, commands of `./review`."""

import re
from functools import cache
from pathlib import Path

import pytest

from ops.cli import review
from tests.documented import PAGES, ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


@pytest.mark.parametrize("name", NAMES)
def test_a_link_leads_somewhere(name):
    page = ROOT / name

    assert [link for link in links(page) if not leads_somewhere(page, link)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_target_of_make_exists(name):
    named = {target for code in code_of(ROOT / name) for target in re.findall(r"\bmake ([a-z][a-z-]*)", code)}

    assert sorted(named - targets()) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_command_of_the_operators_exists(name):
    named = {command for code in code_of(ROOT / name) for command in re.findall(r"\./review ([a-z][a-z-]*)", code)}

    assert sorted(named - set(review.list_commands(None))) == []


def test_make_help_names_targets_that_exist():
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", "".join(re.findall(r"^#\?.*\n", MAKEFILE, re.MULTILINE))))

    assert {"demo", "review", "deploy", "check", "test"} <= named
    assert sorted(named - targets()) == []


def test_the_first_page_leads_to_every_other():
    linked = {link.partition("#")[0] for link in links(ROOT / "README.md")}

    assert sorted(set(NAMES) - {"README.md", "evals/README.md"} - linked) == []


def test_a_link_to_nowhere_is_seen(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# One `two` -- three\n\n[here](#one-two----three) [gone](#two) [file](other.md) [web](https://a.example)\n"
    )

    assert links(page) == ["#one-two----three", "#two", "other.md"]
    assert [link for link in links(page) if not leads_somewhere(page, link)] == ["#two", "other.md"]


def links(page: Path) -> list[str]:
    """Those within the repository; code shows links of others."""
    found = re.findall(r"\]\(([^)\s]+)\)", without_code(page.read_text(encoding="utf-8")))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


@cache
def anchors(page: Path) -> frozenset[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.+)$", unfenced(page.read_text(encoding="utf-8")), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


def without_code(text: str) -> str:
    return re.sub(r"`[^`\n]+`", "", unfenced(text))


def unfenced(text: str) -> str:
    return re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)


def code_of(page: Path) -> list[str]:
    text = page.read_text(encoding="utf-8")
    fenced = re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
    return [*fenced, *re.findall(r"`([^`\n]+)`", text)]


@cache
def targets() -> frozenset[str]:
    makefiles = [ROOT / "Makefile", *(ROOT / "mk").glob("*.mk")]
    rules = (re.findall(r"^([a-z][a-z-]*):(?!=)", path.read_text(encoding="utf-8"), re.MULTILINE) for path in makefiles)
    return frozenset(target for found in rules for target in found)
