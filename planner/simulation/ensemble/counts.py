"""What came of some blocks of samples, as sums: parts of a whole may be added in any order.

Outcomes rest on both sides of what was not surveyed; all else is that of the pessimistic one. Questions are those of
the job; of those that ask for one operator (`operator` is not None) outcomes are counted and no more: "whole" are the
others, in their order (`whole_questions`). Hours are counted in whole ticks, rounded down; exact sums are in units.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from planner.simulation.draws import STRATA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.simulation.ensemble.job import StormJob
    from planner.simulation.ensemble.questions import Question

    Counts = NDArray[np.int64]

HOLDS, FAILS, UNKNOWN = range(3)
CAUSES = ("mast", "equipment", "derated", "power", "fuel", "fiber", "satellite")
"""Why a site that counts is out at the first instant below: power, its plant is dark; fuel, dark beside a generator
whose tank is dry; fiber, no way to a gateway and no dish; satellite, none and its dish has failed too. The first that
applies, in the order mast, equipment, derated, power or fuel, then the last two."""


@dataclass(slots=True)
class BlockCounts:
    """Sums over samples.

    Attributes
    ----------
    samples
        How many.
    outcomes
        Samples by question, stratum and outcome (holds, fails, unknown); ``(questions, 8, 3)``. Holds: the
        pessimistic side never goes below; fails: the optimistic one does.
    hours_below
        Samples by whole question and whole ticks below; ``(whole, ticks + 1)``.
    units_below
        Exact sums of the time below; ``(whole,)``.
    minimum
        Samples by whole question and the smallest number that served at once; ``(whole, sites + 1)``.
    first_below
        Samples by whole question and the tick in which they first fell below; the last column: never.
    causes
        Sites out at the first instant below, by whole question and cause; ``(whole, causes)``.
    asset_failed
        Samples in which each of the job's `drawn_assets` fails by its own draw, by stratum; ``(assets, 8)``.
    asset_and_below
        Those in which the question goes below, too, over all strata; ``(assets, whole)``.
    """

    samples: int
    outcomes: Counts
    hours_below: Counts
    units_below: Counts
    minimum: Counts
    first_below: Counts
    causes: Counts
    asset_failed: Counts
    asset_and_below: NDArray[np.int32]

    def __add__(self, other: BlockCounts) -> BlockCounts:
        """The sums over both."""
        return BlockCounts(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )

    def equals(self, other: BlockCounts) -> bool:
        """Whether every sum is the same."""
        return all(
            np.array_equal(getattr(self, each.name), getattr(other, each.name))
            for each in fields(self)
        )


def whole_questions(questions: Sequence[Question]) -> list[int]:
    """The numbers of the questions that ask for no one operator: importance is counted for these."""
    return [number for number, question in enumerate(questions) if question.operator is None]


def columns_of(questions: Sequence[Question]) -> NDArray[np.int32]:
    """Where each question stands among the whole ones; -1 where it asks for one operator."""
    found = np.full(len(questions), -1, dtype=np.int32)
    whole = whole_questions(questions)
    found[whole] = np.arange(len(whole))
    return found


def no_counts(job: StormJob) -> BlockCounts:
    """Sums over no sample of a job."""
    asked = len(job.questions)
    ticks = job.horizon // job.units_per_tick
    most = max((len(tally.rows[0]) + int(tally.always.max()) for tally in job.tallies), default=0)
    assets = len(job.drawn_assets)

    whole = len(whole_questions(job.questions))

    def zeros(*shape: int) -> Counts:
        return np.zeros(shape, dtype=np.int64)

    return BlockCounts(
        0,
        zeros(asked, STRATA, 3),
        zeros(whole, ticks + 1),
        zeros(whole),
        zeros(whole, most + 1),
        zeros(whole, ticks + 1),
        zeros(whole, len(CAUSES)),
        zeros(assets, STRATA),
        # By far the largest of the sums: four bytes hold what two thousand million samples can give.
        np.zeros((assets, whole), dtype=np.int32),
    )


def added(parts: Sequence[BlockCounts]) -> BlockCounts:
    """The sums over all parts; at least one."""
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
