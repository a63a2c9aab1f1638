"""Measured coverage out of CSV files as offices export them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.foundation.errors import InputInvalid
from planner.inventory.csv_rows import cells_of
from planner.inventory.measurement_csv import MeasuredRow, measured_rows
from planner.inventory.measurement_yaml import measurements_text
from planner.inventory.reading import load_province
from tests.cli.running import planner_says
from tests.policy.duties.worlds import COMMAND, NAME, inventory, written

if TYPE_CHECKING:
    from pathlib import Path

    from planner.inventory.province import Province


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """Commune Cô Tô (X, code 06997), two communes called Hải Sơn, and operators a and b."""
    folder = tmp_path_factory.mktemp("tinh")
    told = inventory()
    told["communes"] = [
        {"id": "X", "code": "06997", "name": {"vi": "Đặc khu Cô Tô", "en": "Co To"}, "district": "D"},
        *({"id": f"HS-{n}", "name": {"vi": "Xã Hải Sơn"}, "district": "D"} for n in (1, 2)),
    ]
    told["operators"] = [{"id": "a", "name": {"vi": "Mạng Đỏ", "en": "Red"}}, {"id": "b", "name": NAME}]
    written(folder, told, COMMAND)
    return load_province(folder)


def read(province: Province, text: str) -> tuple[list[MeasuredRow], list[str]]:
    rows, findings = measured_rows(text.encode(), "do.csv", province)
    return rows, [each.code for each in findings]


def refused(province: Province, text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of every error."""
    with pytest.raises(InputInvalid) as caught:
        measured_rows(text.encode(), "do.csv", province)
    return [(f.code, f.place.line, f.place.column) for f in caught.value.findings if f.place and f.is_error]


ROW = MeasuredRow("X", "a", 0.85, 0.7, 37.5, "Đoàn đo", date(2026, 6, 1))


@pytest.mark.parametrize(
    "text",
    [
        "commune,operator,people_share,area_share,download_mbps,reporter,as_of\nX,a,0.85,0.7,37.5,Đoàn đo,2026-06-01\n",
        "\ufeffXã;Nhà mạng;Dân số có sóng (%);Tỷ lệ diện tích;Tốc độ (Mbit/s);Nguồn;Ngày đo\r\n"
        "Cô Tô;mạng đỏ;85;70 %;37,5;Đoàn đo;01/6/2026\r\n",
        "ngay\tnguon\tTOC DO\tdien tich\tTỶ_LỆ\tNETWORK\tten xa\n"
        "1.6.2026\tĐoàn đo\t37,5\t70\t85 %\tRed\tđặc khu cô tô\n",
        'commune,operator,share,area,mbps,reporter,date\n"06997", "a","0,85","0,7","37,5","Đoàn đo",2026-06-01\n',
    ],
)
def test_headers_names_numbers_and_days_may_be_written_as_people_write_them(province: Province, text: str) -> None:
    assert read(province, text) == ([ROW], [])


