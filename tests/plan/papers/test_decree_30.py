"""Decree 30/2020/NĐ-CP to the millimetre: our PDF, and the Word file as LibreOffice sets it, measured apart."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.inventory.issuer import Issuer
from planner.plan.render import Edition, render_papers, render_plan
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.plan.papers.measuring import OFFICE, POPPLER, by_office, pages_of, rules_of
from tests.plan.runs import small_run
from tests.plan.worlds import made, small_province

if TYPE_CHECKING:
    from planner.plan.render import Form
    from tests.plan.papers.measuring import Line, Page

pytestmark = pytest.mark.skipif(POPPLER is None, reason="needs poppler-utils to measure pages")
ROOT = Path(__file__).resolve().parents[3]
ISSUER = {
    "above": {"vi": "Ủy ban nhân dân tỉnh Mẫu"},
    "agency": {"vi": "Sở Khoa học và Công nghệ"},
    "symbol": "SKHCN",
    "place": {"vi": "Tỉnh Mẫu"},
    "authority": {"vi": "KT. GIÁM ĐỐC"},
    "post": {"vi": "Phó Giám đốc"},
    "signer": "Nguyễn Văn A",
    "archive": "BCVT",
    "recipients": ({"vi": "Ủy ban nhân dân tỉnh (để báo cáo)"}, {"vi": "Công an tỉnh"}),
    "contact": "Số 1 đường Ví Dụ, điện thoại 0203 000 0000",
    "marking": "internal",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan and the dispatch of the small province in Word and PDF."""
    province = small_province()
    header = province.header.model_copy(update={"issuer": made(Issuer, **ISSUER)})
    files = render_papers(
        small_run(replace(province, header=header)), ("plan", "dispatch"), languages=("vi",),
        formats=("pdf", "docx"), edition=Edition(date=date(2026, 6, 5), number="5"),
    )  # fmt: skip
    made_in = tmp_path_factory.mktemp("decree")
    for name, content in files.items():
        (made_in / name).write_bytes(content)
    return made_in


@pytest.fixture(scope="module", params=["our PDF", "Word by LibreOffice"])
def way(request: pytest.FixtureRequest) -> str:
    if request.param != "our PDF" and OFFICE is None:
        pytest.skip("needs LibreOffice (libreoffice-writer-nogui) to set the Word file")
    return str(request.param)


@pytest.fixture(scope="module")
def files(folder: Path, way: str) -> dict[str, Path]:
    """The PDF of each document, made in one of the two ways."""
    if way == "our PDF":
        return {name: folder / f"{name}.vi.pdf" for name in ("plan", "dispatch")}
    there = folder / "office-made"
    there.mkdir()
    return {name: by_office(folder / f"{name}.vi.docx", there) for name in ("plan", "dispatch")}


@pytest.fixture(scope="module")
def plan(files: dict[str, Path]) -> list[Page]:
    return pages_of(files["plan"])


@pytest.fixture(scope="module")
def dispatch(files: dict[str, Path]) -> list[Page]:
    return pages_of(files["dispatch"])


def size(line: Line, least: float, most: float) -> bool:
    return least - 0.2 <= line.size_pt <= most + 0.2


def in_body(page: Page) -> list[Line]:
    """The lines between the margins."""
    return [line for line in page.lines if 19 < line.top_mm < page.height_mm - 21]


def test_pages_are_a4(plan: list[Page]) -> None:
    for page in plan:
        assert sorted((round(page.width_mm), round(page.height_mm))) == [210, 297]


def test_text_keeps_to_the_margins(plan: list[Page], dispatch: list[Page]) -> None:
    for page in [*plan, *dispatch]:
        lines = in_body(page)
        assert min(line.left_mm for line in lines) >= 30 - 0.6
        assert max(line.right_mm for line in lines) <= page.width_mm - 15 + 0.9
        assert min(line.top_mm for line in lines) >= 19.5


