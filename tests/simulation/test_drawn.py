"""One sample of damage, by hand: when a draw fails an asset, what mends it, what hangs on it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from planner.hazard.fragility import GustCurves, gust_thresholds
from planner.hazard.fragility_library import FragilityLibrary
from planner.scenario.records import Damage, Derate, MobileGenerator, Repair
from planner.scenario.run import run_scenario
from planner.simulation.chances import draw_name
from planner.simulation.draws import uniform_u32
from tests.simulation.worlds import (
    INF,
    NAME,
    H,
    around,
    generator,
    gust,
    province,
    question,
    site,
    span_h,
)

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.inventory.province import Province
    from planner.scenario.run import Run

HOURS = tuple(Fraction(hour) for hour in range(9))
SURE = {"median_ratio": 1, "beta": 0}
"""Fails above its design gust, as in design mode, at the step."""
WIDE = {"median_ratio": 1.2, "beta": 0.3}


def sampled(
    stands: Province, felt: dict[str, list[float]], *happenings: Any, sample: int = 0,
    curves: dict[str, Any] | None = None, sd: float = 0, seed: int = 7, **library: Any,
) -> Run:  # fmt: skip
    """A run of one sample under these gusts at hours 0, 1, 2 …"""
    kinds = ("mast", "line", "segment", "drop", "dish")
    rows = tuple({"kind": kind, **(SURE if curves is None else curves)} for kind in kinds)
    made = FragilityLibrary.model_validate({"id": "lib", "name": NAME, "gusts": rows, **library})
    asked = question(stands, *happenings)
    changed = {"damage": Damage(mode="sampled", storm_wide_log_sd=sd), "seed": seed}
    scenario = asked.scenario.model_copy(update=changed)
    asked = replace(asked, scenario=scenario, fragility=made, sample=sample)
    return run_scenario(asked, {name: (HOURS, tuple(each)) for name, each in felt.items()})


def failed(run: Run, asset: str, side: Any = "pessimistic") -> Intervals:
    """When the asset has failed."""
    return run.storm_runs[side].failed.get(asset, ())


def mended(asset: str, at: int) -> Repair:
    """A repair."""
    return Repair(do="repair", asset=asset, at_h=Fraction(at))


STORM = [0, 20, 40, 55, 60, 55, 40, 20, 0.0]


def test_an_asset_fails_at_the_first_step_above_what_it_stands_not_between_two() -> None:
    run = sampled(province(), {"S1/mast": STORM})

    assert failed(run, "S1/mast") == span_h((3, INF))


def test_mended_in_the_storm_it_falls_again_at_the_next_step_and_mended_after_it_stands() -> None:
    run = sampled(province(), {"S1/mast": STORM}, mended("S1/mast", 4), mended("S1/mast", 6))

    assert failed(run, "S1/mast") == span_h((3, 6)), "at hour 4 the gust still breaks it, at once"


def test_a_draw_is_kept_for_the_whole_storm() -> None:
    felt = {"S1/mast": STORM}
    for sample in range(40):
        once = sampled(province(), felt, sample=sample, curves=WIDE)
        again = sampled(
            province(), felt, mended("S1/mast", 5), mended("S1/mast", 7), sample=sample, curves=WIDE
        )
        onset = [start for start, _ in failed(once, "S1/mast")]
        if onset and onset[0] <= 3:  # then the same gust breaks it as the storm goes down
            assert failed(again, "S1/mast") == ((onset[0], H(7)),)


def test_the_first_failing_step_is_that_of_the_draw() -> None:
    for sample in range(30):
        run = sampled(province(), {"S1/mast": STORM}, sample=sample, curves=WIDE, sd=0.1)
        drawn = run.ordeal.drawn
        assert drawn is not None
        u = uniform_u32(7, draw_name(("S1/mast", "gust")), sample)

        one = np.ones(1)
        curve = GustCurves(60 * one, 0.3 * one, one, 0 * one, np.zeros(640))
        limits = gust_thresholds(np.array([STORM]) * drawn.factor, curve, one)[0, 0]
        below = [H(hour) for hour, limit in enumerate(limits.tolist()) if u < limit]
        assert [start for start, _ in failed(run, "S1/mast")] == below[:1]


def test_a_footprint_fails_it_from_its_first_instant_and_again_after_a_repair_within() -> None:
    gale = around("S1", 60, at=1.25, until=9)

    run = sampled(province(), {}, gale, mended("S1/mast", 5), mended("S1/mast", 20))

    assert failed(run, "S1/mast") == span_h((H("1.25"), 20))


def test_a_cable_on_the_poles_of_a_line_falls_with_the_line_and_waits_for_its_own_repair() -> None:
    stands = province(
        site(
            "S1",
            drops=({"node": "H", "mounting": "aerial", "design_wind": gust(90), "poles": "L1"},),
        )
    )
    wind = {"L1": STORM}

    run = sampled(stands, wind, mended("L1", 7), mended("S1/drop/H", 8))

    assert failed(run, "L1") == span_h((3, 7))
    assert failed(run, "S1/drop/H") == span_h((3, 8))
    [cause] = run.pessimistic.failures["S1/drop/H"]
    assert (cause.kind, cause.by) == ("poles", "L1")


def test_what_nobody_surveyed_and_no_curve_speaks_of_is_bracketed() -> None:
    stands = province(site("S1", structure={"design_wind": None}))

    run = sampled(stands, {"S1/mast": STORM}, mended("S1/mast", 20))

    assert failed(run, "S1/mast") == span_h((0, INF)), "the first breath of wind, and never mended"
    assert failed(run, "S1/mast", "optimistic") == ()
    assert run.verdicts[0].outcome == "unknown"


def test_with_a_curve_for_its_class_it_fails_alike_on_both_sides_and_that_is_said() -> None:
    stands = province(site("S1", structure={"design_wind": None}))
    curves = {"median_mps": 50, "beta": 0, "source": {"reporter": "Nobody"}}

    run = sampled(stands, {"S1/mast": STORM}, curves=curves)

    assert failed(run, "S1/mast") == failed(run, "S1/mast", "optimistic") == span_h((3, INF))
    said = [text.en for text in run.assumptions]
    assert (
        "masts whose design wind was not surveyed (1) fail by the curve of their class (Nobody)"
        in said
    )
    assert any("sample 0, seed 7" in text for text in said)


def test_a_derated_mast_stands_more_while_it_is_derated() -> None:
    light = Derate(do="derate", site="S1", at_h=H(2), until_h=H(6), factor=1.25)

    kept = sampled(province(), {"S1/mast": STORM}, light)
    late = sampled(province(), {"S1/mast": [*STORM[:6], 55, 0, 0]}, light)

    assert failed(kept, "S1/mast") == ()
    assert failed(late, "S1/mast") == span_h((6, INF))
    [cause] = late.pessimistic.failures["S1/mast"]
    assert cause.intensity == 60
    assert cause.capacity == pytest.approx(50)


def test_the_strength_of_the_storm_is_one_for_the_whole_province() -> None:
    stands = province(site("S1"), site("S2"))
    felt = {"S1/mast": [52.0] * 9, "S2/mast": [52.0] * 9, "L1": [47.0] * 9}

    lost = {
        sample: {
            asset for asset in felt if failed(sampled(stands, felt, sample=sample, sd=0.1), asset)
        }
        for sample in range(16)
    }

    assert all(found in (set(), set(felt)) for found in lost.values())
    assert [bool(lost[s]) for s in range(8)] == [False] * 3 + [True] * 5, "by stratum"
    assert [lost[s] for s in range(8)] == [lost[s + 8] for s in range(8)]


def test_water_over_the_floor_takes_a_share_of_the_equipment() -> None:
    stands = province(site("S1"), site("S2"), site("S3"))
    depths = {"steps": ({"above_m": 0, "probability": 0.25}, {"above_m": 2, "probability": 1})}
    shallow, deep = around("S1", 1.5, water=True), around("S2", 3.5, water=True)

    runs = [sampled(stands, {}, shallow, deep, sample=k, depths=depths) for k in range(60)]

    assert all(failed(run, "S2/equipment") == span_h((0, INF)) for run in runs)
    share = sum(bool(failed(run, "S1/equipment")) for run in runs) / 60
    assert 0.1 < share < 0.45
    assert not any(failed(run, "S3/equipment") for run in runs)


LIVES = (
    {"maintenance": "good", "fails_to_start": 0, "mttf_h": 10},
    {"maintenance": "poor", "fails_to_start": 1, "mttf_h": 10},
)


def test_a_generator_of_unknown_maintenance_does_not_start_on_the_pessimistic_side_only() -> None:
    stands = province(site("S1", battery_h=H(0), generators=(generator(72),)))
    dark = around("L1", 60)

    run = sampled(stands, {}, dark, generators=LIVES)

    assert run.pessimistic.powered["S1"] == ()
    assert run.pessimistic.views[None].plants["S1"].stopped == {"S1/gen/g1": span_h((0, INF))}
    life = run.ordeal.life_h("S1/gen/g1", "optimistic")
    assert life is not None
    assert run.optimistic.powered["S1"] == span_h((0, life))
    [link] = [c for c in run.verdicts[0].losses[0].chain.because if c.kind == "generator-stopped"]
    assert (link.subject, link.since_h, link.amount) == ("S1/gen/g1", life, float(life))


def test_a_generator_that_is_sent_out_may_be_badly_kept_too() -> None:
    stands = province(site("S1", battery_h=H(0)))
    sent = MobileGenerator.model_validate(
        {"do": "mobile-generator", "id": "m", "to": "S1", "at_h": H(5), "tank_l": H(99),
         "burn_l_per_h": H(1), "maintenance": "poor"}
    )  # fmt: skip

    run = sampled(stands, {}, around("L1", 60), sent, generators=LIVES)

    assert run.optimistic.powered["S1"] == ()
    assert run.ordeal.life_h("S1/gen/m", "optimistic") == 0


def test_a_landslide_spares_nothing_in_any_sample() -> None:
    slide = around("S1", 2, at=3).model_copy(update={"quantity": "landslide_m"})

    for sample in (0, 5, 11):
        run = sampled(province(), {}, slide, mended("S1/mast", 9), sample=sample)
        assert failed(run, "S1/mast") == span_h((3, INF)), "the ground still moves at hour 9"
