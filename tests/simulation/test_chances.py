"""The thresholds that samples are drawn against: which rows, at which steps, from which curve."""

from __future__ import annotations

from fractions import Fraction
from math import exp
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from planner.hazard.assets import assets
from planner.hazard.fragility_library import FragilityLibrary
from planner.simulation.chances import CERTAIN, Chances, draw_name, life_draw_name
from planner.simulation.frailty import Frailty, frailty
from planner.simulation.ordeal import Derating, InFootprint
from planner.simulation.storming import Footing, chances
from tests.simulation.worlds import INF, NAME, H, generator, province, site, span

if TYPE_CHECKING:
    from planner.inventory.province import Province

MAST = {"kind": "mast", "median_ratio": 1.2, "beta": 0.12}
ANY_MAST = {"kind": "mast", "median_mps": 60.5, "beta": 0.12}
POLES = {"kind": "line", "median_mps": 58.2, "beta": 0.195, "span_m": 38}
DEPTHS = {"steps": ({"above_m": 0, "probability": 0.25}, {"above_m": 1, "probability": 1})}
HOURS = tuple(Fraction(hour) for hour in range(6))


def library(*gusts: dict[str, Any], **more: Any) -> FragilityLibrary:
    """A library of these curves."""
    return FragilityLibrary.model_validate({"id": "lib", "name": NAME, "gusts": gusts, **more})


def frail(stands: Province, *gusts: dict[str, Any], sd: float = 0, **more: Any) -> Frailty:
    """The frailty of a province; the storm is of one strength unless said otherwise."""
    places = {id_: asset.geometry for id_, asset in assets(stands).items()}
    return frailty(stands, library(*gusts, **more), (), places, sd, H(72))


def footing(**more: Any) -> Footing:
    """Nothing but wind, within 72 h."""
    nothing: dict[str, Any] = {
        name: {} for name in
        ("gust_footprints", "flood_footprints", "ground_footprints", "derated", "since_h")
    }  # fmt: skip
    return Footing(H(72), **(nothing | more))


def blown(of: Frailty, felt: dict[str, list[float]], times: Any = HOURS, **more: Any) -> Chances:
    """The chances under a gust at these assets, and calm everywhere else."""
    gusts = np.zeros((len(times), len(of.assets)))
    for asset, values in felt.items():
        gusts[:, of.assets.index(asset)] = values
    return chances(of, times, gusts, footing(**more))


def steps_of(found: Chances, asset: str, quantity: Any = "gust") -> list[float]:
    """The chance of one row at each step, in the middle of the storm's strengths."""
    number = found.row_of((asset, quantity))
    assert number is not None
    return [round(float(p) / CERTAIN, 6) for p in found.at_steps([number])[0, 3]]


def test_only_what_can_fail_has_a_row_and_rows_are_sorted() -> None:
    of = frail(province(site("S1"), site("S2")), MAST, POLES)

    found = blown(of, {"S2/mast": [0, 50, 60, 50, 0, 0], "L1": [0, 40, 0, 0, 0, 0]})

    assert found.rows == (("S2/mast", "gust"),), "nobody has a curve for a line of 45 m/s: a step"
    assert found.row_of(("S1/mast", "gust")) is None
    assert draw_name(found.rows[0]) == "S2/mast#gust"
    assert life_draw_name("S1/gen/g1") == "S1/gen/g1#life"


def test_a_mast_whose_design_wind_is_known_fails_by_its_own_and_any_other_by_its_class() -> None:
    stands = province(site("S1"), site("S2", structure={"design_wind": None}))

    found = blown(frail(stands, MAST, ANY_MAST), {"S1/mast": [60.0] * 6, "S2/mast": [60.5] * 6})

    assert steps_of(found, "S1/mast")[0] == 0.5, "1.2 times 50 m/s"
    assert steps_of(found, "S2/mast")[0] == 0.5
    assert found.curve_uses == {1: 1}


def test_what_was_surveyed_but_has_no_curve_of_its_own_fails_as_in_design() -> None:
    found = blown(frail(province(), MAST), {"L1": [44, 45, 45.5, 0, 0, 46]})

    assert steps_of(found, "L1") == [0, 0, 1, 0, 0, 1]


def test_a_line_has_as_many_poles_as_were_counted_or_as_its_length_asks_for() -> None:
    line: dict[str, Any] = {"design_wind": None, "mounting": "aerial"}
    counted = frail(province(lines=[span("L1", "PS", "F1", pole_count=7, **line)]), POLES)
    measured = frail(province(lines=[span("L1", "PS", "F1", **line)]), POLES)

    at = [counted.assets.index("L1"), measured.assets.index("L1")]
    assert counted.curves.members[at[0]] == 7
    assert measured.curves.members[at[1]] == pytest.approx(11_060 / 38, rel=0.01), "0.1 degrees"


def test_the_final_threshold_is_the_largest_of_all_steps_and_windows() -> None:
    of = frail(province(), MAST, sd=0.1)
    here = {"S1/mast": (InFootprint("W", H(1), H(3), 58.0),)}

    found = blown(of, {"S1/mast": [0, 30, 55, 40, 20, 0]}, gust_footprints=here)

    steps = found.at_steps([0])[0]
    [window] = found.windows
    assert (found.final[0] == np.maximum(steps.max(axis=1), np.array(window.thresholds))).all()
    assert (window.start_h, window.end_h, window.by) == (H(1), H(3), "W")
    assert list(window.thresholds) == sorted(window.thresholds), "the stronger storm breaks more"


