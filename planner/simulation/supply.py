"""The power plant of one site or node through time: grid, generators in their order, battery, dark.

An event-driven walk in exact hours. Between two events one supply carries the load; the next event is the next change
from outside (grid, failure, arrival, refuel) or the instant at which the running tank or the battery is empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from planner.foundation.intervals import (
    ALWAYS,
    INF,
    ZERO,
    Hour,
    Interval,
    Intervals,
    holds_at,
    lasts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Supply = Literal["grid", "generator", "battery", "dark"]


@dataclass(frozen=True, slots=True)
class GeneratorPlan:
    """One generator at one consumer.

    `tank_l` None never runs out. `start_l` is the fuel at hour 0, or on arrival. `present` is when it is at the
    consumer; `refuels` are (hour, litres; None fills it up), in order of time.

    A generator whose `life_h` is given stops by itself when it has run so many hours since it came or was last mended:
    it has then failed until the next of `repairs_h`, and its fuel is gone like that of any failed generator. A life of
    0 h is a failure to start: it stops in the instant in which it is first asked to run. None: it never stops.
    """

    asset: str
    tank_l: Fraction | None
    burn_l_per_h: Fraction
    start_l: Fraction
    present: tuple[Fraction, Hour] = (ZERO, INF)
    failed: Intervals = ()
    refuels: tuple[tuple[Fraction, Fraction | None], ...] = ()
    life_h: Fraction | None = None
    repairs_h: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class PlantPlan:
    """What one consumer has; `battery_h` None never runs out. Generators stand in the order in which they are tried."""

    consumer: str
    grid: Intervals
    battery_h: Fraction | None
    recharge_h: Fraction
    generators: tuple[GeneratorPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class SupplySpan:
    """From `start_h` to `end_h` the load is carried by `supply`; `generator` names the running one."""

    start_h: Fraction
    end_h: Hour
    supply: Supply
    generator: str = ""


@dataclass(frozen=True, slots=True)
class PlantHistory:
    """What the walk found.

    Attributes
    ----------
    spans
        Who carried the load, over [0, ∞), in order.
    tank_empty_h
        For each generator, the instants at which it ran dry while running.
    uncredited
        Refuels that came while their generator was failed: (generator, hour).
    stopped
        For each generator, from when until when it had stopped by itself.
    burnt_l, run_h
        Litres burnt and hours run by each generator within the horizon.
    """

    plan: PlantPlan
    spans: tuple[SupplySpan, ...]
    tank_empty_h: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    uncredited: tuple[tuple[str, Fraction], ...] = ()
    burnt_l: Mapping[str, Fraction] = field(default_factory=dict)
    run_h: Mapping[str, Fraction] = field(default_factory=dict)
    stopped: Mapping[str, Intervals] = field(default_factory=dict)

    powered: Intervals = ALWAYS
    """When the consumer has power."""


class _Tank:
    """The state of one generator during the walk."""

    __slots__ = ("failed_now", "fuel_l", "here", "plan", "ran_h", "stopped", "stopped_h")

    def __init__(self, plan: GeneratorPlan) -> None:
        self.plan = plan
        self.here = False
        self.failed_now = False
        self.fuel_l = ZERO
        self.ran_h = ZERO
        self.stopped_h: Fraction | None = None
        self.stopped: list[Interval] = []

    def settle(self, t_h: Fraction) -> list[tuple[str, Fraction]]:
        """Take in all that happens to it at `t_h`; return the refuels that are not credited."""
        plan = self.plan
        start, end = plan.present
        if t_h in plan.repairs_h:
            self._mend(t_h)
        self.failed_now = holds_at(plan.failed, t_h) or self.stopped_h is not None
        if t_h == start:
            self.here = True
            self.fuel_l = plan.start_l
        if t_h == end:
            self.here = False
        if self.failed_now:
            self.fuel_l = ZERO
        lost: list[tuple[str, Fraction]] = []
        for hour, litres in plan.refuels:
            if hour != t_h:
                continue
            if self.here and not self.failed_now:
                full = plan.tank_l if plan.tank_l is not None else ZERO
                self.fuel_l = full if litres is None else min(full, self.fuel_l + litres)
            elif self.failed_now:
                lost.append((plan.asset, t_h))
        return lost

    def _mend(self, t_h: Fraction) -> None:
        self.ran_h = ZERO
        if self.stopped_h is not None and self.stopped_h < t_h:
            self.stopped.append((self.stopped_h, t_h))
            self.stopped_h = None
            # Fuel that a stopped generator saved is not credited.
            self.fuel_l = ZERO

    def stop_if_worn(self, t_h: Fraction) -> bool:
        """Whether its life has ended, so that it stops at `t_h`."""
        if self.plan.life_h is None or self.ran_h < self.plan.life_h:
            return False
        self.stopped_h, self.failed_now, self.fuel_l = t_h, True, ZERO
        return True

    @property
    def can_run(self) -> bool:
        return self.here and not self.failed_now and (self.plan.tank_l is None or self.fuel_l > 0)

    @property
    def hours_left(self) -> Hour:
        fuel_h: Hour = INF if self.plan.tank_l is None else self.fuel_l / self.plan.burn_l_per_h
        return fuel_h if self.plan.life_h is None else min(fuel_h, self.plan.life_h - self.ran_h)


def _outside_events(plan: PlantPlan, horizon_h: Fraction) -> list[Fraction]:
    times: set[Hour] = {ZERO}
    for intervals in (plan.grid, *(generator.failed for generator in plan.generators)):
        for interval in intervals:
            times.update(interval)
    for generator in plan.generators:
        times.update(generator.present)
        times.update(hour for hour, _ in generator.refuels)
        times.update(generator.repairs_h if generator.life_h is not None else ())
    return sorted(Fraction(t) for t in times if t < horizon_h)


def history_of(plan: PlantPlan, horizon_h: Fraction) -> PlantHistory:
    """Who carries the load of one consumer from hour 0 to the horizon.

    On loss of the grid the first generator that can run takes over at once; when none can, the battery drains one hour
    per hour, and when it is empty the consumer is dark from that instant. On the grid or a generator the battery
    recharges linearly. All that happens at one instant takes effect together.
    """
    if lasts(plan.grid):
        return PlantHistory(plan, (SupplySpan(ZERO, INF, "grid"),))
    return _Walk(plan, horizon_h).run()


class _Walk:
    def __init__(self, plan: PlantPlan, horizon_h: Fraction) -> None:
        self.plan = plan
        self.horizon_h = horizon_h
        self.tanks = [_Tank(generator) for generator in plan.generators]
        self.charge_h = plan.battery_h if plan.battery_h is not None else ZERO
        self.spans: list[SupplySpan] = []
        self.empty: dict[str, list[Fraction]] = {}
        self.uncredited: list[tuple[str, Fraction]] = []
        self.burnt: dict[str, Fraction] = {}
        self.run_h: dict[str, Fraction] = {}

    def run(self) -> PlantHistory:
        events = _outside_events(self.plan, self.horizon_h)
        t_h, following = ZERO, 0
        while t_h < self.horizon_h:
            if following < len(events) and events[following] == t_h:
                for tank in self.tanks:
                    self.uncredited.extend(tank.settle(t_h))
                following += 1
            coming: Hour = events[following] if following < len(events) else self.horizon_h
            supply, running = self._carrier(t_h)
            end_h = self._end_of(supply, running, t_h, coming)
            self._spend(supply, running, t_h, end_h)
            self.spans.append(
                SupplySpan(t_h, end_h, supply, running.plan.asset if running is not None else "")
            )
            t_h = end_h
        return PlantHistory(
            self.plan,
            merged := _merged(self.spans),
            {asset: tuple(times) for asset, times in sorted(self.empty.items())},
            tuple(self.uncredited),
            dict(sorted(self.burnt.items())),
            dict(sorted(self.run_h.items())),
            self._stopped(),
            _lit(merged),
        )

    def _stopped(self) -> dict[str, Intervals]:
        """When each generator had stopped by itself, without end where nobody mended it."""
        found: dict[str, Intervals] = {}
        for tank in sorted(self.tanks, key=lambda each: each.plan.asset):
            open_end = [] if tank.stopped_h is None else [(tank.stopped_h, INF)]
            if tank.stopped or open_end:
                found[tank.plan.asset] = (*tank.stopped, *open_end)
        return found

    def _carrier(self, t_h: Fraction) -> tuple[Supply, _Tank | None]:
        if holds_at(self.plan.grid, t_h):
            return "grid", None
        for tank in self.tanks:
            # One that fails to start is only found out now, and the next is tried.
            if tank.can_run and not tank.stop_if_worn(t_h):
                return "generator", tank
        if self.plan.battery_h is None or self.charge_h > 0:
            return "battery", None
        return "dark", None

    def _end_of(self, supply: Supply, tank: _Tank | None, t_h: Fraction, coming: Hour) -> Fraction:
        end: Hour = min(coming, self.horizon_h)
        if tank is not None:
            end = min(end, t_h + tank.hours_left)
        elif supply == "battery" and self.plan.battery_h is not None:
            end = min(end, t_h + self.charge_h)
        return Fraction(end)

    def _spend(self, supply: Supply, tank: _Tank | None, t_h: Fraction, end_h: Fraction) -> None:
        hours = end_h - t_h
        if tank is not None:
            asset = tank.plan.asset
            self.run_h[asset] = self.run_h.get(asset, ZERO) + hours
            tank.ran_h += hours
            if tank.plan.tank_l is not None:
                litres = hours * tank.plan.burn_l_per_h
                tank.fuel_l -= litres
                self.burnt[asset] = self.burnt.get(asset, ZERO) + litres
                if tank.fuel_l == 0:
                    self.empty.setdefault(asset, []).append(end_h)
            tank.stop_if_worn(end_h)
        if self.plan.battery_h is not None:
            if supply in {"grid", "generator"}:
                if self.charge_h is self.plan.battery_h:
                    return  # it is full
                gained = hours * self.plan.battery_h / self.plan.recharge_h
                self.charge_h = min(self.plan.battery_h, self.charge_h + gained)
            elif supply == "battery":
                self.charge_h -= hours


def _lit(spans: tuple[SupplySpan, ...]) -> Intervals:
    """The runs of spans that follow each other without a dark one."""
    found: list[Interval] = []
    for span in spans:
        if span.supply == "dark":
            continue
        if found and found[-1][1] == span.start_h:
            found[-1] = (found[-1][0], span.end_h)
        else:
            found.append((span.start_h, span.end_h))
    return tuple(found)


def _merged(spans: list[SupplySpan]) -> tuple[SupplySpan, ...]:
    """Neighbouring spans of the same carrier become one; the last one is open-ended."""
    merged: list[SupplySpan] = []
    for span in spans:
        if merged and (merged[-1].supply, merged[-1].generator) == (span.supply, span.generator):
            merged[-1] = SupplySpan(merged[-1].start_h, span.end_h, span.supply, span.generator)
        else:
            merged.append(span)
    last = merged[-1]
    merged[-1] = SupplySpan(last.start_h, INF, last.supply, last.generator)
    return tuple(merged)
