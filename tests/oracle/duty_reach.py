"""Who is at a place soon enough after it is lost, and what an island has of its own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.inventory.records import Satellite
from tests.oracle.duty_answers import Subject, counted, of_subjects, subject_of
from tests.oracle.duty_fuel import unplaced
from tests.oracle.hardness import hardened_by
from tests.oracle.spans import NEVER, ZERO, Intervals, edges, holds_at
from tests.oracle.travel import Travel
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from planner.inventory.records import Site
    from planner.inventory.travel_records import Resource
    from planner.policy.duties.travel_records import IslandDuty, ReachDuty
    from tests.oracle.duty_answers import DutyAnswer, Window
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.world import Side, World

ALWAYS: Intervals = ((ZERO, NEVER),)


class ReachJudge:
    """Teams on the roads of one world."""

    def __init__(
        self, world: World, duty: ReachDuty, answers: dict[str, dict[Side, SideAnswer]],
        window: Window, seen: set[str],
    ) -> None:  # fmt: skip
        self.world, self.duty, self.window, self.seen = world, duty, window, seen
        self.province, self.answers = world.province, answers
        self.roads = {
            weather: {side: Travel(world, side, of[side] if weather == "storm" else None) for side in SIDES}
            for weather, of in answers.items()
        }
        self.aside = {record.section for record in self.province.set_aside}

    def unit(self, unit: str) -> DutyAnswer:
        """The duty at one unit."""
        duty, subjects = self.duty, {}
        for site in self.province.sites.values() if duty.sites else ():
            where = {"district": site.district, "commune": site.commune}.get(duty.unit, unit)
            strong = True if duty.hardened is None else hardened_by(self.world, site, duty.hardened)
            if where == unit and strong is not False:
                subjects[site.id] = self._subject(site.id, site, sure=strong is True)
        for post in self.province.command_posts.values():
            where = {"district": post.district, "commune": post.commune}.get(duty.unit, unit)
            if where == unit and post.kind in duty.posts:
                subjects[post.id] = self._subject(post.id, None, sure=True)
        doubt = bool({"sites", "command_posts"} & self.aside)
        doubt = doubt or (duty.sites and unplaced(self.world, duty, unit))
        return of_subjects(self.window, subjects, doubt=doubt)

    def _subject(self, id_: str, site: Site | None, *, sure: bool) -> Subject:
        orders = {side: self._order_h(site, side) for side in SIDES}
        first = {side: self._first_h(id_, orders[side], "storm", side) for side in SIDES}
        storm: dict[Side, Intervals] = {
            side: self._met(first[side], orders[side], side, sure=sure) for side in SIDES
        }
        if orders["pessimistic"] != orders["optimistic"]:
            storm = {"pessimistic": (), "optimistic": ALWAYS}
            self.seen.add("lost at two hours")
        start = self.window[0]
        rest: dict[Side, Intervals] = {
            side: self._met(self._first_h(id_, start, "rest", side), start, side, sure=sure)
            for side in SIDES
        }
        told = subject_of("reached", counted(self.window, 1, {id_: storm}, {id_: rest}))
        told.first_h = dict(first)
        self._note(id_, orders, first)
        return told

    def _note(
        self, id_: str, orders: dict[Side, Fraction | None], first: dict[Side, Fraction | None]
    ) -> None:
        order_h = orders["pessimistic"]
        if order_h is None:
            return
        self.seen.add("a team was asked for")
        calm = self._first_h(id_, order_h, "rest", "pessimistic")
        if calm is not None and calm != first["pessimistic"]:
            self.seen.add("a closed way delayed a team")
        if first["pessimistic"] is None and first["optimistic"] is not None:
            self.seen.add("perhaps nobody comes")

    def _order_h(self, site: Site | None, side: Side) -> Fraction | None:
        """The hour of the order on one side; None: nobody is needed."""
        start, end = self.window
        if self.duty.order_h is not None:
            return max(start, self.duty.order_h)
        if site is None:
            return start

        def serves(weather: str, at_h: Fraction) -> bool:
            own = self.answers[weather][side].in_service[site.id]
            return any(holds_at(spans, at_h) for spans in own.values())

        changes = {
            edge for weather in ("storm", "rest")
            for spans in self.answers[weather][side].in_service[site.id].values() for edge in edges(spans)
        }  # fmt: skip
        walk = sorted({start, *(at_h for at_h in changes if start < at_h < end)})
        lost = [at_h for at_h in walk if serves("rest", at_h) and not serves("storm", at_h)]
        return lost[0] if lost else None

    def _teams(self, side: Side) -> list[Resource]:
        wanted = self.duty.team
        return [
            each for each in self.province.resources.values()
            if each.kind == "team" and each.count
            and (wanted is None or each.team == wanted or (each.team is None and side == "optimistic"))
        ]  # fmt: skip

    def _first_h(
        self, place: str, order_h: Fraction | None, weather: str, side: Side
    ) -> Fraction | None:
        if order_h is None:
            return None
        found = []
        for team in self._teams(side):
            ready_h = team.ready_after_h
            if ready_h is None and side == "pessimistic":
                continue
            at_h = max(order_h, ZERO) + (ready_h or ZERO)
            found.append(self.roads[weather][side].arrival_h(team.id, place, at_h))
        return min((at_h for at_h in found if at_h is not None), default=None)

    def _met(
        self, first_h: Fraction | None, order_h: Fraction | None, side: Side, *, sure: bool
    ) -> Intervals:
        listed = any(each.kind == "team" for each in self.province.resources.values())
        unread = {"roads", "sea_routes", "road_nodes", "resources"} & self.aside
        if order_h is None or (side == "optimistic" and (not sure or not listed or unread)):
            return ALWAYS
        by_h = order_h + self.duty.within_h
        if first_h is not None:
            return ALWAYS if first_h <= by_h else ()
        # Nobody is there by the horizon: after it, nobody knows.
        return ALWAYS if side == "optimistic" and by_h > self.world.horizon_h else ()


def island(
    world: World, duty: IslandDuty, unit: str, window: Window, seen: set[str]
) -> DutyAnswer:
    """How many sites of a unit run by themselves and leave it without a cable, by the inventory alone."""
    province = world.province
    works: dict[str, dict[Side, Intervals]] = {}
    for site in province.sites.values():
        where = {"district": site.district, "commune": site.commune}.get(duty.unit, unit)
        if where == unit:
            works[site.id] = {
                side: ALWAYS if _stands_alone(world, duty, site, unit, side, seen) else () for side in SIDES
            }
    perhaps: dict[str, dict[Side, Intervals]] = {
        id_: {"pessimistic": (), "optimistic": ALWAYS} for id_ in _perhaps(world, duty, unit)
    }
    told = counted(window, duty.at_least, works | perhaps, works | perhaps)
    subject = subject_of("island-sites", told)
    subject.works = works
    return of_subjects(window, {unit: subject}, doubt=False)


def _perhaps(world: World, duty: IslandDuty, unit: str) -> list[str]:
    """Sites that may stand in the unit: without a commune, or set aside."""
    province, district = world.province, unit
    found = []
    if duty.unit == "commune":
        district = province.communes[unit].district
        found = [s.id for s in province.sites.values() if s.commune is None and s.district == district]
    for record in province.set_aside:
        there = duty.unit == "province" or record.district == district
        if record.section == "sites" and (there or record.district not in province.districts):
            found.append(record.id or f"{record.place.path}:{record.place.line}")
    return found


def _stands_alone(
    world: World, duty: IslandDuty, site: Site, unit: str, side: Side, seen: set[str]
) -> bool:
    """Whether one operator's equipment runs so long and has a way off."""
    for operator in site.operators:
        hours = _hours(site, operator, side)
        runs = hours is None or hours >= duty.hours
        satellite = site.backhaul.satellite
        dish = isinstance(satellite, Satellite) or (
            satellite in (None, "unknown") and side == "optimistic"
        )
        leaves = "satellite" in duty.paths and dish
        if "microwave" in duty.paths and not leaves and _hops_off(world, duty, site, operator, unit, side):
            leaves = True
            seen.update(["off the island by microwave"] if runs else [])
        if runs and leaves:
            return True
        seen.update(["a way off, and too little fuel"] if leaves else [])
        seen.update(["runs long, and no way off"] if runs else [])
    return False


