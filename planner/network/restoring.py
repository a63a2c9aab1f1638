"""A smallest set of failures whose undoing joins a vertex to its network again."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
    from fractions import Fraction

    import networkx as nx

Wound = tuple["Fraction", str, str]
"""Since when, which asset, and in what way: the order of ties."""
_Ranked = tuple[float, "Fraction", str, str]
"""A wound with its time as a float before it: rounding keeps the order, and floats compare far quicker."""
_Wounds = frozenset[_Ranked]
_Way = tuple[str, _Wounds]
"""The vertex that is entered, and all that must be undone on the way to it, its own wounds included."""
_MOST_STATES = 50_000


@dataclass(frozen=True, slots=True, eq=False)
class _Island:
    """Vertices that reach each other with nothing undone; who is on one of them is on all."""

    joined: bool
    """Whether one of them is joined, or a root: nothing is to be undone. The ways are then left out."""
    ways: frozenset[_Way]
    """All ways that leave it."""


class Undoing:
    """Searches in one network at one instant; what several of them meet is looked at once.

    Parameters
    ----------
    graph
        The network with nothing failed; edges keyed by asset id.
    is_joined
        Whether a vertex is joined to a root as things stand: a search ends there.
    wounds_of_vertex, wounds_of_edge
        What keeps each from carrying traffic as things stand; a risk group counts once for all its members. A wound
        that bears the id of its vertex or edge (or of a part, `VERTEX/…`) is that one's alone.

    Notes
    -----
    Uniform-cost search over (vertex, set of wounds), in which vertices that reach each other with nothing undone are
    one: when a station of switches falls silent, all sites behind it ask the same question. A set is dropped where
    another reached the same vertex before it and all that it has beyond the other are wounds of single vertices or
    edges. Exact: such a wound is met again only by walking in a circle, so whatever follows adds to the first no more
    than to the second, and of two equal sets the one with the earlier wound stays the earlier.
    """

    def __init__(
        self,
        graph: nx.MultiGraph[str],
        *,
        is_joined: Callable[[str], bool],
        wounds_of_vertex: Callable[[str], Collection[Wound]],
        wounds_of_edge: Callable[[str], Collection[Wound]],
    ) -> None:
        self._graph, self._is_joined = graph, is_joined
        self._ask_vertex, self._ask_edge = wounds_of_vertex, wounds_of_edge
        self._vertices: dict[str, _Wounds] = {}
        self._edges: dict[str, _Wounds] = {}
        self._lone: set[_Ranked] = set()
        """Wounds that only one vertex or edge has."""
        self._islands: dict[str, _Island] = {}
        self._ways: dict[str, frozenset[_Way]] = {}
        self._ends: dict[str, bool] = {}
        self._found: dict[tuple[frozenset[_Way], Hashable], tuple[Wound, ...] | None] = {}

    @property
    def size(self) -> int:
        """Of how many vertices something is kept."""
        return len(self._vertices)

    def smallest(
        self, start: str, may_undo: Callable[[Wound], bool], kind: Hashable
    ) -> tuple[Wound, ...] | None:
        """The fewest wounds whose undoing gives `start` a path to a joined vertex; ties by earliest time, then id.

        Parameters
        ----------
        start
            The vertex that was cut off. Its own wounds do not count.
        may_undo
            Wounds that may not be undone close the way.
        kind
            Stands for `may_undo`: equal kinds allow the same wounds.

        Returns
        -------
        wounds
            Sorted; None where no undoing is enough (or the search grew past its bound, which small sets never do).
        """
        if start not in self._graph:
            return None
        if self._is_joined(start):
            return ()
        # Where it starts, a root is no end, and the wounds of the start are none: that holds for this start alone.
        alone = self._graph.nodes[start]["root"] or self._of_vertex(start)
        island = self._flooded(start, {}) if alone else self._island(start)
        if island.joined:
            return ()
        key = (island.ways, kind)
        if key not in self._found:
            self._found[key] = self._searched(island.ways, may_undo)
        return self._found[key]

    def _searched(
        self, ways: Iterable[_Way], may_undo: Callable[[Wound], bool]
    ) -> tuple[Wound, ...] | None:
        known: dict[_Wounds, bool] = {}

        def allowed(wounds: _Wounds) -> bool:
            if wounds not in known:
                known[wounds] = all(may_undo(each[1:]) for each in wounds)
            return known[wounds]

        nothing: _Wounds = frozenset()
        heap = [_state(nothing, way) for way in ways if allowed(way[1])]
        heapq.heapify(heap)
        reached: dict[object, list[_Wounds]] = {}
        states = 0
        while heap:
            _, ordered, vertex, borne = heapq.heappop(heap)
            island = None if self._of_vertex(vertex) else self._island(vertex)
            before = reached.setdefault(island or vertex, [])
            if any(borne - other <= self._lone for other in before):
                continue
            before.append(borne)
            if island.joined if island else self._is_end(vertex):
                return tuple(each[1:] for each in ordered)
            states += 1
            if states > _MOST_STATES:
                return None
            for way in island.ways if island else self._ways_from(vertex):
                if allowed(way[1]):
                    heapq.heappush(heap, _state(borne, way))
        return None

    # --- islands ---

    def _island(self, vertex: str) -> _Island:
        """The island of a vertex without wounds."""
        if vertex not in self._islands:
            members: dict[str, None] = {}
            island = _Island(True, frozenset()) if self._is_end(vertex) else self._flooded(vertex, members)
            self._islands.update(dict.fromkeys(members or (vertex,), island))
        return self._islands[vertex]

    def _flooded(self, start: str, members: dict[str, None]) -> _Island:
        """The island around `start`, whose own wounds and root count for nothing; fills in its members."""
        members[start] = None
        waiting, ways = [start], set()
        while waiting:
            for way in self._ways_on(waiting.pop()):
                neighbour, wounds = way
                if neighbour in members:
                    continue
                if wounds:
                    ways.add(way)
                elif self._is_end(neighbour):
                    return _Island(True, frozenset())
                else:
                    members[neighbour] = None
                    waiting.append(neighbour)
        return _Island(False, frozenset(way for way in ways if way[0] not in members))

    def _ways_from(self, vertex: str) -> frozenset[_Way]:
        """The ways that leave a wounded vertex."""
        if vertex not in self._ways:
            self._ways[vertex] = frozenset(self._ways_on(vertex))
        return self._ways[vertex]

    def _ways_on(self, vertex: str) -> Iterator[_Way]:
        """The ways from one vertex to its neighbours, but those that end blind in a wounded one."""
        adjacent = self._graph.adj
        for neighbour, keys in adjacent[vertex].items():
            ahead = self._of_vertex(neighbour)
            if ahead and len(adjacent[neighbour]) == 1 and not self._is_end(neighbour):
                continue
            for key in keys:
                across = self._of_edge(key)
                yield neighbour, (ahead | across if across else ahead)

    def _is_end(self, vertex: str) -> bool:
        """Whether a search that comes to the vertex ends there."""
        if vertex not in self._ends:
            self._ends[vertex] = self._graph.nodes[vertex]["root"] or self._is_joined(vertex)
        return self._ends[vertex]

    # --- wounds ---

    def _of_vertex(self, vertex: str) -> _Wounds:
        found = self._vertices.get(vertex)
        if found is None:
            found = self._vertices[vertex] = _ranked(self._ask_vertex(vertex))
            self._lone.update(e for e in found if e[2].partition("/")[0] == vertex)
        return found

    def _of_edge(self, key: str) -> _Wounds:
        found = self._edges.get(key)
        if found is None:
            found = self._edges[key] = _ranked(self._ask_edge(key))
            self._lone.update(e for e in found if e[2] == key)
        return found


def _ranked(wounds: Collection[Wound]) -> _Wounds:
    return frozenset((float(wound[0]), *wound) for wound in wounds)


def _state(borne: _Wounds, way: _Way) -> tuple[int, tuple[_Ranked, ...], str, _Wounds]:
    """What is undone after one more way, as the queue orders it: the fewest, then the earliest, then by id."""
    more = borne | way[1]
    return len(more), tuple(sorted(more)), way[0], more
