"""Compiled networks against NetworkX: on networks drawn by hand, on random ones, and on every bundled province."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.inventory.reading import load_province
from planner.network.comms import backhaul_graph
from planner.network.elimination import Program, Sweeps, compiled_reach
from planner.network.power import power_graph
from planner.network.replay import ALL_LANES, joined, replay_plainly
from planner.network.sides import SIDES
from tests.network.searching import lanes_of, searched

BUNDLED = sorted(Path("scenarios").glob("*/province.yaml"))


def network(
    vertices: dict[str, bool], edges: list[tuple[str, str, str]], safe: frozenset[str] = frozenset()
) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    for vertex, root in vertices.items():
        graph.add_node(vertex, root=root, safe=vertex in safe)
    for key, a, b in edges:
        graph.add_edge(a, b, key=key, safe=key in safe)
    return graph


def chain() -> nx.MultiGraph[str]:
    """A gateway and two sites behind it.

    core --k1-- ridge --k2-- far
    """
    return network(
        {"core": True, "ridge": False, "far": False},
        [("k1", "core", "ridge"), ("k2", "ridge", "far")],
    )


def test_a_chain_is_two_steps_an_edge() -> None:
    program = compiled_reach(chain())

    assert isinstance(program, Program)
    # ridge: up and k1 and core; far: up and k2 and ridge. The core is its own input.
    assert len(program.steps) == 4
    assert program.operations_per_edge == 2


def test_the_far_end_of_a_chain_stays_joined_as_long_as_the_first_link_that_goes() -> None:
    program = compiled_reach(chain(), ["far"])
    lost_at = {"core": 40, "ridge": 31, "far": 50, "k1": 27, "k2": 33}

    inputs = np.array([[lost_at[name]] for _, name in program.inputs], dtype=np.uint16)

    assert joined(program, inputs, 72, ["far"]).tolist() == [[27]]


def test_of_two_ways_the_one_that_lasts_longer_counts() -> None:
    ring = network(
        {"core": True, "a": False, "b": False},
        [("k1", "core", "a"), ("k2", "core", "b"), ("k3", "a", "b")],
    )
    program = compiled_reach(ring, ["a"])
    lost_at = {"core": 72, "a": 72, "b": 60, "k1": 10, "k2": 50, "k3": 55}

    inputs = np.array([[lost_at[name]] for _, name in program.inputs], dtype=np.uint16)

    assert joined(program, inputs, 72, ["a"]).tolist() == [[50]]


def test_what_no_wanted_vertex_needs_is_left_out() -> None:
    program = compiled_reach(chain(), ["ridge"])

    assert {name for _, name in program.inputs} == {"core", "ridge", "k1"}


def test_what_is_safe_is_no_input() -> None:
    graph = network({"core": True, "a": False}, [("k1", "core", "a")], frozenset({"core", "k1"}))

    program = compiled_reach(graph)

    assert isinstance(program, Program)
    assert program.inputs == (("vertex", "a"),)
    assert not len(program.steps)


def test_a_vertex_that_the_network_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        compiled_reach(chain(), ["nowhere"])


@st.composite
def networks(draw: st.DrawFn) -> nx.MultiGraph[str]:
    """Up to nine vertices, several roots or none, parallel edges, loops, some things safe."""
    size = draw(st.integers(1, 9))
    names = [f"v{number}" for number in range(size)]
    roots = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    ends = draw(
        st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=3 * size)
    )
    edges = [(f"e{number}", a, b) for number, (a, b) in enumerate(ends)]
    things = [*names, *(key for key, *_ in edges)]
    safe = draw(st.frozensets(st.sampled_from(things), max_size=3))
    return network(dict(zip(names, roots, strict=True)), edges, safe)


@pytest.mark.parametrize("most", [50, 0], ids=["program", "sweeps"])
@settings(max_examples=150)
@given(graph=networks(), seed=st.integers(0, 2**32 - 1))
def test_a_compiled_network_agrees_with_a_search_in_every_lane(
    most: int, graph: nx.MultiGraph[str], seed: int
) -> None:
    compiled = compiled_reach(graph, most_steps_per_edge=most)
    rng = np.random.default_rng(seed)
    wanted = sorted(graph)

    inputs = rng.integers(0, 2**64, (len(compiled.inputs), 1), dtype=np.uint64)
    inputs |= rng.integers(0, 2**64, inputs.shape, dtype=np.uint64)
    found = lanes_of(joined(compiled, inputs, int(ALL_LANES), wanted))

    up = lanes_of(inputs)
    for lane in range(0, 64, 7):
        down = {name for name, row in zip(compiled.inputs, up, strict=True) if not row[lane]}
        assert {v for v, row in zip(wanted, found, strict=True) if row[lane]} == searched(
            graph, down
        )


@pytest.mark.parametrize("most", [50, 0], ids=["program", "sweeps"])
@settings(max_examples=100)
@given(graph=networks(), seed=st.integers(0, 2**32 - 1))
def test_instants_say_what_a_search_at_every_instant_says(
    most: int, graph: nx.MultiGraph[str], seed: int
) -> None:
    compiled = compiled_reach(graph, most_steps_per_edge=most)
    lost_at = np.random.default_rng(seed).integers(0, 7, (len(compiled.inputs), 1), dtype=np.uint16)
    wanted = sorted(graph)

    found = joined(compiled, lost_at, 6, wanted)[:, 0].tolist()

    for t in range(6):
        down = {
            n for n, (lost,) in zip(compiled.inputs, lost_at.tolist(), strict=True) if lost <= t
        }
        assert {v for v, lost in zip(wanted, found, strict=True) if lost > t} == searched(
            graph, down
        )


@given(graph=networks(), seed=st.integers(0, 2**32 - 1), bits=st.booleans())
def test_the_quick_replay_gives_the_same_values_as_the_plain_one(
    graph: nx.MultiGraph[str], seed: int, bits: bool
) -> None:
    program = compiled_reach(graph)
    assert isinstance(program, Program)
    dtype: Any = np.uint64 if bits else np.uint16
    always = int(ALL_LANES) if bits else 9
    inputs = np.random.default_rng(seed).integers(
        0, always, (len(program.inputs), 3), dtype=dtype, endpoint=True
    )

    slots = [[0] * 3, [always] * 3, *inputs.tolist()]
    replay_plainly(program, slots, bits=bits)

    wanted = sorted(program.outputs)
    assert joined(program, inputs, always, wanted).tolist() == [
        slots[program.outputs[vertex]] for vertex in wanted
    ]


def test_a_network_too_dense_for_a_program_is_swept() -> None:
    everyone = network(
        {f"v{number}": number == 0 for number in range(120)},
        [(f"e{a}-{b}", f"v{a}", f"v{b}") for a in range(120) for b in range(a)],
    )

    assert isinstance(compiled_reach(everyone, most_steps_per_edge=20), Sweeps)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("where", BUNDLED, ids=lambda path: path.parent.name)
def test_the_bundled_networks_need_few_operations_and_agree_with_a_search(
    where: Path, side: Any
) -> None:
    province = load_province(where.parent)
    rng = np.random.default_rng(5)
    for graph in (power_graph(province, side), backhaul_graph(province, side)):
        program = compiled_reach(graph)
        wanted = sorted(graph)

        inputs = rng.integers(0, 2**64, (len(program.inputs), 2), dtype=np.uint64)
        for _ in range(3):
            inputs |= rng.integers(0, 2**64, inputs.shape, dtype=np.uint64)
        found = lanes_of(joined(program, inputs, int(ALL_LANES), wanted))

        assert isinstance(program, Program)
        assert program.operations_per_edge <= 6
        up = lanes_of(inputs)
        for lane in range(0, 128, 9):
            down = {name for name, row in zip(program.inputs, up, strict=True) if not row[lane]}
            told = {v for v, row in zip(wanted, found, strict=True) if row[lane]}
            assert told == searched(graph, down)
