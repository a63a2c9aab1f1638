from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli.schema import SCHEMA_FILE, SETTINGS_FILE
from planner.scenario.file_kinds import FILE_KINDS
from tests.cli.running import planner_says


@pytest.mark.parametrize("kind", [None, *FILE_KINDS])
def test_a_schema_is_json_on_stdout(kind: str | None) -> None:
    said = planner_says("schema", *([kind] if kind else []))

    schema = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert schema["$schema"].endswith("2020-12/schema")


def test_descriptions_begin_with_the_language_spoken() -> None:
    vietnamese = json.loads(planner_says("schema", "province").out)
    english = json.loads(planner_says("schema", "province", "--lang", "en").out)

    path = ("$defs", "Site", "properties", "battery_h", "description")
    for step in path:
        vietnamese, english = vietnamese[step], english[step]
    assert vietnamese.startswith("Số giờ chạy bằng ắc quy")
    assert english.startswith("Hours on battery")
    assert "Hours on battery" in vietnamese


def test_editor_files_are_written_and_other_settings_kept(tmp_path: Path) -> None:
    settings = tmp_path / SETTINGS_FILE
    settings.parent.mkdir()
    settings.write_text('{"editor.tabSize": 2, "yaml.schemas": {"other.json": ["*.yml"]}}')

    said = planner_says("schema", "--editor", str(tmp_path))

    assert said.code == 0
    assert said.out == ""
    kept = json.loads(settings.read_text("utf-8"))
    assert kept["editor.tabSize"] == 2
    assert set(kept["yaml.schemas"]) == {"other.json", f"./{SCHEMA_FILE}"}
    assert json.loads((tmp_path / SCHEMA_FILE).read_text("utf-8"))["properties"]["sites"]


@pytest.mark.parametrize("text", ["// mine\n{}", "[]", "{", '{"yaml.schemas": []}', "\xff"])
def test_settings_that_are_not_plain_json_are_left_as_they_are(tmp_path: Path, text: str) -> None:
    settings = tmp_path / SETTINGS_FILE
    settings.parent.mkdir()
    settings.write_bytes(text.encode("latin-1"))

    said = planner_says("schema", "--editor", str(tmp_path))

    assert said.code == 2
    assert '"yaml.schemas"' in said.err
    assert settings.read_bytes() == text.encode("latin-1")


def test_a_missing_folder_exits_4(tmp_path: Path) -> None:
    assert planner_says("schema", "--editor", str(tmp_path / "none")).code == 4


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / ".planner").symlink_to(outside)

    said = planner_says("schema", "--editor", str(tmp_path / "p"))

    assert said.code == 4
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("arguments", [("stations",), ("province", "--editor", ".")])
def test_wrong_use_exits_2(arguments: tuple[str, ...]) -> None:
    assert planner_says("schema", *arguments).code == 2
