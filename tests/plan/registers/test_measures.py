"""Coverage before, at worst and after; weak masts; whose poles; what a programme of cable gives; roaming."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from planner.plan.coverage_kpi import coverage_lines
from planner.plan.registers.catalogue import REGISTERS
from planner.plan.summary import clock_of
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.cli.running import planner_says
from tests.policy.duties.worlds import COVERAGE, NAME, inventory, lost, windy, written

if TYPE_CHECKING:
    from pathlib import Path

    from planner.plan.coverage_kpi import CoverageLine
    from planner.scenario.run import Run

Record = dict[str, Any]
STATIONS: Record = {
    "id": "tram", "name": NAME, "unit": "district", "at_least": 1, "legal_source": NAME,
    "hardened": {"wind": {"gust_mps": 40}},
}  # fmt: skip


def run_of(folder: Path, *removals: Record, duty: Record = STATIONS, more: Record | None = None,
           **lists: Any) -> Run:
    """The drawn province run; `more` completes the scenario's own text."""
    storm = lists.pop("storm", {})
    path = written(folder, {**inventory(), **lists}, duty, removals, **storm)
    if more:
        whole = json.loads(path.read_text("utf-8"))
        whole["scenario"].update(more)
        path.write_text(json.dumps(whole), "utf-8")
    return run_scenario(load_scenario(path), explain=False)


def rows(run: Run, name: str) -> list[list[str]]:
    """A register in English."""
    return [[cell.en for cell in row] for row in REGISTERS[name](run, clock_of(run.loaded)).rows]


# --- coverage: 700 people beside S1 (operator a), 300 nowhere near a site; S1 out from hour 4 to 9 --------------------


@pytest.fixture
def two_hamlets() -> Record:
    near = {"id": "H1", "commune": "X", "population": 700, "lon": 107.0, "lat": 21.001}
    far = {"id": "H2", "commune": "X", "population": 300, "lon": 107.4, "lat": 21.0}
    return {"population_points": [near, far]}


def line(run: Run, level: str, network: str) -> CoverageLine:
    (found,) = [each for each in coverage_lines(run) if (each.level, each.network) == (level, network)]
    return found


def test_coverage_is_told_before_at_the_worst_hour_and_after(tmp_path: Path, two_hamlets: Record) -> None:
    run = run_of(tmp_path, lost("S1", at=4, until=9), duty=COVERAGE, **two_hamlets)

    alone, any_, all_ = (line(run, "commune", network) for network in ("a", "any", "all"))

    assert (alone.share_of_people.before, alone.share_of_people.worst) == ((0.7, 0.7), (0, 0))
    assert alone.share_of_people.after == (0.7, 0.7)
    assert alone.worst_h == Fraction(4)
    assert any_.share_of_people.worst == (0.7, 0.7)  # with roaming b carries them
    assert all_.share_of_people.worst == (0, 0)
    assert line(run, "district", "a").share_of_people == line(run, "province", "a").share_of_people


def test_the_area_is_that_of_the_outline(tmp_path: Path) -> None:
    """The outline is 3.1 km wide and 2.2 km high, and each site reaches 1.2 km for certain, 3.4 km perhaps."""
    ring = [[106.99, 20.99], [107.02, 20.99], [107.02, 21.01], [106.99, 21.01]]
    district = {"id": "D", "name": NAME, "level": "district", "wind_zone": "II", "outline": [ring]}
    run = run_of(tmp_path, lost("S1", at=4, until=9), duty=COVERAGE, districts=[district])

    area = line(run, "district", "a").share_of_area
    with_roaming = line(run, "district", "any").share_of_area

    assert area is not None
    assert area.worst == (0, 0)
    assert area.before == area.after
    assert area.before is not None
    assert 0.4 < area.before[0] < 0.7
    assert area.before[1] == 1
    assert with_roaming is not None
    assert with_roaming.before is not None
    assert with_roaming.before[0] > area.before[0]
    assert line(run, "commune", "a").share_of_area is None


def test_a_commune_that_nobody_counted_says_so_once(tmp_path: Path) -> None:
    nobody = [{"id": "X", "name": NAME, "district": "D"}]

    told = rows(run_of(tmp_path, communes=nobody), "coverage")

    assert [row[3:6] for row in told if row[0] == "commune"] == [["not recorded"] * 3]


