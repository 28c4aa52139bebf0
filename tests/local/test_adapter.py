"""
Each touch of MiniStack's internals, by name.

A new version of MiniStack that moves one of them fails here, and says which.
"""

import asyncio
import inspect
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from ministack import app
from ministack.core import iam_actions, iam_evaluator, lambda_runtime, responses, router
from ministack.services import bedrock_runtime, codebuild, dynamodb, eventbridge, iam, lambda_svc, ses_v2, sts
from ministack.services.cloudformation import provisioners

from local.cloud.http import ApiError
from local.ministack import (
    application,
    asynchronous,
    events,
    functions,
    mail,
    parameters,
    projects,
    resource_types,
    roles,
    running,
    streams,
    tables,
    unpacking,
)
from local.ministack.converse import refuse_canned_answers
from local.ministack.identity import require
from tests.local.conftest import wait_for

ROLE = "arn:aws:iam::000000000000:role/Build"


@pytest.mark.parametrize(
    ("touched", "parameters"),
    [
        (app.app, ["scope", "receive", "send"]),
        (bedrock_runtime._converse, ["model_id", "headers", "body"]),
        (eventbridge._invoke_target, ["target", "event", "rule", "view"]),
        (eventbridge._put_events, ["data", "allow_aws_source"]),
        (app._enforce_data_plane, ["service", "iam_action", "headers", "resource_arn", "service_context"]),
        (app._enforce_ses_v2, ["method", "path", "headers", "body", "query_params", "request_id"]),
        (iam_actions.extract_resource_arn, ["service", "method", "path", "headers", "body"]),
        (iam_evaluator.find_iam_access_key_account, ["access_key_id"]),
        (iam_evaluator.pin_request_origin, ["source_ip", "secure_transport"]),
        (iam_evaluator.pin_signed_body, ["body"]),
        (iam_evaluator.pin_signed_request, ["method", "raw_path", "query_params", "raw_headers", "handshake"]),
        (iam_evaluator.request_caller_arn, ["headers", "query_params"]),
        (lambda_runtime.ensure_spawned, ["worker"]),
        (lambda_runtime.release_worker, ["worker"]),
        (lambda_runtime.reset, []),
        (eventbridge._dispatch_to_lambda, ["arn", "payload"]),
        (lambda_svc._execution_record_for_config, ["func", "config"]),
        (lambda_svc._get_func_record_for_ref, ["function_ref"]),
        (lambda_svc._execute_function, ["func", "event"]),
        (lambda_svc._poll_dynamodb_streams, []),
        (lambda_svc._apply_filter_criteria, ["records", "esm"]),
        (lambda_svc._get_func_record_for_qualifier, ["name", "qualifier"]),
        (lambda_svc._iter_all_esms, []),
        (lambda_runtime.Worker.invoke, ["self", "event", "request_id"]),
        (dynamodb.stream_end_position, ["table_name"]),
        (dynamodb.stream_live_records, ["table_name"]),
        (dynamodb.stream_records_since, ["table_name", "position", "limit"]),
        (dynamodb.stream_start_position, ["table_name"]),
        (responses.set_request_region, ["region"]),
        (lambda_svc._execute_function_dispatch, ["func", "config", "event", "request_id", "started"]),
        (provisioners._physical_name, ["stack_name", "logical_id", "max_len"]),
        (responses.set_request_account_id, ["access_key_id"]),
        (router.extract_access_key_id, ["headers", "query_params"]),
        (ses_v2.handle_request, ["method", "path", "headers", "body", "query_params"]),
        (iam_evaluator.caller_arn, []),
        (sts.register_session, ["access_key", "session"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_function_of_ministack_takes_what_the_adapter_gives(
    touched: Callable[..., Any], parameters: list[str]
) -> None:
    found = list(inspect.signature(touched).parameters)

    assert [name for name in found if name in parameters] == parameters


def test_a_service_may_put_events_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    arrived: list[dict[str, Any]] = []
    monkeypatch.setattr(eventbridge, "_dispatch_event", lambda event, _view: arrived.append(event))

    events.put_service_event(source="aws.codepipeline", detail_type="Something", resources=["arn"], detail={"v": 1.0})

    assert [(event["Source"], event["Detail"]) for event in arrived] == [("aws.codepipeline", '{"v": 1.0}')]


def test_a_rules_target_that_is_a_pipeline_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eventbridge, "_invoke_target", lambda *_: pytest.fail("not for MiniStack"))
    started: list[tuple[str, str, str]] = []
    events.deliver_to_pipelines(lambda *arguments: started.append(arguments))
    arn = "arn:aws:codepipeline:us-east-1:111122223333:demo"

    eventbridge._invoke_target({"Arn": arn, "RoleArn": "role"}, {}, {"Arn": "rule"})

    assert started == [(arn, "role", "rule")]


def _given_up(monkeypatch: pytest.MonkeyPatch, *results: dict[str, Any], **options: int) -> list[asynchronous.GivenUp]:
    """What becomes of an event whose function answers with one of `results` after the other."""
    config = {"FunctionName": "f", "FunctionArn": "arn:f"}
    destination = {"OnFailure": {"Destination": "arn:aws:s3:::failed"}}
    record = {"config": config, "event_invoke_config": {"DestinationConfig": destination, **options}}
    left = list(results)
    monkeypatch.setattr(eventbridge, "_dispatch_to_lambda", lambda *_: pytest.fail("tries once"))
    monkeypatch.setattr(lambda_svc, "_get_func_record_for_ref", lambda _: (record, config, "f"))
    monkeypatch.setattr(lambda_svc, "_execution_record_for_config", lambda function, _: function)
    monkeypatch.setattr(lambda_svc, "_execute_function", lambda _function, _event: left.pop(0))
    monkeypatch.setattr(asynchronous, "_PAUSE_SECONDS", 0)
    monkeypatch.setattr(asynchronous, "_THROTTLED_SECONDS", 0)
    given_up: list[asynchronous.GivenUp] = []
    invocations = asynchronous.AsynchronousInvocations(given_up.append)
    invocations.install()
    eventbridge._dispatch_to_lambda("arn", '{"detail": {}}')
    wait_for(lambda: invocations.is_idle)
    assert not left
    return given_up


def test_a_function_that_fails_on_an_event_is_tried_twice_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _given_up(monkeypatch, {"error": True}, {"error": True}, {"body": None}) == []


def test_an_event_that_waits_for_a_throttled_function_loses_no_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    throttled = {"error": True, "throttle": True}

    assert _given_up(monkeypatch, throttled, throttled, throttled, throttled, {"body": None}) == []


def test_an_event_that_a_function_cannot_take_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    error = {"errorType": "KeyError"}

    given_up = _given_up(monkeypatch, {"error": True, "body": error}, MaximumRetryAttempts=0)

    assert given_up == [asynchronous.GivenUp("arn:f", "arn:aws:s3:::failed", {"detail": {}}, 1, error)]


def test_a_resource_type_becomes_deployable(monkeypatch: pytest.MonkeyPatch) -> None:
    class Kind:
        def create(self, logical_id: str, properties: Any, stack_name: str) -> resource_types.Provisioned:
            return f"{stack_name}/{logical_id}/{properties['A']}", {}

        update = delete = create

    monkeypatch.setattr(provisioners, "_RESOURCE_HANDLERS", {})
    resource_types.register("AWS::Test::Kind", Kind())

    assert provisioners._provision_resource("AWS::Test::Kind", "One", {"A": 1}, "stack") == ("stack/One/1", {})


def test_invocations_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lambda_svc, "_execute_function_dispatch", lambda *_: {"error": True})
    seen: list[functions.Invocation] = []
    functions.observe_invocations(seen.append)

    config = {"FunctionName": "f", "Environment": {"Variables": {"POWERTOOLS_SERVICE_NAME": "step"}}}
    lambda_svc._execute_function_dispatch({}, config, {"detail": {}}, "request", 5.0)

    assert [(each.function_name, each.environment, each.failed) for each in seen] == [
        ("f", {"POWERTOOLS_SERVICE_NAME": "step"}, True)
    ]


def test_a_record_that_a_function_cannot_take_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    source = "arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/s"
    mapping = {"UUID": "u", "FunctionName": "f", "EventSourceArn": source, "MaximumRetryAttempts": 0}
    keys = {"execution_id": {"S": "e-1"}}
    record = {"eventSourceARN": source, "dynamodb": {"SequenceNumber": "1", "Keys": keys}}
    answers = [{"error": True, "throttle": True}, {"body": {"batchItemFailures": [{"itemIdentifier": "1"}]}}]
    monkeypatch.setattr(lambda_svc, "_iter_all_esms", lambda: iter([("111122223333", "us-east-1", mapping)]))
    monkeypatch.setattr(lambda_svc, "_get_func_record_for_qualifier", lambda *_: ({"config": {}}, {}))
    monkeypatch.setattr(lambda_svc, "_execute_function", lambda *_: answers.pop(0))
    monkeypatch.setattr(dynamodb, "_tables", {"t": {}})
    monkeypatch.setattr(dynamodb, "stream_start_position", lambda _table: 0)
    monkeypatch.setattr(dynamodb, "stream_end_position", lambda _table: 1)
    monkeypatch.setattr(dynamodb, "stream_records_since", lambda _table, position, _limit: [record][position:])
    given_up: list[Any] = []
    poller = streams.StreamPoller(lambda _mapping, batch: given_up.extend(batch))
    poller.install()

    assert not poller.is_idle
    assert lambda_svc._poll_dynamodb_streams()
    wait_for(lambda: poller.is_idle)

    assert (given_up, answers) == ([record], [])
    assert not lambda_svc._poll_dynamodb_streams()


def test_what_runs_in_which_process_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[running.Running | None] = []
    monkeypatch.setattr(lambda_runtime.Worker, "invoke", lambda *_: seen.append(running.running_in(17)) or {})
    running.note_running_invocations()
    worker = lambda_runtime.Worker("f", {"Environment": {"Variables": {"POWERTOOLS_SERVICE_NAME": "step"}}}, b"")
    worker._proc = SimpleNamespace(pid=17)

    worker.invoke({"detail": {"execution-id": "e-1"}}, "request")

    assert seen == [running.Running("step", frozenset({"e-1"}))]
    assert running.running_in(17) is None


def test_a_canned_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bedrock_runtime, "_proxy_openai_chat_message", lambda *_: (None, None))
    refuse_canned_answers()

    with pytest.raises(ApiError, match="ServiceUnavailable"):
        bedrock_runtime._proxy_openai_chat_message("model", [], [], {})


def test_builds_are_kept_where_ministack_lists_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codebuild, "_builds", {})
    monkeypatch.setattr(codebuild, "_projects", {"p": {"name": "p"}})

    projects.save_build({"id": "p:1"})

    assert (projects.find_build("p:1"), projects.find_project("p")) == ({"id": "p:1"}, {"name": "p"})