def test_every_wrong_cell_is_told_by_line_and_column_and_nothing_is_read(province: Province) -> None:
    text = (
        "xã;nhà mạng;tỷ lệ;tốc độ;ngày\n"
        "Cô Tô;a;0.9;50;2026-06-01\n"
        "Cô Tố Mới;z;abc;200000;31/2/2026\n"
        "Hải Sơn;a;101;5;2026-06-01\n"
        "\n"
        "Cô Tô;b;;;\n"
    )

    assert refused(province, text) == [
        ("E245", 3, 1), ("E245", 3, 11), ("E244", 3, 13), ("E244", 3, 17), ("E244", 3, 24),
        ("E245", 4, 1), ("E244", 4, 11),
        ("E244", 6, 11),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n \n", "Cô Tô;a;0.9\n", "xã;nhà mạng\nCô Tô;a\n", "tỷ lệ\n0.9\n"])
def test_a_file_without_its_columns_is_refused_in_its_first_line(province: Province, text: str) -> None:
    assert refused(province, text) == [("E243", 1, 1)]


def test_an_unused_column_a_copy_and_a_figure_without_source_are_warnings(province: Province) -> None:
    rows, codes = read(province, "xã,nhà mạng,tỷ lệ,ghi chú\nX,a,0.5,x\nX,a,0.6,y\n")

    assert [row.people_share for row in rows] == [0.5, 0.6]
    assert codes == ["W612", "W614", "W614", "W613"]


def test_in_a_column_of_per_cent_one_is_a_hundredth_and_other_units_are_refused(province: Province) -> None:
    """Read as a share, 1 would be everybody."""
    rows, _ = read(province, "xã;nhà mạng;Dân số có sóng (%);diện tích\nX;a;1;1\n")

    assert (rows[0].people_share, rows[0].area_share) == (0.01, 1)
    assert refused(province, "xã;nhà mạng;tốc độ (kbit/s)\nX;a;40000\n") == [("E484", 1, 13)]
    assert read(province, "xã;nhà mạng;tốc độ (4G, Mbit/s)\nX;a;40\n")[0][0].download_mbps == 40


def test_cells_know_their_columns() -> None:
    assert [(cell.text, cell.column) for cell in cells_of(' a ,"b, ""c""",,d', ",")] == [
        ("a", 2), ('b, "c"', 6), ("", 16), ("d", 17),
    ]  # fmt: skip


def test_a_file_in_another_encoding_is_refused_by_its_name(province: Province) -> None:
    with pytest.raises(InputInvalid) as caught:
        measured_rows("xã;nhà mạng".encode("utf-16"), "do.csv", province)

    assert [each.code for each in caught.value.findings] == ["E108"]


def test_what_is_written_reads_back_into_the_province(tmp_path: Path) -> None:
    written(tmp_path, {**inventory(), "coverage_measurements": [
        {"id": "do-csv-0001", "commune": "X", "operator": "b", "people_share": 0.5},
    ]}, COMMAND)  # fmt: skip
    (tmp_path / "do.csv").write_text("xã;nhà mạng;tỷ lệ;nguồn;ngày\nX;a;33,3;Ông 'Ba';1/6/2026\n", "utf-8")

    said = planner_says("coverage", "import", str(tmp_path), str(tmp_path / "do.csv"), "-o", str(tmp_path / "do.yaml"))

    assert (said.code, said.out) == (0, "")
    found = load_province(tmp_path).coverage_measurements["DO-CSV-0002"]
    assert (found.commune, found.operator, found.people_share) == ("X", "a", 0.333)
    assert found.source is not None
    assert (found.source.reporter, found.source.as_of) == ("Ông 'Ba'", date(2026, 6, 1))


def test_with_an_error_the_command_writes_nothing(tmp_path: Path) -> None:
    written(tmp_path, inventory(), COMMAND)
    (tmp_path / "do.csv").write_text("xã;nhà mạng;tỷ lệ\nX;a;nhiều\n", "utf-8")
    out = tmp_path / "do.yaml"

    said = planner_says("coverage", "import", str(tmp_path), str(tmp_path / "do.csv"), "-o", str(out), "--lang", "en")

    assert said.code == 3
    assert "do.csv:2:5" in said.err
    assert not out.exists()
    missing = planner_says("coverage", "import", str(tmp_path), str(tmp_path / "none.csv"), "--lang", "en")
    assert (missing.code, missing.out) == (4, "")


cells = st.text("Côtab0123456789,;\"'/-. %\t\u202e\x07", max_size=12)


@settings(max_examples=60)
@given(lines=st.lists(st.lists(cells, max_size=6), max_size=5), separator=st.sampled_from(";,\t"))
def test_whatever_stands_in_the_file_it_is_read_or_refused(
    province: Province, lines: list[list[str]], separator: str
) -> None:
    text = "xã;nhà mạng;tỷ lệ;tốc độ;nguồn;ngày\n".replace(";", separator)
    text += "\n".join(separator.join(line) for line in lines)
    try:
        rows, _ = measured_rows(text.encode(), "do.csv", province)
    except InputInvalid as refusal:
        assert all(each.place is not None for each in refusal.findings)
        return
    assert measurements_text(rows, (), "do.csv").count("\n  - {id: ") == len(rows)
