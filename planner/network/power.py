"""The power network: sources, substations and feeders, joined by lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.network.sides import Side


def power_graph(province: Province, side: Side = "pessimistic") -> nx.MultiGraph[str]:
    """The network over which a power node is energised, with nothing failed.

    Parameters
    ----------
    province
        What stands.
    side
        Records set aside are absent on the pessimistic side; on the optimistic one they stand for good.

    Returns
    -------
    graph
        Vertices: power nodes (``kind``, ``root`` True at sources, ``safe``). Edges: lines, keyed by asset id.
    """
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for node in province.power_nodes.values():
        graph.add_node(node.id, kind=node.kind, root=node.kind == "source", safe=False)
    aside = province.set_aside if side == "optimistic" else ()
    for record in aside:
        if record.section == "power_nodes" and record.id is not None:
            graph.add_node(record.id, kind="set-aside", root=True, safe=True)
    for line in province.lines.values():
        if line.from_ in graph and line.to in graph:
            graph.add_edge(line.from_, line.to, key=line.id, kind="line", safe=False)
    for number, record in enumerate(aside):
        if record.section != "lines":
            continue
        ends = set(record.ends or ())
        if record.ends is not None and len(ends) == 2 and ends <= set(graph):
            key = record.id or f"set-aside-{number}"
            graph.add_edge(*record.ends, key=key, kind="line", safe=True)
        else:
            # An end that the province does not have may be a slip of the pen for any other.
            for node_id in province.power_nodes:
                graph.nodes[node_id]["root"] = True
    return graph
