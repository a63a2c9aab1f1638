"""How a storm weakens over land, for tracks whose agency has not done it already.

The fixes of a best track over land are weakened: the agency analysed them there. Those of a forecast, or of a track
that was moved, are not; such a track says so (`inland_decay: true`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.text import Text
from planner.foundation.units import knots_from_mps, mps_from_knots
from planner.hazard.gusts import TEN_MINUTE_PER_MEAN
from planner.hazard.wind_pressure import OUTER_HPA, deficit_factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.hazard.land import Land
    from planner.hazard.records import Track
    from planner.hazard.tracks import Path

    Floats = NDArray[np.float64]

BACKGROUND_KT = 26.7
REDUCTION = 0.9
RATE_PER_H = 0.095
SLOPE_PER_H2, OFFSET_PER_H2, LONGEST_H = 0.0109, -0.0503, 50.0
MOUNTAIN_PER_M = 1.43e-4


def wind_over_land_kt(landfall_kt: float, hours: float, inland_km: float = 0.0) -> float:
    """The largest 1-minute mean, knots, so many hours after landfall.

    Parameters
    ----------
    landfall_kt
        The largest 1-minute mean at landfall, over the sea.
    hours
        Since landfall; beyond 50 the answer is that of 50.
    inland_km
        Distance of the centre from the coast, for the correction; up to 1 km there is none.

    Notes
    -----
    ``26.7 + (0.9 V0 - 26.7) exp(-0.095 t) - C`` with ``C = m ln D + b``, ``m = 0.0109 t (50 - t)`` and
    ``b = -0.0503 t (50 - t)``; never above 0.9 V0, never negative.
    Source: Kaplan and DeMaria (1995), Journal of Applied Meteorology 34: 2499-2512.
    """
    hours = min(max(hours, 0.0), LONGEST_H)
    start_kt = REDUCTION * landfall_kt
    found_kt = BACKGROUND_KT + (start_kt - BACKGROUND_KT) * float(np.exp(-RATE_PER_H * hours))
    if inland_km > 1.0:
        span = hours * (LONGEST_H - hours)
        found_kt -= span * (SLOPE_PER_H2 * float(np.log(inland_km)) + OFFSET_PER_H2)
    return float(min(max(found_kt, 0.0), max(start_kt, 0.0)))


def wind_over_mountains_kt(landfall_kt: float, hours: float, mean_height_m: float) -> float:
    """The largest wind over high ground, in the unit of `landfall_kt`: for comparison, no run uses it.

    `mean_height_m` is the mean height of the ground within 75 km of the centre.
    Source: a fit to the Philippines, ``V0 (1 - 1.43e-4 (V0 t + h))``, V0 in knots, t in hours, h in metres.
    """
    share = 1.0 - MOUNTAIN_PER_M * (landfall_kt * hours + mean_height_m)
    return landfall_kt * max(share, 0.0)


def decayed(steps: Path, track: Track, land: Land | None) -> tuple[Path, tuple[Text, ...]]:
    """The storm weakened where its centre is over land, and what must be said of it.

    Nothing is changed where the agency has done it, or where nobody knows what is land. The decay is a ceiling on the
    track's own wind, so a wind that the track weakens faster stays; what was lost over land is not won back over sea.
    """
    if not track.inland_decay or not steps.at_h:
        return steps, ()
    if land is None:
        return steps, (_UNKNOWN,)
    over = land.is_land(steps.lon, steps.lat)
    if not over.any():
        return steps, ()
    inland_km = land.inland_km(steps.lon, steps.lat)
    ten = TEN_MINUTE_PER_MEAN[1]
    largest = steps.largest_mps.copy()
    ceiling = float("inf")
    landfall_kt = hours = 0.0
    for index, on_land in enumerate(over.tolist()):
        wind_kt = knots_from_mps(min(steps.largest_mps[index], ceiling) / ten)
        if on_land:
            if index == 0 or not over[index - 1]:
                landfall_kt, hours = wind_kt, 0.0
            else:
                hours += float(steps.at_h[index] - steps.at_h[index - 1])
            now_kt = wind_over_land_kt(landfall_kt, hours, float(inland_km[index]))
            ceiling = min(ceiling, mps_from_knots(now_kt) * ten)
        largest[index] = min(largest[index], ceiling)
    share = np.where(steps.largest_mps > 0, largest / np.maximum(steps.largest_mps, 1e-9), 1.0)
    deficit = np.maximum(OUTER_HPA - steps.pressure_hpa, 0.0)
    filled = deficit * np.array([deficit_factor(float(each)) for each in share])
    pressure = steps.pressure_hpa + (deficit - filled)
    return replace(steps, largest_mps=largest, pressure_hpa=pressure), (_WEAKENED,)


_WEAKENED = Text(
    vi="bão dự báo hoặc đã dịch đường đi: gió giảm dần trên đất liền theo Kaplan và DeMaria (1995)",
    en="a forecast or shifted track: its wind weakens over land after Kaplan and DeMaria (1995)",
)
_UNKNOWN = Text(
    vi="chưa có ranh giới địa bàn nên không biết đâu là đất liền: gió bão không giảm khi vào đất liền",
    en="no outlines say where land is: the storm does not weaken over land",
)
