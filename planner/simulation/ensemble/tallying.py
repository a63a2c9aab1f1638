"""How long, how deep and since when each question is below its count, in a chunk of samples.

While nothing is given back, the number that serve at once only falls: it drops below k when the k-th last of them is
lost. So of the instants at which a question's sites are lost the k largest are kept, site by site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from planner.simulation.draws import STRATA
from planner.simulation.ensemble.counts import CAUSES, FAILS, HOLDS, UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from planner.simulation.ensemble.counts import BlockCounts
    from planner.simulation.ensemble.job import Reasons, StormJob, Tally

    Board = NDArray[Any]
    Ints = NDArray[np.int32]

FEW = 8
"""Up to this count the k largest are kept one by one; above it they are sorted."""


def kth_largest(board: Board, tally: Tally) -> Board:
    """When each question drops below its count; the end of time where enough always serve.

    Shape ``(questions, samples)``.
    """
    needed = tally.at_least - tally.always
    found = np.zeros((len(tally.questions), board.shape[1]), dtype=board.dtype)
    for each in np.unique(needed):
        chosen = np.flatnonzero(needed == each)
        if each <= 0:
            found[chosen] = np.iinfo(board.dtype).max
        elif each <= FEW:
            found[chosen] = _last_kept(board, tally, chosen, int(each))
        else:
            for question in chosen.tolist():
                size = int(tally.sizes[question])
                if size >= each:
                    rows = board[tally.rows[question, :size]]
                    found[question] = np.partition(rows, size - each, axis=0)[size - each]
    return found


def _last_kept(board: Board, tally: Tally, chosen: NDArray[np.intp], count: int) -> Board:
    """The `count`-th largest row of each chosen question."""
    kept = [np.zeros((len(chosen), board.shape[1]), dtype=board.dtype) for _ in range(count)]
    sizes = tally.sizes[chosen]
    for column in range(tally.rows.shape[1]):
        # Questions come with the most sites first.
        going = int(np.searchsorted(-sizes, -column))
        if not going:
            break
        falling = board[tally.rows[chosen[:going], column]]
        for place in kept:
            place = place[:going]
            larger = np.maximum(place, falling)
            falling = np.minimum(place, falling)
            place[:] = larger
    return kept[-1]


def still_serving(board: Board, tally: Tally, at: int) -> Ints:
    """How many serve just before `at`, when that is the end of a stretch; ``(questions, samples)``."""
    serving = np.repeat(tally.always[:, None], board.shape[1], axis=1)
    for column in range(tally.rows.shape[1]):
        going = int(np.searchsorted(-tally.sizes, -column))
        if not going:
            break
        serving[:going] += board[tally.rows[:going, column]] >= at
    return serving


class SideTally:
    """Every question of one side in one chunk of samples, as the stretches go by."""

    def __init__(self, job: StormJob, side: int, weight: NDArray[np.bool_]) -> None:
        """`weight` says which samples of the chunk are counted."""
        asked, width = len(job.questions), len(weight)
        self.job, self.side, self.weight = job, side, weight
        self.tallies = [tally for tally in job.tallies if tally.side == side]
        self.reasons = next(each for each in job.reasons if each.side == side)
        self.below = np.zeros((asked, width), dtype=np.int32)
        self.first = np.full((asked, width), job.horizon, dtype=np.int32)
        self.minimum = np.full((asked, width), np.iinfo(np.int32).max, dtype=np.int32)
        self.causes = np.zeros((asked, len(CAUSES)), dtype=np.int64)

    def stretch(self, board: Board, dry: NDArray[np.bool_], start: int, end: int) -> None:
        """Count what lies in [start, end), over which nothing is given back."""
        new_first = np.full_like(self.first, self.job.horizon)
        for tally in self.tallies:
            begin, stop = max(start, tally.start), min(end, tally.end)
            if begin >= stop:
                continue
            chosen = tally.questions
            dropped = np.clip(kth_largest(board, tally), begin, stop).astype(np.int32)
            self.below[chosen] += stop - dropped
            serving = still_serving(board, tally, stop)
            self.minimum[chosen] = np.minimum(self.minimum[chosen], serving)
            is_first = (dropped < stop) & (self.first[chosen] == self.job.horizon)
            new_first[chosen] = np.where(is_first, dropped, self.job.horizon)
        new_first[:, ~self.weight] = self.job.horizon
        self.first = np.minimum(self.first, new_first)
        self.causes += causes_at(board, dry, self.job, self.reasons, new_first)

    def close(self, counts: BlockCounts) -> None:
        """Add the chunk's samples to the sums."""
        job, side, weight = self.job, self.side, self.weight
        per_tick = job.units_per_tick
        ticks = counts.first_below.shape[2] - 1
        # Where the window is empty, nobody ever serves in it, nor has to.
        self.minimum[self.minimum == np.iinfo(np.int32).max] = 0
        asked = len(job.questions)
        for found, into in (
            (self.below // per_tick, counts.hours_below[side]),
            (np.minimum(self.first // per_tick, ticks), counts.first_below[side]),
            (self.minimum, counts.minimum[side]),
        ):
            columns = into.shape[1]
            flat = (found[:, weight] + np.arange(asked)[:, None] * columns).reshape(-1)
            into += np.bincount(flat, minlength=asked * columns).reshape(asked, columns)
        counts.units_below[side] += self.below[:, weight].sum(axis=1, dtype=np.int64)
        counts.causes[side] += self.causes


def causes_at(
    board: Board,
    dry: NDArray[np.bool_],
    job: StormJob,
    reasons: Reasons,
    at: Ints,
) -> NDArray[np.int64]:
    """Sites that count and are out at an instant of each question and sample, by question and cause.

    `at` is the horizon where nothing is to be counted; `dry` says of each plant whether a generator stands by with a
    dry tank once it is dark.
    """
    found = np.zeros((len(job.questions), len(CAUSES)), dtype=np.int64)
    concerned = np.flatnonzero((at[reasons.questions] < job.horizon).any(axis=1))
    if not len(concerned):
        return found
    questions = reasons.questions[concerned]
    instant = at[questions]
    out = (instant < job.horizon) & (board[reasons.serving[concerned]] <= instant)
    plant = reasons.plant[concerned]
    dark = board[plant] <= instant
    without_fuel = dry[plant - job.first_plant]
    no_dish = (reasons.dish[concerned] == 0)[:, None]
    ordered = (
        board[reasons.mast[concerned]] <= instant,
        board[reasons.equipment[concerned]] <= instant,
        board[reasons.derated[concerned]] <= instant,
        dark & ~without_fuel,
        dark & without_fuel,
        np.broadcast_to(no_dish, out.shape),
        np.ones_like(out),
    )
    for cause, applies in enumerate(ordered):
        told = out & applies
        np.add.at(found[:, cause], questions, told.sum(axis=1))
        out &= ~applies
    return found


def outcomes_of(pessimistic: Ints, optimistic: Ints) -> NDArray[np.int8]:
    """The outcome of each question and sample from the time below on both sides."""
    return np.where(pessimistic == 0, HOLDS, np.where(optimistic > 0, FAILS, UNKNOWN)).astype(
        np.int8
    )


def by_stratum(outcomes: NDArray[np.int8], weight: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Samples by question, stratum and outcome; the first sample of a chunk is of stratum 0."""
    stratum = np.arange(outcomes.shape[1]) % STRATA
    asked = len(outcomes)
    flat = (outcomes + stratum * 3 + np.arange(asked)[:, None] * STRATA * 3)[:, weight]
    return np.bincount(flat.reshape(-1), minlength=asked * STRATA * 3).reshape(asked, STRATA, 3)
