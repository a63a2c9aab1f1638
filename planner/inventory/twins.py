"""Sites that may be one site entered twice."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely

from planner.foundation.text import Text
from planner.inventory.areas import KM_PER_DEGREE

if TYPE_CHECKING:
    from planner.inventory.draft import Draft, Entry

SAME_POINT_KM = 0.005
"""Two masts closer than five metres are one mast, or one coordinate copied."""


def check_twins(draft: Draft) -> None:
    """Warn of sites that stand at one point."""
    at_point: dict[tuple[float, float], list[Entry]] = {}
    for entry, site in draft.records("sites"):
        if site.lon is not None and site.lat is not None:
            at_point.setdefault((site.lon, site.lat), []).append(entry)
    if not at_point:
        return
    points = sorted(at_point)
    for point in points:
        if len(at_point[point]) == 1:
            continue
        first, *others = sorted(at_point[point], key=lambda entry: entry.id or "")
        for entry in others:
            _warn(draft, entry, first)
    lon, lat = np.array(points).T
    plane = shapely.points(
        lon * (KM_PER_DEGREE * cos(radians(float(lat.mean())))), lat * KM_PER_DEGREE
    )
    near = shapely.STRtree(plane).query(plane, predicate="dwithin", distance=SAME_POINT_KM)
    nearest: dict[int, int] = {}
    for left, right in near.T.tolist():
        if left > right:
            nearest[left] = min(right, nearest.get(left, right))
    for left in sorted(nearest):
        _warn(draft, at_point[points[left]][0], at_point[points[nearest[left]]][0])


def _warn(draft: Draft, entry: Entry, other: Entry) -> None:
    place = other.place("id")
    draft.about(
        entry,
        "W501",
        ("id",),
        Text(vi=f"trạm “{entry.id}” và trạm “{other.id}” ở cùng một điểm",
             en=f"sites `{entry.id}` and `{other.id}` stand at one point"),
        Text(vi=f"“{other.id}” ở {place.path}:{place.line}",
             en=f"`{other.id}` is at {place.path}:{place.line}"),
        Text(vi="nếu là một cột, gộp lại và ghi đủ các nhà mạng ở operators",
             en="if it is one mast, merge them and list all operators"),
    )
