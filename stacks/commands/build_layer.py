"""
Build the functions' layer into .build/layer from requirements-lambda.txt: `python -m stacks.commands.build_layer`.

The one place of the CDK app that uses the network. Compiled modules are left out: every package falls back to pure
Python, so that one set of bytes runs on arm64, in CodeBuild and on any laptop, and its hash is the same everywhere.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LAYER = ROOT / ".build" / "layer"
LOCK = ROOT / "requirements-lambda.txt"
_STAMP = LAYER.parent / "layer.sha256"
_NOT_WANTED = (
    "bin",
    "*.dist-info/RECORD",
    "*.dist-info/INSTALLER",
    "*.dist-info/REQUESTED",
    "**/*.so",
    "**/__pycache__",
)


def main() -> None:
    wanted = hashlib.sha256(LOCK.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    if LAYER.is_dir() and _STAMP.is_file() and _STAMP.read_text() == wanted:
        return
    shutil.rmtree(LAYER, ignore_errors=True)
    install(LOCK, LAYER / "python")
    strip(LAYER / "python")
    _STAMP.write_text(wanted)


def install(lock: Path, target: Path) -> None:
    """Wheels for the functions' platform, each with the hash that the lock names."""
    platform = ["--platform", "manylinux2014_aarch64", "--python-version", "3.14", "--only-binary", ":all:"]
    options = ["-qq", "--disable-pip-version-check", "--no-deps", "--no-compile", "--require-hashes"]
    command = [sys.executable, "-m", "pip", "install", *options, *platform, "--target", str(target), "-r", str(lock)]
    if subprocess.run(command, check=False).returncode:
        sys.exit("The functions' dependencies could not be installed; see pip's message above, then run `make layer`.")


def strip(target: Path) -> None:
    """Remove what differs between machines or is not needed at run time."""
    for pattern in _NOT_WANTED:
        for path in sorted(target.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


if __name__ == "__main__":
    main()
