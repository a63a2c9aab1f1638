"""`planner ensemble --against`: two scenarios of one storm with the same draws."""

from __future__ import annotations

import json
import re
import shutil
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from planner.scenario.ensemble.asking import EnsemblePlan
from planner.scenario.ensemble.comparing import beside
from planner.scenario.ensemble.plain import plain_counts
from planner.scenario.ensemble.weather import Ground
from planner.scenario.reading import load_scenario
from planner.simulation.ensemble.counts import HOLDS
from tests.cli.running import planner_says

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
STORM, BARE = "tutorial/storm.yaml", "tutorial/bare.yaml"
SMALL = ("--samples", "128", "--seed", "3")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tutorial, and its storm once more without what was planned to be done."""
    made = tmp_path_factory.mktemp("against")
    for name in ("tutorial", "policies", "defaults"):
        shutil.copytree(SCENARIOS / name, made / name)
    text = (made / STORM).read_text("utf-8")
    bare = re.sub(r"\n  actions:\n(?:    .*\n|\n)+", "\n", text).replace(
        "id: tutorial-storm", "id: bare"
    )
    assert "do: repair" not in bare
    (made / BARE).write_text(bare, "utf-8")
    return made


@pytest.fixture(autouse=True)
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)


def answer(*more: str) -> Any:
    return json.loads(
        planner_says("ensemble", STORM, "--against", BARE, *SMALL, "--format", "json", *more).out
    )


def test_the_difference_is_that_of_the_samples_in_which_only_one_holds() -> None:
    units = {(u["requirement"], u["unit"]): u for u in answer()["units"]}

    north = units["three-stations", "NUI"]
    assert north["first_only"] > 20
    assert north["second_only"] == 0
    for unit in units.values():
        first, second = unit["first_holds"], unit["second_holds"]
        assert second["happened"] - first["happened"] == unit["second_only"] - unit["first_only"]
        difference = unit["difference"]
        assert difference["low"] <= difference["value"] <= difference["high"]
        assert difference["value"] == pytest.approx(second["value"] - first["value"])
    assert not Path("out/ensemble").exists()


def test_common_draws_tell_options_apart_where_two_runs_by_themselves_would_not() -> None:
    island = next(u for u in answer()["units"] if u["unit"] == "xa-dao")

    reach = (island["difference"]["high"] - island["difference"]["low"]) / 2
    p = island["first_holds"]["value"]
    # Two runs by themselves: the variances of both add up.
    assert 0.1 < p < 0.9
    assert reach < 1.96 * sqrt(2 * p * (1 - p) / 128) / 3


def test_each_side_counts_the_samples_of_the_plain_simulation() -> None:
    loaded, other = load_scenario(STORM), load_scenario(BARE)
    plan = EnsemblePlan(loaded, 64, 1, 3, Fraction(0))

    told = {(each.requirement, each.unit): each for each in beside(plan, other)}

    for side, scenario in (("first", loaded), ("second", other)):
        asked = EnsemblePlan(scenario, 64, 1, 3, Fraction(0))
        ground = Ground(asked)
        holds = dict.fromkeys(told, 0)
        for member in asked.members:
            counts = plain_counts(ground.storm(member), range(1), 3, 64)
            for number, question in enumerate(ground.questions):
                if question.operator is None:
                    kept = counts.outcomes[number, :, HOLDS].sum()
                    holds[question.requirement, question.unit] += int(kept)
        assert {key: getattr(each, side).happened for key, each in told.items()} == holds


def test_a_scenario_against_itself_differs_in_nothing() -> None:
    said = planner_says(
        "ensemble", STORM, "--against", STORM, *SMALL, "--format", "csv", "--lang", "en"
    )

    assert said.code == 0
    assert all(line.split(",")[8:10] == ["0", "0"] for line in said.out.splitlines()[1:])


def test_table_and_markdown_tell_the_difference_in_points() -> None:
    name = next(unit["name"]["en"] for unit in answer()["units"] if unit["unit"] == "NUI")
    for form in ("table", "md"):
        said = planner_says(
            "ensemble", STORM, "--against", BARE, *SMALL, "--format", form, "--lang", "en"
        )

        assert said.code == 1
        assert "the same draws, seed 3" in said.out
        [north] = [line for line in said.out.splitlines() if name in line]
        assert re.search(r"-[\d.]+ \(-[\d.]+ … -[\d.]+\)", north.replace("−", "-"))


def test_scenarios_of_other_storms_and_assumed_landfalls_are_refused() -> None:
    other = planner_says(
        "ensemble", STORM, "--against", "tutorial/calm.yaml", *SMALL, "--lang", "en"
    )
    form = planner_says(
        "ensemble", STORM, "--against", BARE, *SMALL, "--format", "geojson", "--lang", "en"
    )

    assert other.code == 2
    assert "differ in storm, start or horizon" in other.err
    assert form.code == 2
