"""And/or gates over assets: what a network amounts to once it has been eliminated.

A gate is a number. Its value is "this works"; the variables say "this asset is unharmed". Gates are made once and
shared: the same inputs give the same gate, so that equal parts of a network are one part of the circuit.

Worked example: a site that reaches the gateway over cable `C1` or over `C2` and needs its mast is
``all_of(mast, any_of(C1, C2))``; with the mast known to stand, it becomes ``any_of(C1, C2)``.
"""

from __future__ import annotations

from sys import maxsize
from typing import TYPE_CHECKING, Literal

import numpy as np

from planner.network.elimination import Program, compiled_reach

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    import networkx as nx
    from numpy.typing import NDArray

FALSE, TRUE = 0, 1
Kind = Literal["constant", "variable", "all", "any"]


class Circuit:
    """Monotone gates; gate 0 never works, gate 1 always does."""

    def __init__(self) -> None:
        self.kinds: list[Kind] = ["constant", "constant"]
        self.inputs: list[tuple[int, ...]] = [(), ()]
        self.names: dict[int, str] = {}
        """The asset of each variable."""
        self._made: dict[tuple[Kind, tuple[int, ...]], int] = {}
        self._variables: dict[str, int] = {}

    @property
    def variables(self) -> Mapping[str, int]:
        """The gate of each asset that is a variable."""
        return self._variables

    def variable(self, name: str) -> int:
        """The gate that works while the asset is unharmed."""
        found = self._variables.get(name)
        if found is None:
            found = self._variables[name] = self._add("variable", ())
            self.names[found] = name
        return found

    def all_of(self, *gates: int) -> int:
        """Works when all do; with none, always."""
        return self._gate("all", gates, neutral=TRUE, decisive=FALSE)

    def any_of(self, *gates: int) -> int:
        """Works when any does; with none, never."""
        return self._gate("any", gates, neutral=FALSE, decisive=TRUE)

    def at_least(self, needed: int, gates: Sequence[int]) -> int:
        """Works when at least `needed` of the gates do."""
        # Row i holds, for each count j, "at least j of the first i work"; row 0 has none.
        row = [TRUE, *[FALSE] * max(needed, 0)]
        for gate in gates:
            row = [TRUE] + [
                self.any_of(row[j], self.all_of(row[j - 1], gate)) for j in range(1, len(row))
            ]
        return row[max(needed, 0)]

    def _gate(self, kind: Kind, gates: Iterable[int], *, neutral: int, decisive: int) -> int:
        left = sorted({gate for gate in gates if gate != neutral})
        if decisive in left:
            return decisive
        if not left:
            return neutral
        if len(left) == 1:
            return left[0]
        key = (kind, tuple(left))
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._add(kind, key[1])
        return found

    def _add(self, kind: Kind, inputs: tuple[int, ...]) -> int:
        self.kinds.append(kind)
        self.inputs.append(inputs)
        return len(self.kinds) - 1

    def beneath(self, tops: Iterable[int], known: Collection[int] = ()) -> list[int]:
        """The gates that `tops` depend on, themselves included; inputs before what uses them.

        What is beneath a gate that is `known` is left out, as is that gate.
        """
        seen: set[int] = set(known)
        waiting = list(tops)
        while waiting:
            gate = waiting.pop()
            if gate not in seen:
                seen.add(gate)
                waiting.extend(self.inputs[gate])
        # A gate is made after its inputs, so the order of numbers is an order of work.
        return sorted(seen.difference(known))

    def assets_beneath(self, tops: Iterable[int]) -> tuple[str, ...]:
        """The assets that `tops` depend on, sorted."""
        return tuple(sorted(self.names[gate] for gate in self.beneath(tops) if gate in self.names))

    def assuming(self, sound: Collection[str], tops: Sequence[int]) -> tuple[Circuit, list[int]]:
        """A circuit of its own for `tops` in which the assets `sound` are never lost, and its gates of these."""
        made = Circuit()
        value = {FALSE: FALSE, TRUE: TRUE}
        for gate in self.beneath(tops):
            kind, inputs = self.kinds[gate], [value[each] for each in self.inputs[gate]]
            if kind == "variable":
                name = self.names[gate]
                value[gate] = TRUE if name in sound else made.variable(name)
            elif kind != "constant":
                value[gate] = (made.all_of if kind == "all" else made.any_of)(*inputs)
        return made, [value[top] for top in tops]

    def works(
        self, tops: Sequence[int], lost: Mapping[str, NDArray[np.uint64]], words: int
    ) -> NDArray[np.uint64]:
        """Whether each top works, for 64 questions in every word.

        Parameters
        ----------
        tops
            Gates.
        lost
            For each asset the questions in which it is lost, shape ``(words,)``; those not named are unharmed.
        words
            How many words.

        Returns
        -------
        working
            Shape ``(len(tops), words)``: bit q % 64 of word q // 64 is set where the top works in question q.
        """
        full = np.full(words, ~np.uint64(0))
        value: dict[int, NDArray[np.uint64]] = {FALSE: np.zeros(words, np.uint64), TRUE: full}
        for gate in self.beneath(tops):
            kind = self.kinds[gate]
            if kind == "variable":
                value[gate] = ~lost[self.names[gate]] if self.names[gate] in lost else full
            elif kind != "constant":
                step = np.bitwise_and if kind == "all" else np.bitwise_or
                first, *others = self.inputs[gate]
                found = value[first].copy()
                for other in others:
                    step(found, value[other], out=found)
                value[gate] = found
        return np.stack([value[top] for top in tops]) if tops else np.zeros((0, words), np.uint64)


def joined_gates(
    circuit: Circuit,
    graph: nx.MultiGraph[str],
    *,
    vertex_works: Mapping[str, int],
    edge_works: Mapping[str, int],
) -> dict[str, int]:
    """For each vertex the gate that works while it is joined, through what works, to a root that works.

    Parameters
    ----------
    graph
        Vertices carry ``root``; edges are keyed by asset id.
    vertex_works, edge_works
        Gates; a vertex or edge that is not named always works.
    """
    # Gates are shared, so even a dense network is better compiled than swept.
    program = compiled_reach(graph, most_steps_per_edge=maxsize)
    assert isinstance(program, Program)
    works = {"vertex": vertex_works, "edge": edge_works}
    value = [FALSE, TRUE, *(works[kind].get(name, TRUE) for kind, name in program.inputs)]
    for a, b, c in program.steps.tolist():
        value.append(circuit.any_of(value[a], circuit.all_of(value[b], value[c])))
    return {vertex: value[slot] for vertex, slot in program.outputs.items()}
