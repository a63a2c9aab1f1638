"""One sample of damage: what every asset's draw makes of the chances of a storm."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.intervals import INF, ZERO
from planner.hazard.fragility import gust_probability, thresholds
from planner.simulation.chances import draw_name, life_draw_name
from planner.simulation.damage import Threat
from planner.simulation.draws import keys_of, stratum_of, uniforms_u32

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from planner.foundation.intervals import Hour, Interval
    from planner.hazard.fragility import GustCurves
    from planner.network.sides import Side
    from planner.simulation.chances import Chances

STRONGEST_MPS = 400.0
HALVINGS = 60
"""Of the stretch from calm to `STRONGEST_MPS`, when the gust is sought at which a draw fails."""


@dataclass(frozen=True, slots=True)
class DrawnThreat(Threat):
    """What one draw makes of one quantity at an asset: it fails at `hits_h`, and over each of `windows`.

    `capacities` is the intensity that the asset was drawn to stand, which nobody knows but the sample.
    """

    hits_h: tuple[Fraction, ...]
    """The output steps at which the draw is below the threshold."""
    windows: tuple[Interval, ...]
    """Footprints in which it is."""
    intensity: float

    def onset_h(self, since_h: Fraction) -> Fraction | None:
        """The first instant from `since_h` on at which the asset fails."""
        at = bisect_left(self.hits_h, since_h)
        found = [*self.hits_h[at : at + 1]]
        found += [max(start, since_h) for start, end in self.windows if since_h < end]
        return min(found, default=None)

    def worst(self) -> float:
        """The largest intensity felt."""
        return self.intensity

    def to_what_hangs_on_it(self, line: str) -> DrawnThreat:
        """The same threat as told of a cable on the poles of `line`."""
        return replace(self, kind="poles", by=line if self.mendable else self.by)


@dataclass(frozen=True)
class Drawn:
    """Everything that a sample's draws decide.

    Attributes
    ----------
    seed, sample
        What was drawn.
    threats
        Of each asset that fails by intensity in this sample.
    unknown
        Of each asset that only the pessimistic side fails, at the first positive intensity and for good.
    lives_h
        Whole running hours after which a generator stops, by side; it outlasts the horizon where it is not named.
    factor
        By what every gust of this sample is multiplied.
    curve_uses
        See `Chances`.
    """

    seed: int
    sample: int
    threats: Mapping[str, tuple[DrawnThreat, ...]] = field(default_factory=dict)
    unknown: Mapping[str, tuple[DrawnThreat, ...]] = field(default_factory=dict)
    lives_h: Mapping[Side, Mapping[str, Fraction]] = field(default_factory=dict)
    factor: float = 1.0
    curve_uses: Mapping[int, int] = field(default_factory=dict)

    def on(self, asset: str, side: Side) -> tuple[DrawnThreat, ...]:
        """What threatens an asset on one side of what was not surveyed."""
        known = self.threats.get(asset, ())
        return (*known, *self.unknown.get(asset, ())) if side == "pessimistic" else known


def draw(chances: Chances, storm_id: str, seed: int, sample: int) -> Drawn:
    """The sample number `sample` of the damage that one storm does.

    The draws depend on the seed, the asset and the sample alone: not on the storm, nor on what else there is.
    """
    stratum = stratum_of(sample)
    u = uniforms_u32(seed, keys_of(draw_name(row) for row in chances.rows), sample)
    falls = np.flatnonzero(u < chances.final[:, stratum])
    gusts = _by_steps(chances, stratum, u, falls)
    stands = (
        _drawn_capacity_mps(chances.curves.rows(falls), u[falls]) if falls.size else np.zeros(0)
    )
    windows: dict[int, list[tuple[Fraction, Hour, str, float]]] = {}
    for window in chances.windows:
        if u[window.row] < window.thresholds[stratum]:
            windows.setdefault(window.row, []).append(
                (window.start_h, window.end_h, window.by, window.value)
            )
    threats: dict[str, list[DrawnThreat]] = {}
    factor = float(chances.factors[stratum])
    for position, row in enumerate(falls.tolist()):
        asset, quantity = chances.rows[row]
        inside = windows.get(row, ())
        held: tuple[tuple[Fraction, Fraction], ...] = ((ZERO, ZERO),)
        if quantity == "gust":
            stood = Fraction(float(stands[position]))
            held = tuple((t, stood * Fraction(f)) for t, f in chances.relief_of(row))
        if gusts[position]:
            felt = chances.peak_mps(row) * factor
            threats.setdefault(asset, []).append(
                DrawnThreat("gust", storm_id, held, True, gusts[position], (), felt)
            )
        for start_h, end_h, by, value in inside:
            felt = value * factor if quantity == "gust" else value
            threats.setdefault(asset, []).append(
                DrawnThreat(quantity, by, held, True, (), ((start_h, end_h),), felt)
            )
    return Drawn(
        seed,
        sample,
        {asset: tuple(each) for asset, each in sorted(threats.items())},
        _unknown(chances),
        _lives(chances, seed, sample),
        factor,
        chances.curve_uses,
    )


def _by_steps(
    chances: Chances, stratum: int, u: NDArray[np.uint32], falls: NDArray[np.intp]
) -> list[tuple[Fraction, ...]]:
    """The output steps at which each falling row's draw is below its threshold."""
    found: list[tuple[Fraction, ...]] = []
    below = chances.at_steps(falls)[:, stratum, :] > u[falls][:, np.newaxis]
    for row in below:
        found.append(tuple(chances.times_h[step] for step in np.flatnonzero(row).tolist()))
    return found


def _drawn_capacity_mps(curves: GustCurves, u: NDArray[np.uint32]) -> NDArray[np.float64]:
    """The least gust, nearly, whose threshold is above each draw: what the row stands in this sample."""
    low, high = np.zeros(u.size), np.full(u.size, STRONGEST_MPS)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        fails = u < thresholds(gust_probability(middle, curves))
        low, high = np.where(fails, low, middle), np.where(fails, middle, high)
    return low


def _unknown(chances: Chances) -> dict[str, tuple[DrawnThreat, ...]]:
    found: dict[str, list[DrawnThreat]] = {}
    for never in chances.unknown:
        found.setdefault(never.asset, []).append(
            DrawnThreat(
                never.quantity, never.datum, ((ZERO, ZERO),), False, (),
                ((never.onset_h, INF),), never.worst,
            )
        )  # fmt: skip
    return {asset: tuple(each) for asset, each in sorted(found.items())}


def _lives(chances: Chances, seed: int, sample: int) -> dict[Side, dict[str, Fraction]]:
    """The smallest whole number of running hours whose threshold is above the draw."""
    names: Sequence[str] = chances.generators
    u = uniforms_u32(seed, keys_of(life_draw_name(name) for name in names), sample)
    found: dict[Side, dict[str, Fraction]] = {}
    for side, table in chances.lives.items():
        ends = u[:, np.newaxis] < table
        hours = ends.argmax(axis=1)
        found[side] = {
            name: Fraction(int(hours[row])) for row, name in enumerate(names) if ends[row].any()
        }
    return found
