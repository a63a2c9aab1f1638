"""The gusts' inner loop compiled by numba (extra `fast`): numpy's gusts to 1e-9, several times as fast.

Import this module late: numba takes half a second to load, and the loop seconds to compile.
"""

from __future__ import annotations

from math import atan2, cos, exp, log, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from planner.foundation.places import EARTH_RADIUS_KM
from planner.hazard.gusts import TEN_MINUTE_PER_MEAN
from planner.hazard.land import BEARINGS
from planner.hazard.profiles import (
    AIR_DENSITY_KG_M3,
    CENTRE_KM,
    EYEWALL_EXPONENT,
    FAST_DECAY_KM,
    SURFACE_PER_GRADIENT,
    TRANSITION_KM,
    gradient_steepness,
    surface_steepness,
    willoughby_shape,
)
from planner.hazard.wind_field import MOTION_REACH_KM, NEAR_SINE, PARTS, TURN_DEG

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.hazard.records import ProfileName
    from planner.hazard.wind_field import Field, Frame, Points

    Floats = NDArray[np.float64]

_BALANCED, _FITTED, _POWER_LAW = 0, 1, 2
_KINDS: dict[ProfileName, int] = {
    "holland-1980": _BALANCED,
    "holland-2008": _BALANCED,
    "holland-2010": _FITTED,
    "willoughby-2006": _POWER_LAW,
}
_ALONG, _INWARD = cos(radians(TURN_DEG)), sin(radians(TURN_DEG))


def gusts_mps(field: Field, during: slice, points: Points, model: ProfileName) -> Floats:
    """`planner.hazard.wind_field.gusts_mps`, compiled."""
    lon, lat = np.radians(points.lon), np.radians(points.lat)
    there = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    factor = points.factor if points.factor.ndim == 2 else points.factor[:, np.newaxis]
    gust_mps = np.empty((during.stop - during.start, points.lon.size))
    around = slice(during.start * (PARTS - 1), during.stop * (PARTS - 1))
    _fill(
        _packed(field.at, during, model),
        _packed(field.around, around, model),
        field.near_km[during, 0],
        there,
        np.ascontiguousarray(factor),
        _KINDS[model],
        gust_mps,
    )
    return gust_mps


def _packed(frame: Frame, during: slice, model: ProfileName) -> Floats:
    """What the loop needs of each instant, a row each."""
    core = frame.core.during(during)
    lon, lat = np.radians(frame.steps.lon[during]), np.radians(frame.steps.lat[during])
    nothing = np.zeros_like(core.radius_km)
    shape: tuple[Floats, ...]
    if _KINDS[model] == _BALANCED:
        first = model == "holland-1980"
        steepness = gradient_steepness(core) if first else surface_steepness(core)
        scale = SURFACE_PER_GRADIENT if first else TEN_MINUTE_PER_MEAN[1]
        force = steepness / AIR_DENSITY_KG_M3 * core.deficit_hpa * 100.0
        shape = (steepness, force, 0.5 * core.coriolis_per_s * 1000.0, nothing + scale)
    elif _KINDS[model] == _FITTED:
        span_km = np.maximum(core.outer_km - core.radius_km, CENTRE_KM)
        shape = (core.steepness, core.outer_exponent, span_km, nothing)
    else:
        shape = willoughby_shape(core)
    columns = (
        np.sin(lon)[:, np.newaxis],
        np.cos(lon)[:, np.newaxis],
        np.sin(lat)[:, np.newaxis],
        np.cos(lat)[:, np.newaxis],
        frame.push_east_mps[during],
        frame.push_north_mps[during],
        frame.sense[during],
        core.radius_km,
        core.largest_mps,
        *shape,
    )
    return np.ascontiguousarray(np.concatenate(columns, axis=1))


