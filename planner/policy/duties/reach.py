"""Whether somebody who can mend it is at a place soon enough after it is lost, by road or boat."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import (
    ALWAYS,
    INF,
    NEVER,
    Intervals,
    holds_at,
    outside,
    shared,
    union,
    within,
)
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.policy.duties.measuring import measured
from planner.policy.duties.sending import first_of, ready, teams
from planner.policy.duties.sites_asked import asked_once
from planner.policy.duties.verdicts import Part, PartLoss, SubjectVerdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.diagnostics import Place
    from planner.inventory.base import Name
    from planner.inventory.records import Site
    from planner.network.road_map import Bases, RoadMap
    from planner.network.sides import Side
    from planner.policy.duties.sending import Sent
    from planner.policy.duties.serving import Roads
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.travel_records import ReachDuty
    from planner.policy.duties.verdicts import DutyVerdict, SubjectKind
    from planner.policy.units import Unit


@dataclass(frozen=True, slots=True)
class _Asked:
    """A place that must be reached; `sure` False: perhaps it must not, since nobody knows that it is hardened."""

    id: str
    kind: SubjectKind
    name: Text
    place: Place | None
    sure: bool


def judge_reach(setting: Setting, duty: ReachDuty) -> list[DutyVerdict]:
    """The duty for every unit; a unit without a place that is asked about cannot be judged."""
    judge = _Reach(setting, duty)
    return [judge.unit(unit) for unit in setting.units()]


class _Reach:
    def __init__(self, setting: Setting, duty: ReachDuty) -> None:
        self.setting, self.duty = setting, duty
        self.province = setting.evidence.province
        self.roads: Roads | None = (
            None if setting.evidence.roads is None else setting.evidence.roads()
        )
        resources = [each for _, each in sorted(self.province.resources.items())]
        sent = {side: ready(teams(resources, duty.team, side), side) for side in SIDES}
        self.bases: dict[Side, Bases] = {}
        self.bases_at_rest: dict[Side, Bases] = {}
        if self.roads is not None:
            self.bases = {side: self.roads.storm[side].bases(sent[side]) for side in SIDES}
            self.bases_at_rest = {side: self.roads.rest[side].bases(sent[side]) for side in SIDES}
        self.none_listed = not any(each.kind == "team" for each in resources)
        self.doubt = setting.aside("roads", "sea_routes", "road_nodes", "resources")

    def unit(self, unit: Unit) -> DutyVerdict:
        subjects = [self._subject(each) for each in self._asked(unit)]
        doubt = self.setting.aside("sites", "command_posts")
        # A site that names no commune may be one more.
        doubt = doubt or (self.duty.sites and bool(unit.perhaps))
        return self.setting.unit_verdict(unit, subjects, doubt=doubt)

    def _asked(self, unit: Unit) -> list[_Asked]:
        found = []
        if self.duty.sites:
            standing = self.setting.evidence.standing
            for site, sure in asked_once(standing, unit, self.duty.hardened):
                name = Text(site.id, site.id) if site.name is None else _text(site.name)
                at = self.province.places.get(f"sites/{site.id}")
                found.append(_Asked(site.id, "site", name, at, sure))
        for id_, post in sorted(self.province.command_posts.items()):
            home = {"district": post.district, "commune": post.commune}.get(self.duty.unit, unit.id)
            if post.kind in self.duty.posts and home == unit.id:
                at = self.province.places.get(f"command_posts/{id_}")
                found.append(_Asked(id_, "command-post", _text(post.name), at, sure=True))
        return found

    def _subject(self, asked: _Asked) -> SubjectVerdict:
        order_h = {side: self._order_h(asked, side) for side in SIDES}
        sent = {side: self._sent(asked.id, order_h[side], side) for side in SIDES}
        storm = {side: self._met(asked, sent[side], order_h[side], side) for side in SIDES}
        if order_h["pessimistic"] != order_h["optimistic"]:
            # Who is lost at another hour may meet other roads: between the two sides nothing is sure.
            storm = {"pessimistic": NEVER, "optimistic": ALWAYS}
        rest = self.setting.at_rest_once(
            asked.id, lambda: {side: self._at_rest(asked, side) for side in SIDES}
        )
        window = self.setting.window
        series = {
            name: {side: window.series({asked.id: when[side]}) for side in SIDES}
            for name, when in (("storm", storm), ("rest", rest))
        }
        measure = measured("reached", 1, series["storm"], series["rest"], window)
        part = self._part(asked, sent, rest)
        unknown = "unknown" in {measure.outcome, measure.at_rest}
        return SubjectVerdict(
            subject=asked.id,
            kind=asked.kind,
            name=asked.name,
            place=asked.place,
            population=None,
            outcome=measure.outcome,
            at_rest=measure.at_rest,
            measures=(measure,),
            parts=() if part is None else (part,),
            losses=self._loss(asked, order_h["pessimistic"]),
            survey=self._survey(asked, sent, order_h) if unknown else (),
        )

    # --- when ---

    def _order_h(self, asked: _Asked, side: Side) -> Fraction | None:
        """The hour of the order; None: nobody is needed there."""
        start = self.setting.window.start_h
        if self.duty.order_h is not None:
            return max(start, self.duty.order_h)
        if asked.kind != "site":
            return start
        # The loss of the same side: what is lost earlier for certain is ordered for earlier.
        evidence = self.setting.evidence
        serves = union(*evidence.storm[side].in_service[asked.id].values())
        rested = union(*evidence.rest[side].in_service[asked.id].values())
        lost = within(shared(outside(serves), rested), start, self.setting.window.end_h)
        return lost[0][0] if lost else None

    def _sent(self, place: str, order_h: Fraction | None, side: Side) -> Sent | None:
        if order_h is None or self.roads is None:
            return None
        return first_of(self.roads.storm[side], self.bases[side], place, order_h)

    # --- whether ---

    def _met(
        self, asked: _Asked, sent: Sent | None, order_h: Fraction | None, side: Side
    ) -> Intervals:
        kind = side == "optimistic"
        if order_h is None or (kind and (not asked.sure or self.none_listed or self.doubt)):
            return ALWAYS
        if self.roads is None:
            return ALWAYS if kind else NEVER
        if sent is not None:
            return ALWAYS if sent.coming.at_h <= order_h + self.duty.within_h else NEVER
        # Beyond the horizon nothing is known: only who had the time within it is too late for certain.
        return ALWAYS if kind and order_h + self.duty.within_h > self._until(side) else NEVER

    def _until(self, side: Side) -> float | Fraction:
        return INF if self.roads is None else self.roads.storm[side].until_h

    def _at_rest(self, asked: _Asked, side: Side) -> Intervals:
        if self.roads is None:
            return ALWAYS if side == "optimistic" else NEVER
        order_h = self.setting.window.start_h
        sent = first_of(self.roads.rest[side], self.bases_at_rest[side], asked.id, order_h)
        return self._met(asked, sent, order_h, side)

    # --- what is told ---

    def _part(
        self, asked: _Asked, sent: Mapping[Side, Sent | None], rest: Mapping[Side, Intervals]
    ) -> Part | None:
        """The team that is there first, from when it is there."""
        shown = sent["pessimistic"] or sent["optimistic"]
        if shown is None:
            return None
        team = self.province.resources[shown.resource]
        works: dict[Side, Intervals] = {}
        for side in SIDES:
            there = sent[side]
            works[side] = NEVER if there is None else ((there.coming.at_h, INF),)
        road = shown.coming.road
        notes = () if road is None or not road.ways else (_over(road.ways),)
        return Part(
            id=team.id,
            kind="team",
            name=Text(team.id, team.id) if team.name is None else _text(team.name),
            works=works,
            at_rest=rest,
            place=self.province.places.get(f"resources/{team.id}"),
            notes=notes,
        )

    def _loss(self, asked: _Asked, lost_h: Fraction | None) -> tuple[PartLoss, ...]:
        """The loss that somebody is wanted for, with its causes."""
        if not self.setting.explain or lost_h is None or asked.kind != "site":
            return ()
        if self.duty.order_h is not None:
            return ()
        operator = min(self.province.sites[asked.id].operators)
        chain = self.setting.explainers["pessimistic"].site_out(asked.id, lost_h, operator)
        return (PartLoss(asked.id, lost_h, None, (chain,)),)

    def _survey(
        self,
        asked: _Asked,
        sent: Mapping[Side, Sent | None],
        order_h: Mapping[Side, Fraction | None],
    ) -> tuple[str, ...]:
        """What would decide: the way to the place, the team that may be first, the roads that it would take."""
        found: list[str] = []
        if self.none_listed:
            found.append(f"{self.province.header.code}.resources")
        if self.roads is None or not self.province.road_nodes:
            found.append(f"{self.province.header.code}.road_nodes")
        elif asked.id not in self.roads.storm["pessimistic"].access:
            found.append(f"{asked.id}.road_node")
        if asked.kind == "site" and self.duty.order_h is None:
            found += _own_gaps(self.province.sites[asked.id]) or self._gaps_elsewhere(asked, order_h)
        kind = sent["optimistic"]
        if kind is None:
            return tuple(found)
        team = self.province.resources[kind.resource]
        found += [f"{team.id}.ready_after_h"] if team.ready_after_h is None else []
        found += [f"{team.id}.team"] if self.duty.team is not None and team.team is None else []
        roads: RoadMap | None = None if self.roads is None else self.roads.storm["optimistic"]
        if roads is not None and roads.access and team.id not in roads.access:
            found.append(f"{team.id}.at")
        for way in () if kind.coming.road is None else kind.coming.road.ways:
            found += self._gaps(way)
        return tuple(dict.fromkeys(found))

    def _gaps_elsewhere(
        self, asked: _Asked, order_h: Mapping[Side, Fraction | None]
    ) -> list[str]:
        """What nobody surveyed on the way to the site, where that moves the hour at which it is lost."""
        if order_h["pessimistic"] == order_h["optimistic"]:
            return []
        found: list[str] = []
        at_h = min(hour for hour in order_h.values() if hour is not None)
        served = self.setting.evidence.storm["pessimistic"].in_service[asked.id]
        for operator in sorted(served):
            if not holds_at(served[operator], at_h):
                chain = self.setting.explainers["pessimistic"].site_out(asked.id, at_h, operator)
                found += [leaf.by for leaf in chain.leaves() if leaf.kind == "not-surveyed"]
        return found

    def _gaps(self, way: str) -> list[str]:
        """What nobody wrote of a road or sea route."""
        road = self.province.roads.get(way)
        if road is not None and road.floods_at_m is None:
            return [f"{way}.floods_at_m"]
        route = road or self.province.sea_routes.get(way)
        if route is None or route.closed_from_force is not None:
            return []
        plain = road is not None and road.structure == "road"
        return [] if plain else [f"{way}.closed_from_force"]


def _own_gaps(site: Site) -> list[str]:
    """What was not surveyed of a site and moves the hour at which it is lost."""
    gaps = [
        f"{site.id}.{key}"
        for key in ("battery_h", "floor_height_m", "generators")
        if getattr(site, key) is None
    ]
    for generator in site.generators or ():
        for key in ("tank_l", "burn_l_per_h"):
            if getattr(generator, key) is None:
                gaps.append(f"{site.id}.gen.{generator.id}.{key}")
    if site.structure.design_wind is None:
        gaps.append(f"{site.id}.structure.design_wind")
    unseen = [drop.node for drop in site.backhaul.drops if drop.present == "unknown"]
    return [*gaps, *(f"{site.id}.drop.{node}.present" for node in unseen)]


def _over(ways: tuple[str, ...]) -> Text:
    listed = " – ".join(ways)
    return Text(vi=f"qua {listed}", en=f"over {listed}")


def _text(name: Name) -> Text:
    return Text(vi=name.vi, en=name.english)
