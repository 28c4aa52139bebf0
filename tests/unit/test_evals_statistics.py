"""How far the evaluation's figures can be trusted."""

import pytest

from evals.plot import plot
from evals.standing import Standing
from evals.statistics import Interval, Part, bootstrap, ratio, wilson


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (5, 10, 0.237, 0.763), (47, 51, 0.815, 0.969)],
)
def test_a_share_has_wilsons_interval(successes, total, low, high):
    """Values of the formula as R's binom.confint gives them."""
    interval = wilson(successes, total)

    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.001)


def test_of_nothing_nothing_is_known():
    assert wilson(0, 0) is None
    assert bootstrap([Part(0, 0)], ratio) is None


def test_more_cases_make_a_narrower_interval_around_the_same_value():
    few = bootstrap([Part(one % 2, 1) for one in range(10)], ratio)
    many = bootstrap([Part(one % 2, 1) for one in range(200)], ratio)

    assert few.value == many.value == 0.5
    assert few.low < many.low < 0.5 < many.high < few.high


def test_cases_that_agree_leave_no_doubt_that_bootstrap_could_see():
    assert bootstrap([Part(1, 1)] * 8, ratio) == Interval(1.0, 1.0, 1.0)


def test_a_case_with_more_claims_weighs_more():
    assert ratio([Part(9, 9), Part(0, 1)]) == 0.9


def standing(name, recall, cost):
    interval = Interval(recall, recall - 0.1, recall + 0.1)
    return Standing(
        entry=name,
        prompt="",
        cases=1,
        reviews=1,
        answered=1.0,
        recall=interval,
        placed=None,
        brief_recall=None,
        unsupported=None,
        violation_free=None,
        risk_agreement=None,
        coverage=1.0,
        agreement=None,
        claims=0,
        input_tokens=0,
        output_tokens=0,
        cost_usd=cost,
        cost_per_review_usd=cost,
        seconds=1.0,
    )


def test_the_plot_puts_better_higher_and_dearer_further_right():
    cheap, dear, free, unknown = plot(
        [
            standing("cheap", 0.5, 0.001),
            standing("dear", 0.8, 0.1),
            standing("free", 0.6, 0.0),
            standing("?", 0.1, None),
        ]
    ).points

    assert free.x < unknown.x < cheap.x < dear.x
    assert dear.y < free.y < cheap.y < unknown.y
    assert dear.high < dear.y < dear.low
    assert unknown.told == "4: ?, facts said 10%, at an unknown list price a review"
