"""Who has power when: the grid by a fresh search at every instant, stores by walking from event to event."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tests.oracle.assets import Asset
from tests.oracle.damage import shut
from tests.oracle.draws import draw, life_h
from tests.oracle.search import joined, set_aside
from tests.oracle.spans import NEVER, ZERO, End, Intervals, edges, holds_at, union, while_true

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.inventory.duty_records import CommandPost, WarningChannel
    from planner.inventory.records import FiberNode, Site
    from tests.oracle.world import Side, World

    Consumer = Site | FiberNode | CommandPost | WarningChannel

Fuel = Fraction | float
"""Litres left; `math.inf` for a tank that never runs out."""


class Grid:
    """Which power nodes are energised."""

    def __init__(self, world: World, failed: dict[str, Intervals], side: Side) -> None:
        self._province = world.province
        self._failed = failed
        self._horizon_h = world.horizon_h
        self._optimistic = side == "optimistic"
        self._nodes_aside, self._lines_aside, self._everywhere = set_aside(
            world, side, {"power_nodes"}, "lines", set(world.province.power_nodes)
        )
        parts = [*self._province.power_nodes, *self._province.lines]
        self.instants = {edge for part in parts for edge in edges(failed[part])}
        self._energised = {at_h: self._search(at_h) for at_h in sorted({ZERO, *self.instants})}

    def at(self, place: Consumer) -> Intervals:
        """When the grid reaches the place: its feed is energised and its service drop stands."""
        dropped = self._failed.get(f"{place.id}/service-drop", ())

        return while_true(
            lambda at_h: self.on(place, at_h), self.instants | edges(dropped), self._horizon_h
        )

    def on(self, place: Consumer, at_h: Fraction) -> bool:
        """Whether the grid reaches the place at the hour."""
        if holds_at(self._failed.get(f"{place.id}/service-drop", ()), at_h):
            return False
        if place.feed is None and self._optimistic:  # a post's or channel's: nobody knows it
            return True
        latest = max(instant for instant in self._energised if instant <= at_h)
        return place.feed in self._energised[latest]

    def _search(self, at_h: Fraction) -> set[str]:
        nodes = self._province.power_nodes
        standing = {id_ for id_ in nodes if not holds_at(self._failed[id_], at_h)}
        sources = {id_ for id_ in standing if self._everywhere or nodes[id_].kind == "source"}
        ends = [
            (line.from_, line.to)
            for line in self._province.lines.values()
            if not holds_at(self._failed[line.id], at_h)
        ]
        return joined(
            sources | self._nodes_aside, [*ends, *self._lines_aside], standing | self._nodes_aside
        )


@dataclass
class Set:
    """A generator set as it stands in the walk through time."""

    id: str
    tank_l: Fuel
    burn_l_per_h: Fraction
    here_h: tuple[Fraction, End]
    arrives_with_l: Fuel
    failed: Intervals
    refuels: dict[Fraction, list[Fraction | None]] = field(default_factory=dict)
    fuel_l: Fuel = ZERO
    mobile: bool = False
    broke: bool = False
    life_h: int | None = None
    repairs: frozenset[Fraction] = frozenset()
    ran_h: Fraction = ZERO
    stopped_h: Fraction | None = None
    put_in_l: dict[Fraction, Fuel] = field(default_factory=dict)
    """What refuels put in, by hour."""
    stops: list[Fraction] = field(default_factory=list)
    """When it stopped by itself."""

    def update(self, at_h: Fraction) -> bool:
        """What happens to it at the instant: arrival, failure, then fuel; True when fuel was credited."""
        if at_h == self.here_h[0]:
            self.fuel_l = self.arrives_with_l
        if at_h in self.repairs:
            self.ran_h = ZERO
            if self.stopped_h is not None and self.stopped_h < at_h:
                self.stopped_h = None
                self.fuel_l = self.tank_l if self.tank_l == math.inf else ZERO
        self.broke |= holds_at(self.failed, at_h)
        if self.tank_l == math.inf:
            return False
        if not self.can_hold_fuel(at_h):
            self.fuel_l = ZERO
            return False
        before_l = self.fuel_l
        for litres in self.refuels.get(at_h, ()):
            self.fuel_l = self.tank_l if litres is None else min(self.tank_l, self.fuel_l + litres)
        if at_h in self.refuels:
            self.put_in_l[at_h] = self.fuel_l - before_l
        return self.fuel_l > before_l

    def can_hold_fuel(self, at_h: Fraction) -> bool:
        """Whether it is there and whole."""
        there = self.here_h[0] <= at_h < self.here_h[1] and not holds_at(self.failed, at_h)
        return there and self.stopped_h is None

    def runs(self, at_h: Fraction) -> bool:
        """Whether it can carry the load from the instant on."""
        return self.can_hold_fuel(at_h) and self.fuel_l > 0

    def starts(self, at_h: Fraction) -> bool:
        """Whether it runs when it is asked to: one whose life is over stops in that instant."""
        if self.runs(at_h) and self.life_h is not None and self.ran_h >= self.life_h:
            self._stop(at_h)
        return self.runs(at_h)

    def _stop(self, at_h: Fraction) -> None:
        self.stopped_h = at_h
        self.stops.append(at_h)
        if self.tank_l != math.inf:
            self.fuel_l = ZERO

    def run(self, hours: Fraction, until_h: Fraction) -> None:
        """It has run so many hours, until then."""
        self.ran_h += hours
        if self.fuel_l != math.inf:
            self.fuel_l -= hours * self.burn_l_per_h
        if self.life_h is not None and self.ran_h >= self.life_h:
            self._stop(until_h)

    @property
    def instants(self) -> set[Fraction]:
        """When something happens to it from outside."""
        return {*edges([self.here_h]), *edges(self.failed), *self.refuels, *self.repairs}


@dataclass
class Want:
    """What a walk tells besides: when a place was dark, with the tanks that stood there; what refuels put in."""

    dark: list[tuple[Fraction, Fraction, tuple[str, ...]]] = field(default_factory=list)
    put_in_l: dict[tuple[str, Fraction], Fuel] = field(default_factory=dict)
    """By generator and hour."""
    stopped: set[tuple[str, Fraction]] = field(default_factory=set)
    """Which generator stopped by itself, and when."""


class Supply:
    """The power of one site or node through time, for one operator's view."""

    def __init__(
        self, world: World, failed: dict[str, Intervals], grid: Grid, side: Side, seen: set[str]
    ) -> None:
        self._world = world
        self._failed = failed
        self._grid = grid
        self._side, self._optimistic = side, side == "optimistic"
        self._seen = seen
        self.let_in: set[tuple[str, Fraction]] = set()
        """Refuels of generators, by hour, that get through whatever stands around the place."""

    def powered(
        self, place: Consumer, operator: str | None, *, grid: bool = True, want: Want | None = None
    ) -> Intervals:
        """When the place has power; without `grid`, from its own stores alone. `want` is told the rest."""
        horizon_h = self._world.horizon_h
        if self._optimistic and (place.generators is None or place.battery_h is None):
            return ((ZERO, horizon_h),)
        on_the_grid = self._grid.at(place) if grid else ()
        sets = list(self._sets(place, operator))
        battery_h = place.battery_h or ZERO
        charge_h = battery_h
        instants = sorted({ZERO, *edges(on_the_grid), *(at_h for set_ in sets for at_h in set_.instants)})
        powered = []
        ran: set[str] = set()
        at_h = ZERO
        while at_h < horizon_h:
            for set_ in sets:
                if set_.update(at_h):
                    self._seen.add("refuel")
            next_h = min((instant for instant in instants if instant > at_h), default=horizon_h)
            next_h = min(next_h, horizon_h)
            on_grid = holds_at(on_the_grid, at_h)
            running = None if on_grid else next((one for one in sets if one.starts(at_h)), None)
            if on_grid:
                pass
            elif running is not None:
                if running.fuel_l != math.inf:
                    next_h = min(next_h, at_h + Fraction(running.fuel_l) / running.burn_l_per_h)
                if running.life_h is not None:
                    next_h = min(next_h, at_h + running.life_h - running.ran_h)
                running.run(next_h - at_h, next_h)
                self._seen.update(["worn generator"] if running.stopped_h is not None else [])
                ran.add(running.id)
                self._seen.update(["mended generator"] if running.broke else [])
                self._seen.update(["mobile generator"] if running.mobile else [])
            elif charge_h > 0:
                next_h = min(next_h, at_h + charge_h)
                charge_h -= next_h - at_h
            else:
                if want is not None:
                    whole = [s.id for s in sets if s.tank_l != math.inf and s.can_hold_fuel(at_h)]
                    want.dark.append((at_h, next_h, tuple(whole)))
                at_h = next_h
                continue
            if on_grid or running is not None:
                gained_h = (next_h - at_h) * battery_h / place.battery_recharge_h
                self._seen.update(["recharge"] if charge_h < battery_h else [])
                charge_h = min(battery_h, charge_h + gained_h)
            powered.append((at_h, next_h))
            at_h = next_h
        self._seen.update(["two generators"] if len(ran) > 1 else [])
        if want is not None:
            want.put_in_l = {(s.id, at): put for s in sets for at, put in s.put_in_l.items()}
            want.stopped = {(s.id, at) for s in sets for at in s.stops}
        return union(powered, horizon_h)

    def _sets(self, place: Consumer, operator: str | None) -> Iterator[Set]:
        """The generator sets of the view in the order in which they run."""
        share = self._world.scenario.fuel_at_start.share
        found: list[tuple[tuple[bool, Fraction, str], Set]] = []
        states: dict[str, str | None] = {}
        for own in place.generators or ():
            known = own.tank_l is not None and own.burn_l_per_h is not None
            if own.operator in (None, operator) and (known or self._optimistic):
                tank_l = own.tank_l if own.tank_l is not None and known else math.inf
                states[own.id] = own.maintenance
                mobile = own.mounting == "mobile"
                set_ = Set(
                    own.id, tank_l, own.burn_l_per_h or Fraction(1), (ZERO, NEVER),
                    tank_l if tank_l == math.inf else tank_l * share, (), mobile=mobile,
                )  # fmt: skip
                found.append(((mobile, ZERO, own.id), set_))
        for sent in self._world.scenario.actions:
            if (
                sent.do == "mobile-generator"
                and sent.to == place.id
                and sent.operator in (None, operator)
                and not self._shut(place, sent.at_h)
            ):
                states[sent.id] = sent.maintenance
                at_h = max(sent.at_h, ZERO)
                here_h = (at_h, NEVER if sent.until_h is None else sent.until_h)
                fuel_l = sent.tank_l if sent.fuel_l is None else sent.fuel_l
                set_ = Set(sent.id, sent.tank_l, sent.burn_l_per_h, here_h, fuel_l, (), mobile=True)
                found.append(((True, at_h, sent.id), set_))
        for _, set_ in sorted(found, key=lambda entry: entry[0]):
            path = f"{place.id}/gen/{set_.id}"
            set_.failed = self._failed[path]
            set_.life_h = lasting_h(self._world, self._side, path, states[set_.id])
            if set_.life_h is not None:
                set_.repairs = frozenset(
                    max(mended.at_h, ZERO)
                    for mended in self._world.scenario.actions
                    if mended.do == "repair" and mended.asset == path
                )
            for refuel in self._world.scenario.actions:
                if (
                    refuel.do == "refuel"
                    and refuel.generator == path
                    and ((path, refuel.at_h) in self.let_in or not self._shut(place, refuel.at_h))
                ):
                    set_.refuels.setdefault(max(refuel.at_h, ZERO), []).append(refuel.litres)
            yield set_

    def _shut(self, place: Consumer, at_h: Fraction) -> bool:
        """Whether what is brought to the place at the hour does not get there."""
        lon = place.lon or 0.0
        stopped = shut(self._world, Asset(place.id, "place", (lon, lon)), max(at_h, ZERO))
        self._seen.update(["cut off"] if stopped else [])
        return stopped


def lasting_h(world: World, side: Side, path: str, state: str | None) -> int | None:
    """The running hours that the sample gives a generator; of a state nobody knows the fewest or the most, by side."""
    library, sample = world.fragility, world.sample
    if library is None or sample is None:
        return None
    u = draw(world.scenario.seed, f"{path}#life", sample)
    states = [state] if state else ["good", "poor"]
    hours = [life_h(u, each, library, float(world.horizon_h)) for each in states]
    known = [each for each in hours if each is not None]
    if side == "pessimistic":
        return min(known, default=None)
    return max(known) if len(known) == len(hours) else None
