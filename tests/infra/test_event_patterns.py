"""Which events and records run which step."""

import json
from pathlib import Path

import pytest

from stacks.pipeline_events import that_fit

EVENTS = Path(__file__).parents[1] / "events"


def patterns(template, step):
    """The event patterns whose target is this step."""
    rules = template.resources("AWS::Events::Rule").values()
    name = "".join(word.capitalize() for word in step.split("_"))
    return [rule["EventPattern"] for rule in rules if name in str(rule["Targets"]) and "EventPattern" in rule]


def mappings(template, step):
    name = "".join(word.capitalize() for word in step.split("_"))
    found = template.resources("AWS::Lambda::EventSourceMapping").values()
    return [mapping for mapping in found if name in str(mapping["FunctionName"])]


def test_record_approval_is_run_by_approvals_of_the_pipelines_under_review(review):
    assert patterns(review, "record_approval") == [
        {
            "source": ["aws.codepipeline"],
            "detail-type": ["CodePipeline Action Execution State Change"],
            "detail": {
                "pipeline": ["sorting", "shop.prod_eu", "billing", "warehouse"],
                "state": ["STARTED", "SUCCEEDED", "FAILED", "ABANDONED", "CANCELED"],
                "type": {"category": ["Approval"]},
            },
        }
    ]


def test_record_outcome_is_run_by_every_end_of_an_execution_and_by_a_retry(review):
    assert patterns(review, "record_outcome") == [
        {
            "source": ["aws.codepipeline"],
            "detail-type": ["CodePipeline Pipeline Execution State Change"],
            "detail": {
                "pipeline": ["sorting", "shop.prod_eu", "billing", "warehouse"],
                "state": ["SUCCEEDED", "FAILED", "STOPPED", "SUPERSEDED", "CANCELED", "RESUMED"],
            },
        }
    ]


def test_record_push_is_run_by_branches_that_move_in_the_codecommit_repositories_under_review(review):
    (pattern,) = patterns(review, "record_push")
    pushed, deleted = (json.loads((EVENTS / f"branch_{what}.json").read_text()) for what in ("updated", "deleted"))
    elsewhere = {**pushed, "detail": {**pushed["detail"], "repositoryName": "another"}}
    tagged = {**pushed, "detail": {**pushed["detail"], "referenceType": "tag"}}

    assert pattern["detail"]["repositoryName"] == ["sorting"]
    assert [matches(pattern, event) for event in (pushed, deleted, elsewhere, tagged)] == [True, False, False, False]


def test_what_eventbridge_cannot_deliver_is_kept(review):
    for rule in review.resources("AWS::Events::Rule").values():
        for target in rule["Targets"]:
            is_function = "DeadLetterConfig" in target

            assert is_function or "Operator" in str(target)


def test_analyze_change_is_run_by_captured_changes_only(review):
    (mapping,) = mappings(review, "analyze_change")

    assert [json.loads(each["Pattern"]) for each in mapping["FilterCriteria"]["Filters"]] == [
        {
            "eventName": ["INSERT", "MODIFY"],
            "dynamodb": {"NewImage": {"item": {"S": ["EXECUTION"]}, "status": {"S": ["CHANGE_CAPTURED"]}}},
        }
    ]


def test_request_approval_is_run_by_whichever_comes_last_and_where_there_is_no_analysis(review):
    (mapping,) = mappings(review, "request_approval")

    assert [json.loads(each["Pattern"])["dynamodb"]["NewImage"] for each in mapping["FilterCriteria"]["Filters"]] == [
        {"item": {"S": ["EXECUTION"]}, "status": {"S": ["REVIEWED"]}},
        {"item": {"S": [{"prefix": "APPROVAL#"}]}, "status": {"S": ["WAITING"]}},
        {"item": {"S": ["EXECUTION"]}, "status": {"S": ["FAILED"]}, "extraction_error": {"S": [{"exists": True}]}},
        {
            "item": {"S": ["EXECUTION"]},
            "status": {"S": ["AWAITING_APPROVAL"]},
            "unreachable_since": {"S": [{"exists": True}]},
        },
        {
            "item": {"S": ["EXECUTION"]},
            "status": {
                "S": [
                    *("APPROVED", "REJECTED", "EXPIRED", "DEPLOYED", "DEPLOY_FAILED"),
                    *("ROLLED_BACK", "STOPPED", "SUPERSEDED", "FAILED"),
                ]
            },
        },
    ]


