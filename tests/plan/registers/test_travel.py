"""Registers of what is sent out, over the tutorial's lesson: every cell by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from planner.plan.grid_priority import feeders
from planner.plan.registers.catalogue import REGISTERS
from planner.plan.summary import clock_of
from planner.scenario.reading import load_scenario, read_scenario
from planner.scenario.records import MobileGenerator, Refuel
from planner.scenario.run import run_scenario
from tests.tutorial.runs import FOLDER, run_of

if TYPE_CHECKING:
    from pathlib import Path

    from planner.foundation.diagnostics import Finding


def rows(name: str, scenario: str = "roads") -> dict[str, list[str]]:
    """The English cells of each row, by its first cell."""
    run = run_of(scenario)
    told = REGISTERS[name](run, clock_of(run.loaded)).rows
    return {row[0].en: [cell.en for cell in row[1:]] for row in told}


def test_the_fuel_ledger_adds_up() -> None:
    """D2: half of 288 l at 4 l/h from hour 2 on: 36 h, empty at 38, and 34 h to the end at 4 l/h are 136 l short."""
    d2 = rows("fuel")["D2"]

    assert d2 == [
        "288 l", "144 l", "4 l", "36 h", "144 l", "0 l", "0 l", "2 Sep 20:00", "136 l",
        "XE-DAU 288 l 3 Sep 00:00",
    ]  # fmt: skip


def test_a_depot_is_told_what_it_must_bring_and_what_is_left() -> None:
    """A full tank each for D1 and D2, and one of D3's two: 300 + 288 + 144 of 2,000 l."""
    (depot,) = rows("depots").values()

    assert depot[2:6] == ["2,000 l", "0 l", "732 l", "1,268 l"]
    assert depot[-1] == "D1, D2, D3"


def test_an_island_is_told_when_its_boats_sail_again() -> None:
    """The wind of 0 to 20 stops them; the trip takes an hour; before hour 0 nobody can say."""
    assert rows("islands")["Island Zone"] == [
        "5,000", "3", "75 h", "D1, D2", "1 Sep 06:00", "2 Sep 02:00", "–", "2 Sep 03:00",
    ]  # fmt: skip


def test_the_power_company_is_told_what_goes_dark_first() -> None:
    """F-D is lost at 2; the post on it has a battery of 4 h and no generator, the stations run for days."""
    (feeder,) = feeders(run_of("roads"))

    assert feeder.node == "F-D"
    assert feeder.lost_h == 2
    assert feeder.last_useful_h == 6
    assert feeder.hardened == ("D1", "D2", "D3")
    assert feeder.posts == ("CP-DAO",)
    assert feeder.back_h is None


def test_of_two_feeders_the_one_whose_last_supply_ends_first_comes_first() -> None:
    order = feeders(run_of("storm"))
    hours = [each.last_useful_h for each in order if each.last_useful_h is not None]

    assert hours == sorted(hours)
    assert [each.last_useful_h is None for each in order] == sorted(
        each.last_useful_h is None for each in order
    )


def test_a_journey_says_who_when_over_what_and_by_when_to_set_out() -> None:
    d2 = rows("journeys")["D2"]

    assert d2[1] == "1 Sep 10:00", "lost at hour 4"
    assert d2[2].startswith("DOI-CAP 2 Sep 03:2")
    assert d2[5] == "DT-4 – boat TAU-DAO"
    assert rows("journeys")["N4"][2] == "the way there was not surveyed"


def test_every_station_and_post_is_told_how_long_each_kind_takes_on_open_roads_and_in_the_storm() -> None:
    """The fiber team is ready after 30 min, drives 20 min to the harbour and sails an hour to Cảng Đảo; D1 lies 1.95 km
    from there as the crow flies, 7 min at 20 km/h over 1.3 times as much: 1 h 57 min less what is rounded down. Boats
    sail from hour 20 on: 21 h and the same 6 min. Nobody wrote where B3 is."""
    run = run_of("roads")
    told = {(r[0].en, r[2].en): [c.en for c in r[4:]] for r in REGISTERS["arrivals"](run, clock_of(run.loaded)).rows}

    assert told["D1", "repair team (fiber)"] == [
        "1 h 56 min", "21 h 6 min", "DOI-CAP 2 Sep 03:06", "DT-4 – boat TAU-DAO",
    ]  # fmt: skip
    assert told["B3", "fuel depot"] == ["–", "–", "the way there was not surveyed", "–"]
    province = run.loaded.province
    posts = {f"{id_} {post.name.english}" for id_, post in province.command_posts.items()}
    assert {place for place, _ in told} == {*province.sites, *posts}
    assert "boat" not in {what for _, what in told}


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("mobile-station", ["30 min", "30 min", "X 1 Sep 06:30"]),
        ("drone", ["30 min", "30 min", "X 1 Sep 06:30"]),
        ("satellite-phone", ["30 min", "30 min", "X 1 Sep 06:30"]),
        ("vehicle", ["30 min", "30 min", "X 1 Sep 06:30"]),
        ("battery", ["30 min", "30 min", "X 1 Sep 06:30"]),
    ],
)
def test_whatever_can_be_sent_has_its_hour_of_arrival(kind: str, row: list[str]) -> None:
    """Ready after 30 minutes, and it stands at the very node at which CP-DAO is joined in name."""
    loaded = load_scenario(FOLDER / "roads.yaml")
    province = loaded.province
    post = province.command_posts["CP-DAO"].model_copy(update={"lon": None, "lat": None, "road_node": "CANG-DAO"})
    sent = province.resources["DOI-CAP"].model_copy(
        update={"id": "X", "kind": kind, "team": None, "at": "CANG-DAO", "district": "DAO"}
    )
    changed = replace(province, resources={"X": sent}, command_posts={"CP-DAO": post})
    run = run_scenario(replace(loaded, province=changed), explain=False)

    told = {r[0].en.split()[0]: [c.en for c in r[4:7]] for r in REGISTERS["arrivals"](run, clock_of(run.loaded)).rows}

    assert told["CP-DAO"] == row


