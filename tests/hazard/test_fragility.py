"""Curves of failure: by hand, by the published tables they were fitted to, and what must be true of any."""

from __future__ import annotations

from math import erf, floor, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from planner.hazard.fragility import (
    TREE_GUSTS_MPS,
    GustCurves,
    depth_threshold,
    gust_probability,
    gust_thresholds,
    life_thresholds,
    thresholds,
    tree_strikes_per_km,
)
from planner.hazard.fragility_library import CableLaw, DepthStep, GeneratorLife, TreeLaw

CERTAIN = 2**32
STRENGTHS = np.exp(0.1 * np.linspace(-1.5, 1.5, 8))
NO_TREES = np.zeros_like(TREE_GUSTS_MPS)
STEPS = [
    DepthStep(above_m=above, probability=p)
    for above, p in ((0, 0.25), (0.3, 0.5), (1, 0.65), (1.5, 0.8), (2, 1))
]


def curve(median: float, beta: float, members: float = 1, trees_km: float = 0) -> GustCurves:
    """One row."""
    return column(median, beta, members, trees_km, NO_TREES)


def column(
    median: float, beta: float, members: float, trees_km: float, strikes: NDArray[np.float64]
) -> GustCurves:
    """One row, and how often trees strike."""
    a, b, c, d = (np.array([value], dtype=float) for value in (median, beta, members, trees_km))
    return GustCurves(a, b, c, d, strikes)


def trees(**changed: float) -> TreeLaw:
    """The law of the bundled library."""
    usual = {
        "trees_per_m2": 0.03, "canopy_share": 0.1, "tree_height_from_m": 8, "tree_height_to_m": 28,
        "line_height_m": 7, "clearance_m": 3, "calibration": 0.11,
    }  # fmt: skip
    return TreeLaw.model_validate(usual | changed)


def test_a_lone_mast_fails_as_the_normal_distribution_of_the_logarithm_says() -> None:
    found = gust_probability(np.array([50.0]), curve(60.5, 0.12))

    by_hand = 0.5 * (1 + erf(log(50 / 60.5) / 0.12 / sqrt(2)))
    assert found[0] == pytest.approx(by_hand, rel=1e-12)


@pytest.mark.parametrize(("gust", "share"), [(45, 0.06), (55, 0.20), (65, 0.73), (75, 0.98)])
def test_the_mast_curve_is_that_of_the_table_it_was_fitted_to(gust: float, share: float) -> None:
    assert gust_probability(np.array([gust]), curve(60.5, 0.12))[0] == pytest.approx(
        share, abs=0.06
    )


def test_a_line_of_ten_poles_survives_only_when_each_of_them_does() -> None:
    one = gust_probability(np.array([45.0]), curve(58.2, 0.195))[0]

    ten = gust_probability(np.array([45.0]), curve(58.2, 0.195, members=10))[0]

    assert ten == pytest.approx(1 - (1 - one) ** 10, rel=1e-12)


def test_without_a_spread_every_gust_above_the_median_breaks_and_the_median_does_not() -> None:
    step = curve(45, 0)

    assert [gust_probability(np.array([g]), step)[0] for g in (0.0, 45.0, 45.001)] == [0, 0, 1]


def test_calm_air_breaks_nothing() -> None:
    assert gust_thresholds(np.array([0.0]), curve(60, 0.12, 50, 9), STRENGTHS).max() == 0


def test_a_threshold_is_the_nearest_whole_number() -> None:
    assert thresholds(np.array([0.0, 0.3, 1.0])).tolist() == [0, floor(0.3 * 2**32 + 0.5), CERTAIN]


@given(
    gusts=st.lists(st.floats(0, 120), min_size=2, max_size=2).map(sorted),
    median=st.floats(20, 90), beta=st.floats(0, 0.5), members=st.floats(1, 500), km=st.floats(0, 30),
)  # fmt: skip
def test_no_threshold_falls_as_the_gust_rises(
    gusts: list[float], median: float, beta: float, members: float, km: float
) -> None:
    strikes = tree_strikes_per_km(trees())
    row = column(median, beta, members, km, strikes)

    low, high = (gust_thresholds(np.array([g]), row, STRENGTHS)[0] for g in gusts)

    assert (low <= high).all()
    assert high.max() <= CERTAIN


