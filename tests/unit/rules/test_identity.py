"""What makes a store of data another one."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of

REPLACED = "data-store-replaced"
TABLE = 'resource "aws_dynamodb_table" "orders" {'


@pytest.mark.parametrize(
    ("path", "hunk", "what"),
    [
        (
            "a.tf",
            f' {TABLE}\n-  name = "orders"\n+  name = "orders-v2"\n   hash_key = "id"',
            "`name` of the `aws_dynamodb_table`",
        ),
        (
            "a.tf",
            f' {TABLE}\n   name = "orders"\n-  hash_key = "id"\n+  hash_key = "key"',
            "`hash_key` of the `aws_dynamodb_table`",
        ),
        (
            "a.tf",
            ' resource "aws_s3_bucket" "logs" {\n-  bucket = "a"\n+  bucket = var.name',
            "`bucket` of the `aws_s3_bucket`",
        ),
        (
            "template.yaml",
            "   Db:\n     Type: AWS::DynamoDB::Table\n     Properties:\n-      TableName: one\n+      TableName: two",
            "`TableName` of the `AWS::DynamoDB::Table`",
        ),
        (
            "template.json",
            (
                '   "Db": {\n    "Properties": {\n-     "DBName": "a",\n+     "DBName": "b",\n      "A": 1\n    },\n'
                '    "Type": "AWS::RDS::DBInstance"'
            ),
            "`DBName` of the `AWS::RDS::DBInstance`",
        ),
        (
            "template.yaml",
            "-  Orders:\n+  AllOrders:\n     Type: AWS::DynamoDB::Table",
            "logical id of the `AWS::DynamoDB::Table`",
        ),
        (
            "stacks/a.ts",
            '   new s3.Bucket(this, "Logs", {\n-    bucketName: "a",\n+    bucketName: "b",\n',
            "`bucketName` of the `Bucket`",
        ),
        (
            "stacks/a.py",
            '     db.Table(\n         self,\n         "A",\n-        table_name="a",\n+        table_name="b",\n     )',
            "`table_name` of the `Table`",
        ),
        (
            "stacks/a.py",
            '-    sqs.Queue(self, "Placed", queue_name="a")\n+    sqs.Queue(self, "Placed", queue_name="b")',
            "`queue_name` of the `Queue`",
        ),
    ],
)
def test_a_store_that_a_new_empty_one_replaces_is_said(path, hunk, what):
    fact = only(facts_of(diff_of(path, hunk)), REPLACED)

    assert fact.level is Level.HIGH
    assert f"The {what} goes from " in fact.text


def test_the_resource_may_begin_above_the_hunk():
    """Git names it in the hunk's header."""
    diff = diff_of("a.tf", '   tags = local.tags\n-  name = "orders"\n+  name = "new"\n ', section=TABLE, start=20)

    assert only(facts_of(diff), REPLACED).subject == "aws_dynamodb_table"


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a.tf", f' {TABLE}\n   attribute {{\n-    name = "id"\n+    name = "key"\n   }}'),
        ("a.tf", ' resource "aws_iam_role" "orders" {\n-  name = "orders"\n+  name = "orders-v2"\n'),
        ("a.tf", f' {TABLE}\n-  name = "orders"\n+  name         = "orders"\n'),
        ("a.tf", f' {TABLE}\n-  billing_mode = "PROVISIONED"\n+  billing_mode = "PAY_PER_REQUEST"\n'),
        (
            "template.yaml",
            "   Run:\n     Type: AWS::Lambda::Function\n     Properties:\n-      Name: a\n+      Name: b",
        ),
        (
            "template.yaml",
            "   A:\n     Type: AWS::S3::Bucket\n   B:\n     Properties:\n-      BucketName: a\n+      BucketName: b",
        ),
        ("template.yaml", "-  Run:\n+  RunOnce:\n     Type: AWS::Lambda::Function"),
        ("app/a.py", '     Queue(\n         url,\n-        queue_name="a",\n+        queue_name="b",\n     )'),
        ("app/a.py", '-    Queue(url, queue_name="a")\n+    Queue(url, queue_name="b")'),
        ("config/app.yml", "-TableName: a\n+TableName: b"),
    ],
)
def test_nothing_is_replaced_by_anything_else(path, hunk):
    """A block within, a role, white space, another key; another resource's type; a class of the program's own."""
    assert REPLACED not in rules_of(path, hunk)
