from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from planner.plan.registers.catalogue import REGISTERS
from planner.plan.registers.register import Register
from planner.plan.summary import clock_of
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.cli.running import planner_says
from tests.policy.duties.worlds import COMMAND, inventory, post, ready, written

if TYPE_CHECKING:
    from pathlib import Path


def made(folder: Path, name: str, scenario_more: dict[str, Any] | None = None, **lists: Any) -> Register:
    """A register of the drawn province, with lists added and the scenario's text completed."""
    path = written(folder, {**inventory(), **lists}, COMMAND)
    if scenario_more:
        whole = json.loads(path.read_text("utf-8"))
        whole["scenario"].update(scenario_more)
        path.write_text(re.sub(r'"(\d{4}-\d{2}-\d{2}T[^"]*)"', r"\1", json.dumps(whole)), "utf-8")
    run = run_scenario(load_scenario(path), explain=False)
    return REGISTERS[name](run, clock_of(run.loaded))


def english(register: Register) -> list[list[str]]:
    return [[cell.en for cell in row] for row in register.rows]


def test_a_shared_site_costs_each_operator_its_even_part(tmp_path: Path) -> None:
    """a is on S1 alone and shares S2 with b: one and a half of two. By equipment a pays half of two of the three
    pieces of S2, whose generator is b's alone. A site costs 180 million."""
    province = inventory()
    province["sites"][1]["operators"] = ["a", "b"]
    province["sites"][1]["generators"] = [{"id": "g1", "tank_l": 9, "burn_l_per_h": 1, "operator": "b"}]

    register = made(
        tmp_path, "sharing", sites=province["sites"],
        province={**province["province"], "site_cost_vnd": 180_000_000},
    )  # fmt: skip

    assert [row[1:] for row in english(register)] == [
        ["2", "1", "0", "1.5", "0.5", "1.3", "270", "240"],
        ["1", "1", "0", "0.5", "0.5", "0.7", "90", "120"],
    ]


@pytest.mark.parametrize(
    ("cost", "tenants", "money"),
    [
        (100_000_000, ["0.4", "0.3", "0.3"], ["34", "33", "33"]),
        (101_000_000, ["0.4", "0.3", "0.3"], ["34", "34", "33"]),
        (99_000_000, ["0.4", "0.3", "0.3"], ["33", "33", "33"]),
        (1_400_000, ["0.4", "0.3", "0.3"], ["1", "0", "0"]),
    ],
)
def test_what_each_pays_adds_up_to_the_whole(
    tmp_path: Path, cost: int, tenants: list[str], money: list[str]
) -> None:
    """One site of three operators: a third each, and what is left over goes to the first."""
    province = inventory()
    site = {**province["sites"][0], "operators": ["a", "b", "c"], "owner": "t"}
    operators = [{"id": each, "name": {"vi": each}} for each in "abct"]

    register = made(
        tmp_path, "sharing", sites=[site], operators=operators, population_points=[],
        province={**province["province"], "site_cost_vnd": cost},
    )  # fmt: skip

    *three, owner = [row[1:] for row in english(register)]
    assert [row[3] for row in three] == tenants
    assert [row[6] for row in three] == money
    assert owner == ["0", "0", "1", "0", "0", "0", "0", "0"]


def test_equipment_of_co_located_operators_is_each_ones_own(tmp_path: Path) -> None:
    """S1 of a and b: the structure is both's, two generators are a's, the drop is b's: a pays 2.5 of 4, b 1.5.
    By itself b has no generator, and a no way out."""
    province = inventory()
    site = province["sites"][0]
    site["operators"] = ["a", "b"]
    site["generators"] = [
        {"id": f"g{n}", "tank_l": 400, "burn_l_per_h": 1, "operator": "a"} for n in (1, 2)
    ]
    site["backhaul"]["drops"] = [{**site["backhaul"]["drops"][0], "operator": "b"}]
    site["backhaul"]["hops"] = []

    register = made(tmp_path, "sharing", sites=[site], population_points=[])

    assert [row[6] for row in english(register)] == ["0.6", "0.4"]


def test_cable_is_counted_by_owner_and_by_how_it_runs(tmp_path: Path) -> None:
    """One degree of longitude at 21 N is 103.8 km; C1 is a tenth of it in the air, C2 0.09 in the ground."""
    segments = [
        {"id": "C1", "from": "GW1", "to": "F1", "mounting": "aerial", "owner": "a", "design_wind": {"value": 50}},
        {"id": "C2", "from": "GW2", "to": "F2", "mounting": "buried", "owner": "a"},
    ]  # fmt: skip

    (row,) = english(made(tmp_path, "undergrounding", segments=segments))

    assert row[1:] == ["10.4", "0", "9.3", "0", "47 %"]


