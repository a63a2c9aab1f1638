"""What planners get wrong about roads, boats and what is sent over them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.inventory.kinds import CALLED
from planner.inventory.road_access import RoadAccess
from planner.inventory.travel_records import TravelChoices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.draft import Draft, Entry

SHORTER = 0.95
"""A road that is shorter than this share of the way along its points cannot be right; coordinates are rough."""
_ONLY_OF = {
    "team": ("team",),
    "fuel": ("fuel",),
    "tanker_l": ("fuel",),
    "burn_l_per_h": ("mobile-generator", "mobile-station"),
}


def check_travel(draft: Draft) -> None:
    """Find roads that cannot be, boats without a limit, depots without stock, and what has no way to a road."""
    nodes = {node.id: node for _, node in draft.records("road_nodes")}
    for entry, route in draft.records("roads", "sea_routes"):
        _check_route(draft, entry, route, nodes)
    _check_floods(draft)
    for entry, resource in draft.records("resources"):
        _check_fields(draft, entry, resource)
    if nodes:
        _check_joined(draft, nodes)


def _check_route(draft: Draft, entry: Entry, route: Any, nodes: Mapping[str, Any]) -> None:
    what = CALLED[entry.section]
    if route.from_ == route.to:
        draft.about(
            entry,
            "E212",
            ("to",),
            Text(vi=f"{what.vi} “{entry.id}” đi từ “{route.to}” tới chính nó",
                 en=f"{what.en} `{entry.id}` leads from `{route.to}` to itself"),
            None,
            Text(vi="ghi nút ở đầu kia", en="write the node at its other end"),
        )
    straight_km = _straight_km(route, nodes)
    length_km = route.length_km
    if length_km is not None and straight_km is not None and length_km < SHORTER * straight_km:
        _too_short(draft, entry, length_km, straight_km)
    by_boat = entry.section == "sea_routes" or route.structure == "ferry"
    limit = route.closed_from_force or getattr(route, "closed_at_risk_level", None)
    if by_boat and limit is None:
        draft.about(
            entry,
            "W577",
            ("id",),
            Text(vi=f"phà, tàu của “{entry.id}” không ghi ngừng chạy từ cấp gió nào",
                 en=f"nobody wrote from which wind the boats of `{entry.id}` stop"),
            Text(vi="phía bi quan coi là ngừng sớm, phía lạc quan coi là chạy tới khi cấm đường",
                 en="the pessimistic side takes them to stop early, the optimistic one only with all travel"),
            Text(vi="hỏi chủ tàu rồi ghi “closed_from_force: 6”",
                 en="ask who runs them and write `closed_from_force: 6`"),
        )


def _straight_km(route: Any, nodes: Mapping[str, Any]) -> float | None:
    ends = [nodes.get(route.from_), nodes.get(route.to)]
    if any(end is None or end.lon is None or end.lat is None for end in ends):
        return None
    first, last = ((float(end.lon), float(end.lat)) for end in ends if end is not None)
    between = [(float(lon), float(lat)) for lon, lat in route.route]
    return sum(distance_km(*a, *b) for a, b in pairwise([first, *between, last]))


def _too_short(draft: Draft, entry: Entry, length_km: float, straight_km: float) -> None:
    vi, en = (f"{straight_km:.1f}".replace(".", mark) for mark in (",", "."))
    given = f"{length_km:g}"
    draft.about(
        entry,
        "E213",
        ("length_km",),
        Text(vi=f"“{entry.id}” dài {given.replace('.', ',')} km mà hai đầu cách nhau {vi} km",
             en=f"`{entry.id}` is {given} km long, and its ends are {en} km apart"),
        None,
        Text(vi="sửa chiều dài, hoặc toạ độ của hai nút", en="mend the length, or the nodes' coordinates"),
    )


def _check_floods(draft: Draft) -> None:
    """One warning for all roads of which nobody knows when water closes them."""
    open_ = [entry for entry, road in draft.records("roads") if road.floods_at_m is None]
    if not open_:
        return
    draft.about(
        open_[0],
        "W579",
        ("id",),
        Text(vi=f"{len(open_)} đường chưa khảo sát ngập bao nhiêu thì xe không qua được",
             en=f"roads not surveyed for the water that closes them: {len(open_)}"),
        Text(vi=f"“{open_[0].id}” là chỗ đầu tiên", en=f"`{open_[0].id}` is the first"),
        Text(vi="ghi “floods_at_m”; để trống thì nơi phải qua đường đó khi ngập là chưa xét được",
             en="write `floods_at_m`; what lies behind such a road in a flood cannot be judged"),
    )


def _check_fields(draft: Draft, entry: Entry, resource: Any) -> None:
    for key, kinds in _ONLY_OF.items():
        if getattr(resource, key) is not None and resource.kind not in kinds:
            draft.about(
                entry,
                "E214",
                (key,),
                Text(vi=f"“{resource.kind}” không có “{key}”", en=f"a `{resource.kind}` has no `{key}`"),
                None,
                Text(vi=f"xoá “{key}”, hoặc ghi kind: {kinds[0]}",
                     en=f"delete `{key}`, or write `kind: {kinds[0]}`"),
            )
    if resource.kind == "fuel" and not resource.fuel_l:
        draft.about(
            entry,
            "W578",
            ("id",),
            Text(vi=f"kho nhiên liệu “{entry.id}” không ghi còn bao nhiêu",
                 en=f"nobody wrote how much fuel depot `{entry.id}` holds"),
            None,
            Text(vi="ghi “fuel_l: …” (lít)", en="write `fuel_l: …` (litres)"),
        )


def _check_joined(draft: Draft, nodes: Mapping[str, Any]) -> None:
    """Find resources that no road node is near to."""
    districts = {record.id: record for _, record in draft.records("districts")}
    communes = {record.id: record for _, record in draft.records("communes")}
    join_km = float(TravelChoices().join_km)
    access = RoadAccess(nodes.values(), districts, communes, join_km)
    for entry, resource in draft.records("resources"):
        if resource.at is not None:
            continue
        seat = getattr(districts.get(resource.district or ""), "seat", None)
        here = next(
            (
                (float(spot.lon), float(spot.lat))
                for spot in (resource, seat)
                if spot is not None and spot.lon is not None and spot.lat is not None
            ),
            None,
        )
        if access.nearest(here, resource.district, None) is None:
            draft.about(
                entry,
                "W576",
                ("id",),
                Text(vi=f"nguồn lực “{entry.id}” không có nút giao thông nào trong {join_km:g} km",
                     en=f"resource `{entry.id}` has no road node within {join_km:g} km"),
                None,
                Text(vi="ghi “at: …” (mã nút giao thông), hoặc toạ độ",
                     en="write `at: …` (a road node), or where it is"),
            )
