"""Where the made-up sites stand: shares by people and area, scattered around the communes' centres."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import LonLat, bounds, distance_km, inside, part_of, rounded
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import Commune, District, Places

Record = dict[str, Any]


@dataclass(slots=True)
class SitePlan:
    """A site while it is being made."""

    id: str
    district: District
    commune: Commune
    point: LonLat
    part: int
    programme: bool = False
    feed: str = ""
    feed_line: str = ""
    drops: list[Record] = field(default_factory=list)
    hops: list[Record] = field(default_factory=list)


def shared_out(total: int, places: Places) -> dict[str, int]:
    """How many sites each district gets."""
    people = sum(d.population for d in places.districts)
    area = sum(d.area_km2 for d in places.districts)
    weight = value_of("people_weight")
    counts: dict[str, int] = {}
    for district in places.districts:
        share = weight * district.population / people + (1 - weight) * district.area_km2 / area
        least = value_of("smallest_island_sites" if district.island else "smallest_district_sites")
        counts[district.id] = max(least, int(share * total + 0.5))
    # What the smallest ones were given beyond their share is taken from the largest.
    while sum(counts.values()) != total:
        largest = max(counts, key=lambda id_: (counts[id_], id_))
        step = 1 if sum(counts.values()) < total else -1
        counts[largest] += step
    return counts


def place_in(district: District, commune: Commune, chance: Chance) -> LonLat:
    """A point of the district near the commune's centre, or anywhere in it where no centre is known."""
    ring = district.outline[0]
    if commune.centre is not None:
        centre = commune.centre
        ring = district.outline[part_of(centre, district.outline) or 0]
        spread_deg = 0.6 * commune.area_km2**0.5 / 104.0
        for _ in range(60):
            dx, dy = chance.scatter(spread_deg)
            point = (centre[0] + dx, centre[1] + dy)
            if part_of(point, district.outline) is not None:
                return rounded(point)
    west, south, east, north = bounds(ring)
    while True:
        point = rounded((chance.between(west, east), chance.between(south, north)))
        if inside(point, ring):
            return point


def district_sites(district: District, count: int, seed: int) -> list[SitePlan]:
    """The sites of one district, numbered from 1; one on every larger part of the outline."""
    chance = Chance(seed, "layout", district.id)
    weights = {
        i: (c.population or 2500) ** 0.5 + 3 * c.area_km2**0.5
        for i, c in enumerate(district.communes)
    }
    sites = []
    for number in range(1, count + 1):
        if number <= len(district.communes):
            commune = district.communes[number - 1]
        else:
            commune = district.communes[chance.weighted(weights)]
        point = place_in(district, commune, chance)
        if district.island and 2 <= number <= len(district.outline):
            alone = District.part  # the commune covers all islands: one site on each
            ring = district.outline[number - 1]
            west, south, east, north = bounds(ring)
            while alone(district, point) != number - 1:
                trial = (chance.between(west, east), chance.between(south, north))
                point = rounded(trial) if inside(trial, ring) else point
        sites.append(
            SitePlan(f"{district.prefix}-{number:03d}", district, commune, point, district.part(point))
        )
    choose_programme(district, sites, chance)
    return sites


def choose_programme(district: District, sites: list[SitePlan], chance: Chance) -> None:
    """Mark the sites of the hardening programme: other communes first, near the hub's part."""
    wanted = chance.weighted(value_of("programme_sites"))
    candidates = [s for s in sites if district.island or s.part == district.part(district.hub)]
    taken: set[str] = set()
    while wanted and candidates:
        fresh = [s for s in candidates if s.commune.id not in taken] or candidates
        site = chance.one_of(fresh)
        site.programme = True
        taken.add(site.commune.id)
        candidates.remove(site)
        wanted -= 1


def lay_out(places: Places, total: int, seed: int) -> list[SitePlan]:
    """Every site of the province."""
    counts = shared_out(total, places)
    return [s for d in places.districts for s in district_sites(d, counts[d.id], seed)]


def nearest(point: LonLat, items: list[tuple[str, LonLat]]) -> tuple[str, LonLat]:
    """The closest named point; ties by name."""
    return min(items, key=lambda item: (distance_km(point, item[1]), item[0]))
