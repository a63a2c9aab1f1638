"""The made-up power network: infeeds, 110 kV substations at the seats, feeders as trees with ties."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import (
    LonLat,
    closed_tour,
    distance_km,
    nearest_inside,
    part_of,
    pseudo_angle,
    rounded,
)
from benchmarks.provinces.layout import SitePlan
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import District, Places
from benchmarks.provinces.records import Record, at, maybe_gust, source, without_empty

POWER_COMPANY = "power-company"
FAR_KM = 25.0


@dataclass(slots=True)
class Grid:
    """The power network while it is being made."""

    nodes: list[Record] = field(default_factory=list)
    lines: list[Record] = field(default_factory=list)
    points: dict[str, LonLat] = field(default_factory=dict)
    transmission: dict[tuple[str, str], str] = field(default_factory=dict)
    """Line between the substations of two districts, by their ids."""
    medium: dict[str, list[tuple[str, LonLat]]] = field(default_factory=dict)
    """Aerial medium-voltage lines of a district with their middles."""
    hub_feed: dict[str, str] = field(default_factory=dict)

    def node(self, id_: str, kind: str, point: LonLat, district: District, chance: Chance) -> str:
        """Add a power node; gives its id."""
        wind = maybe_gust(chance, 54, 68, 0.5) if kind == "substation" else None
        floor = round(chance.between(0.3, 1.5), 1)
        known = not chance.happens(value_of("missing_floor"))
        self.points[id_] = point
        self.nodes.append(
            without_empty(
                {
                    "id": id_,
                    "kind": kind,
                    **at(point),
                    "district": district.id,
                    "owner": POWER_COMPANY,
                    "design_wind": wind,
                    "floor_height_m": floor if known and kind != "feeder" else None,
                    "exposure": district.exposure if kind == "substation" else None,
                    "source": source(chance),
                }
            )
        )
        return id_

    def line(self, id_: str, ends: tuple[str, str], mounting: str, kv: int, chance: Chance,
             exposure: str) -> str:
        """Add a power line between two nodes; gives its id."""
        low, high = value_of("transmission_gust" if kv >= 110 else "feeder_gust")
        wind = maybe_gust(chance, low, high, value_of("missing_line_wind"))
        aerial = mounting == "aerial"
        self.lines.append(
            without_empty(
                {
                    "id": id_,
                    "from": ends[0],
                    "to": ends[1],
                    "mounting": mounting,
                    "voltage_kv": kv,
                    "owner": POWER_COMPANY,
                    "design_wind": wind if aerial else None,
                    "exposure": exposure if aerial else None,
                    "source": source(chance),
                }
            )
        )
        return id_


def mainland(places: Places) -> list[District]:
    return [d for d in places.districts if not d.island]


def tour_of(places: Places) -> list[District]:
    """The mainland districts in the order of a short closed tour of their seats: the highway ring."""
    districts = mainland(places)
    return [districts[i] for i in closed_tour([d.hub for d in districts])]


def second_city(places: Places) -> District:
    """The most populous mainland district well away from the capital, where there is one."""
    capital = next(d for d in places.districts if d.id == places.capital)
    far = [d for d in mainland(places) if distance_km(d.hub, capital.hub) >= FAR_KM]
    # A city-province has no district that far off.
    others = far or [d for d in mainland(places) if d is not capital]
    return max(others, key=lambda d: (d.population, d.id))


def third_city(places: Places) -> District:
    """The mainland district farthest from the capital and the second city."""
    capital = next(d for d in places.districts if d.id == places.capital)
    second = second_city(places)
    return max(
        mainland(places),
        key=lambda d: (min(distance_km(d.hub, capital.hub), distance_km(d.hub, second.hub)), d.id),
    )


def lay_grid(places: Places, sites: list[SitePlan], seed: int) -> Grid:
    """The whole power network; gives every site its feed."""
    grid = Grid()
    chance = Chance(seed, "power", places.id)
    for district in places.districts:
        lay_substation(grid, places, district, chance)
    lay_transmission(grid, places, chance)
    for district in places.districts:
        own = [s for s in sites if s.district is district]
        lay_feeders(grid, district, own, Chance(seed, "feeders", district.id))
    lay_neighbour_ties(grid, places, chance)
    return grid


def lay_substation(grid: Grid, places: Places, district: District, chance: Chance) -> None:
    """The district's substation; an infeed or plant where there is one."""
    dx, dy = chance.scatter(0.02)
    near = (district.hub[0] + dx, district.hub[1] + dy)
    point = rounded(nearest_inside(near, district.outline))
    grid.node(f"PS-{district.prefix}", "substation", point, district, chance)
    far = nearest_mainland_km(places, district) > value_of("longest_island_cable_km")
    capital = next(d for d in places.districts if d.id == places.capital)
    if district.id in (capital.id, second_city(places).id, third_city(places).id) or far:
        dx, dy = chance.scatter(0.04)
        place = rounded(nearest_inside((point[0] + dx, point[1] + dy), district.outline))
        name = grid.node(f"PW-{district.prefix}", "source", place, district, chance)
        grid.line(f"LT-{district.prefix}", (name, f"PS-{district.prefix}"),
                  "buried" if far else "aerial", 22 if far else 110, chance, district.exposure)


