"""Who can reach it: every opening is said and graded, every closing is said, and prose about either is not."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, new_file, only, rules_of

OPENINGS = {
    "public-url-opened": [
        ("stack.py", "-auth_type=FunctionUrlAuthType.AWS_IAM\n+auth_type=FunctionUrlAuthType.NONE"),
        (
            "lib/app-stack.ts",
            "-authType: lambda.FunctionUrlAuthType.AWS_IAM,\n+authType: lambda.FunctionUrlAuthType.NONE,",
        ),
        ("template.yaml", "-  AuthType: AWS_IAM\n+  AuthType: NONE"),
        ("url.tf", '-  authorization_type = "AWS_IAM"\n+  authorization_type = "NONE"'),
    ],
    "public-bucket-opened": [
        ("stack.py", "+    public_read_access=True,"),
        ("s3.tf", '-  acl = "private"\n+  acl = "public-read"'),
        ("template.yaml", "+      AccessControl: PublicRead"),
    ],
    "public-access-block-removed": [
        ("s3.tf", "-  block_public_acls = true\n+  block_public_acls = false"),
        ("template.yaml", "-        BlockPublicPolicy: true\n+        BlockPublicPolicy: false"),
    ],
    "public-database-opened": [
        ("db.tf", "-  publicly_accessible = false\n+  publicly_accessible = true"),
        ("template.yaml", "+      PubliclyAccessible: true"),
    ],
    "public-endpoint-opened": [
        ("k8s/service.yaml", "-  type: ClusterIP\n+  type: LoadBalancer"),
        ("stack.py", "+    internet_facing=True,"),
    ],
    "cors-opened": [
        ("api.py", '-    allow_origins=["https://example.com"],\n+    allow_origins=["*"],'),
        ("settings.py", "+CORS_ALLOW_ALL_ORIGINS = True"),
    ],
    "access-for-everyone": [
        ("iam.tf", '+  member = "allUsers"'),
        ("stack.py", "+    principals=[iam.AnyPrincipal()],"),
    ],
    "network-opened": [
        ("net.tf", ' ingress {\n   from_port = 22\n-  cidr_blocks = ["10.0.0.0/8"]\n+  cidr_blocks = ["0.0.0.0/0"]'),
        ("stack.py", "+group.add_ingress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(22))"),
        ("template.yaml", " SecurityGroupIngress:\n+  - CidrIp: 0.0.0.0/0"),
    ],
    "authentication-removed": [("views.py", " \n-@login_required\n def show(request):")],
    "authentication-bypassed": [("views.py", "+@csrf_exempt\n def show(request):")],
}
CASES = [(rule, path, hunk) for rule, cases in OPENINGS.items() for path, hunk in cases]


@pytest.mark.parametrize(("rule", "path", "hunk"), CASES)
def test_an_opening_is_said(rule, path, hunk):
    """In each of the languages that infrastructure is written in."""
    rules = rules_of(path, hunk)

    assert rule in rules


@pytest.mark.parametrize(("rule", "path", "hunk"), CASES)
def test_the_way_back_is_said_and_raises_nothing(rule, path, hunk):
    """The same diff, read backwards, closes what was opened."""
    back = "\n".join({"+": "-", "-": "+"}.get(line[0], line[0]) + line[1:] for line in hunk.split("\n"))
    ordered = sorted(back.split("\n"), key=lambda line: " -+".index(line[0])) if "\n-" in back else back.split("\n")

    facts = facts_of(diff_of(path, "\n".join(ordered)))

    assert rule not in {fact.rule for fact in facts}
    assert [fact for fact in facts if fact.rule.startswith(rule.rsplit("-", 1)[0][:8]) and fact.level is None]


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("stack.py", "+    # never auth_type=FunctionUrlAuthType.NONE"),
        ("stack.py", '+    """auth_type=FunctionUrlAuthType.NONE is for samples only."""'),
        ("README.md", "+auth_type=FunctionUrlAuthType.NONE"),
        ("tests/test_stack.py", "+    auth_type=FunctionUrlAuthType.NONE"),
        ("net.tf", '+  # cidr_blocks = ["0.0.0.0/0"]'),
        ("net.tf", ' egress {\n+  cidr_blocks = ["0.0.0.0/0"]'),
        ("net.tf", '+  destination_cidr_block = "0.0.0.0/0"'),
        ("views.py", "-from django.contrib.auth.decorators import login_required\n+from auth import login_required"),
        ("s3.tf", '-  acl   = "public-read"\n+  acl = "public-read"'),
        ("stack.py", "-    auth_type=FunctionUrlAuthType.NONE,\n+    auth_type=FunctionUrlAuthType.NONE, cors=cors,"),
    ],
)
def test_what_opens_nothing_raises_nothing(path, hunk):
    """Comments, docstrings, documentation, tests, outgoing traffic, and what was open before."""
    facts = facts_of(diff_of(path, hunk))

    assert [fact.rule for fact in facts if fact.level] == []


def test_the_url_that_is_closed_names_who_is_still_let_in():
    """The fact stands on the new line, where the reader looks."""
    hunk = " a\n-auth_type=FunctionUrlAuthType.NONE)\n+auth_type=FunctionUrlAuthType.AWS_IAM)"

    fact = only(facts_of(diff_of("stack.py", hunk, start=10)), "public-url-closed")

    assert fact.text == "The function URL is no longer public: it answers callers with IAM credentials only."
    assert (fact.line, fact.is_removed, fact.level) == (11, False, None)


def test_the_port_that_is_opened_is_named():
    """An open port 22 is another matter than an open port 443."""
    hunk = ' ingress {\n   from_port = 22\n-  cidr_blocks = ["10.0.0.0/8"]\n+  cidr_blocks = ["0.0.0.0/0"]'

    fact = only(facts_of(diff_of("net.tf", hunk)), "network-opened")

    assert "port 22" in fact.text
    assert fact.level is Level.HIGH


def test_a_file_that_is_new_can_open_something_too():
    """There is no line before it that was closed."""
    facts = facts_of(new_file("stack.py", "url = fn.add_function_url(auth_type=FunctionUrlAuthType.NONE)"))

    assert only(facts, "public-url-opened").line == 1
