"""Keeping reach up to date looks at little: counted, not timed, so that a busy machine cannot hide a slip."""

from __future__ import annotations

import pytest

from benchmarks.reach import Comparison, compared
from planner.foundation.resources import scenarios_folder
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

LARGEST_SHARE = 0.03
"""Of events × vertices: what a search from the gateways at every event would have to look at."""


@pytest.fixture(scope="module", params=["quang-ninh", "hai-phong"])
def comparison(request: pytest.FixtureRequest) -> Comparison:
    scenario = scenarios_folder() / request.param / "yagi.yaml"
    return compared(run_scenario(load_scenario(scenario), explain=False))


def test_the_storm_has_hundreds_of_events_on_hundreds_of_vertices(comparison: Comparison) -> None:
    assert comparison.events > 200
    assert comparison.vertices > 200


def test_an_event_looks_only_at_what_it_touches(comparison: Comparison) -> None:
    assert comparison.looked_at <= LARGEST_SHARE * comparison.events * comparison.vertices


def test_at_every_event_the_same_vertices_are_joined_as_in_a_fresh_search(
    comparison: Comparison,
) -> None:
    assert comparison.equal
