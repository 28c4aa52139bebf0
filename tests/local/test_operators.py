"""`./review` against the deployed stacks, and every command of it that a page shows."""

import json
import shlex
import subprocess
import webbrowser
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

from local.account.records import Records
from local.git import git
from ops.cli import review
from tests.documented import ROOT, commands, commands_of

SHOWN = {"58cc1cbd": "EXECUTION", "bf545977": "EXECUTION", "7c1e": "ID"}  # where a page shows an answer, too
COMMANDS = sorted(
    {" ".join(SHOWN.get(word, word) for word in command.split()[1:]) for command in commands_of("./review")}
)
AUTHOR = ("-c", "user.name=A. Developer", "-c", "user.email=developer@example.com")
KEY = "aws/lambda/0a1b/shardId-1/2026/11/23/2026-11-23T06.09.23-"


@pytest.fixture(scope="module")
def execution_id(machine, tmp_path_factory):
    """Of an execution of the pipeline `review` that was approved and is over."""
    repository, out = tmp_path_factory.mktemp("repository"), tmp_path_factory.mktemp("out")
    git("init", "--quiet", "--initial-branch=main", ".", folder=repository)
    for number in (1, 2):
        (repository / "app.py").write_text(f"print({number})\n")
        git("add", "--all", folder=repository)
        git(*AUTHOR, "commit", "--quiet", "--message", f"Print {number}", folder=repository)
    done = machine.local("review", REPO=str(repository), OUT=str(out), DECISION="approve", COMMENT="[red]fine[/red]")
    assert done.returncode == 0, done.stderr
    return json.loads((out / "record.json").read_text())["items"][0]["execution_id"]


