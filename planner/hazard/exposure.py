"""The gust that each asset feels: at its point, or the largest along its span."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.clock import shown
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.foundation.units import FORCE_BOUNDS_MPS, LOWEST_STORM_FORCE
from planner.hazard.gusts import gust_per_marine_mean
from planner.hazard.tracks import at_steps, whole
from planner.hazard.wind_field import (
    CHUNK_VALUES,
    GustSeries,
    Points,
    gust_series,
    mean_wind_mps,
    output_times,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.foundation.units import Exposure
    from planner.hazard.assets import Geometry
    from planner.hazard.records import ProfileName, Track, WindModel

    Floats = NDArray[np.float64]

LINE_SPACING_KM = 2.0
"""Under Yagi, halving it changes no step of no 20 km line by more than 0.1 %: the wind has its
maximum along a line at an end, which is always a sample, or where it is flat."""
GRID = 15
"""Points along each side of the box in which `storm_summary` looks for the largest gust."""


@dataclass(frozen=True, slots=True)
class StormSummary:
    """What a storm is to a province: how near, when, how strong, and what must be said.

    `closest_km` is from the storm's centre to the province's box, 0 when it goes through it, at
    `closest_h` hours; both are None when the track has no step within the scenario.
    `largest_gust_mps` is the largest 3-second gust in the box.
    """

    closest_km: float | None
    closest_h: Fraction | None
    largest_gust_mps: float
    warnings: tuple[Text, ...]


def line_samples(route: Geometry, spacing_km: float = LINE_SPACING_KM) -> tuple[Floats, Floats]:
    """Longitudes and latitudes along a route, no further apart than `spacing_km`.

    Every point of the route is among them, so a point asset gives its one point.
    """
    lon: list[float] = []
    lat: list[float] = []
    for here, there in pairwise(route):
        pieces = max(1, ceil(distance_km(*here, *there) / spacing_km))
        for piece in range(pieces):
            share = piece / pieces
            lon.append(here[0] + (there[0] - here[0]) * share)
            lat.append(here[1] + (there[1] - here[1]) * share)
    for last in route[-1:]:
        lon.append(last[0])
        lat.append(last[1])
    return np.array(lon), np.array(lat)


def asset_gusts(
    track: Track,
    wind: WindModel,
    places: Sequence[tuple[Geometry, Exposure]],
    start: datetime,
    horizon_h: Fraction,
    spacing_km: float = LINE_SPACING_KM,
    model: ProfileName | None = None,
) -> GustSeries:
    """`gust_series` with one column per asset: the gust at its point, the largest along its span.

    `places` gives each asset's points and exposure; one without any point feels nothing.
    """
    times_h = output_times(wind.step_min, horizon_h)
    gust_mps = np.zeros((len(times_h), len(places)))
    assumptions: tuple[Text, ...] = ()
    chunks = asset_gust_chunks(track, wind, places, start, horizon_h, spacing_km, model)
    for chunk, series in chunks:
        gust_mps[:, chunk] = series.gust_mps
        assumptions = series.assumptions
    return GustSeries(times_h, gust_mps, assumptions)


def asset_gust_chunks(
    track: Track,
    wind: WindModel,
    places: Sequence[tuple[Geometry, Exposure]],
    start: datetime,
    horizon_h: Fraction,
    spacing_km: float = LINE_SPACING_KM,
    model: ProfileName | None = None,
) -> Iterator[tuple[slice, GustSeries]]:
    """`asset_gusts` for some assets at a time, with which these are: memory stays bounded.

    At least one chunk is given, an empty one when there are no assets.
    """
    samples = max(1, CHUNK_VALUES // len(output_times(wind.step_min, horizon_h)))
    for chunk, points, counts in _batches(places, spacing_km, samples):
        series = gust_series(track, wind, points, start, horizon_h, model)
        largest = np.zeros((len(series.times_h), counts.size))
        placed = counts > 0
        if placed.any():
            first = np.cumsum(counts) - counts
            largest[:, placed] = np.maximum.reduceat(series.gust_mps, first[placed], axis=1)
        yield chunk, GustSeries(series.times_h, largest, series.assumptions)


def storm_summary(
    track: Track,
    wind: WindModel,
    box: tuple[float, float, float, float],
    start: datetime,
    horizon_h: Fraction,
    exposure: Exposure = "off-land",
) -> StormSummary:
    """How near the storm comes to a province and how strong it is there.

    Parameters
    ----------
    track, wind, start, horizon_h
        As for `gust_series`.
    box
        West, south, east and north end of the province, degrees.
    exposure
        Of the largest gust.
    """
    path = whole(track, start)
    _, steps = at_steps(path, output_times(wind.step_min, horizon_h))
    if not steps.at_h:
        begin, end = (
            tuple(shown(start, hour, language) for language in ("vi", "en"))
            for hour in (path.at_h[0], path.at_h[-1])
        )
        never = Text(
            vi=f"đường đi của bão (từ {begin[0]} đến {end[0]}) nằm ngoài thời gian của kịch bản: "
            "không có gió bão",
            en=f"the track ({begin[1]} to {end[1]}) lies outside the scenario's time: "
            "there is no storm wind",
        )
        return StormSummary(None, None, 0.0, (never, *path.assumptions))
    west, south, east, north = box
    distances = [
        _to_box_km((lon + 180.0) % 360.0 - 180.0, lat, box)
        for lon, lat in zip(steps.lon.tolist(), steps.lat.tolist(), strict=True)
    ]
    nearest = distances.index(min(distances))
    lon, lat = np.meshgrid(np.linspace(west, east, GRID), np.linspace(south, north, GRID))
    mean_mps = float(mean_wind_mps(steps, wind, lon.ravel(), lat.ravel()).max())
    warnings: tuple[Text, ...] = ()
    if mean_mps < FORCE_BOUNDS_MPS[LOWEST_STORM_FORCE][0]:
        warnings = (_too_far(distances[nearest], mean_mps),)
    return StormSummary(
        distances[nearest],
        steps.at_h[nearest],
        mean_mps * gust_per_marine_mean(exposure),
        (*warnings, *path.assumptions),
    )


def _batches(
    places: Sequence[tuple[Geometry, Exposure]], spacing_km: float, samples: int
) -> Iterator[tuple[slice, Points, NDArray[np.intp]]]:
    """Runs of assets with about so many samples, their sample points, and how many each has."""
    first = 0
    while first < max(len(places), 1):
        lons: list[Floats] = [np.empty(0)]
        lats: list[Floats] = [np.empty(0)]
        exposures: list[Exposure] = []
        counts: list[int] = []
        for index in range(first, len(places)):
            geometry, exposure = places[index]
            lon, lat = line_samples(geometry, spacing_km)
            lons.append(lon)
            lats.append(lat)
            exposures.extend([exposure] * lon.size)
            counts.append(lon.size)
            if len(exposures) >= samples:
                break
        points = Points(np.concatenate(lons), np.concatenate(lats), tuple(exposures))
        chunk = slice(first, first + len(counts))
        yield chunk, points, np.array(counts, dtype=np.intp)
        first = chunk.stop if counts else first + 1


def _to_box_km(lon: float, lat: float, box: tuple[float, float, float, float]) -> float:
    west, south, east, north = box
    return distance_km(lon, lat, min(max(lon, west), east), min(max(lat, south), north))


def _too_far(closest_km: float, mean_mps: float) -> Text:
    shown_vi = f"{mean_mps:.1f}".replace(".", ",")
    return Text(
        vi=f"tâm bão không đến gần tỉnh hơn {closest_km:.0f} km và gió trung bình mạnh nhất là "
        f"{shown_vi} m/s, dưới cấp {LOWEST_STORM_FORCE}",
        en=f"the storm's centre comes no nearer than {closest_km:.0f} km and the largest mean wind "
        f"is {mean_mps:.1f} m/s, below force {LOWEST_STORM_FORCE}",
    )
