"""The made-up backhaul: two gateways, a ring of hubs, spurs to the communes, drops, hops, island cables."""

from __future__ import annotations

from dataclasses import dataclass, field

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import LonLat, distance_km, nearest_inside, part_of, rounded
from benchmarks.provinces.layout import SitePlan, nearest
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import District, Places
from benchmarks.provinces.power import (
    Grid,
    nearest_mainland,
    nearest_mainland_km,
    second_city,
    tour_of,
    worst_exposure,
)
from benchmarks.provinces.records import Record, at, maybe_gust, source, without_empty

SITES_PER_JOINT = 4
LONGEST_HOP_KM = 45.0


@dataclass(slots=True)
class Backbone:
    """The fiber network while it is being made."""

    nodes: list[Record] = field(default_factory=list)
    segments: list[Record] = field(default_factory=list)
    srlgs: list[Record] = field(default_factory=list)
    points: dict[str, LonLat] = field(default_factory=dict)
    joints: dict[str, list[tuple[str, LonLat, int]]] = field(default_factory=dict)
    """Where drops may end, by district: node, place, part of the outline."""

    def group(self, id_: str, kind: str, vi: str, en: str, chance: Chance) -> str:
        """Add a risk group; gives its id."""
        self.srlgs.append(
            {"id": id_, "name": {"vi": vi, "en": en}, "kind": kind, "source": source(chance)}
        )
        return id_

    def segment(self, id_: str, ends: tuple[str, str], mounting: str, chance: Chance, exposure: str,
                *, poles: str = "", srlgs: tuple[str, ...] = ()) -> None:
        """Add a cable between two nodes, with an owner drawn and wind where it hangs."""
        low, high = value_of("aerial_fiber_gust")
        wind = maybe_gust(chance, low, high, value_of("missing_line_wind"))
        aerial = mounting == "aerial"
        self.segments.append(
            without_empty(
                {
                    "id": id_,
                    "from": ends[0],
                    "to": ends[1],
                    "mounting": mounting,
                    "owner": chance.weighted(value_of("operator_share")),
                    "design_wind": wind if aerial else None,
                    "exposure": exposure if aerial else None,
                    "poles": poles if aerial and poles else None,
                    "srlgs": list(srlgs) if srlgs else None,
                    "source": source(chance),
                }
            )
        )

    def passive(self, id_: str, point: LonLat, district: District, chance: Chance) -> str:
        """Add a joint where drops may end; gives its id."""
        self.points[id_] = point
        self.nodes.append(
            {"id": id_, "role": "passive", **at(point), "district": district.id, "source": source(chance)}
        )
        self.joints.setdefault(district.id, []).append((id_, point, district.part(point)))
        return id_


def lay_backbone(places: Places, sites: list[SitePlan], grid: Grid, seed: int) -> Backbone:
    """The whole fiber network; gives every site its drops and hops."""
    backbone = Backbone()
    chance = Chance(seed, "fiber", places.id)
    capital = next(d for d in places.districts if d.id == places.capital)
    for district in places.districts:
        if reached_by_cable(places, district):
            lay_hub(backbone, grid, district, chance)
    lay_ring(backbone, places, grid, chance)
    for number, district in enumerate((capital, second_city(places)), start=1):
        lay_gateway(backbone, grid, district, number, chance)
    for district in places.districts:
        own = [s for s in sites if s.district is district]
        local = Chance(seed, "spurs", district.id)
        if district.island:
            lay_island(backbone, places, district, local)
        if reached_by_cable(places, district):
            lay_spurs(backbone, grid, district, own, local)
        lay_drops(backbone, district, own, local)
    lay_island_hops(places, sites)
    return backbone


def reached_by_cable(places: Places, district: District) -> bool:
    """Far islands have no fiber at all."""
    longest = value_of("longest_island_cable_km")
    return not district.island or nearest_mainland_km(places, district) <= longest


