"""Single values that change beside a name: found in any spelling, weighed by what the name says."""

import pytest

from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.named_values import named_values, words_of
from lambdas.shared.domain.rules.quantities import read_duration
from lambdas.shared.domain.rules.strengths import is_weaker
from lambdas.shared.domain.rules.value_changes import RULES
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of

HIGH, MEDIUM, LOW = Level.HIGH, Level.MEDIUM, Level.LOW
CHANGES = [
    ("protection-off", HIGH, "s.ts", "-  httpOnly: true,\n+  httpOnly: false,"),
    ("protection-off", HIGH, "s.py", "-SESSION_COOKIE_SECURE = True\n+SESSION_COOKIE_SECURE = False"),
    ("protection-off", HIGH, "c.yaml", "-skip_tls_verification: false\n+skip_tls_verification: true"),
    ("protection-on", None, "s.ts", "-  httpOnly: false,\n+  httpOnly: true,"),
    ("protection-weakened", HIGH, "s.ts", '-  sameSite: "lax",\n+  sameSite: "none",'),
    ("protection-weakened", HIGH, "d.properties", "-db.sslmode=verify-full\n+db.sslmode=require"),
    (
        "protection-weakened",
        HIGH,
        "A.java",
        "-  x(isolation = Isolation.SERIALIZABLE)\n+  x(isolation = Isolation.READ_COMMITTED)",
    ),
    ("protection-strengthened", None, "k.properties", "-acks=1\n+acks=all"),
    ("opened-to-all", HIGH, "c.ts", "-  origin: ALLOWED,\n+  origin: true,"),
    (
        "lifetime-changed",
        MEDIUM,
        "C.kt",
        "-  .expireAfterWrite(Duration.ofMinutes(5))\n+  .expireAfterWrite(Duration.ofHours(24))",
    ),
    ("lifetime-changed", MEDIUM, "s.ts", "-  maxAge: 30 * MINUTE,\n+  maxAge: 30 * DAY,"),
    ("lifetime-changed", LOW, "s.yaml", "-cache_ttl: 5m\n+cache_ttl: 10m"),
    (
        "threshold-changed",
        MEDIUM,
        "F.java",
        "-  static final int BLOCK_FROM = 70;\n+  static final int BLOCK_FROM = 95;",
    ),
    ("amount-changed", MEDIUM, "p.py", "-VAT = 0.19\n+VAT = 0.16"),
    ("limit-changed", LOW, "p.rb", "-BATCH = 100\n+BATCH = 200"),
    ("rounding-changed", MEDIUM, "P.java", "-  rounding = RoundingMode.HALF_EVEN;\n+  rounding = RoundingMode.DOWN;"),
    ("backlog-skipped", HIGH, "k.yaml", "-  auto-offset-reset: earliest\n+  auto-offset-reset: latest"),
    ("consumer-group-changed", MEDIUM, "k.yaml", "-  group-id: billing\n+  group-id: finance.billing"),
    ("address-changed", MEDIUM, "a.yaml", "-upload_bucket: shop-files\n+upload_bucket: other-files"),
]


@pytest.mark.parametrize(("rule", "level", "path", "hunk"), CHANGES)
def test_a_value_is_weighed_by_what_its_name_says(rule, level, path, hunk):
    fact = only(facts_of(diff_of(path, hunk)), rule)

    assert (fact.level, fact.line) == (level, 1)
    assert f"from `{fact.before}` to `{fact.after}`" in fact.text


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("a.py", "-x = Host(host=parsed.hostname)\n+x = Host(host=hostname)"),
        ("a.py", "-# httpOnly: true\n+# httpOnly: false"),
        ("a.yaml", "-description: the token\n+description: the old token"),
        ("a.py", "-message = 5\n+message = 6"),
        ("a.py", "+VERIFY_LIMIT = 5"),
        ("tests/test_a.py", "-TTL = 5\n+TTL = 500"),
    ],
)
def test_nothing_is_made_of_names_that_only_sound_alike(path, hunk):
    """Expressions, comments, descriptions, what is new, tests."""
    assert RULES.isdisjoint(rules_of(path, hunk))


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("const CALLS: u32 = 600;", "CALLS", "600"),
        ("docker run --memory 512m", "memory", "512m"),
        ("<maxAge>30</maxAge>", "maxAge", "30"),
        ('<add key="Timeout" value="30" />', "Timeout", "30"),
        ("foo(bar(retries=3))", "retries", "3"),
        ("expireAfterAccess(5, TimeUnit.MINUTES)", "expireAfterAccess", "5, TimeUnit.MINUTES"),
    ],
)
def test_a_value_is_found_beside_its_name(text, name, value):
    assert (name, value) in list(named_values(text))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30 * DAY", 2_592_000), ("5.minutes", 300), ("PT5M", 300), ("1h30m", 5_400), ("time.Second * 5", 5), ("5m", 300)],
)
def test_a_time_is_read_in_any_spelling(text, seconds):
    duration = read_duration(text, key="x", default_unit=None)

    assert duration is not None
    assert duration.amount == seconds


def test_no_scale_holds_what_it_does_not_know():
    assert is_weaker("lax", "something", words_of("sameSite")) is None
    assert is_weaker("1", "0", words_of("answer")) is None


def test_what_callers_can_write_is_not_to_be_relied_on():
    forwarded = facts_of(diff_of("l.rs", '+    headers.get("x-forwarded-for")'))
    unsigned = facts_of(diff_of("t.py", '+            options={"verify_signature": False},'))

    assert only(forwarded, "caller-header-trusted").level is MEDIUM
    assert only(unsigned, "token-check-off").level is HIGH


def test_a_constraint_that_is_checked_at_once_is_told_over_several_lines():
    sql = "+ALTER TABLE a\n+    ADD CONSTRAINT a_fk\n+    FOREIGN KEY (b) REFERENCES c (id){};"

    assert only(facts_of(diff_of("migrations/2.sql", sql.format(""))), "constraint-checks-all-rows").subject == "a_fk"
    assert "constraint-checks-all-rows" not in rules_of("migrations/2.sql", sql.format(" NOT VALID"))


def test_the_protection_of_a_table_that_goes_is_told():
    hunk = ' resource "aws_dynamodb_table" "a" {\n-  lifecycle {\n-    prevent_destroy = true\n-  }\n }'

    assert "data-retention-removed" in rules_of("a.tf", hunk)


@pytest.mark.parametrize(
    ("before", "after"), [("_", "15"), ("15", "__"), ("_5", "7"), ("1__0%", "2%"), ("1_000", "1__500")]
)
def test_a_line_of_underscores_is_no_number(before, after):
    """`total = _` stands in templates and tests of grammars; whatever is made of it, the rules go on."""
    facts = facts_of(diff_of("a.py", f"-total_price = {before}\n+total_price = {after}"))

    assert {fact.path for fact in facts} <= {"a.py"}
