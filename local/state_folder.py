"""The folder in which a cloud keeps its files, and how a person names its cloud."""

import shlex
from pathlib import Path

DEFAULT = Path(__file__).parents[1] / ".local"  # of this checkout, wherever a command is typed


def folder_of(given: str | None) -> Path:
    """LOCAL_DIR as it was given, if it was."""
    return Path(given).absolute() if given else DEFAULT


def make_command(target: str, folder: Path) -> str:
    """What to type so that make works with the cloud of this folder."""
    return f"make {target}" if folder == DEFAULT else f"make {target} LOCAL_DIR={shlex.quote(str(folder))}"


def name_of(folder: Path) -> str:
    """To begin a sentence with."""
    return "The one-machine cloud" if folder == DEFAULT else f"The one-machine cloud of {folder}"


def not_running(folder: Path) -> str:
    """The sentence for whoever looks for the cloud of this folder, and finds none."""
    elsewhere = "; if yours keeps its files elsewhere, LOCAL_DIR=folder names it" if folder == DEFAULT else ""
    started = make_command("start", folder)
    return f"The one-machine cloud of {folder} is not running: `{started}` starts it{elsewhere}."
