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
    Numbers = NDArray[np.intp]

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
class Spots:
    """Points made ready: unit vectors from the earth's middle, and at which row of `factor` each is."""

    x: Floats
    y: Floats
    z: Floats
    row: Numbers
    factor: Floats

    def some(self, which: slice | Numbers) -> Spots:
        """Some of the spots, each as often as it is named."""
        return Spots(self.x[which], self.y[which], self.z[which], self.row[which], self.factor)


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
class Moments:
    """A storm at some instants, ready for any profile.

    Columns of shape ``(n_steps, 1)`` against any number of spots; or one value for each pair of instant and spot.
    `push_east_mps` and `push_north_mps` are the share of the motion in the wind at the centre; `sense` is 1 where the
    wind turns counter-clockwise, in the north, else -1.
    """

    core: Core
    sin_lon: Floats
    cos_lon: Floats
    sin_lat: Floats
    cos_lat: Floats
    push_east_mps: Floats
    push_north_mps: Floats
    sense: Floats


@dataclass(frozen=True, slots=True)
class Frame:
    """A storm at a row of instants; `rows` has a row for each value of `Moments`, those of its core at the end."""

    steps: Path
    rows: Floats

    def during(self, which: slice | Numbers) -> Moments:
        """Columns of a stretch of instants, or the values of one instant after the other."""
        if isinstance(which, slice):
            return self._moments(self.rows[:, which, np.newaxis])
        return self._moments(self.rows.take(which, axis=1))

    @property
    def whole(self) -> Moments:
        """Columns of all instants."""
        return self.during(slice(None))

    @staticmethod
    def _moments(rows: Floats) -> Moments:
        own = len(Moments.__slots__) - 1
        return Moments(Core(*rows[own:]), *rows[:own])


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
        return self.at.whole.core


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
    core = at.whole.core
    near_km = NEAR_RADII * core.radius_km + 2 * core.motion_mps * around_s / 1000 + NEAR_BEYOND_KM
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
    lon, lat = np.radians(steps.lon), np.radians(steps.lat)
    own = (np.sin(lon), np.cos(lon), np.sin(lat), np.cos(lat), push_east, push_north, sense)
    return Frame(steps, np.array([*own, *(values[:, 0] for values in core.fields)]))


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
    steps, spots = slice(0, len(field.steps.at_h)), spots_of(points)
    if chunk_points is None:
        chunk_points = max(1, CHUNK_VALUES // max(1, steps.stop))
    for first in range(0, points.lon.size, chunk_points):
        chunk = slice(first, min(first + chunk_points, points.lon.size))
        yield chunk, gusts_mps(field, steps, spots.some(chunk), model)


def spots_of(points: Points) -> Spots:
    """The points made ready for `gusts_mps`."""
    lon, lat = np.radians(points.lon), np.radians(points.lat)
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    return Spots(x, y, z, np.arange(lon.size), points.factor)


def gusts_mps(field: Field, steps: slice | Numbers, spots: Spots, model: ProfileName) -> Floats:
    """3-second gusts, m/s, at some of the field's steps.

    A stretch of steps: at every spot, shape ``(n_steps, n_spots)``. Numbers of steps: of each spot at its own step,
    shape ``(n_spots,)``. Each value depends on its own step and point only, to the last bit, so both ways agree.
    """
    gust_mps, distance_km = _gusts(field.at.during(steps), spots, model)
    flat = not isinstance(steps, slice)
    near = np.nonzero(distance_km < (field.near_km[:, 0] if flat else field.near_km)[steps])
    if near[0].size:
        at = steps[near[0]] if not isinstance(steps, slice) else near[0] + steps.start
        here = spots.some(near[-1])
        largest = gust_mps[near]
        for number in range(PARTS - 1):
            then = field.around.during(at * (PARTS - 1) + number)
            np.maximum(largest, _gusts(then, here, model)[0], out=largest)
        gust_mps[near] = largest
    return gust_mps


def _gusts(storm: Moments, spots: Spots, model: ProfileName) -> tuple[Floats, Floats]:
    """Gusts at some instants, and the distance from the storm's centre, km."""
    east_mps, north_mps, distance_km = _mean_wind(storm, spots, model)
    mean_mps = np.sqrt(east_mps * east_mps + north_mps * north_mps)
    if spots.factor.ndim == 1:
        return mean_mps * spots.factor.take(spots.row), distance_km
    position = along_rim(-east_mps, -north_mps)
    before = np.minimum(position.astype(np.intp), BEARINGS - 1)
    row = spots.row * (BEARINGS + 1)
    flat = spots.factor.ravel()
    lower = flat.take(before + row)
    upper = flat.take(before + (row + 1))
    return mean_mps * (lower + (position - before) * (upper - lower)), distance_km


def mean_wind_mps(field: Field, lon: Floats, lat: Floats, model: ProfileName) -> Floats:
    """10-minute mean at 10 m over the sea at the output steps, m/s; shape ``(n_steps, n_points)``.

    `lon` and `lat` are in degrees, shape ``(n_points,)``.
    """
    spots = spots_of(Points(lon, lat, np.empty(0)))
    east_mps, north_mps, _ = _mean_wind(field.at.whole, spots, model)
    return np.asarray(np.sqrt(east_mps * east_mps + north_mps * north_mps))


def _mean_wind(storm: Moments, spots: Spots, model: ProfileName) -> tuple[Floats, Floats, Floats]:
    """East and north component of the 10-minute mean at 10 m over the sea, m/s, and the distance, km."""
    distance_km, east, north = from_centre(storm, spots)
    round_mps = PROFILES[model](distance_km, storm.core)
    wind_east, wind_north = round_wind(storm, east, north)
    reach = np.minimum(distance_km / MOTION_REACH_KM, 1.0)
    reach = 1.0 - reach * reach * (3.0 - 2.0 * reach)
    total_east = reach * storm.push_east_mps + round_mps * wind_east
    total_north = reach * storm.push_north_mps + round_mps * wind_north
    return total_east, total_north, distance_km


def round_wind(storm: Moments, east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Where the wind around the centre blows to at spots that lie this way from it; unit vectors all."""
    turn = np.radians(TURN_DEG)
    along, inward = np.cos(turn) * storm.sense, np.sin(turn)
    return -(along * north + inward * east), along * east - inward * north


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


def from_centre(storm: Moments, spots: Spots) -> tuple[Floats, Floats, Floats]:
    """Distance in km of each spot from each centre, and the unit vector from centre to spot.

    Sums of products one by one, no matrix product: the last bit of a value must not depend on how
    many spots are computed together.
    """
    x, y = spots.x, spots.y
    outward = storm.cos_lon * x + storm.sin_lon * y
    east = storm.cos_lon * y - storm.sin_lon * x
    north = storm.cos_lat * spots.z - storm.sin_lat * outward
    up = storm.sin_lat * spots.z + storm.cos_lat * outward
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