@pytest.mark.parametrize("step", ["analyze_change", "request_approval"])
def test_a_bad_record_blocks_nobody_and_is_kept(review, step):
    (mapping,) = mappings(review, step)

    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert 0 < mapping["MaximumRetryAttempts"] <= 10
    assert 0 < mapping["MaximumRecordAgeInSeconds"] < 86_400
    assert "FailedEventsBucket" in str(mapping["DestinationConfig"]["OnFailure"]["Destination"])
    assert mapping["StartingPosition"] == "TRIM_HORIZON"


@pytest.mark.parametrize("step", ["record_delivery", "record_approval", "record_outcome", "record_push", "reconcile"])
def test_an_event_that_a_function_gave_up_on_is_kept(review, step):
    name = "".join(word.capitalize() for word in step.split("_"))
    configurations = review.resources("AWS::Lambda::EventInvokeConfig").values()
    (configuration,) = [each for each in configurations if name in str(each["FunctionName"])]

    assert "FailedEventsBucket" in str(configuration["DestinationConfig"]["OnFailure"]["Destination"])


def test_reconcile_is_run_every_five_minutes(review):
    schedules = [rule.get("ScheduleExpression") for rule in review.resources("AWS::Events::Rule").values()]

    assert [schedule for schedule in schedules if schedule] == ["rate(5 minutes)"]


def test_mail_that_does_not_arrive_is_an_event_on_the_default_bus(review):
    (destination,) = review.resources("AWS::SES::ConfigurationSetEventDestination").values()

    assert {"bounce", "complaint", "reject"} <= set(destination["EventDestination"]["MatchingEventTypes"])
    assert "event-bus/default" in str(destination["EventDestination"]["EventBridgeDestination"])


def matches(pattern, event):
    """EventBridge's matching, as far as our patterns use it: exact values, nested."""
    return all(
        matches(wanted, event.get(key, {})) if isinstance(wanted, dict) else event.get(key) in wanted
        for key, wanted in pattern.items()
    )


APPROVALS = sorted(path.name for path in EVENTS.glob("approval_*.json"))
ENDS = [f"execution_{state}.json" for state in ("failed", "resumed", "stopped", "succeeded", "superseded")]
MAILS = sorted(path.name for path in EVENTS.glob("mail_*.json"))
OTHERS = ["build_succeeded.json", "execution_started.json"]


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        *((name, ["record_approval"]) for name in APPROVALS),
        *((name, ["record_outcome"]) for name in ENDS),
        *((name, []) for name in OTHERS),
    ],
)
def test_a_recorded_event_runs_the_step_that_it_is_for(review, name, steps):
    event = json.loads((EVENTS / name).read_text(encoding="utf-8"))
    event["detail"]["pipeline"] = "sorting"

    run = [step for step in ("record_approval", "record_outcome") if matches(patterns(review, step)[0], event)]

    assert run == steps


@pytest.mark.parametrize("name", MAILS)
def test_what_becomes_of_a_mail_of_ours_is_recorded_and_of_no_other(review, name):
    (pattern,) = (each for each in patterns(review, "record_delivery") if "detail" in each)
    (ours,) = pattern["detail"]["mail"]["tags"]["ses:configuration-set"]
    event = json.loads((EVENTS / name).read_text(encoding="utf-8"))
    foreign = matches(pattern, event)

    event["detail"]["mail"]["tags"]["ses:configuration-set"] = ours

    assert ours["Ref"].startswith("MailConfigurationSet")
    assert (matches(pattern, event), foreign) == (True, False)


def test_a_pause_of_the_account_is_told(review):
    event = json.loads((EVENTS / "sending_disabled.json").read_text(encoding="utf-8"))

    assert [matches(pattern, event) for pattern in patterns(review, "record_delivery")].count(True) == 1


@pytest.mark.parametrize("name", APPROVALS)
def test_an_event_of_a_pipeline_that_is_not_under_review_runs_nothing(review, name):
    event = json.loads((EVENTS / name).read_text(encoding="utf-8"))
    event["detail"]["pipeline"] = "sorting-2"

    assert not matches(patterns(review, "record_approval")[0], event)


def test_a_pattern_never_outgrows_eventbridge():
    names = [f"pipeline-{number:03}-{'x' * 80}" for number in range(120)]

    chunks = list(that_fit(names))

    assert [name for chunk in chunks for name in chunk] == names
    assert max(len(json.dumps(chunk)) for chunk in chunks) < 1_700
