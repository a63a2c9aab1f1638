"""Searches over stretches that close and open again, in whole parts of an hour: nothing is rounded.

A graph of travel is read once: every hour in it becomes a whole number of the part of an hour that all of them are
made of, a second as a rule, so that a search adds and compares whole numbers.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import ceil, floor, lcm
from typing import TYPE_CHECKING, NamedTuple

from planner.foundation.intervals import INF, ZERO, Hour, Intervals
from planner.network.travel import Journey, begun, ended

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from planner.network.travel import Way

Closed = tuple[tuple[int, int | float], ...]
Stretches = dict[str, list[tuple[str, str, int, Closed]]]
"""From each place: the next one, the way there, how long it takes, when it is closed."""


class Step(NamedTuple):
    """Somebody at a place, in parts of an hour: when, who, over which way, from where, and when that was begun."""

    at: int
    who: str
    place: str
    way: str = ""
    before: str = ""
    left: int = 0


class Timetable:
    """A graph of travel (`travel_graph`), read once; `part` is how many parts an hour has at least."""

    def __init__(self, graph: nx.MultiGraph[str]) -> None:
        edges: Iterable[tuple[str, str, Way]] = graph.edges(data="way")
        self._ways = [way for _, _, way in edges]
        self._places = tuple(graph)
        self.part = lcm(*(parts_of(way.hours, way.closed) for way in self._ways))
        self._known: dict[int, Stretches] = {}

    def stretches(self, part: int) -> Stretches:
        """The graph with an hour in so many parts, a multiple of `part`."""
        if part not in self._known:
            found: Stretches = {place: [] for place in self._places}
            for way in self._ways:
                hours, closed = whole(way.hours, way.closed, part)
                found[way.one].append((way.other, way.id, hours, closed))
                if way.one != way.other:
                    found[way.other].append((way.one, way.id, hours, closed))
            self._known[part] = found
        return self._known[part]


def parts_of(hours: Fraction, closed: Intervals) -> int:
    """Of how many parts an hour is made so that a way and its closures take whole numbers of them."""
    edges = (edge for interval in closed for edge in interval)
    return lcm(hours.denominator, *(e.denominator for e in edges if not isinstance(e, float)))


def whole(hours: Fraction, closed: Intervals, part: int) -> tuple[int, Closed]:
    """A way's hours and closures in parts of an hour."""
    return int(hours * part), tuple(
        (int(start * part), end if isinstance(end, float) else int(end * part))
        for start, end in closed
    )


class Outward:
    """Who set out from where and when, and who is first at every place: looked for as far as somebody asks.

    A tie is won by whoever's id comes first, then by the way whose id does.
    """

    def __init__(self, stretches: Stretches, starts: Iterable[Step], until: float = INF) -> None:
        self._stretches, self._until = stretches, until
        self._found: dict[str, Step] = {}
        self._coming: list[Step] = [step for step in starts if step.place in stretches]
        heapify(self._coming)

    def first_at(self, end: str | None = None) -> dict[str, Step]:
        """Who is first at `end`, and at every place on the way there; at every place where `end` is None.

        It is one dictionary that grows with every question. Who is not there by `until` is not in it.
        """
        found, coming, stretches, until = self._found, self._coming, self._stretches, self._until
        while coming and end not in found:
            step = heappop(coming)
            now, who, place = step[:3]
            if place in found:
                continue
            found[place] = step
            for neighbour, way, hours, closed in stretches[place]:
                if neighbour in found:
                    continue
                begin = begun(closed, now, hours) if closed else now
                if begin is not None and begin + hours <= until:
                    heappush(coming, Step(begin + hours, who, neighbour, way, place, begin))
        return found


def first_steps(
    stretches: Stretches, starts: Iterable[Step], until: float = INF, end: str | None = None
) -> dict[str, Step]:
    """Who is first at every place that can be reached by `until`, and how; no more once somebody is at `end`."""
    return Outward(stretches, starts, until).first_at(end)


def last_starts(stretches: Stretches, end: str, by: int, earliest: int) -> dict[str, int]:
    """The last instant, not before `earliest`, to leave every place so as to be at `end` by then."""
    leaving = [(-by, end)] if end in stretches and by >= earliest else []
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
    return found


def journey_to(end: str, found: Mapping[str, Step], part: int) -> Journey:
    """How `end` is reached."""
    ways: list[str] = []
    moving, place = 0, end
    while (step := found[place]).way:
        ways.append(step.way)
        moving += step.at - step.left
        place = step.before
    left, at = found[place].at, found[end].at
    return Journey(
        place, end, Fraction(left, part), Fraction(at, part), tuple(reversed(ways)),
        Fraction(at - left - moving, part),
    )  # fmt: skip


def arrivals(
    timetable: Timetable, start: str, at_h: Fraction, until_h: Hour = INF
) -> dict[str, Journey]:
    """How every place that can be reached by `until_h` is reached first, setting out from `start` at `at_h`."""
    part = lcm(timetable.part, at_h.denominator)
    until = until_h if isinstance(until_h, float) else floor(until_h * part)
    found = first_steps(timetable.stretches(part), [Step(int(at_h * part), "", start)], until)
    return {place: journey_to(place, found, part) for place in found}


def latest_departures(
    timetable: Timetable, end: str, by_h: Fraction, from_h: Fraction = ZERO
) -> dict[str, Fraction]:
    """For every place, the last hour, not before `from_h`, to set out so as to be at `end` by `by_h`.

    Places from which nobody arrives in time are left out. It is the earliest arrival with time running backwards.
    """
    part = lcm(timetable.part, by_h.denominator)
    found = last_starts(timetable.stretches(part), end, int(by_h * part), ceil(from_h * part))
    return {place: Fraction(left, part) for place, left in sorted(found.items())}
