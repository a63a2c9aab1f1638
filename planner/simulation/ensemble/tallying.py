"""How long, how deep and since when each question is below its count, in a chunk of samples.

While nothing is given back, the number that serve at once only falls: it drops below k when the k-th last of them is
lost. So of the instants at which a question's sites are lost the k largest are kept, site by site.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.simulation.draws import STRATA
from planner.simulation.ensemble.counts import (
    CAUSES,
    FAILS,
    HOLDS,
    UNKNOWN,
    columns_of,
    whole_questions,
)
from planner.simulation.ensemble.job import LOST, Reasons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.simulation.ensemble.counts import BlockCounts
    from planner.simulation.ensemble.job import StormJob, Tally

    Board = NDArray[Any]
    Ints = NDArray[np.int32]
    Places = NDArray[np.intp]

FEW = 8
"""Up to this count the k largest are kept one by one; above it they are sorted."""


class Asked:
    """What one side asks of the board: which of its rows are looked at, and which question looks at which.

    Attributes
    ----------
    watched
        Rows of the board that are looked at, sorted.
    tallies, reasons
        Of the side, their rows numbered among the watched ones.
    columns
        Where the question of each reason stands among the whole ones.
    plants, dry_at
        Numbers of the plants among the watched rows; which of them each reason looks at.
    """

    def __init__(self, job: StormJob, side: int, *, outcomes_only: bool = False) -> None:
        """`outcomes_only`: nothing is asked of the side but how long each question is below."""
        tallies = [tally for tally in job.tallies if tally.side == side]
        reasons = next(each for each in job.reasons if each.side == side)
        if outcomes_only:
            tallies = [replace(tally, columns=None) for tally in tallies]
            nothing = np.zeros(0, dtype=np.int32)
            reasons = Reasons(side, nothing, *(nothing for _ in _LOOKED_AT))
        of_sites = [each for each in _LOOKED_AT if each != "plant"]
        looked_at = [tally.rows.reshape(-1) for tally in tallies]
        looked_at += [getattr(reasons, name) for name in (*of_sites, "plant")]
        self.watched = np.unique(np.concatenate([[LOST], *looked_at])).astype(np.int32)
        self.tallies = [replace(tally, rows=self._places(tally.rows)) for tally in tallies]
        placed = {name: self._places(getattr(reasons, name)) for name in _LOOKED_AT}
        self.reasons = Reasons(side, reasons.questions, **placed)
        self.columns = columns_of(job.questions)[reasons.questions]
        self.plants = np.unique(reasons.plant) - job.first_plant
        self.dry_at = np.searchsorted(np.unique(reasons.plant), reasons.plant)
        questions = [np.repeat(t.questions, t.rows.shape[1]) for t in self.tallies]
        questions += [self.reasons.questions] * len(_LOOKED_AT)
        rows = [tally.rows.reshape(-1) for tally in self.tallies]
        rows += [getattr(self.reasons, name) for name in _LOOKED_AT]
        self._questions, self._rows = np.concatenate(questions), np.concatenate(rows)

    def _places(self, rows: NDArray[np.int32]) -> NDArray[np.int32]:
        """Where rows of the board stand among the watched ones."""
        return np.searchsorted(self.watched, rows).astype(np.int32)

    def touched(self, changed: NDArray[np.bool_], questions: int) -> NDArray[np.bool_]:
        """Which questions look at any of the watched rows that changed."""
        found = np.zeros(questions, dtype=np.bool_)
        found[self._questions[changed[self._rows]]] = True
        return found


_LOOKED_AT = ("serving", "mast", "equipment", "derated", "plant", "dish")


def kth_largest(board: Board, tally: Tally, chosen: Places) -> Board:
    """When some questions of a tally drop below their count; the end of time where enough always serve.

    `chosen` are places in the tally, rising. Shape ``(len(chosen), samples)``.
    """
    needed = tally.at_least - tally.always[chosen]
    found = np.zeros((len(chosen), board.shape[1]), dtype=board.dtype)
    for each in np.unique(needed):
        here = np.flatnonzero(needed == each)
        if each <= 0:
            # The last instant of any board, also once it is counted with a sign.
            found[here] = min(np.iinfo(board.dtype).max, np.iinfo(np.int32).max)
        elif each <= FEW:
            found[here] = _last_kept(board, tally, chosen[here], int(each))
        else:
            for place in here.tolist():
                size = int(tally.sizes[chosen[place]])
                if size >= each:
                    rows = board[tally.rows[chosen[place], :size]]
                    found[place] = np.partition(rows, size - each, axis=0)[size - each]
    return found


def _last_kept(board: Board, tally: Tally, chosen: Places, count: int) -> Board:
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


def still_serving(board: Board, tally: Tally, chosen: Places, at: int) -> Ints:
    """How many serve just before `at`, when that is the end of a stretch; ``(len(chosen), samples)``."""
    serving = np.repeat(tally.always[chosen][:, None], board.shape[1], axis=1)
    sizes = tally.sizes[chosen]
    for column in range(tally.rows.shape[1]):
        going = int(np.searchsorted(-sizes, -column))
        if not going:
            break
        serving[:going] += board[tally.rows[chosen[:going], column]] >= at
    return serving


class SideTally:
    """Every question of one side in one chunk of samples, as the board changes.

    A question is counted up to the instant at which one of the rows changes that it looks at, and from there anew: the
    others go on. `board` is what was there until then.
    """

    def __init__(
        self,
        job: StormJob,
        asked: Asked,
        weight: NDArray[np.bool_],
        board: Board,
        dry: NDArray[np.bool_],
    ) -> None:
        """`weight` says which samples of the chunk are counted; `board` and `dry` are as at the start."""
        questions, width = len(job.questions), len(weight)
        whole = len(whole_questions(job.questions))
        self.job, self.asked, self.weight = job, asked, weight
        self.board, self.dry = board[asked.watched], dry[asked.plants]
        self.since = np.zeros(questions, dtype=np.int32)
        self.below = np.zeros((questions, width), dtype=np.int32)
        self.first = np.full((whole, width), job.horizon, dtype=np.int32)
        self.minimum = np.full((whole, width), np.iinfo(np.int32).max, dtype=np.int32)
        self.causes = np.zeros((whole, len(CAUSES)), dtype=np.int64)

    def turn(
        self, now: int, changed: NDArray[np.bool_], board: Board, dry: NDArray[np.bool_]
    ) -> None:
        """The board is another one from `now` on; `changed` says in which rows."""
        at = np.flatnonzero(changed[self.asked.watched])
        if not len(at):
            return
        moved = np.zeros(len(self.asked.watched), dtype=np.bool_)
        moved[at] = True
        touched = self.asked.touched(moved, len(self.since))
        self._count(touched, now)
        self.since[touched] = now
        self.board[at] = board[self.asked.watched[at]]
        plants = np.flatnonzero(changed[self.job.first_plant + self.asked.plants])
        self.dry[plants] = dry[self.asked.plants[plants]]

    def _count(self, touched: NDArray[np.bool_], until: int) -> None:
        """Count what lies before `until` and was not counted yet; nothing is given back to these questions in it."""
        horizon = self.job.horizon
        newly: list[tuple[Ints, Ints]] = []
        for tally in self.asked.tallies:
            stop = min(until, tally.end)
            since = np.maximum(self.since[tally.questions], tally.start)
            places = np.flatnonzero(touched[tally.questions] & (since < stop))
            if not len(places):
                continue
            chosen, begin = tally.questions[places], since[places][:, None]
            dropped = kth_largest(self.board, tally, places).astype(np.int32)
            dropped = np.clip(dropped, begin, stop)
            self.below[chosen] += stop - dropped
            if tally.columns is None:
                continue
            columns = tally.columns[places]
            serving = still_serving(self.board, tally, places, stop)
            self.minimum[columns] = np.minimum(self.minimum[columns], serving)
            known = self.first[columns]
            is_first = (dropped < stop) & (known == horizon) & self.weight
            some = np.flatnonzero(is_first.any(axis=1))
            if len(some):
                self.first[columns[some]] = np.where(is_first[some], dropped[some], known[some])
                newly.append((columns[some], np.where(is_first[some], dropped[some], horizon)))
        self._add_causes(newly)

    def close(self, counts: BlockCounts) -> None:
        """Add the chunk's samples, which were counted to their end, to the sums."""
        job, weight = self.job, self.weight
        per_tick = job.units_per_tick
        ticks = counts.first_below.shape[1] - 1
        whole = columns_of(job.questions) >= 0
        below = self.below[whole]
        everyone = bool(weight.all())
        for found, into in (
            (below // per_tick, counts.hours_below),
            (np.minimum(self.first // per_tick, ticks), counts.first_below),
            (self.minimum, counts.minimum),
        ):
            columns = into.shape[1]
            counted = found if everyone else found[:, weight]
            asked = np.arange(len(into), dtype=np.int32)[:, None]
            flat = (counted + asked * columns).ravel()
            into += np.bincount(flat, minlength=into.size).reshape(into.shape)
        counts.units_below += below[:, weight].sum(axis=1, dtype=np.int64)
        counts.causes += self.causes

    def end(self) -> None:
        """Count to the end."""
        self._count(np.ones(len(self.since), dtype=np.bool_), self.job.horizon)
        self.since[:] = self.job.horizon
        # Where the window is empty, nobody ever serves in it, nor has to.
        self.minimum[self.minimum == np.iinfo(np.int32).max] = 0

    def _add_causes(self, newly: Sequence[tuple[Ints, Ints]]) -> None:
        """Count the sites that count and are out at an instant of some questions in each sample, by cause.

        Where nothing is to be counted the instant is the horizon.
        """
        if not newly:
            return
        board, reasons, horizon = self.board, self.asked.reasons, self.job.horizon
        place = np.full(len(self.causes), -1, dtype=np.intp)
        asked = np.concatenate([columns for columns, _ in newly])
        place[asked] = np.arange(len(asked))
        at = np.concatenate([instants for _, instants in newly])
        concerned = np.flatnonzero(place[self.asked.columns] >= 0)
        columns = self.asked.columns[concerned]
        instant = at[place[columns]]
        out = (instant < horizon) & (board[reasons.serving[concerned]] <= instant)
        dark = board[reasons.plant[concerned]] <= instant
        # A generator stands by with a dry tank once it is dark.
        without_fuel = self.dry[self.asked.dry_at[concerned]]
        no_dish = (self.asked.watched[reasons.dish[concerned]] == LOST)[:, None]
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
            np.add.at(self.causes[:, cause], columns, told.sum(axis=1))
            out &= ~applies


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
