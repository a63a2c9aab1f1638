"""Gusts of assets in tiles of neighbours: of each tile only the steps that can matter.

Those are the steps at which its gust could exceed what an asset stands, or be the largest of all. What is computed is
the same to the last bit as without leaving anything out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.places import EARTH_RADIUS_KM
from planner.hazard.profiles import PROFILES
from planner.hazard.wind_field import (
    PARTS,
    Field,
    Moments,
    Points,
    Spots,
    from_centre,
    gusts_mps,
    round_wind,
    spots_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from planner.hazard.records import ProfileName

    Floats = NDArray[np.float64]
    Numbers = NDArray[np.intp]

TILE_SAMPLES = 48
BATCH_VALUES = 16_000
"""Steps × samples computed at a time: enough to be worth the calls, and small enough for the processor's cache."""
LOOKED_AT_FIRST = (-2, 0, 2)
"""Steps from the one at which the middle of a tile feels most: what is felt there need not be passed to be left out."""
_MARGIN, _MARGIN_MPS, _MARGIN_RAD = 1.04, 0.1, 0.05
# Added to the bound under which a step is left out: it covers what rounding and the belt of a profile may add.
_MORTON_BITS = 10


@dataclass(frozen=True)
class Sampled:
    """Assets as points in tiles of neighbours.

    `assets` are the numbers of the assets with any point, tile by tile; the points of the i-th of them are
    ``first[i]`` to ``first[i + 1]`` of `points`. Tile t has the assets ``tiles[t]`` to ``tiles[t + 1]`` of this
    order, lies within `reach_rad` of its spot of `middle`, which has the tile's largest factor.
    """

    count: int
    points: Points
    assets: Numbers
    first: Numbers
    tiles: Numbers
    middle: Spots
    reach_rad: Floats
    every_step: NDArray[np.bool_]


def gust_tiles(
    field: Field,
    assets: Sampled,
    model: ProfileName,
    floor_mps: Floats | None = None,
    *,
    to_the_largest: bool = False,
) -> Iterator[tuple[Numbers, slice, Floats]]:
    """The gusts of a tile of assets at a time: which assets, at which of the field's steps, and how much.

    Parameters
    ----------
    field
        The storm at its output steps, of which there is at least one.
    assets
        The assets, prepared.
    model
        The wind model.
    floor_mps
        What each asset stands, m/s, shape ``(n_assets,)``: steps at which a whole tile feels less, and less than the
        largest gust of each of its assets, are left out. None: every step is computed.
    to_the_largest
        With a floor: what comes after the largest gust of every asset of a tile is left out too.

    Yields
    ------
    assets, steps, gust_mps
        Gusts have shape ``(n_steps, n_assets)`` of this tile.
    """
    spots = spots_of(assets.points)
    count = assets.tiles.size - 1
    begins, ends = np.zeros(count, np.intp), np.full(count, len(field.steps.at_h), np.intp)
    if floor_mps is not None and count:
        begins, ends = _windows(
            field, assets, spots, model, floor_mps, to_the_largest=to_the_largest
        )
    edges = assets.first[assets.tiles]
    widths = np.diff(edges)
    values = (ends - begins) * widths
    for first, last in _batches(values):
        batch = slice(first, last)
        found = _together(
            field, spots, begins[batch], ends[batch], edges[first:last], widths[batch], model
        )
        for tile, gust_mps in zip(
            range(first, last), np.split(found, np.cumsum(values[batch])[:-1]), strict=True
        ):
            mine = slice(int(assets.tiles[tile]), int(assets.tiles[tile + 1]))
            starts = assets.first[mine] - edges[tile]
            steps = slice(int(begins[tile]), int(ends[tile]))
            yield (
                assets.assets[mine],
                steps,
                _largest(gust_mps.reshape(-1, int(widths[tile])), starts),
            )


def _batches(values: Numbers) -> Iterator[tuple[int, int]]:
    """Stretches of tiles with about `BATCH_VALUES` values, at least one tile each."""
    first = total = 0
    for tile, each in enumerate(values.tolist()):
        if tile > first and total + each > BATCH_VALUES:
            yield first, tile
            first, total = tile, 0
        total += each
    if first < values.size:
        yield first, values.size


def _together(
    field: Field,
    spots: Spots,
    begins: Numbers,
    ends: Numbers,
    firsts: Numbers,
    widths: Numbers,
    model: ProfileName,
) -> Floats:
    """Gusts of some tiles, each at its steps: tile after tile, step after step, sample after sample."""
    if begins.size == 1:
        mine = slice(int(firsts[0]), int(firsts[0] + widths[0]))
        steps = slice(int(begins[0]), int(ends[0]))
        return gusts_mps(field, steps, spots.some(mine), model).ravel()
    lengths = ends - begins
    step = _counted(begins, lengths)
    width = np.repeat(widths, lengths)
    sample = _counted(np.repeat(firsts, lengths), width)
    return gusts_mps(field, np.repeat(step, width), spots.some(sample), model)


def _counted(begins: Numbers, lengths: Numbers) -> Numbers:
    """Numbers counted up from each beginning, so many of each, one after the other."""
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(begins - before, lengths))


