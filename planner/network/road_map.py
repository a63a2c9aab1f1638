"""The roads and sea routes of a province through time, and how places are reached over them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from planner.foundation.intervals import NEVER, ZERO, Hour, Intervals, shared
from planner.network.timetable import Timetable, arrivals, first_arrivals, latest_departures
from planner.network.travel import (
    Arrival,
    Arrivals,
    Journey,
    Way,
    begun,
    ended,
    journey,
    travel_graph,
    within_open,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


LONG_BEFORE_H = Fraction(-1_000)
"""No scenario names an earlier hour."""


@dataclass(frozen=True, slots=True)
class Access:
    """The last stretch, between a road node and a place: hours, and when the place or the node lets nobody through."""

    node: str
    hours: Fraction = ZERO
    closed: Intervals = NEVER

    def last_begun(self, by_h: Fraction) -> Fraction:
        """The last hour to begin it so as to end it by `by_h`."""
        return ended(self.closed, by_h, self.hours) - self.hours


class Shortest:
    """The quickest way to a node while every way is open; it depends on no weather, so that all of them share it."""

    def __init__(self, nodes: Iterable[str], ways: Iterable[Way]) -> None:
        open_ways = (replace(way, closed=NEVER) for way in ways)
        self._timetable = Timetable(travel_graph(nodes, open_ways))
        self._to: dict[str, Arrivals] = {}

    def to(self, node: str) -> Arrivals:
        """From every node that leads there: the hours, and the way to begin with."""
        if node not in self._to:
            self._to[node] = arrivals(self._timetable, node, ZERO)
        return self._to[node]


@dataclass(frozen=True, slots=True)
class Coming:
    """The journey of somebody from a base to a place; `at_h` is when he is there.

    `road` is None where it is not known how the place or the base is joined to the roads: only who takes the kind view
    of that is there at once.
    """

    left_h: Fraction
    at_h: Fraction
    road: Journey | None


class RoadMap:
    """One side of what was not surveyed: every way with its closures, and the access of every place.

    Parameters
    ----------
    nodes, ways
        The road nodes and the ways between them.
    access
        By place: how it is joined to a node. A place that is missing is not known to be joined.
    until_h
        Nothing is known from here on: nobody is taken to arrive later.
    kind
        Whether a place of unknown access is taken to be reached at once, or never.
    shortest
        The same ways while they are all open.
    """

    def __init__(
        self,
        nodes: Iterable[str],
        ways: Iterable[Way],
        access: Mapping[str, Access],
        until_h: Hour,
        *,
        kind: bool,
        shortest: Shortest | None = None,
    ) -> None:
        nodes, ways = tuple(nodes), tuple(ways)
        self.shortest = Shortest(nodes, ways) if shortest is None else shortest
        self.closed = {way.id: way.closed for way in ways}
        """When nobody may be on each way."""
        self._all_open = not any(self.closed.values())
        self._hours = {way.id: way.hours for way in ways}
        self._timetable = Timetable(travel_graph(nodes, ways))
        self.access = access
        self.until_h = until_h
        self.kind = kind
        self._still: dict[object, tuple[str, Coming] | None] = {}
        self._to: dict[tuple[str, Fraction], Mapping[str, Fraction]] = {}

    def closures(self, ways: Iterable[str]) -> Intervals:
        """When all of these ways are closed together; never, where none is named."""
        closed = [self.closed[way] for way in ways]
        return reduce(shared, closed) if closed else NEVER

    def hours_of(self, way: str) -> Fraction:
        """How long a way takes."""
        return self._hours[way]

    def coming(self, base: str, place: str, at_h: Fraction) -> Coming | None:
        """Who leaves `base` at `at_h` is at `place` at the earliest then; None: not within what is known."""
        first = self.first({base: at_h}, place)
        return None if first is None else first[1]

    def first(self, starts: Mapping[str, Fraction], place: str) -> tuple[str, Coming] | None:
        """Who of those that leave their bases at these hours is at a place first; None: nobody within what is known.

        A tie is won by the id that comes first.
        """
        if not self._all_open:
            return self._first(starts, place)
        key = (place, tuple(starts.items()))  # at rest the same is asked under every weather
        if key not in self._still:
            self._still[key] = self._first(starts, place)
        return self._still[key]

    def _first(self, starts: Mapping[str, Fraction], place: str) -> tuple[str, Coming] | None:
        end = self.access.get(place)
        if end is not None and place in starts:
            here_h = starts[place]
            road = Journey(end.node, end.node, here_h, here_h, (), ZERO)
            return place, Coming(here_h, here_h, road)
        joined = {base: h for base, h in starts.items() if end is not None and base in self.access}
        by_road = None if end is None else self._by_road(joined, end)
        unjoined = [(h, base) for base, h in starts.items() if base not in joined]
        at_once = min((each for each in unjoined if each[0] <= self.until_h), default=None)
        if not self.kind or at_once is None:
            return by_road
        if by_road is not None and (by_road[1].at_h, by_road[0]) < at_once:
            return by_road
        return at_once[1], Coming(at_once[0], at_once[0], None)

    def _by_road(self, starts: Mapping[str, Fraction], end: Access) -> tuple[str, Coming] | None:
        setting_out = []
        for base, at_h in starts.items():
            start = self.access[base]
            out_h = begun(start.closed, at_h, start.hours)
            if out_h is not None:
                setting_out.append((base, start.node, out_h + start.hours))
        found = self._straight(setting_out, end.node)
        if found is None:
            found = first_arrivals(self._timetable, setting_out, self.until_h, end.node)
        there = found.get(end.node)
        last_h = None if there is None else begun(end.closed, there.at_h, end.hours)
        if there is None or last_h is None or last_h + end.hours > self.until_h:
            return None
        coming = Coming(starts[there.who], last_h + end.hours, journey(found, end.node))
        return there.who, coming

    def _straight(
        self, setting_out: Iterable[tuple[str, str, Fraction]], end: str
    ) -> Arrivals | None:
        """The first arrival where nothing stands in the way of whoever would be first; None: something may.

        Nobody is quicker than the quickest way while all is open, so that he is first indeed.
        """
        quickest = self.shortest.to(end)
        offers = [
            (at_h + quickest[node].at_h, who, node, at_h)
            for who, node, at_h in setting_out
            if node in quickest
        ]
        if not offers:
            return {}
        last_h, who, node, at_h = min(offers)
        if last_h > self.until_h:
            return {}
        found = {node: Arrival(at_h, who)}
        while node != end:
            step = quickest[node]
            if step.way is None or step.before is None:
                raise AssertionError(node)
            there_h = at_h + step.at_h - quickest[step.before].at_h
            closed = self.closed[step.way]
            if closed and not within_open(closed, at_h, there_h):
                return None
            found[step.before] = Arrival(there_h, who, step.way, node, at_h)
            node, at_h = step.before, there_h
        return found

    def last_start_h(
        self, base: str, place: str, by_h: Fraction, from_h: Fraction = ZERO
    ) -> Fraction | None:
        """The last hour, not before `from_h`, to leave `base` so as to be at `place` by `by_h`; None: too late."""
        start, end = self.access.get(base), self.access.get(place)
        if start is None or end is None:
            return by_h if self.kind and by_h >= from_h else None
        if base == place:
            return by_h if by_h >= from_h else None
        node_by_h = end.last_begun(by_h)
        if node_by_h < from_h:
            return None
        left_h = self._straight_back(start.node, end.node, node_by_h)
        if left_h is None:
            left_h = self._departures(end.node, node_by_h).get(start.node)
        if left_h is None:
            return None
        first_h = start.last_begun(left_h)
        return first_h if first_h >= from_h else None

    def last_arrival_h(self, place: str, by_h: Fraction) -> Fraction:
        """When somebody who must be there by `by_h` is there at the latest: before the place itself is closed."""
        end = self.access.get(place)
        return by_h if end is None else end.last_begun(by_h) + end.hours

    def _straight_back(self, node: str, end: str, by_h: Fraction) -> Fraction | None:
        """The last hour to leave by the quickest way so as to arrive on the hour; None: that way is closed."""
        quickest = self.shortest.to(end)
        if node not in quickest:
            return None
        at_h = left_h = by_h - quickest[node].at_h
        while node != end:
            step = quickest[node]
            if step.way is None or step.before is None:
                raise AssertionError(node)
            there_h = at_h + step.at_h - quickest[step.before].at_h
            closed = self.closed[step.way]
            if closed and not within_open(closed, at_h, there_h):
                return None
            node, at_h = step.before, there_h
        return left_h

    def _departures(self, node: str, by_h: Fraction) -> Mapping[str, Fraction]:
        """The last hours to leave every node so as to be at `node` by then."""
        key = (node, by_h)
        if key not in self._to:
            self._to[key] = latest_departures(self._timetable, node, by_h, LONG_BEFORE_H)
        return self._to[key]
