"""Tests, pipelines, settings, files and credentials."""

import pytest

from lambdas.shared.domain.change import Redaction
from lambdas.shared.domain.diff import parse_diff
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.risk import risk_floor
from lambdas.shared.domain.rules import find_facts
from tests.unit.rules.changes import change_of, deleted_file, diff_of, facts_of, new_file, only, rules_of


@pytest.mark.parametrize(
    ("rule", "path", "hunk"),
    [
        ("test-removed", "tests/test_a.py", "-def test_total():\n-    assert total() == 1"),
        ("test-removed", "src/a.test.js", "-it('adds up', () => {\n-  expect(1).toBe(1)\n-})"),
        ("test-removed", "a_test.go", "-func TestTotal(t *testing.T) {\n-}"),
        ("test-skipped", "tests/test_a.py", '+@pytest.mark.skip(reason="later")\n def test_total():'),
        ("test-skipped", "src/a.test.js", "-it('adds up', f)\n+it.skip('adds up', f)"),
        ("test-skipped", "a_test.go", '+\tt.Skip("later")'),
        ("test-skipped", "src/test/java/ATest.java", "+    @Disabled\n     void adds() {"),
        ("tests-restricted", "src/a.test.js", "-it('adds up', f)\n+it.only('adds up', f)"),
        (
            "assertions-removed",
            "tests/test_a.py",
            " def test_total():\n-    assert total() == 1\n-    assert name() == 2",
        ),
    ],
)
def test_weaker_tests_raise_the_floor(rule, path, hunk):
    """Removed, skipped, restricted, emptied."""
    assert only(facts_of(diff_of(path, hunk)), rule).level is Level.MEDIUM


@pytest.mark.parametrize(
    "hunk",
    [
        "-def test_total():\n+def test_the_total():\n     assert total() == 1",
        "-    assert total() == 1\n+    assert total() == 2",
        "-@pytest.mark.skip\n def test_total():",
        "+# @pytest.mark.skip",
        '+    label = "@pytest.mark.skip"',
        " def test_total():\n+    assert total() == 1",
    ],
)
def test_tests_that_are_renamed_or_stronger_raise_nothing(hunk):
    """As many assertions as before, or more."""
    assert risk_floor(facts_of(diff_of("tests/test_a.py", hunk))).reasons == ()


@pytest.mark.parametrize(
    ("rule", "path", "hunk"),
    [
        ("pipeline-definition-changed", "buildspec.yml", "-  - make test\n+  - echo ok"),
        ("pipeline-definition-changed", ".github/workflows/ci.yml", "-    run: make\n+    run: make all"),
        ("pipeline-versions-changed", ".github/workflows/ci.yml", "-    uses: a/b@v1\n+    uses: a/b@v2"),
        ("code-owners-changed", ".github/CODEOWNERS", "-* @a\n+* @b"),
        ("check-made-optional", ".gitlab-ci.yml", "+  allow_failure: true"),
        ("pipeline-rights-widened", ".github/workflows/ci.yml", "+on: pull_request_target"),
        ("pipeline-right-added", ".github/workflows/ci.yml", "-  contents: read\n+  contents: write"),
    ],
)
def test_changes_of_the_pipeline_are_said(rule, path, hunk):
    """What checks and builds the software is not what it was."""
    assert rule in rules_of(path, hunk)


def test_the_same_words_outside_of_pipelines_are_none_of_their_business():
    """`contents: write` in an application's configuration is something else."""
    assert [rule for rule in rules_of("config/app.yml", "+contents: write") if rule.startswith("pipeline")] == []


