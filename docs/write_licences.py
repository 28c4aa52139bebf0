"""Write licences.md, what this product is made with and under which licence: `python -m docs.write_licences`."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PAGE = Path(__file__).with_name("licences.md")
SHIPPED, USED = "requirements-lambda.txt", "requirements.txt"
_ROOT = Path(__file__).parents[1]
_CLASSIFIER = "License :: OSI Approved :: "
_HEAD = """# Licences

What others wrote, as its own packages state it; `python -m docs.write_licences` writes this page from what the locks
name, and a test compares it with them. Packages of other systems than Linux are left out. The CDK command line (npm:
`aws-cdk`) is under Apache-2.0.
"""


def page() -> str:
    shipped = dict(_licences(SHIPPED))
    used = {name: licence for name, licence in _licences(USED) if name not in shipped}
    return "\n".join(
        [
            _HEAD,
            "## What is deployed: the functions' layer\n",
            *_table(shipped),
            "\n## What synthesises, tests and runs the one-machine cloud\n",
            *_table(used),
            "",
        ]
    )


def shipped_licences() -> dict[str, str]:
    """Of what goes into an account, by package."""
    return dict(_licences(SHIPPED))


def _licences(lock: str) -> Iterator[tuple[str, str]]:
    for name in re.findall(r"^([A-Za-z0-9._-]+)==", (_ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE):
        try:
            yield name, _licence_of(distribution(name))
        except PackageNotFoundError:  # of another system
            continue


def _licence_of(package: Distribution) -> str:
    """The SPDX expression of newer packages; the classifiers, else the words, of older ones."""
    told = package.metadata
    classifiers = [each.removeprefix(_CLASSIFIER) for each in told.get_all("Classifier") or () if _CLASSIFIER in each]
    words = (told.get("License") or "").strip().partition("\n")[0]
    return told.get("License-Expression") or ", ".join(sorted(classifiers)) or words or "not stated"


def _table(licences: dict[str, str]) -> list[str]:
    return ["| package | licence |", "|---|---|", *(f"| {name} | {licence} |" for name, licence in licences.items())]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
