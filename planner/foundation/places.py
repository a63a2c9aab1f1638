"""Where things are: degrees and VN-2000 metres, distances, and numbers that only look like a place."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyproj import Transformer

DEGREES = "EPSG:4326"
"""WGS 84 longitude and latitude: what every record holds once it is read."""

VIETNAM = (102.0, 7.0, 118.0, 24.0)
"""West, south, east, north. South to 7° for the stations of Trường Sa and DK1, east to 118° for
the special zones at sea."""

COORDINATE_DECIMALS = 6
"""Entered points are kept to 1e-6 degree (0.11 m): the same point in metres and in degrees is
then the same number, whatever the last bits of the projection."""

EARTH_RADIUS_KM = 6371.0088
"""Mean radius R1 of GRS 80. Source: H. Moritz (2000), Journal of Geodesy 74."""

VN2000_GEOGRAPHIC = "EPSG:4756"

VN2000_MERIDIANS: dict[str, float] = {
    "EPSG:5896": 102.0,
    "EPSG:9205": 103.0,
    "EPSG:9206": 104.0,
    "EPSG:9207": 104.5,
    "EPSG:9208": 104.75,
    "EPSG:5897": 105.0,
    "EPSG:9209": 105.5,
    "EPSG:9210": 105.75,
    "EPSG:9211": 106.0,
    "EPSG:9212": 106.25,
    "EPSG:9213": 106.5,
    "EPSG:9214": 107.0,
    "EPSG:9215": 107.25,
    "EPSG:9216": 107.5,
    "EPSG:5899": 107.75,
    "EPSG:5898": 108.0,
    "EPSG:9217": 108.25,
    "EPSG:9218": 108.5,
    "EPSG:3405": 105.0,
    "EPSG:3406": 111.0,
}
"""Central meridian, degrees east, of every projected VN-2000 system: the 3-degree zones of the
provinces, then UTM 48N and 49N (6 degrees). Source: EPSG registry."""

_UTM = frozenset(["EPSG:3405", "EPSG:3406"])
_DATUM_SHIFT = "VN-2000 to WGS 84 (2)"
# EPSG:6960, the parameters of Decision 05/2007/QĐ-BTNMT. Named, since PROJ may prefer another
# operation where this one's area of use ends (the islands at sea) and would then skip the shift.

# Eastings that a VN-2000 system can give inside Vietnam, northings of its latitudes, metres.
_EAST_M = (100_000.0, 1_200_000.0)
_NORTH_M = (770_000.0, 2_700_000.0)

Suspicion = Literal["swapped", "projected", "outside"]


def is_known_system(crs: str) -> bool:
    """Whether a province may name this system: WGS 84 degrees, or a projected VN-2000 system."""
    return crs == DEGREES or crs in VN2000_MERIDIANS


def is_projected(crs: str) -> bool:
    """Whether coordinates in this system are metres."""
    return crs in VN2000_MERIDIANS


def rounded(degrees: float) -> float:
    """A coordinate as it is kept, to `COORDINATE_DECIMALS`; never a negative zero."""
    return round(degrees, COORDINATE_DECIMALS) + 0.0


@lru_cache(maxsize=32)
def _to_degrees(crs: str) -> Transformer:
    # Slow to load, and a province in degrees never needs it.
    from pyproj.transformer import TransformerGroup  # noqa: PLC0415

    group = TransformerGroup(crs, DEGREES, always_xy=True, allow_ballpark=False)
    named = [step for step in group.transformers if _DATUM_SHIFT in step.description]
    return (named or group.transformers)[0]


def degrees_from_metres(
    crs: str, east_m: Sequence[float], north_m: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Longitudes and latitudes, WGS 84 degrees, of points in a VN-2000 system.

    Rounded as `rounded` does. A point that the projection cannot reach comes back as infinity.
    Accuracy of the datum shift: 1 m (EPSG:6960).

    Raises
    ------
    KeyError
        If `crs` is no projected VN-2000 system.
    """
    if crs not in VN2000_MERIDIANS:
        raise KeyError(crs)
    lon, lat = _to_degrees(crs).transform(list(east_m), list(north_m))
    return [rounded(float(value)) for value in lon], [rounded(float(value)) for value in lat]


def metres_from_degrees(
    crs: str, lon: Sequence[float], lat: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Eastings and northings, m, in a VN-2000 system of WGS 84 points; not rounded.

    Raises
    ------
    KeyError
        If `crs` is no projected VN-2000 system.
    """
    if crs not in VN2000_MERIDIANS:
        raise KeyError(crs)
    east, north = _to_degrees(crs).transform(list(lon), list(lat), direction="INVERSE")
    return [float(value) for value in east], [float(value) for value in north]


def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Great-circle distance, km, between two points in degrees.

    Notes
    -----
    Haversine on the mean sphere; within 0.6 % of the ellipsoid.
    """
    phi, other_phi = radians(lat), radians(other_lat)
    half_chord = (
        sin((other_phi - phi) / 2) ** 2
        + cos(phi) * cos(other_phi) * sin(radians(other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half_chord)))


def in_vietnam(lon: float, lat: float) -> bool:
    """Whether a point lies in the rectangle that holds Vietnam, its sea and its islands."""
    west, south, east, north = VIETNAM
    return west <= lon <= east and south <= lat <= north


def looks_projected(first: float, second: float) -> bool:
    """Whether two numbers are an easting and a northing of Vietnam in metres, in either order."""
    return _is_metres(first, second) or _is_metres(second, first)


def _is_metres(east: float, north: float) -> bool:
    return _EAST_M[0] <= east <= _EAST_M[1] and _NORTH_M[0] <= north <= _NORTH_M[1]


def suspicion(lon: float, lat: float) -> Suspicion | None:
    """Why a pair of degrees cannot be a place in Vietnam, or None when it can."""
    if in_vietnam(lon, lat):
        return None
    if in_vietnam(lat, lon):
        return "swapped"
    return "projected" if looks_projected(lon, lat) else "outside"


def likely_systems(
    first: float, second: float, near: Iterable[tuple[float, float]] = (), count: int = 3
) -> tuple[str, ...]:
    """The VN-2000 systems in which two numbers, in metres, are most likely a point of Vietnam.

    Those in which the point comes nearest to one of `near` (lon, lat) come first; without
    `near`, the systems whose own zone holds the point, nearest to its meridian first.
    """
    east, north = (first, second) if _is_metres(first, second) else (second, first)
    around = tuple(near)
    ranked: list[tuple[float, str]] = []
    for crs, meridian in VN2000_MERIDIANS.items():
        lons, lats = degrees_from_metres(crs, [east], [north])
        lon, lat = lons[0], lats[0]
        if not in_vietnam(lon, lat):
            continue
        reach = 3.0 if crs in _UTM else 1.5
        if around:
            ranked.append((min(distance_km(lon, lat, *point) for point in around), crs))
        elif abs(lon - meridian) <= reach:
            ranked.append((abs(lon - meridian), crs))
    return tuple(crs for _, crs in sorted(ranked)[:count])
