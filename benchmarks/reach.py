"""Joined to a gateway at every event of a storm: kept up to date, against a NetworkX search from the gateways.

Both answer the same question at the same instants: which vertices are joined. `python -m benchmarks.reach SCENARIO`
prints one line of JSON; `equal` says whether the two agreed on every vertex at every instant.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from planner.network.comms import backhaul_graph, roots
from planner.network.reach import Reach
from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from planner.simulation.connectivity import calendar

if TYPE_CHECKING:
    from planner.scenario.run import Run
    from planner.simulation.connectivity import Changes

CORE = "the national core"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One storm in both ways."""

    vertices: int
    edges: int
    events: int
    looked_at: int
    ours_s: float
    theirs_s: float
    equal: bool


class Searched:
    """The network as NetworkX holds it: what fails is taken out, what comes back is put in."""

    def __init__(self, whole: nx.MultiGraph[str], reach: Reach) -> None:
        self.whole, self.reach = whole, reach
        self.ends = {str(key): (a, b) for a, b, key in whole.edges(keys=True)}
        self.roots = roots(whole)
        self.down: set[str] = set()
        self.left: nx.MultiGraph[str] = nx.MultiGraph()
        self.left.add_node(CORE)
        self.left.add_nodes_from(whole)
        for key, (a, b) in self.ends.items():
            self.left.add_edge(a, b, key)
        for root in sorted(self.roots):
            self.left.add_edge(CORE, root, root)

    def update(self, changes: Changes) -> set[str]:
        """Take the changes of one instant; every vertex that is joined after them."""
        vertices_down, vertices_up, edges_down, edges_up = changes
        names, edges = self.reach.vertices, self.reach.edges
        gone = {names[number] for number in vertices_down} | {
            edges[number] for number in edges_down
        }
        back = {names[number] for number in vertices_up} | {edges[number] for number in edges_up}
        self.down = (self.down - back) | gone
        for number in edges_down:
            self._cut(edges[number])
        for number in vertices_down:
            self.left.remove_node(names[number])
        for number in vertices_up:
            self._put_back(names[number])
        for number in edges_up:
            self._join(edges[number])
        return nx.node_connected_component(self.left, CORE)

    def _cut(self, edge: str) -> None:
        a, b = self.ends[edge]
        if self.left.has_edge(a, b, edge):
            self.left.remove_edge(a, b, edge)

    def _put_back(self, vertex: str) -> None:
        self.left.add_node(vertex)
        if vertex in self.roots:
            self.left.add_edge(CORE, vertex, vertex)
        for *_, key in self.whole.edges(vertex, keys=True):
            self._join(str(key))

    def _join(self, edge: str) -> None:
        a, b = self.ends[edge]
        if not {edge, a, b} & self.down:
            self.left.add_edge(a, b, edge)


def compared(run: Run) -> Comparison:
    """The pessimistic side of the run, in both ways."""
    side = run.pessimistic
    graph = backhaul_graph(run.loaded.province, side.side)
    down = side.views[None].down
    begun = time.process_time()
    reach = Reach(graph)
    events = list(calendar(reach, down, side.failed))
    ours_s = time.process_time() - begun
    searched = Searched(graph, reach)
    theirs_s, equal = 0.0, True
    for _, changes in events:
        begun = time.process_time()
        reach.update(
            vertices_down=changes[0],
            vertices_up=changes[1],
            edges_down=changes[2],
            edges_up=changes[3],
        )
        between = time.process_time()
        found = searched.update(changes)
        ours_s += between - begun
        theirs_s += time.process_time() - between
        joined = {name for name, is_in in zip(reach.vertices, reach.joined, strict=True) if is_in}
        equal = equal and joined == found - {CORE}
    return Comparison(len(reach.vertices), len(reach.edges), len(events), reach.looked_at,
                      ours_s, theirs_s, equal)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Compare on the scenario that is named; 1 when the two disagree."""
    (scenario,) = sys.argv[1:] if arguments is None else arguments
    found = compared(run_scenario(load_scenario(Path(scenario)), explain=False))
    print(json.dumps(asdict(found)))
    return 0 if found.equal else 1


if __name__ == "__main__":
    raise SystemExit(main())
