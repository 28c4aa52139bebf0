"""Whoever keeps a cloud elsewhere is told commands that find it there."""

from pathlib import Path

import pytest

from local.state_folder import DEFAULT, folder_of, make_command, name_of, not_running


def test_the_usual_folder_needs_no_name(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    folder = folder_of(None)

    assert folder == folder_of("") == DEFAULT == Path(__file__).parents[2] / ".local"
    assert make_command("stop", folder) == "make stop"
    assert name_of(folder) == "The one-machine cloud"


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ("/srv/cloud", "make stop LOCAL_DIR=/srv/cloud"),
        ("/srv/my cloud", "make stop LOCAL_DIR='/srv/my cloud'"),
    ],
)
def test_another_folder_is_named(given, command):
    assert make_command("stop", folder_of(given)) == command
    assert given in name_of(folder_of(given))


def test_a_folder_is_where_the_command_is_typed(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert folder_of("cloud") == tmp_path / "cloud"


def test_whoever_finds_no_cloud_is_told_where_it_was_looked_for():
    assert not_running(DEFAULT) == (
        f"The one-machine cloud of {DEFAULT} is not running: `make start` starts it; "
        "if yours keeps its files elsewhere, LOCAL_DIR=folder names it."
    )
    assert not_running(Path("/srv/cloud")) == (
        "The one-machine cloud of /srv/cloud is not running: `make start LOCAL_DIR=/srv/cloud` starts it."
    )
