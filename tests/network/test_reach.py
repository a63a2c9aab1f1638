"""Joined to a root, kept up to date through any changes: the same answer as a fresh search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.network.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Collection

VERTICES = "abcdefg"


def network(edges: Collection[tuple[str, str, str]], at: Collection[str]) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for vertex in sorted({*at, *(end for edge in edges for end in edge[:2])}):
        graph.add_node(vertex, root=vertex in at)
    for a, b, key in edges:
        graph.add_edge(a, b, key=key)
    return graph


def ridge() -> nx.MultiGraph[str]:
    """Two cables to the ridge, one from there to each side.

    core ==1,2== ridge --3-- a
                   |
                   4
                   b
    """
    return network(
        [("core", "ridge", "1"), ("core", "ridge", "2"), ("ridge", "a", "3"), ("ridge", "b", "4")],
        ["core"],
    )


def joined(reach: Reach) -> set[str]:
    return {v for v, there in zip(reach.vertices, reach.joined, strict=True) if there}


def test_with_nothing_lost_everything_is_joined() -> None:
    assert joined(Reach(ridge())) == {"core", "ridge", "a", "b"}


def test_losing_one_of_two_parallel_cables_cuts_nobody_off() -> None:
    reach = Reach(ridge())

    changed = reach.update(edges_down=[reach.edge_number["1"]])

    assert changed == []
    assert joined(reach) == {"core", "ridge", "a", "b"}


def test_losing_both_cuts_off_all_behind_and_says_who_changed() -> None:
    reach = Reach(ridge())

    changed = reach.update(edges_down=[reach.edge_number["1"], reach.edge_number["2"]])

    assert reach.names(changed) == ("a", "b", "ridge")
    assert joined(reach) == {"core"}


def test_a_vertex_that_comes_back_brings_back_all_behind_it() -> None:
    reach = Reach(ridge())
    number = reach.vertex_number["ridge"]
    reach.update(vertices_down=[number])

    changed = reach.update(vertices_up=[number])

    assert reach.names(changed) == ("a", "b", "ridge")


def test_what_goes_and_comes_in_one_instant_changes_nothing() -> None:
    """1 goes as 2 comes back: the ridge never notices."""
    reach = Reach(ridge())
    reach.update(edges_down=[reach.edge_number["2"]])

    assert (
        reach.update(edges_down=[reach.edge_number["1"]], edges_up=[reach.edge_number["2"]]) == []
    )


def test_a_network_without_a_root_joins_nobody() -> None:
    graph = network([("a", "b", "1")], [])

    assert joined(Reach(graph)) == set()


def test_the_graph_itself_is_never_changed() -> None:
    graph = ridge()
    before: nx.MultiGraph[str] = nx.MultiGraph(graph)

    Reach(graph).update(vertices_down=[0, 1], edges_down=[0])

    assert nx.utils.graphs_equal(graph, before)


edges_st = st.lists(
    st.tuples(st.sampled_from(VERTICES), st.sampled_from(VERTICES)).filter(lambda e: e[0] != e[1]),
    max_size=12,
)
steps_st = st.lists(
    st.lists(st.tuples(st.sampled_from(["vertex", "edge"]), st.integers(0, 11)), max_size=4),
    max_size=8,
)


@given(ends=edges_st, at=st.sets(st.sampled_from(VERTICES), max_size=2), steps=steps_st)
def test_after_any_changes_the_answer_is_that_of_a_fresh_search(
    ends: list[tuple[str, str]], at: set[str], steps: list[list[tuple[str, int]]]
) -> None:
    graph = network([(a, b, f"e{n}") for n, (a, b) in enumerate(ends)], at)
    reach = Reach(graph)
    down: dict[str, set[int]] = {"vertex": set(), "edge": set()}
    sizes = {"vertex": len(reach.vertices), "edge": len(reach.edges)}
    for step in steps:
        before = joined(reach)
        flips = {(kind, n % sizes[kind]) for kind, n in step if sizes[kind]}
        goes: dict[str, list[int]] = {"vertex": [], "edge": []}
        comes: dict[str, list[int]] = {"vertex": [], "edge": []}
        for kind, number in sorted(flips):
            (comes if number in down[kind] else goes)[kind].append(number)
            down[kind] ^= {number}

        changed = reach.update(
            vertices_down=goes["vertex"], vertices_up=comes["vertex"],
            edges_down=goes["edge"], edges_up=comes["edge"],
        )  # fmt: skip

        fresh = searched(
            graph, reach.names(sorted(down["vertex"])), [reach.edges[n] for n in down["edge"]]
        )
        assert joined(reach) == fresh
        assert set(reach.names(changed)) == before ^ fresh


def searched(
    graph: nx.MultiGraph[str], vertices: Collection[str], edges: Collection[str]
) -> set[str]:
    left: nx.MultiGraph[str] = nx.MultiGraph(graph)
    left.remove_edges_from([(a, b, k) for a, b, k in graph.edges(keys=True) if k in edges])
    left.remove_nodes_from(vertices)
    return {
        vertex
        for part in nx.connected_components(left)
        if any(graph.nodes[v]["root"] for v in part)
        for vertex in part
    }


def test_a_search_begun_afresh_leaves_the_first_alone_and_begins_where_that_did() -> None:
    first = Reach(ridge())

    other = first.afresh()
    other.update(vertices_down=[other.vertex_number["ridge"]])

    assert joined(other) == {"core"}
    assert joined(first) == joined(first.afresh()) == {"core", "ridge", "a", "b"}
    with pytest.raises(ValueError, match="begun"):
        other.afresh()


def test_asking_what_a_loss_takes_says_it_and_changes_nothing() -> None:
    reach = Reach(ridge())
    before = joined(reach)

    both = reach.lost_with([], [reach.edge_number["1"], reach.edge_number["2"]])

    assert reach.names(both) == ("a", "b", "ridge")
    assert reach.names(reach.lost_with([reach.vertex_number["a"]], [])) == ("a",)
    assert reach.lost_with([], [reach.edge_number["2"]]) == []
    assert joined(reach) == before


def test_a_bare_vertex_that_has_a_second_cable_is_not_lost_with_the_first() -> None:
    """a hangs on the core by 1 and 2, and on itself by 3; b hangs on a loose c by 5."""
    reach = Reach(
        network(
            [("core", "a", "1"), ("core", "a", "2"), ("a", "a", "3"), ("core", "b", "4"), ("b", "c", "5")],
            ["core"],
        )
    )
    number = reach.edge_number
    reach.update(vertices_down=[reach.vertex_number["c"]])

    assert reach.lost_with([], [number["1"]]) == reach.lost_with([], [number["2"]]) == []
    assert reach.names(reach.lost_with([], [number["1"], number["2"]])) == ("a",)
    assert reach.names(reach.lost_with([], [number["4"]])) == ("b",)


@given(
    edges=st.lists(
        st.tuples(st.sampled_from(VERTICES), st.sampled_from(VERTICES)), min_size=1, max_size=12
    ),
    roots=st.sets(st.sampled_from(VERTICES), min_size=1, max_size=2),
    losses=st.lists(
        st.tuples(st.sets(st.sampled_from(VERTICES)), st.sets(st.integers(0, 11))), max_size=4
    ),
    gone=st.sets(st.integers(0, 11), max_size=3),
)
def test_what_a_loss_takes_is_what_a_fresh_search_no_longer_finds(
    edges: list[tuple[str, str]],
    roots: set[str],
    losses: list[tuple[set[str], set[int]]],
    gone: set[int],
) -> None:
    """One loss after the other is asked about, in a network in which some edges are gone already."""
    graph = network([(a, b, f"{n:02}") for n, (a, b) in enumerate(edges)], sorted(roots))
    reach = Reach(graph)
    out = [number for number in sorted(gone) if number < len(edges)]
    reach.update(edges_down=out)
    for vertices, numbers in losses:
        down = [reach.vertex_number[v] for v in sorted(vertices) if v in reach.vertex_number]
        cut = [n for n in sorted(numbers) if n < len(edges) and n not in gone]
        fresh = Reach(graph)
        fresh.update(vertices_down=down, edges_down=[*out, *cut])
        there = joined(reach)

        lost = reach.names(reach.lost_with(down, cut))

        assert lost == tuple(sorted(there - joined(fresh)))
        assert joined(reach) == there
