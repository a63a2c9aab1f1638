"""From a storm's mean wind over the sea to the 3-second gust at a structure.

`docs/decisions/0010-gusts.md` says why each factor is what it is.
"""

from __future__ import annotations

from typing import Literal

from planner.foundation.units import GUST_FACTORS, Exposure

TEN_MINUTE_PER_MEAN: dict[Literal[1, 2, 10], float] = {
    10: 1.0,
    2: GUST_FACTORS[2]["at-sea"] / GUST_FACTORS[10]["at-sea"],
    1: 0.93,
}
"""Storm-wide largest 10-minute mean over that of so many minutes, at sea. 1 minute: WMO/TD-1555.
2 minutes: both means have the same gust, 1.15 / 1.23 = 0.935."""

OPEN_LAND_PER_MARINE = 0.83
"""10-minute mean over open land over that over the sea, at 10 m."""

MEAN_PER_MARINE: dict[Exposure, float] = {
    "at-sea": 1.0,
    "off-sea": 1.0,
    "off-land": OPEN_LAND_PER_MARINE,
    "in-land": OPEN_LAND_PER_MARINE,
}
"""A wind that came over land has been slowed by it; one that just comes ashore has not yet."""


def gust_per_marine_mean(exposure: Exposure) -> float:
    """The 3-second gust over the 10-minute mean that the same storm has over the sea.

    At sea 1.23, off-sea 1.38, off-land 0.83 × 1.52 = 1.2616, in-land 0.83 × 1.66 = 1.3778: a mean
    over the sea never meets a gust factor of the land without being slowed by the land first.
    """
    return MEAN_PER_MARINE[exposure] * GUST_FACTORS[10][exposure]


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
