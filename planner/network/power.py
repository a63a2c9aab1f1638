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
    unreadable_line = False
    if side == "optimistic" and province.set_aside:
        # An id that the province does not have can only be that of a record set aside, read or not.
        named = {end for line in province.lines.values() for end in (line.from_, line.to)}
        named.update(p.feed for p in province.sites.values() if p.feed is not None)
        named.update(p.feed for p in province.fiber_nodes.values() if p.feed is not None)
        for aside in province.set_aside:
            if aside.section == "power_nodes" and aside.id is not None:
                named.add(aside.id)
            named.update(aside.ends or () if aside.section == "lines" else ())
            unreadable_line |= aside.section == "lines" and aside.ends is None
        for vertex in sorted(named - set(graph)):
            graph.add_node(vertex, kind="set-aside", root=True, safe=True)
    for line in province.lines.values():
        if line.from_ in graph and line.to in graph:
            graph.add_edge(line.from_, line.to, key=line.id, kind="line", safe=False)
    if side == "optimistic":
        for number, aside in enumerate(province.set_aside):
            if aside.section == "lines" and aside.ends is not None:
                a, b = aside.ends
                if a in graph and b in graph:
                    graph.add_edge(
                        a, b, key=aside.id or f"set-aside-{number}", kind="line", safe=True
                    )
        if unreadable_line:
            for node_id in province.power_nodes:
                graph.nodes[node_id]["root"] = True
    return graph
