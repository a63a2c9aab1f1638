"""Small provinces for the tests of this folder, built from records without any file."""

from __future__ import annotations

from typing import Any

from planner.foundation.diagnostics import Place
from planner.inventory.province import Province, SetAside
from planner.inventory.records import SECTIONS, ProvinceHeader


def province(*, set_aside: tuple[SetAside, ...] = (), **sections: list[dict[str, Any]]) -> Province:
    """A province of the given records; sections as in the files, values as Python ones."""
    held: dict[str, Any] = {section: {} for section in SECTIONS}
    for section, rows in sections.items():
        records = [SECTIONS[section].model_validate(row) for row in rows]
        keyed = {str(record.id): record for record in records}  # type: ignore[attr-defined]
        held[section] = dict(sorted(keyed.items()))
    header = ProvinceHeader.model_validate({"code": "22", "name": {"vi": "Thử"}})
    return Province(header, **held, set_aside=set_aside)


def aside(section: str, id_: str) -> SetAside:
    return SetAside(section, id_, None, None, Place("sites.yaml", 1, 1), ("E110",))


def site(id_: str, lon: float, lat: float, **more: Any) -> dict[str, Any]:
    backhaul = {"drops": more.pop("drops", ()), "hops": more.pop("hops", ())}
    if "satellite" in more:
        backhaul["satellite"] = more.pop("satellite")
    return {
        "id": id_,
        "lon": lon,
        "lat": lat,
        "district": "west",
        "structure": {"type": "monopole"},
        "operators": ("viettel",),
        "backhaul": backhaul,
        **more,
    }


def bay() -> Province:
    """Three sites, two nodes, a power line along the cable, one risk group.

        S1 ---- N1 ======== N2 ---- S3        N1-N2: segment C1, poles of line L1
        |       (west)      (east)            S1-N1, S3-N2: drops; S2-S1: microwave
        S2 (hop to S1, dish)                  P1-P2: line L1

    Longitudes 107.0 (S1, N1, P1), 107.1 (S2), 107.3 (N2, P2, S3); all at latitude 21.0.
    """
    return province(
        operators=[{"id": "viettel", "name": {"vi": "V"}}, {"id": "vnpt", "name": {"vi": "P"}}],
        districts=[
            {"id": "west", "name": {"vi": "Tây"}, "level": "district", "exposure": "off-sea"},
            {"id": "east", "name": {"vi": "Đông"}, "level": "district"},
        ],
        communes=[{"id": "harbour", "name": {"vi": "Cảng"}, "district": "east"}],
        sites=[
            site(
                "S1", 107.0, 21.0, owner="vnpt", operators=("viettel", "vnpt"),
                feed="P1", service_drop={"mounting": "aerial"},
                generators=({"id": "g1"}, {"id": "g2", "operator": "vnpt"}),
                drops=({"node": "N1", "mounting": "aerial", "srlgs": ("R1",)},),
            ),
            site(
                "S2", 107.1, 21.0, satellite={}, exposure="at-sea",
                hops=({"to": "S1", "operator": "vnpt", "srlgs": ()},),
            ),
            site(
                "S3", 107.3, 21.0, district="east", commune="harbour", satellite="none",
                drops=({"node": "N2", "mounting": "buried", "operator": "viettel"},),
            ),
        ],
        fiber_nodes=[
            {"id": "N1", "lon": 107.0, "lat": 21.0, "role": "gateway", "district": "west",
             "generators": ({"id": "g1"},), "owner": "vnpt"},
            {"id": "N2", "lon": 107.3, "lat": 21.0, "role": "passive", "district": "east"},
        ],
        segments=[
            {"id": "C1", "from": "N1", "to": "N2", "mounting": "aerial", "owner": "vnpt",
             "route": ((107.2, 21.1),), "poles": "L1", "srlgs": ("R1",)},
        ],
        power_nodes=[
            {"id": "P1", "lon": 107.0, "lat": 21.0, "kind": "source", "district": "west"},
            {"id": "P2", "lon": 107.3, "lat": 21.0, "kind": "substation", "district": "east"},
        ],
        lines=[{"id": "L1", "from": "P1", "to": "P2", "mounting": "aerial"}],
        srlgs=[{"id": "R1", "kind": "poles"}],
        warning_channels=[{"id": "W1", "kind": "siren", "commune": "harbour"}],
    )