def _hours(site: Site, operator: str, side: Side) -> Fraction | None:
    """Hours on full tanks of the fixed generators of one operator; None: nobody knows an end."""
    if site.generators is None:
        return ZERO if side == "pessimistic" else None
    hours = ZERO
    for one in site.generators:
        if one.mounting != "fixed" or one.operator not in (None, operator):
            continue
        if one.tank_l is None or one.burn_l_per_h is None:
            if side == "optimistic":
                return None
            continue
        hours += one.tank_l / one.burn_l_per_h
    return hours


def _hops_off(
    world: World, duty: IslandDuty, site: Site, operator: str, unit: str, side: Side
) -> bool:
    """Whether hops lead off the unit, over sites of it that run so long themselves; either end's record tells of one.

    A site set aside may have told of one more.
    """
    sites = world.province.sites
    reached, waiting = {site.id}, [site]
    while waiting:
        here = waiting.pop()
        ends = [hop.to for hop in here.backhaul.hops if hop.operator in (None, operator)]
        ends += [
            other.id for other in sites.values() for hop in other.backhaul.hops
            if hop.to == here.id and hop.operator in (None, operator)
        ]  # fmt: skip
        unread = any(
            record.section == "sites" and (record.links is None or here.id in record.links)
            for record in world.province.set_aside
        )
        if (unread and side == "optimistic") or any(_off(world, duty, end, unit, side) for end in ends):
            return True
        for end in ends:
            other = sites.get(end)
            if other is None or end in reached:
                continue
            hours = _hours(other, operator, side)
            if operator in other.operators and (hours is None or hours >= duty.hours):
                reached.add(end)
                waiting.append(other)
    return False


def _off(world: World, duty: IslandDuty, end: str, unit: str, side: Side) -> bool:
    """Whether a site or node lies outside the unit; where nobody wrote it, by side."""
    province = world.province
    if duty.unit == "province":
        return True
    place = province.sites.get(end) or province.fiber_nodes.get(end)
    if place is None or place.district is None:
        return side == "optimistic"
    if duty.unit == "district":
        return place.district != unit
    if place.district != province.communes[unit].district:
        return True
    commune = getattr(place, "commune", None)
    return commune != unit if commune is not None else side == "optimistic"
