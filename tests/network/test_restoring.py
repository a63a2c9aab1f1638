"""The smallest set of failures whose undoing gives a vertex its way back, against trying every set."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from planner.network.restoring import Undoing
from tests.network.test_reach import network, searched

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import networkx as nx

    from planner.network.restoring import Wound


def wound(asset: str, since: int = 0) -> Wound:
    return Fraction(since), asset, "failed"


def undoing(
    graph: nx.MultiGraph[str],
    start: str,
    vertices: Mapping[str, Collection[Wound]],
    edges: Mapping[str, Collection[Wound]],
    *,
    never: Collection[str] = (),
) -> tuple[str, ...] | None:
    """The assets of the smallest set; the search starts from what is joined as things stand."""
    down_vertices = [v for v in graph if vertices.get(v)]
    there = searched(graph, down_vertices, [key for key, wounds in edges.items() if wounds])
    searches = Undoing(
        graph,
        is_joined=lambda vertex: vertex in there,
        wounds_of_vertex=lambda vertex: frozenset(vertices.get(vertex, ())),
        wounds_of_edge=lambda key: frozenset(edges.get(key, ())),
    )
    found = searches.smallest(start, lambda each: each[1] not in never, "not never")
    return None if found is None else tuple(asset for _, asset, _ in found)


def two_ways() -> nx.MultiGraph[str]:
    """A long way round and a short way.

    core --1-- a --2-- s
      \\--3-- b --4--/
    """
    return network(
        [("core", "a", "1"), ("a", "s", "2"), ("core", "b", "3"), ("b", "s", "4")], ["core"]
    )


def test_one_mended_cable_is_smaller_than_two() -> None:
    lost = {"1": [wound("1")], "2": [wound("2")], "4": [wound("4")]}

    assert undoing(two_ways(), "s", {}, lost) == ("4",)


def test_of_two_equal_ways_the_earlier_failure_is_named() -> None:
    lost = {"1": [wound("1", 5)], "3": [wound("3", 2)]}

    assert undoing(two_ways(), "s", {}, lost) == ("3",)


def test_of_two_at_the_same_time_the_lower_id_is_named() -> None:
    lost = {"2": [wound("2")], "3": [wound("3")]}

    assert undoing(two_ways(), "s", {}, lost) == ("2",)


def test_a_risk_group_counts_once_for_all_its_members() -> None:
    """1 and 2 fell with one bridge, 3 and 4 each by itself: the bridge is the smaller."""
    lost = {
        "1": [wound("bridge", 9)],
        "2": [wound("bridge", 9)],
        "3": [wound("3")],
        "4": [wound("4")],
    }

    assert undoing(two_ways(), "s", {}, lost) == ("bridge",)


def test_a_vertex_on_the_way_can_be_what_failed() -> None:
    assert undoing(
        two_ways(), "s", {"a": [wound("a")]}, {"3": [wound("3")], "4": [wound("4")]}
    ) == ("a",)


def test_the_wounds_of_the_site_itself_do_not_count() -> None:
    lost = {"2": [wound("2")], "4": [wound("4")]}

    assert undoing(two_ways(), "s", {"s": [wound("s")]}, lost) == ("2",)


def test_a_way_that_may_not_be_undone_is_closed() -> None:
    lost = {"2": [wound("2")], "4": [wound("4")]}

    assert undoing(two_ways(), "s", {}, lost, never={"2"}) == ("4",)
    assert undoing(two_ways(), "s", {}, lost, never={"2", "4"}) is None


def test_where_there_is_no_way_at_all_nothing_is_enough() -> None:
    graph = network([("core", "a", "1")], ["core"])
    graph.add_node("s", root=False)

    assert undoing(graph, "s", {}, {}) is None
    assert undoing(graph, "elsewhere", {}, {}) is None


assets = st.sampled_from(
    [wound("p", 1), wound("q", 1), wound("r", 2), wound("t", 3), wound("u", 0)]
)
edge = st.tuples(
    st.sampled_from("abcds"), st.sampled_from("abcds"), st.frozensets(assets, max_size=2)
)


@given(
    edges=st.lists(edge.filter(lambda e: e[0] != e[1]), max_size=8),
    vertices=st.dictionaries(st.sampled_from("bcd"), st.frozensets(assets, max_size=2)),
    own=st.dictionaries(
        st.sampled_from(["b", "c/x", "d", *(f"e{n}" for n in range(8))]), st.integers(0, 3)
    ),
)
def test_no_smaller_or_earlier_set_would_do(
    edges: list[tuple[str, str, frozenset[Wound]]],
    vertices: dict[str, frozenset[Wound]],
    own: dict[str, int],
) -> None:
    """Some wounds are shared as in a risk group, others bear the id of their vertex or edge."""
    graph = network([(a, b, f"e{n}") for n, (a, b, _) in enumerate(edges)], ["a"])
    graph.add_node("s", root=False)
    of_edges = {f"e{n}": wounds for n, (*_, wounds) in enumerate(edges)}
    of_vertices = dict(vertices)
    for name, since in own.items():
        if name in of_edges:
            of_edges[name] |= {wound(name, since)}
        elif not name.startswith("e"):
            vertex = name[0]
            of_vertices[vertex] = of_vertices.get(vertex, frozenset()) | {wound(name, since)}

    found = undoing(graph, "s", of_vertices, of_edges)

    assert found == brute(graph, of_vertices, of_edges)


def test_sites_behind_one_silent_node_are_answered_by_one_search() -> None:
    """core --1-- a --2-- hub, with thirty sites on the hub; it is dark, and 1 was cut before."""
    sites = [f"s{n}" for n in range(30)]
    drops = [("hub", site, f"drop-{site}") for site in sites]
    graph = network([("core", "a", "1"), ("a", "hub", "2"), *drops], ["core"])
    asked: list[str] = []

    def wounds_of(name: str) -> frozenset[Wound]:
        asked.append(name)
        return frozenset({wound(name, {"hub": 5, "1": 2}[name])} if name in {"hub", "1"} else ())

    searches = Undoing(
        graph,
        is_joined=lambda vertex: vertex == "core",
        wounds_of_vertex=wounds_of,
        wounds_of_edge=wounds_of,
    )
    tried: list[Wound] = []

    def may_undo(each: Wound) -> bool:
        tried.append(each)
        return True

    found = {site: searches.smallest(site, may_undo, "any") for site in sites}

    assert set(found.values()) == {(wound("1", 2), wound("hub", 5))}
    assert len(asked) == len(set(asked))  # nothing is asked about twice
    assert len(tried) < 2 * len(sites)  # the ways that lead to the hub are tried by one of them


@given(
    edges=st.lists(edge.filter(lambda e: e[0] != e[1]), max_size=9),
    vertices=st.dictionaries(st.sampled_from("abcds"), st.frozensets(assets, max_size=1)),
    roots=st.sets(st.sampled_from("ab"), min_size=1),
)
def test_what_one_start_found_out_changes_no_answer_of_another(
    edges: list[tuple[str, str, frozenset[Wound]]],
    vertices: dict[str, frozenset[Wound]],
    roots: set[str],
) -> None:
    graph = network([(a, b, f"e{n}") for n, (a, b, _) in enumerate(edges)], sorted(roots))
    of_edges = {f"e{n}": wounds for n, (*_, wounds) in enumerate(edges)}
    there = searched(
        graph, [v for v, of in vertices.items() if of], [e for e, of in of_edges.items() if of]
    )
    kinds = {"any": lambda each: True, "early": lambda each: each[0] < 2, "late": lambda each: each[0] >= 2}

    def new() -> Undoing:
        return Undoing(
            graph,
            is_joined=lambda vertex: vertex in there,
            wounds_of_vertex=lambda vertex: vertices.get(vertex, frozenset()),
            wounds_of_edge=lambda key: of_edges.get(key, frozenset()),
        )

    shared = new()
    for start in "sdcba":
        for kind, may_undo in kinds.items():
            assert shared.smallest(start, may_undo, kind) == new().smallest(start, may_undo, kind)


def brute(
    graph: nx.MultiGraph[str],
    vertices: Mapping[str, frozenset[Wound]],
    edges: Mapping[str, frozenset[Wound]],
) -> tuple[str, ...] | None:
    """Every set of wounds, smallest and earliest first, until `s` is joined."""
    wounds = sorted(frozenset(chain(*vertices.values(), *edges.values())))
    for size in range(len(wounds) + 1):
        for undone in combinations(wounds, size):
            left = set(wounds) - set(undone)
            down = [v for v in graph if vertices.get(v, frozenset()) & left]
            cut = [key for key, of_edge in edges.items() if of_edge & left]
            if "s" in searched(graph, down, cut):
                return tuple(asset for _, asset, _ in undone)
    return None
