"""Importance is free of the storm: what fails together only because the storm is strong matters nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planner.scenario.ensemble.importance import Importance
from planner.scenario.ensemble.sums import Sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.scenario.ensemble.importance import AssetWeight

ASSETS = ("guilty", "idle")
WORTH = 0.3
REPEATS = 300


def stormy(rng: np.random.Generator, strength: float, samples: int = 1024) -> Sums:
    """One storm: the stronger it is the more often both assets fail and the unit is short; only one asset is to blame.

    In every stratum the unit is short with probability p, and with p + 0.3 where "guilty" has failed.
    """
    stratum = np.arange(samples) % 8
    force = np.clip(strength + (stratum - 3.5) * 0.05, 0.02, 0.65)
    guilty, idle = rng.random(samples) < force, rng.random(samples) < force
    short = rng.random(samples) < force + WORTH * guilty
    outcomes = np.zeros((1, 8, 3), dtype=np.int64)
    for number, went_short in zip(stratum.tolist(), short.tolist(), strict=True):
        outcomes[0, number, int(went_short)] += 1
    failed = np.array(
        [[int(each[stratum == s].sum()) for s in range(8)] for each in (guilty, idle)]
    )
    both = np.array([[int((each & short).sum())] for each in (guilty, idle)])
    nothing: NDArray[np.int64] = np.zeros((2, 1), dtype=np.int64)
    return Sums(
        samples, Fraction(1, 12), ASSETS, {}, outcomes, nothing, nothing[:, 0], nothing, nothing,
        nothing, failed, both,
    )  # fmt: skip


def weights(storms: list[Sums], *, storms_drawn: bool) -> dict[str, AssetWeight]:
    found = Importance(np.array([0]), 1, storms_drawn=storms_drawn)
    for track, sums in enumerate(storms):
        found.add(track, sums)
    return {each.asset: each for each in found.ranked(0)}


def crude(storms: list[Sums], asset: int) -> float:
    """The difference over all samples, whatever the storm."""
    below = sum(int(each.outcomes[0, :, 1:].sum()) for each in storms)
    both = sum(int(each.asset_and_below[asset, 0]) for each in storms)
    failed = sum(int(each.asset_failed[asset].sum()) for each in storms)
    samples = sum(each.samples for each in storms)
    return both / failed - (below - both) / (samples - failed)


def test_an_asset_that_fails_with_the_storm_but_is_not_to_blame_is_worth_nothing() -> None:
    rng = np.random.default_rng(1)
    storms = [stormy(rng, strength) for strength in np.linspace(0.05, 0.6, 40)]

    found = weights(storms, storms_drawn=True)

    assert crude(storms, 1) > 0.2
    assert "idle" not in found or found["idle"].difference.value < 0.03
    assert found["guilty"].difference.value == pytest.approx(WORTH, abs=0.02)
    assert found["guilty"].apart
    assert next(iter(found)) == "guilty"


@pytest.mark.parametrize(("storms", "drawn"), [(1, False), (12, True)])
def test_intervals_cover_the_difference_as_often_as_they_say(storms: int, drawn: bool) -> None:
    """95 of 100 repeats; of 300 at least 275 with a chance of 997 in 1,000."""
    rng = np.random.default_rng(7)
    covered = 0
    for _ in range(REPEATS):
        strengths = rng.uniform(0.1, 0.5, storms)
        worth = weights([stormy(rng, each, 512) for each in strengths], storms_drawn=drawn)
        between = worth["guilty"].difference
        covered += between.low <= WORTH <= between.high

    assert 275 <= covered < REPEATS


def test_models_that_look_at_the_same_draws_do_not_narrow_the_interval() -> None:
    sums = stormy(np.random.default_rng(3), 0.3)
    once = Importance(np.array([0]), 1, storms_drawn=False)
    thrice = Importance(np.array([0]), 3, storms_drawn=False)
    once.add(0, sums)
    for _ in range(3):
        thrice.add(0, sums)

    (one, *_), (three, *_) = once.ranked(0), thrice.ranked(0)

    assert three.difference.value == pytest.approx(one.difference.value)
    assert three.difference.low == pytest.approx(one.difference.low)


def test_what_fails_always_or_never_tells_nothing_and_is_not_ranked() -> None:
    sums = stormy(np.random.default_rng(3), 0.3)
    always = sums.asset_failed.copy()
    always[0] = 128
    told = Importance(np.array([0]), 1, storms_drawn=False)
    object.__setattr__(sums, "asset_failed", always)
    told.add(0, sums)

    assert "guilty" not in [each.asset for each in told.ranked(0)]


def test_what_only_one_of_many_storms_tells_has_an_interval_that_says_nothing() -> None:
    rng = np.random.default_rng(9)
    storms = [stormy(rng, 0.3) for _ in range(6)]
    for sums in storms[1:]:
        never = sums.asset_failed.copy()
        never[0] = 0
        object.__setattr__(sums, "asset_failed", never)
        nothing = sums.asset_and_below.copy()
        nothing[0] = 0
        object.__setattr__(sums, "asset_and_below", nothing)

    alone = weights(storms, storms_drawn=True)["guilty"].difference

    assert alone.value == pytest.approx(WORTH, abs=0.1)
    assert alone.low < -0.5
    assert not weights(storms, storms_drawn=True)["guilty"].apart
