"""Nothing is torn: no word in a narrow column, no number from its unit, no heading or signature from its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.plan.papers.blocks import (
    Annex,
    Cell,
    Column,
    Heading,
    Items,
    Paper,
    Para,
    Row,
    Span,
    Table,
)
from planner.plan.papers.columns import PT_PER_MM, unbroken, widths_pt
from planner.plan.papers.letterhead import letterhead
from planner.plan.papers.package import unzipped
from planner.plan.papers.stamp import Stamp
from planner.plan.papers.typesetting import pdf
from planner.plan.papers.widths import width_pt
from planner.plan.papers.word import docx
from tests.plan.papers.measuring import POPPLER, pages_of

if TYPE_CHECKING:
    from pathlib import Path

    from planner.plan.papers.blocks import Block, Words
    from tests.plan.papers.measuring import Page

SIDES_PT = 5.6
STAMP = Stamp(
    kind="plan", language="vi", form="pdf", level="internal", number="", day="", start="2026-06-01",
    scenario="mẫu", scenario_file="mau.yaml", seed=0, set_aside=False, version="0", policies=(), inputs=(), answers="",
)  # fmt: skip


def words(text: str) -> Words:
    return (Span(text),)


def table(shares: tuple[float, ...], head: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table(
        tuple(Column(share) for share in shares),
        tuple(map(words, head)),
        tuple(Row(tuple(Cell(words(cell)) for cell in row)) for row in rows),
    )


NARROW = table(
    (2, 10, 60, 28),
    ("Đúng hạn", "Số liệu ngày", "Việc", "Dưới chuẩn"),
    ("đúng", "06/09/2024", "Chằng chống nhà trạm và cột, hạ tải cột yếu " * 3, "61 h 23 ph"),
    ("muộn", "LH-QN-12", "Nạp đầy bồn dầu", "72 h"),
)


def test_no_column_is_narrower_than_its_longest_word_number_with_unit_or_code() -> None:
    width = 100 * PT_PER_MM

    made, whole = widths_pt(NARROW, width, 11, SIDES_PT)

    assert whole
    assert sum(made) == pytest.approx(width)
    for at, room in enumerate(made):
        for text, bold in [(["Đúng hạn", "Số liệu ngày", "Việc", "Dưới chuẩn"][at], True)] + [
            ("".join(span.text for span in row.cells[at].words), False) for row in NARROW.rows
        ]:
            for piece in unbroken(text):
                assert width_pt(piece, 11, bold=bold) <= room - SIDES_PT + 1e-6, piece
    # The shares alone would tear the word “Đúng”.
    assert width * 0.02 - SIDES_PT < width_pt("Đúng", 11, bold=True) <= made[0] - SIDES_PT


def test_columns_that_are_wide_enough_are_left_as_the_template_says() -> None:
    roomy = table((30, 70), ("Trạm", "Việc"), ("BC-001", "Nạp dầu"))

    made, whole = widths_pt(roomy, 400, 11, SIDES_PT)

    assert whole
    assert made == pytest.approx([120, 280])


def test_a_table_too_narrow_for_its_words_keeps_its_shares_and_says_so() -> None:
    made, whole = widths_pt(NARROW, 120, 11, SIDES_PT)

    assert not whole
    assert made == pytest.approx([120 * share / 100 for share in (2, 10, 60, 28)])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("mất 61 h 23 ph rồi", ["mất", "61 h 23 ph", "rồi"]),
        ("0 h – 72 h", ["0 h", "–", "72 h"]),
        ("trước khi gió tới cấp 6", ["trước", "khi", "gió", "tới", "cấp 6"]),
        ("100 % bồn, 1.234,5 km", ["100 %", "bồn,", "1.234,5 km"]),
        ("trạm BC-001 mất", ["trạm", "BC-001", "mất"]),
        ("3 mạng", ["3", "mạng"]),
    ],
)
def test_a_number_stays_with_its_unit(text: str, pieces: list[str]) -> None:
    assert list(unbroken(text)) == pieces


# --- pages --------------------------------------------------------------------------------------------

FILLER = Para(words("Dòng chữ cho đầy trang."))


def paper(*body: Block, annexes: tuple[Annex, ...] = ()) -> Paper:
    return Paper("PHƯƠNG ÁN", "Thử", (), body, annexes)


def as_pdf(what: Paper, folder: Path) -> list[Page]:
    path = folder / "what.pdf"
    path.write_bytes(pdf(what, letterhead(None, "PA"), STAMP, {}, "vi"))
    return pages_of(path)


def page_with(pages: list[Page], text: str) -> int:
    return next(page.number for page in pages if any(text in line.text for line in page.lines))


def led(fillers: int) -> Paper:
    lists = Items("dashes", (words("Mục đầu tiên"), words("Mục thứ hai")))
    shown = table((1, 1), ("Cột trái", "Cột phải"), ("ô trái", "ô phải"))
    return paper(
        *[FILLER] * fillers,
        Heading(2, words("Đầu mục bảng")), Para(words("Ba nơi đạt.")), shown,
        *[FILLER] * fillers,
        Para(words("Dẫn danh sách:")), lists, FILLER,
    )  # fmt: skip


@pytest.mark.skipif(POPPLER is None, reason="needs poppler-utils to measure pages")
@pytest.mark.parametrize("fillers", [24, 25])
def test_a_heading_and_the_line_that_leads_to_a_table_stand_on_the_page_of_the_table(
    fillers: int, tmp_path: Path
) -> None:
    pages = as_pdf(led(fillers), tmp_path)

    there = page_with(pages, "ô trái")
    assert page_with(pages, "Đầu mục bảng") == page_with(pages, "Ba nơi đạt.") == there
    assert page_with(pages, "Dẫn danh sách:") == page_with(pages, "Mục đầu tiên")


@pytest.mark.skipif(POPPLER is None, reason="needs poppler-utils to measure pages")
@pytest.mark.parametrize("fillers", [21, 22, 23])
def test_the_signature_never_stands_on_a_page_alone(fillers: int, tmp_path: Path) -> None:
    last = Items("letters", (words("Kiến nghị đầu."), words("Kiến nghị cuối.")))

    pages = as_pdf(paper(*[FILLER] * fillers, last), tmp_path)

    assert page_with(pages, "Kiến nghị cuối.") == page_with(pages, "Nơi nhận:")


def word_parts(what: Paper) -> str:
    made = docx(what, letterhead(None, "PA"), STAMP, {}, "vi")
    return unzipped(made)["word/document.xml"].decode()


def kept(document: str, text: str) -> bool:
    found = re.search(rf"<w:p>(?:(?!</w:p>).)*{re.escape(text)}", document)
    assert found is not None
    start = document.rindex("<w:p>", 0, found.end())
    return "<w:keepNext/>" in document[start : found.end()]


def test_word_keeps_what_leads_and_what_ends_with_what_comes_after() -> None:
    document = word_parts(
        paper(*led(1).body[:-1], Items("letters", (words("Kiến nghị đầu."), words("Kiến nghị cuối."))))
    )

    assert kept(document, "Ba nơi đạt.")
    assert kept(document, "Cột trái")  # the head stays with the first row
    assert kept(document, "Dẫn danh sách:")
    assert kept(document, "Kiến nghị cuối.")
    assert not kept(document, "Kiến nghị đầu.")
    assert not kept(document, "ô trái")


def test_word_writes_a_number_and_its_unit_with_a_no_break_space() -> None:
    document = word_parts(paper(Para(words("Mất 61 h 23 ph, gió cấp 6."))))

    assert "Mất 61\u00a0h\u00a023\u00a0ph, gió cấp\u00a06." in document


def test_the_mark_of_a_section_is_too_low_to_need_a_page_of_its_own() -> None:
    document = word_parts(paper(FILLER, annexes=(Annex("a", "I", "Thử", (FILLER,)),)))

    [height] = re.findall(r'<w:spacing w:line="(\d+)" w:lineRule="exact"/><w:sectPr', document)
    assert int(height) <= 2  # twentieths of a point; a page filled by a signature still holds it
