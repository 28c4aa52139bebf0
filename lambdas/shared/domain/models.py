"""What each model on Bedrock accepts and costs: the one table of it. Checked November 2026."""

import re
from dataclasses import dataclass

_GEOGRAPHY = re.compile(r"^(?:us|eu|au|jp|ca|apac|us-gov)\.")


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens, on demand."""

    input_usd: float
    output_usd: float


@dataclass(frozen=True, slots=True)
class ModelProfile:
    family: str
    window_tokens: int  # prompt and answer together
    output_tokens: int  # the most this product asks for
    accepts_forced_tool: bool  # toolChoice {"tool": …}; otherwise "auto", and the prompt says so
    price: Price | None  # None: no list price is known, cost is shown as unknown
    long_prompt_from: int | None = None  # from this many prompt tokens the whole call costs `long_prompt_price`
    long_prompt_price: Price | None = None

    def cost_usd(self, *, input_tokens: int, output_tokens: int, model_id: str) -> float | None:
        """List price of one call. Geographic inference profiles cost a tenth more than global ones."""
        price = self.price
        if self.long_prompt_from is not None and input_tokens > self.long_prompt_from:
            price = self.long_prompt_price
        if price is None:
            return None
        surcharge = 1.1 if _GEOGRAPHY.match(model_id) else 1.0
        return surcharge * (input_tokens * price.input_usd + output_tokens * price.output_usd) / 1_000_000


_PROFILES = (
    ModelProfile("anthropic.claude-opus-5-5", 200_000, 8_000, accepts_forced_tool=False, price=Price(4, 20)),
    ModelProfile("anthropic.claude-sonnet-5-5", 200_000, 8_000, accepts_forced_tool=False, price=Price(2, 10)),
    ModelProfile(
        "anthropic.claude-haiku-5-5",
        200_000,
        8_000,
        accepts_forced_tool=True,
        price=Price(0.10, 0.50),
        long_prompt_from=100_000,
        long_prompt_price=Price(0.50, 2.50),
    ),
    ModelProfile("amazon.nova-2-lite", 300_000, 8_000, accepts_forced_tool=True, price=Price(0.30, 2.50)),
    ModelProfile("amazon.nova-micro", 128_000, 5_000, accepts_forced_tool=True, price=Price(0.035, 0.14)),
    ModelProfile("amazon.nova-lite", 300_000, 5_000, accepts_forced_tool=True, price=Price(0.06, 0.24)),
    ModelProfile("amazon.nova-pro", 300_000, 5_000, accepts_forced_tool=True, price=Price(0.80, 3.20)),
)

# A model that is not in the table is asked for the least that every model offers.
_UNKNOWN = ModelProfile("", 32_000, 4_000, accepts_forced_tool=False, price=None)


def profile_of(model_id: str) -> ModelProfile:
    """The profile of a model id, inference profile id or ARN of either."""
    return next((profile for profile in _PROFILES if profile.family in model_id), _UNKNOWN)
