"""`./review cost`."""

from dataclasses import replace

from lambdas.shared.domain.review import ModelUse
from tests.unit.ops.histories import reviewed
from tests.unit.sample_briefs import offline_review, sample_review

SONNET = "global.anthropic.claude-sonnet-5-5"


def used(model_id=SONNET, cost_usd=0.02):
    return replace(sample_review(), model=ModelUse(model_id, "v1", 6_000, 900, cost_usd, 4_000))


def test_tokens_and_money_by_pipeline_month_and_model(desk):
    for number in (1, 2):
        reviewed(desk.records, f"e-{number}", review=used())
    reviewed(desk.records, "e-3", review=offline_review())
    reviewed(desk.records, "e-4", review=used(), pipeline_name="shop")

    data = desk.ask("cost")

    assert [(each["pipeline_name"], each["model_id"], each["reviews"]) for each in data["costs"]] == [
        ("shop", SONNET, 1),
        ("sorting", SONNET, 2),
        ("sorting", "none", 1),
    ]
    assert data["costs"][1]["month"] == "2026-08"
    assert (data["costs"][1]["input_tokens"], data["costs"][1]["output_tokens"]) == (12_000, 1_800)
    assert (data["costs"][1]["cost_usd"], data["cost_usd"]) == (0.04, 0.06)


def test_a_model_without_a_list_price_is_said_to_be_missing(desk):
    reviewed(desk.records, "e-1", review=used("some.model", cost_usd=None))

    said = desk.run("cost")

    assert "1 review by models without a list price" in said.stdout
    assert desk.ask("cost")["costs"][0]["without_price"] == 1


def test_a_review_that_was_touched_is_not_counted(desk):
    reviewed(desk.records, "e-1", review=used())
    desk.records.records["e-1"].main["review"] = b"touched"

    data = desk.ask("cost")

    assert (data["costs"], data["unreadable_reviews"]) == ([], ["e-1"])
