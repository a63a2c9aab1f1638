"""An ensemble's probabilities come to the page of the same scenario, and of no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import planner_says

STORM = str(Path(__file__).resolve().parents[3] / "scenarios" / "tutorial" / "storm.yaml")


def test_the_page_tells_what_the_ensemble_counted_and_refuses_other_inputs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    planner_says("ensemble", STORM, "--samples", "64", "--format", "json", "-o", "chances.json")
    answer = json.loads(Path("chances.json").read_text("utf-8"))
    holds = {(u["requirement"], u["unit"]): u["holds"] for u in answer["units"]}

    planner_says("plan", STORM, "--format", "page", "--ensemble", "chances.json", "-o", "made")

    [page] = [each.read_text("utf-8") for each in Path("made").glob("*.html")]
    for (requirement, unit), share in holds.items():
        told = [requirement, unit, share["value"], share["low"], share["high"]]
        assert json.dumps(told, separators=(",", ":")) in page

    changes: list[dict[str, object]] = [
        {"inputs": []}, {"samples": 63}, {"landfalls": [{}]}, {"units": [{}]},
    ]  # fmt: skip
    for change in changes:
        Path("other.json").write_text(json.dumps({**answer, **change}), "utf-8")
        said = planner_says("plan", STORM, "--format", "page", "--ensemble", "other.json")
        assert said.code == 2
        assert "other.json" in said.err
