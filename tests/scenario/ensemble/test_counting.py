"""Sums: the fast way and the plain simulation give the same bytes; probabilities worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import exp, log
from statistics import NormalDist

import pytest

from planner.decisions.weak_points.finding import weak_points
from planner.scenario.ensemble.answer import answer_of
from planner.scenario.ensemble.asking import deviates
from planner.scenario.ensemble.bench import Bench
from planner.scenario.ensemble.exposure import worst_chances
from planner.scenario.ensemble.sums import Sums, added
from planner.scenario.ensemble.weather import Ground
from planner.scenario.reading import bundled_fragility
from planner.simulation.draws import stratum_deviates, threshold, uniform_u32
from tests.effort import times
from tests.scenario.ensemble.questions import plan, tutorial
from tests.simulation.worlds import PLACES, around, province, question, requirement, site


def test_the_fast_way_and_the_plain_simulation_give_the_same_bytes() -> None:
    asked = plan(tutorial(), times(40, 640))

    for piece in asked.pieces:
        assert Bench(asked).run(piece) == Bench(asked, plain=True).run(piece)


def test_a_mast_in_a_known_gust_falls_as_often_as_its_curve_says() -> None:
    """One mast of 50 m/s in a gust of 58: its median is 1.2 times 50 = 60 m/s, beta 0.12.

    P = Phi(ln(58 f / 60) / 0.12), f = exp(0.1 z) for each of the eight strengths of the storm.
    """
    loaded = question(province(site("S1")), around("S1", 58.0), rule=requirement(1), horizon_h=6)
    loaded = replace(loaded, fragility=bundled_fragility())
    asked = plan(loaded, 4096, seed=3)
    normal = NormalDist()
    by_hand = [normal.cdf(log(58 * exp(0.1 * z) / 60) / 0.12) for z in stratum_deviates()]

    bench = Bench(asked)
    sums = added(Sums.from_bytes(bench.run(piece)) for piece in asked.pieces)
    (unit,) = answer_of(asked, Ground(asked), [sums]).units

    counted = sum(
        uniform_u32(3, "S1/mast#gust", sample) < threshold(by_hand[sample % 8])
        for sample in range(4096)
    )
    assert unit.chances.fails.happened == counted
    assert unit.chances.fails.low <= sum(by_hand) / 8 <= unit.chances.fails.high
    assert unit.causes["mast"] == counted
    assert dict(unit.minimum.counts) == {Fraction(0): counted, Fraction(1): 4096 - counted}


def test_runs_with_other_seeds_cover_the_exact_probability_as_often_as_they_promise() -> None:
    """Two masts side by side, one needed: it breaks when both fall, which the decision diagram knows exactly.

    S1, S2 in a gust of 58 m/s, within each of the eight strengths of the storm each by its own draw.
    """
    stands = province(site("S1"), site("S2", lon=PLACES["S1"]))
    loaded = question(stands, around("S1", 58.0), rule=requirement(1), horizon_h=6)
    loaded = replace(loaded, fragility=bundled_fragility())
    (unit,) = weak_points(
        loaded.province, loaded.requirements, loaded.scenario.horizon_h, Fraction(1),
        largest=1, chances=worst_chances(loaded), with_poles=True,
    ).units  # fmt: skip
    exact = unit.sides["pessimistic"].probability
    assert exact is not None
    assert 0.05 < exact < 0.95
    runs = times(80, 800)

    covered = 0
    for seed in range(runs):
        asked = plan(loaded, 256, seed=seed)
        bench = Bench(asked)
        sums = added(Sums.from_bytes(bench.run(piece)) for piece in asked.pieces)
        (told,) = answer_of(asked, Ground(asked), [sums]).units
        covered += told.chances.fails.low <= exact <= told.chances.fails.high

    # 95 % are promised at least; three standard errors of so many runs.
    assert covered / runs >= 0.95 - 3 * (0.95 * 0.05 / runs) ** 0.5


def test_what_goes_below_stays_below_to_the_end_and_is_counted_in_hours() -> None:
    loaded = question(province(site("S1")), around("S1", 90.0, at=2), horizon_h=6)
    asked = plan(replace(loaded, fragility=bundled_fragility()), 64)

    bench = Bench(asked)
    sums = added(Sums.from_bytes(bench.run(piece)) for piece in asked.pieces)
    (unit,) = answer_of(asked, Ground(asked), [sums]).units

    fallen = unit.chances.fails.happened
    assert fallen > 55
    assert unit.hours_below.mean == pytest.approx(4 * fallen / 64)
    assert unit.first_below_h is not None
    assert unit.first_below_h.counts == ((Fraction(2), fallen),)


def test_sums_may_be_added_in_any_order_and_split_anyhow() -> None:
    asked = plan(tutorial(), 3000)
    bench = Bench(asked)
    parts = [Sums.from_bytes(bench.run(piece)) for piece in asked.pieces]

    assert len(parts) == 3
    assert added(parts).to_bytes() == added(parts[::-1]).to_bytes()
    assert added(parts).samples == 3000


def test_a_changed_byte_is_noticed() -> None:
    asked = plan(tutorial(), 10)
    written = bytearray(Bench(asked).run(asked.pieces[0]))
    written[-1] ^= 1

    with pytest.raises(ValueError, match="damaged"):
        Sums.from_bytes(bytes(written))


def test_a_storm_is_the_same_whatever_else_is_asked() -> None:
    assert deviates(1, 7) == deviates(1, 7)
    assert deviates(1, 7) != deviates(1, 8)
    assert deviates(1, 7) != deviates(2, 7)