def nearest_mainland(places: Places, district: District) -> District:
    return min(mainland(places), key=lambda d: (distance_km(d.hub, district.hub), d.id))


def nearest_mainland_km(places: Places, district: District) -> float:
    return distance_km(nearest_mainland(places, district).hub, district.hub)


def lay_transmission(grid: Grid, places: Places, chance: Chance) -> None:
    """110 kV along the tour, a few cross lines, and cables to the islands."""
    tour = tour_of(places)
    pairs = list(zip(tour, [*tour[1:], tour[0]], strict=True))
    for district in tour:
        others = [d for d in tour if d is not district]
        others.sort(key=lambda d: (distance_km(d.hub, district.hub), d.id))
        if chance.happens(0.25) and len(others) > 2:
            pairs.append((district, others[2]))
    for a, b in pairs:
        if (a.id, b.id) in grid.transmission:
            continue
        line = grid.line(f"L110-{a.prefix}-{b.prefix}", (f"PS-{a.prefix}", f"PS-{b.prefix}"),
                         "aerial", 110, chance, worst_exposure(a, b))
        grid.transmission[a.id, b.id] = grid.transmission[b.id, a.id] = line
    for island in (d for d in places.districts if d.island):
        if nearest_mainland_km(places, island) <= value_of("longest_island_cable_km"):
            home = nearest_mainland(places, island)
            grid.line(f"L22-{home.prefix}-{island.prefix}",
                      (f"PS-{home.prefix}", f"PS-{island.prefix}"), "submarine", 22, chance, "at-sea")


def worst_exposure(a: District, b: District) -> str:
    """Of two ends the one more open to the sea."""
    order = ("at-sea", "off-sea", "off-land", "in-land")
    return min(a.exposure, b.exposure, key=order.index)