def test_a_role_is_for_the_service_that_it_trusts(monkeypatch: pytest.MonkeyPatch) -> None:
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "codebuild.amazonaws.com"}}
    monkeypatch.setattr(iam, "_roles", {"Build": {"AssumeRolePolicyDocument": {"Statement": [trust]}}})

    credentials = roles.assume_as_service(ROLE, service="codebuild.amazonaws.com", session_name="s")

    assert sts._sessions[credentials.access_key_id]["Arn"].endswith("assumed-role/Build/s")
    with pytest.raises(ApiError, match=r"lambda\.amazonaws\.com is not authorized to assume"):
        roles.assume_as_service(ROLE, service="lambda.amazonaws.com", session_name="s")


def test_a_role_may_only_what_its_policies_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "codebuild.amazonaws.com"}}
    monkeypatch.setattr(app, "AUTH", True)
    account_id = iam_evaluator.caller_arn().split(":")[4]
    iam._roles["Poor"] = {"RoleName": "Poor", "AssumeRolePolicyDocument": {"Statement": [trust]}}
    arn = f"arn:aws:iam::{account_id}:role/Poor"
    poor = roles.assume_as_service(arn, service="codebuild.amazonaws.com", session_name="s")

    with pytest.raises(ApiError, match="not authorized to perform: codecommit:GitPull"):
        require(poor, action="codecommit:GitPull", resource="arn:aws:codecommit:us-east-1:111122223333:r")