def test_a_lightened_mast_feels_the_gust_over_its_factor_while_it_is_lightened() -> None:
    of = frail(province(), MAST)
    light = {"S1": (Derating(H(2), H(4), H("1.25")),)}

    found = blown(of, {"S1/mast": [60.0] * 6}, derated=light)

    by_hand = blown(of, {"S1/mast": [60, 60, 48, 48, 60, 60]})
    assert steps_of(found, "S1/mast") == steps_of(by_hand, "S1/mast")
    assert found.final.tolist() == by_hand.final.tolist()


def test_a_footprint_over_a_lightened_mast_is_cut_where_the_load_goes_off_and_on() -> None:
    light = {"S1": (Derating(H(2), H(4), H("1.25")),)}
    here = {"S1/mast": (InFootprint("W", H(1), INF, 60.0),)}

    found = blown(frail(province(), MAST), {}, derated=light, gust_footprints=here)

    assert [(w.start_h, w.end_h) for w in found.windows] == [
        (H(1), H(2)), (H(2), H(4)), (H(4), INF),
    ]  # fmt: skip
    assert found.windows[0].thresholds == found.windows[2].thresholds
    assert found.windows[1].thresholds < found.windows[0].thresholds


def test_steps_before_hour_0_are_felt_at_hour_0_and_steps_past_the_end_are_not() -> None:
    of = frail(province(), MAST)
    times = tuple(H(each) for each in (-2, -1, 1, 72, 73))

    found = blown(of, {"S1/mast": [60, 50, 40, 99, 99]}, times)

    assert found.times_h == (H(0), H(1))
    assert steps_of(found, "S1/mast")[0] == 0.5


def test_water_is_measured_from_the_floor_and_ground_that_moves_takes_all() -> None:
    of = frail(province(), depths=DEPTHS)
    wet = {"S1/equipment": (InFootprint("W", H(1), H(9), 1.4), InFootprint("W2", H(9), H(10), 3.0))}
    slid = {"S1/mast": (InFootprint("G", H(5), INF, 1.0),)}

    found = blown(of, {}, flood_footprints=wet, ground_footprints=slid)

    assert found.rows == (("S1/equipment", "flood"), ("S1/mast", "ground"))
    assert [w.thresholds[0] / CERTAIN for w in found.windows] == [0.25, 1, 1]


def test_without_a_curve_for_water_any_over_the_floor_ends_the_equipment() -> None:
    wet = {
        "S1/equipment": (InFootprint("W", H(1), H(9), 1.0), InFootprint("W2", H(9), H(10), 1.01))
    }

    [window] = blown(frail(province()), {}, flood_footprints=wet).windows

    assert (window.by, window.thresholds[0]) == ("W2", CERTAIN)


def test_a_generator_that_is_sent_is_not_wet_before_it_comes() -> None:
    of = frail(province(site("S1", generators=(generator(5),))), depths=DEPTHS)
    wet = {"S1/gen/g1": (InFootprint("W", H(1), H(9), 2.5),)}

    found = blown(of, {}, flood_footprints=wet, since_h={"S1/gen/g1": H(6)})

    assert [(w.start_h, w.end_h) for w in found.windows] == [(H(6), H(9))]
    assert blown(of, {}, flood_footprints=wet, since_h={"S1/gen/g1": H(9)}).windows == ()


def test_what_was_not_surveyed_and_has_no_curve_is_named_with_its_first_breath_of_wind() -> None:
    stands = province(site("S1", structure={"design_wind": None}, floor_height_m=None))
    wet = {"S1/equipment": (InFootprint("W", H(4), H(9), 0.1),)}

    found = blown(frail(stands), {"S1/mast": [0, 0, 8, 9, 0, 0]}, flood_footprints=wet)

    assert found.rows == ()
    assert [(n.asset, n.onset_h, n.worst) for n in found.unknown] == [
        ("S1/equipment", H(4), 0.1), ("S1/mast", H(1), 9),
    ]  # fmt: skip


def test_a_generator_of_unknown_maintenance_lives_long_on_one_side_only() -> None:
    lives = (
        {"maintenance": "good", "fails_to_start": 0.01, "mttf_h": 1500},
        {"maintenance": "poor", "fails_to_start": 0.01, "mttf_h": 70},
    )
    sets = (
        generator(5),
        generator(5, "g2", maintenance="good"),
        generator(5, "g3", maintenance="poor"),
    )

    of = frail(province(site("S1", generators=sets)), generators=lives)

    assert of.generators == ("S1/gen/g1", "S1/gen/g2", "S1/gen/g3")
    worst, best = of.lives["pessimistic"], of.lives["optimistic"]
    assert worst.shape == (3, 73)
    assert (worst[0] == worst[2]).all()
    assert (best[0] == best[1]).all()
    assert (worst[1:] == best[1:]).all()
    assert (best <= worst).all()


def test_a_library_that_says_nothing_of_generators_lets_them_run() -> None:
    of = frail(province(site("S1", generators=(generator(5),))))

    assert of.lives["pessimistic"].max() == 0


def test_the_storm_is_as_often_stronger_as_weaker_than_it_was_said_to_be() -> None:
    factors = frail(province(), sd=0.1).factors

    by_hand = [exp(0.1 * NormalDist().inv_cdf((c + 0.5) / 8)) for c in range(8)]
    assert factors == pytest.approx(by_hand, rel=1e-12)
    assert factors[:4] * factors[:3:-1] == pytest.approx(1)
    assert frail(province()).factors.tolist() == [1] * 8
