"""A smallest set of failures whose undoing joins a vertex to its network again."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from fractions import Fraction

    import networkx as nx

Wound = tuple["Fraction", str, str]
"""Since when, which asset, and in what way: the order of ties."""
_MOST_STATES = 50_000


def smallest_undoing(
    graph: nx.MultiGraph[str],
    start: str,
    *,
    is_joined: Callable[[str], bool],
    wounds_of_vertex: Callable[[str], Collection[Wound]],
    wounds_of_edge: Callable[[str], Collection[Wound]],
    may_undo: Callable[[Wound], bool],
) -> tuple[Wound, ...] | None:
    """The fewest wounds whose undoing gives `start` a path to a joined vertex; ties by earliest time, then id.

    Parameters
    ----------
    graph
        The network with nothing failed; edges keyed by asset id.
    start
        The vertex that was cut off. Its own wounds do not count.
    is_joined
        Whether a vertex is joined to a root as things stand: the search ends there.
    wounds_of_vertex, wounds_of_edge
        What keeps each from carrying traffic as things stand; a risk group counts once for all its members.
    may_undo
        Wounds that may not be undone close the way.

    Returns
    -------
    wounds
        Sorted; None where no undoing is enough (or the search grew past its bound, which small sets never do).

    Notes
    -----
    Uniform-cost search over (vertex, set of wounds); a set is dropped where a subset reached the same vertex. Exact:
    a superset can never lead to a smaller or an earlier answer than its subset.
    """
    if start not in graph:
        return None
    nothing: frozenset[Wound] = frozenset()
    heap: list[tuple[int, tuple[Wound, ...], str, frozenset[Wound]]] = [(0, (), start, nothing)]
    reached: dict[str, list[frozenset[Wound]]] = {}
    states = 0
    while heap:
        _, ordered, vertex, wounds = heapq.heappop(heap)
        if any(known <= wounds for known in reached.get(vertex, ())):
            continue
        reached.setdefault(vertex, []).append(wounds)
        if is_joined(vertex) or (graph.nodes[vertex]["root"] and vertex != start):
            return ordered
        states += 1
        if states > _MOST_STATES:
            return None
        for neighbour, keys in graph.adj[vertex].items():
            ahead = wounds_of_vertex(neighbour)
            if not all(map(may_undo, ahead)):
                continue
            for key in keys:
                across = wounds_of_edge(key)
                if all(map(may_undo, across)):
                    more = wounds.union(ahead, across)
                    heapq.heappush(heap, (len(more), tuple(sorted(more)), neighbour, more))
    return None
