"""Decision diagrams of monotone functions: their exact probability and their minimal cut sets.

A diagram asks of one variable after the other "is it lost?", always in the same order; nodes that ask the same and go
on alike are one node, so two functions are equal exactly when their nodes are (Bryant 1986). A node stands for "the
requirement breaks". Since losing more never mends anything, the function is monotone, and Rauzy's construction (1993)
reads off its minimal cut sets, each once, as a second diagram, in which they are counted without being listed.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NEVER, SURELY = 0, 1
"""The nodes of what never happens and of what happens in any case."""


_BITS = 26
"""A node's number fits into so many bits: more nodes than that fit into no memory."""


class TooLargeError(Exception):
    """The diagram outgrew the room it was given; caught where the answer is then given another way."""


class Diagram:
    """Functions of `size` variables, asked in the order of their numbers.

    Parameters
    ----------
    size
        How many variables there are.
    room
        The most nodes that may be made before `TooLargeError`.
    """

    def __init__(self, size: int, room: int = 2_000_000) -> None:
        self.size, self.room = size, room
        # The two ends ask a variable that comes after all others.
        self.variable = [size, size]
        self.kept = [0, 1]
        """Where a node goes on when its variable is not lost."""
        self.lost = [0, 1]
        """Where it goes on when its variable is lost."""
        # Keys are packed into one number each: a tuple would take three times the memory.
        self._made: dict[int, int] = {}
        self._either: dict[int, int] = {}
        self._both: dict[int, int] = {}

    def node(self, variable: int, kept: int, lost: int) -> int:
        """The node that asks `variable` and goes on to `kept` or to `lost`."""
        if kept == lost:
            return kept
        return self._unique(variable, kept, lost)

    def _unique(self, variable: int, kept: int, lost: int) -> int:
        key = (variable << 2 * _BITS) | (kept << _BITS) | lost
        found = self._made.get(key)
        if found is None:
            if len(self.variable) >= self.room:
                raise TooLargeError
            found = self._made[key] = len(self.variable)
            self.variable.append(variable)
            self.kept.append(kept)
            self.lost.append(lost)
        return found

    def losing(self, variable: int) -> int:
        """Happens when this variable is lost."""
        return self._unique(variable, NEVER, SURELY)

    def either(self, f: int, g: int) -> int:
        """Happens when `f` does or `g` does."""
        return self._joined(f, g, SURELY, NEVER, self._either)

    def both(self, f: int, g: int) -> int:
        """Happens when `f` and `g` both do."""
        return self._joined(f, g, NEVER, SURELY, self._both)

    def _joined(self, f: int, g: int, decisive: int, neutral: int, known: dict[int, int]) -> int:
        if f in (g, decisive) or g == neutral:
            return f
        if f == neutral or g == decisive:
            return g
        pair = f << _BITS | g if f < g else g << _BITS | f
        found = known.get(pair)
        if found is not None:
            return found
        # Written out in full: nine tenths of the time of making a diagram is spent here.
        variable, other = self.variable[f], self.variable[g]
        f_kept = f_lost = f
        g_kept = g_lost = g
        if variable <= other:
            f_kept, f_lost = self.kept[f], self.lost[f]
        if other <= variable:
            variable, g_kept, g_lost = other, self.kept[g], self.lost[g]
        kept = self._joined(f_kept, g_kept, decisive, neutral, known)
        lost = self._joined(f_lost, g_lost, decisive, neutral, known)
        found = known[pair] = kept if kept == lost else self._unique(variable, kept, lost)
        return found

    def narrowed(self, wanted: Sequence[int]) -> tuple[Diagram, list[int]]:
        """A diagram of nothing but the functions `wanted`, and its nodes of these; nothing can be added to it."""
        found = Diagram(self.size, 0)
        number = {NEVER: NEVER, SURELY: SURELY}
        for node in self.beneath(*wanted):
            number[node] = len(found.variable)
            found.variable.append(self.variable[node])
            found.kept.append(number[self.kept[node]])
            found.lost.append(number[self.lost[node]])
        return found, [number[node] for node in wanted]

    def beneath(self, *functions: int) -> list[int]:
        """The nodes of these functions but the two ends, what a node goes on to before the node."""
        seen: set[int] = set()
        waiting = list(functions)
        while waiting:
            node = waiting.pop()
            if node > SURELY and node not in seen:
                seen.add(node)
                waiting += (self.kept[node], self.lost[node])
        return sorted(seen, key=lambda node: (-self.variable[node], node))


