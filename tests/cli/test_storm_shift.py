"""`planner storm shift` as a planner meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import planner_says

YAGI = str(Path(__file__).parents[2] / "scenarios" / "storms" / "yagi-2024.yaml")


def test_the_new_file_validates_and_says_where_it_comes_from(tmp_path: Path) -> None:
    target = tmp_path / "yagi-nam.yaml"

    said = planner_says("storm", "shift", YAGI, "--along-coast-km", "-120", "-o", str(target), "--lang", "en")

    assert said.code == 0
    assert "Force at the coast: 15." in said.err
    text = target.read_text("utf-8")
    assert "  id: yagi-nam\n" in text
    assert "Bão giả định từ yagi-2024: nơi đổ bộ dời 120 km dọc bờ biển về phía nam." in text
    assert planner_says("validate", str(target)).code == 0


@pytest.mark.parametrize(
    "options",
    [[], ["--hours", "nan"], ["--hours", "1e9"], ["--intensity", "0"], ["--turn-deg", "nan"]],
)
def test_what_shifts_nothing_or_too_much_is_wrong_use(options: list[str]) -> None:
    assert planner_says("storm", "shift", YAGI, *options).code == 2


def test_a_landfall_beyond_the_coast_is_refused_with_how_far_it_can_go() -> None:
    said = planner_says("storm", "shift", YAGI, "--along-coast-km", "900", "--lang", "en")

    assert said.code == 3
    assert "km north" in said.err


def test_a_file_that_is_no_storm_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("scenario: {}\n", encoding="utf-8")

    said = planner_says("storm", "shift", str(path), "--hours", "1")

    assert said.code == 3
    assert "E118" in said.err
