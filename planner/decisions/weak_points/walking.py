"""Nodes of decision diagrams laid out variable by variable, to be weighed all at once.

The functions of one diagram that matter together are followed side by side: a row of nodes, one for each function, is
where all of them stand after the same questions. So what several functions do together is told exactly, though they
share variables, and no diagram of their combination is ever made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planner.decisions.weak_points.diagram import TooLargeError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.decisions.weak_points.diagram import Diagram

    Numbers = NDArray[np.int64]
    Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """The rows that ask one variable: places `first` to `first + len(kept)`, and the places they go on to."""

    variable: int
    first: int
    kept: Numbers
    lost: Numbers

    @property
    def here(self) -> slice:
        """The places of the rows themselves."""
        return slice(self.first, self.first + len(self.kept))


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Rows of nodes from the given ones down to the ends.

    Attributes
    ----------
    levels
        By variable; each place is numbered before those it goes on to.
    roots
        The places of the rows that were asked for.
    ends
        What the functions are in the end, 0 or 1; shape ``(ends, functions)``. Their places come last.
    inner
        How many places ask something.
    """

    levels: tuple[Level, ...]
    roots: Numbers
    ends: Numbers
    inner: int

    def chances(self, lost: Values, ends: Values) -> Values:
        """The expected value of `ends` from every place on.

        Parameters
        ----------
        lost
            How probably each variable is lost, independently of the others; shape ``(variables, cases)``.
        ends
            What each end is worth; shape ``(ends, cases)``. Non-negative, so that nothing cancels and the rounding
            error stays near the last digit.
        """
        values = np.empty((self.inner + len(ends), lost.shape[1]))
        values[self.inner :] = ends
        for level in reversed(self.levels):
            p = lost[level.variable]
            values[level.here] = (1.0 - p) * values[level.kept] + p * values[level.lost]
        return values

    def reached(self, lost: Values, roots: Values) -> Values:
        """How probably every place is met when the roots are begun with the weights `roots`."""
        found = np.zeros((self.inner + len(self.ends), lost.shape[1]))
        np.add.at(found, self.roots, roots)
        for level in self.levels:
            p, here = lost[level.variable], found[level.here]
            np.add.at(found, level.kept, here * (1.0 - p))
            np.add.at(found, level.lost, here * p)
        return found

    def gains(self, variables: int, values: Values, reached: Values) -> Values:
        """How much more the whole is worth with each variable lost than with it kept; shape ``(variables, cases)``."""
        found = np.zeros((variables, values.shape[1]))
        for level in self.levels:
            more = values[level.lost] - values[level.kept]
            found[level.variable] = (reached[level.here] * more).sum(axis=0)
        return found


def walk(diagram: Diagram, rows: Numbers, room: int) -> Walk:
    """Follow the functions of each row side by side; shape ``(roots, functions)``.

    Raises
    ------
    TooLargeError
        If more than `room` rows are met.
    """
    return _Walker(diagram, room).walked(rows)


class _Walker:
    """A walk in the making, from the first variable to the last."""

    def __init__(self, diagram: Diagram, room: int) -> None:
        self.size, self.room = diagram.size, room
        # The two ends go on to themselves.
        self.variable, self.kept, self.lost = (
            np.array(each, np.int64) for each in (diagram.variable, diagram.kept, diagram.lost)
        )
        self.waiting: dict[int, list[tuple[Numbers, Numbers, Numbers]]] = {}
        """For each variable the rows that come to it, and the places in a list to note where they stand."""

    def walked(self, rows: Numbers) -> Walk:
        functions, roots = rows.shape[1], np.empty(len(rows), np.int64)
        self._send(rows, roots)
        levels: list[Level] = []
        first = 0
        for variable in range(self.size):
            here = self._met(variable, first, functions)
            if not len(here):
                continue
            level = Level(variable, first, *(np.empty(len(here), np.int64) for _ in range(2)))
            first += len(here)
            if first > self.room:
                raise TooLargeError
            asks = self.variable[here] == variable
            self._send(np.where(asks, self.kept[here], here), level.kept)
            self._send(np.where(asks, self.lost[here], here), level.lost)
            levels.append(level)
        ends = self._met(self.size, first, functions)
        return Walk(tuple(levels), roots, ends, first)

    def _send(self, rows: Numbers, noted: Numbers) -> None:
        """Let the rows wait at the first variable that any of their functions asks."""
        asks = self.variable[rows].min(axis=1, initial=self.size)
        for variable in np.unique(asks).tolist():
            (which,) = np.nonzero(asks == variable)
            self.waiting.setdefault(variable, []).append((rows[which], which, noted))

    def _met(self, variable: int, first: int, functions: int) -> Numbers:
        """The different rows that wait at a variable; whoever sent one is told its place."""
        arrived = self.waiting.pop(variable, [])
        if not arrived:
            return np.empty((0, functions), np.int64)
        rows, which = _different(
            np.concatenate([each for each, _, _ in arrived]), len(self.variable)
        )
        begin = 0
        for each, places, noted in arrived:
            noted[places] = first + which[begin : begin + len(each)]
            begin += len(each)
        return rows


def _different(rows: Numbers, nodes: int) -> tuple[Numbers, Numbers]:
    """The different rows, and which of them each row is."""
    code = np.zeros(len(rows), np.int64)
    for column in rows.T:
        code = np.unique(code * nodes + column, return_inverse=True)[1]
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    return rows[first], which
