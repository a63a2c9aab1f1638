"""The smallest change holds under every wind model, not only under the one that is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.decisions.mending import smallest_change
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

ROOT = Path(__file__).resolve().parents[2]


def test_the_change_that_is_named_makes_the_unit_hold_under_each_model() -> None:
    loaded = load_scenario(ROOT / "scenarios" / "quang-ninh" / "yagi.yaml")
    rule = next(each for each in loaded.requirements if each.id == "three-stations")
    loaded = replace(loaded, requirements=(rule,))
    run = run_scenario(loaded)
    split = next(verdict for verdict in run.verdicts if verdict.models_differ)

    found = smallest_change(loaded, run, rule, split.unit)
    named = found.pair or ((found.single,) if found.single is not None else ())
    changed = loaded
    for change in named:
        changed = change.apply(changed)

    assert named
    (after,) = (v for v in run_scenario(changed).verdicts if v.unit == split.unit)
    assert [each.outcome for each in after.by_model] == ["holds"] * 3
