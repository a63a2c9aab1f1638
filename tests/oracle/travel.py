"""Roads and boats as the witness sees them: every stretch tried from every node until nothing is sooner.

A stretch is begun only when it stays open until its other end is reached; else one waits at its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import asin, ceil, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from planner.inventory.travel_records import Road
from tests.oracle.assets import GUST_OVER_MEAN, whereabouts
from tests.oracle.damage import stretches
from tests.oracle.draws import strength_of
from tests.oracle.hardness import FORCE_FROM_MPS
from tests.oracle.radio import EARTH_KM
from tests.oracle.spans import NEVER, ZERO, End, Intervals, holds_at, union

if TYPE_CHECKING:

    from planner.hazard.records import Footprint
    from planner.inventory.travel_records import Resource, SeaRoute
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.world import Side, World

SECOND_H = Fraction(1, 3600)
LEVEL_FROM_FORCE = {4: 12, 5: 16}
"""Lowest force of a disaster risk level on the coastal water: Decision 18/2021/QD-TTg, article 42."""
WATER = ("flood_depth_m", "surge_depth_m")


def far_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance by the haversine, km."""
    (lon, lat), (other_lon, other_lat) = a, b
    low, high = radians(lat), radians(other_lat)
    half = sin((high - low) / 2) ** 2 + cos(low) * cos(high) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def hours_for(km: float, kmh: float) -> Fraction:
    """Hours for a distance, rounded up to the whole second."""
    return Fraction(ceil(Fraction(str(km)) / Fraction(str(kmh)) * 3600), 3600)


@dataclass(frozen=True)
class Stretch:
    """A way between two ends, the hours it takes, and when nobody may be on it."""

    one: str
    other: str
    hours: Fraction
    closed: Intervals

    def open(self, from_h: Fraction) -> bool:
        """Whether it can be begun at the hour: open then, and until the other end is reached."""
        to_h = from_h + self.hours
        inside = any(start < to_h and from_h < end for start, end in self.closed)
        return not inside and not holds_at(self.closed, from_h)

    def begun_h(self, at_h: Fraction) -> Fraction | None:
        """The first hour from then on at which it can be begun."""
        waits = [at_h, *(Fraction(end) for _, end in self.closed if at_h < end < NEVER)]
        return min((hour for hour in waits if self.open(hour)), default=None)

    def last_h(self, by_h: Fraction) -> Fraction | None:
        """The last hour at which it can be begun so as to be through by then."""
        tries = [by_h - self.hours, *(start - self.hours for start, _ in self.closed)]
        # What closes in an instant lets nobody through in it: a second before, where the way takes no time.
        tries += [start - SECOND_H for start, _ in self.closed if not self.hours]
        return max((h for h in tries if h <= by_h - self.hours and self.open(h)), default=None)


@dataclass(frozen=True)
class Last:
    """The last stretch between a road node and a place."""

    node: str
    way: Stretch


