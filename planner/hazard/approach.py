"""How near a track comes to places: the centre goes straight between fixes, in time and on the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from planner.foundation.places import EARTH_RADIUS_KM, distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from planner.hazard.records import Fix

KM_PER_DEGREE = EARTH_RADIUS_KM * radians(1.0)


@dataclass(frozen=True, slots=True)
class Approach:
    """Where and when the centre is closest to a place."""

    distance_km: float
    at: datetime
    lon: float
    lat: float


def closest(fixes: Sequence[Fix], places: Iterable[tuple[float, float]]) -> Approach | None:
    """The closest approach of the centre to any of the places (lon, lat); None without places.

    Ties go to the earlier instant. Distances are great circles from the nearest point of the
    straight path on the map, which for legs of six hours is within 1 % of the shortest.
    """
    spots = tuple(places)
    best: Approach | None = None
    for before, after in pairwise(fixes):
        for spot in spots:
            share = _nearest_share(before, after, spot)
            lon = before.lon + share * _turn(after.lon - before.lon)
            lat = before.lat + share * (after.lat - before.lat)
            away_km = distance_km(lon, lat, *spot)
            if best is None or away_km < best.distance_km - 1e-9:
                seconds = share * (after.at - before.at).total_seconds()
                at = before.at + timedelta(seconds=round(seconds))
                best = Approach(away_km, at, lon, lat)
    return best


def _nearest_share(before: Fix, after: Fix, spot: tuple[float, float]) -> float:
    """How far along a leg the point nearest to a spot lies, from 0 to 1."""
    squeeze = cos(radians(spot[1]))
    east = _turn(after.lon - before.lon) * squeeze
    north = after.lat - before.lat
    length = hypot(east, north)
    if length == 0:
        return 0.0
    along = _turn(spot[0] - before.lon) * squeeze * east + (spot[1] - before.lat) * north
    return min(1.0, max(0.0, along / length**2))


def _turn(degrees: float) -> float:
    """A difference of longitudes the short way round."""
    return (degrees + 180.0) % 360.0 - 180.0
