"""Safeguards that go while what they guarded stays; with a whole function gone they are no news."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import deleted_file, diff_of, facts_of, only, rules_of

MEDIUM, LOW = Level.MEDIUM, Level.LOW
GONE = [
    ("transaction-removed", MEDIUM, "Bank.java", "-  @Transactional\n   public void pay() {"),
    ("transaction-removed", MEDIUM, "bank.py", "-    with transaction.atomic():\n-        pay()\n+    pay()"),
    ("transaction-removed", MEDIUM, "bank.rb", "-    Account.transaction do\n-      pay\n-    end\n+    pay"),
    ("sql-transaction-removed", MEDIUM, "migrations/2.sql", "-BEGIN;\n UPDATE a SET b = 1 WHERE c = 2;"),
    (
        "deadline-removed",
        MEDIUM,
        "client.go",
        "-\tctx, cancel := context.WithTimeout(ctx, time.Second)\n-\tdefer cancel()\n \treturn c.get(ctx)",
    ),
    ("deadline-removed", MEDIUM, "client.py", "-    r = requests.get(url, timeout=5)\n+    r = requests.get(url)"),
    ("rate-limit-removed", MEDIUM, "nginx/a.conf", "-    limit_req zone=login burst=5;\n     proxy_pass http://shop;"),
    ("rate-limit-removed", MEDIUM, "app.py", '-@limiter.limit("5/minute")\n def login():'),
    ("retry-removed", LOW, "client.py", "-@retry(stop=stop_after_attempt(3))\n def fetch():"),
    ("audit-removed", MEDIUM, "bank.py", " pay()\n-audit.record(user)\n done()"),
    ("stop-at-errors-removed", MEDIUM, "scripts/deploy.sh", ' #!/bin/sh\n-set -euo pipefail\n version="$1"'),
]


@pytest.mark.parametrize(("rule", "level", "path", "hunk"), GONE)
def test_a_safeguard_that_goes_is_said_with_its_level(rule, level, path, hunk):
    """At the line where it stood."""
    fact = only(facts_of(diff_of(path, hunk)), rule)

    assert (fact.level, fact.is_removed or "-" in hunk) == (level, True)
    assert fact.line


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("Bank.java", "-  @Transactional\n-  public void pay() {\n-    save();\n-  }\n \n   int count() {"),
        ("Bank.java", "-  @Transactional\n+  @Transactional(timeout = 5)\n   public void pay() {"),
        ("Bank.java", "-  @Transactional(readOnly = true)\n   public int count() {"),
        ("Bank.java", "+@Transactional\n public class Bank {\n-  @Transactional\n   public void pay() {"),
        ("Bank.java", "-import org.springframework.transaction.annotation.Transactional;\n import a.B;"),
        ("tests/test_bank.py", "-    with transaction.atomic():\n-        pay()\n+    pay()"),
        ("bank.py", "-# with transaction.atomic():\n pay()"),
        ("client.py", "-    r = requests.get(url, timeout=5)\n+    r = requests.get(url, timeout=9)"),
        ("scripts/deploy.sh", "-set -e\n+set -eu\n run"),
        ("app.py", "-audit.record(user)\n pay()\n+audit.record(user)"),
    ],
)
def test_what_goes_with_its_code_or_stays_in_other_words_is_no_safeguard_lost(path, hunk):
    """Nor are imports, comments, tests and what only moves."""
    assert [name for name in rules_of(path, hunk) if name.endswith("-removed") and "function" not in name] == []


def test_safeguards_of_a_deleted_file_are_gone_with_it():
    """The deletion itself is said."""
    facts = facts_of(deleted_file("scripts/deploy.sh", "set -e\nrun\n"))

    assert [fact.rule for fact in facts if fact.rule == "stop-at-errors-removed"] == []


def test_a_safeguard_that_comes_raises_nothing():
    """It is said all the same."""
    fact = only(facts_of(diff_of("Bank.java", "+  @Transactional\n   public void pay() {")), "transaction-added")

    assert fact.level is None


@pytest.mark.parametrize(
    "path",
    ["src/main/java/com/example/demo/Bank.java", "app/src/main/kotlin/org/examples/Bank.kt"],
)
def test_a_package_called_example_is_not_an_example(path):
    """Whoever kept the name of the template runs it in production."""
    fact = only(facts_of(diff_of(path, "-  @Transactional\n   fun pay() {")), "transaction-removed")

    assert fact.level is MEDIUM


def test_an_example_in_java_is_still_one():
    """What the folder above the packages says counts."""
    facts = facts_of(diff_of("examples/java/com/shop/Bank.java", "-  @Transactional\n   void pay() {"))

    assert only(facts, "transaction-removed").level is None


@pytest.mark.parametrize(
    ("hunk", "is_said"),
    [
        (" FROM node:22\n-USER app\n EXPOSE 80", True),
        (" FROM node:22\n-USER app\n+USER node\n EXPOSE 80", False),
        (" FROM node:22\n-USER root\n EXPOSE 80", False),
        (" FROM node:22\n+USER app\n EXPOSE 80", False),
    ],
)
def test_a_container_without_its_user_may_run_as_root(hunk, is_said):
    """Unless it gets another user, or was root."""
    assert ("container-user-removed" in rules_of("Dockerfile", hunk)) is is_said
