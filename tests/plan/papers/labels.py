"""Where every number in a picture comes from: hours and counts of a timeline, hours and the scale of a map."""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.plan.pictures.maps import KM_PER_DEGREE
from planner.plan.pictures.strip import LEFT, RIGHT, WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.plan.papers.shown import Shown

Json = Any
DAY_PX, HOUR_PX = 40, 6
"""Room that a day, and an hour, need before the right edge of a timeline."""
LENGTHS_KM = (1, 2, 5, 10, 20, 50, 100)
"""Of a map's scale."""


def strip_steps(s: Shown, verdict: Json) -> str:
    """A timeline in words, from the series of `check --format json`: instant, then least and most."""
    worst, best = ([(Fraction(at), n) for at, n, _ in verdict[side]["series"]] for side in SIDES)
    hours = sorted({at for at, _ in worst} | {at for at, _ in best})
    return " ".join(f"{s.at(at)} {_ranged(_count(worst, at), _count(best, at))}" for at in hours)


SIDES = ("pessimistic", "optimistic")


def _count(series: list[tuple[Fraction, int]], hour: Fraction) -> int:
    return [n for at, n in series if at <= hour][-1]


def _ranged(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} {high}"


def strip_labels(s: Shown, verdict: Json, window: list[str]) -> list[str]:
    """What a timeline's axes say: days and every sixth hour of Vietnam, counts, the count that is asked."""
    start, end = (Fraction(hour) for hour in window)
    room = WIDTH - LEFT - RIGHT
    told = []
    for hour in _sixth_hours(s, start, end):
        at = LEFT + float((hour - start) / (end - start)) * room
        day, clock = s.at(hour).rsplit(" ", 1)
        of_day = int(clock.split(":")[0])
        told += [day] if of_day == 0 and WIDTH - RIGHT - at > DAY_PX else []
        told += [f"{of_day}h"] if at <= WIDTH - RIGHT - HOUR_PX else []
    most = max([n for _, n, _ in verdict["optimistic"]["series"]] + [verdict["needed"]]) + 1
    told += [str(n) for n in range(0, most + 1, max(1, math.ceil(most / 6)))]
    return [*told, {"vi": "cần {}", "en": "{} asked"}[s.language].format(verdict["needed"])]


def _sixth_hours(s: Shown, start: Fraction, end: Fraction) -> Iterator[Fraction]:
    """The scenario's hours at which Vietnam's clock says 0, 6, 12 or 18."""
    first = datetime.fromisoformat(s.figures["start"]) + timedelta(hours=7)
    offset = Fraction(-(first.hour * 60 + first.minute), 60) % 6
    hour = offset + 6 * math.ceil((start - offset) / 6)
    while hour <= end:
        yield hour
        hour += 6


def map_hours(s: Shown) -> list[str]:
    """Every third hour of Vietnam's clock within the scenario: where a map may show the storm's centre."""
    until = Fraction(s.figures["plan"]["horizon_h"])
    sixths = list(_sixth_hours(s, Fraction(0), until))
    return [s.at(hour) for hour in sorted({*sixths, *(hour + 3 for hour in sixths)}) if hour <= until]


def scale_km(svg: str, corners: tuple[tuple[float, float], ...]) -> float:
    """How long a map's scale is on the ground, measured by the first outline drawn, whose corners are these."""
    drawn = [tuple(map(float, pair.split(","))) for pair in _points(svg).split()]
    assert len(drawn) == len(corners), "the first outline is not the one that was expected"
    north_px = max(y for _, y in drawn) - min(y for _, y in drawn)
    north_deg = max(lat for _, lat in corners) - min(lat for _, lat in corners)
    bar = re.search(r'<rect x="16" [^>]*?width="([\d.]+)"[^>]*?/><rect [^>]*?width="([\d.]+)"', svg)
    assert bar is not None
    return sum(map(float, bar.groups())) / (north_px / north_deg) * KM_PER_DEGREE


def _points(svg: str) -> str:
    found = re.search(r'<polygon points="([^"]+)"', svg)
    assert found is not None
    return found.group(1)