@pytest.fixture
def operator(machine, execution_id, monkeypatch, tmp_path):
    """Runs `./review … --local` in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda _url: True)

    def run(*arguments):
        local = [] if {"completion", "--help", "--local"} & set(arguments) or not arguments else ["--local"]
        given = {"LOCAL_DIR": str(machine.folder), "COLUMNS": "200"}
        done = CliRunner().invoke(review, [*arguments, *local], env=given, catch_exceptions=False)
        data = json.loads(done.stdout) if "--json" in arguments and done.stdout else None
        return SimpleNamespace(code=done.exit_code, stdout=done.stdout, stderr=done.stderr, data=data)

    return run


@pytest.fixture
def failures(machine, execution_id):
    """A batch of the stream that was given up, and an event that was not delivered, both about this execution."""
    outputs = outputs_of(machine)
    functions = machine.account.client("lambda").list_functions()["Functions"]
    arns = {name: each["FunctionArn"] for each in functions for name in STEPS if name in each["FunctionName"]}
    records = Records.of(machine.account)
    item = {"execution_id": {"S": execution_id}, "item": {"S": "EXECUTION"}}
    main = records.find(execution_id).main
    image = {**item, **{name: {"S": main[name]} for name in ("pipeline_name", "status", "diff_sha256")}}
    batch = {
        "eventID": "1",
        "eventName": "MODIFY",
        "eventSource": "aws:dynamodb",
        "dynamodb": {"Keys": item, "NewImage": image, "SequenceNumber": "1"},
    }
    content = {
        "requestContext": {"functionArn": arns["RequestApproval"], "condition": "RetryAttemptsExhausted"},
        "timestamp": "2026-11-23T06:09:23.000Z",
        "DDBStreamBatchInfo": {"batchSize": 1},
        "payload": json.dumps({"Records": [batch]}),
    }
    machine.account.client("s3").put_object(
        Bucket=outputs["FailedEventsBucket"], Key=f"{KEY}7c1e52aa-1", Body=json.dumps(content).encode()
    )
    event = {
        "account": "111122223333",
        "region": "us-east-1",
        "source": "aws.codepipeline",
        "detail-type": "CodePipeline Pipeline Execution State Change",
        "time": "2026-11-23T06:10:00Z",
        "detail": {"pipeline": "review", "execution-id": execution_id, "state": "SUCCEEDED"},
    }
    told = {"TARGET_ARN": arns["RecordOutcome"], "ERROR_CODE": "NO_PERMISSIONS"}
    machine.account.client("sqs").send_message(
        QueueUrl=outputs["UndeliveredEventsQueue"],
        MessageBody=json.dumps(event),
        MessageAttributes={name: {"StringValue": value, "DataType": "String"} for name, value in told.items()},
    )


STEPS = ("RequestApproval", "RecordOutcome")


def outputs_of(machine):
    stack = machine.account.client("cloudformation").describe_stacks(StackName="DeploymentReview")["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def test_an_execution_is_listed_and_shown(operator, execution_id):
    listed = operator("list", "review", "--json").data["executions"]
    shown = operator("show", execution_id[:8])

    assert execution_id in [each["execution_id"] for each in listed]
    assert shown.code == 0
    assert "[red]fine[/red]" in shown.stdout
    assert "The trail is whole" in shown.stdout
    assert "CodePipeline, too, has the hash of entry" in operator("verify", execution_id).stdout


def test_a_record_that_is_edited_in_the_table_is_found_out(machine, operator, execution_id):
    assert operator("verify").code == 0
    records = Records.of(machine.account)
    key = {"execution_id": {"S": execution_id}, "item": {"S": "TRAIL#000002"}}
    table = machine.account.client("dynamodb")
    entry = table.get_item(TableName=records.table, Key=key)["Item"]

    table.put_item(TableName=records.table, Item={**entry, "event": {"S": "nothing happened"}})
    touched = operator("verify", execution_id, "--json")
    table.put_item(TableName=records.table, Item=entry)

    assert (touched.code, touched.data["verdicts"][0]["first_touched_entry"]) == (1, 2)
    assert operator("verify", execution_id).code == 0


def test_a_record_that_is_deleted_whole_is_found_out(machine, operator, execution_id):
    records = Records.of(machine.account)
    table = machine.account.client("dynamodb")
    key = {":id": {"S": execution_id}}
    items = table.query(
        TableName=records.table, KeyConditionExpression="execution_id = :id", ExpressionAttributeValues=key
    )["Items"]

    for item in items:
        table.delete_item(TableName=records.table, Key={name: item[name] for name in ("execution_id", "item")})
    verified = operator("verify", "--json")
    for item in items:
        table.put_item(TableName=records.table, Item=item)

    (touched,) = [each for each in verified.data["verdicts"] if not each["is_sound"]]
    assert (verified.code, touched["execution_id"]) == (1, execution_id)
    assert "The record is gone" in touched["problems"][0]
    assert operator("verify").code == 0


def test_what_failed_is_replayed_through_the_deployed_functions_and_changes_nothing_twice(
    machine, operator, failures, execution_id
):
    before = Records.of(machine.account).find(execution_id).to_data()
    listed = operator("failed", "--json")

    replayed = operator("replay", "--all", "--json")

    assert {each["kind"] for each in listed.data["failed"]} == {"stream", "undelivered"}
    assert [each["result"] for each in replayed.data["replayed"]] == ["replayed", "replayed"], replayed.stdout
    assert operator("failed").stdout == "Nothing failed.\n"
    assert Records.of(machine.account).find(execution_id).to_data() == before


def test_a_second_analysis_stands_beside_the_first(machine, operator, execution_id):
    before = Records.of(machine.account).find(execution_id).main

    said = operator("rerun", execution_id, "--json")

    after = Records.of(machine.account).find(execution_id)
    assert said.code == 0, said.stderr
    assert after.main["review_digest"] == before["review_digest"]
    assert said.data["rerun"]["item"] in {item["item"] for item in after.items}
    assert operator("verify", execution_id).code == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_pages_runs(operator, failures, execution_id, command):
    pipeline = "review-with-build" if "--declare" in command else "review"
    words = {"EXECUTION": execution_id, "ID": "7c1e", "sorting": pipeline, "COMMAND": "list"}
    arguments = whole([words.get(word, word) for word in shlex.split(command)])

    said = operator(*arguments)

    asks_for_help = "--help" in arguments or not arguments
    assert asks_for_help <= ("Usage:" in said.stdout + said.stderr)
    assert said.code == EXPECTED.get(command, 0), said.stdout + said.stderr


EXPECTED = {"": 2, "failed": 1}  # usage; something has failed


def whole(arguments):
    """A command's bare name, where it takes more, stands for the command as such: its help is asked for."""
    subcommand = review.get_command(click.Context(review), arguments[0]) if len(arguments) == 1 else None
    needs_more = subcommand and any(isinstance(each, click.Argument) and each.required for each in subcommand.params)
    return [*arguments, "--help"] if needs_more else arguments


def test_every_command_is_on_the_page_for_operators():
    shown = {each.text.split()[1] for each in commands() if each.page == "docs/operating.md" and " " in each.text}

    assert set(review.list_commands(None)) <= shown


def test_the_launcher_runs_from_anywhere(machine, execution_id, tmp_path):
    done = subprocess.run(
        [ROOT / "review", "show", execution_id, "--local", "--json"],
        cwd=tmp_path,
        env=machine.environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["execution_id"] == execution_id
