"""Travel over stretches that close and open again: the earliest arrival, and the latest hour to set out.

Whoever meets a closed stretch waits at its end until it opens: a stretch is begun only when it stays open until its
other end is reached. So whoever sets out earlier never arrives later, and closing a stretch brings nobody sooner.
Hours are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import ceil
from typing import TYPE_CHECKING

import networkx as nx

from planner.foundation.errors import ScenarioError
from planner.foundation.intervals import INF, NEVER, ZERO, Hour, Intervals, joined
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Way:
    """One stretch that is travelled in either direction: its ends, the hours it takes, when nobody may be on it."""

    id: str
    one: str
    other: str
    hours: Fraction
    closed: Intervals = NEVER


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a place is reached, by whom, over which way, from where, and when that was begun; None at the start."""

    at_h: Fraction
    who: str = ""
    way: str | None = None
    before: str | None = None
    left_h: Fraction | None = None


Arrivals = dict[str, Arrival]
"""Of every place that can be reached."""


@dataclass(frozen=True, slots=True)
class Journey:
    """From `start` at `left_h` to `end` at `at_h`, over these ways; `waited_h` of it standing before closed ones."""

    start: str
    end: str
    left_h: Fraction
    at_h: Fraction
    ways: tuple[str, ...]
    waited_h: Fraction


def travel_hours(length_km: float, speed_kmh: float) -> Fraction:
    """Hours for a distance at a speed, rounded up to the whole second."""
    return Fraction(ceil(length_km / speed_kmh * 3600), 3600)


def travel_graph(places: Iterable[str], ways: Iterable[Way]) -> nx.MultiGraph[str]:
    """The graph of places, with every way as an edge under its id.

    Raises
    ------
    ScenarioError
        If a way takes less than no time: nobody arrives before setting out.
    """
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_nodes_from(sorted(places))
    for way in sorted(ways, key=lambda each: each.id):
        if way.hours < 0:
            raise ScenarioError(
                Text(
                    vi=f"đoạn “{way.id}” đi mất ít hơn 0 giờ",
                    en=f"way `{way.id}` takes less than no time",
                )
            )
        graph.add_edge(way.one, way.other, key=way.id, way=way)
    return graph


def begun(closed: Intervals, at_h: Fraction, hours: Fraction) -> Fraction | None:
    """The first hour from `at_h` on at which a way of so many hours can be begun; None: never again."""
    for start, end in closed:
        if start >= at_h + hours and start > at_h:
            break
        if end > at_h:
            if end == INF:
                return None
            at_h = Fraction(end)
    return at_h


def within_open(closed: Intervals, start_h: Fraction, end_h: Fraction) -> bool:
    """Whether a way that is begun and ended at these hours is open throughout."""
    return begun(closed, start_h, end_h - start_h) == start_h


def arrivals(
    graph: nx.MultiGraph[str], start: str, at_h: Fraction, until_h: Hour = INF
) -> Arrivals:
    """The earliest arrival at every place that can be reached by `until_h`, setting out from `start` at `at_h`."""
    return first_arrivals(graph, [("", start, at_h)], until_h)


def first_arrivals(
    graph: nx.MultiGraph[str],
    starts: Iterable[tuple[str, str, Fraction]],
    until_h: Hour = INF,
    end: str | None = None,
) -> Arrivals:
    """The first arrival of anybody at every place that can be reached by `until_h`.

    Parameters
    ----------
    starts
        Who sets out, from where, at which hour.
    end
        Nothing more is looked for once somebody is there.

    Notes
    -----
    A tie is won by whoever's id comes first, then by the way whose id does.
    """
    found: Arrivals = {}
    # Each hour with its float before it: rounding keeps the order, and floats compare far quicker.
    coming = [
        (float(at_h), at_h, who, place, "", "", at_h)
        for who, place, at_h in starts
        if place in graph
    ]
    heapify(coming)
    while coming and end not in found:
        _, now_h, who, place, over, before, left_h = heappop(coming)
        if place in found:
            continue
        found[place] = Arrival(now_h, who, over or None, before or None, left_h if over else None)
        for neighbour, edges in graph[place].items():
            if neighbour in found:
                continue
            for id_, data in edges.items():
                way: Way = data["way"]
                from_h = begun(way.closed, now_h, way.hours) if way.closed else now_h
                if from_h is None:
                    continue
                there_h = from_h + way.hours
                if until_h == INF or there_h <= until_h:
                    step = (float(there_h), there_h, who, neighbour, id_, place, from_h)
                    heappush(coming, step)
    return found


def journey(found: Mapping[str, Arrival], end: str) -> Journey | None:
    """How `end` is reached; None where it is not."""
    if end not in found:
        return None
    ways: list[str] = []
    moving, place = ZERO, end
    while (arrival := found[place]).way is not None:
        if arrival.before is None or arrival.left_h is None:
            raise AssertionError(place)
        ways.append(arrival.way)
        moving += arrival.at_h - arrival.left_h
        place = arrival.before
    left_h, at_h = found[place].at_h, found[end].at_h
    return Journey(place, end, left_h, at_h, tuple(reversed(ways)), at_h - left_h - moving)


def mirrored(closed: Intervals, about_h: Fraction) -> Intervals:
    """The same closures with time running backwards from `about_h`; what begins later is left out."""
    return joined(
        (ZERO if end >= about_h else about_h - Fraction(end), about_h - start)
        for start, end in closed
        if start < about_h
    )


def latest_departures(
    graph: nx.MultiGraph[str], end: str, by_h: Fraction, from_h: Fraction = ZERO
) -> dict[str, Fraction]:
    """For every place, the last hour, not before `from_h`, to set out so as to be at `end` by `by_h`.

    Places from which nobody arrives in time are left out. It is the earliest arrival with time running backwards.
    """
    if end not in graph or by_h < from_h:
        return {}
    backwards = travel_graph(
        graph,
        (
            Way(id_, one, other, data["way"].hours, mirrored(data["way"].closed, by_h))
            for one, other, id_, data in graph.edges(keys=True, data=True)
        ),
    )
    found = arrivals(backwards, end, ZERO, by_h - from_h)
    return {place: by_h - arrival.at_h for place, arrival in sorted(found.items())}
