"""A storm's track made whole: what an agency left out is filled in, and every filling is said.

Missing winds and pressures follow Atkinson and Holliday (1977, Monthly Weather Review 105), fitted
in the western North Pacific to 1-minute means; missing radii the mean radius by central pressure in
IBTrACS. Between two fixes everything goes linearly with time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.clock import hours_since, shown
from planner.foundation.errors import HazardError
from planner.foundation.places import EARTH_RADIUS_KM
from planner.foundation.text import Text
from planner.foundation.units import KM_PER_NAUTICAL_MILE, mps_from_knots
from planner.hazard.gusts import TEN_MINUTE_PER_MEAN, marine_mean_10min_mps
from planner.hazard.wind_pressure import pressure_from_wind_hpa, wind_from_pressure_mps

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.foundation.text import Language
    from planner.hazard.records import Fix, Track

    Floats = NDArray[np.float64]

_RADIUS_BY_PRESSURE = ((872.0, 940.0, 980.0, 1021.0), (14.9, 15.7, 25.7, 56.9))
# Central pressure in hPa, mean radius of the largest wind in nautical miles; linear between, flat
# beyond. Source: fit to IBTrACS as used in CLIMADA.


@dataclass(frozen=True, slots=True)
class Path:
    """The storm at a row of instants, nothing missing; every array has shape ``(n,)``.

    Longitudes run on over the antimeridian. `largest_mps` is the largest 10-minute mean over the
    sea at 10 m; `east_mps` and `north_mps` are the storm's own motion.
    """

    at_h: tuple[Fraction, ...]
    lon: Floats
    lat: Floats
    largest_mps: Floats
    pressure_hpa: Floats
    radius_km: Floats
    east_mps: Floats
    north_mps: Floats
    assumptions: tuple[Text, ...] = ()


def radius_from_pressure_km(pressure_hpa: float) -> float:
    """The mean radius of the largest wind, km, of storms with this central pressure."""
    return float(np.interp(pressure_hpa, *_RADIUS_BY_PRESSURE)) * KM_PER_NAUTICAL_MILE


def whole(track: Track, start: datetime) -> Path:
    """The track's fixes with nothing missing, hours counted from `start`.

    The motion at a fix is that from the fix before to the fix after, so that it has no jumps.

    Raises
    ------
    HazardError
        If the fixes are not in the order of time, or no fix has a wind or a pressure.
    """
    fixes = track.fixes
    at_h = tuple(hours_since(start, fix.at) for fix in fixes)
    _check_order(at_h, start)
    hours = np.array([float(hour) for hour in at_h])
    pressure_hpa, from_wind, between = _pressures(track, hours)
    largest_mps, from_pressure = _winds(track, pressure_hpa)
    radius_km = np.array(
        [
            float(fix.rmw_km) if fix.rmw_km is not None else radius_from_pressure_km(pressure)
            for fix, pressure in zip(fixes, pressure_hpa.tolist(), strict=True)
        ]
    )
    lon = np.unwrap(np.array([float(fix.lon) for fix in fixes]), period=360.0)
    lat = np.array([float(fix.lat) for fix in fixes])
    east_mps, north_mps = _motion(lon, lat, hours)
    said = _said(fixes, from_pressure, from_wind, between)
    return Path(at_h, lon, lat, largest_mps, pressure_hpa, radius_km, east_mps, north_mps, said)


def at_steps(path: Path, times_h: Sequence[Fraction]) -> tuple[slice, Path]:
    """The storm at those of the sorted times at which the track exists, and which times these are.

    Before its first fix and after its last there is no storm.
    """
    first, last = path.at_h[0], path.at_h[-1]
    inside = [index for index, time in enumerate(times_h) if first <= time <= last]
    here = slice(inside[0], inside[-1] + 1) if inside else slice(0, 0)
    wanted = tuple(times_h[here])
    hours = np.array([float(hour) for hour in path.at_h])
    at = np.array([float(hour) for hour in wanted])

    def between(values: Floats) -> Floats:
        return np.asarray(np.interp(at, hours, values))

    return here, Path(
        wanted,
        between(path.lon),
        between(path.lat),
        between(path.largest_mps),
        between(path.pressure_hpa),
        between(path.radius_km),
        between(path.east_mps),
        between(path.north_mps),
        path.assumptions,
    )


def _check_order(at_h: tuple[Fraction, ...], start: datetime) -> None:
    for before, after in pairwise(at_h):
        if after <= before:
            early, late = (
                tuple(shown(start, hour, language) for language in ("vi", "en"))
                for hour in (before, after)
            )
            raise HazardError(
                Text(
                    vi=f"đường đi của bão không theo thứ tự thời gian: sau {early[0]} là {late[0]}",
                    en=f"the track is not in the order of time: {late[1]} comes after {early[1]}",
                )
            )


def _pressures(track: Track, hours: Floats) -> tuple[Floats, list[int], list[int]]:
    """Every fix's pressure, and which came from the wind, and which from their neighbours."""
    given: list[float | None] = []
    from_wind: list[int] = []
    between: list[int] = []
    for index, fix in enumerate(track.fixes):
        if fix.pressure_hpa is not None:
            given.append(float(fix.pressure_hpa))
        elif fix.wind_kt is not None:
            marine_mps = marine_mean_10min_mps(mps_from_knots(fix.wind_kt), track.averaging_min)
            given.append(pressure_from_wind_hpa(marine_mps / TEN_MINUTE_PER_MEAN[1]))
            from_wind.append(index)
        else:
            given.append(None)
            between.append(index)
    known = [index for index, value in enumerate(given) if value is not None]
    if not known:
        raise HazardError(
            Text(
                vi="đường đi của bão không ghi gió và cũng không ghi khí áp ở vị trí nào",
                en="no position of the track has a wind or a pressure",
            )
        )
    values = [value for value in given if value is not None]
    return np.interp(hours, hours[known], values), from_wind, between