def lay_feeders(grid: Grid, district: District, sites: list[SitePlan], chance: Chance) -> None:
    """Feeders fan out from the substation; each is a tree of transformers, some tied to the next."""
    root = f"PS-{district.prefix}"
    centre = grid.points[root]
    ordered = sorted(sites, key=lambda s: (pseudo_angle(centre, s.point), s.id))
    feeders = max(1, int(len(sites) / value_of("sites_per_feeder") + 0.5))
    chunks = [ordered[i * len(ordered) // feeders : (i + 1) * len(ordered) // feeders]
              for i in range(feeders)]
    number = 0
    ends: list[list[tuple[str, LonLat]]] = []
    for chunk in (c for c in chunks if c):
        groups = grouped(chunk, centre)
        transformers = []
        for group in groups:
            number += 1
            dx, dy = chance.scatter(0.003)
            near = (group[0].point[0] + dx, group[0].point[1] + dy)
            on_land = part_of(rounded(near), district.outline) is not None
            point = rounded(near) if on_land else group[0].point
            name = grid.node(f"PF-{district.prefix}-{number:02d}", "feeder", point, district, chance)
            for site in group:
                site.feed = name
            transformers.append((name, point))
        for site_id, line in grow_tree(grid, district, root, transformers, chance).items():
            for site in chunk:
                if site.feed == site_id:
                    site.feed_line = line
        ends.append(transformers)
    lay_ties(grid, district, ends, chance)
    lay_hub_feed(grid, district, chance)


def grouped(sites: list[SitePlan], centre: LonLat) -> list[list[SitePlan]]:
    """Neighbouring sites that share a transformer."""
    left = sorted(sites, key=lambda s: (distance_km(centre, s.point), s.id))
    groups = []
    while left:
        first = left.pop(0)
        group = [first]
        while len(group) < value_of("sites_per_transformer") and left:
            other = min(left, key=lambda s: (distance_km(first.point, s.point), s.id))
            if distance_km(first.point, other.point) > 3.0 or other.part != first.part:
                break
            group.append(other)
            left.remove(other)
        groups.append(group)
    return groups


def mounting_of(district: District, chance: Chance) -> str:
    kind = "feeder_mounting_urban" if district.urban else "feeder_mounting_rural"
    return str(chance.weighted(value_of(kind)))


def grow_tree(grid: Grid, district: District, root: str, transformers: list[tuple[str, LonLat]],
              chance: Chance) -> dict[str, str]:
    """Join each transformer to the closest one already joined; gives the line into each."""
    joined = [(root, grid.points[root])]
    left = list(transformers)
    into = {}
    while left:
        link = min(
            ((a, b) for a in joined for b in left),
            key=lambda ab: (distance_km(ab[0][1], ab[1][1]), ab[0][0], ab[1][0]),
        )
        (parent, parent_at), (child, child_at) = link
        crosses_water = district.part(parent_at) != district.part(child_at)
        mounting = "submarine" if crosses_water else mounting_of(district, chance)
        name = f"L22-{child.removeprefix('PF-')}"
        grid.line(name, (parent, child), mounting, 22, chance, district.exposure)
        if mounting == "aerial":
            middle = ((parent_at[0] + child_at[0]) / 2, (parent_at[1] + child_at[1]) / 2)
            grid.medium.setdefault(district.id, []).append((name, middle))
        into[child] = name if mounting == "aerial" else ""
        joined.append((child, child_at))
        left.remove((child, child_at))
    return into


def lay_ties(grid: Grid, district: District, feeders: list[list[tuple[str, LonLat]]],
             chance: Chance) -> None:
    """Ties between neighbouring feeders, at their closest transformers."""
    for index in range(len(feeders) - 1):
        if not chance.happens(value_of("feeder_tie")):
            continue
        (a, _), (b, _) = min(
            ((x, y) for x in feeders[index] for y in feeders[index + 1]),
            key=lambda xy: (distance_km(xy[0][1], xy[1][1]), xy[0][0], xy[1][0]),
        )
        grid.line(f"LX-{district.prefix}-{index + 1:02d}", (a, b), "aerial", 22, chance,
                  district.exposure)


def lay_hub_feed(grid: Grid, district: District, chance: Chance) -> None:
    """The exchange building has a transformer of its own."""
    name = grid.node(f"PF-{district.prefix}-00", "feeder", district.hub, district, chance)
    mounting = "buried" if chance.happens(0.5 if district.urban else 0.2) else "aerial"
    grid.line(f"L22-{district.prefix}-00", (f"PS-{district.prefix}", name), mounting, 22, chance,
              district.exposure)
    grid.hub_feed[district.id] = name


def lay_neighbour_ties(grid: Grid, places: Places, chance: Chance) -> None:
    """Some medium-voltage ties between the hubs' transformers of neighbouring districts."""
    tour = tour_of(places)
    for a, b in zip(tour, [*tour[1:], tour[0]], strict=True):
        if chance.happens(0.3):
            grid.line(f"LX-{a.prefix}-{b.prefix}", (f"PF-{a.prefix}-00", f"PF-{b.prefix}-00"),
                      "aerial", 35, chance, worst_exposure(a, b))
