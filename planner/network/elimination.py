"""Joined to a root, as a program without loops or branches: compiled once for a network, replayed for any sample.

Every vertex is up or not, every edge is up or not; a vertex is joined when a path of vertices and edges that are up
leads from it to a root that is up. Vertices are taken out one after another, always the one with the fewest
neighbours left: a way through it becomes an edge between its neighbours. Then they are put back in the opposite
order, and each learns from its former neighbours whether it is joined. What is written down on the way is a list of
steps ``a or (b and c)``, two to five for each edge of a network that is nearly a tree or nearly flat.

The steps hold for any values that have an `and` and an `or` of this kind: for single truth values, for 64 samples in
a word, and for instants, where `and` is the earlier one, `or` the later one, and what comes out is how long each
vertex stays joined while everything is only ever lost.

Where a network is so dense that the list would grow past `MOST_STEPS_PER_EDGE`, `Sweeps` answers instead: every edge
is tried again and again until nothing changes.

Source: Gaussian elimination over a closed semiring; R. E. Tarjan (1981), "Fast algorithms for solving path
problems", Journal of the ACM 28(3).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from networkx.classes.reportviews import MultiEdgeView

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

NEVER, ALWAYS = 0, 1
"""The slots of the two values that are known beforehand."""
MOST_STEPS_PER_EDGE = 50
_Step = tuple[int, int, int]
Input = tuple[str, str]
"""``("vertex", id)`` or ``("edge", key)``."""


@dataclass(frozen=True, slots=True)
class Group:
    """Steps `first` to `end` that need nothing of each other, all of the form `kind`."""

    kind: str
    """``and``: b and c; ``or``: a or b; ``both``: a or (b and c)."""
    first: int
    end: int


@dataclass(frozen=True, eq=False)
class Program:
    """Steps ``a or (b and c)`` over slots.

    Slot 0 is never, slot 1 always; the inputs follow, then one slot for each step, in the order in which they can be
    worked out. Steps of one group read only slots before it.
    """

    inputs: tuple[Input, ...]
    steps: NDArray[np.int32]
    """Slots a, b, c of each step; shape ``(steps, 3)``."""
    groups: tuple[Group, ...]
    outputs: Mapping[str, int]
    """The slot that says whether a vertex is joined."""
    edges: int
    """Of the network, before what cannot matter was left out."""

    @property
    def first_input(self) -> int:
        """The slot of the first input."""
        return 2

    @property
    def first_step(self) -> int:
        """The slot of the first step."""
        return 2 + len(self.inputs)

    @property
    def slots(self) -> int:
        """How many slots there are."""
        return self.first_step + len(self.steps)

    @cached_property
    def reads(self) -> NDArray[np.int32]:
        """Slots a, b, c of all steps, each in a row of its own; shape ``(3, steps)``."""
        return np.ascontiguousarray(self.steps.T)

    @cached_property
    def levels(self) -> tuple[tuple[int, int], ...]:
        """Steps from and to, of every form, that need nothing of each other: neighbouring groups taken together."""
        found: list[tuple[int, int]] = []
        for group in self.groups:
            reads = self.reads[:, group.first : group.end]
            if found and not (reads >= self.first_step + found[-1][0]).any():
                found[-1] = found[-1][0], group.end
            else:
                found.append((group.first, group.end))
        return tuple(found)

    @property
    def operations(self) -> int:
        """How many times `and` or `or` is taken."""
        return sum((2 if g.kind == "both" else 1) * (g.end - g.first) for g in self.groups)

    @property
    def operations_per_edge(self) -> float:
        """Operations for each edge of the network."""
        return self.operations / max(self.edges, 1)


@dataclass(frozen=True, eq=False)
class Sweeps:
    """A network too dense for a program: its ends, and the slots of what must be up.

    Attributes
    ----------
    inputs
        As of a `Program`; slots 0 and 1 are never and always, the inputs follow.
    tails, heads, edge_slots
        For each direction of each edge: from the vertex `tails` it is reached over `edge_slots` to `heads`; numbers
        of vertices, sorted by tail.
    vertex_slots
        The slot that says whether each vertex is up.
    roots
        Numbers of the roots.
    outputs
        The number of each wanted vertex.
    """

    inputs: tuple[Input, ...]
    tails: NDArray[np.int32]
    heads: NDArray[np.int32]
    edge_slots: NDArray[np.int32]
    vertex_slots: NDArray[np.int32]
    roots: NDArray[np.int32]
    outputs: Mapping[str, int]
    edges: int


class _TooDense(Exception):
    """The program grows past what sweeping would cost."""


def compiled_reach(
    graph: nx.MultiGraph[str],
    wanted: Iterable[str] | None = None,
    *,
    most_steps_per_edge: int = MOST_STEPS_PER_EDGE,
) -> Program | Sweeps:
    """The program that says which of the wanted vertices are joined to a root.

    Parameters
    ----------
    graph
        Vertices carry ``root`` and perhaps ``safe``, edges perhaps ``safe``: what is safe is always up and is no
        input. Parallel edges stay parallel; a loop joins nothing.
    wanted
        Vertices to be told of; None: all. Steps and inputs that none of them needs are left out.
    most_steps_per_edge
        Past this the sweeps are returned.

    Raises
    ------
    KeyError
        If a wanted vertex is not in the graph.
    """
    asked = sorted(graph if wanted is None else set(wanted))
    missing = [vertex for vertex in asked if vertex not in graph]
    if missing:
        raise KeyError(missing[0])
    wiring = _Wiring(graph)
    builder = _Builder(wiring.inputs, most_steps_per_edge * max(len(wiring.edges), 4))
    try:
        joined = _eliminated(wiring, builder)
    except _TooDense:
        return _sweeps(wiring, asked)
    return _scheduled(builder, {vertex: joined[vertex] for vertex in asked}, len(wiring.edges))


class _Wiring:
    """The network as numbers of slots."""

    def __init__(self, graph: nx.MultiGraph[str]) -> None:
        self.vertices: tuple[str, ...] = tuple(sorted(graph))
        self.roots = {vertex for vertex in self.vertices if graph.nodes[vertex]["root"]}
        self.inputs: list[Input] = []
        self.up: dict[str, int] = {}
        for vertex in self.vertices:
            self.up[vertex] = self._slot(("vertex", vertex), graph.nodes[vertex].get("safe", False))
        self.edges: list[tuple[str, str, int]] = []
        # `graph.edges` would keep its view in the graph, and the view the graph: neither could be let go.
        edges = MultiEdgeView(graph)(keys=True, data="safe", default=False)
        for a, b, key, safe in sorted(edges, key=lambda edge: str(edge[2])):
            if a != b:
                self.edges.append((a, b, self._slot(("edge", str(key)), safe)))

    def _slot(self, name: Input, safe: bool) -> int:
        if safe:
            return ALWAYS
        self.inputs.append(name)
        return 1 + len(self.inputs)


class _Builder:
    """Writes steps down, each once, and none whose answer is known."""

    def __init__(self, inputs: Sequence[Input], most: int) -> None:
        self.inputs = tuple(inputs)
        self.first = 2 + len(inputs)
        self.steps: list[_Step] = []
        self._known: dict[_Step, int] = {}
        self._most = most

    def _slot(self, step: _Step) -> int:
        slot = self._known.get(step)
        if slot is None:
            if len(self.steps) >= self._most:
                raise _TooDense
            slot = self._known[step] = self.first + len(self.steps)
            self.steps.append(step)
        return slot

    def both(self, b: int, c: int) -> int:
        """`b and c`."""
        return self.or_both(NEVER, b, c)

    def or_both(self, a: int, b: int, c: int) -> int:
        """`a or (b and c)`."""
        if b > c:
            b, c = c, b
        if b == NEVER or a == ALWAYS or a in (b, c):
            return a
        if b in (ALWAYS, c):
            if a == NEVER or c == ALWAYS:
                return c
            return self._slot((min(a, c), max(a, c), ALWAYS))
        return self._slot((a, b, c))


def _eliminated(wiring: _Wiring, builder: _Builder) -> dict[str, int]:
    """The slot of each vertex that says whether it is joined."""
    beside: dict[str, dict[str, int]] = {vertex: {} for vertex in wiring.vertices}
    for a, b, slot in wiring.edges:
        together = builder.or_both(beside[a].get(b, NEVER), slot, ALWAYS)
        beside[a][b] = beside[b][a] = together
    seed = {vertex: ALWAYS if vertex in wiring.roots else NEVER for vertex in wiring.vertices}
    order: list[tuple[str, dict[str, int]]] = []
    queue = [(len(beside[vertex]), vertex) for vertex in wiring.vertices]
    heapq.heapify(queue)
    out: set[str] = set()
    while queue:
        degree, vertex = heapq.heappop(queue)
        if vertex in out or degree != len(beside[vertex]):
            continue
        out.add(vertex)
        neighbours = dict(sorted(beside.pop(vertex).items()))
        order.append((vertex, neighbours))
        _take_out(vertex, neighbours, beside, seed, wiring.up[vertex], builder)
        for neighbour in neighbours:
            heapq.heappush(queue, (len(beside[neighbour]), neighbour))
    joined: dict[str, int] = {}
    for vertex, neighbours in reversed(order):
        reached = seed[vertex]
        for neighbour, edge in neighbours.items():
            reached = builder.or_both(reached, edge, joined[neighbour])
        joined[vertex] = builder.both(wiring.up[vertex], reached)
    return joined


def _take_out(
    vertex: str,
    neighbours: Mapping[str, int],
    beside: Mapping[str, dict[str, int]],
    seed: dict[str, int],
    up: int,
    builder: _Builder,
) -> None:
    """Every way through the vertex becomes an edge between its neighbours, or joins one to a root."""
    names = list(neighbours)
    for number, a in enumerate(names):
        del beside[a][vertex]
        others = names[number + 1 :]
        if not others and seed[vertex] == NEVER:
            continue
        through = builder.both(neighbours[a], up)
        seed[a] = builder.or_both(seed[a], through, seed[vertex])
        for b in others:
            way = builder.or_both(beside[a].get(b, NEVER), through, neighbours[b])
            beside[a][b] = beside[b][a] = way


def _scheduled(builder: _Builder, outputs: Mapping[str, int], edges: int) -> Program:
    """The steps that matter, sorted so that those that need nothing of each other lie side by side."""
    steps, first = builder.steps, builder.first
    needed = _needed(builder, outputs.values())
    depth = [0] * (first + len(steps))
    for number, step in enumerate(steps):
        depth[first + number] = 1 + max(depth[slot] for slot in step)
    kept_inputs = [slot for slot in range(2, first) if needed[slot]]
    kept = [slot for slot in range(first, first + len(steps)) if needed[slot]]
    kept.sort(key=lambda slot: (depth[slot], _kind(steps[slot - first]), slot))
    number_of = {slot: number for number, slot in enumerate([0, 1, *kept_inputs, *kept])}
    groups: list[Group] = []
    for number, slot in enumerate(kept):
        kind = _kind(steps[slot - first])
        before = steps[kept[number - 1] - first] if number else None
        if before is not None and (depth[kept[number - 1]], _kind(before)) == (depth[slot], kind):
            groups[-1] = Group(kind, groups[-1].first, number + 1)
        else:
            groups.append(Group(kind, number, number + 1))
    renumbered = [[number_of[each] for each in steps[slot - first]] for slot in kept]
    return Program(
        tuple(builder.inputs[slot - 2] for slot in kept_inputs),
        np.array(renumbered, dtype=np.int32).reshape(-1, 3),
        tuple(groups),
        {vertex: number_of[slot] for vertex, slot in outputs.items()},
        edges,
    )


def _needed(builder: _Builder, outputs: Iterable[int]) -> list[bool]:
    """Which slots some output needs."""
    needed = [False] * (builder.first + len(builder.steps))
    for slot in outputs:
        needed[slot] = True
    for number in range(len(builder.steps) - 1, -1, -1):
        if needed[builder.first + number]:
            for slot in builder.steps[number]:
                needed[slot] = True
    return needed


def _kind(step: _Step) -> str:
    if step[0] == NEVER:
        return "and"
    return "or" if step[2] == ALWAYS else "both"


def _sweeps(wiring: _Wiring, wanted: Collection[str]) -> Sweeps:
    number = {vertex: each for each, vertex in enumerate(wiring.vertices)}
    ways = sorted(
        way
        for a, b, slot in wiring.edges
        for way in ((number[a], number[b], slot), (number[b], number[a], slot))
    )
    columns = np.array(ways, dtype=np.int32).reshape(-1, 3)
    return Sweeps(
        tuple(wiring.inputs),
        columns[:, 0].copy(),
        columns[:, 1].copy(),
        columns[:, 2].copy(),
        np.array([wiring.up[vertex] for vertex in wiring.vertices], dtype=np.int32),
        np.array(sorted(number[vertex] for vertex in wiring.roots), dtype=np.int32),
        {vertex: number[vertex] for vertex in wanted},
        len(wiring.edges),
    )
