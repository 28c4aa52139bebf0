"""Each role has the permissions that its code uses: one too many fails here, as does one too few."""

import re
from dataclasses import fields

import pytest

from lambdas.shared.domain.retention import EXPIRES_ON
from lambdas.shared.domain.trail import Entry
from tests.infra.calls import reached_from
from tests.infra.templates import as_list

STEPS = [
    "analyze_change",
    "request_approval",
    "record_delivery",
    "record_approval",
    "check_deployment",
    "record_outcome",
    "record_push",
    "reconcile",
]
FED_BY_STREAM = {"analyze_change", "request_approval"}
EXTRACTION = "buildspec.extract_change.__main__.main"

# What AWS authorises otherwise than by the operation's own name.
ACTIONS = {"bedrock-runtime.converse": "bedrock:InvokeModel", "sesv2.send_email": "ses:SendEmail"}
WRITES = {"Put": "dynamodb:PutItem", "Update": "dynamodb:UpdateItem", "Delete": "dynamodb:DeleteItem"}

# Who asks S3, and for what. The artifacts are opened by their bucket's own policy.
PREFIXES = {
    "ChangeStore": "changes/",
    "ReviewStore": "reviews/",
    "ReportStore": "reports/",
    "Records": "changes/sorting/",
}
INDEXES = {"by_status", "by_pipeline", "deployed"}

FUNCTION_ITSELF = {
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
    "s3:PutObject failed events",  # what it failed on; Lambda takes the bucket only if all of it may be written
    "s3:ListBucket",
}
STREAM = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
}
PROJECT_ITSELF = {
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "s3:GetBucketAcl",
    "s3:GetBucketLocation",
    "s3:GetObject artifact",
    "s3:GetObjectVersion artifact",
    "codecommit:GitPull",
}


def needed(entry):
    """The permissions that the code asks for, with the prefix, table or index where there is one."""
    reached = reached_from(entry)
    return {need for operation, who in reached.operations for need in needs_of(operation, who, reached)}


def needs_of(operation, who, reached):
    service, _, name = operation.partition(".")
    if operation == "dynamodb.transact_write_items":
        yield from (f"{action} table" for word, action in WRITES.items() if word in reached.texts)
    elif operation == "dynamodb.query":
        yield from ["dynamodb:Query table"] if "table" in reached.queries else []
        yield from (f"dynamodb:Query {index}" for index in INDEXES & reached.texts if "index" in reached.queries)
    elif service == "s3":
        if who in PREFIXES:
            yield f"s3:{camel(name)} {PREFIXES[who]}"
            if name == "put_object":
                yield f"s3:PutObjectTagging {PREFIXES[who]}"
    elif service == "sns":
        return  # the topics open themselves to the role, by their own policies
    elif service == "dynamodb":
        yield f"dynamodb:{camel(name)} table"
    else:
        yield ACTIONS.get(operation, f"{service}:{camel(name)}")
        if name == "converse" and "guardrailConfig" in reached.texts:
            yield "bedrock:ApplyGuardrail"


def camel(name):
    return "".join(word.capitalize() for word in name.split("_"))


def granted(template, role):
    return {
        grant
        for statement in template.statements(role)
        if statement["Effect"] == "Allow"
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
        for grant in [f"{action}{target(action, resource)}"]
    }


def target(action, resource):
    """The part of the resource that tells one permission from another of the same action."""
    text = str(resource)
    if action.startswith("s3:") and "Object" in action:
        if "Artifacts" in text:
            return " artifact"
        if "FailedEvents" in text:
            return " failed events"
        return " asset" if "cdk-hnb659fds-assets" in text else f" {re.search(r'/([a-z/]+/)[*]', text)[1]}"
    if action.startswith("dynamodb:") and action not in STREAM:
        index = re.search(r"/index/(\w+)", text)
        return f" {index[1]}" if index else " table"
    return ""


@pytest.mark.parametrize("step", STEPS)
def test_a_function_may_do_what_its_code_does_and_nothing_else(review, step):
    expected = (
        needed(f"lambdas.{step}.handler.handler") | FUNCTION_ITSELF | (STREAM if step in FED_BY_STREAM else set())
    )

    assert granted(review, review.functions[step]["Role"]) == expected


def test_extraction_may_do_what_its_code_does_and_nothing_else(sorting):
    expected = needed(EXTRACTION) | PROJECT_ITSELF | {"s3:GetObject asset"}

    assert granted(sorting, sorting.project("extract_change")["ServiceRole"]) == expected


