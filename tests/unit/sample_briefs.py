"""Briefs for the tests of mail, report and schema: one ordinary, and whatever a test changes about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from lambdas.shared.brief.brief import Brief
from lambdas.shared.domain.change import BaselineReason, Change, Commit, FileChange, FileClass, FileKind, Redaction
from lambdas.shared.domain.review import (
    Coverage,
    Evidence,
    Finding,
    Grounding,
    Level,
    ModelUse,
    Review,
    Risk,
    RiskReason,
    ScanFinding,
    Summary,
    Tests,
    UnreadFile,
)

APPROVAL_URL = (
    "https://console.aws.amazon.com/codesuite/codepipeline/pipelines/sorting/view?region=eu-west-1"
    "#/Approval/Approve/approve/0f2c9a5e-1d1c-4b6a-9a51-2f4b8f6f2f11"
)
BASE, HEAD = "4b825dc742cb6eb9a060e54bf8d69288fbee4904", "9fceb02d0ae598e95dc970b74767f19372d61af8"
OPENED = datetime(2026, 11, 23, 2, 17, tzinfo=UTC)

DIFF = """\
diff --git a/infrastructure/sorting_stack.py b/infrastructure/sorting_stack.py
index 1111111..2222222 100644
--- a/infrastructure/sorting_stack.py
+++ b/infrastructure/sorting_stack.py
@@ -10,8 +10,8 @@ class SortingStack(Stack):
         function = Function(
             self,
             "Sort",
-            timeout=Duration.minutes(10),
+            timeout=Duration.seconds(5),
         )
         function.add_function_url(
-            auth_type=FunctionUrlAuthType.NONE,
+            auth_type=FunctionUrlAuthType.AWS_IAM,
         )
diff --git a/sorting/handler.py b/sorting/handler.py
index 3333333..4444444 100644
--- a/sorting/handler.py
+++ b/sorting/handler.py
@@ -1,3 +1,5 @@ def handler(event, context):
 def handler(event, context):
     numbers = read_numbers(event)
-    return respond(bubble_sort(numbers))
+    algorithm = event["queryStringParameters"].get("algorithm", "bubble")
+    result = quick_sort(numbers) if algorithm == "quick" else bubble_sort(numbers)
+    return respond({"algorithm": algorithm, "sorted": result})
diff --git a/docs/logo.png b/docs/logo.png
new file mode 100644
index 0000000..5555555
Binary files /dev/null and b/docs/logo.png differ
"""


def sample_change() -> Change:
    return Change(
        base=BASE,
        head=HEAD,
        baseline_reason=BaselineReason.LAST_DEPLOYED,
        baseline_text="Compared with the commit that was deployed last, on 20 November 2026.",
        commits=(
            Commit(HEAD, "Ada Lovelace <ada@example.com>", "Choose the sorting algorithm by a parameter"),
            Commit("1c0ffee" + "0" * 33, "Charles Babbage <charles@example.com>", "Cut the time-out to five seconds"),
        ),
        files=(
            FileChange(
                "infrastructure/sorting_stack.py", FileKind.MODIFIED, FileClass.INFRASTRUCTURE, added=2, deleted=2
            ),
            FileChange("sorting/handler.py", FileKind.MODIFIED, FileClass.SOURCE, added=3, deleted=1),
            FileChange("docs/logo.png", FileKind.ADDED, FileClass.BINARY, added=None, deleted=None, is_binary=True),
        ),
    )


def sample_review(**changes: object) -> Review:
    stack, handler = "infrastructure/sorting_stack.py", "sorting/handler.py"
    review = Review(
        change=sample_change(),
        coverage=Coverage(3, 2, (UnreadFile("docs/logo.png", "binary: only its name and size are known"),), 8, 8),
        evidence=Evidence(
            "The build passed.",
            Tests(passed=34, failed=0, skipped=2),
            (ScanFinding("bandit", Level.MEDIUM, "B113", handler, 3, "Request without a time-out"),),
        ),
        risk=Risk(
            Level.HIGH,
            Level.MEDIUM,
            (
                RiskReason("timeout-cut", stack, 13, "The time-out falls from 10 minutes to 5 seconds.", Level.MEDIUM),
                RiskReason("url-closed", stack, 16, "The URL now answers signed callers only.", Level.MEDIUM),
                RiskReason("model", handler, 5, "Callers without a parameter object fail.", Level.HIGH),
            ),
        ),
        findings=(
            Finding(
                "A call without parameters fails",
                "The query string is read without a default, so that a call without one ends in an error.",
                Level.HIGH,
                handler,
                3,
                3,
                'event["queryStringParameters"].get("algorithm", "bubble")',
            ),
        ),
        summary=Summary(
            "Sorting gets a second algorithm; the URL answers only signed callers, within five seconds",
            (
                "Callers can now choose quick sort with the parameter `algorithm`; bubble sort stays the default.",
                "The time-out in infrastructure/sorting_stack.py (line 13) falls from ten minutes to five seconds.",
            ),
            ("Function: the answer now names the algorithm.", "Security: the public URL is closed."),
            ("Do all callers sign their requests?", "Does the longest list sort within five seconds?"),
        ),
        redactions=(Redaction(handler, 4, "AWS access key"),),
        grounding=Grounding(claims=12, supported=11, dropped=1),
        model=ModelUse("global.anthropic.claude-sonnet-5-5", "review-3", 4_812, 903, 0.0187, 8_412),
        unavailable_reason=None,
        notes=("The change was read in one part.",),
    )
    return replace(review, **changes)


def offline_review(**changes: object) -> Review:
    return sample_review(
        model=None,
        unavailable_reason="Offline analysis: rules only, no language model.",
        grounding=Grounding(0, 0, 0),
        **changes,
    )


def sample_brief(review: Review | None = None, **changes: object) -> Brief:
    brief = Brief(
        review=review or sample_review(),
        pipeline_name="sorting",
        repository_name="sorting-service",
        region="eu-west-1",
        execution_id="7a1f6a0e-55e8-4a6b-8ab4-0d2a5e6f9b10",
        approval_url=APPROVAL_URL,
        opened_at=OPENED,
        expires_at=OPENED + timedelta(days=7),
        author="Ada Lovelace <ada@example.com>",
    )
    return replace(brief, **changes)