def test_enforcement_is_a_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "AUTH", False)

    application.enforce_iam(enforced=True)

    assert application.is_iam_enforced()


def test_a_mail_is_authorised_on_its_senders_identity_and_its_configuration_set() -> None:
    sent = {"FromEmailAddress": "Review <review@example.com>", "ConfigurationSetName": "set"}

    resources = mail.resources_of(sent)

    assert [resource.rpartition(":")[2] for resource in resources] == [
        "identity/review@example.com",
        "configuration-set/set",
    ]
    assert mail.condition_keys_of(sent)["ses:fromaddress"] == "review@example.com"


def test_a_mail_that_ses_has_taken_is_told_with_the_events_that_its_configuration_set_asks_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ses_v2, "handle_request", ses_v2.handle_request)
    seen: list[Any] = []
    mail.observe_mails(seen.append)

    def ask(path: str, data: dict[str, Any]) -> int:
        status: int = asyncio.run(ses_v2.handle_request("POST", f"/v2/email/{path}", {}, json.dumps(data), {}))[0]
        return status

    ask("configuration-sets", {"ConfigurationSetName": "told"})
    for name, enabled, types in (("on", True, ["SEND", "BOUNCE"]), ("off", False, ["COMPLAINT"])):
        bus = {"EventBridgeDestination": {"EventBusArn": "arn:aws:events:us-east-1:111122223333:event-bus/default"}}
        destination = {"Enabled": enabled, "MatchingEventTypes": types, **bus}
        ask(
            "configuration-sets/told/event-destinations",
            {"EventDestinationName": name, "EventDestination": destination},
        )
    ask("identities", {"EmailIdentity": "review@example.com"})
    sent = {
        "ConfigurationSetName": "told",
        "Destination": {"ToAddresses": ["a@example.com"]},
        "Content": {"Simple": {}},
    }
    statuses = [
        ask("outbound-emails", {**sent, "FromEmailAddress": f"{name}@example.com"}) for name in ("review", "eve")
    ]

    assert statuses == [200, 400]
    assert [(each.sender, each.recipients) for each in seen] == [("review@example.com", ["a@example.com"])]
    assert mail.event_types("told") == {"SEND", "BOUNCE"}
    assert mail.event_types("unknown") == frozenset()