def test_the_teams_build_reaches_its_source_its_artifacts_and_nothing_of_ours(sorting):
    expected = PROJECT_ITSELF | {"s3:GetObject asset", "s3:PutObject artifact"}

    assert granted(sorting, sorting.project("build")["ServiceRole"]) == expected


def test_the_teams_build_cannot_exchange_the_source_that_is_deployed(sorting):
    statements = sorting.statements(sorting.project("build")["ServiceRole"])
    written = [str(each["Resource"]) for each in statements if "s3:PutObject" in as_list(each["Action"])]

    assert written
    assert not any("SourceOutp" in resources for resources in written)
    assert all("BuildOutpu" in resources and "Evidence" in resources for resources in [" ".join(written)])


def test_deployment_assumes_the_roles_of_the_cdk_unless_the_team_names_policies(sorting, shop):
    by_cdk = sorting.statements(sorting.project("deploy")["ServiceRole"])
    by_policy = shop.project("deploy")["ServiceRole"]["Fn::GetAtt"][0]

    (assume,) = [each for each in by_cdk if each["Action"] == "sts:AssumeRole"]
    assert len(assume["Resource"]) == 4
    assert all("role/cdk-*-" in str(resource) for resource in assume["Resource"])
    assert shop.resources("AWS::IAM::Role")[by_policy]["ManagedPolicyArns"] == [
        "arn:aws:iam::111122223333:policy/DeployShop",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
    ]
    assert "sts:AssumeRole" not in shop.actions(shop.project("deploy")["ServiceRole"])


def test_extraction_writes_no_attribute_of_a_review_or_an_approval(sorting):
    statements = sorting.statements(sorting.project("extract_change")["ServiceRole"])
    (update,) = [each for each in statements if each["Action"] == "dynamodb:UpdateItem"]
    attributes = set(update["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"])

    assert not attributes & {"review", "review_key", "review_digest", "decided_by", "decided_at", "comment", "token"}
    assert not attributes & {"deployed_pipeline_name", "deployed_at", "approver_email", "mail_to", "trail_hash"}


def test_only_record_push_writes_who_pushed_and_it_writes_nothing_else(review, sorting):
    statements = review.statements(review.functions["record_push"]["Role"])
    (update,) = [each for each in statements if each["Action"] == "dynamodb:UpdateItem"]
    extraction = sorting.statements(sorting.project("extract_change")["ServiceRole"])
    (captured,) = [each for each in extraction if each["Action"] == "dynamodb:UpdateItem"]

    assert update["Condition"]["ForAllValues:StringLike"] == {"dynamodb:LeadingKeys": ["push/*"]}
    assert set(update["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"]) == {
        *("execution_id", "item", "pushed_by", "pushed_at", "expires_on")
    }
    assert "pushed_by" not in captured["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"]


