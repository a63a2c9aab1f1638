"""The made-up roads, ferries and resources of a province, over its layout (`layouts`)."""

from __future__ import annotations

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import LonLat, distance_km, nearest_inside, rounded
from benchmarks.provinces.layouts import Layout
from benchmarks.provinces.places import District, Places
from benchmarks.provinces.records import Day, Inline, Record, at

SOURCE = Inline(reporter="minh họa (illustrative)", as_of=Day("2024-08-01"))
WINDING = 1.25
"""A road is this many times the straight line between its ends."""
NEAR_SEAT_KM = 4.0
"""A commune whose middle lies this near to the seat has no node of its own."""


def travel_file(places: Places, layout: Layout, seed: int) -> Record:
    """Road nodes, roads, sea routes and what stands at the bases."""
    return _Maker(places, layout, seed).file()


class _Maker:
    def __init__(self, places: Places, layout: Layout, seed: int) -> None:
        self.places, self.layout = places, layout
        self.chance = Chance(seed, "travel", places.id)
        self.districts = {district.id: district for district in places.districts}
        self.points: dict[str, LonLat] = {}
        self.roads: list[Record] = []
        self.nodes: list[Record] = []

    def file(self) -> Record:
        for district in self.places.districts:
            if district.island and district.id not in self._reached():
                continue  # its harbour is its only node
            self._node(f"NT-{district.prefix}", district.seat["vi"], "seat", district, district.hub)
        for port in self.layout.ports:
            district = self.districts[port.district]
            self._node(port.id, port.vi, "port", district, port.point, port.en, port.commune)
        for start, end, class_ in self.layout.roads:
            self._road(start, end, class_)
        for start, end, class_, name, force in self.layout.bridges:
            self._road(start, end, class_, name=name, force=force)
        for district in self.places.districts:
            self._communes(district)
        return {
            "road_nodes": self.nodes,
            "roads": self.roads,
            "sea_routes": self._boats(),
            "resources": self._resources(),
        }

    def _reached(self) -> set[str]:
        """Districts that a road or bridge names."""
        ends = [end for road in (*self.layout.roads, *self.layout.bridges) for end in road[:2]]
        return {str(end) for end in ends} & self.districts.keys()

    def _node(
        self, id_: str, vi: str, kind: str, district: District, point: LonLat, en: str = "",
        commune: str = "",
    ) -> None:
        point = rounded(nearest_inside(point, district.outline))  # the outlines are coarse
        self.points[id_] = point
        self.nodes.append(
            Inline(
                id=id_,
                name=Inline(vi=vi, **({"en": en} if en else {})),
                kind=kind,
                district=district.id,
                **({"commune": commune} if commune else {}),
                **at(point),
            )
        )

    def _end(self, name: str) -> str:
        district = self.districts.get(name)
        return name if district is None else f"NT-{district.prefix}"

    def _road(
        self, start: str, end: str, class_: str, *, name: str = "", force: int | None = None
    ) -> None:
        first, last = self._end(start), self._end(end)
        km = distance_km(self.points[first], self.points[last])
        surveyed, bank_m = self.chance.happens(0.8), round(self.chance.between(0.4, 1.6), 1)
        high = force is not None or class_ == "expressway"
        self.roads.append(
            Inline(
                id=f"DB-{len(self.roads) + 1:03d}",
                **({"name": Inline(vi=name)} if name else {}),
                **{"from": first, "to": last, "class": class_},
                length_km=round(km * WINDING + 0.05, 1),
                **({"structure": "bridge", "closed_from_force": force} if force else {}),
                **({"floods_at_m": 3.0 if high else bank_m} if high or surveyed else {}),
                source=SOURCE,
            )
        )

    def _communes(self, district: District) -> None:
        """A node in the middle of each commune that lies off the seat, and the road to it."""
        seat = f"NT-{district.prefix}"
        if seat not in self.points:
            return
        for number, commune in enumerate(district.communes, start=1):
            centre = commune.centre
            if centre is None or commune.island or distance_km(centre, self.points[seat]) < NEAR_SEAT_KM:
                continue
            id_ = f"NT-{district.prefix}-{number:02d}"
            self._node(id_, commune.vi, "junction", district, centre)
            self._road(seat, id_, "provincial")

    def _boats(self) -> list[Record]:
        return [
            Inline(
                id=f"DT-{number:02d}",
                **{"from": start, "to": end},
                length_km=round(distance_km(self.points[start], self.points[end]) * 1.1, 1),
                speed_kmh=speed,
                boat=boat,
                closed_from_force=force,
                source=SOURCE,
            )
            for number, (start, end, boat, speed, force) in enumerate(self.layout.boats, start=1)
        ]

    def _resources(self) -> list[Record]:
        made: list[Record] = []
        for base in self.layout.bases:
            node, district = self._end(base), self.districts[base]
            for team in ("radio", "fiber", "power"):
                made.append(self._resource(f"DOI-{district.prefix}-{team[0].upper()}", "team", node, district,
                                           team=team, count=self.chance.whole(1, 3), crew=self.chance.whole(3, 6)))
            made.append(self._resource(f"KHO-{district.prefix}", "fuel", node, district,
                                       fuel="diesel", fuel_l=self.chance.whole(6, 15) * 1000, tanker_l=1000))
            made.append(self._resource(f"MPD-{district.prefix}", "mobile-generator", node, district,
                                       count=self.chance.whole(1, 3), kw=10, tank_l=60, burn_l_per_h=2.5))
        for base in self.layout.island_bases:
            node = self._end(base)
            port = next((p for p in self.layout.ports if p.id == base), None)
            district = self.districts[base if port is None else port.district]
            made.append(self._resource(f"DOI-{district.prefix}-D", "team", node, district,
                                       team="radio", count=1, crew=3))
            made.append(self._resource(f"KHO-{district.prefix}", "fuel", node, district,
                                       fuel="diesel", fuel_l=self.chance.whole(1, 3) * 500, tanker_l=200))
            made.append(self._resource(f"TAU-{district.prefix}", "boat", node, district, count=1, crew=4))
        for base in self.layout.bases[:1]:
            made += self._province_store(self._end(base), self.districts[base])
        return made

    def _province_store(self, node: str, district: District) -> list[Record]:
        """What the province keeps at one place for wherever it is wanted."""
        kept = (("XE", "vehicle", 4, 2), ("BTS", "mobile-station", 2, 3), ("UAV", "drone", 2, 2),
                ("ACQ", "battery", 20, None))  # fmt: skip
        return [
            self._resource(f"{word}-{district.prefix}", kind, node, district, count=count,
                           **({} if crew is None else {"crew": crew}))
            for word, kind, count, crew in kept
        ]

    def _resource(self, id_: str, kind: str, node: str, district: District, **more: object) -> Record:
        half_hours = self.chance.whole(1, 4)
        return Inline(id=id_, kind=kind, district=district.id, at=node, ready_after_h=half_hours / 2,
                      **more, source=SOURCE)
