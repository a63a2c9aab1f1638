"""What `why` says of a site's reach and fuel, over the tutorial's lesson of roads: every figure by hand."""

from __future__ import annotations

import json
from fractions import Fraction
from math import ceil

import pytest

from planner.foundation.places import distance_km
from planner.plan.site_more import site_fuel, site_more_lines, site_reach
from tests.cli.running import planner_says
from tests.tutorial.runs import FOLDER, run_of

ROADS = str(FOLDER / "roads.yaml")


def test_a_site_tells_whom_it_reaches_for_certain_and_perhaps() -> None:
    """THON-BAC with 3,000 people lies beside D2, THON-NAM with 2,000 beside D1; the two sites are 6 km apart."""
    run = run_of("roads")

    d1, d2 = (site_reach(run, site).communes for site in ("D1", "D2"))

    assert [(each.id, each.sure, each.perhaps) for each in d2] == [("xa-dao", 3000, 3000)]
    assert [(each.id, each.sure) for each in d1] == [("xa-dao", 2000)]


@pytest.mark.parametrize("site", run_of("roads").loaded.province.sites)
def test_what_is_certain_is_never_more_than_what_may_be(site: str) -> None:
    told = site_reach(run_of("roads"), site)

    assert all(0 <= each.sure <= each.perhaps for each in (*told.communes, *told.posts))


def test_a_site_that_a_posts_phone_names_reaches_the_post_for_certain() -> None:
    """CP-DAO's phone is served by what its record names, whatever the formula says."""
    run = run_of("roads")
    province = run.loaded.province
    named = {
        (site, post.id)
        for post in province.command_posts.values()
        for means in post.means
        if not isinstance(means, str)
        for site in means.served_by
    }

    for site, post in named:
        assert (post, 1) in [(each.id, each.sure) for each in site_reach(run, site).posts]


def test_the_fuel_of_a_site_adds_up_and_names_what_comes_next() -> None:
    """D2: half of 288 l at 4 l/h from hour 2 on lasts 36 h, to 38. A full tank comes from XE-DAU for 42."""
    fuel = site_fuel(run_of("roads"), "D2")

    assert fuel is not None
    assert [fuel.start_l, fuel.burn_l_per_h, fuel.burnt_l, fuel.left_l] == [144, 4, 144, 0]
    assert fuel.empty_h == 38
    assert fuel.next_refuel is None
    assert fuel.delivery is not None
    assert fuel.delivery.depot == "XE-DAU"
    assert [fuel.delivery.litres, fuel.delivery.at_h] == [288, 42]


def test_the_nearest_depot_is_told_with_its_way_while_the_roads_are_open() -> None:
    """The local road to NUT-NUI, DT-3 (80 km at 40 km/h), DT-4 (20 min), an hour by boat, the island's local road."""
    run = run_of("roads")
    fuel = site_fuel(run, "D2")
    nodes = run.loaded.province.road_nodes

    def local_h(lon: float, lat: float, node: str) -> Fraction:
        away_km = distance_km(lon, lat, float(nodes[node].lon or 0), float(nodes[node].lat or 0))
        return Fraction(ceil(away_km * 1.3 / 20 * 3600), 3600)

    assert fuel is not None
    assert fuel.nearest is not None
    assert fuel.nearest.coming.road is not None
    assert fuel.nearest.coming.road.ways == ("DT-3", "DT-4", "TAU-DAO")
    took = fuel.nearest.coming.at_h - fuel.nearest.coming.left_h
    by_the_way = local_h(107.62, 19.52, "NUT-NUI"), local_h(108.36, 19.60, "CANG-DAO")
    assert run.loaded.province.point("D2") == (108.36, 19.60)
    assert took == by_the_way[0] + 2 + Fraction(1, 3) + 1 + by_the_way[1]
    assert fuel.nearest_under_storm is not None
    assert fuel.nearest_under_storm.coming.at_h > fuel.nearest.coming.at_h


def test_a_refuel_of_the_scenario_is_told_with_its_hour() -> None:
    """N1 runs dry at 37 and is filled in that instant: 27 h at 4 l/h are 108 l."""
    fuel = site_fuel(run_of("storm"), "N1")

    assert fuel is not None
    assert fuel.next_refuel is not None
    assert list(fuel.next_refuel) == [37, 108]


def test_a_site_without_a_generator_says_so_in_one_line() -> None:
    run = run_of("calm")
    bare = next(each.id for each in run.loaded.province.sites.values() if each.generators == ())

    lines = site_more_lines(run, bare, site_reach(run, bare), site_fuel(run, bare))

    assert [line.words.en for line in lines][-1] == "fuel: no generator"
    assert len(lines) == 3


def test_why_prints_four_lines_more_and_gives_them_to_programs() -> None:
    said = planner_says("why", ROADS, "D2", "--lang", "en")
    told = json.loads(planner_says("why", ROADS, "D2", "--format", "json").out)["site"]

    flat = " ".join(said.out.split())
    assert "reaches while in service: Island Zone (3,000 people)" in flat
    assert "fuel: 144 l at the start, 4 l an hour, 144 l burnt, empty at 2 Sep 20:00; the scenario does not" in flat
    assert "nearest depot: XE-DAU, 4 h 11 min while roads are open (DT-3 – DT-4 – boat TAU-DAO)" in flat
    assert "288 l must come from XE-DAU, setting out by 2 Sep 19:48" in flat
    assert told["reach"]["communes"] == [
        {"id": "xa-dao", "people_for_certain": 3000, "people_perhaps": 3000}
    ]
    assert told["fuel"]["empty_h"] == "38"
    assert told["fuel"]["nearest_depot"]["ways"] == ["DT-3", "DT-4", "TAU-DAO"]