@pytest.mark.parametrize("step", ["check_deployment", "request_approval", "reconcile"])
def test_many_items_are_read_at_a_time_only_of_who_pushed(review, step):
    statements = review.statements(review.functions[step]["Role"])
    (read,) = [each for each in statements if each["Action"] == "dynamodb:BatchGetItem"]

    assert read["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["push/*"]}}


@pytest.mark.parametrize("step", [step for step in STEPS if step != "record_push"])
def test_what_a_function_puts_is_an_entry_of_the_trail_and_what_it_updates_is_none(review, step):
    statements = review.statements(review.functions[step]["Role"])
    (put,) = [each["Condition"] for each in statements if each["Action"] == "dynamodb:PutItem"]
    (update,) = [each["Condition"] for each in statements if each["Action"] == "dynamodb:UpdateItem"]
    entry = {field.name for field in fields(Entry)} - {"execution_id"}
    own = {"stops"} if step == "reconcile" else set()  # where it stopped, on an item of its own

    assert set(put["ForAllValues:StringEquals"]["dynamodb:Attributes"]) == (
        {"execution_id", "item", EXPIRES_ON} | entry | own
    )
    assert set(update["ForAllValues:StringNotEquals"]["dynamodb:Attributes"]) == entry


def test_mail_is_sent_from_one_address_only(review):
    for step in ("request_approval", "reconcile"):
        statements = review.statements(review.functions[step]["Role"])
        (send,) = [each for each in statements if each["Action"] == "ses:SendEmail"]

        assert send["Condition"] == {"StringEquals": {"ses:FromAddress": "review@example.com"}}


def test_mail_goes_to_recipients_who_are_identities_of_the_account_as_all_are_in_the_sandbox(review):
    """SES then asks for the recipient's identity too, https://github.com/aws/aws-sdk-js/issues/3641 tells."""
    for step in ("request_approval", "reconcile"):
        statements = review.statements(review.functions[step]["Role"])
        (send,) = [each for each in statements if each["Action"] == "ses:SendEmail"]

        assert any("identity/*" in str(resource) for resource in send["Resource"])


def test_lambda_takes_the_bucket_of_failed_events_from_every_function(review):
    """It refuses a destination of which the role may write but a part, and so the deployment."""
    for step in STEPS:
        statements = review.statements(review.functions[step]["Role"])
        (put,) = [each for each in statements if "FailedEvents" in str(each) and each["Action"] == "s3:PutObject"]

        assert put["Resource"]["Fn::Join"][1][1] == "/*", step


def test_models_are_invoked_through_the_profiles_that_the_settings_name(review):
    statements = review.statements(review.functions["analyze_change"]["Role"])
    (invoke,) = [each for each in statements if each["Action"] == "bedrock:InvokeModel"]
    resources = ["".join(map(str, resource["Fn::Join"][1])) for resource in invoke["Resource"]]

    assert {re.sub(r"\{'Ref': 'AWS::(\w+)'\}", r"<\1>", resource) for resource in resources} == {
        "arn:<Partition>:bedrock:*::foundation-model/anthropic.claude-haiku-5-5",
        "arn:<Partition>:bedrock:*::foundation-model/anthropic.claude-opus-5-5",
        "arn:<Partition>:bedrock:eu-*::foundation-model/anthropic.claude-sonnet-5-5",
        "arn:<Partition>:bedrock:<Region>:<AccountId>:inference-profile/eu.anthropic.claude-sonnet-5-5",
        "arn:<Partition>:bedrock:<Region>:<AccountId>:inference-profile/global.anthropic.claude-haiku-5-5",
        "arn:<Partition>:bedrock:<Region>:<AccountId>:inference-profile/global.anthropic.claude-opus-5-5",
        "arn:<Partition>:bedrock:<Region>::foundation-model/amazon.nova-lite-v1:0",
    }


def test_nobody_of_ours_can_approve(templates):
    for template in templates.values():
        for policy in template.resources("AWS::IAM::Policy").values():
            assert "codepipeline:PutApprovalResult" not in str(policy["PolicyDocument"])


def test_only_the_two_steps_that_mail_read_the_evidence(sorting, shop):
    policies = sorting.resources("AWS::S3::BucketPolicy").values()
    (statement,) = [
        each for policy in policies for each in policy["PolicyDocument"]["Statement"] if each["Effect"] == "Allow"
    ]

    readers = str(statement["Principal"]["AWS"])
    assert statement["Action"] == "s3:GetObject"
    assert "RequestApprovalRole" in readers
    assert "ReconcileRole" in readers
    assert len(statement["Principal"]["AWS"]) == 2
    assert "Evidence" in str(statement["Resource"])
    assert not [policy for policy in shop.resources("AWS::S3::BucketPolicy").values() if "Evidence" in str(policy)]


def test_approvers_may_decide_this_approval_and_look_at_its_pipeline(sorting):
    (policy,) = sorting.resources("AWS::IAM::ManagedPolicy").values()
    decide = [each for each in policy["PolicyDocument"]["Statement"] if "PutApprovalResult" in str(each["Action"])]

    assert len(decide) == 1
    assert "/Approval/Approve" in str(decide[0]["Resource"])
    assert not policy.get("Roles")
    assert not policy.get("Users")


def test_nobody_of_ours_can_delete_from_the_record(templates):
    forbidden = (
        "dynamodb:DeleteItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:PartiQL",
        "dynamodb:DeleteTable",
        "dynamodb:*",
    )

    for template in templates.values():
        for policy in template.resources("AWS::IAM::Policy").values():
            assert not [action for action in forbidden if action in str(policy["PolicyDocument"])]


def test_each_of_two_approvers_has_a_policy_for_their_own_approval(shop):
    decided = [
        str(statement["Resource"])
        for policy in shop.resources("AWS::IAM::ManagedPolicy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if "PutApprovalResult" in str(statement["Action"])
    ]

    assert sorted("ApproveSecond" in resource for resource in decided) == [False, True]
    assert {"ApproversPolicy", "SecondApproversPolicy"} <= set(shop.data["Outputs"])
