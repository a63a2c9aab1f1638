"""The ensemble's whole numbers of time: a tick, or the part of one at which some battery can run out."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

from planner.simulation.ensemble.plants import ENDLESS
from planner.simulation.ticks import RATE_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from planner.foundation.intervals import Hour


@dataclass(frozen=True, slots=True)
class Units:
    """So many units to a tick of so many hours."""

    tick_h: Fraction
    per_tick: int
    horizon: int

    def of(self, t_h: Hour) -> int:
        """An exact hour in units; what has no end is `ENDLESS`.

        Raises
        ------
        ValueError
            If it is no whole number of units.
        """
        if isinstance(t_h, float):  # only INF is
            return ENDLESS
        units = t_h * self.per_tick / self.tick_h
        if units.denominator != 1:
            msg = f"{t_h} h is not on the clock"
            raise ValueError(msg)
        return min(units.numerator, ENDLESS)


def units_for(tick_h: Fraction, horizon_h: Fraction, charge_parts: Iterable[int]) -> Units:
    """Units in which every battery gains whole ones in a tick: `charge_parts` are 96ths of a tick."""
    common = RATE_PARTS
    for parts in charge_parts:
        common = gcd(common, parts)
    per_tick = RATE_PARTS // common
    horizon = horizon_h / tick_h * per_tick
    return Units(tick_h, per_tick, int(horizon))
