"""`planner ensemble` in every form."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from planner.scenario.ensemble.asking import Piece
from planner.scenario.ensemble.bench import Bench
from tests.cli.running import planner_says

STORM = str(Path(__file__).resolve().parents[2] / "scenarios" / "tutorial" / "storm.yaml")
SMALL = ("--samples", "200", "--seed", "1")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_table_has_probabilities_with_their_intervals() -> None:
    said = planner_says("ensemble", STORM, *SMALL)

    assert said.code == 1
    assert "200 mẫu: 1 cơn bão × 1 mô hình gió × 200 · số gieo 1" in said.out
    assert "Huyện Núi" in said.out
    assert Path("out/ensemble/tutorial-storm.sqlite").exists()


def test_what_never_happened_is_told_as_fewer_than() -> None:
    said = planner_says("ensemble", STORM, *SMALL, "--all", "--lang", "en")

    # (1 - p)^200 = 0.025 at p = 1.83 %: 3.7 in 200.
    assert "never in 200 samples: fewer than 3.7 in 200 (95 %)" in said.out
    assert "below 1.8" in said.out


def test_the_json_adds_up_and_is_the_same_again_on_two_processes() -> None:
    first = planner_says("ensemble", STORM, "--samples", "2000", "--format", "json")
    again = planner_says(
        "ensemble", STORM, "--samples", "2000", "--format", "json", "--workers", "2"
    )

    assert first.out == again.out
    for unit in json.loads(first.out)["units"]:
        outcomes = [unit[each]["happened"] for each in ("holds", "fails", "unknown")]
        assert sum(outcomes) == 2000
        assert sum(count for _, count in unit["hours_below"]["counts"]) == 2000


def test_csv_markdown_and_geojson_have_every_unit() -> None:
    table = planner_says("ensemble", STORM, *SMALL, "--format", "csv").out
    page = planner_says("ensemble", STORM, *SMALL, "--format", "md").out
    features = json.loads(planner_says("ensemble", STORM, *SMALL, "--format", "geojson").out)

    assert "three-stations,SONG,Huyện Sông,," in table
    assert "three-stations,SONG,Huyện Sông,net-a," in table
    assert "| Huyện Sông |" in page
    assert len(features["features"]) == 8
    assert all(f["geometry"] for f in features["features"] if f["properties"]["kind"] == "district")


def test_ctrl_c_keeps_what_is_done_and_resume_ends_with_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = ("--samples", "3000", "--format", "json")
    whole = planner_says("ensemble", STORM, *many, "--db", "whole.sqlite")
    real = Bench.run
    calls: list[object] = []

    def stopped(bench: Bench, piece: Piece) -> bytes:
        calls.append(piece)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(bench, piece)

    monkeypatch.setattr(Bench, "run", stopped)
    part = planner_says("ensemble", STORM, *many, "--db", "stopped.sqlite")
    monkeypatch.setattr(Bench, "run", real)
    resumed = planner_says("ensemble", STORM, *many, "--db", "stopped.sqlite", "--resume")

    assert part.code == 130
    assert json.loads(part.out)["samples"] == 1024
    assert resumed.out == whole.out
    assert Path("stopped.sqlite").read_bytes() == Path("whole.sqlite").read_bytes()


def test_several_storms_need_a_track_to_be_drawn_from() -> None:
    said = planner_says("ensemble", STORM, "--tracks", "3", "--lang", "en")

    assert said.code == 3
    assert "no other storms can be drawn" in said.err


def test_a_picture_is_drawn_for_each_unit_that_feels_wind(tmp_path: Path) -> None:
    planner_says("ensemble", STORM, *SMALL, "--svg", "pictures")

    pictures = sorted((tmp_path / "pictures").glob("*.svg"))
    assert "three-stations-SONG.svg" in [each.name for each in pictures]
    assert all(each.read_text("utf-8").startswith("<svg") for each in pictures)


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    said = planner_says("ensemble", STORM, *SMALL, "--cluster", "tcp://127.0.0.1:9", "--lang", "en")

    assert said.code == 4
    assert "no scheduler answers at `tcp://127.0.0.1:9`" in said.err


def test_what_assets_are_worth_is_told_with_its_interval() -> None:
    said = planner_says("ensemble", STORM, *SMALL, "--effects", "1", "--lang", "en")
    told = planner_says("ensemble", STORM, *SMALL, "--effects", "1", "--format", "json")

    assert "percentage points to falling short, against it being safe" in said.out
    for unit in json.loads(told.out)["units"]:
        for effect in unit["effects"]:
            worth = effect["lost_against_safe"]
            assert worth["low"] <= worth["value"] <= worth["high"]


YAGI = str(Path(__file__).resolve().parents[2] / "scenarios" / "quang-ninh" / "yagi.yaml")


@pytest.mark.slow
def test_landfalls_and_forces_take_the_place_of_drawn_storms_and_each_has_its_own_figures() -> None:
    asked = ("ensemble", YAGI, "--landfalls", "2", "--forces", "9-10", "--samples", "64")
    told = planner_says(*asked, "--requirement", "three-stations", "--format", "json")

    answer = json.loads(told.out)
    cells = [(each["along_coast_km"], each["force"]) for each in answer["landfalls"]]
    assert answer["storms"] == len(cells) == len(set(cells)) == 4
    assert [force for _, force in cells] == [9, 10, 9, 10]
    for unit in answer["units"]:
        assert len(unit["by_landfall"]) == 4
        for outcome in ("holds", "fails", "unknown"):
            parts = [each[outcome]["happened"] for each in unit["by_landfall"]]
            assert sum(parts) == unit[outcome]["happened"]
    again = planner_says(*asked, "--requirement", "three-stations", "--resume", "--lang", "en")
    assert "4 storms assumed (each landfall and force counts alike; no forecast)" in again.out
    assert "holds by force at the coast, worst–best landfall: 9: " in again.out


def test_landfalls_and_drawn_storms_exclude_each_other() -> None:
    assert planner_says("ensemble", YAGI, "--tracks", "3", "--landfalls", "2").code == 2
    assert planner_says("ensemble", YAGI, "--forces", "so strong").code == 2


def test_a_scenario_that_asks_no_unit_for_its_stations_is_told_so() -> None:
    said = planner_says("ensemble", str(Path(STORM).with_name("duties.yaml")), *SMALL, "--lang", "en")

    assert said.code == 3
    assert "the scenario asks no unit for its stations, and probabilities are those of stations alone" in said.err
    assert not Path("out").exists()


def test_duties_that_are_not_judged_are_named(tmp_path: Path) -> None:
    inputs = Path(STORM).parent.parent
    for name in ("tutorial", "policies"):
        shutil.copytree(inputs / name, tmp_path / "scenarios" / name)
    scenario = tmp_path / "scenarios" / "tutorial" / "storm.yaml"
    told = scenario.read_text("utf-8")
    stations = "'../policies/three-stations.yaml', "
    scenario.write_text(told.replace(stations, f"{stations}'../policies/tasks.yaml', "), "utf-8")

    with_tasks = planner_says("ensemble", str(scenario), *SMALL, "--format", "csv", "--lang", "en")
    alone = planner_says("ensemble", STORM, *SMALL, "--format", "csv", "--lang", "en")

    assert "probabilities are those of stations alone; `tasks` not judged" in with_tasks.err
    assert "not judged" not in alone.err
    assert with_tasks.out == alone.out
