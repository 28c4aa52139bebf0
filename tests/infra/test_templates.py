"""The templates as a whole; UPDATE_SNAPSHOTS=1 writes them down anew."""

import json
import os
import re
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).parent / "snapshots"
PIPELINES = ["sorting", "shop-prod-eu", "billing", "warehouse"]
NAMES = ["DeploymentReview", *(f"DeploymentReview-{name}" for name in PIPELINES)]


def without_hashes(template):
    """What changes with the code but not with the infrastructure."""
    text = json.dumps(template.data, indent=1, sort_keys=True)
    return re.sub(r"[0-9a-f]{64}", "ASSET", text) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_the_template_is_as_it_was(templates, name):
    snapshot = SNAPSHOTS / f"{name}.json"
    current = without_hashes(templates[name])
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.write_text(current, encoding="utf-8")

    assert current == snapshot.read_text(encoding="utf-8")


def test_there_is_one_review_stack_and_a_stack_for_each_pipeline(templates):
    assert sorted(templates) == sorted(NAMES)


def test_no_template_comes_near_the_limits_of_cloudformation(templates):
    for template in templates.values():
        assert len(template.data["Resources"]) <= 250
        assert len(json.dumps(template.data)) <= 500_000
