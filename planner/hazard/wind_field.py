"""Gusts through time at points, from a storm's track.

The wind is a symmetric profile around the centre plus a share of the storm's own motion. The
profile gets the largest wind less that share, so that on the strong side the two add up to what the
agency published. `docs/decisions/0011-wind-field.md` gives every constant and what it was checked against.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.clock import shown
from planner.foundation.places import EARTH_RADIUS_KM
from planner.foundation.text import Text
from planner.hazard.decay import decayed
from planner.hazard.gusts import gust_per_marine_mean
from planner.hazard.land import BEARINGS, along_rim
from planner.hazard.profiles import PROFILES, Core
from planner.hazard.radii import with_outer_fit
from planner.hazard.tracks import Path, at_steps, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from planner.foundation.units import Exposure
    from planner.hazard.land import Land
    from planner.hazard.records import ProfileName, Track, WindModel

    Floats = NDArray[np.float64]

EARTH_ROTATION_PER_S = 7.2921e-5
TURN_DEG = 20.0
"""The wind blows inward, and the share of the motion is turned, by this angle: Lin and Chavas
(2012), Journal of Geophysical Research 117."""
MOTION_REACH_KM = 1_000.0
"""At this distance nothing of the storm's motion is left in the wind."""
LEAST_DEFICIT_HPA = 1.0
PARTS = 3
"""Near the centre the gust at a step is the largest over so many instants, evenly spread to half way to its
neighbours: the eyewall can pass a place between two steps."""
NEAR_RADII, NEAR_BEYOND_KM = 1.2, 5.0
""""Near" is within so many radii of the largest wind, twice the way of half a step, and this: further out the wind goes
so evenly that the steps themselves are enough."""
CHUNK_VALUES = 150_000
"""Steps × points computed at a time: small enough for the processor's cache."""
NEAR_SINE = 0.3
"""Sine of the angle at the earth's middle up to which a short series gives the distance to a metre."""


@dataclass(frozen=True, slots=True)
class Points:
    """Places at which the gust is wanted, degrees.

    `factor` is the 3-second gust over the marine 10-minute mean: one for each point, or one for each point and
    direction from which the wind comes, shape ``(n_points, BEARINGS + 1)``, the first direction again at the end.
    """

    lon: Floats
    lat: Floats
    factor: Floats

    def some(self, which: slice) -> Points:
        """Some of the points."""
        return Points(self.lon[which], self.lat[which], self.factor[which])


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
class Frame:
    """A storm at a row of instants, ready for any profile; columns have shape ``(n_steps, 1)``.

    `push_east_mps` and `push_north_mps` are the share of the motion in the wind at the centre; `sense` is 1 where the
    wind turns counter-clockwise, in the north, else -1.
    """

    steps: Path
    core: Core
    push_east_mps: Floats
    push_north_mps: Floats
    sense: Floats


@dataclass(frozen=True, slots=True)
class Field:
    """A storm at each of its output steps.

    `at` is the storm at the steps themselves; `around` at the instants round each, `PARTS` - 1 rows for each step.
    Nearer to the centre than `near_km`, shape ``(n_steps, 1)``, the gust at a step is the largest over all of these:
    there it rises and falls between two steps.
    """

    at: Frame
    around: Frame
    near_km: Floats
    around_s: float
    """How far the instants reach from their step, seconds."""
    assumptions: tuple[Text, ...]

    @property
    def steps(self) -> Path:
        """The storm at the output steps themselves."""
        return self.at.steps

    @property
    def core(self) -> Core:
        """What the profiles need at the output steps themselves."""
        return self.at.core


def points_with(lon: Floats, lat: Floats, exposure: Sequence[Exposure]) -> Points:
    """Places with what the wind blew over, the same whichever way it comes."""
    return Points(lon, lat, np.array([gust_per_marine_mean(each) for each in exposure]))


def output_times(step_min: Fraction, horizon_h: Fraction) -> tuple[Fraction, ...]:
    """The output steps in exact hours: 0, then every `step_min`, to the first at or past H.

    The steps do not depend on the horizon, so a longer one changes nothing before the shorter ends.
    """
    step_h = Fraction(step_min) / 60
    return tuple(step_h * index for index in range(ceil(Fraction(horizon_h) / step_h) + 1))