@given(
    gust=st.floats(0, 120), medians=st.lists(st.floats(20, 90), min_size=2, max_size=2).map(sorted)
)
def test_no_threshold_rises_as_the_structure_gets_stronger(
    gust: float, medians: list[float]
) -> None:
    weak, strong = (
        gust_thresholds(np.array([gust]), curve(m, 0.12), STRENGTHS) for m in medians
    )

    assert (strong <= weak).all()


def test_a_row_has_the_same_thresholds_alone_and_among_others_and_in_one_step_or_many() -> None:
    rng = np.random.default_rng(1)
    gusts = rng.uniform(0, 80, (40, 30))
    rows = GustCurves(
        rng.uniform(30, 80, 40), rng.uniform(0.05, 0.3, 40), rng.uniform(1, 90, 40),
        rng.uniform(0, 9, 40), tree_strikes_per_km(trees()),
    )  # fmt: skip
    factors = STRENGTHS

    together = gust_thresholds(gusts, rows, factors)

    for number in (0, 7, 39):
        alone = rows.rows(np.array([number], dtype=np.intp))
        for step in (0, 29):
            single = gust_thresholds(gusts[[number], step], alone, factors)
            assert (single[0] == together[number, :, step]).all()


def test_water_on_the_floor_fails_a_quarter_and_two_metres_over_it_everything() -> None:
    found = [depth_threshold(over, STEPS) / CERTAIN for over in (-1, 0, 0.1, 0.3, 0.31, 2, 2.01)]

    assert found == pytest.approx([0, 0, 0.25, 0.25, 0.5, 0.8, 1])


@pytest.mark.parametrize(("mttf_h", "hours", "survive"), [(1500, 336, 0.80), (70, 48, 0.50)])
def test_generators_live_as_long_as_was_published(
    mttf_h: float, hours: int, survive: float
) -> None:
    life = GeneratorLife(maintenance="good", fails_to_start=0, mttf_h=mttf_h)

    assert 1 - life_thresholds(life, hours)[hours] / CERTAIN == pytest.approx(survive, abs=0.005)


def test_a_generator_that_has_run_no_hour_has_failed_only_when_it_did_not_start() -> None:
    life = GeneratorLife(maintenance="good", fails_to_start=0.0094, mttf_h=1100)

    found = 1 - life_thresholds(life, 72) / CERTAIN

    # REopt's own survival of one generator at 24, 48 and 72 h, of which 0.995 is its being there at all.
    assert found[0] == pytest.approx(1 - 0.0094)
    assert found[[24, 48, 72]] * 0.995 == pytest.approx([0.964, 0.944, 0.923], abs=0.002)


@pytest.mark.parametrize(
    ("gust", "share"), [(15, 0.006), (25, 0.02), (33, 0.06), (42, 0.14), (50, 0.26), (60, 0.46)]
)
def test_trees_come_down_as_often_as_the_published_regression_says(
    gust: float, share: float
) -> None:
    heights = np.arange(8, 29)

    def fails(base: float, per_m: float, per_mps: float) -> float:
        def at(u: float) -> NDArray[np.float64]:
            chance: NDArray[np.float64] = 1 / (1 + np.exp(-(base + per_m * heights + per_mps * u)))
            return chance

        return float((at(gust) - at(0)).mean())

    both = fails(-17.28, 0.42, 0.13) + fails(-2.22, -0.43, 0.11)
    assert both == pytest.approx(share, rel=0.25, abs=0.003)


def test_trees_out_of_reach_strike_nothing_and_twice_the_canopy_strikes_twice() -> None:
    usual = tree_strikes_per_km(trees())

    assert usual[0] == 0
    assert usual[-1] > usual[200] > 0
    assert tree_strikes_per_km(trees(canopy_share=0.2)) == pytest.approx(2 * usual)
    assert tree_strikes_per_km(trees(clearance_m=30)).max() == 0


def test_four_times_the_cable_nearly_halves_what_a_pole_stands() -> None:
    law = CableLaw.model_validate(
        {"first": {"area_m2": 2, "median_mps": 78.5}, "last": {"area_m2": 8, "median_mps": 43.0},
         "own_m2": 2, "per_cable_m2": 0.6, "cables_assumed": 5}
    )  # fmt: skip

    assert law.median_mps(0) == 78.5
    assert law.median_mps(10) == pytest.approx(43.0)
    assert law.median_mps(99) == pytest.approx(43.0)
    assert law.median_mps(None) == law.median_mps(5) == pytest.approx(sqrt(78.5 * 43.0))