@numba.njit(nogil=True)  # type: ignore[misc, untyped-decorator, unused-ignore]
def _round_mps(kind: int, row: Floats, distance_km: float) -> Any:
    """The profile of a storm that stands still."""
    radius_km, largest_mps = row[7], row[8]
    if kind == _BALANCED:
        away_km = max(distance_km, CENTRE_KM)
        ratio = exp(row[9] * log(radius_km / away_km))
        spin = row[11] * away_km
        return row[12] * (sqrt(row[10] * ratio * exp(-ratio) + spin * spin) - spin)
    if kind == _FITTED:
        log_ratio = row[9] * log(radius_km / max(distance_km, CENTRE_KM))
        way = min(max((distance_km - radius_km) / row[11], 0.0), 1.0)
        exponent = EYEWALL_EXPONENT + (row[10] - EYEWALL_EXPONENT) * way
        return largest_mps * exp(exponent * (log_ratio + 1.0 - exp(min(log_ratio, 300.0))))
    beyond_km = radius_km - distance_km
    outside = (1.0 - row[11]) * exp(beyond_km / row[10]) + row[11] * exp(beyond_km / FAST_DECAY_KM)
    x = min(max((distance_km - row[12]) / TRANSITION_KM, 0.0), 1.0)
    share = x**5 * (126.0 + x * (-420.0 + x * (540.0 + x * (-315.0 + x * 70.0))))
    if share < 1.0:
        inside = (distance_km / radius_km) ** row[9]
        outside = inside + share * (outside - inside)
    return largest_mps * outside


@numba.njit(nogil=True)  # type: ignore[misc, untyped-decorator, unused-ignore]
def _gust(
    kind: int, row: Floats, x: float, y: float, z: float, factor: Floats
) -> tuple[float, float]:
    """The gust at one place in one instant, and the distance from the centre, km."""
    outward = row[1] * x + row[0] * y
    east = row[1] * y - row[0] * x
    north = row[3] * z - row[2] * outward
    up = row[2] * z + row[3] * outward
    square = east * east + north * north
    sine = sqrt(square)
    if sine > NEAR_SINE or up < 0:
        angle = atan2(sine, up)
    else:
        angle = sine * (
            1.0 + square * (1 / 6 + square * (3 / 40 + square * (15 / 336 + square * 105 / 3456)))
        )
    distance_km = EARTH_RADIUS_KM * angle
    unit = 1.0 / max(sine, 1e-12)
    east, north = east * unit, north * unit
    round_mps = _round_mps(kind, row, distance_km)
    along = _ALONG * row[6]
    reach = min(distance_km / MOTION_REACH_KM, 1.0)
    reach = 1.0 - reach * reach * (3.0 - 2.0 * reach)
    total_east = reach * row[4] - round_mps * (along * north + _INWARD * east)
    total_north = reach * row[5] + round_mps * (along * east - _INWARD * north)
    mean_mps = sqrt(total_east * total_east + total_north * total_north)
    if factor.size == 1:
        return mean_mps * factor[0], distance_km
    from_east, from_north = -total_east, -total_north
    way = from_east / max(abs(from_east) + abs(from_north), 1e-300)
    if from_north < 0:
        way = 2.0 - way
    if way < 0:
        way += 4.0
    position = way * (BEARINGS / 4.0)
    before = min(int(position), BEARINGS - 1)
    lower = factor[before]
    return mean_mps * (lower + (position - before) * (factor[before + 1] - lower)), distance_km


@numba.njit(nogil=True)  # type: ignore[misc, untyped-decorator, unused-ignore]
def _fill(
    at: Floats,
    around: Floats,
    near_km: Floats,
    there: Floats,
    factor: Floats,
    kind: int,
    gust_mps: Floats,
) -> None:
    """Every gust of a window of steps over a row of places."""
    for step in range(gust_mps.shape[0]):
        for place in range(gust_mps.shape[1]):
            x, y, z = there[place, 0], there[place, 1], there[place, 2]
            largest, distance_km = _gust(kind, at[step], x, y, z, factor[place])
            if distance_km < near_km[step]:
                for beside in range(step * (PARTS - 1), (step + 1) * (PARTS - 1)):
                    found, _ = _gust(kind, around[beside], x, y, z, factor[place])
                    largest = max(largest, found)
            gust_mps[step, place] = largest
