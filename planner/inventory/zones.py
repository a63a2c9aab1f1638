"""A province whose metres are in another VN-2000 zone than it says: one finding, not one for each point."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.foundation.places import VN2000_MERIDIANS, degrees_from_metres
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from planner.inventory.areas import Areas
    from planner.inventory.draft import Draft

FEWEST_POINTS = 3
"""Fewer points than this may each be wrong by itself."""
MOST_AT_HOME = 0.5
"""The system named is doubted only when no more than this share of the points lies where it should."""
FEWEST_AT_HOME = 0.9
"""Another system is named only when at least this share lies where it should in that one."""

Metres = tuple[str, float, float]
"""The district that a point names, its easting and its northing."""


def check_zone(
    draft: Draft, areas: Areas, buffer_km: float, unit_of: Callable[[Any], str | None]
) -> frozenset[int]:
    """Find that the whole province is in another zone; the points, by `id` of their entry, of which no more is said.

    Points in metres are compared with the outlines of the districts that they name. When most lie outside in the
    system that the province names, and nearly all lie inside in another one, it is the system that is wrong.
    """
    crs = draft.header.crs if draft.header is not None else ""
    points: list[Metres] = []
    for entry, path, east, north in draft.metres:
        unit = None if path else unit_of(entry.record)
        if unit is not None and unit in areas.shapes:
            points.append((unit, east, north))
    if len(points) < FEWEST_POINTS or crs not in VN2000_MERIDIANS:
        return frozenset()
    here, _ = _at_home(points, crs, areas, buffer_km)
    if here > MOST_AT_HOME * len(points):
        return frozenset()
    tried = {other: _at_home(points, other, areas, buffer_km) for other in VN2000_MERIDIANS}
    best = min(tried, key=lambda other: (-tried[other][0], tried[other][1], other))
    there = tried[best][0]
    if there < FEWEST_AT_HOME * len(points):
        return frozenset()
    _say(draft, crs, best, len(points), here, there)
    _take_back(draft)
    return frozenset(id(entry) for entry, _, _, _ in draft.metres)


def _at_home(
    points: Sequence[Metres], crs: str, areas: Areas, buffer_km: float
) -> tuple[int, float]:
    """How many points lie in their district or its buffer in this system, and how far outside these are in all, km."""
    lons, lats = degrees_from_metres(
        crs, [east for _, east, _ in points], [north for _, _, north in points]
    )
    at_unit: dict[str, list[int]] = defaultdict(list)
    for index, (unit, _, _) in enumerate(points):
        at_unit[unit].append(index)
    lon, lat = np.array(lons), np.array(lats)
    count, beyond_km = 0, 0.0
    for unit in sorted(at_unit):
        some = np.array(at_unit[unit])
        some = some[np.isfinite(lon[some]) & np.isfinite(lat[some])]
        away = areas.outside_km(unit, lon[some], lat[some])
        near = away[away <= buffer_km]
        count += len(near)
        beyond_km += float(near.sum())
    return count, beyond_km


def _say(draft: Draft, crs: str, best: str, points: int, here: int, there: int) -> None:
    assert draft.header_document is not None
    draft.add(
        draft.header_document.finding(
            "E128",
            ("province", "crs"),
            Text(vi=f"hệ toạ độ {crs} có lẽ không đúng: theo hệ này chỉ {here} trong {points} điểm "
                    f"nằm trong địa bàn đã ghi; theo {best} thì {there} điểm",
                 en=f"the coordinate system {crs} is probably wrong: in it {here} of {points} points lie in "
                    f"the district they name, in {best} {there} do"),
            Text(vi=f"kinh tuyến trục: {crs} là {_vi(VN2000_MERIDIANS[crs])}°, "
                    f"{best} là {_vi(VN2000_MERIDIANS[best])}°",
                 en=f"central meridians: {crs} has {VN2000_MERIDIANS[crs]:g}°, "
                    f"{best} has {VN2000_MERIDIANS[best]:g}°"),
            Text(vi=f"kiểm tra lại hệ của số liệu đo; nếu đúng là {best} thì ghi “crs: {best}”",
                 en=f"look up the system of the survey; if it is {best}, write `crs: {best}`"),
        )
    )  # fmt: skip


def _vi(degrees: float) -> str:
    return f"{degrees:g}".replace(".", ",")


def _take_back(draft: Draft) -> None:
    """Drop what was said of points that fall outside Vietnam in the wrong system."""
    dropped: set[int] = set()
    for entry, path, _, _ in draft.metres:
        outside = [found for found in entry.errors or () if found.code == "E123"]
        if outside:
            where = entry.place(*path, "east_m")
            dropped |= {id(found) for found in outside if found.place == where}
            entry.errors = [found for found in entry.errors or () if id(found) not in dropped]
    draft.findings = [found for found in draft.findings if id(found) not in dropped]