def test_running_text_begins_at_30_mm_and_ends_at_15_mm_from_the_edges(plan: list[Page]) -> None:
    running = [line for line in in_body(plan[1]) if size(line, 13, 14) and not line.bold]

    assert min(line.left_mm for line in running) == pytest.approx(30, abs=0.5)
    assert max(line.right_mm for line in running) == pytest.approx(195, abs=1.2)


def test_every_letter_is_of_the_times_family_and_black_but_for_the_red_marks(
    plan: list[Page], dispatch: list[Page]
) -> None:
    for line in [line for page in [*plan, *dispatch] for line in page.lines]:
        assert re.match(r"Tinos|Arimo|TimesNewRoman|LiberationSerif", line.family)
        if line.text in {"HỎA TỐC", "LƯU HÀNH NỘI BỘ"} and size(line, 13, 13):
            assert line.colour == "#c00000"
        elif line.family.startswith("Tinos"):
            assert line.colour == "#000000"


def test_the_nation_and_its_motto_stand_in_the_right_block(dispatch: list[Page]) -> None:
    nation, motto = dispatch[0].line("CỘNG HÒA XÃ HỘI"), dispatch[0].line("Độc lập - Tự do")

    assert nation.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert motto.text == "Độc lập - Tự do - Hạnh phúc"
    assert nation.bold
    assert motto.bold
    assert size(nation, 12, 13)
    assert size(motto, 13, 14)
    assert nation.middle_mm == pytest.approx(30 + 66 + 49.5, abs=1)
    assert motto.middle_mm == pytest.approx(nation.middle_mm, abs=0.6)
    assert 0 < motto.top_mm - nation.top_mm < 8


def rule_below(files: dict[str, Path], document: str, line: Line) -> tuple[float, float, float]:
    """The first rule under a line, within a line's height."""
    below = [
        rule
        for rule in rules_of(files[document], line.page)
        if 0 < rule[2] - line.top_mm - line.size_pt * 0.3 < 5
        and rule[0] > line.left_mm - 3
        and rule[1] < line.right_mm + 3
    ]
    assert below, f"no rule under {line.text!r}"
    return below[0]


def test_the_rule_under_the_motto_is_as_long_as_the_motto(
    files: dict[str, Path], dispatch: list[Page]
) -> None:
    motto = dispatch[0].line("Độc lập - Tự do")

    left, right, _ = rule_below(files, "dispatch", motto)

    assert left == pytest.approx(motto.left_mm, abs=0.8)
    assert right == pytest.approx(motto.right_mm, abs=0.8)


@pytest.mark.parametrize("text", ["Về việc bảo đảm"])
def test_the_rule_under_the_subject_is_a_third_to_a_half_of_it_and_in_the_middle(
    files: dict[str, Path], dispatch: list[Page], text: str
) -> None:
    line = dispatch[0].line(text)

    left, right, _ = rule_below(files, "dispatch", line)

    share = (right - left) / (line.right_mm - line.left_mm)
    assert 1 / 3 <= share <= 1 / 2
    assert (left + right) / 2 == pytest.approx(line.middle_mm, abs=0.8)


def test_the_agencies_stand_in_the_left_block_the_issuing_one_bold(dispatch: list[Page]) -> None:
    above, agency = dispatch[0].line("ỦY BAN NHÂN DÂN TỈNH"), dispatch[0].line("SỞ KHOA HỌC")

    assert not above.bold
    assert agency.bold
    assert size(above, 12, 13)
    assert size(agency, 12, 13)
    for line in (above, agency):
        assert line.middle_mm == pytest.approx(30 + 33, abs=1)


def test_number_and_date_stand_on_one_line_with_their_paddings(dispatch: list[Page]) -> None:
    number, day = dispatch[0].line("Số:"), dispatch[0].line("tháng 6")

    assert number.text == "Số: 05/CĐ-SKHCN"
    assert day.text == "Tỉnh Mẫu, ngày 05 tháng 6 năm 2026"
    assert size(number, 13, 13)
    assert size(day, 13, 14)
    assert day.italic
    assert not number.italic
    assert number.top_mm == pytest.approx(day.top_mm, abs=0.6)


