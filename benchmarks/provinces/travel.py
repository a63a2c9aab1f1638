"""The made-up roads, ferries and resources of the bundled provinces: real seats, the general layout of the map.

Which seats are joined, by which class of road, over which long bridge or by which boat follows the published map in
outline; courses, lengths, limits and everything that is sent out are illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import LonLat, distance_km, nearest_inside, rounded
from benchmarks.provinces.places import District, Places
from benchmarks.provinces.records import Day, Inline, Record, at

SOURCE = Inline(reporter="minh họa (illustrative)", as_of=Day("2024-08-01"))
WINDING = 1.25
"""A road is this many times the straight line between its ends."""
NEAR_SEAT_KM = 4.0
"""A commune whose middle lies this near to the seat has no node of its own."""


@dataclass(frozen=True, slots=True)
class Port:
    """A landing: its node, its district, where it is; on an island that is a commune of a mainland district, which."""

    id: str
    vi: str
    en: str
    district: str
    point: LonLat
    commune: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a province hangs together; ends of roads are district ids or ports."""

    ports: tuple[Port, ...]
    roads: tuple[tuple[str, str, str], ...]
    """From, to, class."""
    bridges: tuple[tuple[str, str, str, str, int], ...]
    """From, to, class, name, force from which it is closed."""
    boats: tuple[tuple[str, str, str, float, int], ...]
    """From, to, kind of boat, km/h, force from which it stays in."""
    bases: tuple[str, ...]
    """Seats where teams, generators and fuel stand."""
    island_bases: tuple[str, ...]
    """Ports of islands that have a small team and a store of fuel of their own."""


LAYOUTS: dict[str, Layout] = {
    "quang-ninh": Layout(
        ports=(
            Port("CANG-CAI-RONG", "Cảng Cái Rồng", "Cai Rong harbour", "van-don", (107.424, 21.066)),
            Port("CANG-CO-TO", "Cảng Cô Tô", "Co To harbour", "co-to", (107.765, 20.972)),
            Port("CANG-QUAN-LAN", "Cảng Quan Lạn", "Quan Lan harbour", "van-don", (107.497, 20.885)),
            Port("CANG-NGOC-VUNG", "Cảng Ngọc Vừng", "Ngoc Vung harbour", "van-don", (107.365, 20.832)),
            Port("BEN-GHENH-VO", "Bến Ghềnh Võ", "Ghenh Vo landing", "hai-ha", (107.745, 21.392)),
            Port("BEN-CAI-CHIEN", "Bến Cái Chiên", "Cai Chien landing", "hai-ha", (107.76, 21.335),
                 "cai-chien"),
            Port("BEN-MUI-NGOC", "Bến Mũi Ngọc", "Mui Ngoc landing", "mong-cai", (107.98, 21.435)),
            Port("BEN-VINH-THUC", "Bến Vĩnh Thực", "Vinh Thuc landing", "mong-cai", (107.93, 21.38),
                 "vinh-thuc"),
        ),
        roads=(
            ("dong-trieu", "uong-bi", "national"), ("uong-bi", "quang-yen", "national"),
            ("ha-long", "cam-pha", "national"), ("cam-pha", "tien-yen", "national"),
            ("cam-pha", "ba-che", "provincial"), ("ba-che", "tien-yen", "provincial"),
            ("tien-yen", "binh-lieu", "national"), ("tien-yen", "dam-ha", "national"),
            ("dam-ha", "hai-ha", "national"), ("hai-ha", "mong-cai", "national"),
            ("binh-lieu", "mong-cai", "national"), ("van-don", "tien-yen", "expressway"),
            ("van-don", "CANG-CAI-RONG", "local"), ("hai-ha", "BEN-GHENH-VO", "local"),
            ("mong-cai", "BEN-MUI-NGOC", "local"),
        ),
        bridges=(
            ("uong-bi", "ha-long", "national", "Cầu Bãi Cháy (minh họa)", 9),
            ("quang-yen", "ha-long", "expressway", "Cầu trên cao tốc (minh họa)", 8),
            ("cam-pha", "van-don", "national", "Cầu Vân Đồn (minh họa)", 9),
        ),
        boats=(
            ("CANG-CAI-RONG", "CANG-CO-TO", "ferry", 25, 6),
            ("CANG-CAI-RONG", "CANG-QUAN-LAN", "speedboat", 30, 6),
            ("CANG-CAI-RONG", "CANG-NGOC-VUNG", "speedboat", 30, 6),
            ("BEN-GHENH-VO", "BEN-CAI-CHIEN", "ferry", 12, 6),
            ("BEN-MUI-NGOC", "BEN-VINH-THUC", "ferry", 12, 6),
        ),
        bases=("ha-long", "tien-yen", "mong-cai", "uong-bi", "van-don"),
        island_bases=("CANG-CO-TO",),
    ),
    "hai-phong": Layout(
        ports=(
            Port("CANG-HAI-PHONG", "Cảng Hải Phòng", "Hai Phong harbour", "ngo-quyen", (106.70, 20.872)),
            Port("CANG-BACH-LONG-VI", "Cảng Bạch Long Vĩ", "Bach Long Vi harbour", "bach-long-vi",
                 (107.7285, 20.134)),
            Port("BEN-GOT", "Bến Gót", "Got landing", "cat-hai", (106.892, 20.802)),
            Port("BEN-CAI-VIENG", "Bến Cái Viềng", "Cai Vieng landing", "cat-hai", (106.926, 20.797)),
        ),
        roads=(
            ("hong-bang", "ngo-quyen", "national"), ("hong-bang", "le-chan", "national"),
            ("ngo-quyen", "hai-an", "national"), ("le-chan", "kien-an", "national"),
            ("le-chan", "duong-kinh", "national"), ("duong-kinh", "do-son", "provincial"),
            ("kien-an", "an-lao", "national"), ("an-lao", "an-duong", "provincial"),
            ("an-duong", "hong-bang", "national"), ("kien-an", "kien-thuy", "provincial"),
            ("kien-thuy", "do-son", "provincial"), ("tien-lang", "vinh-bao", "national"),
            ("ngo-quyen", "CANG-HAI-PHONG", "local"), ("BEN-CAI-VIENG", "cat-hai", "provincial"),
        ),
        bridges=(
            ("hong-bang", "thuy-nguyen", "national", "Cầu qua sông Cấm (minh họa)", 9),
            ("hai-an", "BEN-GOT", "expressway", "Cầu vượt biển (minh họa)", 8),
            ("an-lao", "tien-lang", "provincial", "Cầu qua sông Văn Úc (minh họa)", 9),
            ("an-lao", "vinh-bao", "national", "Cầu quốc lộ (minh họa)", 9),
        ),
        boats=(
            ("BEN-GOT", "BEN-CAI-VIENG", "ferry", 12, 6),
            ("CANG-HAI-PHONG", "CANG-BACH-LONG-VI", "patrol", 25, 6),
        ),
        bases=("hong-bang", "kien-an", "thuy-nguyen", "vinh-bao"),
        island_bases=("cat-hai", "CANG-BACH-LONG-VI"),
    ),
}


def travel_file(places: Places, seed: int) -> Record:
    """Road nodes, roads, sea routes and what stands at the bases."""
    return _Maker(places, LAYOUTS[places.id], seed).file()


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
        return made

    def _resource(self, id_: str, kind: str, node: str, district: District, **more: object) -> Record:
        half_hours = self.chance.whole(1, 4)
        return Inline(id=id_, kind=kind, district=district.id, at=node, ready_after_h=half_hours / 2,
                      **more, source=SOURCE)
