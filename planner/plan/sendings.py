"""Whom to send where, from where, and by when to set out: what the scenario orders, and what lost stations want."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, ZERO
from planner.foundation.text import Text
from planner.plan.filters import both, litres, same
from planner.plan.journeys import EARLIEST_H, hardened_sites
from planner.plan.names import asset_name, site_name, word
from planner.plan.registers.fuel import supplied_by_depots
from planner.plan.registers.register import Register
from planner.plan.registers.travel import resource_words, road_words
from planner.plan.wording import joined_texts
from planner.plan.works import phases_of
from planner.policy.duties.sending import first_to_come, ready_after_h, teams
from planner.scenario.records import MobileGenerator, Refuel, Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from planner.foundation.intervals import Hour
    from planner.inventory.province import Province
    from planner.inventory.travel_records import Resource, TeamType
    from planner.network.travel import Journey
    from planner.plan.filters import Clock
    from planner.plan.sheets import Phase
    from planner.policy.duties.fuel_supply import Supplied
    from planner.policy.duties.sending import Sent
    from planner.scenario.run import Run
    from planner.simulation.causes import Link

WITHIN_H = Fraction(12)
"""A team or a mobile station is there so soon after the loss, or goes before it: ours, as the bundled policy `reach`;
a scenario that asks for `reach` names its own hours."""
_NO_GENERATOR = frozenset({"battery-empty", "no-battery", "no-generator", "generator-failed",
                           "generator-stopped", "generator-left"})  # fmt: skip
_DARK = frozenset({"dark", "node-dark", "site-dark"})


@dataclass(frozen=True, slots=True)
class Need:
    """What is wanted at a place: a kind of resource, of a team its type, by when it must be there."""

    kind: str
    team: TeamType | None
    places: tuple[str, ...]
    """Any one of them: a cable is mended from either end."""
    by_h: Fraction
    why: Text
    thing: str = ""
    """The tank that is filled, the asset that is mended."""
    depot: str | None = None
    """Of fuel: the depot that the scenario names."""
    ordered: bool = False
    """The scenario orders it; otherwise a loss wants it."""
    after: bool = False
    """It may come after the loss, which was `within_h` before `by_h`."""
    until_h: Hour | None = None
    """Of what stays there: until when. None: whoever goes comes back at once."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One journey: what, to which place, by when; who, from where, the last start, when there, over which ways.

    `resource` is empty where nobody can be sent for certain. `last_start_h` None: it is too late to be there by then.
    """

    phase: Phase
    kind: Text
    resource: str
    who: Text
    base: Text
    place: str
    to: Text
    by_h: Fraction
    out_h: Fraction
    """When it sets out at the latest; where it is too late, when it sets out at the order."""
    last_start_h: Fraction | None
    late_h: Fraction | None
    """Where it is too late: when it is there at the earliest."""
    ways: Text
    why: Text
    ordered: bool

    @property
    def in_time(self) -> bool:
        """Whether somebody can be there by then."""
        return self.last_start_h is not None


def sendings(run: Run, told: Mapping[str, Supplied] | None = None) -> tuple[Sending, ...]:
    """Everybody who is to be sent, in the order in which they set out.

    A generator is wanted before the place goes dark; a team and a mobile station `WITHIN_H` after the loss, and when
    nobody is there by then (no boat sails, a road is closed) before it. Fuel comes from the depots as the fuel ledger
    has it. The scenario's orders come first, then what is lost first; each is served by whoever of those at their base
    can set out last. Whoever was sent is away until he is back; how long the work takes is not reckoned.

    Parameters
    ----------
    run
        A scenario that was run.
    told
        What `supplied_by_depots` says, where that is known already.

    Raises
    ------
    ValueError
        If the run was made without its causes: what a lost station wants is read off them.
    """
    if not run.explained:
        msg = "the run was not explained"
        raise ValueError(msg)
    return _Sender(run, supplied_by_depots(run) if told is None else told).all()


def within_h(run: Run) -> Fraction:
    """So many hours after a loss a team is wanted there: as the scenario's `reach` asks, else `WITHIN_H`."""
    asked = (duty.within_h for duty in run.loaded.duties if duty.kind == "reach")
    return next(asked, WITHIN_H)


