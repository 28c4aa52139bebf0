"""What one changed line does: signs, returned values, checks, selections, keys, order. Never why."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of

SAID = [
    (
        "condition-changed",
        "a.py",
        "-if a >= b:\n+if a > b:",
        "from `>=` to `>`, so that equal values now count otherwise",
    ),
    ("condition-changed", "a.go", "-\tif a == b {\n+\tif a != b {", "A comparison changes from `==` to `!=`"),
    ("condition-changed", "a.js", "-if (a && b) {\n+if (a || b) {", "asked for both now asks for one"),
    ("condition-changed", "a.py", "-if a or b:\n+if a and b:", "A condition now asks for both"),
    ("condition-changed", "a.py", "-if not ready:\n+if ready:", "A condition now asks for the opposite"),
    ("condition-changed", "a.ts", "-if (ready) {\n+if (!ready) {", "A condition now asks for the opposite"),
    ("calculation-changed", "a.py", "-total = net + tax\n+total = net - tax", "from `+` to `-`"),
    ("returned-value-changed", "a.py", "-    return False\n+    return True", "from `False` to `True`"),
    (
        "check-removed",
        "a.py",
        " def f(x):\n-    if x < 0:\n-        raise ValueError(x)\n     go(x)",
        "`if x < 0: raise",
    ),
    ("check-removed", "a.js", " f();\n-if (!x) throw new Error();\n g();", "A check that refused"),
    ("check-added", "a.rb", " f\n+raise Gone unless order\n g", "A check refuses what was accepted before"),
    ("early-return-added", "a.ts", " f();\n+if (!order) return;\n g();", "The code now stops early under a condition"),
    ("early-return-removed", "a.py", " f()\n-if done:\n-    return\n g()", "stopped early is removed"),
    ("selection-removed", "a.rb", "-User.subscribed.each\n+User.all.each", "`User.all`, instead of a selection"),
    ("filter-removed", "a.py", " orders = (\n-    .filter(paid=True)\n )", "A filter of what is selected is removed"),
    ("key-part-removed", "a.py", '-key = f"p:{tenant}:{sku}"\n+key = f"p:{sku}"', "no longer contains `tenant`"),
    ("failure-made-fatal", "a.rs", "-let a = read(b)?;\n+let a = read(b).unwrap();", "a panic that ends the program"),
    ("step-moved", "a.java", " f(){\n+audit.write(a);\n bank.pay(a);\n-audit.write(a);\n }", "now comes earlier"),
    ("sql-from-values", "a.php", "+$r = $db->query(\"SELECT * FROM t WHERE n = '$n'\");", "SQL text is put together"),
    ("sql-from-values", "a.py", "+db.execute(f\"SELECT * FROM t WHERE n = '{n}'\")", "SQL text is put together"),
    ("environment-read-whole", "a.js", "+const b = JSON.stringify(process.env);", "All environment variables"),
    ("folder-of-variable-deleted", "a.sh", "+rm -rf $target/releases/*", "if it is empty, below the root"),
    ("limit-changed", "a.rb", " class A\n-  BATCH = 100\n+  BATCH = 1000\n   def f", "from `100` to `1000`"),
    (
        "constant-changed",
        "a.kt",
        " class A(\n-  val share: Int = 5,\n+  val share: Int = 100,\n )",
        "`share` goes from `5`",
    ),
    (
        "constant-changed",
        "a.cs",
        "-  const TimeSpan Life = TimeSpan.FromMinutes(5);\n+  const TimeSpan Life = TimeSpan.FromHours(24);",
        "The value `Life` goes from `TimeSpan.FromMinutes(5)` to `TimeSpan.FromHours(24)`",
    ),
    (
        "feature-flag-changed",
        "Flags.kt",
        "-  val pay: Boolean = false,\n+  val pay: Boolean = true,",
        "`false` to `true`",
    ),
    ("setting-changed", "nginx/a.conf", "-  client_max_body_size 1m;\n+  client_max_body_size 100m;", "`1m` to `100m`"),
]


@pytest.mark.parametrize(("rule", "path", "hunk", "text"), SAID)
def test_what_a_line_now_does_is_said_in_a_sentence(rule, path, hunk, text):
    """With its place."""
    fact = only(facts_of(diff_of(path, hunk)), rule)

    assert text in fact.text
    assert fact.line


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a.ts", "-if (a == b) {\n+if (a === b) {"),
        ("a.ts", "-use(sorted[i].time)\n+use(sorted[i]!.time)"),
        ("a.rb", "-name.sub(a, b)\n+name.sub!(a, b)"),
        ("a.py", '-say("a > b")\n+say("a < b")'),
        ("a.py", "-if a > b:  # was >=\n+if a > b:  # was >"),
        ("a.py", "-if size >= limit:\n+if length > limit:"),
        ("docs/a.md", "-if a > b\n+if a >= b"),
        ("tests/test_a.py", "-assert a > b\n+assert a >= b"),
        ("a.py", "-    return 'a'\n+    return \"a\""),
        ("a.py", "-if x:\n-    raise A\n+def f():\n+    pass"),
        ("a.go", " f()\n-if err != nil {\n-\treturn err\n-}\n g()"),
        ("a.py", '+db.execute("SELECT * FROM t WHERE n = ?", n)'),
        ("a.ts", "+const r = await sql`SELECT * FROM t WHERE n = ${n}`;"),
        ("a.rs", "+let a = read(b).unwrap();"),
        ("a.sh", '+rm -rf "$tmp"'),
        ("a.py", '-key = f"p:{tenant}:{sku}"\n+key = f"p:{customer}:{sku}"'),
        ("a.py", "-audit.write(a)\n-bank.pay(a)\n+bank.pay(a)\n+audit.write(a)"),
    ],
)
def test_what_means_the_same_or_something_else_is_not_said(path, hunk):
    """Spelling, words in strings and comments, other names, tests, documentation."""
    assert not {rule for rule, *_ in SAID} & set(rules_of(path, hunk))


def test_a_linters_switch_is_no_feature_flag():
    """It turns on no feature of the product."""
    fact = only(facts_of(diff_of(".rubocop.yml", " Layout:\n-  Enabled: false\n+  Enabled: true")), "setting-changed")

    assert fact.level is Level.LOW
