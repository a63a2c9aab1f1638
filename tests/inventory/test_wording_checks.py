"""Wording that would be wrong in a document is found where it stands, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.foundation.codes.table import CODES
from planner.inventory.reading import load_province, read_province
from planner.inventory.wording_checks import slips_in
from planner.scenario.reading import load_scenario

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Báo cáo UBND huyện Cô Tô trước 17 giờ", "W560"),
        ("Uỷ ban nhân dân quận Hồng Bàng", "W560"),
        ("Sở Thông tin và Truyền thông chủ trì", "W561"),
        ("Sở TT&TT chủ trì", "W561"),
        ("Ban Chỉ huy PCTT và TKCN tỉnh", "W562"),
        ("Ban Chỉ huy Phòng, chống thiên tai tỉnh", "W562"),
        ("phương châm 4 tại chỗ, trong đó có thông tin liên lạc", "W563"),
        ("dự phòng bằng mạng 2G khi mất 4G", "W564"),
    ],
)
def test_a_phrase_that_no_document_should_carry_is_found(text: str, code: str) -> None:
    assert [slip.code for slip in slips_in(text)] == [code]
    assert code in CODES


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân xã Cô Tô",
        "địa bàn huyện Cô Tô cũ",
        "UBND huyện (cũ) Cô Tô bàn giao năm 2025",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Ban Chỉ huy Phòng thủ dân sự tỉnh",
        "Luật Phòng, chống thiên tai",
        "bốn tại chỗ. Bảo đảm thông tin liên lạc",
        "Không dựa vào mạng 2G",
        "mạng 2G dừng từ tháng 9 năm 2026",
        "đài truyền thanh, phát thanh",
    ],
)
def test_what_is_right_or_tells_of_the_past_is_left_alone(text: str) -> None:
    assert list(slips_in(text)) == []


def test_a_slip_is_found_in_the_letterhead_a_record_a_policy_and_the_scenario(tmp_path: Path) -> None:
    header = tmp_path / "province.yaml"
    header.write_text(
        "province:\n  code: '22'\n  name: {vi: Tỉnh Mẫu}\n  crs: EPSG:4326\n  exposure: in-land\n"
        "  issuer:\n    agency: {vi: Sở Thông tin và Truyền thông}\n"
        "operators: [{id: VTL, name: {vi: Viettel}}]\n"
        "command_posts: []\n"
        "resources: [{id: R-1, kind: team, count: 1, name: {vi: Đội của UBND huyện Mẫu}}]\n",
        "utf-8",
    )
    (tmp_path / "storm.yaml").write_text(
        "scenario:\n  id: mau\n  name: {vi: Mẫu}\n  start: '2024-09-07T00:00:00+07:00'\n"
        "  remark: {vi: Dự phòng bằng mạng 2G}\n"
        "  policies: [bundled:policies/three-stations.yaml]\n",
        "utf-8",
    )

    found = {each.code: each for each in load_scenario(str(tmp_path / "storm.yaml")).warnings}

    assert {"W560", "W561", "W564"} <= set(found)
    assert found["W561"].place is not None
    assert found["W561"].place.line == 7
    assert found["W564"].place is not None
    assert found["W564"].place.path.endswith("storm.yaml")


def test_a_slip_deep_within_a_record_and_one_in_a_name_are_found_each_at_its_place(tmp_path: Path) -> None:
    (tmp_path / "province.yaml").write_text(
        "province: {code: '22', name: {vi: Tỉnh Mẫu}, crs: EPSG:4326, exposure: in-land}\n"
        "operators: [{id: VTL, name: {vi: Viettel}}]\n"
        "population_points:\n"
        "  - {id: P-1, commune: C, name: {vi: Thôn Một}, population: 10}\n"
        "  - {id: P-2, commune: C, name: {vi: Cạnh UBND huyện Mẫu}, population: 10}\n"
        "message_templates:\n"
        "  - {id: M-1, event: storm-warning, audience: {vi: Người dân}, text: {vi: Nghe đài},\n"
        "     channels: [loudspeakers]}\n"
        "  - {id: M-2, event: storm-warning, audience: {vi: Người dân},\n"
        "     text: {vi: Dự phòng bằng mạng 2G}, channels: [loudspeakers]}\n",
        "utf-8",
    )

    found = [each for each in read_province(tmp_path).findings if each.code.startswith("W56")]

    assert [(each.code, each.place and each.place.line) for each in found] == [("W560", 5), ("W564", 10)]


@pytest.mark.parametrize("province", ["quang-ninh", "hai-phong", "tutorial"])
def test_no_bundled_province_has_such_wording(province: str) -> None:
    found = [each.code for each in load_province(str(SCENARIOS / province)).warnings]

    assert [code for code in found if code.startswith("W56")] == []