def own_power(grid: Grid, district: District, chance: Chance, *, gateway: bool) -> Record:
    """Feed, battery and generators of an active node."""
    burn = round(chance.between(4, 7), 1)
    hours = 96 if gateway else chance.weighted(value_of("hub_autonomy_h"))
    has = gateway or chance.happens(value_of("hub_generator"))
    generators = [
        {
            "id": f"g{number}",
            "kw": chance.one_of((20, 30, 45)),
            "tank_l": int(burn * hours / 10 + 0.5) * 10,
            "burn_l_per_h": burn,
            "mounting": "fixed",
            "maintenance": "good",
            "source": source(chance),
        }
        for number in range(1, 3 if gateway else 2)
    ]
    return {
        "feed": grid.hub_feed[district.id],
        "service_drop": {"mounting": "buried"},
        "battery_h": 8 if gateway else chance.one_of((4, 6, 8)),
        "generators": generators if has else [],
        "floor_height_m": round(chance.between(1.0, 2.0), 1),
    }


def lay_hub(backbone: Backbone, grid: Grid, district: District, chance: Chance) -> None:
    name = f"FN-{district.prefix}"
    backbone.points[name] = district.hub
    backbone.joints.setdefault(district.id, []).append((name, district.hub, district.part(district.hub)))
    backbone.nodes.append(
        {
            "id": name,
            "name": {"vi": f"Nút {district.vi}", "en": f"{district.en} hub"},
            "role": "hub",
            **at(district.hub),
            "district": district.id,
            **own_power(grid, district, chance, gateway=False),
            "source": source(chance),
        }
    )


def lay_gateway(backbone: Backbone, grid: Grid, district: District, number: int, chance: Chance) -> None:
    """A gateway beside the hub of its city, joined to it through two ducts."""
    dx, dy = chance.scatter(0.008)
    point = rounded(nearest_inside((district.hub[0] + dx, district.hub[1] + dy), district.outline))
    name = f"GW-{number}"
    backbone.points[name] = point
    backbone.nodes.append(
        {
            "id": name,
            "name": {"vi": f"Cổng {number} ({district.vi})", "en": f"Gateway {number} ({district.en})"},
            "role": "gateway",
            **at(point),
            "district": district.id,
            **own_power(grid, district, chance, gateway=True),
            "source": source(chance),
        }
    )
    for way in (1, 2):
        duct = backbone.group(f"G-GW{number}-{way}", "duct", f"Cống bể {way} của cổng {number}",
                              f"Duct {way} of gateway {number}", chance)
        backbone.segment(f"FG-{number}-{way}", (name, f"FN-{district.prefix}"), "duct", chance,
                         district.exposure, srlgs=(duct,))


def lay_ring(backbone: Backbone, places: Places, grid: Grid, chance: Chance) -> None:
    """The coastal and highway ring; some spans have a second cable, some cross a shared bridge."""
    tour = tour_of(places)
    for a, b in zip(tour, [*tour[1:], tour[0]], strict=True):
        ends = (f"FN-{a.prefix}", f"FN-{b.prefix}")
        exposure = worst_exposure(a, b)
        groups: tuple[str, ...] = ()
        if chance.happens(value_of("ring_bridge")):
            groups = (backbone.group(f"G-{a.prefix}-{b.prefix}", "bridge",
                                     f"Cầu giữa {a.vi} và {b.vi}", f"Bridge between {a.en} and {b.en}",
                                     chance),)
        mounting = chance.weighted(value_of("ring_mounting"))
        backbone.segment(f"FR-{a.prefix}-{b.prefix}", ends, mounting, chance, exposure, srlgs=groups)
        if chance.happens(value_of("ring_second_cable")):
            backbone.segment(f"FS-{a.prefix}-{b.prefix}", ends, "aerial", chance, exposure,
                             poles=grid.transmission[a.id, b.id], srlgs=groups)


def lay_island(backbone: Backbone, places: Places, island: District, chance: Chance) -> None:
    """A submarine cable from the nearest mainland hub."""
    if not reached_by_cable(places, island):
        return
    home = nearest_mainland(places, island)
    landing = nearest_inside(closest_vertex(home, island.hub), home.outline)
    name = backbone.passive(f"FN-{home.prefix}-{island.prefix}", rounded(landing), home, chance)
    backbone.segment(f"FL-{home.prefix}-{island.prefix}", (f"FN-{home.prefix}", name),
                     chance.weighted(value_of("spur_mounting_rural")), chance, home.exposure)
    backbone.segment(f"FM-{home.prefix}-{island.prefix}", (name, f"FN-{island.prefix}"), "submarine",
                     chance, "at-sea")


def closest_vertex(district: District, point: LonLat) -> LonLat:
    part = district.outline[district.part(district.hub)]
    x, y = min(part, key=lambda p: (distance_km((p[0], p[1]), point), p[0], p[1]))
    return x, y