@pytest.mark.parametrize(
    ("path", "hunk", "rule", "text"),
    [
        ("config/app.yml", "-page_size: 20\n+page_size: 50", "limit-changed",
         "`page_size` is raised: it goes from `20` to `50`."),
        ("config/app.yml", "-  new_checkout_enabled: false\n+  new_checkout_enabled: true", "feature-flag-changed",
         "The setting `new_checkout_enabled` goes from `false` to `true`."),
        ("app.py", "-MAX_ORDERS = 10\n+MAX_ORDERS = 20", "limit-changed",
         "`MAX_ORDERS` is raised: it goes from `10` to `20`."),
    ],
)  # fmt: skip
def test_a_value_that_changes_is_said(path, hunk, rule, text):
    """Old and new."""
    assert only(facts_of(diff_of(path, hunk)), rule).text == text


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("config/app.yml", "-# page_size: 20\n+# page_size: 50"),
        ("config/app.yml", "-page_size: 20\n+page_size:  20"),
        ("config/app.yml", "-deletion_protection: true\n+deletion_protection: false"),
        ("app.py", "-total = 1\n+total = 2"),
        (".github/ISSUE_TEMPLATE/config.yml", "-about: a\n+about: b"),
    ],
)
def test_values_that_do_not_change_or_are_told_better_are_left_out(path, hunk):
    """Comments, spaces, what another rule says, and what is no setting."""
    assert [rule for rule in rules_of(path, hunk) if rule.startswith(("setting", "constant"))] == []


def test_deleted_files_are_said_by_what_they_were():
    """A migration that goes is another matter than a page of documentation."""
    facts = facts_of(deleted_file("db/migrations/1.sql", "SELECT 1;"), deleted_file("docs/a.md", "a"))

    assert only(facts, "file-deleted").text == "The database migration `db/migrations/1.sql` is deleted."


def test_what_a_diff_cannot_show_is_said():
    """Binary files, submodules, modes."""
    binary = "diff --git a/a.bin b/a.bin\nindex 1..2 100644\nBinary files a/a.bin and b/a.bin differ\n"
    submodule = (
        "diff --git a/lib b/lib\nold mode 160000\nnew mode 160000\n--- a/lib\n+++ b/lib\n"
        "@@ -1 +1 @@\n-Subproject commit 1\n+Subproject commit 2\n"
    )
    mode = "diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n"

    rules = {fact.rule for fact in facts_of(binary, submodule, mode)}

    assert {"binary-changed", "submodule-moved", "made-executable"} <= rules


def test_credentials_raise_the_floor_wherever_they_stood():
    """Also in documentation, also where they are taken out: the history keeps them."""
    diff = diff_of("README.md", "+key: [redacted: AWS access key]")
    redactions = [Redaction("README.md", 1, "AWS access key"), Redaction("a.py", 3, "private key", is_removed=True)]

    facts = find_facts(change_of(diff), parse_diff(diff), redactions)

    assert risk_floor(facts).floor is Level.HIGH
    assert {fact.rule for fact in facts} == {"credential-in-change", "credential-removed"}


def test_examples_raise_nothing_minor_and_everything_grave():
    """They do not run in production; but who hides something hides it where nobody looks."""
    minor = facts_of(diff_of("examples/a.py", '-@app.get("/orders")'))
    grave = facts_of(new_file("examples/b.py", "eval(text)"))

    assert only(minor, "route-removed").level is None
    assert only(grave, "code-evaluated").level is Level.HIGH


@pytest.mark.parametrize(
    ("place", "said"), [("commit 1a2b3c4", "in a commit's author or subject"), ("a.txt", "in the name of a file")]
)
def test_a_credential_outside_of_the_lines_is_told_by_its_place(place, said):
    facts = find_facts(change_of(""), (), [Redaction(place, None, "JWT")])

    assert [(fact.path, fact.line, fact.level, said in fact.text) for fact in facts] == [
        (place, None, Level.HIGH, True)
    ]


def test_files_that_the_diff_lacks_are_judged_by_what_is_known_of_them():
    """A diff that was cut must not hide a deletion."""
    diff = deleted_file("db/migrations/1.sql", "SELECT 1;")

    facts = find_facts(change_of(diff), (), ())

    assert only(facts, "file-deleted").level is Level.MEDIUM


