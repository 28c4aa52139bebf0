"""What make runs around the CDK."""

import json
import os
import subprocess
import sys

import boto3
import pytest
from botocore.stub import Stubber

from stacks import assets
from stacks.commands import build_layer, empty_buckets, settings_reference
from stacks.settings import SettingsError


class Session:
    """Stands for boto3's: clients as they were given, or what each raises when it is asked for."""

    def __init__(self, **clients):
        self._clients = clients

    def client(self, service):
        if isinstance(self._clients[service], Exception):
            raise self._clients[service]
        return self._clients[service]


@pytest.fixture
def stubbed():
    stubbers = []

    def client(service, operation, answer=None, *, error=None):
        found = boto3.client(service, region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x")
        stubber = Stubber(found)
        if error:
            stubber.add_client_error(operation, error)
        else:
            stubber.add_response(operation, answer)
        stubber.activate()
        stubbers.append(stubber)
        return found

    yield client
    for stubber in stubbers:
        stubber.assert_no_pending_responses()


def bucket(policy):
    return {"Type": "AWS::S3::Bucket", "DeletionPolicy": policy}


def test_only_buckets_that_are_deleted_are_emptied(stubbed, tmp_path):
    template = tmp_path / "DeploymentReview.template.json"
    resources = {"Kept": bucket("Retain"), "Table": {"Type": "AWS::DynamoDB::GlobalTable"}, "Gone": bucket("Delete")}
    template.write_text(json.dumps({"Resources": resources}))
    detail = {
        "LogicalResourceId": "Gone",
        "PhysicalResourceId": "gone-1",
        "ResourceType": "AWS::S3::Bucket",
        "LastUpdatedTimestamp": "2026-11-23T00:00:00Z",
        "ResourceStatus": "CREATE_COMPLETE",
    }
    cloudformation = stubbed("cloudformation", "describe_stack_resource", {"StackResourceDetail": detail})

    found = empty_buckets.doomed_buckets(Session(cloudformation=cloudformation), "DeploymentReview", template)

    assert list(found) == ["gone-1"]


def test_a_stack_that_is_not_deployed_has_no_buckets(stubbed, tmp_path):
    template = tmp_path / "DeploymentReview.template.json"
    template.write_text(json.dumps({"Resources": {"Gone": bucket("Delete")}}))
    cloudformation = stubbed("cloudformation", "describe_stack_resource", error="ValidationError")

    assert (
        list(empty_buckets.doomed_buckets(Session(cloudformation=cloudformation), "DeploymentReview", template)) == []
    )


def test_the_layer_is_stripped_of_what_differs_between_machines(tmp_path):
    for name in (
        "a/b.py",
        "a/_speedups.so",
        "a/__pycache__/b.pyc",
        "bin/tool",
        "a-1.dist-info/RECORD",
        "a-1.dist-info/METADATA",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")

    build_layer.strip(tmp_path)

    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert left == ["a-1.dist-info/METADATA", "a/b.py"]


def test_a_layer_that_is_not_built_is_one_sentence(monkeypatch):
    monkeypatch.setattr(assets, "LAYER", assets.ROOT / ".build" / "no-layer")

    with pytest.raises(SettingsError, match="the functions' dependencies are not built; run `make layer`"):
        assets.built_layer()


def test_only_the_named_paths_are_in_an_asset():
    patterns = assets.only("lambdas/__init__.py", "lambdas/shared", "prompts")

    assert patterns[:6] == ["/*", "!/lambdas", "/lambdas/*", "!/lambdas/__init__.py", "!/lambdas/shared", "!/prompts"]


def test_a_mistake_in_the_settings_ends_the_synthesis_with_one_sentence(tmp_path):
    environment = {**os.environ, "CDK_OUTDIR": str(tmp_path), "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20"}
    environment["CDK_CONTEXT_JSON"] = json.dumps({"approver_email": "nobody"})

    ended = subprocess.run(
        [sys.executable, "app.py"], cwd=assets.ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert ended.stderr == (
        "Error: -c approver_email: approver_email = 'nobody' is not an e-mail address; "
        "write it like approver@example.com.\n"
    )


def test_the_reference_of_the_settings_is_the_one_that_the_code_writes(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["settings_reference", "--check"])

    settings_reference.main()


def test_a_stale_reference_of_the_settings_fails_the_check_and_is_written_anew(tmp_path, monkeypatch):
    """`make check` asks it of docs/settings.md."""
    page = tmp_path / "settings.md"
    page.write_text("# Settings\n")
    monkeypatch.setattr(settings_reference, "PAGE", page)

    monkeypatch.setattr(sys, "argv", ["settings_reference", "--check"])
    with pytest.raises(SystemExit, match="is not what the settings say"):
        settings_reference.main()
    assert page.read_text() == "# Settings\n"
    monkeypatch.setattr(sys, "argv", ["settings_reference"])
    settings_reference.main()
    monkeypatch.setattr(sys, "argv", ["settings_reference", "--check"])
    settings_reference.main()

    assert page.read_text(encoding="utf-8") == settings_reference.page()
