"""The job of one storm: everything that a worker needs to run blocks of samples, as arrays and rows of one board.

A chunk of samples is worked on a board: one column for each sample, one row for each thing that is lost at some
instant. Row 0 is lost from the start, row 1 never. Then follow assets, energised power nodes, plants, vertices that
are up, vertices that are joined, and sites that serve; each kind is worked out from rows above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.network.elimination import Program, Sweeps
    from planner.simulation.ensemble.ladders import Ladders
    from planner.simulation.ensemble.plants import Given, PlantSpec
    from planner.simulation.ensemble.questions import Question

LOST, KEPT = 0, 1
"""The rows of what is lost from the start and of what is never lost."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From an instant on these assets meet other fates: whatever was given back to them at it.

    Attributes
    ----------
    at
        Units.
    rows
        Rows of the board.
    certain
        When each is lost in every sample; units.
    terms
        By rank, the first term of each row, the second and so on: positions in `rows`, the ladders of which the first
        to reach a rung counts ``(terms, ladders)``, and the first step that counts.
    """

    at: int
    rows: NDArray[np.int32]
    certain: NDArray[np.int32]
    terms: tuple[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint16]], ...]


@dataclass(frozen=True, eq=False)
class Pass:
    """One replay of a compiled network: its inputs' rows, the vertices wanted of it, and their rows from `first` on."""

    program: Program | Sweeps
    inputs: NDArray[np.int32]
    wanted: tuple[str, ...]
    first: int

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """The rows it fills."""
        return np.arange(self.first, self.first + len(self.wanted))

    @cached_property
    def outputs(self) -> NDArray[np.intp]:
        """The slots of the wanted vertices."""
        return np.array([self.program.outputs[vertex] for vertex in self.wanted], dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Earliest:
    """Rows that are lost when the first of some others is: `first` and those that follow it."""

    of: NDArray[np.int32]
    first: int

    @property
    def rows(self) -> slice:
        """The rows it fills."""
        return slice(self.first, self.first + len(self.of))


@dataclass(frozen=True, slots=True)
class Serving:
    """Rows of sites that serve as long as the last of some others: joined over fiber, or a dish that works.

    `of` is padded with `LOST`.
    """

    of: NDArray[np.int32]
    first: int

    @property
    def rows(self) -> slice:
        """The rows it fills."""
        return slice(self.first, self.first + len(self.of))


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Questions with the same count and window, on one side: the rows that count for each, padded with `LOST`.

    Attributes
    ----------
    questions
        Numbers of the questions; most sites first.
    columns
        Where these stand among the questions that ask for no one operator; None where they ask for one, and nothing but
        whether they go below is counted.
    rows
        ``(questions, most sites)``.
    at_least, always
        How many must serve; how many more always do, for each question.
    start, end
        The window, units.
    """

    side: int
    questions: NDArray[np.int32]
    columns: NDArray[np.int32] | None
    rows: NDArray[np.int32]
    sizes: NDArray[np.int32]
    at_least: int
    always: NDArray[np.int32]
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Reasons:
    """For every (question, counted site) of one side: the rows that say why it is out.

    Attributes
    ----------
    questions
        The question of each pair.
    serving, mast, equipment, derated, plant, dish
        Rows; `KEPT` where there is nothing of the kind, for a dish `LOST`.
    """

    side: int
    questions: NDArray[np.int32]
    serving: NDArray[np.int32]
    mast: NDArray[np.int32]
    equipment: NDArray[np.int32]
    derated: NDArray[np.int32]
    plant: NDArray[np.int32]
    dish: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class StormJob:
    """One storm over one province, ready to be sampled; it can be pickled and sent to workers."""

    questions: tuple[Question, ...]
    tick_h: Fraction
    units_per_tick: int
    horizon: int
    """Units."""
    ladders: Ladders
    drawn_assets: tuple[str, ...]
    """Assets whose own draw can fail them, sorted: importance is counted for these."""
    asset_of_draw: NDArray[np.int32]
    """The number of the asset in `drawn_assets` of each draw; -1 for generators' lives."""
    step_units: NDArray[np.int32]
    """The instant of each step, units, rounded up to a tick; the last one, the horizon, for `UNBROKEN`."""
    units_per_hour: int
    turns: tuple[Turn, ...]
    power: tuple[Pass, ...]
    plants: tuple[PlantSpec, ...]
    first_plant: int
    given: Mapping[int, Mapping[int, tuple[Given, ...]]]
    """What is given at which instant (units) to which plant."""
    up: Earliest
    backhaul: tuple[Pass, ...]
    dishes: Earliest
    serving: Serving
    tallies: tuple[Tally, ...]
    reasons: tuple[Reasons, ...]
    rows: int
    """Of the board."""

    @property
    def boundaries(self) -> tuple[int, ...]:
        """The instants at which something may be given back, from 0; units."""
        found = {0, *self.given, *(turn.at for turn in self.turns)}
        return tuple(sorted(at for at in found if at < self.horizon))

    @property
    def dtype(self) -> type[np.uint16] | type[np.uint32]:
        """The smallest numbers that hold every instant."""
        return np.uint16 if self.horizon < 65_535 else np.uint32