@pytest.mark.parametrize(
    ("path", "lines", "said"),
    [
        ("shop_stack.py", 'bucket = s3.Bucket(self, "Uploads")', "`s3.Bucket` (`Uploads`)"),
        ("shop_stack.py", 'bucket = s3.Bucket(\n    self,\n    "Uploads",\n)', "`s3.Bucket` (`Uploads`)"),
        ("lib/shop-stack.ts", "const queue = new sqs.Queue(this, 'Orders', {", "`sqs.Queue` (`Orders`)"),
        ("main.tf", 'resource "aws_sqs_queue" "orders" {', "`aws_sqs_queue` (`orders`)"),
        ("template.yaml", "  Orders:\n    Type: AWS::SQS::Queue", "`AWS::SQS::Queue` (`Orders`)"),
        ("k8s/shop.yaml", "kind: Deployment", "`Deployment`"),
    ],
)
def test_resources_that_come_and_go_are_named(path, lines, said):
    """By kind and name, in each of the languages of infrastructure."""
    added = "\n".join("+" + line for line in lines.split("\n"))

    facts = facts_of(diff_of(path, added)), facts_of(diff_of(path, added.replace("+", "-")))

    assert f"The infrastructure gains {said}." in [fact.text for fact in facts[0]]
    assert any(fact.text.startswith(f"The infrastructure loses {said}") for fact in facts[1])


def test_a_store_that_goes_takes_its_data_with_it():
    """A table is another matter than an alarm."""
    table = only(facts_of(diff_of("a_stack.py", '-t = dynamodb.Table(self, "Orders")')), "data-store-removed")
    alarm = only(facts_of(diff_of("a_stack.py", '-a = cloudwatch.Alarm(self, "Late")')), "resource-removed")

    assert (table.level, alarm.level) == (Level.HIGH, Level.LOW)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a_stack.py", "    runtime=lambda_.Runtime.PYTHON_3_9,", "    runtime=lambda_.Runtime.PYTHON_3_13,"),
        ("lib/a-stack.ts", "  runtime: Runtime.NODEJS_18_X,", "  runtime: Runtime.NODEJS_22_X,"),
        ("template.yaml", "      Runtime: python3.9", "      Runtime: python3.13"),
    ],
)
def test_another_runtime_is_said(path, before, after):
    """With both versions as people write them."""
    fact = only(facts_of(diff_of(path, f"-{before}\n+{after}")), "runtime-changed")

    assert fact.text in (
        "The runtime goes from Python 3.9 to Python 3.13.",
        "The runtime goes from Node.js 18 to Node.js 22.",
    )


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a_stack.py", '-t = dynamodb.Table(self, "Orders")\n+t = dynamodb.Table(self, "Orders", billing=b)'),
        ("app.py", '+    total = cart.Total(self.items, "now")'),
        ("docs/a.md", '+resource "aws_sqs_queue" "orders" {'),
        ("tests/test_a.py", '+    s3.Bucket(stack, "B")'),
        ("a_stack.py", "-    runtime=Runtime.PYTHON_3_9,\n+    runtime=Runtime.PYTHON_3_9, memory_size=1,"),
    ],
)
def test_resources_that_stay_or_are_none_are_not_named(path, hunk):
    """Rewritten lines, other classes, prose, tests."""
    assert [rule for rule in rules_of(path, hunk) if "resource" in rule or "runtime" in rule or "store" in rule] == []


def test_a_property_of_infrastructure_that_changes_is_said():
    """In the languages of the CDK, where settings are arguments."""
    fact = only(
        facts_of(diff_of("a_stack.py", "-    visibility=A.PRIVATE,\n+    visibility=A.SHARED,")), "setting-changed"
    )

    assert fact.text == "The setting `visibility` goes from `A.PRIVATE` to `A.SHARED`."


def test_what_a_deleted_file_granted_is_no_good_news():
    """The deletion is said; that its settings went with it goes without saying."""
    facts = facts_of(deleted_file("a_stack.py", "bucket.removal_policy=RemovalPolicy.DESTROY\nauth_type=A.NONE"))

    assert [fact.rule for fact in facts] == ["file-deleted"]