def test_urgency_and_internal_marks_stand_boxed_in_red_under_the_number(
    files: dict[str, Path], dispatch: list[Page]
) -> None:
    number = dispatch[0].line("Số:")
    for text in ("HỎA TỐC", "LƯU HÀNH NỘI BỘ"):
        mark = dispatch[0].line(text)
        assert mark.bold
        assert size(mark, 13, 14)
        assert mark.top_mm > number.top_mm
        assert mark.middle_mm == pytest.approx(number.middle_mm, abs=1.5)
        around = [
            rule
            for rule in rules_of(files["dispatch"], 1)
            if abs((rule[0] + rule[1]) / 2 - mark.middle_mm) < 2 and abs(rule[2] - mark.top_mm) < 8
        ]
        assert len(around) >= 2, "a line above and one below"


def test_kind_and_subject_are_bold_and_in_the_middle(dispatch: list[Page]) -> None:
    kind, subject = dispatch[0].line("CÔNG ĐIỆN"), dispatch[0].line("Về việc bảo đảm")

    for line in (kind, subject):
        assert line.bold
        assert size(line, 13, 14)
        assert line.middle_mm == pytest.approx(30 + 82.5, abs=1)
    assert kind.top_mm < subject.top_mm


def test_legal_bases_are_italic_one_to_a_line_and_end_with_a_full_stop(plan: list[Page]) -> None:
    first = plan[0].line("Căn cứ Luật Phòng, chống thiên tai")
    bases = [line for line in plan[0].lines if line.text.startswith("Căn cứ")]

    assert len(bases) >= 5
    assert all(line.italic and size(line, 13, 14) for line in bases)
    assert first.left_mm == pytest.approx(30 + 12.7, abs=0.6)
    assert bases[-1].text.endswith(".")
    assert all(line.text.endswith(";") for line in bases[:3])


def test_headings_are_bold_and_items_are_lettered_with_d_and_crossed_d(plan: list[Page]) -> None:
    lines = [line for page in plan for line in page.lines]
    first = next(line for line in lines if line.text.startswith("I. ĐẶC ĐIỂM"))
    letters = [line.text[:2] for line in lines if re.match(r"[a-zđ]\) ", line.text)]

    assert first.bold
    assert size(first, 13, 14)
    assert letters.index("đ)") == letters.index("d)", letters.index("đ)") - 1) + 1
    assert not set(letters) & {"f)", "j)", "w)", "z)"}


def test_the_text_is_1_27_cm_indented_and_its_lines_are_1_to_1_5_lines_apart(
    plan: list[Page],
) -> None:
    lines = [line for line in in_body(plan[1]) if size(line, 14, 14) and not line.bold]
    firsts = [line for line in lines if line.left_mm == pytest.approx(42.7, abs=0.5)]
    gaps = [
        (after.top_mm - before.top_mm) / 25.4 * 72
        for before, after in pairwise(lines)
        if after.left_mm == pytest.approx(30, abs=0.5)
    ]

    assert firsts
    assert gaps
    # A single line of Times New Roman is 1.15 times its size.
    assert all(14 * 1.15 - 0.5 <= gap <= 14 * 1.15 * 1.5 for gap in gaps)


def test_the_number_of_the_page_stands_in_the_middle_of_the_top_margin_but_not_on_the_first(
    dispatch: list[Page], plan: list[Page]
) -> None:
    assert not [line for line in dispatch[0].lines if line.text == "1" and line.top_mm < 19]
    second = next(line for line in plan[1].lines if line.top_mm < 19)

    assert second.text == "2"
    assert size(second, 13, 14)
    assert second.middle_mm == pytest.approx(30 + 82.5, abs=1)


def first_pages(plan: list[Page]) -> list[int]:
    """Where appendices begin."""
    return [
        at
        for at, page in enumerate(plan)
        if any(re.fullmatch(r"Phụ lục [IVX]+", line.text) and line.bold for line in page.lines[:4])
    ]


