"""`planner storm sweep` as a planner meets it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import planner.cli.storm_sweep as module
from tests.cli.running import planner_says

if TYPE_CHECKING:
    from collections.abc import Iterator

SCENARIOS = Path(__file__).parents[2] / "scenarios"
QUANG_NINH = str(SCENARIOS / "quang-ninh" / "yagi.yaml")
SMALL = ("--landfalls", "1", "--forces", "9-10", "--requirement", "three-stations")


def test_the_table_names_force_and_landfall_and_the_picture_is_drawn(tmp_path: Path) -> None:
    svg = tmp_path / "quet.svg"

    said = planner_says("storm", "sweep", QUANG_NINH, "--landfalls", "1", "--forces", "16", "--svg",
                        str(svg), "--lang", "en")  # fmt: skip

    assert said.code == 0
    assert "force 16 or below" in said.out
    assert "at rest already" in said.out  # Cô Tô
    assert "ILLUSTRATIVE" in said.out
    assert svg.read_text("utf-8").startswith("<svg")


def test_json_has_every_cell_and_csv_every_unit() -> None:
    told = json.loads(planner_says("storm", "sweep", QUANG_NINH, *SMALL, "--format", "json").out)
    rows = list(csv.reader(io.StringIO(
        planner_says("storm", "sweep", QUANG_NINH, *SMALL, "--format", "csv").out.lstrip("\ufeff")
    )))  # fmt: skip

    assert (told["cells_done"], told["cells_of"], len(told["cells"])) == (2, 2, 2)
    assert len(told["cells"][0]["found"]) == len(told["units"]) == 13
    assert len(rows) == 1 + 13
    assert told["inputs"]


def test_another_storm_of_another_year_comes_ashore_within_the_scenario() -> None:
    storm = str(SCENARIOS / "storms" / "wipha-2025.yaml")

    said = planner_says("storm", "sweep", QUANG_NINH, "--storm", storm, "--landfalls", "1",
                        "--forces", "13", "--requirement", "three-stations", "--format", "json")  # fmt: skip

    [cell] = json.loads(said.out)["cells"]
    assert max(found["gust_mps"] for found in cell["found"]) > 30


def test_ctrl_c_keeps_what_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = vars(module)["sweep"]

    def stopped(*asked: Any) -> Iterator[Any]:
        yield next(iter(whole(*asked)))
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "sweep", stopped)

    said = planner_says("storm", "sweep", QUANG_NINH, *SMALL, "--lang", "en")

    assert said.code == 130
    assert "stopped early: 1 of 2 cells are done" in said.out


@pytest.mark.parametrize("forces", ["", "17-8", "5", "8-18", "8-17-18", "x"])
def test_what_is_no_range_of_forces_is_wrong_use(forces: str) -> None:
    assert planner_says("storm", "sweep", QUANG_NINH, "--forces", forces).code == 2


def test_a_province_at_rest_needs_a_storm() -> None:
    said = planner_says("storm", "sweep", str(SCENARIOS / "quang-ninh" / "at-rest.yaml"))

    assert said.code == 2
    assert "--storm" in said.err
