"""Commands of the pages, typed as they stand there: make, the AWS CLI against the cloud, the sample's way to a push."""

import os
import shlex
import subprocess

import pytest
from awscli.clidriver import create_clidriver

from local import lifecycle
from local.cloud.settings import CloudSettings
from local.git import git
from tests.documented import ROOT, commands_of, script
from tests.local.clouds import TestCloud, make
from tests.local.conftest import AUTHOR
from tests.ports import free_port

NOT_HERE = {"put-account-sending-attributes", "get-suppressed-destination", "delete-suppressed-destination"}


@pytest.fixture(scope="module")
def deployed(machine):
    done = machine.make("start")
    assert done.returncode == 0, done.stderr
    return machine


@pytest.fixture(scope="module")
def words(deployed):
    """What stands for the words in capitals."""
    rules = deployed.account.client("events").list_rules()["Rules"]
    groups = deployed.account.client("logs").describe_log_groups()["logGroups"]
    topics = deployed.account.client("sns").list_topics()["Topics"]
    return {
        "ADDRESS": "approver@example.com",
        "RULE": rules[0]["Name"],
        "GROUP": groups[0]["logGroupName"],
        "ARN": topics[0]["TopicArn"],
    }


@pytest.mark.parametrize("command", [each for each in commands_of("aws") if not each.startswith("aws s3 ")])
def test_a_command_of_the_aws_cli_is_answered(deployed, words, monkeypatch, capfd, command):
    cloud = lifecycle.find_running(deployed.folder)
    for name, value in {**cloud.environment(), "AWS_PAGER": ""}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
    arguments = [words.get(word, word) for word in shlex.split(command)[1:]]
    looked_at = ["--generate-cli-skeleton", "output"] if NOT_HERE & set(arguments) else []

    code = create_clidriver().main([*arguments, *looked_at])

    assert code == 0, capfd.readouterr().err


def test_the_cloud_is_started_found_and_stopped(deployed, tmp_path):
    other = TestCloud(tmp_path / "state", free_port())
    lifecycle.start(CloudSettings(port=other.port, state_dir=other.folder))

    told, stopped = deployed.make("status"), other.make("stop")

    assert deployed.address in told.stdout
    assert stopped.stdout == f"The one-machine cloud of {other.folder} is stopped.\n"
    assert not other.is_running


def test_the_sample_is_pushed_release_by_release(tmp_path):
    clone, origin = tmp_path / "clone", tmp_path / "origin.git"
    git("init", "--quiet", "--bare", "--initial-branch=main", str(origin), folder=tmp_path)
    subprocess.run(["git", "clone", "--quiet", str(origin), str(clone)], check=True, capture_output=True)
    lines = script("sample/README.md").replace("CLONE", str(clone))

    subprocess.run(
        ["bash", "-euc", lines], cwd=ROOT, env={**os.environ, **AUTHOR}, check=True, capture_output=True, text=True
    )

    told = git("log", "--format=%s", "main", folder=origin).splitlines()
    assert told == ["Offer quick sort", "Sort a list of integers"]


def test_a_case_is_made_of_two_commits_and_evaluated(tmp_path):
    repository, cases = tmp_path / "shop", tmp_path / "my-cases"
    git("init", "--quiet", "--initial-branch=main", str(repository), folder=tmp_path)
    for number, tag in enumerate(("v1.4.0", "v1.5.0")):
        (repository / "shop.py").write_text(f"TIMEOUT = {30 - number}\n")
        git("add", "--all", folder=repository)
        git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", tag, folder=repository)
        git("tag", tag, folder=repository)

    made = make(
        "eval-case",
        environment=os.environ,
        REPO=str(repository),
        BASE="v1.4.0",
        HEAD="v1.5.0",
        CASE=str(cases / "release-1.5"),
    )
    evaluated = make("evals", environment=os.environ, CASES=str(cases), OUT=str(tmp_path / "out"))

    assert made.returncode == 0, made.stderr
    assert "offline: 1 review," in evaluated.stderr
    assert evaluated.returncode in (0, 1), evaluated.stderr  # 1: what nobody has gone through reaches no threshold


def test_make_tells_its_targets():
    assert "make deploy" in make("help", environment=os.environ).stdout
