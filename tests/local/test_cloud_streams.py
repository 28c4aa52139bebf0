"""A record that a function cannot take does not block those behind it, and is kept."""

import json
from typing import Any

from tests.local.conftest import Demo, wait_for

CODE = """
def handler(event, context):
    names = [record["dynamodb"]["Keys"]["name"]["S"] for record in event["Records"]]
    if "bad" in names:
        raise ValueError("cannot take it")
"""


def template() -> dict[str, Any]:
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    key = "name"
    return {
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]}},
        },
        "Failures": {"Type": "AWS::S3::Bucket"},
        "Table": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
                "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": key, "KeyType": "HASH"}],
                "BillingMode": "PAY_PER_REQUEST",
                "StreamSpecification": {"StreamViewType": "NEW_IMAGE"},
            },
        },
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Code": {"ZipFile": CODE},
                "Handler": "index.handler",
                "Runtime": "python3.14",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            },
        },
        "Mapping": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {
                "EventSourceArn": {"Fn::GetAtt": ["Table", "StreamArn"]},
                "FunctionName": {"Ref": "Function"},
                "StartingPosition": "TRIM_HORIZON",
                "MaximumRetryAttempts": 1,
                "BisectBatchOnFunctionError": True,
                "DestinationConfig": {"OnFailure": {"Destination": {"Fn::GetAtt": ["Failures", "Arn"]}}},
            },
        },
    }


def test_a_record_that_a_function_cannot_take_is_kept_in_the_bucket_for_failures(demo: Demo) -> None:
    cloudformation = demo.account.client("cloudformation")
    body = json.dumps({"Resources": template()})
    cloudformation.create_stack(StackName="streams", TemplateBody=body, Capabilities=["CAPABILITY_IAM"])
    stack = cloudformation.get_waiter("stack_create_complete")
    stack.wait(StackName="streams", WaiterConfig={"Delay": 1, "MaxAttempts": 20})
    resources = cloudformation.describe_stack_resources(StackName="streams")["StackResources"]
    ids = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in resources}

    for name in ("good", "bad", "also-good"):
        demo.account.client("dynamodb").put_item(TableName=ids["Table"], Item={"name": {"S": name}})

    s3 = demo.account.client("s3")
    kept = wait_for(lambda: s3.list_objects_v2(Bucket=ids["Failures"]).get("Contents"), seconds=40)
    content = json.load(s3.get_object(Bucket=ids["Failures"], Key=kept[0]["Key"])["Body"])
    records = json.loads(content["payload"])["Records"]
    assert [record["dynamodb"]["Keys"]["name"]["S"] for record in records] == ["bad"]
