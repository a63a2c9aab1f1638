"""Outlines of districts and communes: which one holds a point, and how far outside one it is."""

from __future__ import annotations

from math import cos, pi, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.foundation.places import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

KM_PER_DEGREE = EARTH_RADIUS_KM * pi / 180
Ring = tuple[tuple[float, float], ...]


class Areas:
    """Outlines on a plane in km, laid out so that a straight edge in degrees stays straight.

    One scale for the whole province: distances near its edge are within 1 % for provinces up to
    two degrees tall.
    """

    def __init__(self, outlines: Mapping[str, Sequence[Ring]]) -> None:
        points = [point for rings in outlines.values() for ring in rings for point in ring]
        self.lat_0 = sum(lat for _, lat in points) / len(points) if points else 16.0
        self.ids = sorted(id_ for id_, rings in outlines.items() if rings)
        self.shapes = {
            id_: shapely.union_all([self._polygon(ring) for ring in outlines[id_]])
            for id_ in self.ids
        }
        for shape in self.shapes.values():
            shapely.prepare(shape)
        self.tree = shapely.STRtree([self.shapes[id_] for id_ in self.ids])

    def _polygon(self, ring: Ring) -> shapely.Polygon:
        lon, lat = zip(*ring, strict=True)
        x, y = self.on_plane(np.array(lon, dtype=float), np.array(lat, dtype=float))
        return shapely.Polygon(np.column_stack([x, y]))

    def on_plane(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Kilometres east and north of a common origin."""
        return lon * (KM_PER_DEGREE * cos(radians(self.lat_0))), lat * KM_PER_DEGREE

    def outside_km(
        self, id_: str, lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """How far outside the area `id_` each point is, km; nought inside and on its edge."""
        x, y = self.on_plane(lon, lat)
        shape = self.shapes[id_]
        away = np.zeros(len(x))
        outside = ~shapely.intersects_xy(shape, x, y)
        if outside.any():
            away[outside] = shapely.distance(shape, shapely.points(x[outside], y[outside]))
        return away

    def holding(self, lon: float, lat: float) -> str | None:
        """The area in which the point lies deepest, or None when it lies in none."""
        x, y = self.on_plane(np.array([lon]), np.array([lat]))
        point = shapely.Point(x[0], y[0])
        held = [
            (-float(shapely.distance(shapely.boundary(self.shapes[self.ids[at]]), point)),
             self.ids[at])
            for at in self.tree.query(point, predicate="intersects").tolist()
        ]
        return min(held)[1] if held else None

    def depth_km(self, id_: str, lon: float, lat: float) -> float:
        """How far inside the area `id_` a point is, km."""
        x, y = self.on_plane(np.array([lon]), np.array([lat]))
        edge = shapely.boundary(self.shapes[id_])
        return float(shapely.distance(edge, shapely.Point(x[0], y[0])))


def ring_fault(ring: Ring) -> str | None:
    """What is wrong with a ring: `corners`, `crossing`, or None when it has an inside."""
    if len(set(ring)) < 3:
        return "corners"
    polygon = shapely.Polygon(ring)
    if polygon.convex_hull.area == 0:
        return "corners"
    return None if polygon.is_valid else "crossing"
