"""When a requirement breaks in one unit: what many units share as one diagram, and what is the unit's own beneath it.

Units of one province hang on the same rings of cable and the same meshed grid, each by few threads: "its hub reaches a
gateway", "its substation is energised". Those threads are functions of what is shared; they are worked out once, in
one diagram, in a good order. What a unit does with its threads and with assets of its own is small.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from planner.decisions.weak_points.diagram import (
    NEVER,
    SURELY,
    Diagram,
    TooLargeError,
    room_for_depth,
)
from planner.decisions.weak_points.ordering import orders
from planner.decisions.weak_points.walking import walk
from planner.simulation.circuit import FALSE, TRUE

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from planner.decisions.weak_points.walking import Values, Walk
    from planner.simulation.circuit import Circuit

ROOMS = (500_000, 2_000_000)
"""Nodes that a diagram may have: every order is tried with little room before any is given more."""
MOST_ORDERS = 4
SHARED_BY = 4
"""An asset is shared when at least one unit in so many depends on it, and two."""

Importance = dict[str, tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Breaking:
    """When a requirement breaks: `shared` says which threads are lost, and `own` goes on from there.

    Attributes
    ----------
    shared_assets, own_assets
        The variables of each; those of `own` are numbered behind its `threads`.
    threads
        How many threads the unit hangs on.
    shared
        From one root to every combination of threads that can be lost.
    own
        From one root for each of those combinations to whether the requirement breaks.
    """

    shared_assets: tuple[str, ...]
    own_assets: tuple[str, ...]
    threads: int
    shared: Walk
    own: Walk

    def chance(self, cases: Sequence[Mapping[str, float]]) -> tuple[float, Importance]:
        """How probable breaking is; and for each asset that is asked of, with that asset safe, and with it lost.

        The mean over equally probable cases, within each of which the assets fail independently.
        """
        lost_shared = _probabilities(self.shared_assets, cases)
        # No asset is called "": a thread is never met here, it was followed already.
        own_assets = (*[""] * self.threads, *self.own_assets)
        lost_own = _probabilities(own_assets, cases)
        one = np.ones((1, len(cases)))
        own = self.own.chances(lost_own, self.own.ends * one)
        shared = self.shared.chances(lost_shared, own[self.own.roots])
        top = shared[self.shared.roots]
        met = self.shared.reached(lost_shared, one)
        gained = self.shared.gains(len(lost_shared), shared, met)
        met_own = self.own.reached(lost_own, met[self.shared.inner :])
        gained_own = self.own.gains(len(lost_own), own, met_own)
        importance = {
            **_worth(self.shared_assets, self.shared, top, lost_shared, gained),
            **_worth(own_assets, self.own, top, lost_own, gained_own),
        }
        return float(top.mean()), importance

    def as_diagram(self, room: int) -> tuple[tuple[str, ...], Diagram, int]:
        """The assets, one diagram that asks them in this order, and when the requirement breaks.

        Raises
        ------
        TooLargeError
            If the diagram has no room.
        """
        assets = (*self.shared_assets, *self.own_assets)
        diagram = Diagram(len(assets), room)
        ends = [SURELY if lost else NEVER for lost in self.own.ends[:, 0].tolist()]
        nodes = _into(diagram, self.own, ends, len(self.shared_assets) - self.threads)
        nodes = _into(diagram, self.shared, [nodes[root] for root in self.own.roots.tolist()], 0)
        return assets, diagram, nodes[int(self.shared.roots[0])]


def _probabilities(assets: Sequence[str], cases: Sequence[Mapping[str, float]]) -> Values:
    """Of each asset in each case; shape ``(assets, cases)``."""
    found = [[case.get(asset, 0.0) for case in cases] for asset in assets]
    return np.array(found, np.float64).reshape(len(assets), len(cases))


def _worth(
    assets: Sequence[str], walked: Walk, top: Values, lost: Values, gained: Values
) -> Importance:
    """Of the assets that the walk asks; breaking does not depend on any other."""
    safe = np.maximum(top - lost * gained, 0.0).mean(axis=1).tolist()
    gone = np.minimum(top + (1.0 - lost) * gained, 1.0).mean(axis=1).tolist()
    asked = (level.variable for level in walked.levels)
    return {assets[each]: (safe[each], gone[each]) for each in asked}


def _into(diagram: Diagram, walked: Walk, ends: Sequence[int], before: int) -> list[int]:
    """The nodes of a diagram for the places of a walk, whose variables come after `before` others."""
    nodes = [NEVER] * walked.inner + list(ends)
    for level in reversed(walked.levels):
        pairs = zip(level.kept.tolist(), level.lost.tolist(), strict=True)
        for place, (kept, lost) in enumerate(pairs, start=level.first):
            nodes[place] = diagram.node(before + level.variable, nodes[kept], nodes[lost])
    return nodes


@dataclass(frozen=True, eq=False)
class _Made:
    """A diagram that was made, the assets that are its variables, and the nodes of the gates that were wanted."""

    assets: tuple[str, ...]
    diagram: Diagram
    nodes: Mapping[int, int]


class Shared:
    """The units of one circuit, with what they share.

    Parameters
    ----------
    circuit
        Gates over assets.
    tops
        For each unit the gate that works while its requirement holds.
    beside
        Groups of assets that stand next to one another; they serve the order of the variables.
    sound
        Assets that are never lost.
    rooms
        How many nodes a diagram may have, at each try.
    """

    def __init__(
        self,
        circuit: Circuit,
        tops: Iterable[int],
        beside: Iterable[Sequence[str]],
        *,
        sound: Collection[str] = (),
        rooms: Sequence[int] = ROOMS,
    ) -> None:
        self.rooms = rooms
        self.beside = list(beside)
        # What is sound joins what stands on either side of it: the order of the variables goes by all assets.
        self.beneath = {top: circuit.assets_beneath([top]) for top in tops}
        depending = Counter(asset for beneath in self.beneath.values() for asset in beneath)
        least = max(2, ceil(len(self.beneath) / SHARED_BY))
        self.assets = {asset for asset, units in depending.items() if units >= least}
        self.circuit, found = circuit.assuming(sound, list(self.beneath))
        self.gates = dict(zip(self.beneath, found, strict=True))
        self.within = _within(self.circuit, self.assets)
        self._walks: dict[tuple[int, ...], Walk] = {}

    def breaking(self, top: int) -> Breaking:
        """When the unit of one of the `tops` breaks.

        Raises
        ------
        TooLargeError
            If no order of the variables gives a diagram that has room.
        """
        gate, threads = self.gates[top], self._threads(self.gates[top])
        # The own part first: it is small, and where it has no room the shared one need not be made.
        own = self._with_room([gate], set(self.beneath[top]) - self.assets, threads)
        shared = self._walk(threads)
        rows = [[_where(own.diagram, own.nodes[gate], end)] for end in shared.ends.tolist()]
        walked = walk(own.diagram, np.array(rows, np.int64), max(self.rooms))
        names = self._hung_on(threads).assets
        return Breaking(names, own.assets, len(threads), shared, walked)

    def _threads(self, gate: int) -> tuple[int, ...]:
        """The gates over shared assets alone on which the rest of what is beneath a gate hangs."""
        if self.within[gate]:
            return () if gate in {FALSE, TRUE} else (gate,)
        own = (each for each in self.circuit.beneath([gate]) if not self.within[each])
        found = {each for mine in own for each in self.circuit.inputs[mine] if self.within[each]}
        return tuple(sorted(found))

    def _walk(self, threads: tuple[int, ...]) -> Walk:
        if threads not in self._walks:
            made = self._hung_on(threads)
            rows = np.array([[made.nodes[each] for each in threads]], np.int64)
            self._walks[threads] = walk(made.diagram, rows.reshape(1, -1), max(self.rooms))
        return self._walks[threads]

    def _hung_on(self, threads: tuple[int, ...]) -> _Made:
        """What threads are functions of; nothing where there are none."""
        if not threads:
            return _Made((), Diagram(0), {})
        if self._common is None:
            raise TooLargeError
        return self._common

    @cached_property
    def _common(self) -> _Made | None:
        """Every thread of every unit; None where they have no room together."""
        wanted = sorted({each for gate in self.gates.values() for each in self._threads(gate)})
        try:
            return self._with_room(wanted, self.assets, ())
        except TooLargeError:
            return None

    def _with_room(
        self, wanted: Sequence[int], assets: Collection[str], threads: Sequence[int]
    ) -> _Made:
        """The gates `wanted` as nodes of a diagram that asks the threads first and then assets, in the best order."""
        names = sorted(assets)
        number = {asset: place for place, asset in enumerate(names)}
        groups = [[number[each] for each in group if each in number] for group in self.beside]
        tried = orders(len(names), groups, MOST_ORDERS)
        for room in self.rooms:
            for order in tried:
                try:
                    return self._made(wanted, [names[each] for each in order], threads, room)
                except TooLargeError:
                    continue
        raise TooLargeError

    def _made(
        self, wanted: Sequence[int], names: Sequence[str], threads: Sequence[int], room: int
    ) -> _Made:
        circuit, variables = self.circuit, self.circuit.variables
        assets = tuple(name for name in names if name in variables)
        asked = [*threads, *(variables[name] for name in assets)]
        diagram = Diagram(len(asked), room)
        nodes = {FALSE: SURELY, TRUE: NEVER}
        nodes |= {gate: diagram.losing(number) for number, gate in enumerate(asked)}
        with room_for_depth(len(asked)):
            for gate in circuit.beneath(wanted, nodes):
                if gate not in nodes:
                    # What works when all do is lost when any is.
                    step = diagram.either if circuit.kinds[gate] == "all" else diagram.both
                    nodes[gate] = _folded(step, [nodes[i] for i in circuit.inputs[gate]], diagram)
        narrow, found = diagram.narrowed([nodes[gate] for gate in wanted])
        return _Made(assets, narrow, dict(zip(wanted, found, strict=True)))


def _within(circuit: Circuit, assets: Collection[str]) -> list[bool]:
    """For each gate whether it depends on nothing but these assets."""
    found: list[bool] = []
    for gate, inputs in enumerate(circuit.inputs):
        name = circuit.names.get(gate)
        found.append(all(found[each] for each in inputs) if name is None else name in assets)
    return found


def _where(diagram: Diagram, node: int, lost: Sequence[int]) -> int:
    """Where a node leads when the first variables are lost or kept as given."""
    for variable, gone in enumerate(lost):
        if diagram.variable[node] == variable:
            node = (diagram.lost if gone else diagram.kept)[node]
    return node


def _folded(step: Callable[[int, int], int], nodes: Iterable[int], diagram: Diagram) -> int:
    """All of them combined, those that begin deepest first: so the least is gone through again."""
    found, *others = sorted(set(nodes), key=lambda node: (-diagram.variable[node], node))
    for other in others:
        found = step(found, other)
    return found


def breaking(
    circuit: Circuit,
    counted: Sequence[int],
    needed: int,
    beside: Iterable[Sequence[str]],
    rooms: Sequence[int] = ROOMS,
) -> Breaking:
    """When fewer than `needed` of the gates `counted` work; parameters and errors as of `Shared`."""
    top = circuit.at_least(needed, counted)
    return Shared(circuit, [top], beside, rooms=rooms).breaking(top)
