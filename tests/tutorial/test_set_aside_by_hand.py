"""Records with errors on storm night: what is set aside never makes a verdict surer than it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.foundation.text import Text
from planner.plan.summary import survey_words
from planner.scenario.reading import load_scenario
from planner.scenario.run import Run, run_scenario
from tests.cli.running import planner_says

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("tutorial", "policies"):
        shutil.copytree(SCENARIOS / name, tmp_path / name)
    return tmp_path / "tutorial"


def spoilt(folder: Path, written: str, instead: str) -> Run:
    """The calm tutorial, set aside what does not read once `written` is replaced at its first place."""
    sites = folder / "sites.yaml"
    text = sites.read_text("utf-8")
    assert written in text
    sites.write_text(text.replace(written, instead, 1), "utf-8")
    return run_scenario(load_scenario(folder / "calm.yaml", set_aside=True))


def outcome(run: Run, unit: str) -> str:
    [verdict] = [
        v for v in run.verdicts if v.unit == unit and v.requirement.id == "three-stations"
    ]
    return verdict.outcome


def test_a_site_whose_district_is_mistyped_may_stand_in_any_district(folder: Path) -> None:
    sound = run_scenario(load_scenario(folder / "calm.yaml"))
    run = spoilt(folder, "district: SONG", "district: SONH")

    assert outcome(sound, "SONG") == "holds"
    assert outcome(run, "SONG") == "unknown"


def test_nothing_holds_entirely_while_a_record_is_set_aside(folder: Path) -> None:
    run = spoilt(folder, "district: SONG", "district: SONH")

    assert not run.all_hold
    assert [aside.codes for aside in run.loaded.province.set_aside] == [("E201",)]


def test_what_is_wanted_of_a_record_set_aside_is_the_record(folder: Path) -> None:
    run = spoilt(folder, "district: SONG", "district: SONH")

    [verdict] = [
        v for v in run.verdicts if v.unit == "SONG" and v.requirement.id == "three-stations"
    ]
    [wanted] = verdict.survey
    assert wanted.datum == "S1.record"
    assert survey_words(wanted) == Text(
        vi="bản ghi để riêng (sửa lỗi) S1", en="the record set aside (mend its errors) at S1"
    )


@pytest.mark.parametrize("form", ["csv", "json", "table", "md"])
def test_no_english_words_stand_in_a_vietnamese_answer(folder: Path, form: str) -> None:
    spoilt(folder, "district: SONG", "district: SONH")

    said = planner_says("check", str(folder / "calm.yaml"), "--set-aside", "--format", form)

    assert "S1" in said.out
    assert "set aside" not in said.out
