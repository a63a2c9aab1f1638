"""Damage reports out of CSV files: as people send them, and as our own register writes them."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.foundation.errors import InputInvalid
from planner.inventory.base import Name
from planner.inventory.damage_csv import KINDS, damage_rows
from planner.inventory.damage_yaml import damage_text
from planner.inventory.office_records import DamageReport
from planner.inventory.reading import load_province, read_province
from planner.plan.office_words import DAMAGES
from tests.cli.running import planner_says
from tests.policy.duties.worlds import COMMAND, inventory, written

if TYPE_CHECKING:
    from planner.inventory.province import Province

TUTORIAL = Path(__file__).parents[2] / "scenarios" / "tutorial"
OLD = {"id": "TH-CSV-0001", "asset": "S1", "what": "mast", "reporter": "Mạng Đỏ", "as_of": "2026-09-02T06:00:00+07:00"}


def world() -> dict[str, object]:
    """Site S2 and another called Đồi Cao, two communes called Hải Sơn, and one report on record."""
    told = inventory()
    told["sites"][0]["name"] = {"vi": "Đồi Cao", "en": "High Hill"}
    told["communes"] += [{"id": f"HS-{n}", "name": {"vi": "Xã Hải Sơn"}, "district": "D"} for n in (1, 2)]
    return {**told, "damage_reports": [OLD]}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    folder = tmp_path_factory.mktemp("tinh")
    written(folder, world(), COMMAND)
    return load_province(folder)


def read(province: Province, text: str) -> tuple[list[DamageReport], list[str]]:
    reports, findings = damage_rows(text.encode(), "hong.csv", province)
    return reports, [each.code for each in findings]


def refused(province: Province, text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of every error."""
    with pytest.raises(InputInvalid) as caught:
        damage_rows(text.encode(), "hong.csv", province)
    return [(f.code, f.place.line, f.place.column) for f in caught.value.findings if f.place and f.is_error]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "asset,what,count,down_since,restored_at,cause,cost_million_vnd,reporter,as_of\n"
        "S1,mast,2,2026-09-01T18:00:00+07:00,2026-09-02T02:30:00Z,Gió,1250.5,Mạng Đỏ,2026-09-03 06:00\n",
        "\ufeffMã trạm;Loại hỏng;Số lượng;Mất lúc;Khôi phục lúc;Nguyên nhân;Triệu đồng;Đơn vị báo;Số liệu lúc\r\n"
        "đồi cao;gãy cột;2;01/9/2026 18:00;9h30 ngày 2/9/2026;Gió;1250,5;Mạng Đỏ;3.9.2026 6h\r\n",
        "as of\treporter\tcost\tcause\tback_at\tdown_since\tnumber\tdamage\tsite\n"
        "06:00:00 03-09-2026\tMạng Đỏ\t1250,50\tGió\t2026-09-02 09:30\t18h 1/9/2026\t2\tCột\tHigh Hill\n",
    ],
)
def test_headers_names_numbers_and_hours_may_be_written_as_people_write_them(province: Province, text: str) -> None:
    [report], codes = read(province, text)

    assert codes == []
    assert report == DamageReport(
        id="TH-CSV-0002", asset="S1", what="mast", count=2, down_since=at(1, 11), restored_at=at(2, 2, 30),
        cause=Name(vi="Gió"), cost_million_vnd=1250.5, reporter="Mạng Đỏ", as_of=at(2, 23),
    )  # fmt: skip


