"""Intervals: known values, honest bounds, and coverage by repeating."""

from __future__ import annotations

from math import comb
from random import Random

import pytest

from planner.policy.chance import (
    clopper_pearson,
    paired_difference,
    share_of_draws,
    share_of_storms,
)


def test_the_interval_of_clopper_and_pearson_has_its_tails() -> None:
    low, high = clopper_pearson(3, 20)

    def at_least(p: float) -> float:
        return sum(comb(20, k) * p**k * (1 - p) ** (20 - k) for k in range(3, 21))

    assert at_least(low) == pytest.approx(0.025)
    assert 1 - at_least(high) + comb(20, 3) * high**3 * (1 - high) ** 17 == pytest.approx(0.025)


def test_what_never_happened_has_a_bound_and_is_not_zero() -> None:
    share = share_of_draws(0, 10_000)

    assert share.rare
    # (1 - p)^n = 0.025: 3.69 in 10,000.
    assert share.high * 10_000 == pytest.approx(3.688, abs=0.001)
    assert share.opposite.sure
    assert share.opposite.low == pytest.approx(1 - share.high)


def test_nothing_counted_says_nothing() -> None:
    share = share_of_draws(0, 0)

    assert (share.low, share.high) == (0.0, 1.0)


def test_the_same_draws_under_three_models_count_once() -> None:
    once, thrice = share_of_draws(30, 100), share_of_draws(90, 300, repeats=3)

    assert (thrice.low, thrice.high) == (once.low, once.high)


@pytest.mark.parametrize("p", [0.003, 0.05, 0.4, 0.9])
def test_repeated_runs_cover_the_probability_as_often_as_the_interval_says(p: float) -> None:
    chance = Random(5)
    runs, samples = 600, 400

    covered = 0
    for _ in range(runs):
        share = share_of_draws(sum(chance.random() < p for _ in range(samples)), samples)
        covered += share.low <= p <= share.high

    # 95 % are promised at least; three standard errors of 600 runs are 2.7 %.
    assert covered / runs >= 0.95 - 0.027


@pytest.mark.parametrize(("low", "high"), [(0.2, 0.8), (0.0, 0.2)])
def test_storms_that_differ_are_covered_where_draws_alone_would_not_be(
    low: float, high: float
) -> None:
    chance = Random(11)
    truth, runs, storms, samples = (low + high) / 2, 300, 12, 200

    covered = naive = 0
    for _ in range(runs):
        happened = []
        for _ in range(storms):
            p = chance.uniform(low, high)
            happened.append(sum(chance.random() < p for _ in range(samples)))
        by_storm = share_of_storms(happened, [samples] * storms)
        by_draw = share_of_draws(sum(happened), samples * storms)
        covered += by_storm.low <= truth <= by_storm.high
        naive += by_draw.low <= truth <= by_draw.high

    assert covered / runs >= 0.95 - 0.04
    assert naive / runs < 0.8


def test_storms_that_all_agree_are_worth_no_more_than_their_number() -> None:
    share = share_of_storms([0] * 10, [1000] * 10)

    # As if ten storms had been looked at once each: (1 - p)^10 = 0.025.
    assert share.high == pytest.approx(1 - 0.025**0.1)


def test_a_paired_difference_is_as_sharp_as_the_samples_that_differ() -> None:
    difference = paired_difference(gained=40, lost=0, samples=10_000)

    assert difference.value == pytest.approx(0.004)
    assert 0.002 < difference.low < difference.high < 0.006


def test_options_that_never_differ_may_still_differ_a_little() -> None:
    difference = paired_difference(0, 0, 1000)

    assert difference.value == 0
    assert difference.low < 0 < difference.high < 0.01
