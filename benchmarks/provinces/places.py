"""The real places a made-up network is laid over: districts of 2024 with their communes of July 2025."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import (
    LonLat,
    area_km2,
    bounds,
    inside,
    nearest_inside,
    part_of,
    rounded,
)

BENCHMARK = "benchmark"
"""The id of a province that is made for measuring."""
FOLDER = Path(__file__).parent / "places"
Outline = list[list[list[float]]]


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of July 2025. `centre` is None where the published one lies outside the district."""

    id: str
    code: str | None
    vi: str
    en: str
    level: str
    population: int | None
    area_km2: float
    island: bool
    centre: LonLat | None
    moved: bool
    made_up: bool = False
    """Added for measuring; no such commune exists."""


@dataclass(frozen=True, slots=True)
class District:
    """A planning area: a district of 2024."""

    id: str
    prefix: str
    code: str | None
    vi: str
    en: str
    official: str
    population: int
    urban_share: float
    seat: dict[str, Any]
    coastal: bool
    island: bool
    exposed: bool
    exposure: str
    wind_zone: str
    zone_gust_mps: int
    remark: str
    outline: Outline
    communes: tuple[Commune, ...]
    hub: LonLat
    """The seat, or where it lies just outside the coarse outline, a place inside near it."""

    @property
    def area_km2(self) -> float:
        """Area of the outline, all parts."""
        return sum(area_km2(ring) for ring in self.outline)

    @property
    def urban(self) -> bool:
        """Whether most people live in town."""
        return self.urban_share > 0.5

    def part(self, point: LonLat) -> int:
        """Which part of the outline holds the point; 0, the largest, where none does."""
        return part_of(point, self.outline) or 0


@dataclass(frozen=True, slots=True)
class Places:
    """A province's places."""

    id: str
    code: str
    vi: str
    en: str
    prefix: str
    capital: str
    risk_region: str
    districts: tuple[District, ...]


def hub_of(seat: dict[str, Any], outline: Outline) -> LonLat:
    return rounded(nearest_inside((seat["lon"], seat["lat"]), outline))


def load(province: str) -> Places:
    """The table of one province."""
    table = json.loads((FOLDER / f"{province}.json").read_text(encoding="utf-8"))
    communes = table.pop("communes")
    districts = []
    for row in table.pop("districts"):
        own = [c for c in communes if c["district"] == row["id"]]
        made = tuple(
            Commune(**{k: v for k, v in c.items() if k not in ("district", "centre")},
                    centre=tuple(c["centre"]) if c["centre"] else None)
            for c in own
        )
        districts.append(District(**row, communes=made, hub=hub_of(row["seat"], row["outline"])))
    return Places(**table, districts=tuple(districts))


def tail_of(copy: int) -> str:
    """What ends the ids of a copy; the first is the place itself."""
    return "" if copy == 1 else f"-{copy}"


def beside(district: District, copy: int) -> LonLat:
    """The hub of a copy: some way off, so that no two stand at one point."""
    lon, lat = district.hub
    trial = (lon + copy * 7 % 11 * 0.002 - 0.01, lat + copy * 5 % 13 * 0.002 - 0.012)
    return rounded(nearest_inside(trial, district.outline)) if copy > 1 else district.hub


def joined(copies: int) -> Places:
    """Both provinces as one, each district `copies` times on the same ground: the benchmark's places.

    Copies are planning areas of their own: other ids, no official codes.
    """
    first, second = load("quang-ninh"), load("hai-phong")
    districts = []
    for copy in range(1, copies + 1):
        for district in (*first.districts, *second.districts):
            tail = tail_of(copy)
            districts.append(
                replace(
                    district,
                    id=f"{district.id}{tail}",
                    prefix=f"{district.prefix}{'' if copy == 1 else copy}",
                    vi=district.vi + (f" {copy}" if tail else ""),
                    en=district.en + (f" {copy}" if tail else ""),
                    code=None if tail else district.code,
                    hub=beside(district, copy),
                    communes=tuple(
                        replace(c, id=f"{district.prefix.lower()}-{c.id}{tail}", code=None if tail else c.code)
                        for c in district.communes
                    ),
                )
            )
    return Places(BENCHMARK, "99", "Tỉnh thử tải", "Benchmark province", "BM", "ha-long", "northeast",
                  tuple(districts))


def with_communes(places: Places, total: int, seed: int) -> Places:
    """The province with so many communes: made-up ones are added where most people share one.

    A district's people and area of the table are shared out evenly among all its communes where some were added; the
    real ones keep their names and centres, the others have theirs at a place drawn inside the outline.

    Raises
    ------
    ValueError
        If it has more already.
    """
    counts = {district.id: len(district.communes) for district in places.districts}
    if sum(counts.values()) > total:
        msg = f"the places have {sum(counts.values())} communes already"
        raise ValueError(msg)
    by_id = {district.id: district for district in places.districts}
    while sum(counts.values()) < total:
        fullest = max(counts, key=lambda id_: (by_id[id_].population / max(counts[id_], 1), id_))
        counts[fullest] += 1
    return replace(
        places,
        districts=tuple(_with_communes(district, counts[district.id], seed) for district in places.districts),
    )


def _with_communes(district: District, count: int, seed: int) -> District:
    if count == len(district.communes):
        return district
    chance = Chance(seed, "communes", district.id)
    people, area_km2 = district.population // count, round(district.area_km2 / count, 1)
    real = [replace(commune, population=people, area_km2=area_km2) for commune in district.communes]
    added = [
        Commune(
            id=f"{district.prefix.lower()}-xa-{number}", code=None,
            vi=f"Xã thử tải {number} ({district.vi})", en=f"Test commune {number} ({district.en})",
            level="commune", population=people, area_km2=area_km2, island=district.island,
            centre=_somewhere(district, chance), moved=False, made_up=True,
        )
        for number in range(len(real) + 1, count + 1)
    ]  # fmt: skip
    return replace(district, communes=(*real, *added))


def _somewhere(district: District, chance: Chance) -> LonLat:
    """A place in the largest part of the outline."""
    west, south, east, north = bounds(district.outline[0])
    while True:
        point = rounded((chance.between(west, east), chance.between(south, north)))
        if inside(point, district.outline[0]):
            return point
