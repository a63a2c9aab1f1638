"""The coast of Vietnam as thirty corners: good enough to say where a storm comes ashore, and to move it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from math import cos, radians
from typing import TYPE_CHECKING, NamedTuple

from planner.foundation.places import distance_km
from planner.hazard.approach import KM_PER_DEGREE, closest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.hazard.records import Fix


class CoastPoint(NamedTuple):
    """A corner of the coarse coast, and the place it is near."""

    name: str
    lon: float
    lat: float


COAST: tuple[CoastPoint, ...] = (
    CoastPoint("Trà Cổ", 108.07, 21.49),
    CoastPoint("Tiên Yên", 107.57, 21.25),
    CoastPoint("Cẩm Phả", 107.35, 21.00),
    CoastPoint("Hạ Long", 107.04, 20.95),
    CoastPoint("Đồ Sơn", 106.80, 20.68),
    CoastPoint("Ba Lạt", 106.57, 20.28),
    CoastPoint("Sầm Sơn", 105.91, 19.74),
    CoastPoint("Lạch Quèn", 105.74, 19.10),
    CoastPoint("Cửa Lò", 105.73, 18.81),
    CoastPoint("Cửa Nhượng", 106.10, 18.25),
    CoastPoint("Đèo Ngang", 106.51, 17.95),
    CoastPoint("Đồng Hới", 106.64, 17.49),
    CoastPoint("Cửa Việt", 107.17, 16.90),
    CoastPoint("Thuận An", 107.63, 16.57),
    CoastPoint("Sơn Trà", 108.32, 16.10),
    CoastPoint("Cửa Đại", 108.41, 15.87),
    CoastPoint("Dung Quất", 108.80, 15.39),
    CoastPoint("Sa Huỳnh", 109.07, 14.67),
    CoastPoint("Quy Nhơn", 109.25, 13.77),
    CoastPoint("Mũi Điện", 109.46, 12.90),
    CoastPoint("Nha Trang", 109.20, 12.25),
    CoastPoint("Mũi Dinh", 109.02, 11.36),
    CoastPoint("Phan Thiết", 108.10, 10.92),
    CoastPoint("Kê Gà", 108.00, 10.70),
    CoastPoint("Vũng Tàu", 107.07, 10.33),
    CoastPoint("Gò Công", 106.76, 10.27),
    CoastPoint("Ba Động", 106.58, 9.65),
    CoastPoint("Gành Hào", 105.42, 9.03),
    CoastPoint("Mũi Cà Mau", 104.72, 8.60),
)
"""From the Chinese border to the southern cape. Corners of the province outlines of Who's On First (CC0,
about 2013) nearest to the places named, to 0.01 degree."""

_LENGTHS_KM = [distance_km(a.lon, a.lat, b.lon, b.lat) for a, b in pairwise(COAST)]
_STARTS_KM = [0.0, *accumulate(_LENGTHS_KM)]
LENGTH_KM = _STARTS_KM[-1]


@dataclass(frozen=True, slots=True)
class Landfall:
    """Where and when a track meets the coast; `along_km` is counted from the northern end."""

    along_km: float
    lon: float
    lat: float
    at: datetime
    crosses: bool
    """False when the track stays off the coast: then this is where it comes nearest."""


def place_at(along_km: float) -> tuple[float, float]:
    """The point (lon, lat) of the coast so many km from its northern end.

    Raises
    ------
    ValueError
        If the coast is not that long.
    """
    if not 0 <= along_km <= LENGTH_KM:
        msg = f"the coast is {LENGTH_KM:.0f} km long, {along_km:.0f} km is beyond it"
        raise ValueError(msg)
    leg = min(bisect_right(_STARTS_KM, along_km) - 1, len(_LENGTHS_KM) - 1)
    share = (along_km - _STARTS_KM[leg]) / _LENGTHS_KM[leg]
    before, after = COAST[leg], COAST[leg + 1]
    return (
        before.lon + share * (after.lon - before.lon),
        before.lat + share * (after.lat - before.lat),
    )


def along_km_of(lon: float, lat: float) -> float:
    """How far along the coast its point nearest to a place is, km from the northern end."""
    best_km, best = float("inf"), 0.0
    for leg, (before, after) in enumerate(pairwise(COAST)):
        squeeze = cos(radians(lat))
        east, north = (after.lon - before.lon) * squeeze, after.lat - before.lat
        along = (lon - before.lon) * squeeze * east + (lat - before.lat) * north
        share = min(1.0, max(0.0, along / (east**2 + north**2)))
        spot = before.lon + share * (after.lon - before.lon), before.lat + share * north
        away_km = distance_km(lon, lat, *spot)
        if away_km < best_km:
            best_km, best = away_km, _STARTS_KM[leg] + share * _LENGTHS_KM[leg]
    return best


def name_near(along_km: float) -> str:
    """The named corner of the coast nearest to a point of it."""
    nearest = min(range(len(COAST)), key=lambda index: abs(_STARTS_KM[index] - along_km))
    return COAST[nearest].name


def landfall_of(fixes: Sequence[Fix]) -> Landfall:
    """Where the centre first crosses the coast, or comes nearest to it when it never does."""
    for before, after in pairwise(fixes):
        found = _crossing(before, after)
        if found is not None:
            share, along_km = found
            lon, lat = place_at(along_km)
            seconds = round(share * (after.at - before.at).total_seconds())
            return Landfall(along_km, lon, lat, before.at + timedelta(seconds=seconds), True)
    spots = [place_at(LENGTH_KM * step / 400) for step in range(401)]
    nearest = closest(fixes, spots)
    assert nearest is not None  # the coast has points
    along_km = along_km_of(nearest.lon, nearest.lat)
    return Landfall(along_km, *place_at(along_km), nearest.at, False)


def _crossing(before: Fix, after: Fix) -> tuple[float, float] | None:
    """The share of a leg of the track at which it first meets the coast, and where along it."""
    best: tuple[float, float] | None = None
    run, rise = after.lon - before.lon, after.lat - before.lat
    for leg, (start, end) in enumerate(pairwise(COAST)):
        dx, dy = end.lon - start.lon, end.lat - start.lat
        cross = run * dy - rise * dx
        if cross == 0:
            continue
        away_x, away_y = start.lon - before.lon, start.lat - before.lat
        share = (away_x * dy - away_y * dx) / cross
        along = (away_x * rise - away_y * run) / cross
        if 0 <= share <= 1 and 0 <= along <= 1 and (best is None or share < best[0]):
            best = share, _STARTS_KM[leg] + along * _LENGTHS_KM[leg]
    return best


def east_north_km(lon: float, lat: float, from_lon: float, from_lat: float) -> tuple[float, float]:
    """How far east and north a point lies of another, km; east along its own parallel."""
    east_km = (lon - from_lon) * KM_PER_DEGREE * cos(radians(lat))
    return east_km, (lat - from_lat) * KM_PER_DEGREE


def moved(from_lon: float, from_lat: float, east_km: float, north_km: float) -> tuple[float, float]:
    """The point so far east and north of another: what `east_north_km` undoes."""
    lat = from_lat + north_km / KM_PER_DEGREE
    return from_lon + east_km / (KM_PER_DEGREE * cos(radians(lat))), lat