@pytest.mark.parametrize(
    ("operation", "given", "resource"),
    [
        ("GetParametersByPath", {"Path": "/a/b/"}, "parameter/a/b"),
        ("GetParameters", {"Names": ["/a/b"]}, "parameter/a/b"),
        ("GetParameters", {"Names": ["/a/b", "/a/c"]}, "*"),
        ("DescribeParameters", {}, "*"),
    ],
)
def test_parameters_are_authorised_by_path_and_by_name(
    monkeypatch: pytest.MonkeyPatch, operation: str, given: dict[str, object], resource: str
) -> None:
    monkeypatch.setattr(iam_actions, "extract_resource_arn", lambda *_: "*")
    parameters.authorise_parameters()
    headers, body = {"x-amz-target": f"AmazonSSM.{operation}"}, json.dumps(given).encode()

    asked = iam_actions.extract_resource_arn("ssm", "POST", "/", headers, body, {}, "", "")

    assert asked.rpartition(":")[2] == resource


def test_the_processes_of_functions_can_be_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[int] = []
    workers = [SimpleNamespace(_proc=None), SimpleNamespace(_proc=SimpleNamespace(kill=lambda: killed.append(17)))]
    monkeypatch.setattr(lambda_runtime, "_workers", {"f": workers})

    application.kill_functions()

    assert killed == [17]


