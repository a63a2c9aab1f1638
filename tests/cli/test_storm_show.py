"""`planner storm show` as a planner meets it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import yaml

from tests.cli.running import planner_says
from tests.hazard.test_bulletin import bulletin

SCENARIOS = Path(__file__).parents[2] / "scenarios"
YAGI = str(SCENARIOS / "storms" / "yagi-2024.yaml")
MOLAVE = str(SCENARIOS / "storms" / "molave-2020.yaml")


def test_a_fix_is_shown_in_vietnam_time_with_its_force_and_its_distance() -> None:
    said = planner_says("storm", "show", YAGI, str(SCENARIOS / "quang-ninh"))

    [row] = [line for line in said.out.splitlines() if "07/9 07:00" in line]
    # 85 kt over 10 minutes are 43.7 m/s; over 2 minutes 43.7 x 1.23 / 1.15 = 46.8 m/s, force 15.
    assert row.split() == ["07/9", "07:00", "20,5", "B;", "108,1", "Đ", "15", "43,7", "85", "940",
                           "50", "kt", "148;", "30", "kt", "389", "Cô", "Tô", "63", "km"]  # fmt: skip
    assert "JMA, gió trung bình 10 phút trên biển" in said.out
    assert "vào bờ gần Hạ Long khoảng 07/9 12:30" in said.out


def test_a_one_minute_agency_is_shown_as_such_with_its_quadrants() -> None:
    said = planner_says("storm", "show", MOLAVE, "--lang", "en")

    assert "JTWC, 1-minute mean over the sea" in said.out
    assert "1-min wind (m/s)" in said.out
    assert "64 kt 65/56/56/102; 50 kt 102/111/93/130" in said.out
    assert "To the nearest seat" not in said.out  # no province was given


def test_a_bulletin_comes_with_the_conversion_of_its_forces(tmp_path: Path) -> None:
    path = tmp_path / "bao.yaml"
    storm = {"storm": {"id": "bao", "name": {"vi": "Bão số 3"}, "bulletin": bulletin()}}
    path.write_text(yaml.safe_dump(storm, allow_unicode=True), encoding="utf-8")
    svg = tmp_path / "bao.svg"

    said = planner_says("storm", "show", str(path), "--svg", str(svg))

    [row] = [line for line in said.out.splitlines() if "47,6 m/s" in line and line.split()[0] == "0"]
    assert row.split() == ["0", "13", "41,4", "80,5", "47,6", "m/s,", "cấp", "15", "16"]
    assert "stroke-dasharray" in svg.read_text("utf-8")  # the 70 % circle
    assert "xác suất 70 %" in svg.read_text("utf-8")


def test_the_forms_for_programs_hold_every_fix() -> None:
    told = json.loads(planner_says("storm", "show", YAGI, "--format", "json").out)
    map_ = json.loads(planner_says("storm", "show", YAGI, "--format", "geojson").out)
    rows = list(csv.reader(io.StringIO(
        planner_says("storm", "show", YAGI, "--format", "csv").out.lstrip("\ufeff")
    )))  # fmt: skip

    assert len(told["fixes"]) == len(rows) - 1 == len(map_["features"]) - 1 == 15
    assert told["landfall"]["near"] == "Hạ Long"
    assert told["averaging_min"] == 10


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_picture_names_storm_agency_and_landfall(tmp_path: Path, language: str) -> None:
    svg = tmp_path / "yagi.svg"

    planner_says("storm", "show", YAGI, str(SCENARIOS / "quang-ninh"), "--svg", str(svg), "--lang", language)

    drawn = svg.read_text("utf-8")
    assert ("10-minute winds" if language == "en" else "gió trung bình 10 phút") in drawn
    assert "Hạ Long" in drawn


def test_drawn_with_characters_the_fixes_are_in_order() -> None:
    said = planner_says("storm", "show", YAGI, str(SCENARIOS / "quang-ninh"), "--draw")

    assert any("..." in line for line in said.out.splitlines())
    assert "·" in said.out


def test_a_storm_without_a_track_cannot_be_shown(tmp_path: Path) -> None:
    path = tmp_path / "mat.yaml"
    path.write_text(
        "storm: {id: mat, name: {vi: Mất}, removals: [{select: {kind: [mast]}}]}\n", encoding="utf-8"
    )

    said = planner_says("storm", "show", str(path))

    assert said.code == 3
    assert "không có đường đi" in said.err


def test_a_province_with_errors_is_refused_with_its_findings(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()

    assert planner_says("storm", "show", YAGI, str(tmp_path / "p")).code == 3