def field_at(
    track: Track,
    wind: WindModel,
    start: datetime,
    horizon_h: Fraction,
    land: Land | None = None,
) -> tuple[tuple[Fraction, ...], slice, Field]:
    """Every output step, at which of them the track exists, and the storm at these.

    Parameters
    ----------
    track
        The fixes; their winds are means over the sea, over the track's averaging time.
    wind
        Output step and constants.
    start
        The scenario's hour 0.
    horizon_h
        The scenario's end, hours.
    land
        Land and sea, for a track whose agency has not weakened it over land.

    Raises
    ------
    HazardError
        If the track's fixes are out of order, or no fix has a wind or a pressure.
    """
    times_h = output_times(wind.step_min, horizon_h)
    path = whole(track, start)
    fitted, without_radii = with_outer_fit(_core(path, wind), track)
    here, steps = at_steps(path, times_h)
    steps, weakened = decayed(steps, track, land)
    at = _frame(steps, wind, path, fitted)
    part_h = float(wind.step_min) / 60 / PARTS
    around_s = part_h * (PARTS // 2) * 3600
    around, _ = decayed(_around(path, steps, part_h), track, land)
    near_km = (
        NEAR_RADII * at.core.radius_km + 2 * at.core.motion_mps * around_s / 1000 + NEAR_BEYOND_KM
    )
    said = path.assumptions + _uncovered(path, start, horizon_h) + weakened
    if "holland-2010" in wind.models:
        said += without_radii
    field = Field(at, _frame(around, wind, path, fitted), near_km, around_s, said)
    return times_h, here, field


def _around(path: Path, steps: Path, part_h: float) -> Path:
    """The storm at the instants round each step, never outside the scenario or the track; hours are floats there."""
    reach = PARTS // 2
    offsets = np.array([number * part_h for number in range(-reach, reach + 1) if number])
    earliest, latest = max(0.0, float(path.at_h[0])), float(path.at_h[-1])
    hours = (_hours(steps)[:, np.newaxis] + offsets).clip(earliest, max(earliest, latest)).ravel()
    known = _hours(path)
    values = {
        name: np.interp(hours, known, getattr(path, name))
        for name in (
            "lon", "lat", "largest_mps", "pressure_hpa", "radius_km", "east_mps", "north_mps"
        )
    }  # fmt: skip
    at_h = tuple(hour for hour in steps.at_h for _ in offsets)
    return Path(at_h, **values)


def _frame(steps: Path, wind: WindModel, path: Path, fitted: Core) -> Frame:
    """The storm at some instants, with what was fitted at the fixes of `path` taken linearly between them."""
    hours, at = _hours(path), _hours(steps)

    def between(values: Floats) -> Floats:
        return _column(np.interp(at, hours, values[:, 0]))

    core = _core(
        steps,
        wind,
        deepening=between(fitted.deepening_hpa_per_h),
        steepness=between(fitted.steepness),
        outer_exponent=between(fitted.outer_exponent),
        outer_km=between(fitted.outer_km),
    )
    # Counter-clockwise in the north, clockwise in the south.
    sense = np.where(steps.lat < 0, -1.0, 1.0)
    left, share = np.radians(TURN_DEG) * sense, wind.translation_share
    push_east = share * (np.cos(left) * steps.east_mps - np.sin(left) * steps.north_mps)
    push_north = share * (np.sin(left) * steps.east_mps + np.cos(left) * steps.north_mps)
    return Frame(steps, core, _column(push_east), _column(push_north), _column(sense))


def _hours(path: Path) -> Floats:
    return np.array([float(hour) for hour in path.at_h])


def gust_series(
    track: Track,
    wind: WindModel,
    points: Points,
    start: datetime,
    horizon_h: Fraction,
    model: ProfileName | None = None,
) -> GustSeries:
    """The gust through time at each point; parameters and errors as for `field_at`.

    `model` is the wind model; the first of `wind` where none is named.
    """
    times_h, here, field = field_at(track, wind, start, horizon_h)
    gust_mps = np.zeros((len(times_h), points.lon.size))
    for chunk, values in gust_chunks(field, points, model or wind.models[0]):
        gust_mps[here, chunk] = values
    return GustSeries(times_h, gust_mps, field.assumptions)


def gust_chunks(
    field: Field, points: Points, model: ProfileName, chunk_points: int | None = None
) -> Iterator[tuple[slice, Floats]]:
    """The gusts of some points at a time, with which points they are: memory stays bounded."""
    steps = slice(0, len(field.steps.at_h))
    if chunk_points is None:
        chunk_points = max(1, CHUNK_VALUES // max(1, steps.stop))
    for first in range(0, points.lon.size, chunk_points):
        chunk = slice(first, min(first + chunk_points, points.lon.size))
        yield chunk, gusts_mps(field, steps, points.some(chunk), model)


def gusts_mps(field: Field, during: slice, points: Points, model: ProfileName) -> Floats:
    """3-second gusts, m/s, at some of the field's steps; shape ``(n_steps, n_points)``.

    Each value depends on its own step and point only, to the last bit.
    """
    gust_mps, distance_km = _gusts(field.at, during, points, model)
    near = distance_km < field.near_km[during]
    rows = np.flatnonzero(near.any(axis=1))
    if rows.size:
        part = slice(int(rows[0]), int(rows[-1]) + 1)
        first, last = (during.start + row for row in (part.start, part.stop))
        each = PARTS - 1
        beside, _ = _gusts(field.around, slice(each * first, each * last), points, model)
        largest = beside.reshape(last - first, each, points.lon.size).max(axis=1)
        gust_mps[part] = np.where(near[part], np.maximum(gust_mps[part], largest), gust_mps[part])
    return gust_mps


def _gusts(
    frame: Frame, during: slice, points: Points, model: ProfileName
) -> tuple[Floats, Floats]:
    """Gusts at the instants of one frame, and the distance from its centre, km."""
    east_mps, north_mps, distance_km = _mean_wind(frame, during, points.lon, points.lat, model)
    mean_mps = np.sqrt(east_mps * east_mps + north_mps * north_mps)
    if points.factor.ndim == 1:
        return mean_mps * points.factor, distance_km
    position = along_rim(-east_mps, -north_mps)
    before = np.minimum(position.astype(np.intp), BEARINGS - 1)
    row = np.arange(points.lon.size) * (BEARINGS + 1)
    flat = points.factor.ravel()
    lower = flat.take(before + row)
    upper = flat.take(before + (row + 1))
    return mean_mps * (lower + (position - before) * (upper - lower)), distance_km


def mean_wind_mps(field: Field, lon: Floats, lat: Floats, model: ProfileName) -> Floats:
    """10-minute mean at 10 m over the sea at the output steps, m/s; shape ``(n_steps, n_points)``.

    `lon` and `lat` are in degrees, shape ``(n_points,)``.
    """
    everywhen = slice(0, len(field.steps.at_h))
    east_mps, north_mps, _ = _mean_wind(field.at, everywhen, lon, lat, model)
    return np.asarray(np.sqrt(east_mps * east_mps + north_mps * north_mps))


def _mean_wind(
    frame: Frame, during: slice, lon: Floats, lat: Floats, model: ProfileName
) -> tuple[Floats, Floats, Floats]:
    """East and north component of the 10-minute mean at 10 m over the sea, m/s, and the distance, km."""
    distance_km, east, north = _from_centre(frame.steps, during, lon, lat)
    round_mps = PROFILES[model](distance_km, frame.core.during(during))
    turn, sense = np.radians(TURN_DEG), frame.sense[during]
    along, inward = np.cos(turn) * sense, np.sin(turn)
    reach = np.minimum(distance_km / MOTION_REACH_KM, 1.0)
    reach = 1.0 - reach * reach * (3.0 - 2.0 * reach)
    total_east = reach * frame.push_east_mps[during] - round_mps * (along * north + inward * east)
    total_north = reach * frame.push_north_mps[during] + round_mps * (along * east - inward * north)
    return total_east, total_north, distance_km


def _core(
    steps: Path,
    wind: WindModel,
    *,
    deepening: Floats | None = None,
    steepness: Floats | None = None,
    outer_exponent: Floats | None = None,
    outer_km: Floats | None = None,
) -> Core:
    """What the profiles need of the storm at each step; what is not given is nothing yet."""
    motion_mps = np.hypot(steps.east_mps, steps.north_mps)
    nothing = np.zeros((len(steps.at_h), 1))
    if deepening is None:
        deepening = _column(np.gradient(steps.pressure_hpa, _hours(steps)))
    return Core(
        largest_mps=_column(
            np.maximum(steps.largest_mps - wind.translation_share * motion_mps, 0.0)
        ),
        deficit_hpa=_column(
            np.maximum(wind.environmental_pressure_hpa - steps.pressure_hpa, LEAST_DEFICIT_HPA)
        ),
        radius_km=_column(steps.radius_km),
        coriolis_per_s=_column(2.0 * EARTH_ROTATION_PER_S * np.abs(np.sin(np.radians(steps.lat)))),
        lat_deg=_column(np.abs(steps.lat)),
        motion_mps=_column(motion_mps),
        deepening_hpa_per_h=deepening,
        steepness=nothing if steepness is None else steepness,
        outer_exponent=nothing if outer_exponent is None else outer_exponent,
        outer_km=nothing if outer_km is None else outer_km,
    )


def _from_centre(
    steps: Path, during: slice, lon: Floats, lat: Floats
) -> tuple[Floats, Floats, Floats]:
    """Distance in km of each point from each centre, and the unit vector from centre to point.

    Sums of products one by one, no matrix product: the last bit of a value must not depend on how
    many points are computed together.
    """
    at_lon, at_lat = np.radians(steps.lon[during]), np.radians(steps.lat[during])
    to_lon, to_lat = np.radians(lon), np.radians(lat)
    x, y, z = np.cos(to_lat) * np.cos(to_lon), np.cos(to_lat) * np.sin(to_lon), np.sin(to_lat)
    sin_lon, cos_lon = _column(np.sin(at_lon)), _column(np.cos(at_lon))
    sin_lat, cos_lat = _column(np.sin(at_lat)), _column(np.cos(at_lat))
    outward = cos_lon * x + sin_lon * y
    east = cos_lon * y - sin_lon * x
    north = cos_lat * z - sin_lat * outward
    up = sin_lat * z + cos_lat * outward
    square = east * east + north * north
    sine = np.sqrt(square)
    series = 1.0 + square * (1 / 6 + square * (3 / 40 + square * (15 / 336 + square * 105 / 3456)))
    angle = sine * series
    far = (sine > NEAR_SINE) | (up < 0)
    if far.any():
        angle[far] = np.arctan2(sine[far], up[far])
    unit = 1.0 / np.maximum(sine, 1e-12)
    return EARTH_RADIUS_KM * angle, east * unit, north * unit


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
