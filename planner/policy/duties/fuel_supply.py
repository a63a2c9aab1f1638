"""Fuel through time: what each tank holds, and what depots can bring before a place goes dark for want of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from planner.foundation.intervals import (
    INF,
    ZERO,
    Hour,
    Intervals,
    holds_at,
    joined,
    outside,
    shared,
    within,
)
from planner.policy.duties.sending import ready_after_h
from planner.simulation.supply import history_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.plant_records import Fuel
    from planner.inventory.travel_records import Resource
    from planner.network.road_map import RoadMap
    from planner.network.sides import Side
    from planner.simulation.supply import GeneratorPlan, PlantHistory, PlantPlan

ASSUMED_FUEL: Fuel = "diesel"
"""Of a generator or depot of which nobody wrote what it burns or holds: ours."""


@dataclass(frozen=True, slots=True)
class TankUse:
    """One tank over the horizon, litres: at the start, what refuels put in and when, burnt, lost, left at the end."""

    asset: str
    start_l: Fraction
    refuelled: tuple[tuple[Fraction, Fraction], ...]
    burnt_l: Fraction
    lost_l: Fraction
    left_l: Fraction

    @property
    def refuelled_l(self) -> Fraction:
        """All that refuels put in."""
        return sum((litres for _, litres in self.refuelled), ZERO)


def tank_uses(history: PlantHistory, horizon_h: Fraction) -> tuple[TankUse, ...]:
    """What came of the fuel of each generator whose tank is known, in the order in which they are tried."""
    plans = [each for each in history.plan.generators if each.tank_l is not None]
    return tuple(_use(each, history, horizon_h) for each in plans)


def _use(plan: GeneratorPlan, history: PlantHistory, horizon_h: Fraction) -> TankUse:
    runs = [span for span in history.spans if span.generator == plan.asset]
    down = joined((*plan.failed, *history.stopped.get(plan.asset, ())))
    here_h, gone_h = plan.present
    ran_until = {span.end_h for span in runs}
    # Asked to run, it fails to start: what was poured in that instant is in the tank, and gone with it.
    failing = {start for start, _ in history.stopped.get(plan.asset, ())} - ran_until
    times: set[Hour] = {here_h, gone_h, *(hour for hour, _ in plan.refuels)}
    times.update(edge for span in runs for edge in (span.start_h, span.end_h))
    times.update(edge for interval in down for edge in interval)
    level = burnt = lost = ZERO
    came: list[tuple[Fraction, Fraction]] = []
    inside = sorted(Fraction(t) for t in times if t < horizon_h)
    if not inside:  # it comes after the end
        return TankUse(plan.asset, plan.start_l, (), ZERO, ZERO, ZERO)
    for t_h, following in zip(inside, [*inside[1:], horizon_h], strict=True):
        if t_h == here_h:
            level = plan.start_l
        stands = t_h in failing or not holds_at(down, t_h)
        if t_h == gone_h or not stands:
            lost, level = lost + level, ZERO
        if here_h <= t_h < gone_h and stands:
            for litres in (litres for hour, litres in plan.refuels if hour == t_h):
                full = plan.tank_l or ZERO
                filled = full if litres is None else min(full, level + litres)
                came.append((t_h, filled - level))
                level = filled
        if t_h in failing:
            lost, level = lost + level, ZERO
        if any(span.start_h <= t_h < span.end_h for span in runs):
            used = (following - t_h) * plan.burn_l_per_h
            burnt, level = burnt + used, level - used
    return TankUse(plan.asset, plan.start_l, tuple(came), burnt, lost, level)


def dry(history: PlantHistory, horizon_h: Fraction) -> dict[str, Intervals]:
    """When the place is dark though a generator stands there unharmed, for want of fuel alone: by generator."""
    found: dict[str, Intervals] = {}
    if not any(span.supply == "dark" for span in history.spans):
        return found
    dark = joined((s.start_h, s.end_h) for s in history.spans if s.supply == "dark")
    for plan in history.plan.generators:
        down = joined((*plan.failed, *history.stopped.get(plan.asset, ())))
        wanting = within(shared(shared(dark, (plan.present,)), outside(down)), ZERO, horizon_h)
        if plan.tank_l is not None and wanting:
            found[plan.asset] = wanting
    return found


def unfuelled_h(history: PlantHistory, horizon_h: Fraction) -> Intervals:
    """When neither the grid nor a generator carries the load though one stands there unharmed: fuel is wanting."""
    idle = joined(
        (s.start_h, s.end_h) for s in history.spans if s.supply not in {"grid", "generator"}
    )
    ready = []
    for plan in history.plan.generators:
        down = joined((*plan.failed, *history.stopped.get(plan.asset, ())))
        ready += [*shared((plan.present,), outside(down))]
    return within(shared(idle, joined(ready)), ZERO, horizon_h)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Fuel that a depot brings: it leaves at `left_h`, is there at `at_h`, in time for `by_h`."""

    place: str
    asset: str
    depot: str
    left_h: Fraction
    at_h: Fraction
    by_h: Fraction
    litres: Fraction


@dataclass(frozen=True, slots=True)
class Supplied:
    """One place with what depots bring; `dry_h` are the hours at which it is dark for want of fuel all the same."""

    history: PlantHistory
    deliveries: tuple[Delivery, ...]
    dry_h: Intervals


