"""The roads and sea routes of a province through time, and how places are reached over them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, reduce
from math import floor, lcm
from typing import TYPE_CHECKING

from planner.foundation.intervals import NEVER, ZERO, Hour, Intervals, holds_at, shared
from planner.network.timetable import (
    Closed,
    Outward,
    Step,
    Timetable,
    first_steps,
    journey_to,
    last_starts,
    parts_of,
    whole,
)
from planner.network.travel import Journey, Way, begun, ended, travel_graph, within_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SECOND_H = Fraction(1, 3600)
LONG_BEFORE_H = Fraction(-1_000)
"""No scenario names an earlier hour."""
MOST_SEARCHES = 100
"""So many searches are kept: each may hold every node of the roads."""


@dataclass(frozen=True, slots=True)
class Access:
    """The last stretch, between a road node and a place: hours, and when the place or the node lets nobody through."""

    node: str
    hours: Fraction = ZERO
    closed: Intervals = NEVER


class Shortest:
    """The quickest way to a node while every way is open; it depends on no weather, so that all of them share it."""

    def __init__(self, nodes: Iterable[str], ways: Iterable[Way]) -> None:
        open_ways = (replace(way, closed=NEVER) for way in ways)
        self._timetable = Timetable(travel_graph(nodes, open_ways))
        self._to: dict[tuple[str, int], dict[str, Step]] = {}

    def to(self, node: str, part: int) -> dict[str, Step]:
        """From every node that leads there: how long it takes, and the way to begin with; in parts of an hour."""
        key = (node, part)
        if key not in self._to:
            self._to[key] = first_steps(self._timetable.stretches(part), [Step(0, "", node)])
        return self._to[key]


@dataclass(frozen=True, eq=False)
class Bases:
    """Who may be sent, with the hours from the order until each sets out, as one road map knows them."""

    ready_h: Mapping[str, Fraction]
    access: Mapping[str, Access]
    """Of those whose way to the roads is known."""
    _known: dict[int, list[tuple[str, int, str, int, Closed]]] = field(default_factory=dict)

    @cached_property
    def part(self) -> int:
        """How many parts an hour has at least."""
        return lcm(
            *(hours.denominator for hours in self.ready_h.values()),
            *(parts_of(each.hours, each.closed) for each in self.access.values()),
        )

    def whole(self, part: int) -> list[tuple[str, int, str, int, Closed]]:
        """Of each that is joined to the roads: who, when ready, its node, and the way to that; in parts of an hour."""
        if part not in self._known:
            self._known[part] = [
                (base, int(self.ready_h[base] * part), each.node, *whole(each.hours, each.closed, part))
                for base, each in self.access.items()
            ]
        return self._known[part]


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
        self._hours = {way.id: way.hours for way in ways}
        self._timetable = Timetable(travel_graph(nodes, ways))
        self.access = access
        self.until_h = until_h
        self.kind = kind
        self._ways: dict[int, dict[str, Closed]] = {}
        self._ends: dict[tuple[str, int], tuple[int, Closed]] = {}
        self._parts: dict[str, int] = {}
        self._searches: dict[tuple[tuple[Step, ...], int], Outward] = {}
        """The searches that were asked last, the latest at the end."""
        self._to: dict[tuple[str, int, int], dict[str, int]] = {}

    def closures(self, ways: Iterable[str]) -> Intervals:
        """When all of these ways are closed together; never, where none is named."""
        closed = [self.closed[way] for way in ways]
        return reduce(shared, closed) if closed else NEVER

    def hours_of(self, way: str) -> Fraction:
        """How long a way takes."""
        return self._hours[way]

    def bases(self, ready_h: Mapping[str, Fraction]) -> Bases:
        """Who may be sent, by the hours from the order until each sets out."""
        return Bases(ready_h, {base: self.access[base] for base in ready_h if base in self.access})

    def coming(self, base: str, place: str, at_h: Fraction) -> Coming | None:
        """Who leaves `base` at `at_h` is at `place` at the earliest then; None: not within what is known."""
        first = self.first(self.bases({base: ZERO}), place, at_h)
        return None if first is None else first[1]

    def first(self, bases: Bases, place: str, order_h: Fraction) -> tuple[str, Coming] | None:
        """Who of those that are ordered out then is at a place first; None: nobody within what is known.

        A tie is won by the id that comes first.
        """
        end = self.access.get(place)
        if end is not None and place in bases.ready_h:
            here_h = order_h + bases.ready_h[place]
            road = Journey(end.node, end.node, here_h, here_h, (), ZERO)
            return place, Coming(here_h, here_h, road)
        by_road = None if end is None else self._by_road(bases, place, end.node, order_h)
        if not self.kind:
            return by_road
        unjoined = [
            (order_h + after_h, base)
            for base, after_h in bases.ready_h.items()
            if end is None or base not in bases.access
        ]
        at_once = min((each for each in unjoined if each[0] <= self.until_h), default=None)
        if at_once is None or (by_road is not None and (by_road[1].at_h, by_road[0]) < at_once):
            return by_road
        return at_once[1], Coming(at_once[0], at_once[0], None)

    def _by_road(
        self, bases: Bases, place: str, node: str, order_h: Fraction
    ) -> tuple[str, Coming] | None:
        part = lcm(self._timetable.part, bases.part, self._part_of(place), order_h.denominator)
        until = self.until_h if isinstance(self.until_h, float) else floor(self.until_h * part)
        order = int(order_h * part)
        setting_out = []
        for base, ready, start, hours, closed in bases.whole(part):
            out = begun(closed, order + ready, hours) if closed else order + ready
            if out is not None:
                setting_out.append(Step(out + hours, base, start))
        found = self._straight(setting_out, node, until, part)
        if found is None:
            found = self._outward(tuple(setting_out), until, part).first_at(node)
        if node not in found:
            return None
        hours, closed = self._end(place, part)
        last = begun(closed, found[node].at, hours)
        if last is None or last + hours > until:
            return None
        who = found[node].who
        left_h, at_h = order_h + bases.ready_h[who], Fraction(last + hours, part)
        return who, Coming(left_h, at_h, journey_to(node, found, part))

    def _outward(self, setting_out: tuple[Step, ...], until: float, part: int) -> Outward:
        """The search from where and when these set out; places that are asked about in a row share it.

        Whoever is ordered out while the roads are closed sets out when they open: many orders make one search.
        """
        key = (setting_out, part)
        search = self._searches.pop(key, None)
        if search is None:
            search = Outward(self._timetable.stretches(part), setting_out, until)
        self._searches[key] = search
        if len(self._searches) > MOST_SEARCHES:
            del self._searches[next(iter(self._searches))]
        return search

    def _straight(
        self, setting_out: Iterable[Step], end: str, until: float, part: int
    ) -> dict[str, Step] | None:
        """The first arrival where nothing stands in the way of whoever would be first; None: something may.

        Nobody is quicker than the quickest way while all is open, so that he is first indeed.
        """
        quickest = self.shortest.to(end, part)
        offers = [
            (at + quickest[node].at, who, node, at)
            for at, who, node, *_ in setting_out
            if node in quickest
        ]
        if not offers:
            return {}
        last, who, node, at = min(offers)
        if last > until:
            return {}
        found = {node: Step(at, who, node)}
        closures = self._closures(part)
        while node != end:
            step = quickest[node]
            hours, closed = step.at - step.left, closures[step.way]
            if closed and not within_open(closed, at, hours):
                return None
            found[step.before] = Step(at + hours, who, step.before, step.way, node, at)
            node, at = step.before, at + hours
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
        by_h = _let_in_h(end, by_h)
        part = lcm(
            self._timetable.part, self._part_of(base), self._part_of(place),
            by_h.denominator, from_h.denominator,
        )  # fmt: skip
        earliest, (hours, closed) = int(from_h * part), self._end(place, part)
        node_by = ended(closed, int(by_h * part), hours) - hours
        if node_by < earliest:
            return None
        left = self._straight_back(start.node, end.node, node_by, part)
        if left is None:
            left = self._departures(end.node, node_by, part).get(start.node)
        if left is None:
            return None
        hours, closed = self._end(base, part)
        first_h = Fraction(ended(closed, left, hours) - hours, part)
        if not hours:  # nobody leaves in the very instant in which the base is closed
            first_h = _let_in_h(start, first_h)
        return first_h if first_h >= from_h else None

    def last_arrival_h(self, place: str, by_h: Fraction) -> Fraction:
        """When somebody who must be there by `by_h` is there at the latest: before the place itself is closed."""
        end = self.access.get(place)
        return by_h if end is None else _let_in_h(end, by_h)

    def _straight_back(self, node: str, end: str, by: int, part: int) -> int | None:
        """The last instant to leave by the quickest way so as to arrive on the hour; None: that way is closed."""
        quickest = self.shortest.to(end, part)
        if node not in quickest:
            return None
        at = left = by - quickest[node].at
        closures = self._closures(part)
        while node != end:
            step = quickest[node]
            hours, closed = step.at - step.left, closures[step.way]
            if closed and not within_open(closed, at, hours):
                return None
            node, at = step.before, at + hours
        return left

    def _departures(self, node: str, by: int, part: int) -> dict[str, int]:
        """The last instants to leave every node so as to be at `node` by then."""
        key = (node, by, part)
        if key not in self._to:
            stretches = self._timetable.stretches(part)
            self._to[key] = last_starts(stretches, node, by, int(LONG_BEFORE_H * part))
        return self._to[key]

    # --- in parts of an hour ---

    def _part_of(self, place: str) -> int:
        """How many parts an hour has at least for the access of a place."""
        if place not in self._parts:
            access = self.access[place]
            self._parts[place] = parts_of(access.hours, access.closed)
        return self._parts[place]

    def _end(self, place: str, part: int) -> tuple[int, Closed]:
        """The access of a place: how long it takes, and when it is closed."""
        key = (place, part)
        if key not in self._ends:
            access = self.access[place]
            self._ends[key] = whole(access.hours, access.closed, part)
        return self._ends[key]

    def _closures(self, part: int) -> dict[str, Closed]:
        """When each way is closed."""
        if part not in self._ways:
            self._ways[part] = {id_: whole(ZERO, each, part)[1] for id_, each in self.closed.items()}
        return self._ways[part]


def _let_in_h(access: Access, by_h: Fraction) -> Fraction:
    """The last hour, by `by_h`, at which somebody is let in: never in the very instant in which a closure begins."""
    in_h = ended(access.closed, by_h, access.hours)
    while holds_at(access.closed, in_h):
        in_h = ended(access.closed, in_h - SECOND_H, access.hours)
    return in_h
