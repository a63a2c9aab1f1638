"""Gusts through time at points and along lines, from a storm's track.

The wind is a symmetric profile around the centre plus a share of the storm's own motion. The
profile gets the largest wind less that share, so that on the strong side the two add up to what the
agency published. Inland decay is not applied: the agency has done it in its fixes.
`docs/decisions/0011-wind-field.md` gives every constant and what it was checked against.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Protocol

import numpy as np

from planner.foundation.clock import shown
from planner.foundation.places import EARTH_RADIUS_KM
from planner.foundation.text import Text
from planner.hazard.gusts import gust_per_marine_mean
from planner.hazard.tracks import Path, at_steps, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from numpy.typing import NDArray

    from planner.foundation.units import Exposure
    from planner.hazard.records import ProfileName, Track, WindModel

    Floats = NDArray[np.float64]

AIR_DENSITY_KG_M3 = 1.15
SURFACE_PER_GRADIENT = 0.9
"""10-m wind over the wind above friction, eyewall: Franklin et al. (2003), Weather and Forecasting
18(1), Table 2."""
EARTH_ROTATION_PER_S = 7.2921e-5
TURN_DEG = 20.0
"""The wind blows inward, and the share of the motion is turned, by this angle: Lin and Chavas
(2012), Journal of Geophysical Research 117."""
MOTION_REACH_KM = 1_000.0
"""At this distance nothing of the storm's motion is left in the wind."""
LEAST_DEFICIT_HPA = 1.0
CHUNK_VALUES = 150_000
"""Steps × points computed at a time: small enough for the processor's cache."""


@dataclass(frozen=True, slots=True)
class Points:
    """Places at which the gust is wanted: degrees, and what the wind blew over."""

    lon: Floats
    lat: Floats
    exposure: tuple[Exposure, ...]


@dataclass(frozen=True, slots=True)
class GustSeries:
    """3-second gusts at 10 m; between two times the gust goes linearly, outside it is 0.

    `times_h` are exact hours from the scenario's start; `gust_mps` has shape
    ``(len(times_h), n_points)``. `assumptions` says what the track left out and what was taken.
    """

    times_h: tuple[Fraction, ...]
    gust_mps: Floats
    assumptions: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Core:
    """What a profile needs of the storm; every array has shape ``(n_steps, 1)``.

    `largest_mps` is the largest 10-minute mean at 10 m of a storm that stands still.
    """

    largest_mps: Floats
    deficit_hpa: Floats
    radius_km: Floats
    coriolis_per_s: Floats


class Profile(Protocol):
    """A symmetric wind profile of a storm that stands still."""

    def __call__(self, distance_km: Floats, core: Core) -> Floats:
        """10-minute mean at 10 m over the sea, m/s.

        `distance_km` has shape ``(n_steps, n_points)``, and so has the answer.
        """
        ...


def holland_1980(distance_km: Floats, core: Core) -> Floats:
    """Holland's gradient wind, brought to the surface; shapes as in `Profile`.

    Notes
    -----
    ``V = sqrt((B / rho) (Rm / r)^B dp exp(-(Rm / r)^B) + (r f / 2)^2) - r f / 2`` with
    ``B = e rho Vg^2 / dp`` clipped to 1.0-2.5 and ``Vg = Vmax / 0.9``; the surface has 0.9 V.
    Source: G. J. Holland (1980), Monthly Weather Review 108(8): 1212-1218.
    """
    gradient_mps = core.largest_mps / SURFACE_PER_GRADIENT
    deficit_pa = core.deficit_hpa * 100.0
    steepness = np.clip(np.e * AIR_DENSITY_KG_M3 * gradient_mps**2 / deficit_pa, 1.0, 2.5)
    # Half a metre from the centre is the centre: 1 m keeps the power finite there.
    distance_m = np.maximum(distance_km * 1000.0, 1.0)
    ratio = np.exp(steepness * np.log(core.radius_km * 1000.0 / distance_m))
    spin_mps = 0.5 * core.coriolis_per_s * distance_m
    pressure_term = steepness / AIR_DENSITY_KG_M3 * deficit_pa * ratio * np.exp(-ratio)
    gradient = np.sqrt(pressure_term + spin_mps * spin_mps) - spin_mps
    return np.asarray(SURFACE_PER_GRADIENT * gradient)


PROFILES: dict[str, Profile] = {"holland-1980": holland_1980}
"""The profiles by the name that a storm file gives; a new one is a function and a line here."""


def output_times(step_min: Fraction, horizon_h: Fraction) -> tuple[Fraction, ...]:
    """The output steps in exact hours: 0, then every `step_min`, to the first at or past H.

    The steps do not depend on the horizon, so a longer one changes nothing before the shorter ends.
    """
    step_h = Fraction(step_min) / 60
    return tuple(step_h * index for index in range(ceil(Fraction(horizon_h) / step_h) + 1))


def gust_series(
    track: Track,
    wind: WindModel,
    points: Points,
    start: datetime,
    horizon_h: Fraction,
    model: ProfileName | None = None,
) -> GustSeries:
    """The gust through time at each point.

    Parameters
    ----------
    track
        The fixes; their winds are means over the sea, over the track's averaging time.
    wind
        Profile, output step and constants.
    points
        Where.
    start
        The scenario's hour 0.
    horizon_h
        The scenario's end, hours.
    model
        The wind model; the first of `wind` where none is named.

    Raises
    ------
    HazardError
        If the track's fixes are out of order, or no fix has a wind or a pressure.
    """
    times_h = output_times(wind.step_min, horizon_h)
    gust_mps = np.zeros((len(times_h), points.lon.size))
    assumptions: tuple[Text, ...] = ()
    for chunk, series in gust_chunks(track, wind, points, start, horizon_h, model):
        gust_mps[:, chunk] = series.gust_mps
        assumptions = series.assumptions
    return GustSeries(times_h, gust_mps, assumptions)


