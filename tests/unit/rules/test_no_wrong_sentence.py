"""Sentences that once misled: each stands for a whole kind of them."""

import pytest

from lambdas.shared.domain.offline_review import write_summary
from tests.unit.rules.changes import change_of, diff_of, facts_of, new_file, only, rules_of


def said_of(*diffs):
    summary = write_summary(change_of("".join(diffs)), facts_of(*diffs))
    return summary, " ".join((summary.headline, *summary.paragraphs, *summary.consequences, *summary.questions))


@pytest.mark.parametrize(
    ("path", "hunk", "rule"),
    [
        ("q.tf", "-  visibility_timeout_seconds = 720\n+  visibility_timeout_seconds = 60", "redelivery-changed"),
        ("lb.tf", "-  idle_timeout = 60\n+  idle_timeout = 30", "idle-time-changed"),
    ],
)
def test_a_time_out_that_cuts_nothing_off_is_not_said_to(path, hunk, rule):
    summary, text = said_of(diff_of(path, hunk))

    assert rule in rules_of(path, hunk)
    assert "cut off" not in text
    assert summary.headline


def test_a_constructor_is_no_result():
    hunk = "-\treturn &Consumer{queue: q}\n+\treturn &Consumer{queue: q, log: log}"

    assert [rule for rule in rules_of("a.go", hunk) if rule.startswith("response")] == []


def test_an_error_that_is_handled_in_another_way_is_still_handled():
    hunk = " def pay():\n-    try:\n-        send()\n-    except Slow:\n-        wait()\n+    again(send, on=Slow)"

    assert "error-handling-removed" not in rules_of("a.py", hunk)
    assert "error-handling-removed" in rules_of("a.py", hunk.replace("on=Slow", "times=3"))


def test_a_function_that_is_gone_is_neither_changed_nor_moved():
    diff = diff_of(
        "a.go", "-func IsWhole() bool {\n-\treturn true\n-}\n \n func B() {", section="func IsWhole() bool {"
    )

    _, text = said_of(diff)

    assert "Gone from the code: `IsWhole`" in text
    assert "Changed in the code: `IsWhole`" not in text
    assert "Moved" not in text


RUST = """
 #[cfg(test)]
 mod tests {
+    #[test]
+    fn it_holds() {
+        assert!(true);
+    }
 }
"""


def test_a_test_beside_the_code_is_a_test():
    diff = diff_of("src/limit.rs", " fn a() {\n-    1\n+    2\n }" + RUST.rstrip())

    _, text = said_of(diff)

    assert only(facts_of(diff), "test-added").subject == "it_holds"
    assert "No test changes" not in text
    assert "new function" not in text


def test_a_test_under_another_name_is_no_test_removed():
    hunk = " #[cfg(test)]\n mod tests {\n     #[test]\n-    fn sixty() {\n+    fn limit() {\n         run(1);"

    assert {"test-added", "test-removed"}.isdisjoint(rules_of("src/limit.rs", hunk))


def test_headline_and_paragraph_count_alike():
    files = [new_file(f"t/{number}.py", "def alike():\n    pass\n\ndef other():\n    pass\n") for number in range(9)]

    summary, text = said_of(*files)

    assert summary.headline == "18 new functions"
    assert "In the code, 18 functions are added" in text
    assert "16 more" in text


def test_what_is_true_of_two_places_is_said_once():
    hunk = "-FROM python:3.12.6\n+FROM python:3.12.7\n RUN a\n-FROM python:3.12.6\n+FROM python:3.12.7"

    _, text = said_of(diff_of("Dockerfile", hunk))

    assert text.count("The container image goes from") == 1
    assert "(Dockerfile, lines 1 and 3)" in text


ACCESSORS = """
-public final class Money {
-    private final BigDecimal amount;
-    public BigDecimal amount() {
-        return amount;
-    }
-    @Override
-    public boolean equals(Object other) {
-        return true;
-    }
-    public String formatted() {
-        return amount + " EUR";
-    }
-}
+public record Money(@NotNull BigDecimal amount, Map<String, String> notes) {
+}
"""


def test_accessors_that_a_record_has_anyway_are_not_gone():
    facts = facts_of(diff_of("src/Money.java", ACCESSORS))

    assert [fact.subject for fact in facts if fact.rule == "function-removed"] == ["Money.formatted"]


def test_accessors_of_properties_are_not_gone():
    hunk = (
        "-class Money(amount: BigDecimal) {\n-    fun getAmount(): BigDecimal {\n-        return amount\n-    }\n"
        "-    fun getNotes(): String = notes\n-}\n+data class Money(private val amount: BigDecimal)"
    )

    facts = facts_of(diff_of("src/Money.kt", hunk))

    assert [fact.subject for fact in facts if fact.rule == "function-removed"] == ["Money.getNotes"]


@pytest.mark.parametrize("path", ["src/parser/tests.rs", "src/parser/test.rs"])
def test_a_file_of_tests_beside_the_module_is_one_of_tests(path):
    hunk = ' #[test]\n fn reads() {\n-    assert_eq!(read("a"), 1);\n+    assert_eq!(read("a"), 2);\n }'

    _, text = said_of(diff_of("src/parser/mod.rs", " fn read() {\n-    1\n+    2\n }"), diff_of(path, hunk))

    assert "No test changes" not in text


def test_a_changed_test_beside_the_code_is_said():
    hunk = (
        " fn read() -> i32 {\n-    1\n+    2\n }\n #[cfg(test)]\n mod tests {\n     #[test]\n     fn reads() {\n"
        "-        assert_eq!(read(), 1);\n+        assert_eq!(read(), 2);\n     }\n }"
    )
    diff = diff_of("src/parser.rs", hunk)

    _, text = said_of(diff)

    assert only(facts_of(diff), "test-changed").text == "Changes the test `reads`."
    assert "No test changes" not in text