@dataclass(frozen=True)
class Depots:
    """The fuel depots on one side of what was not surveyed, and the roads from them."""

    roads: RoadMap
    depots: tuple[Resource, ...]
    side: Side
    order_h: Fraction
    horizon_h: Fraction
    fuel_of: Mapping[str, Fuel | None]
    """By generator: what it burns."""
    drawn_l: Mapping[str, Hour]
    """By depot: what the scenario's own refuels take; infinity where it may be all."""

    def supply(self, plants: Mapping[str, PlantHistory]) -> dict[str, Supplied]:
        """Every place, as the run found it, with what the depots bring; a place may stand here once for each operator.

        Whoever goes dark first is served first, by the depot whose fuel can be there last before that hour, so that
        the tank takes most; a tie is won by the nearest, then the fuller, then by id. Nobody counts lorries: a depot
        serves as many places at a time as ask for it, each with one load at most.
        """
        left = {each.id: self._stock_l(each) for each in self.depots}
        told = {id_: Supplied(history, (), ()) for id_, history in plants.items()}
        waiting = [
            (need[0], id_) for id_, each in told.items() if (need := self._need(each)) is not None
        ]
        heapify(waiting)
        while waiting:
            by_h, id_ = heappop(waiting)
            again = self._served(told[id_], left)
            if again is None:
                gone = dry(told[id_].history, self.horizon_h)
                hours = joined(interval for each in gone.values() for interval in each)
                told[id_] = replace(told[id_], dry_h=hours)
                continue
            told[id_] = again
            following = self._need(again)
            if following is not None and following[0] > by_h:
                heappush(waiting, (following[0], id_))
            elif following is not None:
                raise AssertionError(id_)
        return told

    def _stock_l(self, depot: Resource) -> Hour:
        """Litres that may be taken; of a depot whose stock nobody wrote none, or without end."""
        if depot.fuel_l is None:
            return ZERO if self.side == "pessimistic" else INF
        return max(ZERO, depot.fuel_l * depot.count - self.drawn_l.get(depot.id, ZERO))

    def _need(self, supplied: Supplied) -> tuple[Fraction, str] | None:
        """The first hour at which a place is dark for want of fuel, and the generator to fill; None: never."""
        wanting = dry(supplied.history, self.horizon_h)
        first = min(((spans[0][0], asset) for asset, spans in wanting.items()), default=None)
        if first is None:
            return None
        order = [each.asset for each in supplied.history.plan.generators]
        return first[0], min(
            (a for a, spans in wanting.items() if spans[0][0] == first[0]), key=order.index
        )

    def _served(self, supplied: Supplied, left: dict[str, Hour]) -> Supplied | None:
        """The place with one more delivery; None where no depot can put off the hour at which it goes dark."""
        need, place = self._need(supplied), supplied.history.plan.consumer
        if need is None:
            raise AssertionError(place)
        by_h, asset = need
        offers = []
        for depot in self.depots:
            offer = self._offer(depot, place, asset, by_h, left[depot.id])
            if offer is not None:
                at_h, left_h, litres = offer
                stock = left[depot.id]
                offers.append((-at_h, -left_h, -stock, depot.id, litres))
        for minus_at_h, minus_left_h, _, depot_id, most_l in sorted(
            offers, key=lambda each: each[:4]
        ):
            filled = _filled(supplied.history.plan, asset, -minus_at_h, most_l)
            history = history_of(filled, self.horizon_h)
            following = self._need(replace(supplied, history=history))
            if following is not None and following[0] <= by_h:
                continue
            litres = _put_in(history, asset, -minus_at_h, self.horizon_h) - _put_in(
                supplied.history, asset, -minus_at_h, self.horizon_h
            )
            left[depot_id] -= litres
            brought = Delivery(place, asset, depot_id, -minus_left_h, -minus_at_h, by_h, litres)
            return Supplied(history, (*supplied.deliveries, brought), ())
        return None

    def _offer(
        self, depot: Resource, place: str, asset: str, by_h: Fraction, stock_l: Hour
    ) -> tuple[Fraction, Fraction, Fraction | None] | None:
        """When the depot's fuel can be there at the latest, when it leaves, and how much; None: not at all."""
        ready_h = ready_after_h(depot, self.side)
        load_l: Hour | None = depot.tanker_l
        if load_l is None:
            load_l = INF if self.side == "optimistic" else ZERO
        burns, holds = (each or ASSUMED_FUEL for each in (self.fuel_of.get(asset), depot.fuel))
        most_l = min(stock_l, load_l)
        if ready_h is None or burns != holds or most_l <= 0:
            return None
        left_h = self.roads.last_start_h(depot.id, place, by_h, max(self.order_h, ZERO) + ready_h)
        if left_h is None:
            return None
        at_h = self.roads.last_arrival_h(place, by_h)
        return at_h, left_h, None if most_l == INF else Fraction(most_l)


def _filled(plan: PlantPlan, asset: str, at_h: Fraction, litres: Fraction | None) -> PlantPlan:
    return replace(
        plan,
        generators=tuple(
            replace(each, refuels=tuple(sorted((*each.refuels, (at_h, litres)), key=_by_hour)))
            if each.asset == asset
            else each
            for each in plan.generators
        ),
    )


def _by_hour(refuel: tuple[Fraction, Fraction | None]) -> Fraction:
    return refuel[0]


def _put_in(history: PlantHistory, asset: str, at_h: Fraction, horizon_h: Fraction) -> Fraction:
    """Litres that refuels at one hour put into a tank."""
    uses = [
        _use(each, history, horizon_h)
        for each in history.plan.generators
        if each.asset == asset
        and each.tank_l is not None
        and any(hour == at_h for hour, _ in each.refuels)
    ]
    return sum((litres for use in uses for hour, litres in use.refuelled if hour == at_h), ZERO)
