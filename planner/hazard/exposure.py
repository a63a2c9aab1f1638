"""The gust that each asset feels: at its point, or the largest along its span.

Assets are prepared once (`sampled`) for any number of storms and wind models. They are computed in tiles of neighbours,
and of each tile only the steps that can matter: those at which its gust could exceed what an asset stands, or be the
largest of all. What is computed is the same to the last bit as without leaving anything out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planner.foundation.clock import shown
from planner.foundation.places import EARTH_RADIUS_KM, distance_km
from planner.foundation.text import Text
from planner.foundation.units import FORCE_BOUNDS_MPS, LOWEST_STORM_FORCE
from planner.hazard.gusts import gust_behind_land, gust_per_marine_mean
from planner.hazard.land import BEARINGS
from planner.hazard.profiles import PROFILES
from planner.hazard.tracks import whole
from planner.hazard.wind_field import (
    Field,
    GustSeries,
    Points,
    field_at,
    gusts_mps,
    mean_wind_mps,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.foundation.units import Exposure
    from planner.hazard.assets import Geometry
    from planner.hazard.land import Land
    from planner.hazard.records import ProfileName, Track, WindModel

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

LINE_SPACING_KM = 1.0
"""Under Yagi, halving it changes no gust of a line by 1 %, whichever the wind model; what the wind blew over is
looked at more densely."""
GROUND_SPACING_KM = 0.5
"""How densely along a line it is looked at what the wind blew over."""
TILE_SAMPLES = 96
GRID = 15
"""Points along each side of the box in which `storm_summary` looks for the largest gust."""
_MARGIN, _MARGIN_MPS = 1.04, 0.1
# Added to the bound under which a step is left out: it covers what rounding, the belt of a profile and the minutes
# round a step may add.
_MORTON_BITS = 10


class Exposed(NamedTuple):
    """An asset in the wind: its points, and what the wind blows over before it reaches it.

    `exposure` holds whichever way the wind comes where it was `declared` for this very asset, or where the coast is
    not known; else the coast decides by direction. `every_step` asks for the whole series.
    """

    route: Geometry
    exposure: Exposure
    declared: bool = True
    every_step: bool = False


@dataclass(frozen=True)
class Sampled:
    """Assets as points in tiles of neighbours.

    `assets` are the numbers of the assets with any point, tile by tile; the points of the i-th of them are
    ``first[i]`` to ``first[i + 1]`` of `points`. Tile t has the assets ``tiles[t]`` to ``tiles[t + 1]`` of this
    order, lies within `reach` radians of `middle` (unit vectors), and its largest factor is `most`.
    """

    count: int
    points: Points
    assets: Numbers
    first: Numbers
    tiles: Numbers
    middle: Floats
    reach: Floats
    most: Floats
    every_step: NDArray[np.bool_]


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
    return _tiled(Points(lon, lat, factor), counts, owner, every_step)


def gust_tiles(
    field: Field,
    assets: Sampled,
    model: ProfileName,
    floor_mps: Floats | None = None,
) -> Iterator[tuple[Numbers, slice, Floats]]:
    """The gusts of a tile of assets at a time: which assets, at which of the field's steps, and how much.

    Parameters
    ----------
    field
        The storm at its output steps.
    assets
        The assets, prepared.
    model
        The wind model.
    floor_mps
        What each asset stands, m/s, shape ``(n_assets,)``: steps at which a whole tile feels less, and less than the
        largest gust of each of its assets, are left out. None: every step is computed.

    Yields
    ------
    assets, steps, gust_mps
        Gusts have shape ``(n_steps, n_assets)`` of this tile.
    """
    everywhen = slice(0, len(field.steps.at_h))
    bound = None if floor_mps is None else _bound_mps(field, assets, model)
    for tile, (begin, end) in enumerate(pairwise(assets.tiles.tolist())):
        numbers = assets.assets[begin:end]
        samples = slice(int(assets.first[begin]), int(assets.first[end]))
        points = assets.points.some(samples)
        starts = assets.first[begin:end] - samples.start
        during = everywhen
        if bound is not None and floor_mps is not None and not assets.every_step[numbers[0]]:
            strongest = int(np.argmax(bound[:, tile]))
            there = gusts_mps(field, slice(strongest, strongest + 1), points, model)
            reached = np.minimum(_largest(there, starts)[0], floor_mps[numbers]).min()
            during = _window(bound[:, tile], float(reached))
        yield numbers, during, _largest(gusts_mps(field, during, points, model), starts)


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


# --- tiles ----------------------------------------------------------------------------------------


def _tiled(
    points: Points, counts: Numbers, owner: Numbers, every_step: NDArray[np.bool_]
) -> Sampled:
    """The points in the order of their tiles."""
    placed = np.flatnonzero(counts)
    starts = (np.cumsum(counts) - counts)[placed]
    if placed.size:
        lon = np.add.reduceat(points.lon, starts) / counts[placed]
        lat = np.add.reduceat(points.lat, starts) / counts[placed]
        placed = placed[np.lexsort((_morton(lon, lat), every_step[placed]))]
    sizes = counts[placed]
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
    begins = (np.cumsum(counts) - counts)[placed]
    order = np.repeat(begins - first[:-1], sizes) + np.arange(int(first[-1]))
    ordered = Points(points.lon[order], points.lat[order], points.factor[order])
    # A tile ends where it is full, and where assets begin of which every step is wanted.
    tile = first[:-1] // TILE_SAMPLES + np.where(every_step[placed], points.lon.size + 1, 0)
    edges = np.flatnonzero(np.diff(tile, prepend=-1) != 0)
    tiles = np.append(edges, placed.size).astype(np.intp) if placed.size else np.zeros(1, np.intp)
    middle, reach, most = _around(ordered, first, tiles)
    return Sampled(counts.size, ordered, placed, first, tiles, middle, reach, most, every_step)


def _around(points: Points, first: Numbers, tiles: Numbers) -> tuple[Floats, Floats, Floats]:
    """A unit vector in the middle of each tile, the angle to its furthest point, and its largest factor."""
    lon, lat = np.radians(points.lon), np.radians(points.lat)
    there = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    count = tiles.size - 1
    middle, reach, most = np.empty((count, 3)), np.empty(count), np.empty(count)
    for tile, (begin, end) in enumerate(pairwise(first[tiles].tolist())):
        mean = there[begin:end].mean(axis=0)
        middle[tile] = mean / np.linalg.norm(mean)
        chord = np.linalg.norm(there[begin:end] - middle[tile], axis=1).max()
        reach[tile] = 2 * np.arcsin(min(chord / 2, 1.0))
        most[tile] = points.factor[begin:end].max()
    return middle, reach, most


def _morton(lon: Floats, lat: Floats) -> NDArray[np.int64]:
    """A number that is near for places that are near: the bits of both coordinates in turn."""
    cells = 2**_MORTON_BITS - 1
    code = np.zeros(lon.size, dtype=np.int64)
    for shift, values in ((0, lon), (1, lat)):
        span = max(float(np.ptp(values)), 1e-9)
        cell = ((values - values.min()) / span * cells).astype(np.int64)
        for bit in range(_MORTON_BITS):
            code |= ((cell >> bit) & 1) << (2 * bit + shift)
    return code


def _bound_mps(field: Field, assets: Sampled, model: ProfileName) -> Floats:
    """A gust that no asset of a tile exceeds at a step; shape ``(n_steps, n_tiles)``.

    The profile at the nearest point of the tile, but not inside the radius of the largest wind, without the turning of
    the earth and with Holland's smallest x, so that it falls with distance; and the whole share of the motion.
    """
    lon, lat = np.radians(field.steps.lon), np.radians(field.steps.lat)
    centre = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    away = np.arccos(np.clip(centre @ assets.middle.T, -1.0, 1.0)) - assets.reach
    moved_km = field.core.motion_mps * field.around_s / 1000.0
    nearest_km = np.maximum(away * EARTH_RADIUS_KM - 2 * moved_km, field.core.radius_km)
    core = replace(
        field.core,
        coriolis_per_s=np.zeros_like(field.core.coriolis_per_s),
        outer_km=field.core.radius_km,
    )
    push_mps = np.hypot(field.at.push_east_mps, field.at.push_north_mps)
    largest = PROFILES[model](nearest_km, core) + push_mps
    return np.asarray(largest * (assets.most * _MARGIN) + _MARGIN_MPS)


def _window(bound_mps: Floats, reached_mps: float) -> slice:
    """The steps that can matter, and one on either side."""
    above = np.flatnonzero(bound_mps > reached_mps)
    return slice(max(int(above[0]) - 1, 0), min(int(above[-1]) + 2, bound_mps.size))


def _largest(gust_mps: Floats, starts: Numbers) -> Floats:
    """The largest gust over the samples of each asset."""
    if starts.size == gust_mps.shape[1]:
        return gust_mps
    return np.asarray(np.maximum.reduceat(gust_mps, starts, axis=1))


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
