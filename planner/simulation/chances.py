"""How likely each asset is to fail under one storm, step by step: what every sample of damage is drawn from.

A sample has one draw `u` (32 bits) for each asset and quantity, constant in time, and one stratum, the strength of the
storm. An asset has failed from the first output step at which `u` is below its threshold there: the higher the
intensity, the higher the threshold, so failed sets are nested in time and in probability.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from planner.foundation.intervals import ZERO
from planner.hazard.fragility import (
    GustCurves,
    gust_thresholds,
)
from planner.simulation.draws import CERTAIN, STRATA

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.foundation.intervals import Hour
    from planner.network.sides import Side

Quantity = Literal["gust", "flood", "ground"]
Row = tuple[str, Quantity]
"""An asset and what it feels; the name of its draw is the two joined by `#`."""
WORKING_ROWS = 512
"""Rows whose steps are worked out at a time, so that memory stays bounded."""


def draw_name(row: Row) -> str:
    """The name under which the draw of a row is keyed."""
    return f"{row[0]}#{row[1]}"


def life_draw_name(generator: str) -> str:
    """The name under which the run life of a generator (`SITE/gen/ID`) is keyed."""
    return f"{generator}#life"


class Window(NamedTuple):
    """A footprint over one row: on `[start_h, end_h)` it fails where its draw is below its stratum's threshold."""

    row: int
    start_h: Fraction
    end_h: Hour
    thresholds: tuple[int, ...]
    by: str
    """The footprint's id."""
    value: float
    """Its intensity, before the storm's strength is counted."""


class Never(NamedTuple):
    """An asset that nobody can say anything of: its capacity was not surveyed and its class has no curve.

    On the pessimistic side it fails at `onset_h`, the first positive intensity, for good; on the optimistic side it
    never fails.
    """

    asset: str
    quantity: Quantity
    onset_h: Fraction
    datum: str
    worst: float


@dataclass(frozen=True, slots=True)
class Chances:
    """The thresholds of everything that one storm can break.

    Attributes
    ----------
    rows
        Sorted; those that can fail under some draw. All else never fails by intensity.
    times_h
        The output steps, exact hours, rising, none before 0; shape ``(T,)``.
    gust_mps
        What each row feels at each step over what derating lets it stand there; ``(rows, T)``. Zero for rows that
        feel no wind.
    curves
        One per row; those of rows that feel no wind are never asked.
    factors
        By what the gust is multiplied in each stratum; ``(8,)``.
    windows
        Footprints, by row and start.
    final
        Threshold at the largest intensity over the whole time; ``(rows, 8)``.
    relief
        For masts that are derated: (from hour, by what they stand more from then on), by row.
    unknown
        What no curve can be said of.
    lives
        Thresholds of running lives in whole hours, by side: ``(generators, H + 1)``, one row per id of `generators`.
    curve_uses
        How many rows rest on each assumption, by its number in `Frailty.assumed`.
    """

    rows: tuple[Row, ...]
    times_h: tuple[Fraction, ...]
    gust_mps: NDArray[np.float64]
    curves: GustCurves
    factors: NDArray[np.float64]
    windows: tuple[Window, ...]
    final: NDArray[np.uint64]
    relief: Mapping[int, tuple[tuple[Fraction, float], ...]] = field(default_factory=dict)
    unknown: tuple[Never, ...] = ()
    generators: tuple[str, ...] = ()
    lives: Mapping[Side, NDArray[np.uint64]] = field(default_factory=dict)
    curve_uses: Mapping[int, int] = field(default_factory=dict)

    def at_steps(self, rows: Sequence[int] | NDArray[np.intp]) -> NDArray[np.uint64]:
        """Thresholds of some rows at every step, windows apart; shape ``(len(rows), 8, T)``.

        They may fall again as the wind does: the first step below which a draw lies is the onset all the same.
        """
        chosen = np.asarray(rows, dtype=np.intp)
        made = np.zeros((chosen.size, STRATA, len(self.times_h)), dtype=np.uint64)
        for first in range(0, chosen.size, WORKING_ROWS):
            part = slice(first, min(first + WORKING_ROWS, chosen.size))
            gust_mps = self.gust_mps[chosen[part]]
            # Most steps of most rows are too calm to matter: they are told apart by one comparison.
            stirring = np.flatnonzero(gust_mps.max(axis=0, initial=0.0) > 0)
            if stirring.size:
                window = slice(int(stirring[0]), int(stirring[-1]) + 1)
                made[part, :, window] = gust_thresholds(
                    gust_mps[:, window], self.curves.rows(chosen[part]), self.factors
                )
        return made

    def rising(self, rows: NDArray[np.intp], first_steps: Mapping[int, int]) -> NDArray[np.bool_]:
        """At which steps the wind at some rows is stronger than at any before; shape ``(len(rows), T)``.

        Only there can a threshold be higher than all before it, since none falls as the gust rises. Where a place in
        `rows` has a first step, what came before it is not felt.
        """
        felt_mps = self.gust_mps[rows]
        for place, first in first_steps.items():
            felt_mps[place, :first] = 0.0
        strongest = np.maximum.accumulate(felt_mps, axis=1)
        grown: NDArray[np.bool_] = felt_mps > 0
        grown[:, 1:] &= felt_mps[:, 1:] > strongest[:, :-1]
        return grown

    def at_pairs(self, rows: NDArray[np.intp], steps: NDArray[np.intp]) -> NDArray[np.uint64]:
        """Thresholds of rows at steps, windows apart: one pair after the other; shape ``(len(rows), 8)``."""
        return gust_thresholds(self.gust_mps[rows, steps], self.curves.rows(rows), self.factors)

    def row_of(self, row: Row) -> int | None:
        """The number of a row; None where it cannot fail."""
        at = bisect_left(self.rows, row)
        return at if at < len(self.rows) and self.rows[at] == row else None

    def relief_of(self, row: int) -> tuple[tuple[Fraction, float], ...]:
        """By what a row stands more than without derating, from which hour on."""
        return self.relief.get(row, ((ZERO, 1.0),))

    def peak_mps(self, row: int) -> float:
        """The largest gust of the wind field at a row, before the storm's strength is counted."""
        steps = self.relief_of(row)
        if len(steps) == 1:
            return float(self.gust_mps[row].max(initial=0.0)) * steps[0][1]
        felt = self.gust_mps[row].tolist()
        return max(
            (gust * max(s for s in steps if s[0] <= at)[1]
             for at, gust in zip(self.times_h, felt, strict=True)), default=0.0,
        )  # fmt: skip


__all__ = [
    "CERTAIN",
    "STRATA",
    "Chances",
    "Never",
    "Quantity",
    "Row",
    "Window",
    "draw_name",
    "life_draw_name",
]
