"""How much of an area is covered: a grid of points within its outline, each reached or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from planner.hazard.footprints import touched
from planner.network.radio_reach import Spot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from planner.inventory.duty_records import Terrain
    from planner.network.radio_reach import Coverer
    from planner.network.sides import Side

POINTS_ALONG = 18
"""Points along each side of the box around an outline."""

Ring = tuple[tuple[float, float], ...]


def grid_within(outline: Sequence[Ring], terrain: Terrain) -> tuple[Spot, ...]:
    """Points evenly spread over an outline's parts, degrees; each stands for the same area.

    Spacing is the same share of the whole outline's box for every part, so that a large part weighs more than a small
    one. An outline too small for the grid gives its corners.
    """
    corners = np.array([point for ring in outline for point in ring], dtype=np.float64)
    if not corners.size:
        return ()
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    lon, lat = (
        low + (high - low) * (np.arange(POINTS_ALONG) + 0.5) / POINTS_ALONG
        for low, high in ((west, east), (south, north))
    )
    points = [(float(x), float(y)) for y in lat for x in lon]
    inside = np.zeros(len(points), dtype=np.bool_)
    for ring in outline:
        inside |= touched(tuple((float(x), float(y)) for x, y in ring), [(p,) for p in points])
    chosen = [point for point, within in zip(points, inside.tolist(), strict=True) if within]
    chosen = chosen or [(float(x), float(y)) for x, y in corners]
    return tuple(Spot(x, y, terrain) for x, y in chosen)


def share_covered(
    spots: Sequence[Spot], coverer: Coverer, side: Side, serving: Iterable[Collection[str]]
) -> float | None:
    """Share of the spots that are reached by a site of each of some sets; None where there is no spot.

    Parameters
    ----------
    serving
        Sets of sites in service: one where any operator will do, one for each operator where all must cover.
    """
    if not spots:
        return None
    sets = [frozenset(each) for each in serving]
    reached = sum(
        all(not each.isdisjoint(covering) for each in sets)
        for covering in (coverer.covering(spot, side) for spot in spots)
    )
    return reached / len(spots)
