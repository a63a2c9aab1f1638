"""How likely a gust, water or running hours are to break something: curves in columns, thresholds out.

A threshold is a whole number from 0 to 2^32: an asset whose draw `u` is a 32-bit number fails when `u < threshold`.
Every path of the program takes its thresholds from the functions here, so that all of them decide alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.hazard.fragility_library import DepthStep, GeneratorLife, TreeLaw

    Floats = NDArray[np.float64]
    Thresholds = NDArray[np.uint64]

_DRAWS = 2.0**32
TREE_STEP_MPS = 0.25
TREE_GUSTS_MPS = np.arange(0.0, 160.0, TREE_STEP_MPS)
"""Gusts at which tree strikes are tabulated; between them they are taken as straight lines."""


@dataclass(frozen=True, slots=True)
class GustCurves:
    """One curve of failure by gust per row.

    A row fails when one of its members fails (poles, towers; one for what stands alone) or a tree strikes it.

    Attributes
    ----------
    median_mps
        3-second gust at the asset at which a member fails in half of all cases; shape ``(n,)``.
    beta
        Standard deviation of the logarithm of that gust. 0: every gust above the median breaks it.
    members
        How many, at least 1; not always whole.
    trees_km
        Kilometres along which trees can strike; 0 where they cannot.
    tree_strikes_per_km
        At `TREE_GUSTS_MPS`.
    """

    median_mps: Floats
    beta: Floats
    members: Floats
    trees_km: Floats
    tree_strikes_per_km: Floats

    def rows(self, chosen: NDArray[np.intp]) -> GustCurves:
        """The curves of some rows, in that order."""
        return GustCurves(
            self.median_mps[chosen],
            self.beta[chosen],
            self.members[chosen],
            self.trees_km[chosen],
            self.tree_strikes_per_km,
        )


def thresholds(probability: Floats) -> Thresholds:
    """Probabilities as numbers to compare a 32-bit draw with: ``floor(p * 2^32 + 1/2)``."""
    return np.floor(probability * _DRAWS + 0.5).astype(np.uint64)


def gust_probability(gust_mps: Floats, curves: GustCurves) -> Floats:
    """Probability that each row fails at the gust it feels.

    Parameters
    ----------
    gust_mps
        3-second gust at the asset, m/s, not negative; shape ``(n, ...)``: the first axis is that of `curves`.
    curves
        One curve per row.

    Returns
    -------
    probability
        In [0, 1], of the shape of `gust_mps`; never falls as the gust rises.

    Notes
    -----
    ``1 - (1 - Phi(ln(gust / median) / beta))^members * exp(-strikes)``: members fail independently of each other
    given the gust, and trees strike as a Poisson process. Sources stand with each curve of the library.
    """
    # Half as long to load as all that a storm in design mode needs, and only chances ask for it.
    from scipy.special import ndtr  # type: ignore[import-untyped]  # noqa: PLC0415

    extra = (1,) * (gust_mps.ndim - 1)
    median, beta, members, trees_km = (
        column.reshape(-1, *extra)
        for column in (curves.median_mps, curves.beta, curves.members, curves.trees_km)
    )
    # ln 0 = -inf, and Phi(-inf) = 0: calm air breaks nothing. A beta of 0 is a step at the median.
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        score = np.log(gust_mps / median) / beta
        one = np.where(beta > 0, ndtr(score), (gust_mps > median).astype(np.float64))
        log_survival = members * np.log1p(-one)
    wooded = np.flatnonzero(curves.trees_km)
    if len(wooded):
        strikes = np.interp(gust_mps[wooded], TREE_GUSTS_MPS, curves.tree_strikes_per_km)
        log_survival[wooded] -= trees_km[wooded] * strikes
    probability: Floats = np.abs(np.expm1(log_survival))
    return probability


def gust_thresholds(gust_mps: Floats, curves: GustCurves, factors: Floats) -> Thresholds:
    """Thresholds of each row in each stratum; a stratum's axis is put in after the first one.

    `factors` are the strengths of the strata, eight of them; `gust_mps` of shape ``(n,)`` then gives ``(n, 8)``, of
    shape ``(n, T)`` gives ``(n, 8, T)``.
    """
    extra = (1,) * (gust_mps.ndim - 1)
    felt = gust_mps[:, np.newaxis] * factors.reshape(1, -1, *extra)
    return thresholds(gust_probability(felt, curves))


def depth_threshold(depth_over_floor_m: float, steps: Sequence[DepthStep]) -> int:
    """Threshold of equipment with so much water over its floor; 0 where the water stays below it."""
    chance = 0.0
    for step in steps:
        if depth_over_floor_m > step.above_m:
            chance = step.probability
    return int(thresholds(np.array([chance]))[0])


def life_thresholds(life: GeneratorLife, horizon_h: int) -> Thresholds:
    """Thresholds of a generator to have failed within 0, 1 … horizon running hours.

    ``1 - (1 - p_start) * exp(-h / MTTF)``; the first is its failing to start.
    """
    hours = np.arange(horizon_h + 1, dtype=np.float64)
    return thresholds(1.0 - (1.0 - life.fails_to_start) * np.exp(-hours / life.mttf_h))


def tree_strikes_per_km(law: TreeLaw) -> Floats:
    """Strikes of trees on each kilometre of aerial line at `TREE_GUSTS_MPS`.

    Notes
    -----
    Failure of a tree of height H in a gust U (m, m/s), Hou and Muraleetharan (2023): stem breakage
    ``logit = -17.28 + 0.42 H + 0.13 U``, uprooting ``logit = -2.22 - 0.43 H + 0.11 U``, each less its value at U = 0.
    A tree that comes down reaches the line when its length (all of it uprooted, ``0.946 H - 1.827`` broken off)
    passes the line's height over the distance; wind from any side makes the mean reach across the line 2 / pi of
    that. Heights are even over the law's range.
    """
    height = np.arange(law.tree_height_from_m, law.tree_height_to_m + 0.5, 1.0)[:, np.newaxis]
    gust = TREE_GUSTS_MPS[np.newaxis, :]

    def chance(base: float, per_m: float, per_mps: float) -> Floats:
        def share(speed: Floats | float) -> Floats:
            result: Floats = 1.0 / (1.0 + np.exp(-(base + per_m * height + per_mps * speed)))
            return result

        more: Floats = np.maximum(share(gust) - share(0.0), 0.0)
        return more

    def width_m(length_m: Floats) -> Floats:
        across = np.sqrt(np.maximum(length_m**2 - law.line_height_m**2, 0.0)) * (2.0 / np.pi)
        wide: Floats = np.maximum(np.where(length_m > 0, across, 0.0) - law.clearance_m, 0.0)
        return wide

    broken = chance(-17.28, 0.42, 0.13) * width_m(0.946 * height - 1.827)
    uprooted = chance(-2.22, -0.43, 0.11) * width_m(height)
    struck_m = (broken + uprooted).mean(axis=0)
    strikes: Floats = 1000.0 * law.trees_per_m2 * law.canopy_share * law.calibration * struck_m
    return np.maximum.accumulate(strikes)
