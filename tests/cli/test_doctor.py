from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from planner.cli import doctor
from planner.cli.doctor import NEEDED, Check, check_encoding, check_package, check_python, next_step
from planner.foundation.errors import MachineError
from planner.foundation.text import Text
from tests.cli.running import planner_says

ROOT = Path(__file__).resolve().parents[2]


def test_a_good_machine_is_told_the_next_step() -> None:
    said = planner_says("doctor", "--lang", "en")

    assert said.code == 0, said.out
    assert "✗" not in said.out.replace("lines with ✗", "")
    assert said.out.endswith("Next step: planner demo; then planner init NAME\n")
    assert said.err == ""


def test_the_packages_looked_for_are_those_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert set(NEEDED) == {re.split("[<>=]", line)[0] for line in project["dependencies"]}


def test_an_old_python_is_not_enough() -> None:
    assert check_python((3, 10, 14)).remedy is not None
    assert check_python((3, 11, 0)).remedy is None


def test_a_package_that_is_missing_comes_with_its_remedy() -> None:
    check = check_package("no-such-package", "no_such_package")

    assert check.remedy is not None
    assert "pip install" in check.remedy.en
    assert check.mark.text == "✗"


@pytest.mark.parametrize(("encoding", "good"), [("utf-8", True), ("cp1258", False), ("?", False)])
def test_a_console_without_vietnamese_is_a_warning_only(encoding: str, good: bool) -> None:
    check = check_encoding(encoding)

    assert check.mark.text == ("✓" if good else "!")
    assert "doctor" not in next_step([check]).en


def test_a_machine_that_lacks_something_exits_4(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Path:
        raise MachineError(Text(vi="thiếu thư mục", en="folder missing"))

    monkeypatch.setattr(doctor, "templates_folder", gone)

    said = planner_says("doctor", "--lang", "en")

    assert said.code == 4
    assert "folder missing" in said.out
    assert said.out.endswith("mend the lines with ✗, then run again: planner doctor\n")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    planner_says("doctor")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    check: Check = doctor.check_writable(tmp_path / "file")

    assert check.remedy is not None
    assert "file" in check.seen
