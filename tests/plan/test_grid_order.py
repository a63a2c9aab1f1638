"""In which order the grid is mended: the blackout by hand, and small grids against every set that there is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.plan.grid_order import _Grid, grid_order, grid_order_register
from planner.plan.summary import clock_of
from tests.tutorial.runs import run_of

if TYPE_CHECKING:
    from collections.abc import Collection


def test_the_blackout_is_mended_by_what_brings_most_back_for_each_line() -> None:
    """All six lines are down, the substations stand.

    PS ==L1== F-N (N1 N2 N4, CP-00)      PS ==L2== T1 ==L3== T2 ==L4== F-B (HB, B1 B2 B3 B4)
    PD ==L6== F-D (D1 D2 D3, CP-DAO)               T1 ==L5== F-S (HS, S1 S2 S3)

    L1 and L6 bring back 4 each; L2 with L5 4, that is 2 a line; L2 with L3 and L4 5, that is 5/3. Once L2 is mended
    L3 and L4 are 5/2 a line.
    """
    order = grid_order(run_of("blackout"))

    assert [(step.elements, step.feeders) for step in order.steps] == [
        (("L1",), ("F-N",)), (("L6",), ("F-D",)), (("L2", "L5"), ("F-S",)), (("L3", "L4"), ("F-B",)),
    ]  # fmt: skip
    assert [len(step.consumers) for step in order.steps] == [4, 4, 4, 5]
    assert order.steps[2].consumers == ("HS", "S1", "S2", "S3")
    assert (order.cut_off, order.no_way) == (17, ())


def test_what_the_scenario_mends_says_when_and_a_planned_cut_is_not_damage() -> None:
    """L5 is switched off from 3 to 6, breaks at 8 and is mended at 60; L3 breaks and is mended at 38; L6 never is."""
    order = grid_order(run_of("storm"))

    assert {step.elements: step.mended_h for step in order.steps} == {
        ("L1",): Fraction(50), ("L3",): Fraction(38), ("L5",): Fraction(60), ("L6",): None,
    }  # fmt: skip


def test_a_calm_day_has_nothing_to_mend() -> None:
    order = grid_order(run_of("calm"))

    assert (order.steps, order.cut_off) == ((), 0)


def test_a_feeder_that_no_line_leads_to_is_told_last() -> None:
    """Without L4 nothing leads to F-B: its five are left, and the register says so."""
    run = run_of("blackout")
    province = run.loaded.province
    lines = {id_: line for id_, line in province.lines.items() if id_ != "L4"}
    loaded = replace(run.loaded, province=replace(province, lines=lines))

    cut = replace(run, loaded=loaded)

    assert grid_order(cut).no_way == ("F-B",)
    *_, last = grid_order_register(cut, clock_of(loaded)).rows
    assert [cell.en for cell in last[:3]] == ["–", "no line on record leads to a source", "F-B"]


NODES = "abcdef"


@st.composite
def grids(draw: st.DrawFn) -> tuple[nx.MultiGraph[str], tuple[str, ...]]:
    """A few nodes, some of them sources, some lines, twins among them, and some of all that broken."""
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for node in NODES:
        graph.add_node(node, root=draw(st.booleans()) and node in "ab")
    ends = st.lists(st.sampled_from(NODES), min_size=2, max_size=2, unique=True)
    for number in range(draw(st.integers(0, 8))):
        one, other = draw(ends)
        graph.add_edge(one, other, key=f"L{number}")
    assets = [*NODES, *(key for _, _, key in graph.edges(keys=True))]
    broken = draw(st.lists(st.sampled_from(assets), unique=True, max_size=7))
    return graph, tuple(broken)


def fed(graph: nx.MultiGraph[str], broken: Collection[str]) -> set[str]:
    """The nodes that are joined to a source over what is whole, by networkx."""
    lines = [edge for edge in graph.edges(keys=True) if edge[2] in broken]
    whole = nx.restricted_view(graph, [node for node in graph if node in broken], lines)
    roots = [node for node in whole if graph.nodes[node]["root"]]
    return {node for root in roots for node in nx.node_connected_component(whole, root)}


@settings(max_examples=150)
@given(drawn=grids())
def test_the_fewest_elements_are_fewest_and_feed_what_they_say(
    drawn: tuple[nx.MultiGraph[str], tuple[str, ...]],
) -> None:
    graph, broken = drawn
    grid = _Grid(graph, broken)
    now = fed(graph, broken)

    assert grid.joined == now
    for node in set(graph) - now:
        sets = [
            chosen
            for size in range(1, len(broken) + 1)
            for chosen in combinations(range(len(broken)), size)
            if node in fed(graph, [a for at, a in enumerate(broken) if at not in chosen])
        ]
        assert grid.wanting.get(node) == (min(sets, key=lambda each: (len(each), each)) if sets else None)
        if sets:
            mended = grid.wanting[node]
            left = [a for at, a in enumerate(broken) if at not in mended]
            assert grid.with_mended(mended) == fed(graph, left) - now


@settings(max_examples=60)
@given(drawn=grids())
def test_mending_step_by_step_ends_where_mending_all_does(
    drawn: tuple[nx.MultiGraph[str], tuple[str, ...]],
) -> None:
    graph, broken = drawn
    grid = _Grid(graph, broken)

    while grid.wanting:
        grid.mend(min(grid.wanting.values()))

    assert grid.joined == fed(graph, ())