def test_the_map_of_coverage_has_a_point_for_each_commune_and_no_other_register_has_a_map(tmp_path: Path) -> None:
    path = written(tmp_path, inventory(), COVERAGE, (lost("S1", at=4),))

    drawn = planner_says("register", str(path), "coverage", "--format", "geojson")
    refused = planner_says("register", str(path), "means", "--format", "geojson", "--lang", "en")

    (feature,) = json.loads(drawn.out)["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [107.005, 21.0]}
    assert feature["properties"]["a:before_certain"] == 1
    assert feature["properties"]["a:worst_perhaps"] == 0
    assert (refused.code, refused.out) == (2, "")
    assert "register `means` has no map" in refused.err


# --- masts --------------------------------------------------------------------------------------


def test_weak_masts_stand_the_furthest_below_the_storm_first(tmp_path: Path) -> None:
    """Asked are 40 m/s; the storm brings 50 to both."""
    sites = inventory()["sites"]
    sites[0]["structure"]["design_wind"] = {"value": 45}
    sites[1]["structure"]["design_wind"] = {"value": 35}
    order = {"do": "derate", "site": "S2", "at_h": 2, "factor": 1.2}

    run = run_of(tmp_path, sites=sites, storm=windy((5, 9, 50)), more={"actions": [order]})

    assert [(row[0], row[5], row[7], row[9]) for row in rows(run, "weak-masts")] == [
        ("S2", "35", "fails", "short by 15"), ("S1", "45", "holds", "short by 5"),
    ]  # fmt: skip
    assert rows(run, "weak-masts")[0][-1] == "1 Sep 08:00"


def test_a_mast_that_stands_all_is_not_on_the_list_and_one_that_nobody_surveyed_is(tmp_path: Path) -> None:
    sites = inventory()["sites"]
    del sites[1]["structure"]["design_wind"]

    assert [(row[0], row[5], row[7]) for row in rows(run_of(tmp_path, sites=sites), "weak-masts")] == [
        ("S2", "not surveyed", "cannot be judged")
    ]


def test_the_register_of_deratings_says_who_by_when_and_when_force_6_comes(tmp_path: Path) -> None:
    """Force 6 is a gust of 15.3 m/s here, and comes at hour 8: 14:00."""
    order = {
        "do": "derate", "site": "S1", "at_h": 2, "factor": 1.2, "responsible": "Đội 1", "deadline_h": -3,
        "done": False,
    }  # fmt: skip

    run = run_of(tmp_path, storm=windy((8, 20, 16)), more={"actions": [order]})

    (row,) = rows(run, "derating")
    assert row[2:7] == ["Đội 1", "1 Sep 03:00 (within 48 h of the wind)", "1 Sep 08:00", "no", "1 Sep 14:00"]


# --- cable --------------------------------------------------------------------------------------


def hung(**more: Any) -> list[Record]:
    """C1 in the air, weak, and on the poles of the power company; C2 in the ground."""
    return [
        {"id": "C1", "from": "GW1", "to": "F1", "mounting": "aerial", "owner": "a",
         "design_wind": {"value": 20}, **more},
        {"id": "C2", "from": "GW2", "to": "F2", "mounting": "buried", "owner": "b"},
    ]  # fmt: skip


def test_whose_poles_cable_hangs_on(tmp_path: Path) -> None:
    lines = [{"id": "L1", "from": "P0", "to": "P1", "mounting": "aerial", "owner": "b", "design_wind": {"value": 99}}]

    own = rows(run_of(tmp_path / "own", segments=hung()), "poles")
    others = rows(run_of(tmp_path / "others", segments=hung(poles="L1"), lines=lines), "poles")

    assert [row[1:] for row in own] == [["its own poles", "1", "10.4", "100 %"]]
    assert [row[1:] for row in others] == [["Small", "1", "10.4", "100 %"]]


def test_a_programme_is_told_with_what_it_would_give(tmp_path: Path) -> None:
    """Two stations are asked for; S1 hangs on C1, which a gust of 30 cuts."""
    programme = {"id": "NH", "segments": ["C1"], "year": 2025, "target_km": 10.4, "done_km": 2.6, "owner": "a"}
    ring = [[106.85, 20.9], [107.2, 20.9], [107.2, 21.1], [106.85, 21.1]]
    wind = {"id": "w", "quantity": "gust_mps", "value": 30, "from_h": 6, "until_h": 8, "polygon": ring}
    two = {**STATIONS, "at_least": 2}

    (row,) = rows(
        run_of(tmp_path, duty=two, segments=hung(), cable_programmes=[programme], storm={"footprints": [wind]}),
        "programmes",
    )

    assert row[2:6] == ["2025", "10.4", "2.6", "25 %, overdue"]
    assert row[7:] == ["1", "Small (tram)", "18"]  # from hour 6 to 24


# --- roaming and stations -----------------------------------------------------------------------


def test_roaming_is_told_commune_by_commune(tmp_path: Path) -> None:
    agreement = {"id": "CV", "communes": ["X"], "operators": ["a", "b"], "minutes_after_order": 30,
                 "last_tested": "2026-08-01",
                 "instruction": {"vi": "Chọn tự động", "en": "Choose automatic"}}  # fmt: skip

    (row,) = rows(run_of(tmp_path, lost("S1", at=5), roaming_agreements=[agreement]), "roaming")

    assert row[2:] == ["Small falls short; CV is ready", "holds", "holds", "Choose automatic"]


def test_the_register_of_stations_names_bands(tmp_path: Path) -> None:
    sites = inventory()["sites"]
    sites[0]["bands_mhz"] = [1800, 700]
    del sites[1]["bands_mhz"]

    assert [row[6] for row in rows(run_of(tmp_path, sites=sites), "stations")] == ["700 1800", "not recorded"]


def test_a_map_with_records_set_aside_never_ends_as_if_all_were_well(tmp_path: Path) -> None:
    path = written(tmp_path, {**inventory(), "warning_channels": [{"id": "LOA", "oops": 1}]}, COVERAGE)

    assert planner_says("register", str(path), "coverage", "--format", "geojson", "--set-aside").code == 1


def test_each_operator_by_itself_and_whether_roaming_closes_its_gap(tmp_path: Path) -> None:
    """One station is asked for; S1, the only one of a, is out from hour 4."""
    assert [row[2:] for row in rows(run_of(tmp_path, lost("S1", at=4)), "operators")] == [
        ["Small", "1", "0", "1 Sep 10:00", "fails", "holds", "closes the gap"],
        ["Small", "1", "1", "1 Sep 06:00", "holds", "holds", ""],
    ]
