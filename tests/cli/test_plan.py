"""`planner plan`: what is written, what is said about it, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from planner.foundation.resources import scenarios_folder
from tests.cli.islands import write_province, write_scenario
from tests.cli.running import planner_says

ALL = ["explore.html", "manifest.json", "map.en.svg", "map.vi.svg"] + [
    f"plan.{language}.{form}" for language in ("en", "vi") for form in ("docx", "html", "md", "pdf")
]


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    write_scenario(write_province(Path("mau")))
    return "mau/storm.yaml"


def written(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def test_the_plan_is_written_in_both_languages_and_forms_and_its_files_are_named(
    scenario: str,
) -> None:
    said = planner_says("plan", scenario, "-o", "out")

    assert sorted(written("out")) == ALL
    assert said.out.splitlines() == [f"out/{name}" for name in ALL if name != "manifest.json"]


def test_a_plan_whose_requirements_fail_exits_with_1_and_names_the_next_command(
    scenario: str,
) -> None:
    said = planner_says("plan", scenario, "-o", "out")

    assert said.code == 1
    assert "planner check mau/storm.yaml" in said.err


def test_the_facts_of_the_storm_worked_by_hand_stand_in_the_plan(scenario: str) -> None:
    planner_says("plan", scenario, "-o", "out", "--lang", "vi")

    text = written("out")["plan.vi.md"].decode()

    assert "cần 3, hồ sơ có 3 trạm kiên cố, lúc thấp nhất còn 1; dưới chuẩn từ 07/9 10:00" in text
    assert "tổng cộng 62 h" in text
    assert "CT-05 mất 08/9 00:00: hết ắc quy sau 4 h" in text


def test_one_language_and_one_form_can_be_asked_for(scenario: str) -> None:
    planner_says("plan", scenario, "-o", "out", "--lang", "en", "--format", "html")

    assert sorted(written("out")) == ["manifest.json", "plan.en.html"]


def test_the_messages_follow_the_language_of_the_plan(scenario: str) -> None:
    said = planner_says("plan", scenario, "-o", "out", "--lang", "en")

    assert "some requirement fails or cannot be judged" in said.err


def test_a_form_that_does_not_exist_is_wrong_use_and_writes_nothing(scenario: str) -> None:
    said = planner_says("plan", scenario, "-o", "out", "--format", "odt", "--lang", "vi")

    assert said.code == 2
    assert "phương án không có dạng “odt”; có: docx, pdf, html, md, page" in said.err
    assert not Path("out").exists()


def test_the_same_inputs_give_the_same_bytes_wherever_they_lie(
    scenario: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner_says("plan", scenario, "-o", "out")
    first = written("out")
    elsewhere = tmp_path / "nơi khác"
    shutil.copytree("mau", elsewhere / "mau")
    monkeypatch.chdir(elsewhere / "mau")
    monkeypatch.setenv("TZ", "America/New_York")

    planner_says("plan", "storm.yaml", "-o", "../out")

    assert written("../out") == first


def test_a_plan_bears_the_day_it_is_given_and_never_todays(
    scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner_says("plan", scenario, "-o", "draft", "--format", "md", "--lang", "vi")
    planner_says("plan", scenario, "-o", "dated", "--format", "md", "--date", "2026-06-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780246800")  # 2026-05-31 17:00 UTC
    planner_says("plan", scenario, "-o", "epoch", "--format", "md")

    assert "ngày …… tháng …… năm ……" in written("draft")["plan.vi.md"].decode()
    assert "ngày 01 tháng 6 năm 2026" in written("dated")["plan.vi.md"].decode()
    assert written("epoch")["plan.vi.md"] == written("dated")["plan.vi.md"]


def test_a_province_at_rest_has_a_plan_without_a_storm(scenario: str) -> None:
    del scenario

    planner_says("plan", "mau", "-o", "out", "--lang", "vi")

    text = written("out")["plan.vi.md"].decode()
    assert "phục vụ phòng thủ dân sự" in text
    assert "01/01" not in text  # no day is meant


def test_a_folder_of_somebody_else_is_left_as_it_is(scenario: str) -> None:
    Path("out").mkdir()
    Path("out/thư.txt").write_text("của tôi", encoding="utf-8")

    said = planner_says("plan", scenario, "-o", "out")

    assert said.code == 4
    assert [path.name for path in Path("out").iterdir()] == ["thư.txt"]


def test_a_second_plan_replaces_the_first_as_a_whole(scenario: str) -> None:
    planner_says("plan", scenario, "-o", "out")

    planner_says("plan", scenario, "-o", "out", "--lang", "vi", "--format", "md")

    files = written("out")
    assert sorted(files) == ["manifest.json", "map.vi.svg", "plan.vi.md"]
    assert sorted(json.loads(files["manifest.json"])["sha256"]) == ["map.vi.svg", "plan.vi.md"]


def test_broken_input_is_told_with_its_place_and_no_plan_is_written(scenario: str) -> None:
    path = Path("mau/sites.yaml")
    path.write_text(path.read_text("utf-8").replace("battery_h:", "batery_h:", 1), "utf-8")

    said = planner_says("plan", scenario, "-o", "out")

    assert said.code == 3
    assert "sites.yaml:" in said.err
    assert not Path("out").exists()


def test_records_set_aside_are_announced_in_the_plan_and_it_exits_with_1(scenario: str) -> None:
    path = Path("mau/sites.yaml")
    path.write_text(path.read_text("utf-8").replace("battery_h:", "batery_h:", 1), "utf-8")

    said = planner_says("plan", scenario, "-o", "out", "--set-aside", "--lang", "vi")

    assert said.code == 1
    assert "BẢN GHI CÓ LỖI ĐỂ RIÊNG" in written("out")["plan.vi.html"].decode()
    assert "ĐỂ RIÊNG" in said.err


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_a_plan_is_never_written_through_a_link(scenario: str, tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    Path("out").symlink_to(tmp_path / "kho")

    said = planner_says("plan", scenario, "-o", "out")

    assert said.code == 4
    assert list((tmp_path / "kho").iterdir()) == []


def test_a_scenario_without_a_requirement_on_stations_has_no_plan_and_says_what_to_do(
    tmp_path: Path,
) -> None:
    duties = scenarios_folder() / "tutorial/duties.yaml"

    said = planner_says("plan", str(duties), "-o", str(tmp_path / "out"), "--lang", "en")

    assert said.code == 2
    assert "at least one requirement on hardened stations" in said.err
    assert "planner check" in said.err
