"""The gust that each asset feels: at its point, or the largest along its span.

Assets are prepared once (`sampled`) for any number of storms and wind models; `planner.hazard.tiles` computes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planner.foundation.clock import shown
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.foundation.units import FORCE_BOUNDS_MPS, LOWEST_STORM_FORCE
from planner.hazard.gusts import gust_behind_land, gust_per_marine_mean
from planner.hazard.land import BEARINGS
from planner.hazard.tiles import gust_tiles, tiled
from planner.hazard.tracks import whole
from planner.hazard.wind_field import GustSeries, Points, field_at, mean_wind_mps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.foundation.units import Exposure
    from planner.hazard.assets import Geometry
    from planner.hazard.land import Land
    from planner.hazard.records import ProfileName, Track, WindModel
    from planner.hazard.tiles import Sampled

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

LINE_SPACING_KM = 1.0
"""Under Yagi, halving it changes no gust of a line by 1 %, whichever the wind model; what the wind blew over is
looked at more densely."""
GROUND_SPACING_KM = 0.5
"""How densely along a line it is looked at what the wind blew over."""
GRID = 15
"""Points along each side of the box in which `storm_summary` looks for the largest gust."""


class Exposed(NamedTuple):
    """An asset in the wind: its points, and what the wind blows over before it reaches it.

    `exposure` holds whichever way the wind comes where it was `declared` for this very asset, or where the coast is
    not known; else the coast decides by direction. `every_step` asks for the whole series.
    """

    route: Geometry
    exposure: Exposure
    declared: bool = True
    every_step: bool = False


@dataclass(frozen=True, slots=True)
class AssetGusts:
    """3-second gusts, m/s, of assets at the scenario's output steps: shape ``(n_assets, n_steps)``.

    Where a floor was given, steps at which an asset feels less than its floor may hold 0; the largest gust of each
    asset, and every step that exceeds its floor with the steps beside it, are as without one.
    """

    times_h: tuple[Fraction, ...]
    gust_mps: Floats
    assumptions: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class StormSummary:
    """What a storm is to a province: how near, when, how strong, and what must be said.

    `closest_km` is from the storm's centre to the province's box, 0 when it goes through it, at
    `closest_h` hours; both are None when the track has no step within the scenario.
    `largest_gust_mps` is the largest 3-second gust in the box under any of the storm's wind models.
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


def sampled(
    places: Sequence[Exposed],
    land: Land | None = None,
    spacing_km: float = LINE_SPACING_KM,
) -> Sampled:
    """Assets prepared for any storm: their sample points in tiles, with what the wind blew over.

    An asset without any point feels nothing.
    """
    lons: list[Floats] = []
    lats: list[Floats] = []
    counts = np.zeros(len(places), dtype=np.intp)
    for number, place in enumerate(places):
        lon, lat = (
            line_samples(place.route, spacing_km)
            if len(place.route) != 1
            else (np.array([place.route[0][0]]), np.array([place.route[0][1]]))
        )
        lons.append(lon)
        lats.append(lat)
        counts[number] = lon.size
    lon = np.concatenate([np.empty(0), *lons])
    lat = np.concatenate([np.empty(0), *lats])
    owner = np.repeat(np.arange(len(places)), counts)
    factor = _factors(places, land, owner, lon, lat, spacing_km)
    every_step = np.array([place.every_step for place in places], dtype=np.bool_)
    return tiled(Points(lon, lat, factor), counts, owner, every_step)


def gusts_at(
    assets: Sampled,
    track: Track,
    wind: WindModel,
    start: datetime,
    horizon_h: Fraction,
    model: ProfileName,
    *,
    land: Land | None = None,
    floor_mps: Floats | None = None,
) -> AssetGusts:
    """The gust of every asset at every output step under one track and one wind model.

    Parameters and errors as for `field_at` and `gust_tiles`. `assets` serve any number of tracks and models.
    """
    times_h, here, field = field_at(track, wind, start, horizon_h, land)
    gust_mps = np.zeros((assets.count, len(times_h)))
    if field.steps.at_h:
        for numbers, during, values in gust_tiles(field, assets, model, floor_mps):
            gust_mps[numbers, here.start + during.start : here.start + during.stop] = values.T
    return AssetGusts(times_h, gust_mps, field.assumptions)


def asset_gusts(
    track: Track,
    wind: WindModel,
    places: Sequence[Exposed],
    start: datetime,
    horizon_h: Fraction,
    spacing_km: float = LINE_SPACING_KM,
    *,
    model: ProfileName | None = None,
    land: Land | None = None,
) -> GustSeries:
    """The gust of every asset at every output step, one column per asset; nothing is left out."""
    found = gusts_at(
        sampled(places, land, spacing_km),
        track,
        wind,
        start,
        horizon_h,
        model or wind.models[0],
        land=land,
    )
    return GustSeries(found.times_h, found.gust_mps.T, found.assumptions)


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
    _, _, field = field_at(track, wind, start, horizon_h)
    steps = field.steps
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
    mean_mps = max(
        float(mean_wind_mps(field, lon.ravel(), lat.ravel(), model).max()) for model in wind.models
    )
    warnings: tuple[Text, ...] = ()
    if mean_mps < FORCE_BOUNDS_MPS[LOWEST_STORM_FORCE][0]:
        warnings = (_too_far(distances[nearest], mean_mps),)
    return StormSummary(
        distances[nearest],
        steps.at_h[nearest],
        mean_mps * gust_per_marine_mean(exposure),
        (*warnings, *path.assumptions),
    )


# --- what the wind blew over ----------------------------------------------------------------------


def _factors(
    places: Sequence[Exposed],
    land: Land | None,
    owner: Numbers,
    lon: Floats,
    lat: Floats,
    spacing_km: float,
) -> Floats:
    """The gust over the marine mean at each sample; by direction where the coast is known."""
    plain = np.array([gust_per_marine_mean(place.exposure) for place in places])[owner]
    open_ = np.array([not place.declared for place in places], dtype=np.bool_)[owner]
    if land is None or not open_.any():
        return np.asarray(plain)
    share = np.ones((lon.size, BEARINGS))
    share[open_] = land.land_share(lon[open_], lat[open_])
    # A sample of a line stands for the line half way to its neighbours, of which the most open ground counts.
    for part, (beside_lon, beside_lat) in _beside(owner, lon, lat, spacing_km):
        part = part[open_[part]]
        near = land.land_share(beside_lon[part], beside_lat[part])
        share[part] = np.minimum(share[part], near)
    factor = gust_behind_land(share)
    factor[~open_] = plain[~open_, np.newaxis]
    return np.concatenate([factor, factor[:, :1]], axis=1)


def _beside(
    owner: Numbers, lon: Floats, lat: Floats, spacing_km: float
) -> Iterator[tuple[Numbers, tuple[Floats, Floats]]]:
    """Places on either side of each sample of a line, up to half way to the next sample."""
    steps = max(1, ceil(spacing_km / 2 / GROUND_SPACING_KM))
    for offset in (-1, 1):
        other = np.clip(np.arange(owner.size) + offset, 0, max(owner.size - 1, 0))
        linked = np.flatnonzero((owner[other] == owner) & (other != np.arange(owner.size)))
        for step in range(1, steps + 1):
            way = step / steps / 2
            yield linked, (lon + (lon[other] - lon) * way, lat + (lat[other] - lat) * way)


# --- words ----------------------------------------------------------------------------------------


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
