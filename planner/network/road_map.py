"""The roads and sea routes of a province through time, and how places are reached over them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import NEVER, ZERO, Hour, Intervals
from planner.network.travel import (
    Arrivals,
    Journey,
    Way,
    arrivals,
    begun,
    journey,
    latest_departures,
    mirrored,
    travel_graph,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Access:
    """The last stretch, between a road node and a place: hours, and when the place or the node lets nobody through."""

    node: str
    hours: Fraction = ZERO
    closed: Intervals = NEVER


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
    """

    def __init__(
        self,
        nodes: Iterable[str],
        ways: Iterable[Way],
        access: Mapping[str, Access],
        until_h: Hour,
        *,
        kind: bool,
    ) -> None:
        self.graph = travel_graph(nodes, ways)
        self.access = access
        self.until_h = until_h
        self.kind = kind
        self._from: dict[tuple[str, Fraction], Arrivals] = {}
        self._to: dict[tuple[str, Fraction, Fraction], dict[str, Fraction]] = {}

    def coming(self, base: str, place: str, at_h: Fraction) -> Coming | None:
        """Who leaves `base` at `at_h` is at `place` at the earliest then; None: not within what is known."""
        start, end = self.access.get(base), self.access.get(place)
        if start is None or end is None:
            return Coming(at_h, at_h, None) if self.kind and at_h <= self.until_h else None
        if base == place:
            return Coming(at_h, at_h, Journey(start.node, start.node, at_h, at_h, (), ZERO))
        out_h = begun(start.closed, at_h, start.hours)
        if out_h is None:
            return None
        found = self._arrivals(start.node, out_h + start.hours)
        there = found.get(end.node)
        last_h = None if there is None else begun(end.closed, there.at_h, end.hours)
        if last_h is None or last_h + end.hours > self.until_h:
            return None
        return Coming(at_h, last_h + end.hours, journey(found, end.node))

    def last_start_h(
        self, base: str, place: str, by_h: Fraction, from_h: Fraction = ZERO
    ) -> Fraction | None:
        """The last hour, not before `from_h`, to leave `base` so as to be at `place` by `by_h`; None: too late."""
        start, end = self.access.get(base), self.access.get(place)
        if start is None or end is None:
            return by_h if self.kind and by_h >= from_h else None
        if base == place:
            return by_h if by_h >= from_h else None
        node_by_h = _ended(end, by_h)
        if node_by_h is None or node_by_h < from_h:
            return None
        left_h = self._departures(end.node, node_by_h, from_h).get(start.node)
        first_h = None if left_h is None else _ended(start, left_h)
        return first_h if first_h is not None and first_h >= from_h else None

    def _arrivals(self, node: str, at_h: Fraction) -> Arrivals:
        key = (node, at_h)
        if key not in self._from:
            self._from[key] = arrivals(self.graph, node, at_h, self.until_h)
        return self._from[key]

    def _departures(self, node: str, by_h: Fraction, from_h: Fraction) -> dict[str, Fraction]:
        key = (node, by_h, from_h)
        if key not in self._to:
            self._to[key] = latest_departures(self.graph, node, by_h, from_h)
        return self._to[key]


def _ended(access: Access, by_h: Fraction) -> Fraction | None:
    """The last hour to begin an access so as to end it by `by_h`."""
    back_h = begun(mirrored(access.closed, by_h), ZERO, access.hours)
    return None if back_h is None else by_h - back_h - access.hours
