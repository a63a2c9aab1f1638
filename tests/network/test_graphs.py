"""The two networks as graphs: who is a vertex, who is an edge, whose traffic passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.foundation.diagnostics import Place
from planner.inventory.province import SetAside
from planner.network.comms import backhaul_graph, operators_named, roots
from planner.network.power import power_graph
from planner.network.risk_groups import groups_of, members_of, pole_lines
from tests.simulation.worlds import gust, node, province, site, span

if TYPE_CHECKING:
    import networkx as nx

    from planner.inventory.province import Province

GW_H_J = [node("GW", "gateway"), node("H", "hub"), node("J")]


def keys(graph: nx.MultiGraph[str]) -> set[str]:
    return {str(key) for *_, key in graph.edges(keys=True)}


def bay() -> Province:
    """Two cables side by side, a relay, a drop nobody has seen, equipment of one operator.

    GW ==C1== H ==C3== J
       ==C2==  |        : (not seen)
               S1 ~~~ S2          S1~~~S2: net-b only
    """
    return province(
        site("S1", operators=("net-a", "net-b")),
        site(
            "S2",
            operators=("net-a", "net-b"),
            drops=[{"node": "J", "mounting": "aerial", "present": "unknown"}],
            hops=[{"to": "S1", "operator": "net-b"}],
        ),
        fiber_nodes=GW_H_J,
        segments=[span("C1", "GW", "H"), span("C2", "GW", "H"), span("C3", "H", "J")],
    )


def test_fiber_nodes_and_sites_are_vertices_and_gateways_are_roots() -> None:
    graph = backhaul_graph(bay())

    assert {vertex: data["kind"] for vertex, data in graph.nodes(data=True)} == {
        "GW": "fiber-node", "H": "fiber-node", "J": "fiber-node", "S1": "site", "S2": "site",
    }  # fmt: skip
    assert roots(graph) == {"GW"}


def test_parallel_cables_stay_two() -> None:
    graph = backhaul_graph(bay())

    assert set(graph["GW"]["H"]) == {"C1", "C2"}


def test_an_edge_says_what_kind_of_link_it_is() -> None:
    graph = backhaul_graph(bay(), operator="net-b")

    kinds = {key: data["kind"] for *_, key, data in graph.edges(keys=True, data=True)}
    assert kinds == {
        "C1": "segment", "C2": "segment", "C3": "segment", "S1/drop/H": "drop", "S2/hop/S1": "hop",
    }  # fmt: skip


def test_a_drop_nobody_has_seen_is_there_on_the_optimistic_side_only_and_cannot_fail() -> None:
    pessimistic, optimistic = (
        backhaul_graph(bay(), side) for side in ("pessimistic", "optimistic")
    )

    assert "S2/drop/J" not in keys(pessimistic)
    assert optimistic["S2"]["J"]["S2/drop/J"]["safe"]
    assert not optimistic["S1"]["H"]["S1/drop/H"]["safe"]


@pytest.mark.parametrize(("operator", "there"), [(None, False), ("net-a", False), ("net-b", True)])
def test_equipment_that_names_an_operator_carries_nobody_else(
    operator: str | None, there: bool
) -> None:
    assert ("S2/hop/S1" in keys(backhaul_graph(bay(), operator=operator))) is there


def test_operators_are_named_by_drops_hops_generators_and_what_is_sent() -> None:
    stands = province(
        site(
            "S1",
            operators=("net-a", "net-b", "net-c"),
            generators=({"id": "g1", "operator": "net-a"},),
        ),
    )

    assert operators_named(bay()) == {"net-b"}
    assert operators_named(stands, ["net-c", None]) == {"net-a", "net-c"}
    assert operators_named(province()) == frozenset()


def test_building_a_graph_leaves_the_province_as_it_was() -> None:
    stands = bay()
    before = stands.sites, {id_: one.model_dump() for id_, one in stands.sites.items()}

    graph = backhaul_graph(stands, "optimistic")
    graph.remove_node("H")

    assert before == (stands.sites, {id_: one.model_dump() for id_, one in stands.sites.items()})
    assert "H" in backhaul_graph(stands)


def test_power_nodes_are_vertices_lines_are_edges_and_sources_are_roots() -> None:
    stands = province(
        power_nodes=[
            {"id": "PS", "kind": "source"},
            {"id": "T", "kind": "substation"},
            {"id": "F1", "kind": "feeder"},
        ],
        lines=[span("L1", "PS", "T"), span("L2", "PS", "T"), span("L3", "T", "F1")],
    )

    graph = power_graph(stands)

    assert set(graph) == {"PS", "T", "F1"}
    assert set(graph["PS"]["T"]) == {"L1", "L2"}
    assert roots(graph) == {"PS"}


# --- records set aside ---


def aside(section: str, id_: str | None, ends: tuple[str, str] | None = None) -> SetAside:
    return SetAside(section, id_, None, ends, Place("x.yaml", 1, 1), ("E113",))


def test_a_node_set_aside_is_missing_at_worst_and_a_way_out_at_best() -> None:
    stands = province(
        site("S1", drops=[{"node": "X", "mounting": "buried"}]),
        set_aside=[aside("fiber_nodes", "X")],
    )

    assert "X" not in backhaul_graph(stands)
    assert "S1/drop/X" not in keys(backhaul_graph(stands))
    at_best = backhaul_graph(stands, "optimistic")
    assert roots(at_best) == {"GW", "X"}
    assert "S1/drop/X" in keys(at_best)


def test_a_cable_set_aside_joins_its_ends_at_best_and_cannot_fail() -> None:
    stands = province(
        fiber_nodes=GW_H_J,
        set_aside=[aside("segments", "C9", ("H", "J")), aside("lines", "L9", ("PS", "F1"))],
    )

    assert "C9" not in keys(backhaul_graph(stands))
    assert backhaul_graph(stands, "optimistic")["H"]["J"]["C9"]["safe"]
    assert "L9" not in keys(power_graph(stands))
    assert power_graph(stands, "optimistic")["PS"]["F1"]["L9"]["safe"]


def test_a_span_whose_ends_cannot_be_read_may_join_anything_at_best() -> None:
    stands = province(set_aside=[aside("segments", None), aside("lines", None)])

    assert roots(backhaul_graph(stands)) == {"GW"}
    assert roots(backhaul_graph(stands, "optimistic")) == {"GW", "H"}
    assert roots(power_graph(stands, "optimistic")) == {"PS", "F1"}


# --- what falls together ---


def bridge() -> Province:
    """A bridge and a duct: C1 in both, the drop of S1 and the line L1 on the bridge.

    GW ==C1 (bridge, duct)== H --(bridge)-- S1          PS ==L1 (bridge)== F1
    """
    return province(
        site(
            "S1", drops=[{"node": "H", "mounting": "aerial", "poles": "L1", "srlgs": ("bridge",)}]
        ),
        segments=[span("C1", "GW", "H", srlgs=("duct", "bridge"))],
        lines=[span("L1", "PS", "F1", "aerial", design_wind=gust(45), srlgs=("bridge",))],
        srlgs=[{"id": "bridge"}, {"id": "duct"}, {"id": "empty"}],
    )


def test_each_asset_knows_its_risk_groups_and_each_group_its_members() -> None:
    assert groups_of(bridge()) == {
        "C1": ("bridge", "duct"), "L1": ("bridge",), "S1/drop/H": ("bridge",),
    }  # fmt: skip
    assert members_of(bridge()) == {
        "bridge": ("C1", "L1", "S1/drop/H"), "duct": ("C1",), "empty": (),
    }  # fmt: skip


def test_what_hangs_on_poles_knows_its_line_and_what_lies_underground_does_not() -> None:
    stands = province(
        site("S1", drops=[{"node": "H", "mounting": "aerial", "poles": "L1"}]),
        segments=[span("C1", "GW", "H", "aerial", poles="L1"), span("C2", "GW", "H")],
    )

    assert pole_lines(stands) == {"C1": "L1", "S1/drop/H": "L1"}