def test_sessions_expire_while_others_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sts, "_sessions", {"old": {"Expiration": 1.0}, "new": {"Expiration": 9e12}, "kept": {}})
    monkeypatch.setattr(sts, "_evict_expired_sessions", lambda: pytest.fail("MiniStack's own"))
    roles.let_sessions_expire()

    sts._evict_expired_sessions()

    assert list(sts._sessions) == ["new", "kept"]


def test_code_is_unpacked_once_however_many_processes_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lambda_runtime, "zipfile", lambda_runtime.zipfile)
    monkeypatch.setattr(unpacking, "gettempdir", lambda: str(tmp_path))
    archive = tmp_path / "code.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("lambdas/step/handler.py", "")
    unpacking.unpack_once()

    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with lambda_runtime.zipfile.ZipFile(archive) as opened:
            opened.extractall(str(tmp_path / name))

    one, two = (tmp_path / name / "lambdas" / "step" / "handler.py" for name in ("one", "two"))
    assert one.resolve() == two.resolve()
    assert "zipfile.ZipFile" in inspect.getsource(lambda_runtime.Worker._spawn)


def test_why_a_layer_cannot_be_unpacked_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """MiniStack catches what `zipfile` may raise by names that it takes from there."""
    monkeypatch.setattr(lambda_runtime, "zipfile", lambda_runtime.zipfile)
    unpacking.unpack_once()
    named = set(re.findall(r"\bzipfile\.(\w+)", inspect.getsource(lambda_runtime)))

    assert "BadZipFile" in named
    assert {name for name in named if not hasattr(lambda_runtime.zipfile, name)} == set()


def test_a_table_keeps_its_name_and_its_items_when_its_stack_is_updated(monkeypatch: pytest.MonkeyPatch) -> None:
    """With `retain`, or with an index more."""
    kind = "AWS::DynamoDB::GlobalTable"
    monkeypatch.setattr(dynamodb, "_tables", {})
    monkeypatch.setattr(provisioners, "_RESOURCE_HANDLERS", dict(provisioners._RESOURCE_HANDLERS))
    tables.keep_tables()
    index = {"IndexName": "by_status", "KeySchema": [{"AttributeName": "s", "KeyType": "HASH"}]}
    first = {
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("id", "s")],
        "BillingMode": "PAY_PER_REQUEST",
        "StreamSpecification": {"StreamViewType": "NEW_IMAGE"},
        "Replicas": [{"Region": "us-east-1", "DeletionProtectionEnabled": False}],
    }
    second = {
        **first,
        "GlobalSecondaryIndexes": [{**index, "Projection": {"ProjectionType": "ALL"}}],
        "Replicas": [{"Region": "us-east-1", "DeletionProtectionEnabled": True}],
    }
    name, attributes = provisioners._provision_resource(kind, "Records", first, "stack")
    dynamodb._tables[name]["items"]["e-1"]["MAIN"] = {"id": {"S": "e-1"}}

    updated = provisioners._update_resource(kind, name, first, second, "stack", "Records", attributes)

    assert updated == (name, attributes)
    assert list(dynamodb._tables) == [name]
    assert dynamodb._tables[name]["items"] == {"e-1": {"MAIN": {"id": {"S": "e-1"}}}}
    assert [each["IndexName"] for each in dynamodb._tables[name]["GlobalSecondaryIndexes"]] == ["by_status"]
