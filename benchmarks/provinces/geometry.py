"""Flat geometry good enough to lay out a made-up network: degrees in, kilometres out."""

from __future__ import annotations

from collections.abc import Sequence

LonLat = tuple[float, float]

# One degree at 21 degrees north. Constants, because cos() may differ in its last bit between platforms.
KM_PER_DEG_LON = 104.0
KM_PER_DEG_LAT = 110.7


def distance_km(a: LonLat, b: LonLat) -> float:
    dx = (a[0] - b[0]) * KM_PER_DEG_LON
    dy = (a[1] - b[1]) * KM_PER_DEG_LAT
    return float((dx * dx + dy * dy) ** 0.5)


def inside(point: LonLat, ring: Sequence[Sequence[float]]) -> bool:
    """Even-odd rule."""
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def part_of(point: LonLat, outline: Sequence[Sequence[Sequence[float]]]) -> int | None:
    """Which ring holds the point."""
    return next((i for i, ring in enumerate(outline) if inside(point, ring)), None)


def bounds(ring: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    lons = [p[0] for p in ring]
    lats = [p[1] for p in ring]
    return min(lons), min(lats), max(lons), max(lats)


def area_km2(ring: Sequence[Sequence[float]]) -> float:
    twice = sum(
        x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
    )
    return abs(twice) / 2 * KM_PER_DEG_LON * KM_PER_DEG_LAT


def nearest_inside(point: LonLat, outline: Sequence[Sequence[Sequence[float]]]) -> LonLat:
    """The point itself, or a place inside the outline close to it, on a grid of 40 by 40."""
    if part_of(point, outline) is not None:
        return point
    best: LonLat | None = None
    for ring in outline:
        west, south, east, north = bounds(ring)
        for i in range(1, 40):
            for j in range(1, 40):
                trial = (west + (east - west) * i / 40, south + (north - south) * j / 40)
                if inside(trial, ring) and (
                    best is None or distance_km(point, trial) < distance_km(point, best)
                ):
                    best = trial
    if best is None:
        msg = "an outline has no room inside"
        raise ValueError(msg)
    return best


def rounded(point: LonLat) -> LonLat:
    """Five decimals, about a metre."""
    return round(point[0], 5), round(point[1], 5)


def pseudo_angle(centre: LonLat, point: LonLat) -> float:
    """Grows with the bearing from `centre`, in [0, 4), without a call to atan2."""
    dx = (point[0] - centre[0]) * KM_PER_DEG_LON
    dy = (point[1] - centre[1]) * KM_PER_DEG_LAT
    size = abs(dx) + abs(dy)
    if size == 0:
        return 0.0
    turn = dx / size
    return 1.0 - turn if dy >= 0 else 3.0 + turn


def closed_tour(points: Sequence[LonLat]) -> list[int]:
    """A short closed tour: nearest neighbour, then 2-opt until nothing gets shorter."""
    count = len(points)
    tour = [0]
    left = list(range(1, count))
    while left:
        here = points[tour[-1]]
        step = min(left, key=lambda i: (distance_km(here, points[i]), i))
        tour.append(step)
        left.remove(step)
    improved = count > 3
    while improved:
        improved = False
        for i in range(count - 1):
            for j in range(i + 2, count):
                a, b = points[tour[i]], points[tour[i + 1]]
                c, d = points[tour[j]], points[tour[(j + 1) % count]]
                saved = distance_km(a, b) + distance_km(c, d) - distance_km(a, c) - distance_km(b, d)
                if saved > 1e-6:
                    tour[i + 1 : j + 1] = reversed(tour[i + 1 : j + 1])
                    improved = True
    return tour
