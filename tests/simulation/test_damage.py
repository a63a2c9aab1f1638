"""When an asset has failed: removals, wind, water, groups, poles, repairs; and the union of it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.diagnostics import Place
from planner.inventory.province import SetAside
from planner.scenario.records import Derate, Repair
from planner.simulation.damage import (
    Failure,
    FootprintThreat,
    GustSeries,
    SeriesThreat,
    Struck,
    failed_intervals,
    failures_of,
)
from tests.simulation.worlds import (
    INF,
    H,
    around,
    generator,
    go,
    gust,
    lost,
    province,
    site,
    span,
    span_h,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.intervals import Intervals
    from planner.scenario.run import Run

STEADY = ((H(0), H(45)),)


def failed(
    struck: Struck, groups: Mapping[str, tuple[str, ...]] | None = None, **more: Struck
) -> Intervals:
    everything = {"X": struck, **more}
    return failed_intervals(failures_of(everything, groups or {}, H(72))).get("X", ())


def gone(start: float, end: float = INF, by: str = "storm") -> Failure:
    return Failure(H(start), end if end == INF else H(end), "removal", by)


def footprint(start: float, end: float, value: float = 50.0) -> FootprintThreat:
    return FootprintThreat(
        "gust", "wind", STEADY, True, H(start), end if end == INF else H(end), value
    )


def series(*points: tuple[float, float], cap: float = 45) -> SeriesThreat:
    line = GustSeries(tuple(H(t) for t, _ in points), np.array([v for _, v in points]))
    return SeriesThreat("gust", "storm", ((H(0), H(cap)),), True, line)


# --- removals ---


def test_a_removal_holds_from_its_hour_to_its_end() -> None:
    assert failed(Struck(given=(gone(5, 9),))) == span_h((5, 9))
    assert failed(Struck(given=(gone(5),))) == span_h((5, INF))


def test_what_began_before_hour_0_counts_from_0_and_what_begins_at_the_horizon_is_ignored() -> None:
    assert failed(Struck(given=(gone(-3, 4),))) == span_h((0, 4))
    assert failed(Struck(given=(gone(-3, -1),))) == ()
    assert failed(Struck(given=(gone(72),))) == ()


def test_causes_that_overlap_make_one_failed_time() -> None:
    assert failed(Struck(given=(gone(5, 9), gone(7, 12), gone(12, 13)))) == span_h((5, 13))


def test_a_repair_ends_what_began_before_it_and_not_what_begins_with_it() -> None:
    assert failed(Struck(given=(gone(5),), repairs_h=(H(8),))) == span_h((5, 8))
    assert failed(Struck(given=(gone(8),), repairs_h=(H(8),))) == span_h((8, INF))
    assert failed(Struck(given=(gone(5, 6), gone(7)), repairs_h=(H(8),))) == span_h((5, 6), (7, 8))


def test_a_repair_of_what_stands_does_nothing() -> None:
    assert failed(Struck(repairs_h=(H(8),))) == ()


# --- wind and water ---


def test_an_asset_fails_at_the_first_instant_above_its_capacity_and_stays_failed() -> None:
    assert failed(Struck(threats=(footprint(5, 9),))) == span_h((5, INF))


def test_just_the_capacity_does_no_harm() -> None:
    assert failed(Struck(threats=(footprint(5, 9, 45.0),))) == ()


def test_a_broken_line_is_crossed_between_its_steps_and_rounded_up_to_the_second() -> None:
    # From 30 at 0 h to 70 at 8 h, 5 m/s an hour: 45 is crossed at 3 h. With 46.001 it is 3.2002 h, between two seconds.
    assert failed(Struck(threats=(series((0, 30), (8, 70)),))) == span_h((3, INF))
    ((onset, _),) = failed(Struck(threats=(series((0, 30), (8, 70), cap=46.001),)))
    assert onset * 3600 == 11521  # 16.001 / 5 x 3600 = 11520.72 s, up to the whole second


def test_mended_in_the_middle_of_the_wind_it_fails_again_at_once() -> None:
    assert failed(Struck(threats=(footprint(5, 9),), repairs_h=(H(7),))) == span_h((5, INF))


def test_mended_as_the_wind_ends_it_stands() -> None:
    assert failed(Struck(threats=(footprint(5, 9),), repairs_h=(H(9),))) == span_h((5, 9))


def test_mended_between_two_winds_it_falls_to_the_second() -> None:
    threats = (footprint(5, 9), footprint(20, 24))

    assert failed(Struck(threats=threats, repairs_h=(H(10),))) == span_h((5, 10), (20, INF))


def test_what_was_felt_and_what_was_stood_are_kept() -> None:
    (cause,) = failures_of({"X": Struck(threats=(footprint(5, 9, 52.0),))}, {}, H(72))["X"]

    assert (cause.kind, cause.by, cause.intensity, cause.capacity) == ("gust", "wind", 52.0, 45.0)


# --- groups ---


def test_a_group_takes_its_members_and_a_member_takes_nobody() -> None:
    groups = {"X": ("bridge",), "Y": ("bridge",)}

    assert failed(Struck(), groups, bridge=Struck(given=(gone(5, 9),))) == span_h((5, 9))
    assert failed(Struck(), groups, Y=Struck(given=(gone(5),))) == ()


def test_the_repair_of_a_member_ends_what_it_had_from_its_group() -> None:
    groups = {"X": ("bridge",)}

    intervals = failed(Struck(repairs_h=(H(7),)), groups, bridge=Struck(given=(gone(5),)))

    assert intervals == span_h((5, 7))


def test_the_repair_of_the_group_gives_back_all_members() -> None:
    bridge = Struck(given=(gone(5),), repairs_h=(H(8),))

    assert failed(Struck(), {"X": ("bridge",)}, bridge=bridge) == span_h((5, 8))


# --- in a province ---


def failed_in(run: Run, asset: str, side: str = "pessimistic") -> Intervals:
    return run.storm_runs[side].failed.get(asset, ())  # type: ignore[index]


def test_a_site_named_by_its_id_loses_mast_and_equipment() -> None:
    run = go(province(), lost("S1", at=5), Repair(do="repair", asset="S1", at_h=H(9)))

    assert failed_in(run, "S1/mast") == failed_in(run, "S1/equipment") == span_h((5, 9))


def test_a_cable_on_poles_fails_with_the_wind_that_breaks_the_line() -> None:
    """C1 (60 m/s) hangs on L1 (45 m/s); a gust of 50 m/s comes to L1."""
    stands = province(segments=[span("C1", "GW", "H", "aerial", design_wind=gust(60), poles="L1")])

    run = go(stands, around("L1", 50, at=6, until=9), Repair(do="repair", asset="C1", at_h=H(20)))

    assert failed_in(run, "L1") == span_h((6, INF))
    assert failed_in(run, "C1") == span_h((6, 20))  # its own repair; the line stays down


def test_taking_the_line_away_does_not_cut_the_cable_on_its_poles() -> None:
    stands = province(segments=[span("C1", "GW", "H", "aerial", design_wind=gust(60), poles="L1")])

    assert failed_in(go(stands, lost("L1", at=6)), "C1") == ()


def test_mending_the_line_does_not_mend_the_cable() -> None:
    stands = province(segments=[span("C1", "GW", "H", "aerial", design_wind=gust(60), poles="L1")])

    run = go(stands, around("L1", 50, at=6, until=9), Repair(do="repair", asset="L1", at_h=H(12)))

    assert failed_in(run, "L1") == span_h((6, 12))
    assert failed_in(run, "C1") == span_h((6, INF))


def test_water_takes_equipment_and_generators_by_their_own_floors() -> None:
    stands = province(site("S1", generators=(generator(9), generator(9, "g2", floor_height_m=2))))

    run = go(stands, around("S1", 1.5, at=6, until=9, water=True))

    assert failed_in(run, "S1/equipment") == span_h((6, INF))  # floor 1 m
    assert failed_in(run, "S1/gen/g1") == span_h((6, INF))  # the site's floor
    assert failed_in(run, "S1/gen/g2") == ()  # 2 m


def test_wind_does_not_take_what_lies_underground_and_water_not_what_stands_above() -> None:
    run = go(province(), around("S1", 80, at=6), around("S1", 1.0, at=6, water=True))

    assert failed_in(run, "S1/drop/H") == failed_in(run, "S1/service-drop") == ()
    assert failed_in(run, "S1/equipment") == ()  # floor 1 m, water 1 m
    assert failed_in(run, "S1/mast") == span_h((6, INF))


def test_a_derated_mast_stands_more_while_it_is_derated() -> None:
    # 50 x 1.25 = 62.5 > 60 over [4, 8); the gust lasts to 10, so the mast falls at 8.
    derate = Derate(do="derate", site="S1", at_h=H(4), until_h=H(8), factor=1.25)

    assert failed_in(go(province(), around("S1", 60, at=6, until=10), derate), "S1/mast") == span_h(
        (8, INF)
    )
    assert failed_in(go(province(), around("S1", 60, at=6, until=8), derate), "S1/mast") == ()


def test_a_mast_of_unknown_strength_falls_at_the_first_wind_or_never_and_no_repair_is_believed() -> (
    None
):
    stands = province(site("S1", structure={"design_wind": None}))
    mended = Repair(do="repair", asset="S1/mast", at_h=H(20))

    run = go(stands, around("S1", 12, at=6, until=9), mended)

    assert failed_in(run, "S1/mast") == span_h((6, INF))
    assert failed_in(run, "S1/mast", "optimistic") == ()


def test_an_unknown_line_takes_the_cable_on_its_poles_at_worst() -> None:
    stands = province(
        lines=[span("L1", "PS", "F1", "aerial")],
        segments=[span("C1", "GW", "H", "aerial", design_wind=gust(60), poles="L1")],
    )

    run = go(stands, around("L1", 12, at=6, until=9), Repair(do="repair", asset="C1", at_h=H(20)))

    assert failed_in(run, "C1") == span_h((6, INF))
    assert failed_in(run, "C1", "optimistic") == ()


def test_members_of_a_group_set_aside_have_failed_from_the_start_at_worst() -> None:
    aside = SetAside("srlgs", "bridge", None, None, Place("x.yaml", 1, 1), ("E113",))
    stands = province(segments=[span("C1", "GW", "H", srlgs=("bridge",))], set_aside=[aside])

    run = go(stands, Repair(do="repair", asset="C1", at_h=H(5)))

    assert failed_in(run, "C1") == span_h((0, INF))
    assert failed_in(run, "C1", "optimistic") == ()
