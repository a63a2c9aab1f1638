"""How a forecast track may turn out: position, strength and size, each further off the further ahead.

One track is one draw of four numbers (east, north, strength, size); its error at every hour ahead is the standard
deviation there times the same number, so that a track that begins to drift east keeps drifting east. Real errors turn
round a little more than that; taken so, they move a landfall as far as they can.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, pi, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.foundation.clock import hours_since
from planner.hazard.coast import moved
from planner.hazard.shift import strengthened

if TYPE_CHECKING:
    from datetime import datetime

    from planner.hazard.records import Bulletin, Fix, Track

KM_PER_NAUTICAL_MILE = 1.852
LEADS_H = (0.0, 12.0, 24.0, 36.0, 48.0, 72.0, 96.0, 120.0)
TRACK_ERROR_KM = tuple(
    KM_PER_NAUTICAL_MILE * miles for miles in (6.9, 22.7, 34.2, 45.5, 58.2, 89.4, 126.8, 182.9)
)
"""Mean distance between forecast and best track, NHC 2020-2025, Atlantic. Replace by the agency's own where known."""
WIND_ERROR_KT = (1.4, 5.2, 7.5, 9.0, 10.3, 11.4, 12.9, 14.3)
"""Mean absolute error of the largest wind, NHC 2020-2025, Atlantic."""
SIZE_LOG_SD = 0.25
"""Standard deviation of the logarithm of the storm's size."""
CIRCLE_SHARE = 0.70
"""The probability with which the centre lies in a bulletin's circle."""
WEAKEST_KT, STRONGEST_KT = 10.0, 180.0
"""No error makes a storm weaker or stronger than these."""


@dataclass(frozen=True, slots=True)
class Deviates:
    """Four standard normal numbers: one storm that may come."""

    east: float = 0.0
    north: float = 0.0
    strength: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class ForecastErrors:
    """Standard deviations by hours ahead: of each of east and north, km; of the largest wind, kt."""

    leads_h: tuple[float, ...]
    position_km: tuple[float, ...]
    wind_kt: tuple[float, ...]
    size_log_sd: float = SIZE_LOG_SD

    def position_at(self, lead_h: float) -> float:
        """Of each of east and north, km; the last one stays beyond the last hour."""
        return float(np.interp(lead_h, self.leads_h, self.position_km))

    def wind_at(self, lead_h: float) -> float:
        """Of the largest wind, kt."""
        return float(np.interp(lead_h, self.leads_h, self.wind_kt))


def mean_errors() -> ForecastErrors:
    """Errors after the published means.

    The mean distance of a normal error alike in all directions is sd * sqrt(pi / 2); the mean absolute value of a
    normal error in one dimension is sd * sqrt(2 / pi).
    """
    return ForecastErrors(
        LEADS_H,
        tuple(error / sqrt(pi / 2) for error in TRACK_ERROR_KM),
        tuple(error / sqrt(2 / pi) for error in WIND_ERROR_KT),
    )


def bulletin_errors(bulletin: Bulletin) -> ForecastErrors:
    """Errors of position after the bulletin's own circles, where it draws them; else, and for the wind, the means.

    The centre lies within the circle with a probability of 0.7: radius = sd * sqrt(-2 ln 0.3).
    """
    mean = mean_errors()
    reach = sqrt(-2.0 * log(1.0 - CIRCLE_SHARE))
    leads = tuple(float(each.after_h) for each in bulletin.positions)
    position = tuple(
        mean.position_at(lead) if each.circle70_km is None else each.circle70_km / reach
        for lead, each in zip(leads, bulletin.positions, strict=True)
    )
    return ForecastErrors(leads, position, tuple(mean.wind_at(lead) for lead in leads))


def perturbed(track: Track, issued: datetime, errors: ForecastErrors, by: Deviates) -> Track:
    """The track as it may turn out.

    Parameters
    ----------
    track
        As forecast.
    issued
        When: positions before it are known as well as the one then.
    errors, by
        Standard deviations and deviates. Winds move by the same number of knots at every hour in proportion to the
        standard deviation; pressures follow the winds; radii that the agency gave grow or shrink together.
    """
    fixes = tuple(_fix(fix, issued, errors, by) for fix in track.fixes)
    return track.model_copy(update={"fixes": fixes})


def _fix(fix: Fix, issued: datetime, errors: ForecastErrors, by: Deviates) -> Fix:
    lead_h = max(float(hours_since(issued, fix.at)), 0.0)
    spread_km = errors.position_at(lead_h)
    lon, lat = moved(fix.lon, fix.lat, spread_km * by.east, spread_km * by.north)
    values: dict[str, Any] = fix.model_dump(exclude_unset=True)
    values |= {"lon": round(lon, 4), "lat": round(min(max(lat, -59.0), 59.0), 4)}
    size = exp(errors.size_log_sd * by.size)
    for name, value in values.items():
        if name.endswith("_km") and value is not None:
            values[name] = min(max(round(value * size, 2), 1.0), 1500.0)
    if fix.wind_kt:
        wind_kt = fix.wind_kt + errors.wind_at(lead_h) * by.strength
        wind_kt = min(max(wind_kt, min(WEAKEST_KT, fix.wind_kt)), max(STRONGEST_KT, fix.wind_kt))
        values |= strengthened(fix, wind_kt / fix.wind_kt)
    return type(fix).model_validate({k: v for k, v in values.items() if v is not None})