class _Sender:
    def __init__(self, run: Run, told: Mapping[str, Supplied]) -> None:
        self.run, self.told = run, told
        self.province: Province = run.loaded.province
        self.roads = run.roads.storm["pessimistic"]
        self.phases = phases_of(run.optimistic.failures)
        self.within_h = within_h(run)
        self.away: dict[str, list[tuple[Fraction, Hour]]] = {}
        """Of each resource: from when until when one of it is away."""

    def all(self) -> tuple[Sending, ...]:
        needs = [*self._ordered(), *self._wanted()]
        merged: dict[tuple[object, ...], Need] = {}
        for need in sorted(needs, key=lambda n: (not n.ordered, n.by_h, n.kind, n.places, n.thing)):
            thing = (need.thing, need.by_h) if need.kind == "fuel" else need.thing
            merged.setdefault((need.kind, need.team, need.places, thing), need)
        rows = [self._sent(need) for need in merged.values()]
        rows += self._from_depots()
        return tuple(sorted(rows, key=_by_start))

    # --- what is wanted ---

    def _ordered(self) -> Iterator[Need]:
        """What the scenario's own actions need somebody for."""
        for action in self.run.loaded.scenario.actions:
            if isinstance(action, Refuel):
                place = action.generator.partition("/")[0]
                yield Need("fuel", None, (place,), action.at_h, _REFUELLED, action.generator,
                           action.from_, ordered=True)  # fmt: skip
            elif isinstance(action, MobileGenerator):
                stays = INF if action.until_h is None else action.until_h
                yield Need("mobile-generator", None, (action.to,), action.at_h, _POWERED,
                           action.id, ordered=True, until_h=stays)  # fmt: skip
            elif isinstance(action, Repair):
                team = self._team_for(action.asset)
                places = self._ends(action.asset)
                if team is not None and places:
                    named = asset_name(action.asset, self.province)
                    why = Text(vi=f"kịch bản sửa {named.vi}", en=f"the scenario mends {named.en}")
                    yield Need("team", team, places, action.at_h, why, _mended(action.asset, team), ordered=True)

    def _wanted(self) -> Iterator[Need]:
        """What each lost hardened station of a unit that does not surely hold wants, read off its causes."""
        asked = self.run.loaded.requirements
        for verdict in self.run.verdicts:
            if asked and verdict.requirement.id == asked[0].id and verdict.outcome != "holds":
                for loss in verdict.losses:
                    yield from self._of(loss.chain, loss.site, loss.since_h)

    def _of(self, link: Link, site: str, since_h: Fraction) -> Iterator[Need]:
        if link.kind == "derated":
            return
        if link.kind in {"mast-failed", "equipment-failed"}:
            at = link.subject.partition("/")[0]
            by_h = since_h + self.within_h
            why = _lost(site)
            yield Need("team", "radio", (at,), by_h, why, at, after=True)
            yield Need("mobile-station", None, (site,), by_h, why, after=True, until_h=INF)
            return
        if link.kind in _DARK:
            below = {each.kind for each in link.because}
            if "tank-empty" not in below and below & _NO_GENERATOR:
                why = _dark(site)
                yield Need("mobile-generator", None, (link.subject,), link.since_h, why, until_h=INF)
        elif link.kind == "asset-failed":
            team, places = self._team_for(link.subject), self._ends(link.subject)
            if team is not None and places:
                named = asset_name(link.subject, self.province)
                by_h = since_h + self.within_h
                yield Need("team", team, places, by_h, _cut(named, site), _mended(link.subject, team), after=True)
            return
        for child in link.because:
            yield from self._of(child, site, since_h)

    def _team_for(self, asset: str) -> TeamType | None:
        """Who mends it; the grid beyond the service drop is the power company's."""
        part = asset.partition("/")[2].partition("/")[0]
        if asset in self.province.sites or part in {"mast", "equipment"}:
            return "radio"
        if asset in self.province.segments or part == "drop":
            return "fiber"
        if part in {"hop", "dish"}:
            return "transmission"
        return "power" if part in {"service-drop", "gen"} else None

    def _ends(self, asset: str) -> tuple[str, ...]:
        segment = self.province.segments.get(asset)
        if segment is not None:
            return tuple(sorted({segment.from_, segment.to}))
        return (asset.partition("/")[0],)

    # --- who goes ---

    def _free(self, resource: Resource, need: Need, out_h: Fraction, there_h: Fraction) -> bool:
        """Whether one of the resource is at its base; lorries of a depot are not counted."""
        start, end = _absence(need, out_h, there_h)
        away = [each for each in self.away.get(resource.id, ()) if each[0] < end and start < each[1]]
        return need.kind == "fuel" or len(away) < resource.count

    def _sent(self, need: Need) -> Sending:
        here = self._senders(need)
        if not need.after:
            return self._in_time(need, here, need.by_h) or self._late(need, here, None)
        lost_h = need.by_h - self.within_h
        return (
            self._in_time(need, here, need.by_h, max(lost_h, ZERO))
            or self._in_time(need, here, lost_h)
            or self._late(need, here, max(lost_h, ZERO))
        )

    def _in_time(
        self, need: Need, here: Iterable[Resource], by_h: Fraction, order_h: Fraction = EARLIEST_H
    ) -> Sending | None:
        """Whoever can set out last and still be there by the hour, ordered out no earlier; None: nobody can."""
        offers = []
        for each in here:
            ready_h = ready_after_h(each, "pessimistic")
            for place in () if ready_h is None else need.places:
                start_h = self.roads.last_start_h(each.id, place, by_h, order_h + (ready_h or ZERO))
                if start_h is not None and self._free(each, need, start_h, by_h):
                    offers.append((-start_h, each.id, place))
        if not offers:
            return None
        minus_h, resource, place = min(offers)
        coming = self.roads.coming(resource, place, -minus_h)
        road = None if coming is None else coming.road
        return self._row(need, resource, place, by_h, -minus_h, None, -minus_h, road)

    def _late(self, need: Need, here: Sequence[Resource], order_h: Fraction | None) -> Sending:
        """Whoever is there first, too late; where all are away or nobody comes, a row without a name."""
        first = self._first(here, need.places, order_h)
        if first is not None:
            place, sent = first
            coming, resource = sent.coming, self.province.resources[sent.resource]
            late = coming.at_h > need.by_h
            if late and self._free(resource, need, coming.left_h, coming.at_h):
                return self._row(need, resource.id, place, need.by_h, None, coming.at_h, coming.left_h, coming.road)
        return self._row(need, "", need.places[0], need.by_h, None, None, need.by_h, None)

    def _senders(self, need: Need) -> list[Resource]:
        every = [each for _, each in sorted(self.province.resources.items())]
        if need.kind == "team":
            return teams(every, need.team, "pessimistic")
        return [e for e in every if e.kind == need.kind and need.depot in {None, e.id}]

    def _first(
        self, resources: Sequence[Resource], places: Sequence[str], order_h: Fraction | None
    ) -> tuple[str, Sent] | None:
        """The place, of these, and who is there first; ordered out at the scenario's own hour where none is given."""
        order_h = self.run.loaded.scenario.travel.order_h if order_h is None else order_h
        offers = [
            (sent.coming.at_h, place, sent)
            for place in places
            if (sent := first_to_come(self.roads, resources, place, order_h, "pessimistic"))
        ]
        best = min(offers, key=lambda each: each[:2], default=None)
        return None if best is None else best[1:]

    def _row(
        self,
        need: Need,
        sender: str,
        place: str,
        by_h: Fraction,
        start_h: Fraction | None,
        late_h: Fraction | None,
        out_h: Fraction,
        road: Journey | None,
    ) -> Sending:
        resource = self.province.resources.get(sender)
        if resource is not None:
            there_h = by_h if late_h is None else late_h
            self.away.setdefault(sender, []).append(_absence(need, out_h, there_h))
        return Sending(
            phase=self.phases.of(out_h),
            kind=_kind_words(need, resource),
            resource=sender,
            who=_NOBODY if resource is None else _who(resource, self.province),
            base=same("–") if resource is None else _base(resource, self.province),
            place=place,
            to=_place(place, self.province),
            by_h=by_h,
            out_h=out_h,
            last_start_h=start_h,
            late_h=late_h,
            ways=same("–") if road is None else road_words(road.ways, self.province),
            why=need.why,
            ordered=need.ordered,
        )

    def _from_depots(self) -> Iterator[Sending]:
        """The loads that keep hardened stations and fiber nodes from running dry."""
        hardened = set(hardened_sites(self.run))
        for place, supplied in sorted(self.told.items()):
            for each in supplied.deliveries if place in hardened or place in self.province.fiber_nodes else ():
                depot = self.province.resources[each.depot]
                coming = self.roads.coming(each.depot, place, each.left_h)
                load = Text(vi=f"xe dầu, {litres(each.litres, 'vi')}", en=f"fuel lorry, {litres(each.litres, 'en')}")
                road = None if coming is None else coming.road
                yield Sending(
                    phase=self.phases.of(each.left_h), kind=load, resource=depot.id,
                    who=_who(depot, self.province), base=_base(depot, self.province), place=place,
                    to=_place(place, self.province), by_h=each.by_h, out_h=each.left_h, last_start_h=each.left_h,
                    late_h=None, ways=same("–") if road is None else road_words(road.ways, self.province),
                    why=_DRY, ordered=False,
                )  # fmt: skip


