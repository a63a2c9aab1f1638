"""Small pieces that every made-up record shares: source, design wind, point."""

from __future__ import annotations

from typing import Any

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.geometry import LonLat
from benchmarks.provinces.parameters import value_of

Record = dict[str, Any]


class Inline(dict[str, Any]):
    """A mapping written on one line."""


REPORTERS = ("Khảo sát minh họa (illustrative)", "Báo cáo minh họa của nhà mạng (illustrative)")


def source(chance: Chance) -> Inline:
    """Says that the record is made up; some carry no date, as in life."""
    made = Inline(reporter=chance.one_of(REPORTERS))
    dated = not chance.happens(value_of("missing_as_of"))
    year_month = chance.one_of(("2024-03", "2024-05", "2024-06", "2024-08"))
    day = chance.whole(1, 28)
    if dated:
        made["as_of"] = Day(f"{year_month}-{day:02d}")
    return made


class Day(str):
    """A date, written plain."""

    __slots__ = ()


def gust(value: float) -> Inline:
    """A design wind as a 3-second gust in whole m/s."""
    return Inline(value=int(value + 0.5), unit="m/s", averaging="3s")


def maybe_gust(chance: Chance, low: float, high: float, missing: float) -> Inline | None:
    """A design gust, or None where nobody surveyed it. Draws the same number of values either way."""
    value = chance.between(low, high)
    return None if chance.happens(missing) else gust(value)


def without_empty(record: Record) -> Record:
    """The record without keys that were not surveyed."""
    return {key: value for key, value in record.items() if value is not None}


def at(point: LonLat) -> Record:
    return {"lon": point[0], "lat": point[1]}
