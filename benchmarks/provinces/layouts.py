"""How the provinces hang together by road and boat: the general layout of the map.

Which seats are joined, by which class of road, over which long bridge or by which boat follows the published map in
outline; courses, lengths, limits and everything that is sent out are illustrative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from benchmarks.provinces.geometry import LonLat
from benchmarks.provinces.places import BENCHMARK, Places, tail_of


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

BETWEEN = (("uong-bi", "thuy-nguyen", "national"), ("quang-yen", "hai-an", "expressway"))
"""Roads from one of the two provinces to the other."""


MOST_COPIES = 5
"""So often, at most, a province with roads repeats a district: up to 15,000 sites."""


def layout_of(places: Places) -> Layout | None:
    """The layout of a province; None where nobody drew one.

    A province for measuring is both bundled ones joined. One that repeats their districts to be larger still has the
    same roads: its copies lie on the same ground, where no second road runs beside every road, and each is joined to
    the district that it repeats. Above `MOST_COPIES` of each there are none: searches over them all would take more
    memory than a check of the province has.
    """
    if places.id != BENCHMARK:
        return LAYOUTS.get(places.id)
    prefixes = {district.id: district.prefix.lower() for district in places.districts}
    if f"{places.capital}{tail_of(MOST_COPIES + 1)}" in prefixes:
        return None
    parts = tuple(LAYOUTS.values())
    return Layout(
        # Communes have the prefix of their district before their id there.
        ports=tuple(
            replace(port, commune=f"{prefixes[port.district]}-{port.commune}" if port.commune else "")
            for part in parts
            for port in part.ports
        ),
        roads=(*(road for part in parts for road in part.roads), *BETWEEN, *_to_copies(prefixes, parts)),
        bridges=tuple(bridge for part in parts for bridge in part.bridges),
        boats=tuple(boat for part in parts for boat in part.boats),
        bases=tuple(base for part in parts for base in part.bases),
        island_bases=tuple(base for part in parts for base in part.island_bases),
    )


def _to_copies(prefixes: Mapping[str, str], parts: Iterable[Layout]) -> Iterator[tuple[str, str, str]]:
    """A road to each copy of a district from its seat; on an island without roads, from its first harbour."""
    named: set[str] = set()
    harbours: dict[str, str] = {}
    for part in parts:
        named.update(end for one, other, *_ in part.roads for end in (one, other))
        named.update(end for one, other, *_ in part.bridges for end in (one, other))
        for port in part.ports:
            harbours.setdefault(port.district, port.id)
    for id_ in prefixes:
        first, _, number = id_.rpartition("-")
        if first in prefixes and number.isdigit():
            yield (first if first in named else harbours[first]), id_, "provincial"