def test_every_wrong_cell_is_told_by_line_and_column_and_nothing_is_read(province: Province) -> None:
    text = (
        "asset;place;commune;what;count;down_since;restored_at;cost_million_vnd;reporter;as_of;id\n"
        "S2;;;mast;1;;;;A;2026-09-02 06:00;\n"
        "S9;;Hải Sơn;bom;1,5;hôm qua;31/2/2026 06:00;1.250;;02/9/2026;a b\n"
        ";;;mast;;;;;A;2026-09-02 06:00;\n"
        "S2;;;mast;;2026-09-02 06:00;2026-09-02 05:59;;A;2026-09-02 06:00;\n"
        "S2;;;mast;;;;;A;2026-09-02 08:00;s1\n"
        ";Bến;;mast;;;;;A;2026-09-02 07:00;N\n"
        ";Bến;;mast;;;;;B;2026-09-02 07:00;n\n"
        "S2;;;mast\n"
    )

    assert refused(province, text) == [
        ("E244", 3, 62), ("E245", 3, 1), ("E245", 3, 5), ("E244", 3, 13), ("E244", 3, 17), ("E244", 3, 21),
        ("E244", 3, 29), ("E244", 3, 45), ("E244", 3, 52), ("E244", 3, 51),
        ("E227", 4, 1), ("E226", 5, 29), ("E202", 6, 34), ("E202", 8, 35),
        ("E244", 9, 10), ("E244", 9, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "\n \n", ";;;\n", "S1;mast;A\n", "asset;what;reporter\n", "what;reporter;as_of\n",
        "asset;place;what;as_of\n",
    ],
)  # fmt: skip
def test_a_file_without_its_columns_is_refused_in_its_first_line(province: Province, text: str) -> None:
    assert refused(province, text) == [("E243", 1, 1)]


HEAD = "asset;what;reporter;as_of;count;cost\n"
GOOD = "S1;mast;A;02/9/2026 06:00;2;250,5\n"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + GOOD,
        HEAD + ";;;;;\n\n" + GOOD + ';;"";;;\n',
        "sep=;\n" + HEAD + GOOD,
        "SEP=,\n" + 'asset,what,reporter,as_of,count,cost\nS1,mast,A,02/9/2026 06:00,2,"250,5"\n',
        HEAD + "S1;mast;A;02/9/2026 6:00 SA;2;250,5;;;\n",
        HEAD + "S1;mast;A;6:00:00 AM 2/9/2026;2;250.5\n",
        "asset;what;reporter;as_of;count;cost (triệu đồng)\n" + GOOD,
    ],
)
def test_what_a_spreadsheet_leaves_about_the_cells_changes_nothing(province: Province, text: str) -> None:
    [report], codes = read(province, text)

    assert codes == []
    assert (report.as_of, report.count, report.cost_million_vnd) == (at(1, 23), 2, 250.5)


@pytest.mark.parametrize(("clock", "hour"), [("12:05 SA", 17), ("12:05 CH", 5), ("11:05 pm", 16), ("1:05 AM", 18)])
def test_halves_of_the_day_are_those_of_excel(province: Province, clock: str, hour: int) -> None:
    """In Vietnam; the day before in UTC until 7 in the morning."""
    [report], _ = read(province, HEAD + f"S1;mast;A;02/9/2026 {clock};;\n")

    assert (report.as_of.hour, report.as_of.minute) == (hour, 5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD + "S1;mast;=B2;02/9/2026 06:00;;\nS1;mast;A;02/9/2026 06:00;#REF!;\n", [("E481", 2, 9), ("E481", 3, 27)]),
        ("asset,what,reporter,as_of,cost\nS1,mast,A,2026-09-02 06:00,250,5\n", [("E482", 2, 32)]),
        (HEAD + 'S1;mast;"A\nB";02/9/2026 06:00;;\nS1;bom;A;02/9/2026 06:00;;\n', [("E483", 2, 1), ("E244", 4, 4)]),
        ("asset;what;reporter;as_of;cost (tỷ đồng)\n", [("E484", 1, 27)]),
        ("asset;what;reporter;as_of;cost (VNĐ)\n", [("E484", 1, 27)]),
        ("THIỆT HẠI;;\nngày 3/9;;\n" + HEAD + GOOD, [("E243", 1, 1)]),
        (HEAD + "S1;mast;A;02/9/2026 13:00 CH;;\nS1;mast;A;02/9/2026 0:30 AM;;\n", [("E244", 2, 11), ("E244", 3, 11)]),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_spoils_is_told_where_it_stands(
    province: Province, text: str, found: list[tuple[str, int, int]]
) -> None:
    assert refused(province, text) == found


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04\x14\x00", "CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "CSV UTF-8"),
        ((HEAD + "S1;mast;A;46267.25;;\n").encode(), "Format Cells"),
        ((HEAD + "S1;mast;A;9/13/2026 06:00;;\n").encode(), "writes the month first"),
        (("x;y\n" + HEAD).encode(), "above line 2"),
        ((HEAD + "S11;mast;A;02/9/2026 06:00;;\n").encode(), "`S1`"),
    ],
)
def test_the_remedy_says_what_to_do_in_the_spreadsheet(province: Province, data: bytes, says: str) -> None:
    with pytest.raises(InputInvalid) as caught:
        damage_rows(data, "hong.xlsx", province)

    assert all(each.remedy is not None and says in each.remedy.en for each in caught.value.findings)