def _winds(track: Track, pressure_hpa: Floats) -> tuple[Floats, list[int]]:
    """Every fix's largest 10-minute mean, and which came from the pressure."""
    largest: list[float] = []
    from_pressure: list[int] = []
    for index, fix in enumerate(track.fixes):
        if fix.wind_kt is not None:
            speed_mps = mps_from_knots(fix.wind_kt)
            largest.append(marine_mean_10min_mps(speed_mps, track.averaging_min))
        else:
            speed_mps = wind_from_pressure_mps(float(pressure_hpa[index]))
            largest.append(marine_mean_10min_mps(speed_mps, 1))
            from_pressure.append(index)
    return np.array(largest), from_pressure


def _motion(lon: Floats, lat: Floats, hours: Floats) -> tuple[Floats, Floats]:
    """East and north components of the motion at each fix, m/s."""
    before = np.maximum(np.arange(lon.size) - 1, 0)
    after = np.minimum(np.arange(lon.size) + 1, lon.size - 1)
    seconds = (hours[after] - hours[before]) * 3600
    metres_per_degree = np.radians(1.0) * EARTH_RADIUS_KM * 1000
    north = (lat[after] - lat[before]) * metres_per_degree / seconds
    east = (lon[after] - lon[before]) * metres_per_degree * np.cos(np.radians(lat)) / seconds
    return east, north


def _said(
    fixes: Sequence[Fix], from_pressure: list[int], from_wind: list[int], between: list[int]
) -> tuple[Text, ...]:
    """What was filled in, in words; empty when the agency gave everything."""
    said: list[Text] = []
    if from_pressure:
        said.append(
            Text(
                vi=f"{_where(fixes, from_pressure, 'vi')} không có số liệu gió mạnh nhất: tính từ "
                "khí áp theo Atkinson và Holliday (1977)",
                en=f"{_where(fixes, from_pressure, 'en')} no largest wind: taken from the pressure "
                "after Atkinson and Holliday (1977)",
            )
        )
    if from_wind:
        said.append(
            Text(
                vi=f"{_where(fixes, from_wind, 'vi')} không có khí áp tâm bão: tính từ gió theo "
                "Atkinson và Holliday (1977)",
                en=f"{_where(fixes, from_wind, 'en')} no central pressure: taken from the wind "
                "after Atkinson and Holliday (1977)",
            )
        )
    if between:
        said.append(
            Text(
                vi=f"{_where(fixes, between, 'vi')} không có cả gió lẫn khí áp: nội suy khí áp "
                "theo thời gian từ các vị trí khác",
                en=f"{_where(fixes, between, 'en')} neither wind nor pressure: the pressure goes "
                "linearly with time between the other positions",
            )
        )
    without_radius = [index for index, fix in enumerate(fixes) if fix.rmw_km is None]
    if without_radius:
        said.append(
            Text(
                vi=f"{_where(fixes, without_radius, 'vi')} không có bán kính gió mạnh nhất: lấy "
                "trung bình theo khí áp (IBTrACS)",
                en=f"{_where(fixes, without_radius, 'en')} no radius of the largest wind: the mean "
                "by pressure is taken (IBTrACS)",
            )
        )
    return tuple(said)


def _where(fixes: Sequence[Fix], indices: list[int], language: Language) -> str:
    """How many positions, and from which to which in Vietnam time."""
    first, last = (shown(fixes[index].at, 0, language) for index in (indices[0], indices[-1]))
    if language == "vi":
        if len(indices) == len(fixes):
            return "mọi vị trí của đường đi"
        when = f"lúc {first}" if len(indices) == 1 else f"từ {first} đến {last}"
        return f"{len(indices)} vị trí của đường đi ({when})"
    if len(indices) == len(fixes):
        return "every position of the track has"
    if len(indices) == 1:
        return f"1 position of the track ({first}) has"
    return f"{len(indices)} positions of the track ({first} to {last}) have"
