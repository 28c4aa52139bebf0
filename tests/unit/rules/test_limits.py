"""Time-outs, memory, capacity: old and new value in the units people think in."""

import pytest

from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.quantities import read_count, read_duration, read_memory, say_duration
from tests.unit.rules.changes import diff_of, facts_of, only


@pytest.mark.parametrize(
    ("path", "before", "after", "said"),
    [
        ("stack.py", "timeout=Duration.minutes(10),", "timeout=Duration.seconds(5),", "from 10 minutes to 5 seconds"),
        (
            "lib/a-stack.ts",
            "timeout: cdk.Duration.seconds(30),",
            "timeout: cdk.Duration.seconds(3),",
            "from 30 seconds to 3 seconds",
        ),
        ("template.yaml", "      Timeout: 900", "      Timeout: 90", "from 15 minutes to 1 minute 30 seconds"),
        ("main.tf", "  timeout = 60", "  timeout = 10", "from 1 minute to 10 seconds"),
        (
            "main.go",
            "\tReadTimeout: 30 * time.Second,",
            "\tReadTimeout: 5 * time.Second,",
            "from 30 seconds to 5 seconds",
        ),
        ("client.py", "TIMEOUT_MS = 2_000", "TIMEOUT_MS = 500", "from 2 seconds to 500 milliseconds"),
        (
            "client.py",
            "session.get(url, timeout=timedelta(minutes=2))",
            "session.get(url, timeout=timedelta(minutes=1))",
            "from 2 minutes to 1 minute",
        ),
        ("k8s/a.yaml", "  timeoutSeconds: 10", "  timeoutSeconds: 1", "from 10 seconds to 1 second"),
    ],
)
def test_a_shorter_timeout_is_said_in_human_units(path, before, after, said):
    """Whatever the language and the way of writing it."""
    fact = only(facts_of(diff_of(path, f"-{before}\n+{after}")), "timeout-changed")

    assert fact.text == f"The time-out goes down {said}."
    assert (fact.level, fact.line) == (Level.MEDIUM, 1)


@pytest.mark.parametrize(
    ("rule", "path", "before", "after", "said"),
    [
        (
            "memory-changed",
            "stack.py",
            "memory_size=256,",
            "memory_size=1024,",
            "The memory goes up from 256 MB to 1 GB.",
        ),
        ("memory-changed", "k8s/a.yaml", "  memory: 512Mi", "  memory: 2Gi", "The memory goes up from 512 MB to 2 GB."),
        (
            "capacity-changed",
            "k8s/a.yaml",
            "  replicas: 3",
            "  replicas: 1",
            "The number of instances goes down from 3 to 1.",
        ),
        (
            "concurrency-changed",
            "stack.py",
            "reserved_concurrent_executions=10,",
            "reserved_concurrent_executions=100,",
            "The concurrency goes up from 10 to 100.",
        ),
        (
            "retries-changed",
            "stack.py",
            "max_receive_count=3,",
            "max_receive_count=5,",
            "The number of attempts goes up from 3 to 5.",
        ),
    ],
)
def test_other_limits_are_said_alike(rule, path, before, after, said):
    """Memory, instances, concurrency, attempts."""
    fact = only(facts_of(diff_of(path, f"-{before}\n+{after}")), rule)

    assert fact.text == said


@pytest.mark.parametrize(
    ("path", "hunk"),
    [
        ("stack.py", "-timeout=Duration.minutes(1),\n+timeout=Duration.seconds(60),"),
        ("stack.py", "-# timeout=Duration.minutes(10),\n+# timeout=Duration.seconds(5),"),
        ("stack.py", "-timeout=Duration.minutes(10),\n+    timeout=Duration.minutes(10),"),
        ("app.js", "-setTimeout(done, 500)\n+setTimeout(done, 100)"),
        ("app.py", "-timeout = compute(10)\n+timeout = compute(5)"),
        ("README.md", "-timeout: 10\n+timeout: 5"),
        (".github/workflows/ci.yml", "-    timeout-minutes: 10\n+    timeout-minutes: 5"),
    ],
)
def test_no_change_of_a_limit_is_no_fact(path, hunk):
    """The same duration written otherwise, comments, calls, prose, and the build's own time-outs."""
    rules = [fact.rule for fact in facts_of(diff_of(path, hunk))]

    assert "timeout-changed" not in rules


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0"),
        (0.25, "250 milliseconds"),
        (1, "1 second"),
        (90, "1 minute 30 seconds"),
        (3_600, "1 hour"),
        (90_061, "1 day 1 hour"),
        (1.5, "1.5 seconds"),
    ],
)
def test_durations_are_said_as_people_say_them(seconds, words):
    """Two units at most."""
    assert say_duration(seconds) == words


def test_a_number_without_a_unit_is_no_duration_unless_the_place_tells_the_unit():
    """JavaScript counts milliseconds in one library and seconds in the next: nothing is claimed."""
    unknown = read_duration("500", key="timeout", default_unit=None)

    known = read_duration("500", key="timeoutMs", default_unit=None)

    assert unknown is None
    assert known is not None
    assert known.words == "500 milliseconds"


@pytest.mark.parametrize("text", ["compute()", "", "x + 1", "1.2.3"])
def test_what_is_no_constant_is_no_quantity(text):
    """Nothing is said of what only running the code would tell."""
    assert (read_count(text), read_memory(text)) == (None, None)