@pytest.mark.parametrize(
    ("hours", "codes"),
    [
        ("02/9/2026 06:00;", []),
        ("02/9/2026 06:01;", ["W582"]),
        ("01/9/2026 06:00;02/9/2026 06:00", []),
        ("01/9/2026 06:00;02/9/2026 06:01", ["W582"]),
    ],
)
def test_a_report_cannot_tell_of_what_came_after_it(
    tmp_path: Path, province: Province, hours: str, codes: list[str]
) -> None:
    """As of 06:00 on 2 September."""
    head = "asset;what;reporter;as_of;down_since;back_at\n"
    reports, found = read(province, f"{head}S1;mast;A;02/9/2026 06:00;{hours}\n")

    assert found == codes
    written(tmp_path, inventory(), COMMAND)
    (tmp_path / "hong.yaml").write_text(damage_text(reports, "hong.csv"), "utf-8")
    assert [f.code for f in read_province(tmp_path).findings if f.code == "W582"] == codes


def test_two_reporters_who_differ_are_both_kept_and_a_copy_is_a_warning(tmp_path: Path, province: Province) -> None:
    text = (
        "nơi;hỏng;số lượng;người báo;số liệu lúc;ghi chú\n"
        "Bến;cột;48;Mạng Đỏ;02/9/2026 06:00;x\n"
        "Bến;cột;27;Báo chí;02/9/2026 06:00;y\n"
        "Bến;cột;49;mạng đỏ;02/9/2026 06:00;z\n"
    )

    reports, codes = read(province, text)

    assert [(each.reporter, each.count) for each in reports] == [("Mạng Đỏ", 48), ("Báo chí", 27), ("mạng đỏ", 49)]
    assert codes == ["W612", "W613"]
    written(tmp_path, inventory(), COMMAND)
    (tmp_path / "hong.yaml").write_text(damage_text(reports[:2], "hong.csv"), "utf-8")
    assert [f.code for f in read_province(tmp_path).findings if f.code in {"W591", "E227"}] == ["W591"]