def test_what_stands_ready_is_listed_with_its_type() -> None:
    assert rows("stock")["DOI-CAP"][:3] == ["repair team (fiber)", "2", "3"]


# Findings about what the scenario sends


def with_actions(*actions: Any) -> list[Finding]:
    loaded = load_scenario(FOLDER / "roads.yaml")
    scenario = loaded.scenario.model_copy(update={"actions": actions})
    run = run_scenario(replace(loaded, scenario=scenario), duties=True, explain=False)
    return [each for each in run.findings if each.code in {"W580", "W581"}]


def refuel(at_h: int, generator: str = "D2/gen/g1", **more: Any) -> Refuel:
    return Refuel.model_validate(
        {"do": "refuel", "generator": generator, "at_h": Fraction(at_h), **more}
    )


def test_fuel_that_the_boat_cannot_bring_by_then_is_late() -> None:
    """Boats sail from 20 on and take an hour; from the harbour to D2 it is 23 minutes."""
    (late,) = with_actions(refuel(10))

    assert late.code == "W580"
    assert late.place is not None
    assert late.place.path.endswith("sites.yaml")
    assert late.note is not None
    assert "2 Sep 03:2" in late.note.en
    assert with_actions(refuel(22)) == []


def test_a_generator_that_cannot_be_there_by_then_is_late() -> None:
    sent = {"do": "mobile-generator", "id": "m1", "to": "D1", "tank_l": 60, "burn_l_per_h": 3}

    told = [
        with_actions(MobileGenerator.model_validate({**sent, "at_h": Fraction(hour)}))
        for hour in (12, 24)
    ]

    assert [[each.code for each in found] for found in told] == [["W580"], []]


def test_a_depot_cannot_give_more_than_it_holds() -> None:
    loaded = load_scenario(FOLDER / "roads.yaml")
    poor = loaded.province.resources["XE-DAU"].model_copy(update={"fuel_l": Fraction(100)})
    province = replace(loaded.province, resources={**loaded.province.resources, "XE-DAU": poor})
    scenario = loaded.scenario.model_copy(update={"actions": (refuel(36, **{"from": "XE-DAU"}),)})

    run = run_scenario(
        replace(loaded, scenario=scenario, province=province), duties=True, explain=False
    )

    assert [each.code for each in run.findings if each.code == "W581"] == ["W581"]


@pytest.mark.parametrize(
    ("source", "burns", "code"),
    [
        ("DOI-CAP", "", "E215"),
        ("KHONG-CO", "", "E215"),
        ("XE-DAU", "petrol", "E216"),
        ("XE-DAU", "diesel", None),
    ],
)
def test_fuel_comes_from_a_depot_and_is_what_the_generator_burns(
    tmp_path: Path, source: str, burns: str, code: str | None
) -> None:
    folder = tmp_path / "tutorial"
    folder.mkdir()
    for path in FOLDER.glob("*.yaml"):
        (folder / path.name).write_text(path.read_text("utf-8"), "utf-8")
    sites = (folder / "sites.yaml").read_text("utf-8")
    fuel = f", fuel: {burns}" if burns else ""
    (folder / "sites.yaml").write_text(
        sites.replace("tank_l: 288,", f"tank_l: 288{fuel},"), "utf-8"
    )
    lesson = (folder / "roads.yaml").read_text("utf-8").replace("'../policies", "'bundled:policies")
    action = f"  actions: [{{do: refuel, generator: D2/gen/g1, at_h: 36, from: {source}}}]\n"
    (folder / "roads.yaml").write_text(lesson + action, "utf-8")

    found = [each.code for each in read_scenario(folder / "roads.yaml").findings if each.is_error]

    assert found == ([] if code is None else [code])
