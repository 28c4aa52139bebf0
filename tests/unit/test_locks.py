"""What is installed is what was locked: every package has its digest, and no lock says where to get one from."""

import json
import re
from pathlib import Path

import pytest

PYTHON = [Path("requirements.txt"), Path("requirements-lambda.txt"), Path("requirements-opponent.txt")]


@pytest.mark.parametrize("lock", PYTHON, ids=str)
def test_every_python_package_is_locked_with_its_digests(lock):
    text = lock.read_text(encoding="utf-8")
    packages = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]

    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []
    assert "://" not in text


def test_every_npm_package_is_locked_with_its_digest():
    lock = json.loads(Path("package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert packages
    assert [name for name, package in packages.items() if not package.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


@pytest.mark.parametrize("place", ["mk/setup.mk", "mk/opponent.mk", "stacks/commands/build_layer.py"])
def test_pip_refuses_what_has_another_digest(place):
    assert "--require-hashes" in Path(place).read_text(encoding="utf-8")