class Travel:
    """Who is where when, on one side, under the storm or (`answer` None) with nothing closed."""

    def __init__(self, world: World, side: Side, answer: SideAnswer | None) -> None:
        self.world, self.side, self.answer = world, side, answer
        self.province, self.choices = world.province, world.scenario.travel
        self.until_h = world.horizon_h
        routes: list[Road | SeaRoute] = [
            *self.province.roads.values(), *self.province.sea_routes.values()
        ]  # fmt: skip
        nodes = self.province.road_nodes
        self.ways = {
            route.id: Stretch(route.from_, route.to, self._hours(route), self._closed(route))
            for route in routes
            if route.from_ in nodes and route.to in nodes
        }
        self.access = dict(self._joined())

    # --- when a way is closed ---

    def _hours(self, route: Road | SeaRoute) -> Fraction:
        km = route.length_km
        if km is None:
            ends = [whereabouts(self.province, self.province.road_nodes[end], None, None)
                    for end in (route.from_, route.to)]  # fmt: skip
            assert ends[0] is not None
            assert ends[1] is not None
            km = far_km(ends[0], ends[1])
            km *= self.choices.detour if isinstance(route, Road) else 1
        kmh = route.speed_kmh
        if kmh is None:
            kmh = self.choices.boat_kmh
            if isinstance(route, Road):
                kmh = getattr(self.choices, f"{route.class_}_kmh")
        return hours_for(km, kmh)

    def _prints(self) -> tuple[Footprint, ...]:
        return () if self.world.storm is None else self.world.storm.footprints

    def _closed(self, route: Road | SeaRoute) -> Intervals:
        if self.answer is None:
            return ()
        ends = [self.province.road_nodes[end].lon for end in (route.from_, route.to)]
        lons = [float(lon) for lon in ends if lon is not None]
        force = self._force(route)
        spans: list[tuple[End, End]] = []
        for print_ in self._prints():
            if not _meets(print_, min(lons), max(lons)):
                continue
            for start, end, value in stretches(print_):
                windy = print_.quantity == "gust_mps" and value > self._level(force)
                wet = print_.quantity in WATER and value > 0 and self._drowned(route, print_, value)
                if windy or wet:
                    spans.append((start, end))
        for asset in (route.id, *route.srlgs):
            spans += self.answer.failed.get(asset, ())
        if self.side == "pessimistic" and set(route.srlgs) - set(self.province.srlgs):
            spans.append((ZERO, NEVER))  # what hangs on a group that was set aside nobody counts on
        return union(spans, NEVER_H)

    def _force(self, route: Road | SeaRoute) -> int:
        """The force from which nobody is on it; where nobody surveyed it, by side."""
        choices, told = self.choices, []
        if route.closed_from_force is not None:
            told.append(route.closed_from_force)
        if not isinstance(route, Road) and route.closed_at_risk_level is not None:
            told.append(LEVEL_FROM_FORCE[route.closed_at_risk_level])
        if not told and self.side == "pessimistic":
            if not isinstance(route, Road) or route.structure == "ferry":
                told.append(choices.boat_from_force)
            elif route.structure == "bridge":
                told.append(choices.bridge_from_force)
        return min([*told, choices.road_from_force])

    def _level(self, force: int) -> float:
        level = FORCE_FROM_MPS[force] * GUST_OVER_MEAN["2min"][self.province.header.exposure]
        return level / strength_of(self.world)

    def _drowned(self, route: Road | SeaRoute, print_: Footprint, depth_m: float) -> bool:
        if not isinstance(route, Road):
            return False
        if print_.cuts_off:
            return True
        if self.side == "optimistic" and print_.cuts_off is False:
            return False
        if route.floods_at_m is None:
            return self.side == "pessimistic"
        return depth_m >= route.floods_at_m

    # --- how a place is joined ---

    def _joined(self) -> list[tuple[str, Last]]:
        province, found = self.province, []
        places = [
            *((r.id, r.at, self._base(r), r.district, None) for r in province.resources.values()),
            *((n.id, n.road_node, whereabouts(province, n, None, None), n.district, None)
              for n in province.fiber_nodes.values()),
            *((s.id, s.road_node, whereabouts(province, s, None, None), s.district, s.commune)
              for s in province.sites.values()),
            *((p.id, p.road_node, whereabouts(province, p, p.commune, p.district), p.district, p.commune)
              for p in province.command_posts.values()),
        ]  # fmt: skip
        for id_, named, here, district, commune in places:
            node = named
            if named is None:
                node = self._nearest(here, district, commune)
            there = None if node is None else province.road_nodes.get(node)
            point = None if there is None else whereabouts(province, there, None, None)
            if node is None or point is None:
                continue
            km = 0.0 if here is None else far_km(here, point)
            hours = hours_for(km * self.choices.detour, self.choices.local_kmh)
            shut = union(self._shut(id_, here), NEVER_H)
            found.append((id_, Last(node, Stretch("", "", hours, shut))))
        return found

    def _base(self, resource: Resource) -> tuple[float, float] | None:
        """Where a resource stands: at its own point, else at the node it names, else in the seat of its district."""
        node = self.province.road_nodes.get(resource.at or "")
        own = whereabouts(self.province, resource, None, None)
        if own is None and node is not None:
            return whereabouts(self.province, node, None, None)
        return own or whereabouts(self.province, resource, None, resource.district)

    def _land(self, district: str | None, commune: str | None) -> str | None:
        """Which island something stands on: a commune that is one, else a district; None: the mainland."""
        home = self.province.communes.get(commune or "")
        if home is not None and home.island:
            return home.id
        around = self.province.districts.get(district or ("" if home is None else home.district))
        return around.id if around is not None and around.island else None

    def _nearest(
        self, here: tuple[float, float] | None, district: str | None, commune: str | None
    ) -> str | None:
        if here is None:
            return None
        of_land: dict[str | None, list[tuple[float, str]]] = {}
        for node in self.province.road_nodes.values():
            point = whereabouts(self.province, node, None, None)
            if point is not None:
                land = self._land(node.district, node.commune)
                of_land.setdefault(land, []).append((far_km(here, point), node.id))
        near = of_land.get(self._land(district, commune), [])
        if not near:  # nodes that name the island's district alone
            home = self.province.communes.get(commune or "")
            wider = self._land(district or (None if home is None else home.district), None)
            near = of_land.get(wider, []) if wider is not None else []
        km, node_id = min(near, default=(0.0, None))
        return node_id if km <= self.choices.join_km else None

    def _shut(
        self, id_: str, here: tuple[float, float] | None
    ) -> list[tuple[End, End]]:
        """When nobody gets through to a place or away from it: it is cut off, or the wind there is too strong.

        Whoever was lost himself sets out to nobody.
        """
        if self.answer is None:
            return []
        spans: list[tuple[End, End]] = []
        if id_ in self.province.resources:
            spans += self.answer.failed.get(id_, ())
        if here is None:
            return spans
        for print_ in self._prints():
            if not _meets(print_, here[0], here[0]):
                continue
            wet = print_.quantity in WATER
            for start, end, value in stretches(print_):
                deep = wet and value > self.world.scenario.fording_depth_m
                closes = deep or print_.quantity == "landslide_m"
                if print_.cuts_off is not None:
                    closes = print_.cuts_off
                force = self.choices.road_from_force
                windy = print_.quantity == "gust_mps" and value > self._level(force)
                if value > 0 and (closes or windy):
                    spans.append((start, end))
        return spans

    # --- journeys ---

    def arrival_h(self, base: str, place: str, at_h: Fraction) -> Fraction | None:
        """When whoever leaves the base then is at the place; None: not within what is known."""
        start, end = self.access.get(base), self.access.get(place)
        if start is None or end is None:
            at_once = self.side == "optimistic" and at_h <= self.until_h
            return at_h if at_once else None
        out_h = start.way.begun_h(at_h)
        if out_h is None:
            return None
        there = self._spread(start.node, out_h + start.way.hours).get(end.node)
        last_h = None if there is None else end.way.begun_h(there)
        if last_h is None or last_h + end.way.hours > self.until_h:
            return None
        return last_h + end.way.hours

    def _spread(self, node: str, at_h: Fraction) -> dict[str, Fraction]:
        """The earliest hour at every node."""
        found = {node: at_h}
        changed = True
        while changed:
            changed = False
            for way in self.ways.values():
                for here, there in ((way.one, way.other), (way.other, way.one)):
                    begun_h = way.begun_h(found[here]) if here in found else None
                    if begun_h is not None and begun_h + way.hours < found.get(there, NEVER):
                        found[there] = begun_h + way.hours
                        changed = True
        return found

    def leaving_h(self, base: str, place: str, by_h: Fraction) -> tuple[Fraction, Fraction] | None:
        """The last hour to leave the base so as to be let in at the place by then, and when one is in."""
        start, end = self.access.get(base), self.access.get(place)
        kind = self.side == "optimistic"
        if end is None:
            return (by_h, by_h) if kind else None
        last_h = end.way.last_h(by_h)
        # Nobody is let in at the very hour of a closure: a second before.
        while last_h is not None and holds_at(end.way.closed, last_h + end.way.hours):
            last_h = end.way.last_h(last_h + end.way.hours - SECOND_H)
        if last_h is None or start is None:
            return (by_h, by_h if last_h is None else last_h + end.way.hours) if kind and not start else None
        at_node = {end.node: last_h}
        changed = True
        while changed:
            changed = False
            for way in self.ways.values():
                for here, there in ((way.one, way.other), (way.other, way.one)):
                    begun_h = way.last_h(at_node[there]) if there in at_node else None
                    if begun_h is not None and begun_h > at_node.get(here, -NEVER):
                        at_node[here] = begun_h
                        changed = True
        left_h = start.way.last_h(at_node[start.node]) if start.node in at_node else None
        return None if left_h is None else (left_h, last_h + end.way.hours)


NEVER_H = Fraction(10**9)
"""Later than any hour that is asked about."""


def _meets(print_: Footprint, west: float, east: float) -> bool:
    lons = [lon for lon, _ in print_.polygon]
    return min(lons) <= east and west <= max(lons)
