"""`planner storm import` as a planner meets it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import planner_says
from tests.hazard.best_tracks.files import JMA, PLAIN, written


def test_a_storm_is_written_and_the_file_validates(tmp_path: Path) -> None:
    source, target = written(tmp_path, JMA), tmp_path / "storms" / "yagi.yaml"

    said = planner_says("storm", "import", str(source), "--name", "yagi", "--season", "2024",
                        "-o", str(target))  # fmt: skip

    assert (said.code, said.out) == (0, "")
    assert target.read_text("utf-8").startswith("# Quỹ đạo do JMA công bố; gió là trung bình 10 phút")
    assert "  id: yagi\n" in target.read_text("utf-8")
    assert planner_says("validate", str(target)).code == 0


def test_without_an_output_the_storm_is_printed(tmp_path: Path) -> None:
    said = planner_says("storm", "import", str(written(tmp_path, JMA)), "--name", "YAGI")

    assert said.code == 0
    assert "  id: yagi-2024\n" in said.out


def test_the_list_shows_both_agencies_in_english(tmp_path: Path) -> None:
    said = planner_says("storm", "import", str(written(tmp_path, PLAIN)), "--list", "--lang", "en")

    assert said.code == 0
    assert "JTWC" in said.out
    assert "2 tracks (csv)" in said.out


def test_two_agencies_are_asked_about_with_exit_code_3(tmp_path: Path) -> None:
    said = planner_says("storm", "import", str(written(tmp_path, PLAIN)), "--name", "YAGI")

    assert said.code == 3
    assert said.out == ""
    assert "E409" in said.err


def test_metres_per_second_for_knots_are_doubted_and_can_be_declared(tmp_path: Path) -> None:
    slow = JMA.replace("     085 ", "     044 ").replace("     090 ", "     046 ")
    source = str(written(tmp_path, slow))

    doubted = planner_says("storm", "import", source, "--name", "YAGI")
    declared = planner_says("storm", "import", source, "--name", "YAGI", "--wind-unit", "m/s")

    assert "W520" in doubted.err
    assert "W520" not in declared.err
    assert "wind_kt: 89.4" in declared.out  # 46 m/s


def test_nothing_asked_for_is_wrong_use(tmp_path: Path) -> None:
    assert planner_says("storm", "import", str(written(tmp_path, JMA))).code == 2


def test_a_verb_that_does_not_exist_is_answered_with_the_near_one() -> None:
    said = planner_says("storm", "imprt", "--lang", "en")

    assert said.code == 2
    assert "import" in said.err
