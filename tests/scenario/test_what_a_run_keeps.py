"""A run lets go of what nobody will read: whatever it keeps, its answers are the same."""

from __future__ import annotations

import gc
import weakref
from functools import cache
from typing import TYPE_CHECKING

import pytest

from planner.foundation.memory import collector_paused
from planner.foundation.resources import scenarios_folder
from planner.network.sides import SIDES
from planner.scenario import run as running
from planner.scenario.at_rest import both_sides
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.network.networks import Networks
    from planner.network.sides import Side
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun

pytestmark = pytest.mark.slow


@cache
def loaded() -> LoadedScenario:
    return load_scenario(str(scenarios_folder() / "quang-ninh/yagi.yaml"))


@pytest.mark.parametrize("explain", [False, True])
def test_a_large_province_holds_one_weathers_runs_and_judges_as_a_small_one_does(
    monkeypatch: pytest.MonkeyPatch, *, explain: bool
) -> None:
    small = run_scenario(loaded(), explain=explain, duties=True)
    monkeypatch.setattr(running, "FRUGAL_FROM_SITES", 0)
    large = run_scenario(loaded(), explain=explain, duties=True)

    assert len(large.members) == 3
    assert [m.model for m in large.members if m.storm_runs is not None] == [large.felt.model]
    assert large.felt.model == small.felt.model
    assert large.verdicts == small.verdicts
    assert large.duties == small.duties
    for side in SIDES:
        assert large.storm_runs[side].in_service == small.storm_runs[side].in_service
        assert large.storm_runs[side].failures == small.storm_runs[side].failures


@pytest.mark.parametrize("explain", [False, True])
def test_a_large_province_never_holds_two_weathers_runs_at_once(
    monkeypatch: pytest.MonkeyPatch, *, explain: bool
) -> None:
    made: list[weakref.ref[SideRun]] = []
    alive_before: list[int] = []

    def watched(
        province: Province, ordeal: Ordeal, networks: Networks | None
    ) -> dict[Side, SideRun]:
        alive_before.append(sum(run() is not None for run in made))
        runs = both_sides(province, ordeal, networks)
        made.extend(weakref.ref(run) for run in runs.values())
        return runs

    monkeypatch.setattr(running, "FRUGAL_FROM_SITES", 0)
    monkeypatch.setattr(running, "both_sides", watched)
    run = run_scenario(loaded(), explain=explain, duties=True)

    # Each of three weathers, and the most adverse one again.
    assert alive_before == [0, 0, 0, 0]
    assert sum(each() is not None for each in made) == len(run.storm_runs)


def test_duties_judged_under_each_weather_at_once_are_those_judged_later() -> None:
    at_once = run_scenario(loaded(), explain=False, duties=True)
    later = run_scenario(loaded(), explain=False)

    assert all(member.duties is not None for member in at_once.members)
    assert all(member.duties is None for member in later.members)
    assert len(at_once.duties) > 50
    assert at_once.duties == later.duties


def test_what_a_run_lets_go_is_gone_at_once_and_does_not_wait_for_a_collector(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "FRUGAL_FROM_SITES", 0)
    question = loaded()
    gc.collect()
    with collector_paused():
        run = run_scenario(question, explain=False, duties=True)
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            gc.collect()
            in_circles = {type(each).__module__ for each in gc.garbage}
        finally:
            gc.set_debug(0)
            gc.garbage.clear()

    assert run.storm_runs
    assert not [module for module in in_circles if module.startswith("planner.simulation")]
