"""
Each touch of MiniStack's internals, by name.

A new version of MiniStack that moves one of them fails here, and says which.
"""

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from ministack import app
from ministack.core import iam_evaluator, lambda_runtime, responses, router
from ministack.services import bedrock_runtime, codebuild, eventbridge, iam, lambda_svc, sts
from ministack.services.cloudformation import provisioners

from local.cloud.http import ApiError
from local.ministack import application, events, functions, mail, projects, resource_types, roles, streams
from local.ministack.converse import refuse_canned_answers
from local.ministack.identity import require

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
        (lambda_svc.invoke_async_with_retry, ["func", "event"]),
        (lambda_svc._execute_function_dispatch, ["func", "config", "event", "request_id", "started"]),
        (provisioners._physical_name, ["stack_name", "logical_id", "max_len"]),
        (responses.set_request_account_id, ["access_key_id"]),
        (router.extract_access_key_id, ["headers", "query_params"]),
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


def test_a_function_that_fails_on_an_event_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    record = {"config": {"FunctionName": "f"}}
    tried: list[tuple[Any, Any]] = []
    monkeypatch.setattr(eventbridge, "_dispatch_to_lambda", lambda *_: pytest.fail("tries once"))
    monkeypatch.setattr(lambda_svc, "_get_func_record_for_ref", lambda _: (record, record["config"], "f"))
    monkeypatch.setattr(lambda_svc, "_execution_record_for_config", lambda function, _: function)
    monkeypatch.setattr(lambda_svc, "invoke_async_with_retry", lambda *arguments: tried.append(arguments))
    events.retry_failed_functions()

    eventbridge._dispatch_to_lambda("arn", '{"detail": {}}')

    assert tried == [(record, {"detail": {}})]


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
    mapping = {"FunctionName": "f", "EventSourceArn": source, "MaximumRetryAttempts": 0}
    record = {"eventSourceARN": source, "dynamodb": {"SequenceNumber": "1"}}
    answer = {"body": {"batchItemFailures": [{"itemIdentifier": "1"}]}}
    function = {"config": {"FunctionName": "f"}}
    results: list[Any] = []
    monkeypatch.setattr(lambda_svc, "_esms", {"one": mapping})
    monkeypatch.setattr(lambda_svc, "_execute_function", lambda *_: answer)
    monkeypatch.setattr(
        lambda_svc,
        "_poll_dynamodb_streams",
        lambda: results.append(lambda_svc._execute_function(function, {"Records": [record]})),
    )
    given_up: list[Any] = []
    streams.deliver_as_lambda_does(lambda _mapping, batch: given_up.extend(batch))

    lambda_svc._poll_dynamodb_streams()

    assert (given_up, results) == ([record], [{"body": None}])


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
