"""A document leads back to its inputs: what changed since is told, and a changed word too."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from random import Random

import pytest
from pypdf import PdfReader, PdfWriter

from planner.plan.papers.comparing import place_of
from planner.plan.papers.pdf_reading import lines_of_pages
from planner.plan.papers.stamp import MARK, stamp_in
from tests.cli.islands import write_province, write_scenario
from tests.cli.running import planner_says
from tests.plan.papers.forging import PdfForger, repacked
from tests.plan.papers.measuring import OFFICE


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
    assert said.out.count("✓ khớp") == 4, "inputs, tool, answers, document"


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
    return repacked(content, lambda name, part: part.replace(old.encode(), new.encode()) if name == TEXT else part)


TEXT = "word/document.xml"


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


def test_where_a_word_was_changed_is_told(plan: Path) -> None:
    path = plan / "dispatch.vi.md"
    told = path.read_text("utf-8").replace("Trực 24/24 giờ", "Trực 12/24 giờ")
    path.write_text(told, "utf-8")

    said = planner_says("verify", str(path), "--lang", "en")

    assert "at “head of the document”:" in said.out  # a dispatch has no headings
    assert "12/24" in said.out


def test_a_digit_changed_in_a_pdf_is_shown_with_its_page_and_section(plan: Path) -> None:
    path = plan / "quick-report.vi.pdf"
    planner_says("plan", "mau/storm.yaml", "--out", "out", "--form", "quick-report", "--lang", "vi")
    original = path.read_bytes()
    before = lines_of_pages(original)

    for seed in range(4):
        page, forged = PdfForger(original).forged_file(Random(seed))
        path.write_bytes(forged)
        after = lines_of_pages(forged)
        gone, new = next(pair for pair in zip(before[page], after[page], strict=True) if pair[0] != pair[1])
        said = planner_says("verify", str(path), "--lang", "en")

        assert said.code == 1
        assert f"at “page {page + 1}, " in said.out
        assert f"-{gone}\n" in said.out
        assert f"+{new}\n" in said.out


def test_a_pdf_that_another_program_saved_again_differs_though_its_words_do_not(plan: Path) -> None:
    path = plan / "dispatch.vi.pdf"
    writer = PdfWriter(clone_from=PdfReader(path))
    for page in writer.pages:
        page.compress_content_streams()
    writer.write(path)

    said = planner_says("verify", str(path), "--lang", "en")

    assert said.code == 1
    assert "✗ differs: document" in said.out
    assert "its words are unchanged, but the file differs" in said.out


def test_a_page_taken_out_of_a_pdf_is_told(plan: Path) -> None:
    path = plan / "dispatch.vi.pdf"
    whole = PdfReader(path)
    writer = PdfWriter(clone_from=whole)
    writer.remove_page(len(writer.pages) - 1)
    writer.write(path)

    said = planner_says("verify", str(path), "--lang", "en")

    assert said.code == 1
    assert f"{len(whole.pages) - 1} pages, planner writes {len(whole.pages)}" in said.out


def test_a_locked_pdf_differs_and_says_that_it_cannot_be_read(plan: Path) -> None:
    path = plan / "dispatch.vi.pdf"
    stamp = path.read_bytes().partition(MARK.encode())[2].split(b")")[0].split(b"<")[0]
    path.write_bytes(b"%PDF-1.7\n/Encrypt " + MARK.encode() + stamp)

    said = planner_says("verify", str(path), "--lang", "en")

    assert said.code == 1
    assert "saved in a way in which its words cannot be read" in said.out


def test_a_picture_that_was_replaced_or_taken_out_is_told_and_the_words_match(plan: Path) -> None:
    path = plan / "brief.vi.docx"
    original = path.read_bytes()

    def other(name: str, part: bytes) -> bytes:
        return part + b"x" if name.startswith("word/media/") else part

    path.write_bytes(repacked(original, other))
    replaced = planner_says("verify", str(path), "--lang", "en")
    path.write_bytes(repacked(original, _without_drawings))
    taken = planner_says("verify", str(path), "--lang", "en")

    assert (replaced.code, taken.code) == (1, 1)
    assert "✓ matches: document" in replaced.out
    assert "✗ differs: pictures" in replaced.out
    assert "picture 1 (" in replaced.out
    assert "was replaced" in replaced.out
    assert "is gone" in taken.out


def _without_drawings(name: str, part: bytes) -> bytes:
    if name != "word/document.xml":
        return part
    return re.sub(rb"<w:drawing>.*?</w:drawing>", b"", part, flags=re.DOTALL)


def test_a_word_changed_in_the_margin_is_told_apart_from_the_text(plan: Path) -> None:
    path = plan / "dispatch.vi.docx"

    def other(name: str, part: bytes) -> bytes:
        return part.replace("hạt giống".encode(), b"hat giong") if "footer" in name else part

    path.write_bytes(repacked(path.read_bytes(), other))

    said = planner_says("verify", str(path), "--lang", "en")

    assert said.code == 1
    assert "✓ matches: document" in said.out
    assert "✗ differs: page margins" in said.out


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (libreoffice-writer-nogui)")
def test_what_another_office_program_saved_still_matches_with_its_pictures(plan: Path, tmp_path: Path) -> None:
    assert OFFICE is not None
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "saved"), str(plan / "brief.vi.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    said = planner_says("verify", str(tmp_path / "saved" / "brief.vi.docx"), "mau/storm.yaml", "--lang", "en")

    assert said.code == 0
    assert said.out.count("✓ matches") == 6


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (0, "phần đầu văn bản"),
        (3, "V. Phương án › 1. Trước bão"),
        (5, "Phụ lục VII. Máy phát"),
        (7, "Phụ lục VII. Máy phát › 2. Dầu"),
    ],
)
def test_a_place_is_the_appendix_or_section_and_the_heading_above(at: int, told: str) -> None:
    lines = [
        "PHƯƠNG ÁN", "## V. Phương án", "### 1\\. Trước bão", "Kiểm tra cột",
        "## Phụ lục VII. Máy phát", "bảng", "### 2\\. Dầu", "260 lít",
    ]  # fmt: skip

    assert place_of(lines, at).vi == told


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