class CutSets:
    """The minimal cut sets of monotone functions of one diagram, as diagrams of sets.

    A node (v, without, with) stands for the sets of `without`, and those of `with` with v added.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self.sets = Diagram(diagram.size, diagram.room)
        self._minimal: dict[int, int] = {}
        self._left: dict[int, int] = {}

    def of(self, f: int) -> int:
        """The minimal cut sets of `f`."""
        if f <= SURELY:
            return f
        found = self._minimal.get(f)
        if found is None:
            d = self.diagram
            without = self.of(d.kept[f])
            added = self._not_yet(self.of(d.lost[f]), d.kept[f])
            found = self._minimal[f] = self._node(d.variable[f], without, added)
        return found

    def _node(self, variable: int, without: int, added: int) -> int:
        return without if added == NEVER else self.sets._unique(variable, without, added)

    def _not_yet(self, sets: int, f: int) -> int:
        """Those of `sets` whose loss does not already make `f` happen."""
        if sets == NEVER or f == SURELY:
            return NEVER
        if f == NEVER:
            return sets
        if sets == SURELY:
            # The empty set: `f` does not happen when nothing is lost, since it is not SURELY and is monotone.
            return SURELY
        key = sets << _BITS | f
        found = self._left.get(key)
        if found is None:
            found = self._left[key] = self._split(sets, f)
        return found

    def _split(self, sets: int, f: int) -> int:
        d, s = self.diagram, self.sets
        variable = s.variable[sets]
        if d.variable[f] < variable:
            return self._not_yet(sets, d.kept[f])
        kept, lost = (d.kept[f], d.lost[f]) if d.variable[f] == variable else (f, f)
        return self._node(
            variable, self._not_yet(s.kept[sets], kept), self._not_yet(s.lost[sets], lost)
        )

    def counts(self, sets: int, largest: int) -> tuple[int, ...]:
        """How many sets there are of each size up to `largest`."""
        s = self.sets
        found: dict[int, tuple[int, ...]] = {
            NEVER: (0,) * (largest + 1),
            SURELY: (1, *(0,) * largest),
        }
        for node in s.beneath(sets):
            without, added = found[s.kept[node]], (0, *found[s.lost[node]][:-1])
            found[node] = tuple(a + b for a, b in zip(without, added, strict=True))
        return found[sets]

    def listed(self, sets: int, largest: int) -> Iterator[tuple[int, ...]]:
        """The sets of at most `largest` variables, each as its variables in order."""
        s = self.sets
        smallest: dict[int, float] = {NEVER: float("inf"), SURELY: 0.0}
        for node in s.beneath(sets):
            smallest[node] = min(smallest[s.kept[node]], 1 + smallest[s.lost[node]])
        waiting: list[tuple[int, tuple[int, ...]]] = [(sets, ())]
        while waiting:
            node, chosen = waiting.pop()
            if smallest[node] + len(chosen) > largest:
                continue
            if node == SURELY:
                yield chosen
            elif node != NEVER:
                waiting.append((s.kept[node], chosen))
                waiting.append((s.lost[node], (*chosen, s.variable[node])))


@contextmanager
def room_for_depth(variables: int) -> Iterator[None]:
    """Within, functions may call themselves once for each variable and some more."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, 4 * variables + 2_000))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
