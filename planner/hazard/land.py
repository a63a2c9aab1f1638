"""How much land the wind blew over before it reached a place: the coast as the districts' outlines give it.

What lies outside every outline counts as sea. So a place near the province's border on land gets the wind of a coast,
which is stronger than its own: a coarse map errs on the side of more gust, not less.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, radians
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.places import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CELL_KM = 0.25
BEARINGS = 24
"""Directions from which the wind is looked at: from north clockwise, evenly along the rim of a square,
11 to 18 degrees apart. Where a vector points is then found without an arc tangent."""
FETCH_KM = 10.0
"""Land further upwind than this no longer counts."""
NEAR_KM = 2.4
"""Fetch after which the layer that is in balance with the new ground, a tenth of the one that grows as
0.28 z0 (x / z0)^0.8 (Wood 1982), has reached 10 m over in-land ground (z0 0.18 m)."""
_NODES = 16
_INLAND_STEP_KM = 0.5
_MOST_CELLS = 8_000_000
_KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1.0)
_CHUNK = 250
"""Places looked at together: what is worked out of them stays in the processor's cache."""


@dataclass(frozen=True)
class Land:
    """Land and sea as a grid of square cells; `cells` has shape ``(n_rows, n_columns)``, row 0 in the south."""

    west: float
    south: float
    cell_lon: float
    cell_lat: float
    cells: NDArray[np.bool_]

    def is_land(self, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
        """Whether each place (degrees, any one shape) lies within an outline."""
        column = np.floor((lon - self.west) / self.cell_lon).astype(np.intp)
        row = np.floor((lat - self.south) / self.cell_lat).astype(np.intp)
        rows, columns = self.cells.shape
        known = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        found = self.cells[np.where(known, row, 0), np.where(known, column, 0)]
        return np.asarray(found & known)

    def inland_km(self, lon: Floats, lat: Floats) -> Floats:
        """How far each place (degrees, shape ``(n,)``) is from the sea, km, to half a kilometre; 0 at sea."""
        unit_east, unit_north = bearings()
        left = self.is_land(lon, lat)
        found = np.zeros(lon.size)
        while left.any():
            found[left] += _INLAND_STEP_KM
            ring = found[left, np.newaxis] / _KM_PER_DEGREE
            at_lat = lat[left, np.newaxis]
            there_lon = lon[left, np.newaxis] + ring * unit_east / np.cos(np.radians(at_lat))
            left[left] = self.is_land(there_lon, at_lat + ring * unit_north).all(axis=1)
        return found

    def land_share(self, lon: Floats, lat: Floats) -> Floats:
        """How much of the fetch is land, 0 to 1, by where the wind comes from.

        Parameters
        ----------
        lon, lat
            Degrees, shape ``(n_points,)``.

        Returns
        -------
        share
            Shape ``(n_points, BEARINGS)``. Land counts with the weight ``1 / (NEAR_KM + x)`` at x km upwind, to
            `FETCH_KM`; each bearing is smoothed with its neighbours, a quarter each, since no wind blows along a line.
        """
        unit_east, unit_north = bearings()
        distance_km = upwind_km()
        north = unit_north[:, np.newaxis] * distance_km / _KM_PER_DEGREE
        east = unit_east[:, np.newaxis] * distance_km / _KM_PER_DEGREE
        share = np.empty((lon.size, BEARINGS))
        for first in range(0, lon.size, _CHUNK):
            here = slice(first, first + _CHUNK)
            at_lon, at_lat = lon[here, np.newaxis, np.newaxis], lat[here, np.newaxis, np.newaxis]
            there = self.is_land(at_lon + east / np.cos(np.radians(at_lat)), at_lat + north)
            share[here] = there.mean(axis=2)
        return (2.0 * share + np.roll(share, 1, axis=1) + np.roll(share, -1, axis=1)) / 4.0


def bearings() -> tuple[Floats, Floats]:
    """East and north component of each direction, unit vectors."""
    way = np.arange(BEARINGS) * (4.0 / BEARINGS)
    # Along the rim of the square |east| + |north| = 1, from north over east.
    east = np.where(way <= 1, way, np.where(way <= 3, 2.0 - way, way - 4.0))
    north = np.where(way <= 2, 1.0 - way, way - 3.0)
    length = np.hypot(east, north)
    return east / length, north / length


def along_rim(east: Floats, north: Floats) -> Floats:
    """Where each vector points, 0 to `BEARINGS`: a number between those of the directions beside it."""
    way = east / np.maximum(np.abs(east) + np.abs(north), 1e-300)
    way = np.where(north < 0, 2.0 - way, way)
    return np.asarray(np.where(way < 0, way + 4.0, way) * (BEARINGS / 4.0))


def upwind_km() -> Floats:
    """How far upwind the land is looked at: nodes of equal weight."""
    way = (np.arange(_NODES) + 0.5) / _NODES
    return np.asarray(NEAR_KM * ((1.0 + FETCH_KM / NEAR_KM) ** way - 1.0))


def land_of(rings: Iterable[Sequence[tuple[float, float]]]) -> Land | None:
    """The union of rings of (lon, lat) in degrees as a grid; None where there are none.

    Cells are 250 m wide, larger where the province is so large that the grid would be.
    """
    outlines = [np.array(ring, dtype=np.float64) for ring in rings]
    outlines = [ring for ring in outlines if len(ring) >= 3]
    if not outlines:
        return None
    corners = np.concatenate(outlines)
    west, south = corners.min(axis=0)
    east, north = corners.max(axis=0)
    cell_lat = CELL_KM / _KM_PER_DEGREE
    cell_lon = cell_lat / max(cos(radians((south + north) / 2)), 0.1)
    cells = (east - west) / cell_lon * (north - south) / cell_lat
    if cells > _MOST_CELLS:
        coarser = float(np.sqrt(cells / _MOST_CELLS))
        cell_lat, cell_lon = cell_lat * coarser, cell_lon * coarser
    columns = max(1, ceil((east - west) / cell_lon))
    rows = max(1, ceil((north - south) / cell_lat))
    cells = np.zeros((rows, columns), dtype=np.bool_)
    land = Land(float(west), float(south), cell_lon, cell_lat, cells)
    for ring in outlines:
        _fill(land, ring)
    return land


def _fill(land: Land, ring: Floats) -> None:
    """Mark the cells whose middle lies within the ring, row by row (even-odd)."""
    rows, columns = land.cells.shape
    lat = land.south + (np.arange(rows) + 0.5) * land.cell_lat
    here, there = ring, np.roll(ring, -1, axis=0)
    crosses = (here[:, 1] <= lat[:, np.newaxis]) != (there[:, 1] <= lat[:, np.newaxis])
    for row in np.flatnonzero(crosses.any(axis=1)).tolist():
        edge = crosses[row]
        start, end = here[edge], there[edge]
        way = (lat[row] - start[:, 1]) / (end[:, 1] - start[:, 1])
        at = np.sort(start[:, 0] + way * (end[:, 0] - start[:, 0]))
        inside = np.ceil((at - land.west) / land.cell_lon - 0.5).astype(int).clip(0, columns)
        for left, right in zip(inside[::2].tolist(), inside[1::2].tolist(), strict=True):
            land.cells[row, left:right] = True
