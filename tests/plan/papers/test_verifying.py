"""A document leads back to its inputs: what changed since is told, and a changed word too."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from planner.plan.papers.stamp import MARK, stamp_in
from tests.cli.islands import write_province, write_scenario
from tests.cli.running import planner_says


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of two documents of the islands' storm, in Vietnamese."""
    monkeypatch.chdir(tmp_path)
    write_scenario(write_province(Path("mau")))
    planner_says("plan", "mau/storm.yaml", "--out", "out", "--form", "brief,dispatch", "--lang", "vi",
                 "--number", "5", "--date", "2026-02-05")  # fmt: skip
    return Path("out")


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md"])
def test_a_document_of_unchanged_inputs_matches_in_every_form(plan: Path, form: str) -> None:
    said = planner_says("verify", str(plan / f"brief.vi.{form}"), "--lang", "vi")

    assert said.code == 0, said.out
    assert said.out.count("✓ khớp") == 4


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md"])
def test_one_digit_of_one_battery_is_detected_in_every_form(plan: Path, form: str) -> None:
    path = Path("mau/sites.yaml")
    path.write_text(path.read_text("utf-8").replace("battery_h: 4", "battery_h: 5", 1), "utf-8")

    said = planner_says("verify", str(plan / f"brief.vi.{form}"), "--lang", "en")

    assert said.code == 1
    assert "✗ differs: inputs" in said.out
    assert "sites.yaml: changed" in said.out


def test_a_new_file_of_the_province_is_detected(plan: Path) -> None:
    Path("mau/more.yaml").write_text("srlgs: [{id: R-9, kind: bridge}]\n", "utf-8")

    said = planner_says("verify", str(plan / "brief.vi.pdf"), "--lang", "en")

    assert said.code == 1
    assert "more.yaml: new" in said.out


def test_a_word_changed_by_hand_is_shown_as_planner_writes_it_and_as_it_stands(plan: Path) -> None:
    path = plan / "dispatch.vi.md"
    path.write_text(path.read_text("utf-8").replace("# CÔNG ĐIỆN", "# CÔNG VĂN"), "utf-8")

    said = planner_says("verify", str(path), "--lang", "en")

    assert said.code == 1
    assert "✓ matches: inputs" in said.out
    assert "-# CÔNG ĐIỆN" in said.out
    assert "+# CÔNG VĂN" in said.out


def edited(content: bytes, old: str, new: str) -> bytes:
    """A Word file whose words a secretary changed, packed by another program."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                part = part.replace(old.encode(), new.encode())
            target.writestr(name, part)
    return stream.getvalue()


def test_a_word_file_saved_again_still_matches_and_says_so(plan: Path) -> None:
    path = plan / "dispatch.vi.docx"
    path.write_bytes(edited(path.read_bytes(), "không có chữ này", ""))

    said = planner_says("verify", str(path), "--lang", "en")

    assert said.code == 0
    assert "saved again by another program" in said.out


def test_a_number_changed_in_word_is_found(plan: Path) -> None:
    path = plan / "dispatch.vi.docx"
    path.write_bytes(edited(path.read_bytes(), "24/24", "12/24"))

    said = planner_says("verify", str(path), "--lang", "en")

    assert said.code == 1
    assert "12/24" in said.out


def test_a_file_without_a_trace_is_refused_with_the_reason(plan: Path) -> None:
    path = plan / "thư.txt"
    path.write_text("không phải văn bản của planner", "utf-8")

    said = planner_says("verify", str(path), "--lang", "en")

    assert said.code == 3
    assert "E463" in said.err


def test_a_missing_file_is_the_machines_fault() -> None:
    assert planner_says("verify", "khong-co.pdf").code == 4


def test_a_document_far_from_its_province_asks_for_the_scenario(
    plan: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path_factory.mktemp("xa") / "brief.vi.pdf"
    away.write_bytes((plan / "brief.vi.pdf").read_bytes())
    home = Path.cwd()
    monkeypatch.chdir(away.parent)

    lost = planner_says("verify", away.name, "--lang", "en")
    found = planner_says("verify", away.name, str(home / "mau" / "storm.yaml"), "--lang", "en")

    assert lost.code == 2
    assert "storm.yaml" in lost.err
    assert found.code == 0


def test_the_answer_as_json_names_every_check(plan: Path) -> None:
    said = planner_says("verify", str(plan / "brief.vi.md"), "--format", "json")

    told = json.loads(said.out)
    assert told["matches"] is True
    assert [check["what"] for check in told["checks"]] == ["inputs", "tool", "answers", "document"]


@pytest.mark.parametrize("junk", [b"", b"batram:1:", f"{MARK}{'A' * 80}".encode(), b"PK\x03\x04"])
def test_junk_is_no_stamp_and_no_crash(junk: bytes) -> None:
    assert stamp_in(junk) is None
