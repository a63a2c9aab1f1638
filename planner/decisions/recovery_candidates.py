"""Which changes could bring back what a milestone, a journey, the fuel or an island falls short of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

from planner.decisions.changes import (
    LONGEST_DROP_KM,
    NEW_BURN_L_PER_H,
    Change,
    add_satellite,
    keep_load,
    larger_tank,
    new_generator,
    refuel,
    second_drop,
    send_generator,
    stronger_mast,
    together,
    whole_down,
)
from planner.decisions.duty_changes import (
    edge_battery,
    edge_generator,
    satellite_phone,
    set_battery,
)
from planner.decisions.recovery_changes import (
    load_back,
    move_team,
    raise_road,
    ready_sooner,
    repair_earlier,
    second_team,
    stock_depot,
)
from planner.foundation.intervals import ALWAYS
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.inventory.duty_records import Means
from planner.inventory.records import Satellite
from planner.policy.duties.island_ways import IslandWays
from planner.policy.duties.means import RADIOS, SATELLITE
from planner.policy.duties.sending import is_team
from planner.scenario.day import start_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.records import FiberNode, Site
    from planner.inventory.travel_records import Resource
    from planner.policy.duties.records import MilestoneDuty
    from planner.policy.duties.travel_records import FuelDuty, IslandDuty, ReachDuty
    from planner.policy.duties.verdicts import SubjectVerdict
    from planner.scenario.run import Run
    from planner.simulation.causes import Link

NEAREST_TEAMS = 3
"""So many of the nearest teams, or depots, are looked at."""
REPAIRED_BEFORE_H = Fraction(1)
"""A repair is asked for so long before the deadline. Our figure."""


@dataclass(frozen=True)
class Recovery:
    """A run, and what a duty about coming back says of one place or unit."""

    run: Run
    subject: SubjectVerdict

    # --- milestones ---

    def milestone(self, duty: MilestoneDuty) -> Iterator[Change]:
        """What would have things back by the deadline that are still out then."""
        deadline_h = self.subject.deciding.pessimistic[0].t_h
        before_h = Fraction(whole_down(deadline_h - REPAIRED_BEFORE_H))
        for loss in self.subject.losses:
            helps = frozenset({loss.part})
            for chain in loss.chains:
                yield from self._undone(chain, before_h, helps)
            if loss.part in self.run.loaded.province.command_posts:
                yield from self._linked(loss.part)

    def _undone(self, link: Link, before_h: Fraction, helps: frozenset[str]) -> Iterator[Change]:
        """Everything on a chain that can be mended before an hour, or kept from happening."""
        loaded, province, site = (
            self.run.loaded,
            self.run.loaded.province,
            link.subject.partition("/")[0],
        )
        if link.kind == "derated":
            yield keep_load(loaded, site, helps)
            if link.since_h < before_h:
                yield load_back(loaded, site, before_h, helps)
        elif link.kind in {"dark", "site-dark", "node-dark"}:
            if site in province.sites or site in province.fiber_nodes:
                yield send_generator(loaded, site, helps)
        elif link.kind == "tank-empty":
            yield refuel(loaded, link.subject, link.since_h, helps)
        elif link.kind == "mast-failed" and site in province.sites:
            peak_mps = self.run.peak_gust_mps.get(f"{site}/mast")
            if peak_mps:
                yield stronger_mast(loaded, site, peak_mps, helps)
            if link.since_h < before_h:
                yield repair_earlier(loaded, f"{site}/mast", before_h, helps)
        elif link.kind == "asset-failed" and link.since_h < before_h:
            yield repair_earlier(loaded, link.subject, before_h, helps)
        elif link.kind == "no-backhaul" and site in province.sites:
            yield from self._other_ways(province.sites[site], helps)
        for child in link.because:
            yield from self._undone(child, before_h, helps)

    def _other_ways(self, site: Site, helps: frozenset[str]) -> Iterator[Change]:
        """A satellite terminal, or a second drop to the nearest node that was never cut off."""
        loaded, province = self.run.loaded, self.run.loaded.province
        if not isinstance(site.backhaul.satellite, Satellite):
            peak_mps = self.run.peak_gust_mps.get(f"{site.id}/mast", 0.0)
            yield add_satellite(loaded, site.id, helps, peak_mps)
        taken = {drop.node for drop in site.backhaul.drops}
        joined = self.run.pessimistic.views[None].backhaul
        here = province.point(site.id)
        near = min(
            (
                (distance_km(*here, *province.point(id_)), id_)
                for id_ in province.fiber_nodes
                if id_ not in taken and joined.get(id_) == ALWAYS
            ),
            default=None,
        )
        if near is not None and near[0] <= LONGEST_DROP_KM:
            yield second_drop(loaded, site.id, near[1], helps)

    def _linked(self, post_id: str) -> Iterator[Change]:
        """What gives a silent post one means that works by itself."""
        loaded, post = self.run.loaded, self.run.loaded.province.command_posts[post_id]
        hours = Fraction(ceil(loaded.scenario.horizon_h))
        yield satellite_phone(loaded, post, hours, start_of(loaded).date())
        sets = [each for each in post.means if isinstance(each, Means)]
        for means in sets:
            short = (means.battery_h or Fraction(0)) < hours
            if means.kind in RADIOS | SATELLITE and short:
                yield set_battery(loaded, post, means, hours)
        yield edge_battery(loaded, post_id, hours, post_id)
        yield edge_generator(loaded, post_id, hours, post_id)

    # --- journeys ---

    def reach(self, duty: ReachDuty) -> Iterator[Change]:
        """What keeps the place from being lost, or has somebody there sooner."""
        loaded, place = self.run.loaded, self.subject.subject
        helps = frozenset({place})
        for loss in self.subject.losses:
            for chain in loss.chains:
                yield from self._kept(chain, helps)
        access = self.run.roads.storm["pessimistic"].access.get(place)
        if access is None:
            return
        teams = [
            each
            for _, each in sorted(loaded.province.resources.items())
            if is_team(each, duty.team, "pessimistic") and each.count
        ]
        for team in self._nearest(teams, place):
            if team.ready_after_h != 0:
                yield ready_sooner(loaded, team, place)
            if team.ready_after_h is not None:
                yield move_team(loaded, team, access.node, place)
            yield from self._raised_roads(team, place)
        yield second_team(loaded, duty.team, access.node, place)

    def _kept(self, link: Link, helps: frozenset[str]) -> Iterator[Change]:
        """What keeps a site on the air: then nobody need come."""
        loaded, site = self.run.loaded, link.subject.partition("/")[0]
        known = site in loaded.province.sites or site in loaded.province.fiber_nodes
        if link.kind == "derated":
            yield keep_load(loaded, site, helps)
        elif link.kind == "tank-empty":
            yield refuel(loaded, link.subject, link.since_h, helps)
        elif link.kind in {"dark", "site-dark", "node-dark"} and known:
            yield send_generator(loaded, site, helps)
        for child in link.because:
            yield from self._kept(child, helps)

    def _nearest(self, resources: list[Resource], place: str) -> list[Resource]:
        """The first few that would be there if no road were closed."""
        roads = self.run.roads.rest["pessimistic"]
        coming = [(roads.coming(each.id, place, Fraction(0)), each) for each in resources]
        there = [(road.at_h, each.id, each) for road, each in coming if road is not None]
        return [each for _, _, each in sorted(there, key=lambda row: row[:2])[:NEAREST_TEAMS]]

    def _raised_roads(self, base: Resource, place: str) -> Iterator[Change]:
        """The roads of the quickest way that are closed at some time."""
        roads, province = self.run.roads, self.run.loaded.province
        coming = roads.rest["pessimistic"].coming(base.id, place, Fraction(0))
        for way in () if coming is None or coming.road is None else coming.road.ways:
            if way in province.roads and roads.storm["pessimistic"].closures((way,)):
                yield raise_road(self.run.loaded, way, place)

    # --- fuel ---

    def fuel(self, duty: FuelDuty) -> Iterator[Change]:
        """What keeps a place from running dry: a tank filled in time, depots, a larger tank, another generator."""
        loaded, place = self.run.loaded, self.subject.subject
        helps = frozenset({place})
        dark_h = self.subject.deciding.below_pessimistic.first_below_h
        plant = self._plant
        if dark_h is None:
            return
        for generator in plant.generators or ():
            if generator.tank_l is None:
                continue
            roads = self.run.roads.storm["pessimistic"]
            at_h = max(roads.last_arrival_h(place, dark_h), Fraction(0))
            yield refuel(loaded, f"{place}/gen/{generator.id}", at_h, helps)
            made = larger_tank(loaded, place, generator.id, loaded.scenario.horizon_h, helps)
            if made is not None:
                yield made
        if duty.depots:
            yield from self._depots(place)
        yield send_generator(loaded, place, helps)
        yield new_generator(loaded, place, loaded.scenario.horizon_h, helps)

    @cached_property
    def _plant(self) -> Site | FiberNode:
        province, id_ = self.run.loaded.province, self.subject.subject
        return province.sites.get(id_) or province.fiber_nodes[id_]

    def _depots(self, place: str) -> Iterator[Change]:
        """More fuel in the nearest depots, ready sooner, over roads above the water."""
        loaded = self.run.loaded
        burns = [each.burn_l_per_h or NEW_BURN_L_PER_H for each in self._plant.generators or ()]
        litres = Fraction(ceil(loaded.scenario.horizon_h * max(burns, default=NEW_BURN_L_PER_H)))
        depots = [
            e for _, e in sorted(loaded.province.resources.items()) if e.kind == "fuel" and e.count
        ]
        for depot in self._nearest(depots, place):
            if depot.ready_after_h != 0:
                yield ready_sooner(loaded, depot, place)
            yield stock_depot(loaded, depot, litres, place)
            yield from self._raised_roads(depot, place)

    # --- islands ---

    def island(self, duty: IslandDuty) -> Iterator[Change]:
        """What one site of the island lacks: hours of its own, a way off without a cable, or both as one work."""
        for part in self.subject.parts:
            if part.works["pessimistic"]:
                continue
            works = list(self._island_works(self.run.loaded.province.sites[part.id], duty))
            if len(works) == 1:
                yield works[0]
            elif works:
                vi, en = ("; ".join(getattr(e.words, each) for e in works) for each in ("vi", "en"))
                yield together("island-site", part.id, Text(vi=vi, en=en), tuple(works))

    def _island_works(self, site: Site, duty: IslandDuty) -> Iterator[Change]:
        loaded, helps = self.run.loaded, frozenset({site.id})
        ways = IslandWays(loaded.province, self.subject.subject, duty.unit, duty.hours)
        if not any(ways.lasts(site, operator, "pessimistic") for operator in site.operators):
            fixed = [g for g in site.generators or () if g.mounting == "fixed" and g.burn_l_per_h]
            tank = None
            if fixed:
                tank = larger_tank(loaded, site.id, fixed[0].id, duty.hours, helps)
            yield tank or new_generator(loaded, site.id, duty.hours, helps)
        found = {way for each in site.operators for way in ways.of(site, each, "pessimistic")}
        if not found & set(duty.paths) and "satellite" in duty.paths:
            peak_mps = self.run.peak_gust_mps.get(f"{site.id}/mast", 0.0)
            yield add_satellite(loaded, site.id, helps, peak_mps)