def test_each_appendix_counts_its_own_pages_and_shows_none_on_its_first(plan: list[Page]) -> None:
    begins = first_pages(plan)

    assert len(begins) == 21
    for start, end in zip(begins, [*begins[1:], len(plan)], strict=True):
        numbers = [
            [line.text for line in page.lines if line.top_mm < 19] for page in plan[start:end]
        ]
        assert numbers == [[], *([str(at)] for at in range(2, end - start + 1))]


def test_an_appendix_has_its_number_title_and_reference_in_the_middle(plan: list[Page]) -> None:
    page = plan[first_pages(plan)[2]]
    number, title, reference = page.lines[:3]

    assert number.text == "Phụ lục III"
    assert number.bold
    assert title.bold
    assert title.text.isupper()
    assert reference.italic
    assert reference.text.startswith("(Kèm theo văn bản số")
    assert size(number, 14, 14)
    assert size(title, 13, 14)
    assert size(reference, 13, 14)
    middle = (30 + page.width_mm - 15) / 2
    for line in (number, title, reference):
        assert line.middle_mm == pytest.approx(middle, abs=1.2)


def test_recipients_and_signature_stand_level_at_the_end(dispatch: list[Page]) -> None:
    page = next(page for page in dispatch if any("Nơi nhận" in line.text for line in page.lines))
    head, authority = page.line("Nơi nhận:"), page.line("KT. GIÁM ĐỐC")
    post, signer = page.line("PHÓ GIÁM ĐỐC"), page.line("Nguyễn Văn A")
    last = page.line("Lưu: VT")

    assert head.bold
    assert head.italic
    assert size(head, 12, 12)
    assert head.top_mm == pytest.approx(authority.top_mm, abs=1.5)
    assert size(last, 11, 11)
    assert last.text == "- Lưu: VT, BCVT."
    assert page.line("Như trên").text == "- Như trên;"
    assert page.line("để báo cáo").text == "- Ủy ban nhân dân tỉnh (để báo cáo);"
    for line in (authority, post, signer):
        assert line.bold
        assert size(line, 13, 14)
        assert line.middle_mm == pytest.approx(authority.middle_mm, abs=1)
    assert signer.top_mm - post.top_mm > 20


def test_the_text_ends_with_its_sign(dispatch: list[Page]) -> None:
    assert [line for page in dispatch for line in page.lines if line.text.endswith("./.")]


def test_the_address_stands_at_the_foot_of_the_first_page_under_a_full_rule(
    files: dict[str, Path], dispatch: list[Page]
) -> None:
    address = dispatch[0].line("Số 1 đường Ví Dụ")
    rules = [
        rule
        for rule in rules_of(files["dispatch"], 1)
        if 0 < address.top_mm + 2 - rule[2] < 5 and rule[1] - rule[0] > 160
    ]

    assert size(address, 11, 12)
    assert address.top_mm > 270
    assert rules
    assert not [line for page in dispatch[1:] for line in page.lines if "Ví Dụ" in line.text]


def test_each_district_sheet_stands_on_one_page(plan: list[Page]) -> None:
    sheets, after = first_pages(plan)[:2]
    pages = plan[sheets:after]

    assert len(pages) == 4
    for page, name in zip(pages, ("Ba Chẽ", "Cô Tô", "Hạ Long", "Vân Đồn"), strict=True):
        assert page.line(name).bold


@pytest.mark.slow
def test_each_sheet_of_the_bundled_province_stands_on_one_page(way: str, tmp_path: Path) -> None:
    run = run_scenario(load_scenario(str(ROOT / "scenarios" / "quang-ninh" / "yagi.yaml")))
    form: Form = "pdf" if way == "our PDF" else "docx"
    [(name, content)] = render_plan(run, languages=("vi",), formats=(form,)).items()
    path = tmp_path / name
    path.write_bytes(content)

    pages = pages_of(path if form == "pdf" else by_office(path, tmp_path))

    sheets, after = first_pages(pages)[:2]
    assert after - sheets == len(run.loaded.province.districts)