def gust_chunks(
    track: Track,
    wind: WindModel,
    points: Points,
    start: datetime,
    horizon_h: Fraction,
    model: ProfileName | None = None,
    chunk_points: int | None = None,
) -> Iterator[tuple[slice, GustSeries]]:
    """`gust_series` for some points at a time, with which points they are: memory stays bounded.

    At least one chunk is given, an empty one when there are no points.
    """
    times_h = output_times(wind.step_min, horizon_h)
    path = whole(track, start)
    assumptions = path.assumptions + _uncovered(path, start, horizon_h)
    here, steps = at_steps(path, times_h)
    if chunk_points is None:
        chunk_points = max(1, CHUNK_VALUES // max(1, len(steps.at_h)))
    factor = np.array([gust_per_marine_mean(exposure) for exposure in points.exposure])
    count = points.lon.size
    for first in range(0, max(count, 1), chunk_points):
        chunk = slice(first, min(first + chunk_points, count))
        gust_mps = np.zeros((len(times_h), chunk.stop - chunk.start))
        if here.stop > here.start and gust_mps.size:
            mean_mps = mean_wind_mps(steps, wind, points.lon[chunk], points.lat[chunk], model)
            gust_mps[here] = mean_mps * factor[chunk]
        yield chunk, GustSeries(times_h, gust_mps, assumptions)


def mean_wind_mps(
    steps: Path, wind: WindModel, lon: Floats, lat: Floats, model: ProfileName | None = None
) -> Floats:
    """10-minute mean at 10 m over the sea, m/s; shape ``(n_steps, n_points)``.

    `steps` is the storm at each step, `lon` and `lat` are in degrees, shape ``(n_points,)``.
    """
    distance_km, east, north = _from_centre(steps, lon, lat)
    motion_mps = wind.translation_share * np.hypot(steps.east_mps, steps.north_mps)
    core = Core(
        largest_mps=_column(np.maximum(steps.largest_mps - motion_mps, 0.0)),
        deficit_hpa=_column(
            np.maximum(wind.environmental_pressure_hpa - steps.pressure_hpa, LEAST_DEFICIT_HPA)
        ),
        radius_km=_column(steps.radius_km),
        coriolis_per_s=_column(
            2.0 * EARTH_ROTATION_PER_S * np.abs(np.sin(np.radians(steps.lat)))
        ),
    )
    round_mps = PROFILES[model or wind.models[0]](distance_km, core)
    # Counter-clockwise in the north, clockwise in the south.
    sense = _column(np.where(steps.lat < 0, -1.0, 1.0))
    turn = np.radians(TURN_DEG)
    along, inward = np.cos(turn), np.sin(turn)
    blow_east = -along * sense * north - inward * east
    blow_north = along * sense * east - inward * north
    left = turn * sense[:, 0]
    share = wind.translation_share
    push_east = share * (np.cos(left) * steps.east_mps - np.sin(left) * steps.north_mps)
    push_north = share * (np.sin(left) * steps.east_mps + np.cos(left) * steps.north_mps)
    reach = np.minimum(distance_km / MOTION_REACH_KM, 1.0)
    reach = 1.0 - reach * reach * (3.0 - 2.0 * reach)
    total_east = round_mps * blow_east + reach * _column(push_east)
    total_north = round_mps * blow_north + reach * _column(push_north)
    return np.asarray(np.sqrt(total_east * total_east + total_north * total_north))


def _from_centre(steps: Path, lon: Floats, lat: Floats) -> tuple[Floats, Floats, Floats]:
    """Distance in km of each point from each centre, and the unit vector from centre to point.

    Sums of products one by one, no matrix product: the last bit of a value must not depend on how
    many points are computed together.
    """
    at_lon, at_lat = np.radians(steps.lon), np.radians(steps.lat)
    to_lon, to_lat = np.radians(lon), np.radians(lat)
    x, y, z = np.cos(to_lat) * np.cos(to_lon), np.cos(to_lat) * np.sin(to_lon), np.sin(to_lat)
    sin_lon, cos_lon = _column(np.sin(at_lon)), _column(np.cos(at_lon))
    sin_lat, cos_lat = _column(np.sin(at_lat)), _column(np.cos(at_lat))
    outward = cos_lon * x + sin_lon * y
    east = cos_lon * y - sin_lon * x
    north = cos_lat * z - sin_lat * outward
    up = sin_lat * z + cos_lat * outward
    sine = np.sqrt(east * east + north * north)
    distance_km = EARTH_RADIUS_KM * np.arctan2(sine, up)
    unit = 1.0 / np.maximum(sine, 1e-12)
    return distance_km, east * unit, north * unit


def _uncovered(path: Path, start: datetime, horizon_h: Fraction) -> tuple[Text, ...]:
    """What is taken where the track does not cover the scenario's time."""
    first, last = path.at_h[0], path.at_h[-1]
    said: list[Text] = []
    if first > 0:
        said.append(
            Text(
                vi=f"đường đi của bão bắt đầu lúc {shown(start, first, 'vi')}: trước đó coi như "
                "không có gió bão",
                en=f"the track begins at {shown(start, first, 'en')}: no storm wind is taken "
                "before it",
            )
        )
    if last < horizon_h:
        said.append(
            Text(
                vi=f"đường đi của bão kết thúc lúc {shown(start, last, 'vi')}: sau đó coi như "
                "không có gió bão",
                en=f"the track ends at {shown(start, last, 'en')}: no storm wind is taken after it",
            )
        )
    return tuple(said)


def _column(values: Floats) -> Floats:
    return values[:, np.newaxis]
