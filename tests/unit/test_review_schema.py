"""docs/review.schema.json, for whoever reads review.json with other tools."""

import json

import pytest
from jsonschema import Draft202012Validator, ValidationError

from docs.write_review_schema import SCHEMA, review_schema
from lambdas.shared.domain.review import Finding, Level, read_review
from tests.unit.sample_briefs import offline_review, sample_review

WITHOUT_LINES = sample_review(
    findings=(Finding("To the reviewer", "It asks.", Level.HIGH, "commit 1a2b3c4", None, None, ""),)
)


def test_the_schema_in_docs_is_up_to_date():
    """Otherwise: python -m docs.write_review_schema."""
    assert json.loads(SCHEMA.read_text()) == review_schema()


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(review_schema())


@pytest.mark.parametrize("review", [sample_review(), offline_review(), sample_review(evidence=None), WITHOUT_LINES])
def test_what_is_saved_is_of_the_schema(review):
    data = json.loads(json.dumps(review.to_data()))

    Draft202012Validator(review_schema()).validate(data)
    assert read_review(data) == review


@pytest.mark.parametrize(
    "change",
    [
        {"digest": "0"},
        {"model": None},
        {"unavailable_reason": "throttled"},
        {"risk": {"level": "none", "floor": "low", "reasons": []}},
        {"findings": [{"title": "no place"}]},
        {"notes": "text"},
    ],
)
def test_what_is_not_a_review_is_not_of_the_schema(change):
    data = json.loads(json.dumps(sample_review().to_data())) | change

    with pytest.raises(ValidationError):
        Draft202012Validator(review_schema()).validate(data)


def test_each_part_that_design_names_is_required():
    assert set(review_schema()["required"]) == {
        "change",
        "coverage",
        "evidence",
        "risk",
        "findings",
        "summary",
        "redactions",
        "grounding",
        "model",
        "unavailable_reason",
        "notes",
        "digest",
    }
