"""From a storm's mean wind over the sea to the 3-second gust at a structure.

`docs/decisions/0013-gusts-over-land.md` says why each factor is what it is.
"""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING, Literal

import numpy as np

from planner.foundation.units import GUST_FACTORS, Exposure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TEN_MINUTE_PER_MEAN: dict[Literal[1, 2, 10], float] = {
    10: 1.0,
    2: GUST_FACTORS[2]["at-sea"] / GUST_FACTORS[10]["at-sea"],
    1: 0.93,
}
"""Storm-wide largest 10-minute mean over that of so many minutes, at sea. 1 minute: WMO/TD-1555.
2 minutes: both means have the same gust, 1.15 / 1.23 = 0.935."""

OPEN_LAND_PER_MARINE = 0.83
"""10-minute mean over open land, of roughness length 0.03 m, over that over the sea, at 10 m."""
OPEN_LAND_M = 0.03

TURBULENCE: dict[Exposure, float] = {
    "at-sea": 0.10,
    "off-sea": 0.15,
    "off-land": 0.20,
    "in-land": 0.25,
}
"""Turbulence intensity at 10 m behind the gust factors of WMO/TD-1555: each is 1 + 2.3…2.6 times it."""


def roughness_m(exposure: Exposure) -> float:
    """The roughness length, m, that goes with an exposure's turbulence: ``I = 1 / ln(10 / z0)``."""
    return 10.0 * exp(-1.0 / TURBULENCE[exposure])


def _log_law(z0_m: float) -> float:
    """The mean at 10 m over ground of this roughness under the same wind aloft, to a common factor.

    Source: EN 1991-1-4:2005, 4.3.2: ``0.19 (z0 / 0.05)^0.07 ln(10 / z0)``.
    """
    return float(z0_m**0.07 * log(10.0 / z0_m))


def _mean_per_marine(exposure: Exposure) -> float:
    if exposure == "at-sea":
        return 1.0
    return OPEN_LAND_PER_MARINE * _log_law(roughness_m(exposure)) / _log_law(OPEN_LAND_M)


MEAN_PER_MARINE: dict[Exposure, float] = {
    exposure: _mean_per_marine(exposure) for exposure in TURBULENCE
}
"""10-minute mean over this ground over that over the sea: 1, 0.897, 0.756, 0.649. Rougher ground slows
the mean as it makes it gustier; a gust factor of the land never meets a mean of the sea."""


def gust_per_marine_mean(exposure: Exposure) -> float:
    """The 3-second gust over the 10-minute mean that the same storm has over the sea.

    At sea 1.23, off-sea 0.897 × 1.38 = 1.238, off-land 0.756 × 1.52 = 1.149, in-land 0.649 × 1.66 = 1.077.
    """
    return MEAN_PER_MARINE[exposure] * GUST_FACTORS[10][exposure]


def gust_behind_land(land_share: Floats) -> Floats:
    """The 3-second gust over the marine 10-minute mean where so much of the fetch is land, 0 to 1.

    Nothing is off-sea, half is off-land, all is in-land; between them the factor goes linearly. Any shape.
    """
    known = [gust_per_marine_mean(exposure) for exposure in ("off-sea", "off-land", "in-land")]
    return np.asarray(np.interp(land_share, (0.0, 0.5, 1.0), known))


def marine_mean_10min_mps(speed_mps: float, averaging_min: int) -> float:
    """The 10-minute mean, m/s, of an agency's largest wind over the sea.

    Parameters
    ----------
    speed_mps
        Largest mean wind over `averaging_min`, m/s.
    averaging_min
        1 (JTWC), 2 (CMA) or 10 (JMA).

    Raises
    ------
    ValueError
        If no agency's averaging time is this.
    """
    for minutes, factor in TEN_MINUTE_PER_MEAN.items():
        if minutes == averaging_min:
            return speed_mps * factor
    msg = f"{averaging_min} minutes are no averaging time of a track: 1, 2 or 10"
    raise ValueError(msg)
