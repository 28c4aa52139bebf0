"""What it may do: rights that are widened raise the floor, rights that are narrowed are said."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of

WIDENED = [
    ("wildcard-action", "stack.py", '+    actions=["*"],'),
    ("wildcard-action", "policy.json", '-  "Action": "s3:GetObject",\n+  "Action": "*",'),
    ("wildcard-action", "template.yaml", " Action:\n-  - s3:GetObject\n+  - '*'"),
    ("wildcard-action", "k8s/role.yaml", ' rules:\n+  verbs: ["*"]'),
    ("wildcard-resource", "stack.py", '-    resources=[table.table_arn],\n+    resources=["*"],'),
    ("wildcard-resource", "iam.tf", '+    resources = ["*"]'),
    ("wildcard-principal", "policy.json", '+  "Principal": {"AWS": "*"},'),
    ("wildcard-principal", "policy.json", '+  "Principal": "*",'),
    ("service-wildcard", "stack.py", ' iam.PolicyStatement(\n-    actions=["s3:GetObject"],\n+    actions=["s3:*"],'),
    ("administrator-rights", "stack.py", '+    iam.ManagedPolicy.from_aws_managed_policy_name("AdministratorAccess")'),
    ("administrator-rights", "k8s/role.yaml", "+  name: cluster-admin"),
    ("policy-attached", "stack.py", '+    iam.ManagedPolicy.from_aws_managed_policy_name("AmazonS3FullAccess")'),
    ("rights-can-be-raised", "template.yaml", " Action:\n+  - iam:PassRole"),
    ("permission-granted", "stack.py", "+        table.grant_read_write_data(function)"),
    ("action-allowed", "stack.py", ' iam.PolicyStatement(\n+    actions=["dynamodb:PutItem"],'),
]


@pytest.mark.parametrize(("rule", "path", "hunk"), WIDENED)
def test_a_right_that_is_widened_is_said(rule, path, hunk):
    """On one line or as an item of a list, in CDK, CloudFormation, Terraform, JSON and Kubernetes."""
    facts = facts_of(diff_of(path, hunk))

    assert only(facts, rule).level is not None


@pytest.mark.parametrize(
    ("rule", "path", "hunk"),
    [
        ("wildcard-action-removed", "stack.py", '-    actions=["*"],\n+    actions=["s3:GetObject"],'),
        ("wildcard-resource-removed", "stack.py", '-    resources=["*"],\n+    resources=[table.table_arn],'),
        ("administrator-rights-removed", "stack.py", '-  from_aws_managed_policy_name("AdministratorAccess")'),
        ("action-withdrawn", "stack.py", ' PolicyStatement(\n-    actions=["dynamodb:PutItem"],'),
        ("permission-withdrawn", "stack.py", "-        table.grant_write_data(function)"),
    ],
)
def test_a_right_that_is_narrowed_is_said_and_raises_nothing(rule, path, hunk):
    """Good news is news, but no risk."""
    fact = only(facts_of(diff_of(path, hunk)), rule)

    assert fact.level is None


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("stack.py", '+    # actions=["*"] would be too much'),
        ("app.py", '+    pattern = "*"'),
        ("app.py", '+    for path in glob("*"):'),
        ("docs/iam.md", '+  "Action": "*"'),
        ("stack.py", '-    actions=["*"],\n+        actions=["*"],'),
        ("policy.json", ' "Effect": "Deny",\n+  "Action": ["s3:DeleteObject"],'),
        ("app.py", '+    parser.add_argument("--x", default="a:B")'),
    ],
)
def test_a_wildcard_elsewhere_is_no_permission(path, hunk):
    """Stars stand in many places, and a denied action widens nothing."""
    facts = facts_of(diff_of(path, hunk))

    assert [fact.rule for fact in facts if "wildcard" in fact.rule or fact.rule == "action-allowed"] == []


@pytest.mark.parametrize(
    "hunk",
    [
        ' "Effect": "Allow",\n-  "Action": "s3:GetObject",\n+  "Action": "*",',
        ' "Effect": "Allow",\n-  "Action": ["s3:GetObject"],\n+  "Action": ["s3:*"],',
        ' "Effect": "Allow",\n-  "Action": ["s3:GetObject"],\n+  "Action": ["s3:Get*"],',
        '-{"Effect": "Allow", "Action": ["s3:GetObject"]}\n+{"Effect": "Allow", "Action": "*", "Resource": "*"}',
    ],
)
def test_what_a_wildcard_goes_on_allowing_is_not_said_to_be_withdrawn(hunk):
    assert "action-withdrawn" not in rules_of("policy.json", hunk)


@pytest.mark.parametrize(
    "hunk",
    [
        ' "Effect": "Allow",\n-  "Action": ["s3:GetObject"],\n+  "Action": ["s3:Put*"],',
        '-{"Effect": "Allow", "Action": ["s3:GetObject"]}\n+{"Effect": "Deny", "Action": "*"}',
    ],
)
def test_what_no_wildcard_allows_any_more_is_said(hunk):
    only(facts_of(diff_of("policy.json", hunk)), "action-withdrawn")


def test_administrator_rights_are_critical():
    """Nothing a policy can grant reaches further."""
    fact = only(
        facts_of(diff_of("s.py", '+from_aws_managed_policy_name("AdministratorAccess")')), "administrator-rights"
    )

    assert fact.level is Level.CRITICAL


@pytest.mark.parametrize(
    ("rule", "path", "hunk"),
    [
        ("privileged-container", "k8s/pod.yaml", "+      privileged: true"),
        (
            "privileged-container",
            "k8s/pod.yaml",
            "-  allowPrivilegeEscalation: false\n+  allowPrivilegeEscalation: true",
        ),
        ("host-shared", "k8s/pod.yaml", "+  hostNetwork: true"),
        ("host-shared", "compose.yaml", "+    network_mode: host"),
        ("root-user", "Dockerfile", "-USER app\n+USER root"),
        ("capability-added", "k8s/pod.yaml", "+        - SYS_ADMIN"),
        ("image-changed", "Dockerfile", "-FROM python:3.12-slim\n+FROM python:3.13-slim"),
        ("image-not-pinned", "compose.yaml", "+    image: redis:latest"),
    ],
)
def test_what_a_container_may_do_and_is_made_from_is_said(rule, path, hunk):
    """Docker, Compose and Kubernetes."""
    rules = rules_of(path, hunk)

    assert rule in rules


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("Dockerfile", "+# USER root"),
        ("Dockerfile", "-USER root\n+USER app"),
        ("k8s/pod.yaml", "-  privileged: true\n+  privileged: false"),
        ("app.py", "+    from_image = image"),
        ("notes.md", "+USER root"),
    ],
)
def test_a_container_that_gains_nothing_raises_nothing(path, hunk):
    """Comments, prose, and the way back."""
    facts = facts_of(diff_of(path, hunk))

    assert [fact.rule for fact in facts if fact.level] == []


ONE_LINE = '+{"Version": "2012-10-17", "Statement": [{"Effect": "%s", "Action": "%s", "Resource": "%s"}%s]}'


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("policy.json", ONE_LINE % ("Allow", "*", "*", "")),
        ("stack.py", '+    iam.PolicyStatement(actions=["*"], resources=["*"])'),
        ("template.yaml", " - Effect: Allow\n+  Action: '*'\n+  Resource: '*'"),
        ("iam.tf", ' statement {\n+  actions   = ["*"]\n+  resources = ["*"]\n }'),
        ("policy.json", '-{"Action": "*", "Resource": "arn:aws:s3:::a"}\n+{"Action": "*", "Resource": "*"}'),
    ],
)
def test_every_action_on_every_resource_is_one_thing_to_know(path, hunk):
    fact = only(facts_of(diff_of(path, hunk)), "wildcard-everything")

    assert (fact.text, fact.level) == ("A policy allows every action on every resource.", Level.HIGH)
    assert "wildcard-action" not in rules_of(path, hunk)


@pytest.mark.parametrize(
    "hunk",
    [
        ONE_LINE % ("Deny", "*", "*", ""),
        ONE_LINE % ("Allow", "*", "arn:aws:s3:::a", ', {"Effect": "Deny", "Action": "s3:Get", "Resource": "*"}'),
        '+    iam.PolicyStatement(actions=["*"], resources=[table.arn])',
    ],
)
def test_what_a_statement_denies_or_another_one_says_is_not_added_to_it(hunk):
    assert "wildcard-everything" not in rules_of("stack.py", hunk)


def test_each_wildcard_of_a_line_is_said_with_the_part_of_a_long_line_that_has_it():
    hunk = ONE_LINE % ("Allow", "*", "arn:aws:s3:::a", ', {"Effect": "Allow", "Action": "s3:Get", "Resource": "*"}')

    facts = facts_of(diff_of("policy.json", hunk))

    quoted = only(facts, "wildcard-action").text
    assert quoted.startswith('A permission covers every action (`*`): `…"Action": "*", "Resource": "arn:')
    assert '`…"Resource": "*"}]}`' in only(facts, "wildcard-resource").text


POLICIES = [
    ("a.yaml", " - Effect: Allow\n+  Action: dynamodb:*\n+  Resource: '*'", True),
    ("a.yaml", ' - Effect: Allow\n+  Action:\n+    - dynamodb:*\n+  Resource:\n+    - "*"', True),
    ("iam.tf", ' statement {\n+  actions   = ["dynamodb:*"]\n+  resources = ["*"]\n }', True),
    ("policy.json", ' "Effect": "Allow",\n+"Action": "dynamodb:*",\n+"Resource": "*"', True),
    ("a_stack.py", ' iam.PolicyStatement(\n+    actions=["dynamodb:*"],\n+    resources=["*"],\n )', True),
    ("a.yaml", " - Effect: Allow\n+  Action: dynamodb:*\n+  Resource: !GetAtt Orders.Arn", False),
    ("a.yaml", " - Effect: Allow\n+  Action: dynamodb:*\n+  Resource: arn:aws:dynamodb:*:*:table/a", False),
    ("a.yaml", " - Effect: Deny\n+  Action: dynamodb:*\n+  Resource: '*'", False),
]


@pytest.mark.parametrize(("path", "hunk", "is_everything"), POLICIES)
def test_every_action_of_a_service_on_every_resource_is_high(path, hunk, is_everything):
    """On named resources it is not."""
    facts = facts_of(diff_of(f"cloudformation/{path}", hunk))

    assert ("service-wildcard-everywhere" in {fact.rule for fact in facts}) is is_everything
