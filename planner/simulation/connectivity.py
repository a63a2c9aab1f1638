"""Joined to a root through time: from failed intervals of vertices and edges to joined intervals of vertices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, INF, ZERO, Hour, Interval, Intervals
from planner.network.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    import networkx as nx

_VERTEX_DOWN, _VERTEX_UP, _EDGE_DOWN, _EDGE_UP = range(4)
Changes = tuple[list[int], list[int], list[int], list[int]]


def joined_intervals(
    network: nx.MultiGraph[str] | Reach,
    *,
    vertices_down: Mapping[str, Intervals],
    edges_down: Mapping[str, Intervals],
) -> dict[str, Intervals]:
    """When each vertex is joined, through vertices and edges that are up, to a root that is up.

    Parameters
    ----------
    network
        Its vertices carry ``root``, its edges are keyed by asset id and may be ``safe``; or a search over it in which
        nothing is lost yet, which is used up.
    vertices_down, edges_down
        When each is down; those not named are always up, and safe edges too. Ids that the graph does not have are
        passed over: a drop that nobody has seen is missing on one side only.

    Returns
    -------
    joined
        For every vertex its joined intervals. Everything that happens at one instant happens together.
    """
    reach = network if isinstance(network, Reach) else Reach(network)
    since: list[Fraction | None] = [ZERO if joined else None for joined in reach.joined]
    found: list[list[Interval]] = [[] for _ in reach.vertices]
    for t_h, changes in calendar(reach, vertices_down, edges_down):
        flipped = reach.update(
            vertices_down=changes[_VERTEX_DOWN],
            vertices_up=changes[_VERTEX_UP],
            edges_down=changes[_EDGE_DOWN],
            edges_up=changes[_EDGE_UP],
        )
        # Instants only grow: what was joined before is joined for a while, unless all of that is hour 0.
        lasted = t_h > 0
        for vertex in flipped:
            begun = since[vertex]
            if begun is None:
                since[vertex] = t_h
            else:
                since[vertex] = None
                if lasted:
                    found[vertex].append((begun, t_h))
    return {
        name: _closed(found[number], since[number]) for number, name in enumerate(reach.vertices)
    }


def calendar(
    reach: Reach, vertices_down: Mapping[str, Intervals], edges_down: Mapping[str, Intervals]
) -> Iterator[tuple[Fraction, Changes]]:
    """Everything that goes down or comes back, instant by instant, as numbers of vertices and edges.

    The four lists of an instant: vertices down, vertices up, edges down, edges up; as `Reach.update` takes them.
    """
    events: list[tuple[float, Fraction, int, int]] = []
    for numbers, down, when_down, when_up in (
        (reach.vertex_number, vertices_down, _VERTEX_DOWN, _VERTEX_UP),
        (reach.breakable, edges_down, _EDGE_DOWN, _EDGE_UP),
    ):
        for name, intervals in down.items():
            number = numbers.get(name)
            if number is None:
                continue
            for start, end in intervals:
                events.append((float(start), start, when_down, number))
                if not isinstance(end, float):  # only INF is
                    events.append((float(end), end, when_up, number))
    # Sorting by (float, Fraction) is exact, since rounding to a float keeps the order, and far quicker.
    events.sort()
    at = 0
    while at < len(events):
        t_h = events[at][1]
        changes: Changes = ([], [], [], [])
        while at < len(events) and (events[at][1] is t_h or events[at][1] == t_h):
            changes[events[at][2]].append(events[at][3])
            at += 1
        yield t_h, changes


def _closed(found: list[Interval], since: Fraction | None) -> Intervals:
    if since is None:
        return tuple(found)
    if since is ZERO:
        return ALWAYS
    end: Hour = INF
    return (*found, (since, end))
