"""From a draw to an instant: at which step of the storm each asset fails in each sample.

A sample's number u for an asset is constant in time; the asset fails at the first step whose threshold lies above u.
So only the steps at which the threshold rises past all before it matter: they are the rungs of a ladder, and the
instant is found by looking u up on it. There is one ladder for each draw and stratum, and another one for each repair,
which begins at it: what was mended is felt anew from there.

Drawing is done in two strides. Most assets do not fail in most samples, which the first digits of u tell for 64
samples at a time (`draws.below_words`); only for those that fail are all 32 digits found and looked up.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from planner.simulation.draws import (
    DIGITS,
    LANES,
    STRATA,
    below_words,
    digit_words,
    keys_of,
    streams,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.foundation.intervals import Hour
    from planner.simulation.chances import Chances, Window

UNBROKEN = 65_535
"""In place of a step: it does not fail."""
_ROWS_AT_A_TIME = 512


@dataclass(frozen=True, eq=False)
class Ladders:
    """The rungs of every ladder, and the draws that climb them.

    Attributes
    ----------
    names
        Of the draws, sorted; each is drawn once however many ladders it climbs.
    keys
        Their keys; ``(draws,)``.
    final
        Highest rung of any of a draw's ladders; ``(draws, 8)``.
    draw_of
        The draw of each ladder, rising; ``(ladders,)``.
    first_ladder
        The first ladder of each draw, and one past the last; ``(draws + 1,)``.
    starts, ends
        Where the rungs of each ladder and stratum lie; ``(ladders, 8)``.
    limits
        One below the threshold of each rung, rising along a ladder: u fails at the first not below u.
    steps
        What is reached at each rung: the number of an instant, or an hour of running.
    """

    names: tuple[str, ...]
    keys: NDArray[np.uint64]
    final: NDArray[np.uint64]
    draw_of: NDArray[np.int32]
    first_ladder: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    limits: NDArray[np.uint32]
    steps: NDArray[np.uint16]

    def climbed(
        self, seed: int, blocks: NDArray[np.uint64]
    ) -> tuple[NDArray[np.uint16], NDArray[np.uint64]]:
        """The step that each ladder reaches in each sample, and in which samples each draw fails at all.

        Shapes ``(ladders, 64 × blocks)``, `UNBROKEN` where none is reached, and ``(draws, blocks)``.
        """
        reached = np.full((len(self.draw_of), LANES * len(blocks)), UNBROKEN, dtype=np.uint16)
        words = below_words(seed, self.keys, self.final, blocks)
        hit = np.flatnonzero(words)
        if not len(hit):
            return reached, words
        draw, column = np.divmod(hit, len(blocks))
        bits = np.unpackbits(
            words.reshape(-1)[hit].astype("<u8").view(np.uint8).reshape(-1, 8),
            axis=1,
            bitorder="little",
        )
        of_hit, lane = (each.astype(np.int32) for each in np.nonzero(bits))
        keyed = streams(seed, self.keys, blocks).reshape(-1)[hit]
        u = _numbers(keyed, of_hit, lane.astype(np.uint64))
        draw, sample = draw[of_hit], column[of_hit] * LANES + lane
        stratum = lane % STRATA
        ladder = self.first_ladder[draw]
        last = self.first_ladder[draw + 1]
        while len(ladder):
            reached[ladder, sample] = self._looked_up(ladder, stratum, u)
            ladder = ladder + 1
            more = ladder < last
            if not more.any():
                break
            ladder, last, sample, stratum, u = (
                each[more] for each in (ladder, last, sample, stratum, u)
            )
        return reached, words

    def _looked_up(
        self, ladder: NDArray[np.int32], stratum: NDArray[np.int32], u: NDArray[np.uint32]
    ) -> NDArray[np.uint16]:
        """The first rung not below u, by halving."""
        low = self.starts[ladder, stratum]
        end = self.ends[ladder, stratum]
        high = end.copy()
        longest = int((high - low).max(initial=0))
        top = max(len(self.limits) - 1, 0)
        for _ in range(longest.bit_length()):
            middle = (low + high) >> 1
            below = (low < high) & (self.limits[np.minimum(middle, top)] < u)
            low = np.where(below, middle + 1, low)
            high = np.where(below, high, middle)
        found = self.steps[np.minimum(low, top)]
        return np.where(low < end, found, np.uint16(UNBROKEN))


def _numbers(
    keyed: NDArray[np.uint64], of_word: NDArray[np.int32], lane: NDArray[np.uint64]
) -> NDArray[np.uint32]:
    """All digits of u in one lane of each word."""
    u = np.zeros(len(of_word), dtype=np.uint32)
    one = np.uint64(1)
    for digit in range(DIGITS):
        bit = (digit_words(keyed, digit)[of_word] >> lane) & one
        u = (u << np.uint32(1)) | bit.astype(np.uint32)
    return u


@dataclass(frozen=True, slots=True)
class Rungs:
    """The rungs of one ladder by stratum: rising limits, and the step at each."""

    limits: tuple[NDArray[np.uint32], ...]
    steps: tuple[NDArray[np.uint16], ...]

    @property
    def highest(self) -> NDArray[np.uint64]:
        """The threshold of the last rung, zero where there is none; ``(8,)``."""
        return np.array(
            [int(limits[-1]) + 1 if len(limits) else 0 for limits in self.limits], dtype=np.uint64
        )


def rising(thresholds: NDArray[np.uint64], steps: NDArray[np.uint16]) -> Rungs:
    """The rungs of one ladder: columns of ``(8, n)`` thresholds at which a stratum's rises past all before.

    `steps` are the steps of the columns, in the order of time.
    """
    limits: list[NDArray[np.uint32]] = []
    reached: list[NDArray[np.uint16]] = []
    for row in thresholds:
        so_far = np.maximum.accumulate(row)
        before = np.concatenate([np.zeros(1, dtype=np.uint64), so_far[:-1]])
        is_rung = so_far > before
        limits.append((so_far[is_rung] - np.uint64(1)).astype(np.uint32))
        reached.append(steps[is_rung])
    return Rungs(tuple(limits), tuple(reached))


def put_together(wanted: Sequence[tuple[str, Rungs]]) -> Ladders:
    """Ladders in the given order, which is sorted by the name of the draw."""
    names = tuple(dict.fromkeys(name for name, _ in wanted))
    number = {name: each for each, name in enumerate(names)}
    draw_of = np.array([number[name] for name, _ in wanted], dtype=np.int32)
    lengths = np.array(
        [[len(limits) for limits in rungs.limits] for _, rungs in wanted], dtype=np.int32
    ).reshape(-1, STRATA)
    ends = np.cumsum(lengths.reshape(-1)).reshape(-1, STRATA).astype(np.int32)
    final = np.zeros((len(names), STRATA), dtype=np.uint64)
    for draw, (_, rungs) in zip(draw_of.tolist(), wanted, strict=True):
        final[draw] = np.maximum(final[draw], rungs.highest)
    flat = [part for _, rungs in wanted for part in rungs.limits]
    flat_steps = [part for _, rungs in wanted for part in rungs.steps]
    return Ladders(
        names,
        keys_of(names),
        final,
        draw_of,
        np.searchsorted(draw_of, np.arange(len(names) + 1)).astype(np.int32),
        (ends - lengths).astype(np.int32),
        ends,
        np.concatenate([*flat, np.zeros(0, dtype=np.uint32)]),
        np.concatenate([*flat_steps, np.zeros(0, dtype=np.uint16)]),
    )


def storm_rungs(
    chances: Chances,
    asked: Sequence[tuple[int, Fraction]],
    instants: Sequence[Fraction],
) -> list[Rungs]:
    """The rungs of a row of the table from an hour on, for each (row, hour) asked.

    `instants` are the exact hours that steps are numbers of: the storm's output steps, and every instant at which a
    footprint begins to be felt (`felt_from`), sorted.
    """
    number = {instant: each for each, instant in enumerate(instants)}
    step_of = np.array([number[t_h] for t_h in chances.times_h], dtype=np.uint16)
    windows: dict[int, list[Window]] = {}
    for window in chances.windows:
        windows.setdefault(window.row, []).append(window)
    found: list[Rungs] = []
    for first in range(0, len(asked), _ROWS_AT_A_TIME):
        part = asked[first : first + _ROWS_AT_A_TIME]
        table = chances.at_steps([row for row, _ in part])
        for (row, since_h), thresholds in zip(part, table, strict=True):
            begun = bisect_left(chances.times_h, since_h)
            columns, steps = thresholds[:, begun:], step_of[begun:]
            for window in windows.get(row, ()):
                at_h = felt_from(window.start_h, window.end_h, since_h)
                if at_h is not None:
                    column = np.array(window.thresholds, dtype=np.uint64)[:, None]
                    columns = np.concatenate([columns, column], axis=1)
                    steps = np.append(steps, np.uint16(number[at_h]))
            order = np.argsort(steps, kind="stable")
            found.append(rising(columns[:, order], steps[order]))
    return found


def felt_from(start_h: Fraction, end_h: Hour, since_h: Fraction) -> Fraction | None:
    """When a footprint on `[start_h, end_h)` is first felt from `since_h` on; None: it is over."""
    at_h = max(start_h, since_h)
    return at_h if at_h < end_h else None