def test_what_the_province_has_been_told_already_is_a_warning(province: Province) -> None:
    _, codes = read(province, "asset,what,reporter,as_of\nS1,mast,Mạng Đỏ,2026-09-02 06:00\n")

    assert codes == ["W613"]


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_kind_of_damage_is_read_in_the_words_in_which_it_is_printed(province: Province, kind: str) -> None:
    words = DAMAGES[kind]
    lines = "".join(f"S1,{word},R{n},2026-09-02 06:00\n" for n, word in enumerate((words.vi, words.en, kind)))

    reports, _ = read(province, "asset,what,reporter,as_of\n" + lines)

    assert [each.what for each in reports] == [kind] * 3
    assert set(KINDS) == set(DAMAGES)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_the_register_writes_is_read_back_as_the_same_reports(tmp_path: Path, language: str) -> None:
    told = [
        {"id": "A", "asset": "S1", "what": "warning-channel", "count": 1200, "reporter": "=Mạng, \"Đỏ\"",
         "as_of": "2026-09-02T06:00:07+07:00", "cost_million_vnd": 1.125, "down_since": "2026-09-01T18:00:00Z"},
        {"id": "B", "place": {"vi": "Bến 'Cũ'", "en": "Old Quay"}, "district": "D", "commune": "HS-2", "what": "fiber",
         "cause": {"vi": "Sạt lở", "en": "Landslide"}, "reporter": "B", "as_of": "2026-09-02T06:00:00+07:00",
         "restored_at": "2026-09-02T05:00:00+07:00", "cost_million_vnd": 1250},
        {"id": "C", "place": {"vi": "Bến 'Cũ'"}, "district": "D", "commune": "HS-2", "what": "fiber", "count": 3,
         "reporter": "C", "as_of": "2026-09-02T06:00:00+07:00"},
    ]  # fmt: skip
    first, second = tmp_path / "a", tmp_path / "b"
    written(second, {**world(), "damage_reports": []}, COMMAND)
    scenario = written(first, {**world(), "damage_reports": told}, COMMAND)
    table = tmp_path / "hong.csv"

    asked = ("register", str(scenario), "damage", "--format", "csv", "--lang", language, "-o", str(table))
    assert planner_says(*asked).code == 0
    said = planner_says("damage", "import", str(second), str(table), "-o", str(second / "hong.yaml"), "--lang", "en")

    assert (said.code, said.out, said.err.splitlines()[1:]) == (0, "", ["3 damage reports"])
    assert load_province(second).damage_reports == load_province(first).damage_reports


def test_the_tutorials_reports_survive_the_way_through_a_spreadsheet_and_are_not_taken_twice(tmp_path: Path) -> None:
    here = tmp_path / "tutorial"
    shutil.copytree(TUTORIAL, here)
    table = tmp_path / "hong.csv"
    before = load_province(here).damage_reports
    planner_says("register", str(here / "recovery.yaml"), "damage", "--format", "csv", "-o", str(table))

    again = planner_says("damage", "import", str(here), str(table), "--lang", "en")
    assert (again.code, again.out) == (3, "")
    assert "hong.csv:2:" in again.err
    assert "E202" in again.err
    office = here / "office.yaml"
    kept = [line for line in office.read_text("utf-8").splitlines() if "{id: TH-" not in line]
    office.write_text("\n".join(kept).replace("damage_reports:", "damage_reports: []"), "utf-8")
    said = planner_says("damage", "import", str(here), str(table), "-o", str(here / "hong.yaml"))

    assert said.code == 0, said.err
    assert len(before) == 3
    assert load_province(here).damage_reports == before


def test_with_an_error_the_command_writes_nothing(tmp_path: Path) -> None:
    written(tmp_path, inventory(), COMMAND)
    (tmp_path / "hong.csv").write_text("asset;what;reporter;as_of\nS1;bom;A;2026-09-02 06:00\n", "utf-8")
    out = tmp_path / "hong.yaml"

    asked = ("damage", "import", str(tmp_path), str(tmp_path / "hong.csv"), "-o", str(out), "--lang", "en")
    said = planner_says(*asked)

    assert said.code == 3
    assert "hong.csv:2:4" in said.err
    assert not out.exists()
    missing = planner_says("damage", "import", str(tmp_path), str(tmp_path / "none.csv"), "--lang", "en")
    assert (missing.code, missing.out) == (4, "")


cells = st.text("S1Côtab0123456789,;:\"'/-. %\t\u202e\x07", max_size=14)


@settings(max_examples=60)
@given(lines=st.lists(st.lists(cells, max_size=7), max_size=5), separator=st.sampled_from(";,\t"))
def test_whatever_stands_in_the_file_it_is_read_or_refused(
    province: Province, lines: list[list[str]], separator: str
) -> None:
    text = "tài sản;nơi;hỏng;mất lúc;triệu đồng;người báo;số liệu lúc\n".replace(";", separator)
    text += "\n".join(separator.join(line) for line in lines)
    try:
        reports, _ = damage_rows(text.encode(), "hong.csv", province)
    except InputInvalid as refusal:
        assert all(each.place is not None for each in refusal.findings)
        return
    assert damage_text(reports, "hong.csv").count("\n  - {id: ") == len(reports)
