"""The documents of `--json` keep their names; docs/operating.md tells them."""

from pathlib import Path

import pytest

from tests.unit.ops.failures import KEY, fake_store, stream_object
from tests.unit.ops.histories import waiting

PAGE = (Path(__file__).parents[3] / "docs" / "operating.md").read_text(encoding="utf-8")
SHAPES = {
    "list": ("pipelines", "pipeline_name model_id open newest_execution deployed"),
    "list sorting": ("executions", "execution_id pipeline_name created_at status commit_id risk_level headline"),
    "waiting": (
        "waiting",
        "execution_id pipeline_name waits_for since is_overdue expires_at reminders headline risk_level approval_url",
    ),
    "verify": (
        "verdicts",
        "execution_id pipeline_name is_sound entries anchored_entries first_touched_entry trail_hash problems",
    ),
    "failed": ("failed", "id kind at function_arn reason attempts execution_ids"),
    "cost": (
        "costs",
        "pipeline_name month model_id reviews input_tokens output_tokens cost_usd without_price",
    ),
    "stats": (
        "statistics",
        (
            "pipeline_name executions approved rejected expired approval_rate median_seconds_to_decision "
            "p90_seconds_to_decision agreement_with_models agreement_with_rules by_risk deployed deploy_failed "
            "rolled_back rolled_back_executions"
        ),
    ),
    "baseline": ("baselines", "pipeline_name deployed"),
}


@pytest.mark.parametrize("command", SHAPES)
def test_names_stay_and_are_documented(desk, command):
    store = fake_store()
    store.bucket.kept[KEY] = stream_object("e-1")
    desk.given["failures"] = store
    waiting(desk.records, "e-1")
    top, names = SHAPES[command]

    (first, *_) = desk.ask(*command.split())[top]

    assert list(first) == names.split()
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{command.replace('sorting', 'PIPELINE')}`"))
    for name in (top, *names.split()):
        assert name in row