def lay_spurs(backbone: Backbone, grid: Grid, district: District, sites: list[SitePlan],
              chance: Chance) -> None:
    """Passive joints near the sites of each commune, each tied to the closest joint before it."""
    for commune in district.communes:
        own = [s for s in sites if s.commune.id == commune.id]
        for index in range(0, len(own), SITES_PER_JOINT):
            number = len(backbone.joints[district.id])
            at_site = own[index].point
            first_and_known = index == 0 and commune.centre is not None
            wish = commune.centre if first_and_known and commune.centre else at_site
            point = wish if part_of(wish, district.outline) is not None else at_site
            parent, parent_at = parent_of(point, backbone.joints[district.id])
            name = backbone.passive(f"FN-{district.prefix}-{number:02d}", point, district, chance)
            kind = "spur_mounting_urban" if district.urban else "spur_mounting_rural"
            mounting = chance.weighted(value_of(kind))
            if district.part(point) != district.part(parent_at):
                mounting = "submarine"
            poles = ""
            if mounting == "aerial" and chance.happens(value_of("pole_sharing")):
                poles = line_near(grid, district, point)
            backbone.segment(f"FS-{district.prefix}-{number:02d}", (parent, name), mounting, chance,
                             district.exposure, poles=poles)


def parent_of(point: LonLat, before: list[tuple[str, LonLat, int]]) -> tuple[str, LonLat]:
    """The joint to tie a new one to: close to it, and not far from the hub, which comes first."""
    hub = before[0][1]
    name, there, _ = min(
        before,
        key=lambda j: (distance_km(point, j[1]) + 0.7 * distance_km(j[1], hub), j[0]),
    )
    return name, there


def line_near(grid: Grid, district: District, point: LonLat) -> str:
    lines = grid.medium.get(district.id, [])
    return nearest(point, lines)[0] if lines else ""


def lay_drops(backbone: Backbone, district: District, sites: list[SitePlan],
              chance: Chance) -> None:
    """A drop to the closest joint, or a hop to the closest site that has one."""
    for site in sites:
        joints = [(n, p) for n, p, part in backbone.joints.get(district.id, []) if part == site.part]
        joints.sort(key=lambda j: (distance_km(site.point, j[1]), j[0]))
        fibered = site.programme or chance.happens(value_of("fiber_site"))
        two = site.programme and chance.happens(value_of("programme_second_drop"))
        for node, _ in joints[: (2 if two else 1) if fibered else 0]:
            site.drops.append(drop(site, node, chance))
    linked = [(s.id, s.point) for s in sites if s.drops]
    for site in sites:
        if not site.drops and linked:
            to, there = nearest(site.point, linked)
            if distance_km(site.point, there) <= LONGEST_HOP_KM:
                site.hops.append({"to": to})


def drop(site: SitePlan, node: str, chance: Chance) -> Record:
    low, high = value_of("aerial_fiber_gust")
    town = "urban" if site.district.urban else "rural"
    mounting = chance.weighted(
        value_of("drop_mounting_programme" if site.programme else f"drop_mounting_{town}")
    )
    wind = maybe_gust(chance, low, high, value_of("missing_line_wind"))
    aerial = mounting == "aerial"
    on_poles = aerial and chance.happens(value_of("pole_sharing")) and site.feed_line
    return without_empty(
        {
            "node": node,
            "present": "unknown" if chance.happens(value_of("drop_not_seen")) else None,
            "mounting": mounting,
            "design_wind": wind if aerial else None,
            "poles": site.feed_line if on_poles else None,
        }
    )


def lay_island_hops(places: Places, sites: list[SitePlan]) -> None:
    """Each island that can see the mainland has one hop to it, besides its cable."""
    for island in (d for d in places.districts if d.island):
        own = [s for s in sites if s.district is island]
        home = nearest_mainland(places, island)
        there = [s for s in sites if s.district is home and s.drops]
        if not own or not there:
            continue
        near, far = min(
            ((a, b) for a in own for b in there),
            key=lambda ab: (distance_km(ab[0].point, ab[1].point), ab[0].id, ab[1].id),
        )
        if distance_km(near.point, far.point) <= LONGEST_HOP_KM:
            near.hops.append({"to": far.id})
        else:
            hub = own[0]
            for site in own[1:]:
                site.hops.append({"to": hub.id})
