"""Which vertices are joined to a root, kept up to date while vertices and edges come and go.

A spanning forest grown from the roots is kept. When something goes, only the part of the forest that hung on it is
looked at again: each of its vertices tries to reattach through a neighbour that is still joined. When something comes,
the search grows from it. The set of joined vertices does not depend on which forest was grown, so the answer is the
one that a fresh search would give.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from networkx.classes.reportviews import MultiEdgeView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

_NO_PARENT = -1


class Reach:
    """Joined-to-a-root, for every vertex of one network, through changes.

    Parameters
    ----------
    graph
        The network; it is read once and never changed. Its vertices carry ``root``, its edges perhaps ``safe``.
    """

    def __init__(self, graph: nx.MultiGraph[str]) -> None:
        self.vertices: tuple[str, ...] = tuple(sorted(graph))
        self.vertex_number = {vertex: number for number, vertex in enumerate(self.vertices)}
        self.edges: tuple[str, ...]
        ends: list[tuple[int, int]] = []
        names: list[str] = []
        self._beside: list[list[tuple[int, int]]] = [[] for _ in self.vertices]
        self.breakable: dict[str, int] = {}
        """Numbers of the edges that are not marked safe."""
        # `graph.edges` would keep its view in the graph, and the view the graph: neither could be let go.
        edges = MultiEdgeView(graph)(keys=True, data="safe", default=False)
        for a, b, key, safe in sorted(edges, key=lambda edge: str(edge[2])):
            number, u, v = len(names), self.vertex_number[a], self.vertex_number[b]
            names.append(str(key))
            if not safe:
                self.breakable[str(key)] = number
            ends.append((u, v))
            self._beside[u].append((v, number))
            self._beside[v].append((u, number))
        self.edges = tuple(names)
        self.edge_number = {name: number for number, name in enumerate(names)}
        self._ends = ends
        self._is_root = [bool(graph.nodes[vertex]["root"]) for vertex in self.vertices]
        self._vertex_up = [True] * len(self.vertices)
        self._edge_up = [True] * len(names)
        self._parent_edge = [_NO_PARENT] * len(self.vertices)
        self._parent = [_NO_PARENT] * len(self.vertices)
        self._children: list[set[int]] = [set() for _ in self.vertices]
        self.joined = [False] * len(self.vertices)
        self.looked_at = 0
        """How often a vertex was cut loose, tried or joined so far: the work done, as a count."""
        self._grow(range(len(self.vertices)))

    def afresh(self) -> Reach:
        """Another search over the same network, for one in which nothing was lost so far; what never changes is shared.

        Raises
        ------
        ValueError
            If something is lost: the copy would not begin where this one did.
        """
        if not (all(self._vertex_up) and all(self._edge_up)):
            msg = "a search that has begun is no beginning"
            raise ValueError(msg)
        other = copy(self)
        other._vertex_up, other._edge_up = self._vertex_up.copy(), self._edge_up.copy()
        other._parent, other._parent_edge = self._parent.copy(), self._parent_edge.copy()
        other._children = [children.copy() for children in self._children]
        other.joined = self.joined.copy()
        return other

    def update(
        self,
        *,
        vertices_down: Iterable[int] = (),
        vertices_up: Iterable[int] = (),
        edges_down: Iterable[int] = (),
        edges_up: Iterable[int] = (),
    ) -> list[int]:
        """Take all changes at once; return the vertices whose joined-ness changed, in order of their numbers."""
        before: dict[int, bool] = {}
        loose: list[int] = []
        for edge in edges_down:
            self._edge_up[edge] = False
            for vertex in self._ends[edge]:
                if self._parent_edge[vertex] == edge:
                    self._detach(vertex, loose, before)
        for vertex in vertices_down:
            self._vertex_up[vertex] = False
            if self.joined[vertex]:
                self._detach(vertex, loose, before)
        for edge in edges_up:
            self._edge_up[edge] = True
            loose.extend(vertex for vertex in self._ends[edge] if not self.joined[vertex])
        for vertex in vertices_up:
            self._vertex_up[vertex] = True
            loose.append(vertex)
        for vertex in self._grow(loose):
            before.setdefault(vertex, False)
        return sorted(vertex for vertex, was in before.items() if was != self.joined[vertex])

    def lost_with(self, vertices: Sequence[int], edges: Sequence[int]) -> list[int]:
        """The vertices that would be cut off if these, which are up, went too; nothing is changed by asking.

        Where nothing of the forest hangs on them, or one bare vertex, nothing needs to be searched.
        """
        gone = [vertex for vertex in vertices if self.joined[vertex]]
        hung = [
            end for edge in edges for end in self._ends[edge] if self._parent_edge[end] == edge
        ]
        if not any(self._children[vertex] for vertex in (*gone, *hung)):
            if not hung:
                return sorted(gone)
            if not gone and len(hung) == 1:
                return [] if self._clings(hung[0], edges) else hung
        lost = self.update(vertices_down=vertices, edges_down=edges)
        self.update(vertices_up=vertices, edges_up=edges)
        return lost

    def _clings(self, vertex: int, without: Sequence[int]) -> bool:
        """Whether a vertex on which nothing hangs has another edge to a joined one."""
        return any(
            self._edge_up[edge] and self.joined[neighbour] and neighbour != vertex
            for neighbour, edge in self._beside[vertex]
            if edge not in without
        )

    def _detach(self, top: int, loose: list[int], before: dict[int, bool]) -> None:
        """Cut the subtree that hangs on `top` from the forest."""
        if self._parent[top] != _NO_PARENT:
            self._children[self._parent[top]].discard(top)
        stack = [top]
        while stack:
            vertex = stack.pop()
            self.looked_at += 1
            before.setdefault(vertex, self.joined[vertex])
            self.joined[vertex] = False
            self._parent[vertex] = self._parent_edge[vertex] = _NO_PARENT
            loose.append(vertex)
            stack.extend(self._children[vertex])
            self._children[vertex] = set()

    def _grow(self, loose: Iterable[int]) -> list[int]:
        """Join every loose vertex that can be, and all that follows from it; return those newly joined."""
        joined, up, edge_up = self.joined, self._vertex_up, self._edge_up
        frontier: list[int] = []
        for vertex in loose:
            self.looked_at += 1
            if joined[vertex] or not up[vertex]:
                continue
            if self._is_root[vertex]:
                joined[vertex] = True
                frontier.append(vertex)
                continue
            for neighbour, edge in self._beside[vertex]:
                if edge_up[edge] and joined[neighbour]:
                    self._attach(vertex, neighbour, edge)
                    frontier.append(vertex)
                    break
        grown = list(frontier)
        while frontier:
            vertex = frontier.pop()
            self.looked_at += 1
            for neighbour, edge in self._beside[vertex]:
                if edge_up[edge] and up[neighbour] and not joined[neighbour]:
                    self._attach(neighbour, vertex, edge)
                    frontier.append(neighbour)
                    grown.append(neighbour)
        return grown

    def _attach(self, vertex: int, parent: int, edge: int) -> None:
        self.joined[vertex] = True
        self._parent[vertex], self._parent_edge[vertex] = parent, edge
        self._children[parent].add(vertex)

    def names(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The vertex ids of these numbers."""
        return tuple(self.vertices[number] for number in numbers)
