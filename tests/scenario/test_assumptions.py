"""What a run takes for granted is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.scenario.reading import LoadedScenario, load_scenario
from planner.scenario.run import run_scenario

YAGI = Path(__file__).resolve().parents[2] / "scenarios" / "quang-ninh" / "yagi.yaml"


@pytest.fixture(scope="module")
def yagi() -> LoadedScenario:
    return load_scenario(YAGI)


def test_a_track_that_lies_outside_the_scenarios_time_is_said_and_breaks_nothing(
    yagi: LoadedScenario,
) -> None:
    later = yagi.scenario.start + timedelta(days=30)
    loaded = replace(yagi, scenario=yagi.scenario.model_copy(update={"start": later}))

    run = run_scenario(loaded, explain=False)

    assert any("outside the scenario's time" in said.en for said in run.assumptions)
    assert not any(cause.kind == "gust" for f in run.pessimistic.failures.values() for cause in f)


def test_class_defaults_that_serve_damage_are_counted_and_named(yagi: LoadedScenario) -> None:
    run = run_scenario(yagi, explain=False)

    assert any("design wind was not surveyed" in said.en for said in run.assumptions)
    assert any("full at hour 0" in said.en for said in run.assumptions)
