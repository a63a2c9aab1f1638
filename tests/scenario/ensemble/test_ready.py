"""What is made ready of the assets that count alone is the job of the whole province, to the last bit."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from planner.hazard.fragility import gust_thresholds
from planner.hazard.wind_field import gusts_mps
from planner.scenario.ensemble.weather import Ground
from planner.scenario.reading import load_scenario
from planner.simulation.draws import STRATA
from planner.simulation.ensemble.running import run_block
from tests.scenario.ensemble.questions import SCENARIOS, plan

if TYPE_CHECKING:
    from planner.scenario.ensemble.weather import Ready

PROVINCES = [
    "tutorial/storm.yaml",
    pytest.param("quang-ninh/yagi.yaml", marks=pytest.mark.slow),
]


def ground_of(where: str | Path) -> Ground:
    return Ground(plan(load_scenario(str(SCENARIOS / where)), 64, tracks=2))


def ladders(ready: Ready) -> dict[str, Any]:
    made = ready.job.ladders
    return {each.name: np.array(getattr(made, each.name)).tolist() for each in fields(made)}


@pytest.mark.parametrize("where", PROVINCES)
def test_a_storm_over_what_counts_is_that_over_the_whole_province(where: str) -> None:
    ground = ground_of(where)

    for member in (ground.plan.members[0], ground.plan.members[-1]):
        quick, whole = ground.ready(member), ground.storm(member)
        assert ladders(quick) == ladders(whole)
        assert quick.peaks_mps == whole.peaks_mps
        assert [turn.certain.tolist() for turn in quick.job.turns] == [
            turn.certain.tolist() for turn in whole.job.turns
        ]
        own = ground.compiled.storm(whole.chances, whole.ordeal)
        assert (
            run_block(quick.job, range(1), 3).outcomes.tolist()
            == run_block(own, range(1), 3).outcomes.tolist()
        )


def test_of_assets_on_which_no_question_rests_nothing_is_worked_out() -> None:
    ground = ground_of("quang-ninh/yagi.yaml")

    assert len(ground._asked.assets) < len(ground.frailty.assets) / 2
    assert set(ground.ready(ground.plan.members[0]).job.drawn_assets) <= ground.layout.assets


@pytest.mark.slow
def test_a_new_storm_takes_a_third_of_the_gusts_and_few_of_the_thresholds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted, not timed: places times steps of the wind, and thresholds that are worked out."""
    ground = ground_of("quang-ninh/yagi.yaml")
    member = ground.plan.members[0]
    ground.ready(member)  # what is worked out once
    counts = {"gusts": 0, "thresholds": 0}

    def gusts(*asked: Any) -> Any:
        found = gusts_mps(*asked)
        counts["gusts"] += found.size
        return found

    def limits(*asked: Any) -> Any:
        found = gust_thresholds(*asked)
        counts["thresholds"] += found.size
        return found

    monkeypatch.setattr("planner.hazard.tiles.gusts_mps", gusts)
    for user in ("planner.simulation.chances", "planner.simulation.storming"):
        monkeypatch.setattr(f"{user}.gust_thresholds", limits)
    ground.ready(member)
    quick = dict(counts)
    chances = ground.storm(member).chances
    every_threshold = len(chances.rows) * len(chances.times_h) * STRATA

    print(quick, every_threshold)
    assert 0 < quick["gusts"] < (counts["gusts"] - quick["gusts"]) / 3
    assert 0 < quick["thresholds"] < every_threshold / 20


def test_where_the_wind_switches_power_off_every_storm_has_its_own_ordeal() -> None:
    loaded = load_scenario(str(SCENARIOS / "tutorial/storm.yaml"))
    cut = next(a for a in loaded.scenario.actions if a.do == "power-cut")
    by_wind = cut.model_copy(update={"until_h": None, "when_gust_mps": 10.0})
    actions = tuple(by_wind if each is cut else each for each in loaded.scenario.actions)
    scenario = loaded.scenario.model_copy(update={"actions": actions})
    ground = Ground(plan(replace(loaded, scenario=scenario), 64))

    quick, whole = (ground.ready(ground.plan.members[0]), ground.storm(ground.plan.members[0]))

    assert any(failure.kind == "power-cut" for failure in whole.ordeal.given["L5"])
    own = ground.compiled.storm(whole.chances, whole.ordeal)
    assert run_block(quick.job, range(1), 3).equals(run_block(own, range(1), 3))
    assert run_block(quick.job, range(1), 3).equals(run_block(whole.job, range(1), 3))
