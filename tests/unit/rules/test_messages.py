"""When messages are acknowledged, and what becomes of those that fail."""

import pytest

from lambdas.shared.domain.review import Level
from tests.unit.rules.changes import diff_of, facts_of, only, rules_of

FIRST, RETURNED = "message-acknowledged-first", "message-return-removed"


@pytest.mark.parametrize(
    ("path", "hunk", "name"),
    [
        (
            "q.py",
            " def on(channel, m, body):\n+    channel.basic_ack(m.tag)\n     book(body)\n-    channel.basic_ack(m.tag)",
            "book",
        ),
        (
            "q.go",
            "-\tif err := c.handle(m); err != nil {\n-\t\treturn err\n-\t}\n \tm.Ack()\n+\tgo c.handle(m)",
            "handle",
        ),
        (
            "q.ts",
            " for (const m of taken) {\n-  await ship(m);\n   await sqs.deleteMessage(m);\n+  await ship(m);\n }",
            "ship",
        ),
    ],
)
def test_a_message_acknowledged_before_it_is_handled_is_said(path, hunk, name):
    fact = only(facts_of(diff_of(path, hunk)), FIRST)

    assert (fact.level, fact.subject) == (Level.HIGH, name)


@pytest.mark.parametrize(
    "hunk",
    [
        " def on(channel, m, body):\n-    channel.basic_ack(m.tag)\n     book(body)\n+    channel.basic_ack(m.tag)",
        " def on(channel, m, body):\n     channel.basic_ack(m.tag)\n-    log(body)\n+    book(body)",
        " def on(channel, m, body):\n-    book(body)\n     channel.basic_ack(m.tag)",
        " def on(channel, m, body):\n-    log.info(body)\n     channel.basic_ack(m.tag)\n+    log.info(body)",
        " def on(stack, m, body):\n+    stack.pop(m.tag)\n     book(body)\n-    stack.pop(m.tag)",
    ],
)
def test_nothing_is_said_of_another_order(hunk):
    """The better order; what was after it before; what goes; what only tells of it; what acknowledges nothing."""
    assert FIRST not in rules_of("q.py", hunk)


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        (
            "Q.java",
            " } catch (Failed e) {\n-    channel.basicNack(tag, false, true);\n+    channel.basicAck(tag, false);\n }",
        ),
        ("q.go", " if err := handle(m); err != nil {\n-\tm.Nack()\n \treturn\n }\n m.Ack()"),
    ],
)
def test_a_message_that_no_longer_goes_back_is_said(path, hunk):
    assert only(facts_of(diff_of(path, hunk)), RETURNED).level is Level.MEDIUM


@pytest.mark.parametrize(
    "hunk",
    [
        " if err := handle(m); err != nil {\n-\tm.Nack()\n+\tm.Nack(later)\n \treturn\n }\n m.Ack()",
        "-\tm.Nack()\n \treturn err",
        " if err := handle(m); err != nil {\n+\tm.Nack()\n \treturn\n }\n m.Ack()",
    ],
)
def test_one_that_still_goes_back_or_is_not_taken_any_more_is_not(hunk):
    assert RETURNED not in rules_of("q.go", hunk)
