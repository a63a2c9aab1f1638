"""The bundled provinces under each wind model: what is looked at densely enough, and what a band says of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.hazard.exposure import LINE_SPACING_KM, sampled
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from planner.scenario.run import Run

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"

each_province = pytest.mark.parametrize("name", ["hai-phong", "quang-ninh"])


@cache
def run(name: str) -> Run:
    return run_scenario(load_scenario(SCENARIOS / name / "yagi.yaml"), explain=False)


@each_province
def test_looking_twice_as_densely_in_time_or_along_lines_changes_no_verdict_under_any_model(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load_scenario(SCENARIOS / name / "yagi.yaml")
    assert loaded.storm is not None
    finer = loaded.storm.wind.model_copy(update={"step_min": loaded.storm.wind.step_min / 2})
    in_time = replace(loaded, storm=loaded.storm.model_copy(update={"wind": finer}))

    def outcomes(of: Run) -> list[tuple[str, list[str]]]:
        return [(v.unit, [each.outcome for each in v.by_model]) for v in of.verdicts]

    expected = outcomes(run(name))
    assert outcomes(run_scenario(in_time, explain=False)) == expected
    half = partial(sampled, spacing_km=LINE_SPACING_KM / 2)
    monkeypatch.setattr("planner.scenario.exposing.sampled", half)
    assert outcomes(run_scenario(loaded, explain=False)) == expected


@each_province
def test_a_unit_holds_under_the_band_exactly_where_it_holds_under_each_model_alone(
    name: str,
) -> None:
    loaded = load_scenario(SCENARIOS / name / "yagi.yaml")
    assert loaded.storm is not None
    alone = []
    for model in loaded.storm.wind.models:
        wind = loaded.storm.wind.model_copy(update={"profile": model})
        one = replace(loaded, storm=loaded.storm.model_copy(update={"wind": wind}))
        alone.append(run_scenario(one, explain=False).verdicts)

    for verdict, *each in zip(run(name).verdicts, *alone, strict=True):
        assert [told.outcome for told in verdict.by_model] == [told.outcome for told in each]
        assert (verdict.outcome == "holds") == all(told.outcome == "holds" for told in each)
        shown = each[[told.model for told in verdict.by_model].index(verdict.model or "")]
        assert verdict.pessimistic == shown.pessimistic
        assert verdict.optimistic == shown.optimistic
    assert any(verdict.models_differ for verdict in run("quang-ninh").verdicts)
