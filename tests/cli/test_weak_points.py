"""`planner weak-points` in every form."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from planner.cli import weak_points as cli
from planner.decisions.weak_points.finding import weak_points
from planner.hazard.assets import assets
from planner.scenario.reading import load_scenario
from tests.cli.running import planner_says

TUTORIAL = str(Path(__file__).resolve().parents[2] / "scenarios" / "tutorial")


def test_the_table_names_each_single_weak_point_with_its_place() -> None:
    said = planner_says("weak-points", TUTORIAL)

    assert said.code == 1
    assert "nhóm rủi ro chung CAU  [fiber.yaml:" in said.out
    counted = [a for a in assets(load_scenario(TUTORIAL).province).values()
               if a.kind not in {"command-post", "warning-channel", "resource", "road", "sea-route"}]  # fmt: skip
    assert f"đã thử từng cái một trong {len(counted)} tài sản" in said.out


def test_one_unit_is_told_with_its_pairs() -> None:
    said = planner_says("weak-points", TUTORIAL, "--unit", "Huyện Sông", "--lang", "en")

    assert "segment C1 and segment C3" in said.out
    assert "generator g1 at HS and service drop HS" in said.out
    assert "Mountain" not in said.out


def test_what_a_survey_might_mend_is_marked() -> None:
    said = planner_says("weak-points", TUTORIAL, "--unit", "Xã Biển", "--lang", "en")

    assert "mast B1 (if the survey finds the worst)" in said.out
    assert "gateway GW  [" in said.out


def test_with_a_probability_the_exact_chance_is_told() -> None:
    said = planner_says(
        "weak-points", TUTORIAL, "--p", "0", "--count",
        "--requirement", "three-stations", "--format", "json",
    )  # fmt: skip

    units = {unit["unit"]: unit for unit in json.loads(said.out)["units"]}
    assert units["SONG"]["pessimistic"]["probability"] == 0
    assert units["SONG"]["pessimistic"]["count_by_size"][:3] == [0, 21, 4]
    assert not units["BIEN"]["pessimistic"]["holds_at_rest"]
    assert units["BIEN"]["pessimistic"]["probability"] == 1


def test_csv_and_markdown_have_one_row_for_each_set() -> None:
    table = planner_says("weak-points", TUTORIAL, "--format", "csv").out
    page = planner_says("weak-points", TUTORIAL, "--format", "md").out

    assert table.startswith("\ufeffYêu cầu,Mã đơn vị")
    assert sum(line.startswith("three-stations,SONG,") for line in table.splitlines()) == 25
    assert sum(line.startswith("| three-stations | SONG |") for line in page.splitlines()) == 25


def test_an_unknown_unit_is_wrong_use() -> None:
    assert planner_says("weak-points", TUTORIAL, "--unit", "Không Có").code == 2


def test_a_unit_whose_probability_has_no_room_is_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "weak_points", partial(weak_points, rooms=(3,)))
    asked = ("weak-points", TUTORIAL, "--p", "0.1", "--unit", "Huyện Sông", "--lang", "en")

    table, page, sheet, answer = (
        planner_says(*asked, "--format", form).out for form in ("table", "md", "csv", "json")
    )

    reason = "needs more than 3 nodes in every order that was tried"
    assert "no room" in table
    assert f"{reason}." in table
    assert "1 units are too large to work out in full" in table
    assert reason in page
    assert reason in sheet
    [unit] = [u for u in json.loads(answer)["units"] if u["requirement"] == "three-stations"]
    assert reason in unit["out_of_room"]["en"]
    assert unit["pessimistic"]["probability"] is None
    assert unit["pessimistic"]["cut_sets"]


def test_a_unit_that_falls_short_at_rest_fails_with_certainty_when_the_survey_finds_the_worst() -> None:
    said = planner_says("weak-points", TUTORIAL, "--p", "0.01", "--lang", "en")

    assert "– 100 %" in said.out
