"""Bad input gets one sentence that says what to do, a non-zero exit status, and leaves nothing running."""

import os
import shutil
import socket
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from local.__main__ import main
from local.git import git
from tests.local.clouds import OPTIONS, TestCloud, new_cloud


@dataclass(frozen=True)
class Said:
    returncode: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Commands:
    """`python -m local`, in this process, with a folder and a port of its own."""

    cloud: TestCloud
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture

    def local(self, *arguments, **variables):
        for name, value in self.cloud.environment(**variables).items():
            self.monkeypatch.setenv(name, value)
        try:
            returncode = main(arguments)
        except SystemExit as end:
            returncode = end.code
        return Said(returncode, *self.capsys.readouterr())

    @property
    def port(self):
        return self.cloud.port

    @property
    def is_running(self):
        return self.cloud.is_running


@pytest.fixture
def cloud(tmp_path, monkeypatch, capsys):
    for name in OPTIONS:
        monkeypatch.delenv(name, raising=False)
    cloud = new_cloud(tmp_path / "state")
    yield Commands(cloud, monkeypatch, capsys)
    monkeypatch.undo()
    if cloud.is_running:
        cloud.local("stop")


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    git("init", "--quiet", ".", folder=folder)
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    git(*author, "commit", "--quiet", "--allow-empty", "--message", "first", folder=folder)
    return folder


class NotFound(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(404)

    def log_message(self, *_):
        """Not on the standard error that is looked at."""


@pytest.fixture
def model_server():
    """Answers, with 404."""
    server = HTTPServer(("127.0.0.1", 0), NotFound)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def assert_refused(done, cloud, *words):
    """One line, on standard error, with these words."""
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 1
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Error: ")
    for word in words:
        assert word in lines[0]
    assert not cloud.is_running


@pytest.mark.parametrize("command", [[], ["demo"], ["review"], ["start"], ["stop"], ["status"]])
def test_every_command_explains_itself(cloud, command):
    done = cloud.local(*command, "--help")

    assert done.returncode == 0
    assert done.stdout.startswith("usage: python -m local")


def test_a_review_of_nothing(cloud):
    assert_refused(cloud.local("review"), cloud, "make review REPO=/path")


def test_a_folder_that_is_no_repository(cloud, tmp_path):
    folder = tmp_path / "no repository"
    folder.mkdir()

    assert_refused(cloud.local("review", REPO=str(folder)), cloud, "no repository is no git repository", "REPO=")


def test_a_repository_without_commits(cloud, tmp_path):
    git("init", "--quiet", ".", folder=tmp_path)

    assert_refused(cloud.local("review", REPO=str(tmp_path)), cloud, "has no commit to review")


def test_an_unknown_revision(cloud, repository):
    done = cloud.local("review", REPO=str(repository), BASE="nowhere")

    assert_refused(done, cloud, "'nowhere' names no commit", "BASE=")


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"DECISION": "maybe"}, ["DECISION=maybe", "approve, reject or none"]),
        ({"COMMENT": "x" * 513}, ["513 characters", "512"]),
        ({"PORT": "http"}, ["'http' is no port", "PORT="]),
        ({"PORT": "70000"}, ["70000 is no port", "PORT="]),
        ({"MODEL": "gpt"}, ["MODEL=gpt", "MODEL=bedrock"]),
        ({"MODEL_ID": "eu.anthropic.claude"}, ["MODEL_ID", "MODEL=bedrock"]),
        ({"MODEL": "bedrock", "MODEL_URL": "http://127.0.0.1:1"}, ["MODEL_URL and MODEL=bedrock"]),
        ({"MODEL_URL": "http://127.0.0.1:1"}, ["http://127.0.0.1:1", "does not answer"]),
    ],
)
def test_options_that_make_no_sense(cloud, repository, variables, words):
    done = cloud.local("review", **{"REPO": str(repository), **variables})

    assert_refused(done, cloud, *words)


def test_a_wrong_model_leaves_nothing_running(cloud, model_server):
    assert_refused(cloud.local("demo", MODEL_URL=model_server), cloud, "/v1/models lists no model", "MODEL_URL")


def test_a_mistake_in_settings_of_ones_own_is_told_with_its_line_and_leaves_nothing_running(cloud, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[[pipelines]]\nname = "shop"\nsource = { type = "codecommit", repository = "shop" }\ncoffee = 1\n')

    done = cloud.cloud.make("start", SETTINGS=str(own), APPROVER_EMAIL="you@example.com")

    assert done.returncode != 0
    assert done.stderr.startswith('Error: own.toml, line 4: there is no setting coffee of pipeline "shop"')
    assert not cloud.is_running


def test_settings_that_are_not_there(cloud, tmp_path):
    done = cloud.local("start", SETTINGS=str(tmp_path / "own.toml"))

    assert_refused(done, cloud, f"There is no settings file {tmp_path / 'own.toml'}", "SETTINGS=")


def test_a_port_in_use(cloud):
    with socket.socket() as other:
        other.bind(("127.0.0.1", cloud.port))
        other.listen()

        done = cloud.local("demo")

    assert_refused(done, cloud, f"Port {cloud.port} is in use", "PORT=")


@pytest.mark.parametrize(("missing", "words"), [("git", ["git is missing"]), ("node", ["Node 20 or later is missing"])])
def test_a_tool_that_is_missing(cloud, tmp_path, missing, words):
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in {"git", "node"} - {missing}:
        (tools / name).symlink_to(shutil.which(name))

    assert_refused(cloud.local("demo", PATH=str(tools)), cloud, *words, "install it")


def test_a_node_that_is_too_old(cloud, tmp_path):
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v18.20.0\n")
    node.chmod(0o755)

    done = cloud.local("demo", PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert_refused(done, cloud, "Node 20 or later is missing")


def test_status_and_stop_of_a_cloud_that_does_not_run(cloud):
    status, stop = cloud.local("status"), cloud.local("stop")

    assert status.returncode == 1
    folder = cloud.cloud.folder
    assert f"cloud of {folder} is not running: `make start LOCAL_DIR={folder}` starts it." in status.stderr
    assert (stop.returncode, stop.stdout) == (0, f"The one-machine cloud of {folder} was not running.\n")
