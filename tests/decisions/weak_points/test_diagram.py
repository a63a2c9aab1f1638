"""Decision diagrams against every assignment, and against an independent tool."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.decisions.weak_points.breaking import breaking
from planner.decisions.weak_points.finding import cut_sets_of
from planner.simulation.circuit import Circuit

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

NAMES = "abcdefg"
ROOM = 10_000


@st.composite
def circuits(draw: DrawFn) -> tuple[Circuit, list[int], int]:
    """A random circuit over seven assets, some gates to count, and how many must work."""
    circuit = Circuit()
    gates = [circuit.variable(name) for name in NAMES]
    for _ in range(draw(st.integers(1, 10))):
        chosen = draw(st.lists(st.sampled_from(gates), min_size=1, max_size=3))
        step = circuit.all_of if draw(st.booleans()) else circuit.any_of
        gates.append(step(*chosen))
    counted = draw(st.lists(st.sampled_from(gates), min_size=1, max_size=4))
    return circuit, counted, draw(st.integers(1, len(counted)))


def breaks(circuit: Circuit, counted: list[int], needed: int, lost: frozenset[str]) -> bool:
    """The definition, gate by gate."""
    value = {0: False, 1: True}
    for gate in range(2, len(circuit.kinds)):
        if gate in circuit.names:
            value[gate] = circuit.names[gate] not in lost
        else:
            inputs = [value[each] for each in circuit.inputs[gate]]
            value[gate] = all(inputs) if circuit.kinds[gate] == "all" else any(inputs)
    return sum(value[gate] for gate in counted) < needed


@given(circuits())
def test_the_probability_is_the_sum_over_every_assignment(
    made: tuple[Circuit, list[int], int],
) -> None:
    circuit, counted, needed = made
    chance = {name: (number + 1) / 10 for number, name in enumerate(NAMES)}
    ours, importance = breaking(circuit, counted, needed, ()).chance([chance])

    total = 0.0
    for ill in product([False, True], repeat=len(NAMES)):
        names = frozenset(name for name, gone in zip(NAMES, ill, strict=True) if gone)
        if breaks(circuit, counted, needed, names):
            total += _product(chance[n] if n in names else 1 - chance[n] for n in NAMES)
    assert ours == pytest.approx(total, abs=1e-12)
    for name, (if_safe, if_lost) in importance.items():
        both = (1 - chance[name]) * if_safe + chance[name] * if_lost
        assert both == pytest.approx(total, abs=1e-12)
        alone, _ = breaking(circuit, counted, needed, ()).chance([{**chance, name: 1.0}])
        assert if_lost == pytest.approx(alone, abs=1e-12)


def _product(values: object) -> float:
    result = 1.0
    for value in values:  # type: ignore[attr-defined]
        result *= value
    return result


@given(circuits())
def test_the_minimal_cut_sets_are_those_of_the_definition(
    made: tuple[Circuit, list[int], int],
) -> None:
    circuit, counted, needed = made

    sets, counts = cut_sets_of(breaking(circuit, counted, needed, ()), len(NAMES), ROOM)

    minimal: list[frozenset[str]] = []
    for size in range(len(NAMES) + 1):
        for chosen in map(frozenset, combinations(NAMES, size)):
            if breaks(circuit, counted, needed, chosen) and not any(m <= chosen for m in minimal):
                minimal.append(chosen)
    assert sorted(map(sorted, sets)) == sorted(map(sorted, minimal))
    assert counts == tuple(sum(len(m) == n for m in minimal) for n in range(len(counts)))


@given(circuits())
def test_an_independent_tool_finds_the_same_probability_and_the_same_cut_sets(
    made: tuple[Circuit, list[int], int],
) -> None:
    relibmss = pytest.importorskip("relibmss")
    circuit, counted, needed = made
    chance = {name: (number + 1) / 10 for number, name in enumerate(NAMES)}
    context = relibmss.BSS()
    fails = {gate: context.defvar(name) for gate, name in sorted(circuit.names.items())}
    for gate in range(2, len(circuit.kinds)):
        if gate not in fails:
            inputs = [fails[each] for each in circuit.inputs[gate]]
            join = context.Or if circuit.kinds[gate] == "all" else context.And
            fails[gate] = join(inputs)
    top = context.kofn(len(counted) - needed + 1, [fails[gate] for gate in counted])

    node = context.getbdd(top)
    found = breaking(circuit, counted, needed, ())

    assert found.chance([chance])[0] == pytest.approx(node.prob(chance), abs=1e-12)
    theirs = {frozenset(path) for path in node.minpath().extract()}
    ours, _ = cut_sets_of(found, len(NAMES), ROOM)
    assert {frozenset(each) for each in ours} == theirs
