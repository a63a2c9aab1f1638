from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.inventory.reading import read_province
from planner.inventory.road_access import RoadAccess
from planner.inventory.travel_records import RoadNode

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
province: {code: '22', name: {vi: Thử}}
districts:
  - {id: bo, name: {vi: Bờ}, level: former-district, wind_zone: III, seat: {vi: Bờ, lon: 107.01, lat: 21.01}}
  - {id: dao, name: {vi: Đảo}, level: island, island: true, wind_zone: III}
road_nodes:
  - {id: A, lon: 107.00, lat: 21.00, district: bo}
  - {id: B, lon: 107.20, lat: 21.00, district: bo}
  - {id: C, kind: port, lon: 107.30, lat: 20.95, district: dao}
"""
SOUND = """\
roads:
  - {id: AB, from: A, to: B, class: national, length_km: 22, floods_at_m: 1}
sea_routes:
  - {id: BC, from: B, to: C, boat: ferry, closed_from_force: 6}
resources:
  - {id: DOI-1, kind: team, team: radio, district: bo, ready_after_h: 1}
  - {id: KHO-1, kind: fuel, fuel_l: 500, fuel: diesel, at: C}
"""


def codes(tmp_path: Path, body: str) -> list[tuple[str, int]]:
    """Each finding about travel with its line in the file."""
    (tmp_path / "p.yaml").write_text(HEAD + body, encoding="utf-8")
    found = read_province(tmp_path).findings
    first = len(HEAD.splitlines())
    return [
        (each.code, each.place.line - first)
        for each in found
        if each.place is not None and each.code[:3] in {"E21", "W57", "E12", "E20"}
    ]


def test_what_is_sound_is_not_complained_of(tmp_path: Path) -> None:
    assert codes(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("right", "wrong", "code", "line"),
    [
        ("to: B, class", "to: X, class", "E211", 2),
        ("from: A, to: B", "from: B, to: B", "E212", 2),
        ("length_km: 22", "length_km: 2.2", "E213", 2),
        ("length_km: 22", "length_km: -22", "E125", 2),
        (", floods_at_m: 1", "", "W579", 2),
        (", closed_from_force: 6", "", "W577", 4),
        ("kind: team, team: radio", "kind: boat, team: radio", "E214", 6),
        ("fuel_l: 500, ", "", "W578", 7),
        ("district: bo, ready", "district: dao, ready", "W576", 6),
        ("at: C", "at: D", "E211", 7),
    ],
)
def test_each_fault_is_found_where_it_stands(
    tmp_path: Path, right: str, wrong: str, code: str, line: int
) -> None:
    assert right in SOUND

    assert codes(tmp_path, SOUND.replace(right, wrong)) == [(code, line)]


def test_a_straight_line_does_not_cross_the_water_to_an_island(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(HEAD + SOUND, encoding="utf-8")
    province = read_province(tmp_path).province
    assert province is not None
    access = RoadAccess(province.road_nodes.values(), province.districts, province.communes, 30)

    near_the_port = (107.30, 20.96)
    from_shore = access.nearest(near_the_port, "bo", None)
    on_island = access.nearest(near_the_port, "dao", None)

    assert from_shore is not None
    assert from_shore.node == "B"
    assert on_island is not None
    assert on_island.node == "C"
    assert access.nearest(None, "bo", None) is None


def test_a_node_further_than_the_distance_is_not_joined() -> None:
    node = RoadNode.model_validate({"id": "A", "lon": 107.0, "lat": 21.0})

    assert RoadAccess([node], {}, {}, 10).nearest((107.0, 21.1), None, None) is None
    assert RoadAccess([node], {}, {}, 12).nearest((107.0, 21.1), None, None) is not None
