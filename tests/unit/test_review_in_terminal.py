"""What `make review` prints of a review's reasons."""

from local.drivers.review_files import gravest


def reason(rule, text, level):
    return {"rule": rule, "text": text, "level": level}


def test_each_reason_is_said_once_gravest_first():
    reasons = [
        reason("upgraded", "The dependency `a` moves up.", "medium"),
        reason("upgraded", "The dependency `b` moves up.", "medium"),
        reason("ci", "The build changes.", "low"),
        reason("public", "The URL is public.", "high"),
        reason("public", "The URL is public.", "high"),
        reason("minor", "A name changes.", "low"),
    ]

    assert gravest(reasons) == [
        "The URL is public (2 places).",
        "The dependency a moves up. And 1 more like it.",
        "The build changes.",
    ]
