"""Connectivity of many samples, by the compiled networks and by the usual means, one graph for each sample.

A sample says which vertices and edges of the power and the backhaul network have failed. Asked is which power nodes
are joined to a source, and then which sites and fiber nodes are joined to a gateway through vertices whose feeding
node is. All answer the same samples; peers are timed on few of them and their time is multiplied.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import rustworkx
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from planner.network.comms import backhaul_graph
from planner.network.elimination import Program, compiled_reach
from planner.network.power import power_graph
from planner.network.replay import ALL_LANES, new_slots
from planner.simulation.ensemble.backends import BackendName, backend_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.inventory.province import Province

    Bools = NDArray[np.bool_]

FAILED_SHARE = 0.1
PEER_SAMPLES = 12
"""Samples that a peer is timed on; ten thousand would take it minutes to hours."""


@dataclass(frozen=True)
class Net:
    """One network as the peers hold it, and as the compiled program does."""

    graph: nx.MultiGraph[str]
    program: Program
    vertices: tuple[str, ...]
    edges: tuple[str, ...]
    ends: NDArray[np.int32]
    """Numbers of the vertices at both ends of each edge."""
    roots: NDArray[np.bool_]
    told: NDArray[np.intp]
    """The slots that say whether each vertex is joined."""

    @classmethod
    def of(cls, graph: nx.MultiGraph[str]) -> Net:
        """The network with everything asked of it."""
        program = compiled_reach(graph)
        if not isinstance(program, Program):
            msg = "the benchmark's networks are nearly flat"
            raise TypeError(msg)
        vertices = tuple(sorted(graph))
        number = {vertex: each for each, vertex in enumerate(vertices)}
        edges = sorted((str(key), number[a], number[b]) for a, b, key in graph.edges(keys=True))
        ends = np.array([each[1:] for each in edges], dtype=np.int32).reshape(-1, 2)
        roots = np.array([graph.nodes[vertex]["root"] for vertex in vertices])
        told = np.array([program.outputs[vertex] for vertex in vertices], dtype=np.intp)
        return cls(graph, program, vertices, tuple(key for key, *_ in edges), ends, roots, told)

    def up(self, words: NDArray[np.uint64], sample: int) -> tuple[Bools, Bools]:
        """Which vertices and which edges are up in a sample; what no path to a root passes is taken to be."""
        bits = words[:, sample // 64] >> np.uint64(sample % 64) & np.uint64(1)
        of = dict(zip(self.program.inputs, (bits > 0).tolist(), strict=True))
        return (
            np.array([of.get(("vertex", vertex), True) for vertex in self.vertices]),
            np.array([of.get(("edge", edge), True) for edge in self.edges]),
        )


Joined = Callable[[Net, "Bools", "Bools"], "Bools"]
"""Which vertices are joined, from which vertices and which edges are up."""


class Connectivity:
    """Both networks of a province and the samples over them."""

    def __init__(self, province: Province, blocks: int, seed: int = 1) -> None:
        self.power, self.backhaul = Net.of(power_graph(province)), Net.of(backhaul_graph(province))
        plants = {**province.sites, **province.fiber_nodes}
        fed = self.power.program.outputs
        self.feed = {v: plants[v].feed for v in self.backhaul.vertices if plants[v].feed in fed}
        self.blocks, self.rng = blocks, np.random.default_rng(seed)
        self.words = [self._drawn(net) for net in (self.power, self.backhaul)]
        row = {vertex: number for number, vertex in enumerate(self.power.vertices)}
        eaters = [
            (number, row[self.feed[vertex] or ""])
            for number, (kind, vertex) in enumerate(self.backhaul.program.inputs)
            if kind == "vertex" and vertex in self.feed
        ]
        self.fed, self.by = (np.array(each, dtype=np.intp) for each in zip(*eaters, strict=True))

    def _drawn(self, net: Net) -> NDArray[np.uint64]:
        """Bits of what is up: one in ten is not."""
        shape = len(net.program.inputs), self.blocks * 64
        up = self.rng.random(shape, dtype=np.float32) >= FAILED_SHARE
        return np.packbits(up, axis=1, bitorder="little").view("<u8").astype(np.uint64)

    def ours(self, name: BackendName) -> tuple[float, NDArray[np.uint64]]:
        """Seconds of the processor for all samples, best of several, and the joined vertices' bits."""
        means = backend_of(name)
        found, best = self._run(means), float("inf")
        for _ in range(7):
            begun = time.process_time()
            found = self._run(means)
            best = min(best, time.process_time() - begun)
        return best, found

    def _run(self, means: Any) -> NDArray[np.uint64]:
        energised = self._replayed(means, self.power, self.words[0])
        up = self.words[1].copy()
        up[self.fed] &= energised[self.by]
        return self._replayed(means, self.backhaul, up)

    @staticmethod
    def _replayed(means: Any, net: Net, words: NDArray[np.uint64]) -> NDArray[np.uint64]:
        program = net.program
        slots = new_slots(program, words.shape[1], np.dtype(np.uint64), int(ALL_LANES))
        slots[program.first_input : program.first_step] = words
        means.replay(program, slots)
        return np.asarray(slots[net.told])

    def peer(self, joined: Joined) -> tuple[float, bool]:
        """Seconds a sample that a peer takes, and whether it agrees with the compiled networks."""
        ours = self._run(backend_of("numpy"))
        row = {vertex: number for number, vertex in enumerate(self.power.vertices)}
        fed = [
            (n, row[self.feed[v] or ""])
            for n, v in enumerate(self.backhaul.vertices)
            if v in self.feed
        ]
        at, feed = (np.array(each, dtype=np.intp) for each in zip(*fed, strict=True))
        taken, same = 0.0, True
        for sample in range(PEER_SAMPLES):
            up = self.power.up(self.words[0], sample), self.backhaul.up(self.words[1], sample)
            begun = time.process_time()
            energised = joined(self.power, *up[0])
            up[1][0][at] &= energised[feed]
            found = joined(self.backhaul, *up[1])
            taken += time.process_time() - begun
            bits = ours[:, sample // 64] >> np.uint64(sample % 64) & np.uint64(1)
            same = same and np.array_equal(bits > 0, found)
        return taken / PEER_SAMPLES, same


def by_networkx(net: Net, vertices: Bools, edges: Bools) -> Bools:
    """A graph of what is left, searched from the roots."""
    left: nx.Graph[int] = nx.Graph()
    left.add_nodes_from(np.flatnonzero(vertices).tolist())
    stands = edges & vertices[net.ends].all(axis=1)
    left.add_edges_from(map(tuple, net.ends[stands].tolist()))
    found: set[int] = set()
    for root in np.flatnonzero(net.roots & vertices).tolist():
        if root not in found:
            found |= nx.node_connected_component(left, root)
    return _marked(found, vertices)


def by_scipy(net: Net, vertices: Bools, edges: Bools) -> Bools:
    """Connected components of a sparse matrix."""
    size = len(net.vertices)
    ends = net.ends[edges & vertices[net.ends].all(axis=1)]
    matrix = coo_matrix((np.ones(len(ends), np.int8), (ends[:, 0], ends[:, 1])), (size, size))
    count, label = connected_components(matrix, directed=False)
    rooted = np.zeros(count, dtype=np.bool_)
    rooted[label[net.roots & vertices]] = True
    return np.asarray(rooted[label] & vertices)


def by_rustworkx(net: Net, vertices: Bools, edges: Bools) -> Bools:
    """A graph of what is left in rustworkx, its components searched for the roots."""
    graph: Any = rustworkx.PyGraph()
    graph.add_nodes_from(range(len(net.vertices)))
    stands = edges & vertices[net.ends].all(axis=1)
    graph.extend_from_edge_list(list(map(tuple, net.ends[stands].tolist())))
    found: set[int] = set()
    for root in np.flatnonzero(net.roots & vertices).tolist():
        if root not in found:
            found |= rustworkx.node_connected_component(graph, root)
    return _marked(found, vertices)


def _marked(found: set[int], like: Bools) -> Bools:
    marked = np.zeros_like(like)
    marked[sorted(found)] = True
    return marked
