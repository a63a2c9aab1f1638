"""A smallest set of failures whose undoing joins a vertex to its network again."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from fractions import Fraction

    import networkx as nx

Wound = tuple["Fraction", str, str]
"""Since when, which asset, and in what way: the order of ties."""
_Ranked = tuple[float, "Fraction", str, str]
"""A wound with its time as a float before it: rounding keeps the order, and floats compare far quicker."""
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
        What keeps each from carrying traffic as things stand; a risk group counts once for all its members. A wound
        that bears the id of its vertex or edge (or of a part, `VERTEX/…`) is that one's alone.
    may_undo
        Wounds that may not be undone close the way.

    Returns
    -------
    wounds
        Sorted; None where no undoing is enough (or the search grew past its bound, which small sets never do).

    Notes
    -----
    Uniform-cost search over (vertex, set of wounds). A set is dropped where another reached the same vertex before it
    and all that it has beyond the other are wounds of single vertices or edges. Exact: such a wound is met again only
    by walking in a circle, so whatever follows adds to the first no more than to the second, and of two equal sets the
    one with the earlier wound stays the earlier.
    """
    if start not in graph:
        return None
    wounds = _Wounds(wounds_of_vertex, wounds_of_edge, may_undo)
    nothing: frozenset[_Ranked] = frozenset()
    heap: list[tuple[int, tuple[_Ranked, ...], str, frozenset[_Ranked]]] = [(0, (), start, nothing)]
    reached: dict[str, list[frozenset[_Ranked]]] = {}
    states = 0
    while heap:
        _, ordered, vertex, borne = heapq.heappop(heap)
        if any(borne - known <= wounds.lone for known in reached.get(vertex, ())):
            continue
        reached.setdefault(vertex, []).append(borne)
        if is_joined(vertex) or (graph.nodes[vertex]["root"] and vertex != start):
            return tuple(each[1:] for each in ordered)
        states += 1
        if states > _MOST_STATES:
            return None
        for neighbour, more in _ways_on(graph, vertex, borne, wounds):
            heapq.heappush(heap, (len(more), tuple(sorted(more)), neighbour, more))
    return None


def _ways_on(
    graph: nx.MultiGraph[str], vertex: str, borne: frozenset[_Ranked], wounds: _Wounds
) -> Iterator[tuple[str, frozenset[_Ranked]]]:
    """Each neighbour that can be reached, and the wounds to be undone up to it."""
    for neighbour, keys in graph.adj[vertex].items():
        ahead = wounds.of_vertex(neighbour)
        if ahead is None:
            continue
        for key in keys:
            across = wounds.of_edge(key)
            if across is not None:
                yield neighbour, borne.union(ahead, across)


class _Wounds:
    """The wounds of each vertex and edge, asked for once; None where one of them may not be undone."""

    def __init__(
        self,
        of_vertex: Callable[[str], Collection[Wound]],
        of_edge: Callable[[str], Collection[Wound]],
        may_undo: Callable[[Wound], bool],
    ) -> None:
        self._ask_vertex, self._ask_edge, self._may_undo = of_vertex, of_edge, may_undo
        self._vertices: dict[str, frozenset[_Ranked] | None] = {}
        self._edges: dict[str, frozenset[_Ranked] | None] = {}
        self.lone: set[_Ranked] = set()
        """Wounds that only one vertex or edge has."""

    def of_vertex(self, vertex: str) -> frozenset[_Ranked] | None:
        if vertex not in self._vertices:
            self._vertices[vertex] = ranked = self._ranked(self._ask_vertex(vertex))
            self.lone.update(e for e in ranked or () if e[2].partition("/")[0] == vertex)
        return self._vertices[vertex]

    def of_edge(self, key: str) -> frozenset[_Ranked] | None:
        if key not in self._edges:
            self._edges[key] = ranked = self._ranked(self._ask_edge(key))
            self.lone.update(e for e in ranked or () if e[2] == key)
        return self._edges[key]

    def _ranked(self, wounds: Collection[Wound]) -> frozenset[_Ranked] | None:
        if not all(map(self._may_undo, wounds)):
            return None
        return frozenset((float(wound[0]), *wound) for wound in wounds)
