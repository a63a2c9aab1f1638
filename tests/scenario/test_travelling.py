from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from planner.policy.duties.sending import first_to_come, teams
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from planner.scenario.travelling import Travelling
from tests.tutorial.runs import FOLDER, hours, run_of

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.network.road_map import RoadMap
    from planner.network.sides import Side


def maps() -> dict[Side, RoadMap]:
    run = run_of("storm")
    return Travelling(run.loaded).maps(run.felt.model, run.storm_runs)


def closed(side: Side) -> dict[str, Intervals]:
    return maps()[side].closed


def test_a_road_is_closed_by_wind_by_its_bridge_and_by_the_water_over_it() -> None:
    # gio-bien 48 m/s 6-12, gio-dao 48 m/s 7-15, gio-song 46 m/s 8-14: all above force 10, where nobody drives.
    assert closed("pessimistic") == {
        "CAU-MAU": hours((8, 14), (24, 66)),  # the bridge falls at 24 and is back at 66
        "DT-1": hours((8, 14)),
        "DT-2": hours((6, 14), (18, 42)),  # nobody surveyed it for the flood of 18 to 42
        "DT-3": hours((6, 12)),
        "DT-4": hours((6, 12)),
        "TAU-DAO": hours((6, 15)),
    }


@pytest.mark.parametrize(
    ("gust", "force", "stops"), [(24.5, 8, True), (24.4, 8, False), (24.5, 9, False), (30.0, 9, True)]
)
def test_a_boat_stops_from_the_force_that_is_written_at_it(gust: float, force: int, stops: bool) -> None:
    """Force 8 is a mean of 17.2 m/s, a gust of 17.2 x 1.42 = 24.42 here; force 9 begins at 20.8, a gust of 29.5."""
    loaded = load_scenario(FOLDER / "roads.yaml")
    storm, province = loaded.storm, loaded.province
    assert storm is not None
    prints = tuple(
        each.model_copy(update={"value": gust}) if each.quantity == "gust_mps" else each for each in storm.footprints
    )
    boat = province.sea_routes["TAU-DAO"].model_copy(update={"closed_from_force": force})
    run = run_scenario(
        replace(
            loaded,
            storm=storm.model_copy(update={"footprints": prints}),
            province=replace(province, sea_routes={"TAU-DAO": boat}),
        ),
        explain=False,
    )

    sides = Travelling(run.loaded).maps(run.felt.model, run.storm_runs)

    for side in sides.values():
        assert side.closed["TAU-DAO"] == (hours((0, 20)) if stops else ())


def test_a_road_not_surveyed_for_floods_is_open_on_the_kind_side() -> None:
    assert closed("optimistic") == {**closed("pessimistic"), "DT-2": hours((6, 14))}


def test_with_nothing_failed_every_road_is_open() -> None:
    at_rest = Travelling(run_of("storm").loaded).maps(None, None)

    for side in at_rest.values():
        assert not any(side.closed.values())
        assert all(not access.closed for access in side.access.values())


def test_the_fiber_team_waits_for_the_ferry() -> None:
    """Ordered out at 5 and ready at 5:30; DT-4 takes 20 minutes, so the boat would be met by the wind of 6."""
    run = run_of("storm")
    fiber = teams(run.loaded.province.resources.values(), "fiber", "pessimistic")

    sent = first_to_come(maps()["pessimistic"], fiber, "CP-DAO", Fraction(5), "pessimistic")

    assert sent is not None
    assert sent.coming.road is not None
    assert sent.coming.road.ways == ("DT-4", "TAU-DAO")
    assert sent.coming.road.at_h == 16  # the sea opens at 15, and the boat takes an hour
    assert sent.coming.road.waited_h == Fraction(15) - Fraction(35, 6)


def test_a_place_that_is_cut_off_is_reached_when_the_water_has_gone() -> None:
    """The surge stands at D1 from 20 to 32; the island is reached long before."""
    roads = maps()["pessimistic"]

    there = roads.coming("DOI-CAP", "D1", Fraction(21))

    assert there is not None
    assert there.road is not None
    assert there.road.at_h < 23
    assert there.at_h == 32 + roads.access["D1"].hours


def test_a_site_far_from_any_road_node_is_reached_at_once_or_never() -> None:
    both = maps()

    assert "N4" not in both["pessimistic"].access
    assert both["pessimistic"].coming("DOI-VT", "N4", Fraction(3)) is None
    kind = both["optimistic"].coming("DOI-VT", "N4", Fraction(3))
    assert kind is not None
    assert kind.at_h == 3
    assert kind.road is None


@pytest.mark.parametrize("side", ["pessimistic", "optimistic"])
def test_the_last_start_arrives_in_time_and_a_second_later_does_not(side: Side) -> None:
    roads = maps()[side]

    for place in ("B1", "B2", "D1", "D3", "S1", "S3", "CP-DAO"):
        for by_h in (Fraction(5), Fraction(17), Fraction(33), Fraction(60)):
            for base in ("DOI-CAP", "DOI-VT"):
                last = roads.last_start_h(base, place, by_h)
                first = roads.coming(base, place, Fraction(0))
                assert (last is None) == (first is None or first.at_h > by_h)
                if last is not None:
                    in_time = roads.coming(base, place, last)
                    late = roads.coming(base, place, last + Fraction(1, 3600))
                    assert in_time is not None
                    assert in_time.at_h <= by_h
                    assert late is None or late.at_h > by_h
