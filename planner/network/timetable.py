"""Searches over stretches that close and open again, in whole parts of an hour: nothing is rounded.

A graph of travel is read once: every hour in it becomes a whole number of the part of an hour that all of them are
made of, a second as a rule, so that a search adds and compares whole numbers.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import ceil, floor, lcm
from typing import TYPE_CHECKING

from planner.foundation.intervals import INF, ZERO, Hour
from planner.network.travel import Arrival, Arrivals, begun, ended

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from planner.network.travel import Way

Closed = tuple[tuple[int, int | float], ...]
Stretches = dict[str, list[tuple[str, str, int, Closed]]]
"""From each place: the next one, the way there, how long it takes, when it is closed."""


class Timetable:
    """A graph of travel (`travel_graph`), read once."""

    def __init__(self, graph: nx.MultiGraph[str]) -> None:
        self._ways: list[Way] = [way for _, _, way in graph.edges(data="way")]
        self._places = tuple(graph)
        hours = [way.hours for way in self._ways]
        edges = [edge for way in self._ways for each in way.closed for edge in each if edge != INF]
        self._part = lcm(*(Fraction(each).denominator for each in (*hours, *edges)))
        self._known: dict[int, Stretches] = {}

    def __contains__(self, place: object) -> bool:
        """Whether it is a place of the graph."""
        return place in self.stretches(self._part)

    def part_for(self, hours: Iterable[Fraction]) -> int:
        """How many parts an hour has so that these hours, too, are a whole number of them."""
        return lcm(self._part, *(each.denominator for each in hours))

    def stretches(self, part: int) -> Stretches:
        """The graph with an hour in so many parts."""
        if part not in self._known:
            found: Stretches = {place: [] for place in self._places}
            for way in self._ways:
                hours = int(way.hours * part)
                closed = tuple(
                    (int(start * part), end if isinstance(end, float) else int(end * part))
                    for start, end in way.closed
                )
                found[way.one].append((way.other, way.id, hours, closed))
                if way.one != way.other:
                    found[way.other].append((way.one, way.id, hours, closed))
            self._known[part] = found
        return self._known[part]


def arrivals(
    timetable: Timetable, start: str, at_h: Fraction, until_h: Hour = INF
) -> Arrivals:
    """The earliest arrival at every place that can be reached by `until_h`, setting out from `start` at `at_h`."""
    return first_arrivals(timetable, [("", start, at_h)], until_h)


def first_arrivals(
    timetable: Timetable,
    starts: Sequence[tuple[str, str, Fraction]],
    until_h: Hour = INF,
    end: str | None = None,
) -> Arrivals:
    """The first arrival of anybody at every place that can be reached by `until_h`.

    Parameters
    ----------
    starts
        Who sets out, from where, at which hour.
    end
        Nothing more is looked for once somebody is there, and only the places on the way there are told.

    Notes
    -----
    A tie is won by whoever's id comes first, then by the way whose id does.
    """
    part = timetable.part_for(at_h for _, _, at_h in starts)
    stretches = timetable.stretches(part)
    until = INF if isinstance(until_h, float) else floor(until_h * part)
    coming = [
        (int(at_h * part), who, place, "", "", 0)
        for who, place, at_h in starts
        if place in stretches
    ]
    found: dict[str, tuple[int, str, str, str, int]] = {}
    heapify(coming)
    while coming and end not in found:
        now, who, place, over, before, left = heappop(coming)
        if place in found:
            continue
        found[place] = (now, who, over, before, left)
        for neighbour, id_, hours, closed in stretches[place]:
            if neighbour in found:
                continue
            begin = begun(closed, now, hours) if closed else now
            if begin is not None and begin + hours <= until:
                heappush(coming, (begin + hours, who, neighbour, id_, place, begin))
    return {
        place: Arrival(
            Fraction(now, part), who, over or None, before or None, Fraction(left, part) if over else None
        )
        for place, (now, who, over, before, left) in (found if end is None else _way_to(end, found)).items()
    }


def _way_to(
    end: str, found: dict[str, tuple[int, str, str, str, int]]
) -> dict[str, tuple[int, str, str, str, int]]:
    """What was found of the places on the way to `end`."""
    told = {}
    place = end
    while place in found:
        told[place] = found[place]
        place = found[place][3]
    return told


def latest_departures(
    timetable: Timetable, end: str, by_h: Fraction, from_h: Fraction = ZERO
) -> dict[str, Fraction]:
    """For every place, the last hour, not before `from_h`, to set out so as to be at `end` by `by_h`.

    Places from which nobody arrives in time are left out. It is the earliest arrival with time running backwards.
    """
    if end not in timetable or by_h < from_h:
        return {}
    part = timetable.part_for((by_h,))
    stretches, earliest = timetable.stretches(part), ceil(from_h * part)
    leaving = [(-int(by_h * part), end)]
    found: dict[str, int] = {}
    while leaving:
        minus, place = heappop(leaving)
        if place in found:
            continue
        found[place] = -minus
        for neighbour, _, hours, closed in stretches[place]:
            if neighbour not in found:
                left = (ended(closed, -minus, hours) if closed else -minus) - hours
                if left >= earliest:
                    heappush(leaving, (-left, neighbour))
    return {place: Fraction(left, part) for place, left in sorted(found.items())}