def _mended(asset: str, team: TeamType) -> str:
    """What one team mends at one go: mast and equipment of a site together."""
    return asset.partition("/")[0] if team == "radio" else asset


def _absence(need: Need, out_h: Fraction, there_h: Fraction) -> tuple[Fraction, Hour]:
    """From the start until it is back at its base; the way back takes as long as the way there."""
    last_h = there_h if need.until_h is None else max(there_h, need.until_h)
    return out_h, last_h if last_h == INF else Fraction(last_h) + there_h - out_h


def _by_start(row: Sending) -> tuple[Fraction, bool, str, str, str]:
    return row.out_h, not row.ordered, row.place, row.resource, row.kind.en


# --- words ----------------------------------------------------------------------------------------

_REFUELLED = Text("kịch bản tiếp dầu", "the scenario refuels it")
_POWERED = Text("kịch bản đưa máy phát đến", "the scenario sends a generator")
_LORRY = Text("xe dầu", "fuel lorry")
_DRY = Text("trước khi bồn cạn", "before the tank runs dry")
_NOBODY = Text("không còn ai chắc chắn tới kịp", "none left that is sure to be in time")


def _lost(site: str) -> Text:
    return Text(vi=f"{site} mất cột hoặc thiết bị", en=f"{site} loses its mast or equipment")


