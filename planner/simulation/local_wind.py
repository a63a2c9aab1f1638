"""The 3-second gust at a place that is no structure in it: where people work outdoors, where crews climb a mast."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.clock import up_to_whole_second
from planner.foundation.intervals import INF, Hour, Intervals, joined
from planner.foundation.units import FORCE_BOUNDS_MPS, GUST_FACTORS
from planner.hazard.wind_cuts import spells_above

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from planner.foundation.units import Exposure
    from planner.simulation.ordeal import InFootprint


def gust_of_force_mps(force: int, exposure: Exposure) -> float:
    """The 3-second gust at which a wind force begins: the lower end of its class, a 2-minute mean in this exposure."""
    return FORCE_BOUNDS_MPS[force][0] * GUST_FACTORS[2][exposure]


@dataclass(frozen=True)
class LocalWind:
    """The 3-second gust at one place: a broken line through m/s at exact hours, and what footprints say."""

    times_h: tuple[Fraction, ...]
    gust_mps: NDArray[np.float64]
    exposure: Exposure
    footprints: tuple[InFootprint, ...] = ()
    factor: float = 1.0
    """By what a sample multiplies every gust."""
    _at_force: dict[int, Intervals] = field(default_factory=dict, repr=False, compare=False)
    """What was found out: several duties ask for the same force."""

    def at_force(self, force: int) -> Intervals:
        """When the wind has reached a force."""
        if force not in self._at_force:
            self._at_force[force] = self.above(gust_of_force_mps(force, self.exposure))
        return self._at_force[force]

    def above(self, level_mps: float) -> Intervals:
        """When the gust is above a level; each end rounded up to the whole second, as every instant of a wind."""
        level = Fraction(level_mps) / Fraction(self.factor)
        windy = [
            (each.start_h, each.end_h)
            for each in self.footprints
            if each.value > level and each.start_h < each.end_h
        ]
        windy += [
            (up_to_whole_second(start), up_to_whole_second(Fraction(end)))
            for start, end in spells_above(self.times_h, self.gust_mps, level)
        ]
        return joined((start, end) for start, end in windy if start < end)

    def reaches_force_h(self, force: int) -> Hour:
        """When the wind first reaches a force; never is infinity."""
        windy = self.at_force(force)
        return windy[0][0] if windy else INF
