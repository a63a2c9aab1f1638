"""Polygons of a storm: which points and spans they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.hazard.assets import Asset, Geometry
    from planner.hazard.records import Footprint

WATER = ("flood_depth_m", "surge_depth_m")
"""Quantities that drown what stands too low: a flood of rain or river, and a surge of the sea."""
_STAYS = frozenset(("hop", "srlg", "resource", "sea-route"))


def moves_with_the_ground(asset: Asset) -> bool:
    """Whether a landslide over any part of the asset fails it.

    Everything that stands on the ground or lies in it does: masts, equipment, dishes, generators, nodes, poles with
    what hangs on them, cable in ducts or buried, command posts, warning channels. Submarine cable and radio paths do
    not.
    """
    return asset.kind not in _STAYS and asset.mounting != "submarine" and bool(asset.geometry)


Ring = tuple[tuple[float, float], ...]


def touched(ring: Ring, geometries: Sequence[Geometry]) -> NDArray[np.bool_]:
    """Whether each geometry has any part in the polygon; touching its edge counts.

    Parameters
    ----------
    ring
        `(lon, lat)` corners in degrees, closed or not. Where it crosses itself, each of the areas
        that it encloses counts. Edges are straight in degrees.
    geometries
        One point, the points of a span in order, or nothing, which is never inside.

    Returns
    -------
    inside
        Shape ``(n_geometries,)``.
    """
    inside = np.zeros(len(geometries), dtype=np.bool_)
    counts = np.fromiter(map(len, geometries), dtype=np.intp, count=len(geometries))
    flat = np.array([point for geometry in geometries for point in geometry], dtype=np.float64)
    if not flat.size:
        return inside
    area = shapely.make_valid(shapely.Polygon(ring))
    shapely.prepare(area)
    first = np.concatenate([[0], np.cumsum(counts)[:-1]])
    points = counts == 1
    if points.any():
        at = flat[first[points]]
        inside[points] = shapely.intersects_xy(area, at[:, 0], at[:, 1])
    spans = np.flatnonzero(counts > 1)
    if spans.size:
        owner = np.repeat(np.arange(counts.size), counts)
        on_span = counts[owner] > 1
        # linestrings() wants its line numbers without gaps.
        line_of = np.cumsum(counts > 1) - 1
        lines = shapely.linestrings(flat[on_span], indices=line_of[owner[on_span]])
        inside[spans] = shapely.intersects(area, lines)
    return inside


def inside(footprint: Footprint, geometries: Sequence[Geometry]) -> NDArray[np.bool_]:
    """Whether each geometry feels the footprint: `touched` by its polygon."""
    return touched(footprint.polygon, geometries)