def _dark(site: str) -> Text:
    return Text(vi=f"{site} mất vì mất nguồn", en=f"{site} is lost for want of power")


def _cut(asset: Text, site: str) -> Text:
    return Text(vi=f"{asset.vi} hỏng làm {site} mất", en=f"{asset.en} fails, and {site} is lost")


def _kind_words(need: Need, resource: Resource | None) -> Text:
    if need.kind == "fuel":
        return _LORRY
    if resource is not None:
        return resource_words(resource)
    kind = word("resource", need.kind)
    if need.team is None:
        return kind
    team = word("team", need.team)
    return Text(vi=f"{kind.vi} ({team.vi})", en=f"{kind.en} ({team.en})")


def _who(resource: Resource, province: Province) -> Text:
    owner = province.operators.get(resource.owner or "")
    if owner is None:
        return same(resource.id)
    name = both(owner.name)
    return Text(vi=f"{resource.id} ({name.vi})", en=f"{resource.id} ({name.en})")


def _base(resource: Resource, province: Province) -> Text:
    node = province.road_nodes.get(resource.at or "")
    home = province.districts.get((None if node is None else node.district) or resource.district or "")
    if node is None:
        return same("–") if home is None else both(home.name)
    if node.name is None:
        return same(node.id)
    if node.name.en is None and home is not None and home.name.vi == node.name.vi:
        return both(home.name)  # the town of a district is named in English as the district is
    return both(node.name)


def _place(place: str, province: Province) -> Text:
    named = site_name(place, province)
    owner = province.sites.get(place) or province.fiber_nodes.get(place)
    home = None if owner is None else province.districts.get(owner.district or "")
    return named if home is None else joined_texts(", ", [named, both(home.name)])


# --- as a register --------------------------------------------------------------------------------


def sendings_register(run: Run, clock: Clock, told: Sequence[Sending] | None = None) -> Register:
    """Everybody who is to be sent: by when to set out, who, from where, where to, over which way, and why."""
    rows = sendings(run) if told is None else told
    return Register(
        "sendings",
        Text("Điều động: cử ai, từ đâu, đi đâu, chậm nhất lúc nào", "Whom to send where, and by when to set out"),
        (
            Text("Chậm nhất lên đường", "Set out by"), Text("Cử gì", "What"), Text("Của ai", "Who"),
            Text("Từ", "From"), Text("Đến", "To"), Text("Có mặt trước", "There by"),
            Text("Đường đi", "Way"), Text("Vì sao", "Why"),
        ),
        tuple(
            (
                _start(row, clock), row.kind, row.who, row.base, row.to, _there(row, clock), row.ways, row.why,
            )
            for row in rows
        ),
        "<<<<<<<<",
    )  # fmt: skip


def _start(row: Sending, clock: Clock) -> Text:
    if row.last_start_h is not None:
        return clock.show(row.last_start_h)
    return same("–") if row.late_h is None else Text("ngay khi có lệnh", "as soon as ordered")


def _there(row: Sending, clock: Clock) -> Text:
    by = clock.show(row.by_h)
    if row.late_h is None:
        return by
    late = clock.show(row.late_h)
    return Text(vi=f"{by.vi}; không kịp, sớm nhất {late.vi}", en=f"{by.en}; too late, {late.en} at the earliest")