@pytest.mark.parametrize(
    ("told", "judged"),
    [
        ({}, "in time and enough, if it is done"),
        ({"done": True, "done_at": "2026-09-01T11:00:00+07:00"}, "in time and enough"),
        ({"done": True, "done_at": "2026-09-01T11:00:01+07:00"}, "done late: the wind has passed the design"),
        ({"done": False}, "not done"),
        ({"at_h": 5}, "in time and enough, if it is done"),
        ({"at_h": 7}, "late: the wind has passed the design"),
        ({"until_h": 9}, "in time and enough, if it is done"),
        ({"until_h": 8.5}, "put back early: the wind is still above the design"),
        ({"gust": 50, "factor": 1.1}, "in time, and not enough"),
        ({"gust": 25, "done": False}, "not needed: the wind stays below the design"),
    ],
)
def test_derating_is_held_against_the_hour_at_which_the_wind_passes_the_design(
    tmp_path: Path, told: dict[str, Any], judged: str
) -> None:
    """A mast of 30 m/s; 40 m/s blow from hour 5 (11:00) to hour 9; hour 0 is 06:00."""
    gust = told.pop("gust", 40)
    province = inventory()
    province["sites"][0]["structure"]["design_wind"] = {"value": 30}
    ring = [[106.99, 20.99], [107.002, 20.99], [107.002, 21.01], [106.99, 21.01]]
    wind = {"id": "w", "quantity": "gust_mps", "value": gust, "from_h": 5, "until_h": 9, "polygon": ring}
    storm = {"id": "bao", "name": {"vi": "Bão"}, "footprints": [wind]}
    action = {"do": "derate", "site": "S1", "at_h": 2, "until_h": 12, "factor": 1.5, **told}

    register = made(tmp_path, "derating", {"storm": storm, "actions": [action]}, sites=province["sites"])

    (row,) = english(register)
    assert (row[0], row[-1]) == ("S1", judged)


def test_dead_spots_are_the_points_that_had_no_signal_the_largest_first(tmp_path: Path) -> None:
    points = [
        {"id": "H1", "commune": "X", "population": 20, "signal_before": False, "alternative": "radio"},
        {"id": "H2", "commune": "X", "population": 90, "signal_before": False, "grid": False},
        {"id": "H3", "commune": "X", "population": 500, "signal_before": True},
    ]

    register = made(tmp_path, "dead-spots", population_points=points)

    assert english(register) == [
        ["H2", "Small", "90", "no", "not recorded"],
        ["H1", "Small", "20", "not recorded", "radio"],
    ]


def test_a_measured_speed_below_forty_is_weak_and_two_reporters_are_both_kept(tmp_path: Path) -> None:
    told = [
        {"id": f"DO-{n}", "commune": "X", "operator": "a", "download_mbps": speed}
        for n, speed in ((1, 39.9), (2, 40))
    ]

    register = made(tmp_path, "measured", coverage_measurements=told)

    assert [(row[4], row[5]) for row in english(register)] == [("39.9", "weak"), ("40", "")]


def test_numbers_and_holders_leave_the_redacted_edition(tmp_path: Path) -> None:
    sat = ready("satellite-phone", battery_h=9, number="8707", holder="Nguyễn Văn A")

    whole = made(tmp_path, "means", command_posts=[post(sat)])

    assert english(whole)[0][-2:] == ["8707", "Nguyễn Văn A"]
    told = str(whole.redacted())
    assert "8707" not in told
    assert "Nguyễn" not in told


@pytest.mark.parametrize("output_format", ["table", "json", "csv", "md"])
def test_the_command_prints_personal_data_only_when_asked(tmp_path: Path, output_format: str) -> None:
    sat = ready("satellite-phone", battery_h=9, number="8707", holder="Nguyễn Văn A")
    path = written(tmp_path, {**inventory(), "command_posts": [post(sat)]}, COMMAND)

    open_ = planner_says("register", str(path), "means", "--format", output_format)
    internal = planner_says("register", str(path), "means", "--format", output_format, "--internal")

    assert (open_.code, internal.code) == (0, 0)
    assert "8707" not in open_.out
    assert "8707" in internal.out
