"""Which losses break a requirement in one unit, as a decision diagram of few variables in a good order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.decisions.weak_points.diagram import (
    NEVER,
    SURELY,
    Diagram,
    TooLargeError,
    room_for_depth,
)
from planner.decisions.weak_points.ordering import orders
from planner.simulation.circuit import FALSE, TRUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from planner.simulation.circuit import Circuit

Module = tuple[str, ...]
"""Assets of which any one does the same harm: a chain without branches. Sorted."""
ROOMS = (150_000, 600_000, 2_000_000)
"""Nodes that a diagram may have: every order is tried with little room before any is given more."""


@dataclass(frozen=True)
class Breaking:
    """When a requirement breaks: the node `top` of a diagram whose variables are modules."""

    modules: tuple[Module, ...]
    diagram: Diagram
    top: int


class _Reduced:
    """The part of a circuit beneath one gate, with chains of variables made one variable each."""

    def __init__(self, circuit: Circuit, top: int) -> None:
        self.kinds = {gate: circuit.kinds[gate] for gate in circuit.beneath([top])}
        self.inputs: dict[int, set[int]] = {g: set(circuit.inputs[g]) for g in self.kinds}
        self.assets: dict[int, Module] = {
            gate: (circuit.names[gate],) for gate in self.kinds if gate in circuit.names
        }
        self.top = top
        while self._swallow() or self._merge() or self._drop_lone():
            pass

    def _users(self) -> dict[int, set[int]]:
        """The gates that use each gate."""
        found: dict[int, set[int]] = {gate: set() for gate in self.kinds}
        for gate, inputs in self.inputs.items():
            for each in inputs:
                found[each].add(gate)
        return found

    def _swallow(self) -> bool:
        """Take a gate that one gate of its own kind uses, and nothing else, into that gate."""
        changed = False
        users_of = self._users()
        for gate in sorted(self.kinds):
            users = users_of[gate]
            if self.kinds[gate] not in {"all", "any"} or gate == self.top or len(users) != 1:
                continue
            (user,) = users
            if self.kinds[user] == self.kinds[gate]:
                inputs = self.inputs.pop(gate)
                del self.kinds[gate]
                self.inputs[user] |= inputs
                self.inputs[user].discard(gate)
                for each in inputs:
                    users_of[each].discard(gate)
                    users_of[each].add(user)
                changed = True
        return changed

    def _merge(self) -> bool:
        """Make variables that always stand side by side in the same "all" gates one variable."""
        users_of = self._users()
        alike: dict[tuple[int, ...], list[int]] = {}
        for gate in sorted(self.assets):
            users = users_of[gate]
            if users and all(self.kinds[user] == "all" for user in users):
                alike.setdefault(tuple(sorted(users)), []).append(gate)
        changed = False
        for shared, (kept, *others) in alike.items():
            for other in others:
                self.assets[kept] = tuple(sorted((*self.assets[kept], *self.assets.pop(other))))
                del self.kinds[other], self.inputs[other]
                changed = True
            for user in shared:
                self.inputs[user] -= set(others)
        return changed

    def _drop_lone(self) -> bool:
        """A gate with one input is that input."""
        lone = {gate: next(iter(i)) for gate, i in self.inputs.items() if len(i) == 1}
        for gate in lone:
            del self.kinds[gate], self.inputs[gate]
        for gate, inputs in self.inputs.items():
            self.inputs[gate] = {_last(each, lone) for each in inputs}
        self.top = _last(self.top, lone)
        return bool(lone)


def _last(gate: int, lone: Mapping[int, int]) -> int:
    while gate in lone:
        gate = lone[gate]
    return gate


def breaking(
    circuit: Circuit,
    counted: Sequence[int],
    needed: int,
    beside: Iterable[Sequence[str]],
    rooms: Sequence[int] = ROOMS,
) -> Breaking:
    """When fewer than `needed` of the gates `counted` work.

    Parameters
    ----------
    circuit, counted, needed
        Gates of one circuit, and how many of them must work.
    beside
        Groups of assets that stand next to one another; they serve the order of the variables.
    rooms
        How many nodes the diagram may have, at each try.

    Raises
    ------
    TooLargeError
        If no order of the variables gives a diagram that has room.
    """
    top = circuit.at_least(needed, counted)
    if top in {FALSE, TRUE}:
        return Breaking((), Diagram(0), SURELY if top == FALSE else NEVER)
    reduced = _Reduced(circuit, top)
    gates = sorted(reduced.assets)
    number = {a: place for place, gate in enumerate(gates) for a in reduced.assets[gate]}
    groups = [[number[a] for a in group if a in number] for group in beside]
    tried = [[gates[place] for place in order] for order in orders(len(gates), groups)]
    for room in rooms:
        for order in tried:
            try:
                return _built(reduced, order, room)
            except TooLargeError:
                continue
    raise TooLargeError


def _built(reduced: _Reduced, order: Sequence[int], room: int) -> Breaking:
    diagram = Diagram(len(order), room)
    node = {gate: diagram.losing(number) for number, gate in enumerate(order)}
    with room_for_depth(len(order)):
        for gate in sorted(reduced.kinds):
            if gate not in node:
                # What works when all do is lost when any is.
                step = diagram.either if reduced.kinds[gate] == "all" else diagram.both
                node[gate] = _folded(step, [node[each] for each in reduced.inputs[gate]], diagram)
    return Breaking(tuple(reduced.assets[gate] for gate in order), diagram, node[reduced.top])


def _folded(step: Callable[[int, int], int], nodes: Iterable[int], diagram: Diagram) -> int:
    """All of them combined, those that begin deepest first: so the least is gone through again."""
    found, *others = sorted(set(nodes), key=lambda node: (-diagram.variable[node], node))
    for other in others:
        found = step(found, other)
    return found