def _windows(
    field: Field,
    assets: Sampled,
    spots: Spots,
    model: ProfileName,
    floor_mps: Floats,
    *,
    to_the_largest: bool,
) -> tuple[Numbers, Numbers]:
    """First step of each tile that can matter, and the first behind the last; one is added on either side."""
    most_mps, middle_mps = bound_mps(field, assets, model)
    count = len(most_mps)
    strongest = np.repeat(middle_mps.argmax(axis=0), np.diff(assets.first[assets.tiles]))
    there = np.zeros(strongest.size)
    for begin in range(0, strongest.size, BATCH_VALUES):
        part = slice(begin, begin + BATCH_VALUES)
        for steps in LOOKED_AT_FIRST:
            at = np.clip(strongest[part] + steps, 0, count - 1)
            there[part] = np.maximum(there[part], gusts_mps(field, at, spots.some(part), model))
    felt = np.maximum.reduceat(there, assets.first[:-1])
    reached = np.minimum(felt, floor_mps[assets.assets])
    every_step = assets.every_step[assets.assets[assets.tiles[:-1]]]
    matters = (most_mps > np.minimum.reduceat(reached, assets.tiles[:-1])) | every_step
    begins = np.maximum(matters.argmax(axis=0) - 1, 0)
    if to_the_largest:
        matters = (most_mps > np.minimum.reduceat(felt, assets.tiles[:-1])) | every_step
    return begins, np.minimum(count - matters[::-1].argmax(axis=0) + 1, count)


def tiled(
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
    around = _around(ordered, first, tiles)
    return Sampled(counts.size, ordered, placed, first, tiles, *around, every_step)


def _around(points: Points, first: Numbers, tiles: Numbers) -> tuple[Spots, Floats]:
    """The middle of each tile, with its largest factor, and the angle to its furthest point."""
    spots = spots_of(points)
    there = np.stack([spots.x, spots.y, spots.z], axis=1)
    count = tiles.size - 1
    middle, reach, most = np.empty((count, 3)), np.empty(count), np.empty(count)
    for tile, (begin, end) in enumerate(pairwise(first[tiles].tolist())):
        mean = there[begin:end].mean(axis=0)
        middle[tile] = mean / np.linalg.norm(mean)
        chord = np.linalg.norm(there[begin:end] - middle[tile], axis=1).max()
        reach[tile] = 2 * np.arcsin(min(chord / 2, 1.0))
        most[tile] = points.factor[begin:end].max()
    x, y, z = middle.T
    return Spots(x, y, z, np.arange(count), most), reach


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


def bound_mps(field: Field, assets: Sampled, model: ProfileName) -> tuple[Floats, Floats]:
    """A gust that no asset of a tile exceeds at a step, and about that of its middle; shape ``(n_steps, n_tiles)``."""
    everyone = assets.middle
    bound, middle_mps, nearest_km = _bounds(field.at.whole, everyone, assets.reach_rad, model)
    near = np.nonzero(nearest_km < field.near_km)
    if near[0].size:
        here = everyone.some(near[1])
        reach_rad = assets.reach_rad[near[1]]
        largest = bound[near]
        for number in range(PARTS - 1):
            then = field.around.during(near[0] * (PARTS - 1) + number)
            np.maximum(largest, _bounds(then, here, reach_rad, model)[0], out=largest)
        bound[near] = largest
    return bound, middle_mps


def _bounds(
    storm: Moments, middle: Spots, reach_rad: Floats, model: ProfileName
) -> tuple[Floats, Floats, Floats]:
    """The bound of tiles round these middles at some instants, about the gust of the middle, and the nearest distance.

    The bound is the profile at the nearest point of the tile, but not inside the radius of the largest wind, without
    the turning of the earth and with Holland's smallest x, so that it falls with distance. To it the share of the
    motion is added as a vector, whole or not at all, at the smallest angle to the wind anywhere in the tile.
    """
    core, push_mps = storm.core, np.hypot(storm.push_east_mps, storm.push_north_mps)
    distance_km, east, north = from_centre(storm, middle)
    nearest_km = distance_km - reach_rad * EARTH_RADIUS_KM
    falling = replace(
        core, coriolis_per_s=np.zeros_like(core.coriolis_per_s), outer_km=core.radius_km
    )
    round_mps = PROFILES[model](np.maximum(nearest_km, core.radius_km), falling)
    wind_east, wind_north = round_wind(storm, east, north)
    pushed_mps = storm.push_east_mps * wind_east + storm.push_north_mps * wind_north
    # Seen from the centre no point of the tile lies further than this from its middle: the sine of the angle.
    width = np.sin(reach_rad) / np.maximum(np.sin(distance_km / EARTH_RADIUS_KM), 1e-12)
    aside = (nearest_km > 0) & (width < 1.0)
    turned = np.arccos(np.clip(pushed_mps / np.maximum(push_mps, 1e-9), -1.0, 1.0))
    turned = np.where(aside, turned - np.arcsin(np.minimum(width, 1.0)) - _MARGIN_RAD, 0.0)
    added = push_mps * (push_mps + 2 * round_mps * np.cos(np.maximum(turned, 0.0)))
    square = np.maximum(round_mps**2 + np.maximum(added, 0.0), push_mps**2)
    most = middle.factor.take(middle.row)
    middle_mps = PROFILES[model](distance_km, core) + pushed_mps
    return np.sqrt(square) * (most * _MARGIN) + _MARGIN_MPS, middle_mps, nearest_km


def _largest(gust_mps: Floats, starts: Numbers) -> Floats:
    """The largest gust over the samples of each asset."""
    if starts.size == gust_mps.shape[1]:
        return gust_mps
    return np.asarray(np.maximum.reduceat(gust_mps, starts, axis=1))
