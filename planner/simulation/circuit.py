"""And/or gates over assets: what a network amounts to once it has been eliminated.

A gate is a number. Its value is "this works"; the variables say "this asset is unharmed". Gates are made once and
shared: the same inputs give the same gate, so that equal parts of a network are one part of the circuit.

Worked example: a site that reaches the gateway over cable `C1` or over `C2` and needs its mast is
``all_of(mast, any_of(C1, C2))``; with the mast known to stand, it becomes ``any_of(C1, C2)``.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

FALSE, TRUE = 0, 1
Kind = Literal["constant", "variable", "all", "any"]


class Circuit:
    """Monotone gates; gate 0 never works, gate 1 always does."""

    def __init__(self) -> None:
        self.kinds: list[Kind] = ["constant", "constant"]
        self.inputs: list[tuple[int, ...]] = [(), ()]
        self.names: dict[int, str] = {}
        """The asset of each variable."""
        self._made: dict[tuple[Kind, tuple[int, ...]], int] = {}
        self._variables: dict[str, int] = {}

    @property
    def variables(self) -> Mapping[str, int]:
        """The gate of each asset that is a variable."""
        return self._variables

    def variable(self, name: str) -> int:
        """The gate that works while the asset is unharmed."""
        found = self._variables.get(name)
        if found is None:
            found = self._variables[name] = self._add("variable", ())
            self.names[found] = name
        return found

    def all_of(self, *gates: int) -> int:
        """Works when all do; with none, always."""
        return self._gate("all", gates, neutral=TRUE, decisive=FALSE)

    def any_of(self, *gates: int) -> int:
        """Works when any does; with none, never."""
        return self._gate("any", gates, neutral=FALSE, decisive=TRUE)

    def at_least(self, needed: int, gates: Sequence[int]) -> int:
        """Works when at least `needed` of the gates do."""
        # Row i holds, for each count j, "at least j of the first i work"; row 0 has none.
        row = [TRUE, *[FALSE] * max(needed, 0)]
        for gate in gates:
            row = [TRUE] + [
                self.any_of(row[j], self.all_of(row[j - 1], gate)) for j in range(1, len(row))
            ]
        return row[max(needed, 0)]

    def _gate(self, kind: Kind, gates: Iterable[int], *, neutral: int, decisive: int) -> int:
        left = sorted({gate for gate in gates if gate != neutral})
        if decisive in left:
            return decisive
        if not left:
            return neutral
        if len(left) == 1:
            return left[0]
        key = (kind, tuple(left))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._add(kind, key[1])
        return found

    def _add(self, kind: Kind, inputs: tuple[int, ...]) -> int:
        self.kinds.append(kind)
        self.inputs.append(inputs)
        return len(self.kinds) - 1

    def beneath(self, tops: Iterable[int]) -> list[int]:
        """The gates that `tops` depend on, themselves included; inputs before what uses them."""
        seen: set[int] = set()
        waiting = list(tops)
        while waiting:
            gate = waiting.pop()
            if gate not in seen:
                seen.add(gate)
                waiting.extend(self.inputs[gate])
        # A gate is made after its inputs, so the order of numbers is an order of work.
        return sorted(seen)

    def assets_beneath(self, tops: Iterable[int]) -> tuple[str, ...]:
        """The assets that `tops` depend on, sorted."""
        return tuple(sorted(self.names[gate] for gate in self.beneath(tops) if gate in self.names))

    def works(
        self, tops: Sequence[int], lost: Mapping[str, NDArray[np.uint64]], words: int
    ) -> NDArray[np.uint64]:
        """Whether each top works, for 64 questions in every word.

        Parameters
        ----------
        tops
            Gates.
        lost
            For each asset the questions in which it is lost, shape ``(words,)``; those not named are unharmed.
        words
            How many words.

        Returns
        -------
        working
            Shape ``(len(tops), words)``: bit q % 64 of word q // 64 is set where the top works in question q.
        """
        full = np.full(words, ~np.uint64(0))
        value: dict[int, NDArray[np.uint64]] = {FALSE: np.zeros(words, np.uint64), TRUE: full}
        for gate in self.beneath(tops):
            kind = self.kinds[gate]
            if kind == "variable":
                value[gate] = ~lost[self.names[gate]] if self.names[gate] in lost else full
            elif kind != "constant":
                step = np.bitwise_and if kind == "all" else np.bitwise_or
                first, *others = self.inputs[gate]
                found = value[first].copy()
                for other in others:
                    step(found, value[other], out=found)
                value[gate] = found
        return np.stack([value[top] for top in tops]) if tops else np.zeros((0, words), np.uint64)


def joined_gates(
    circuit: Circuit,
    graph: nx.MultiGraph[str],
    *,
    vertex_works: Mapping[str, int],
    edge_works: Mapping[str, int],
) -> dict[str, int]:
    """For each vertex the gate that works while it is joined, through what works, to a root that works.

    Vertices are eliminated one by one, those with the fewest neighbours first: what leads through a vertex becomes an
    edge between its neighbours. Put back in the reverse order, each is joined when a neighbour that left later is.
    This is Gaussian elimination with "or" for the sum and "and" for the product; it is exact, and since "and" and "or"
    are idempotent a cycle needs no further care. Rose & Tarjan (1978); for networks that are nearly planar the circuit
    has a few gates an edge.

    Parameters
    ----------
    graph
        Vertices carry ``root``; edges are keyed by asset id.
    vertex_works, edge_works
        Gates; a vertex or edge that is not named always works.
    """
    beside = _neighbours(circuit, graph, edge_works)
    joined_at_root = {vertex: TRUE for vertex, is_root in graph.nodes(data="root") if is_root}
    order = sorted(graph)
    rank = {vertex: number for number, vertex in enumerate(order)}
    left_by: list[tuple[str, dict[str, int], int]] = []
    for vertex in _fewest_first(beside, rank):
        neighbours = beside.pop(vertex)
        works = vertex_works.get(vertex, TRUE)
        at_root = joined_at_root.get(vertex, FALSE)
        left_by.append((vertex, neighbours, at_root))
        names = sorted(neighbours, key=rank.__getitem__)
        for number, a in enumerate(names):
            del beside[a][vertex]
            through = circuit.all_of(neighbours[a], works)
            joined_at_root[a] = circuit.any_of(
                joined_at_root.get(a, FALSE), circuit.all_of(through, at_root)
            )
            for b in names[number + 1 :]:
                bridge = circuit.any_of(
                    beside[a].get(b, FALSE), circuit.all_of(through, neighbours[b])
                )
                beside[a][b] = beside[b][a] = bridge
    joined: dict[str, int] = {}
    for vertex, neighbours, at_root in reversed(left_by):
        ways = [circuit.all_of(gate, joined[other]) for other, gate in neighbours.items()]
        joined[vertex] = circuit.all_of(
            vertex_works.get(vertex, TRUE), circuit.any_of(at_root, *ways)
        )
    return joined


def _neighbours(
    circuit: Circuit, graph: nx.MultiGraph[str], edge_works: Mapping[str, int]
) -> dict[str, dict[str, int]]:
    beside: dict[str, dict[str, int]] = {vertex: {} for vertex in graph}
    for a, b, key in sorted(graph.edges(keys=True), key=lambda edge: str(edge[2])):
        if a != b:
            either = circuit.any_of(beside[a].get(b, FALSE), edge_works.get(str(key), TRUE))
            if either != FALSE:
                beside[a][b] = beside[b][a] = either
    return beside


def _fewest_first(
    beside: Mapping[str, Mapping[str, int]], rank: Mapping[str, int]
) -> Iterator[str]:
    """The vertex with the fewest neighbours now, until none is left; ties by rank. The caller eliminates each."""
    heap = [(len(neighbours), rank[vertex], vertex) for vertex, neighbours in beside.items()]
    heapify(heap)
    while heap:
        count, _, vertex = heappop(heap)
        # An entry that is out of date has a newer one beside it.
        if vertex not in beside or count != len(beside[vertex]):
            continue
        neighbours = list(beside[vertex])
        yield vertex
        for other in neighbours:
            heappush(heap, (len(beside[other]), rank[other], other))
