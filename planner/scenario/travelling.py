"""The roads under a scenario's storm: what closes each of them, when, on both sides of what was not surveyed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.clock import up_to_whole_second
from planner.foundation.intervals import ALWAYS, NEVER, Interval, Intervals, joined, union
from planner.foundation.places import distance_km
from planner.foundation.units import FORCE_BOUNDS_MPS, GUST_FACTORS, max_force_for_level
from planner.hazard.assets import route_points
from planner.hazard.exposure import Exposed, gusts_at, sampled
from planner.hazard.footprints import WATER, inside
from planner.hazard.wind_cuts import above
from planner.inventory.road_access import RoadAccess
from planner.inventory.travel_records import Resource, Road, SeaRoute
from planner.network.road_map import Access, RoadMap, Shortest
from planner.network.sides import SIDES
from planner.network.travel import Way, travel_hours
from planner.policy.duties.serving import Roads
from planner.scenario.depot_draws import drawn_by_refuels
from planner.scenario.exposing import land_of_province
from planner.scenario.laying import closes, in_steps
from planner.scenario.sampling import storm_strength

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.foundation.units import Exposure
    from planner.hazard.land import Land
    from planner.hazard.records import Footprint, ProfileName
    from planner.hazard.tiles import Sampled
    from planner.hazard.wind_field import Floats
    from planner.inventory.base import Placed
    from planner.network.sides import Side
    from planner.scenario.reading import LoadedScenario
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import SideRun

SPACING_KM = 10.0
"""Wind over a road or sea route is looked at its ends and at least this densely between them."""
_STRAIGHT = 1e-9


@dataclass(frozen=True, eq=False)
class _Felt:
    """The wind at one point: hours, 3-second gusts, and what it blew over."""

    times_h: tuple[Fraction, ...]
    gust_mps: Floats
    exposure: Exposure
    factor: float
    """By what a sample multiplies every gust."""
    _known: dict[int, Intervals] = field(default_factory=dict)

    def windy(self, force: int) -> Intervals:
        """When the wind is of this force or more; ends rounded up to the whole second."""
        if force not in self._known:
            self._known[force] = self._windy(_level_mps(force, self.exposure) / self.factor)
        return self._known[force]

    def _windy(self, level: float) -> Intervals:
        strong = (self.gust_mps > level).nonzero()[0]
        if not len(strong):
            return NEVER
        # Between two strong steps the broken line stays above: only its ends must be worked out.
        breaks = (np.diff(strong) > 1).nonzero()[0]
        firsts, lasts = strong[np.r_[0, breaks + 1]], strong[np.r_[breaks, len(strong) - 1]]
        return joined(
            self._stretch(int(first), int(last), Fraction(level))
            for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True)
        )

    def _stretch(self, first: int, last: int, level: Fraction) -> Interval:
        """From the crossing before the first strong step to the one after the last."""
        times_h, gusts = self.times_h, self.gust_mps
        start_h, end_h = times_h[first], times_h[last]
        for low, high in ((first - 1, first), (last, last + 1)):
            if low < 0 or high >= len(times_h):
                continue
            (crossing,) = above(times_h[low : high + 1], gusts[low : high + 1], level)
            start_h, end_h = min(start_h, crossing[0]), max(end_h, Fraction(crossing[1]))
        return up_to_whole_second(start_h), up_to_whole_second(end_h)


class Travelling:
    """The roads of a scenario's province; what no weather changes is worked out once, when it is asked for.

    Parameters
    ----------
    loaded
        The scenario as it was read and checked.
    winds_of
        Another of the same storm and sample over roads that lie where these do: its wind is not worked out again.
    """

    def __init__(self, loaded: LoadedScenario, winds_of: Travelling | None = None) -> None:
        self.loaded = loaded
        self.province = loaded.province
        self.choices = loaded.scenario.travel
        self._winds: dict[ProfileName | None, Mapping[str, tuple[_Felt, ...]]] = (
            {} if winds_of is None else winds_of._winds
        )
        self._accesses: dict[ProfileName | None, dict[str, Access]] = {}

    def maps(
        self, model: ProfileName | None, runs: Mapping[Side, SideRun] | None
    ) -> dict[Side, RoadMap]:
        """Both sides under one wind model; `runs` None: nothing is closed, as at rest."""
        return {
            side: self._map(side, model, None if runs is None else runs[side]) for side in SIDES
        }

    def roads(
        self, model: ProfileName | None, ordeal: Ordeal, runs: Mapping[Side, SideRun]
    ) -> Roads:
        """Both sides under one wind model and at rest, for the duties."""
        return Roads(
            self.maps(model, runs),
            self._at_rest,
            self.choices.order_h,
            drawn_by_refuels(self.loaded, ordeal, runs),
        )

    @cached_property
    def _factor(self) -> float:
        return storm_strength(self.loaded)

    @cached_property
    def _shortest(self) -> Shortest:
        return Shortest(self.province.road_nodes, self._ways({}))

    def _ways(self, closed: Mapping[str, Intervals]) -> list[Way]:
        nodes = self.province.road_nodes
        return [
            Way(route.id, route.from_, route.to, self._hours[route.id], closed.get(route.id, NEVER))
            for route in self._routes
            if route.from_ in nodes and route.to in nodes
        ]

    @cached_property
    def _at_rest(self) -> dict[Side, RoadMap]:
        return self.maps(None, None)

    def _map(self, side: Side, model: ProfileName | None, run: SideRun | None) -> RoadMap:
        closed: dict[str, Intervals] = {}
        for route in () if run is None else self._routes:
            closed[route.id] = union(
                self._by_wind(route, side, model),
                self._by_water(route, side),
                *(run.failed.get(each, NEVER) for each in (route.id, *route.srlgs) if run),
                self._by_lost_group(route, side),
            )
        access = self._access if run is None else self._closed_access(model, run)
        return RoadMap(
            self.province.road_nodes,
            self._ways(closed),
            access,
            self.loaded.scenario.horizon_h,
            kind=side == "optimistic",
            shortest=self._shortest,
        )

    def _by_lost_group(self, route: Road | SeaRoute, side: Side) -> Intervals:
        """A risk group that was set aside may be lost: nobody counts on what hangs on it."""
        known = all(group in self.province.srlgs for group in route.srlgs)
        return NEVER if known or side == "optimistic" else ALWAYS

    # --- what stands ---

    @cached_property
    def _routes(self) -> tuple[Road | SeaRoute, ...]:
        return (*self.province.roads.values(), *self.province.sea_routes.values())

    @cached_property
    def _hours(self) -> dict[str, Fraction]:
        return {route.id: self._hours_of(route) for route in self._routes}

    def _hours_of(self, route: Road | SeaRoute) -> Fraction:
        choices = self.choices
        length_km = route.length_km
        if length_km is None:
            way = route_points(route, self.province)
            length_km = sum(distance_km(*a, *b) for a, b in pairwise(way))
            if not route.route and isinstance(route, Road):
                length_km *= choices.detour
        speed_kmh = route.speed_kmh
        if speed_kmh is None and isinstance(route, Road):
            speed_kmh = getattr(choices, f"{route.class_}_kmh")
        return travel_hours(float(length_km), float(speed_kmh or choices.boat_kmh))

    @cached_property
    def joining(self) -> RoadAccess:
        """How places are joined to the road nodes."""
        province = self.province
        return RoadAccess(
            province.road_nodes.values(),
            province.districts,
            province.communes,
            float(self.choices.join_km),
        )

    @cached_property
    def _access(self) -> dict[str, Access]:
        """By place: sites, fiber nodes, posts and resources that are joined to a node."""
        province = self.province
        found: dict[str, Access] = {}
        for resource in province.resources.values():
            here = self._base(resource)
            self._join(found, resource.id, resource.at, here, resource.district, None)
        for node in province.fiber_nodes.values():
            self._join(found, node.id, node.road_node, _point(node), node.district, None)
        for site in province.sites.values():
            self._join(found, site.id, site.road_node, _point(site), site.district, site.commune)
        for post in province.command_posts.values():
            here = province.whereabouts(post, post.commune, post.district)
            self._join(found, post.id, post.road_node, here, post.district, post.commune)
        return found

    def _base(self, resource: Resource) -> tuple[float, float] | None:
        """Where a resource stands: its own point, else the road node that it names, else the seat of its district."""
        own = _point(resource)
        if own is None and resource.at is not None:
            node = self.province.road_nodes.get(resource.at)
            return None if node is None else _point(node)
        return own or self.province.whereabouts(resource, None, resource.district)

    def _join(
        self,
        found: dict[str, Access],
        id_: str,
        named: str | None,
        here: tuple[float, float] | None,
        district: str | None,
        commune: str | None,
    ) -> None:
        """Note from which node a place is reached: the one it names, else the nearest."""
        nodes = self.province.road_nodes
        if named is not None:
            known = nodes.get(named)
            there = None if known is None else _point(known)
            if there is not None:
                away = 0.0 if here is None else distance_km(*here, *there)
                found[id_] = Access(named, self._access_hours(away))
            return
        near = self.joining.nearest(here, district, commune)
        if near is not None:
            found[id_] = Access(near.node, self._access_hours(near.away_km))

    def _access_hours(self, away_km: float) -> Fraction:
        return travel_hours(away_km * float(self.choices.detour), float(self.choices.local_kmh))

    # --- wind ---

    def _by_wind(self, route: Road | SeaRoute, side: Side, model: ProfileName | None) -> Intervals:
        """When the wind at any of its points is of the force that closes it."""
        force = self._force(route, side)
        level = _level_mps(force, self.province.exposure_of(None)) / self._factor
        found: list[Interval] = []
        for footprint, touched in self._prints:
            if footprint.quantity == "gust_mps" and route.id in touched:
                found += [(s.start_h, s.end_h) for s in in_steps(footprint) if s.value > level]
        felt = (each.windy(force) for each in self._wind(model).get(route.id, ()))
        return union(joined(found), *felt)

    def _force(self, route: Road | SeaRoute, side: Side) -> int:
        """The force that closes it: its own, else ours on the pessimistic side; none travels above the general one."""
        choices = self.choices
        own = [route.closed_from_force] if route.closed_from_force is not None else []
        if isinstance(route, SeaRoute) and route.closed_at_risk_level is not None:
            own.append(self._force_of_level(route, route.closed_at_risk_level))
        by_boat = isinstance(route, SeaRoute) or route.structure == "ferry"
        if not own and side == "pessimistic":
            if by_boat:
                own.append(choices.boat_from_force)
            elif isinstance(route, Road) and route.structure == "bridge":
                own.append(choices.bridge_from_force)
        return min((*own, choices.road_from_force))

    def _force_of_level(self, route: SeaRoute, level: int) -> int:
        """The lowest force whose risk level on the coastal water is at least this."""
        return max_force_for_level("coastal-water", level - 1) + 1

    def _wind(self, model: ProfileName | None) -> Mapping[str, tuple[_Felt, ...]]:
        """The wind at the points of every route, and at every node under its own id."""
        if model not in self._winds:
            self._winds[model] = self._blown(model)
        return self._winds[model]

    def _blown(self, model: ProfileName | None) -> dict[str, tuple[_Felt, ...]]:
        loaded, storm = self.loaded, self.loaded.storm
        if storm is None or storm.track is None or model is None:
            return {}
        points, on = self._wind_points
        if not points:
            return {}
        scenario, (land, looked_at) = loaded.scenario, self._ground
        found = gusts_at(
            looked_at, storm.track, storm.wind, scenario.start, scenario.horizon_h,
            model, land=land,
        )  # fmt: skip
        felt = [
            _Felt(found.times_h, found.gust_mps[number], point.exposure, self._factor)
            for number, point in enumerate(points)
        ]
        return {id_: tuple(felt[number] for number in numbers) for id_, numbers in on.items()}

    @cached_property
    def _ground(self) -> tuple[Land | None, Sampled]:
        """The land, and what each of the points sees of it: the same under every model."""
        land = land_of_province(self.province)
        return land, sampled(self._wind_points[0], land)

    @cached_property
    def _wind_points(self) -> tuple[list[Exposed], dict[str, tuple[int, ...]]]:
        """Where the wind is looked at; for each node and route, which of these points are its own."""
        province = self.province
        points: list[Exposed] = []
        on: dict[str, tuple[int, ...]] = {}
        for node in province.road_nodes.values():
            here = _point(node)
            if here is not None:
                on[node.id] = (len(points),)
                points.append(Exposed((here,), province.exposure_of(node.district), declared=False))
        for route in self._routes:
            exposure: Exposure = (
                "at-sea" if isinstance(route, SeaRoute) else province.exposure_of(None)
            )
            numbers = [*on.get(route.from_, ()), *on.get(route.to, ())]
            for between in _between(route_points(route, province)):
                numbers.append(len(points))
                points.append(Exposed((between,), exposure, declared=exposure == "at-sea"))
            on[route.id] = tuple(numbers)
        return points, on

    # --- water ---

    @cached_property
    def _prints(self) -> list[tuple[Footprint, frozenset[str]]]:
        """Each footprint of the storm with the routes and places that it touches."""
        storm, province = self.loaded.storm, self.province
        if storm is None or not self._access:
            return []
        shapes = {route.id: route_points(route, province) for route in self._routes}
        for id_, point in self._places().items():
            shapes[f"at {id_}"] = (point,)
        names = sorted(shapes)
        return [
            (
                footprint,
                frozenset(
                    name
                    for name, touches in zip(
                        names, inside(footprint, [shapes[n] for n in names]).tolist(), strict=True
                    )
                    if touches
                ),
            )
            for footprint in storm.footprints
        ]

    def _places(self) -> dict[str, tuple[float, float]]:
        province = self.province
        found = {}
        for records in (province.sites, province.fiber_nodes):
            for id_, place in records.items():
                here = _point(place)
                if here is not None:
                    found[id_] = here
        for post in province.command_posts.values():
            here = province.whereabouts(post, post.commune, post.district)
            if here is not None:
                found[post.id] = here
        for resource in province.resources.values():
            here = self._base(resource)
            if here is not None:
                found[resource.id] = here
        return found

    def _by_water(self, route: Road | SeaRoute, side: Side) -> Intervals:
        """When water lies too deep on a road; boats sail on it."""
        if isinstance(route, SeaRoute):
            return NEVER
        return joined(
            (step.start_h, step.end_h)
            for footprint, touched in self._prints
            if footprint.quantity in WATER and route.id in touched
            for step in in_steps(footprint)
            if _drowns(footprint, step.value, route.floods_at_m, side)
        )

    # --- places ---

    def _closed_access(self, model: ProfileName | None, run: SideRun) -> dict[str, Access]:
        """The access of every place, closed while the wind at its node or there is too strong, or it is cut off.

        Nobody sets out from a base, and nothing from a depot, that was itself lost.
        """
        if model not in self._accesses:
            self._accesses[model] = self._access_under(model)
        known = self._accesses[model]
        gone = {id_: run.failed[id_] for id_ in self.province.resources if run.failed.get(id_)}
        return known | {
            id_: replace(known[id_], closed=union(known[id_].closed, when))
            for id_, when in gone.items() if id_ in known
        }  # fmt: skip

    def _access_under(self, model: ProfileName | None) -> dict[str, Access]:
        winds, force = self._wind(model), self.choices.road_from_force
        at_node = {
            node: union(*(felt.windy(force) for felt in winds.get(node, ())))
            for node in sorted({each.node for each in self._access.values()})
        }
        return {
            id_: Access(each.node, each.hours, union(at_node[each.node], self._shut.get(id_, NEVER)))
            for id_, each in self._access.items()
        }

    @cached_property
    def _shut(self) -> dict[str, Intervals]:
        """When nobody gets through to a place itself, by wind, water or ground; only where that is ever so."""
        scenario = self.loaded.scenario
        level = _level_mps(self.choices.road_from_force, self.province.exposure_of(None))
        level /= self._factor
        found: dict[str, list[Interval]] = {}
        for footprint, touched in self._prints:
            hours = [
                (step.start_h, step.end_h)
                for step in in_steps(footprint)
                if closes(footprint, step.value, scenario)
                or (footprint.quantity == "gust_mps" and step.value > level)
            ]
            for name in touched:
                found.setdefault(name, []).extend(hours)
        return {
            name.removeprefix("at "): joined(hours)
            for name, hours in sorted(found.items())
            if name.startswith("at ")
        }


def _point(placed: Placed) -> tuple[float, float] | None:
    if placed.lon is None or placed.lat is None:
        return None
    return float(placed.lon), float(placed.lat)


def _between(way: tuple[tuple[float, float], ...]) -> Iterator[tuple[float, float]]:
    """The inner corners of a way, and points between its corners so that none are far apart."""
    for number, (one, other) in enumerate(pairwise(way)):
        if number:
            yield one
        parts = ceil(distance_km(*one, *other) / SPACING_KM - _STRAIGHT)
        for part in range(1, parts):
            share = part / parts
            yield (
                one[0] + share * (other[0] - one[0]),
                one[1] + share * (other[1] - one[1]),
            )


def _level_mps(force: int, exposure: Exposure) -> float:
    """The 3-second gust at the lower end of a force, a 2-minute mean."""
    return FORCE_BOUNDS_MPS[force][0] * GUST_FACTORS[2][exposure]


def _drowns(footprint: Footprint, depth_m: float, floods_at_m: float | None, side: Side) -> bool:
    """Whether no lorry passes. What the storm says of getting through may be meant of boats: a kind view only."""
    if footprint.cuts_off:
        return True
    if side == "optimistic" and footprint.cuts_off is False:
        return False
    if floods_at_m is None:
        return side == "pessimistic" and depth_m > 0
    return depth_m >= floods_at_m
