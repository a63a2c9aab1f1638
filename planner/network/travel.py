"""Travel over stretches that close and open again; `timetable` looks for the earliest arrival and the latest start.

Whoever meets a closed stretch waits at its end until it opens: a stretch is begun only when it stays open until its
other end is reached. So whoever sets out earlier never arrives later, and closing a stretch brings nobody sooner.
Hours are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, TypeVar, cast

import networkx as nx

from planner.foundation.errors import ScenarioError
from planner.foundation.intervals import INF, NEVER, Intervals
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T", Fraction, int)


@dataclass(frozen=True, slots=True)
class Way:
    """One stretch that is travelled in either direction: its ends, the hours it takes, when nobody may be on it."""

    id: str
    one: str
    other: str
    hours: Fraction
    closed: Intervals = NEVER


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


def begun(closed: Sequence[tuple[T, T | float]], at_h: T, hours: T) -> T | None:
    """The first hour from `at_h` on at which a way of so many hours can be begun; None: never again."""
    for start, end in closed:
        if start >= at_h + hours and start > at_h:
            break
        if end > at_h:
            if end == INF:
                return None
            at_h = cast("T", end)
    return at_h


def ended(closed: Sequence[tuple[T, T | float]], by_h: T, hours: T) -> T:
    """The last hour up to `by_h` at which a way of so many hours can be ended: `begun` with time running backwards."""
    for start, end in reversed(closed):
        if end <= by_h - hours:
            break
        by_h = min(by_h, start)
    return by_h


def within_open(closed: Sequence[tuple[T, T | float]], start_h: T, hours: T) -> bool:
    """Whether a way of so many hours that is begun at `start_h` is open throughout."""
    return begun(closed, start_h, hours) == start_h
