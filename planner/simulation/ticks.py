"""The ensemble's clock: every instant on a whole tick, every store a whole number of ticks.

Instants are rounded up, as an instant that comes from a series always is; what a battery or a tank holds is rounded
down, so that rounding never lends anybody power. A battery's charging rate is rounded down to a whole number of
96ths of an hour per hour (eight hours from empty to full, the usual figure, is one of them for every whole number of
five-minute ticks). Everything that can happen then happens on a tick, save that a battery half charged again may run
out at some 96th of one.

An `Ordeal` that carries `tick_h` is run on this clock by the plain simulation too: same inputs, same instants.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import TYPE_CHECKING

from planner.foundation.intervals import Hour, Intervals, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.simulation.damage import Failure
    from planner.simulation.supply import GeneratorPlan, PlantPlan

TICK_H = Fraction(1, 12)
"""Five minutes, unless something that is given in hours needs less."""
RATE_PARTS = 96
"""A battery charges at a whole number of 96ths."""


def tick_for(hours: Iterable[Fraction]) -> Fraction:
    """The longest tick, five minutes at most, of which an hour and each of `hours` is a whole number."""
    found = TICK_H
    for each in (Fraction(1), *hours):
        if each:
            below = lcm(found.denominator, each.denominator)
            found = Fraction(gcd(int(found * below), int(each * below)), below)
    return found


def up_to_tick(t_h: Hour, tick_h: Fraction) -> Hour:
    """The instant on the clock: rounded up to a whole tick."""
    if isinstance(t_h, float):  # only INF is
        return t_h
    return ceil(t_h / tick_h) * tick_h


def on_ticks(intervals: Intervals, tick_h: Fraction) -> Intervals:
    """Both ends of every interval on the clock; what shrinks to nothing is gone."""
    moved = ((up_to_tick(start, tick_h), up_to_tick(end, tick_h)) for start, end in intervals)
    return joined((Fraction(start), end) for start, end in moved)


def failures_on_ticks(
    failures: Mapping[str, tuple[Failure, ...]], tick_h: Fraction
) -> dict[str, tuple[Failure, ...]]:
    """Every cause on the clock; what shrinks to nothing is gone."""
    found: dict[str, tuple[Failure, ...]] = {}
    for asset, causes in failures.items():
        moved = tuple(
            replace(cause, start_h=Fraction(start_h), end_h=end_h)
            for cause in causes
            if (start_h := up_to_tick(cause.start_h, tick_h))
            < (end_h := up_to_tick(cause.end_h, tick_h))
        )
        if moved:
            found[asset] = moved
    return found


def plant_on_ticks(plan: PlantPlan, tick_h: Fraction) -> PlantPlan:
    """The plant with its stores, its charging rate and all that happens to it on the clock."""
    battery_h, recharge_h = plan.battery_h, plan.recharge_h
    if battery_h is not None:
        battery_h = _down(battery_h, tick_h)
        if battery_h:
            parts = max(floor(battery_h / recharge_h * RATE_PARTS), 1)
            recharge_h = battery_h * RATE_PARTS / parts
    return replace(
        plan,
        grid=on_ticks(plan.grid, tick_h),
        battery_h=battery_h,
        recharge_h=recharge_h,
        generators=tuple(_generator_on_ticks(each, tick_h) for each in plan.generators),
    )


def _generator_on_ticks(plan: GeneratorPlan, tick_h: Fraction) -> GeneratorPlan:
    per_tick_l = plan.burn_l_per_h * tick_h
    start_h, end_h = plan.present
    return replace(
        plan,
        tank_l=None if plan.tank_l is None else _down(plan.tank_l, per_tick_l),
        start_l=_down(plan.start_l, per_tick_l),
        present=(Fraction(up_to_tick(start_h, tick_h)), up_to_tick(end_h, tick_h)),
        failed=on_ticks(plan.failed, tick_h),
        refuels=tuple(
            (Fraction(up_to_tick(at_h, tick_h)), None if got is None else _down(got, per_tick_l))
            for at_h, got in plan.refuels
        ),
        repairs_h=tuple(
            sorted({Fraction(up_to_tick(repair_h, tick_h)) for repair_h in plan.repairs_h})
        ),
    )


def _down(amount: Fraction, step: Fraction) -> Fraction:
    return floor(amount / step) * step
