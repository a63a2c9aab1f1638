"""The backhaul network: fiber nodes and sites, joined by segments, drops and microwave hops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.network.sides import Side


def backhaul_graph(
    province: Province, side: Side = "pessimistic", operator: str | None = None
) -> nx.MultiGraph[str]:
    """The network over which a site reaches a gateway, with nothing failed.

    Parameters
    ----------
    province
        What stands.
    side
        Drops that nobody has seen, and records set aside, are absent on the pessimistic side and there on the
        optimistic one.
    operator
        Whose traffic: equipment that names another operator is left out. None: equipment that names nobody.

    Returns
    -------
    graph
        Vertices: fiber nodes (``kind="fiber-node"``, ``role``) and sites (``kind="site"``). Edges, keyed by asset id:
        ``kind`` (segment, drop, hop) and ``safe`` (True where damage cannot touch it: unseen or set aside). The vertex
        attribute ``root`` is True where the network reaches the national core: at gateways, and on the optimistic
        side at nodes that were set aside. Parallel cables stay parallel.
    """
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    anywhere = False
    for node in province.fiber_nodes.values():
        graph.add_node(
            node.id, kind="fiber-node", role=node.role, root=node.role == "gateway", safe=False
        )
    for site in province.sites.values():
        graph.add_node(site.id, kind="site", role="site", root=False, safe=False)
    if side == "optimistic" and province.set_aside:
        anywhere = _add_set_aside(graph, province)
    for segment in province.segments.values():
        _join(graph, segment.from_, segment.to, segment.id, "segment")
    for site in province.sites.values():
        _add_site_links(graph, site, side, operator)
    if anywhere:
        for node_id in province.fiber_nodes:
            graph.nodes[node_id]["root"] = True
    if side == "optimistic":
        for vertex in _reached_over_sites_set_aside(province):
            graph.nodes[vertex]["root"] = True
    return graph


def _reached_over_sites_set_aside(province: Province) -> frozenset[str]:
    """Vertices that a site set aside may serve: where its drops and hops lead, or any when they cannot be read."""
    known = {*province.fiber_nodes, *province.sites}
    ghosts = {aside.id for aside in province.set_aside if aside.section in {"fiber_nodes", "sites"}}
    reached: set[str] = set()
    for aside in province.set_aside:
        if aside.section == "sites":
            if aside.links is None or not known.union(ghosts).issuperset(aside.links):
                return frozenset(known)
            reached.update(aside.links)
    return frozenset(reached & known)


def _add_set_aside(graph: nx.MultiGraph[str], province: Province) -> bool:
    """Add what was set aside as standing for good; True when a segment may lead anywhere."""
    anywhere = False
    for aside in province.set_aside:
        if aside.section in {"fiber_nodes", "sites"} and aside.id is not None:
            graph.add_node(aside.id, kind="set-aside", role="set-aside", root=True, safe=True)
    for number, aside in enumerate(province.set_aside):
        if aside.section == "segments":
            # An end that the province does not have may be a slip of the pen for any other.
            ends = set(aside.ends or ())
            if aside.ends is None or len(ends) < 2 or not ends <= set(graph):
                anywhere = True
            else:
                key = aside.id or f"set-aside-{number}"
                _join(graph, aside.ends[0], aside.ends[1], key, "segment", safe=True)
    return anywhere


def _add_site_links(
    graph: nx.MultiGraph[str], site: Site, side: Side, operator: str | None
) -> None:
    for drop in site.backhaul.drops:
        if drop.operator in {None, operator} and (drop.present == "yes" or side == "optimistic"):
            key = f"{site.id}/drop/{drop.node}"
            _join(graph, site.id, drop.node, key, "drop", safe=drop.present == "unknown")
    for hop in site.backhaul.hops:
        if hop.operator in {None, operator}:
            _join(graph, site.id, hop.to, f"{site.id}/hop/{hop.to}", "hop")


def _join(
    graph: nx.MultiGraph[str], a: str, b: str, key: str, kind: str, *, safe: bool = False
) -> None:
    # An end that was set aside is missing on the pessimistic side: the span then leads nowhere.
    if a in graph and b in graph:
        graph.add_edge(a, b, key=key, kind=kind, safe=safe)


def roots(graph: nx.MultiGraph[str]) -> frozenset[str]:
    """The vertices through which the network reaches its origin: gateways, or power sources."""
    return frozenset(vertex for vertex, is_root in graph.nodes(data="root") if is_root)


def operators_named(province: Province, sent: Iterable[str | None] = ()) -> frozenset[str]:
    """Operators that some drop, hop or generator names as its only user.

    `sent` are the operators named by generators that actions send out.
    """
    named: set[str | None] = set(sent)
    for site in province.sites.values():
        named.update(drop.operator for drop in site.backhaul.drops)
        named.update(hop.operator for hop in site.backhaul.hops)
        named.update(generator.operator for generator in site.generators or ())
    for node in province.fiber_nodes.values():
        named.update(generator.operator for generator in node.generators or ())
    return frozenset(operator for operator in named if operator is not None)
