from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli import init
from planner.foundation.yaml.source import read_document
from planner.inventory.reading import read_province
from planner.inventory.starter import starter_files
from tests.cli.running import planner_says


def test_the_starter_validates_without_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    made = planner_says("init", "thu")
    checked = planner_says("validate", "thu")

    assert (made.code, made.err) == (0, "")
    assert made.out.endswith("Xong. Tiếp theo: planner validate thu; planner check thu/dien-tap.yaml\n")
    assert checked.code == 0
    assert checked.out.splitlines()[-1].startswith("0 lỗi, 8 cảnh báo")


def test_the_starter_shows_a_district_that_holds_and_one_that_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    planner_says("init", "thu")

    said = planner_says("check", "thu/dien-tap.yaml", "--lang", "en", "--format", "json")

    assert said.code == 1
    assert "holds" in said.out
    assert "fails" in said.out
    assert "dao-nho" in said.out


def test_every_file_of_the_starter_names_its_schema_and_speaks_both_languages() -> None:
    for name, text in starter_files("thu").items():
        first, *_ = text.splitlines()
        assert first == "# yaml-language-server: $schema=.planner/planner.schema.json", name
        assert "·" in text, name


def test_the_editor_finds_the_schema(tmp_path: Path) -> None:
    planner_says("init", str(tmp_path / "thu"))

    settings = json.loads((tmp_path / "thu/.vscode/settings.json").read_text("utf-8"))

    for path in settings["yaml.schemas"]:
        assert (tmp_path / "thu" / path).is_file()


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "thu").mkdir()

    assert planner_says("init", str(tmp_path / "thu")).code == 0
    assert read_province(tmp_path / "thu").province is not None


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thu").mkdir()
    (tmp_path / "thu" / "mine.txt").write_text("x")

    said = planner_says("init", str(tmp_path / "thu"))

    assert said.code == 2
    assert "không trống" in said.err
    assert [path.name for path in (tmp_path / "thu").iterdir()] == ["mine.txt"]


def test_a_link_is_not_filled(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "thu").symlink_to(tmp_path / "real")

    assert planner_says("init", str(tmp_path / "thu")).code == 2
    assert list((tmp_path / "real").iterdir()) == []


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a b", "Cô-Tô", "CON", "nul", "x" * 41, "a/..", "a.b", "-x/é", "\x1b[0m"]
)
def test_a_name_that_no_system_likes_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)

    said = planner_says("init", name)

    assert said.code == 2
    assert "\x1b" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def full(path: str, data: bytes) -> None:
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        written.append(path)
        Path(path).write_bytes(data)

    monkeypatch.setattr(init, "write_new", full)

    said = planner_says("init", str(tmp_path / "thu"))

    assert said.code == 4
    assert list(tmp_path.iterdir()) == []


def test_the_yaml_of_the_starter_has_no_finding_of_its_own(tmp_path: Path) -> None:
    for name, text in starter_files("thu").items():
        (tmp_path / name).write_text(text, "utf-8")

        document = read_document(tmp_path / name, root=tmp_path, shown_path=name)

        assert document.findings == []
