"""What each model accepts and costs."""

import pytest

from lambdas.shared.domain.models import profile_of


@pytest.mark.parametrize(
    ("model_id", "forced"),
    [
        ("global.anthropic.claude-sonnet-5-5", False),
        ("eu.anthropic.claude-haiku-5-5", True),
        ("us.amazon.nova-2-lite-v1:0", True),
        ("arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-opus-5-5", False),
    ],
)
def test_a_model_is_found_by_profile_id_and_by_arn(model_id, forced):
    profile = profile_of(model_id)

    assert profile.price is not None
    assert profile.accepts_forced_tool is forced


def test_a_model_that_is_not_in_the_table_has_no_price_and_gets_a_small_window():
    profile = profile_of("acme.wonder-1")

    assert profile.cost_usd(input_tokens=1_000, output_tokens=1_000, model_id="acme.wonder-1") is None
    assert profile.window_tokens <= 32_000


def test_a_geographic_profile_costs_a_tenth_more():
    def cost(model_id):
        return profile_of(model_id).cost_usd(input_tokens=10**6, output_tokens=0, model_id=model_id)

    assert cost("global.anthropic.claude-sonnet-5-5") == pytest.approx(2.0)
    assert cost("eu.anthropic.claude-sonnet-5-5") == pytest.approx(2.2)


def test_a_long_prompt_makes_the_whole_call_dearer():
    model_id = "global.anthropic.claude-haiku-5-5"

    cost = profile_of(model_id).cost_usd(input_tokens=100_001, output_tokens=0, model_id=model_id)

    assert cost == pytest.approx(100_001 * 0.5 / 10**6)
