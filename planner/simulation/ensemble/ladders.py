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
from functools import cached_property
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
    from collections.abc import Mapping, Sequence
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
        count = len(blocks)
        # Lane 32 half + 8 four + stratum, so that a stratum's lanes are told by its last place.
        reached = np.full(
            (len(self.draw_of), count, 2, LANES // 2 // STRATA, STRATA), UNBROKEN, dtype=np.uint16
        )
        words = below_words(seed, self.keys, self.final, blocks)
        hit = np.flatnonzero(words)
        numbers = numbers_of(streams(seed, self.keys, blocks).reshape(-1)[hit])
        first_hit = np.searchsorted(hit, np.arange(len(self.names) + 1) * count).tolist()
        columns = hit % count
        starts, ends = self.starts.tolist(), self.ends.tolist()
        for ladder, draw in enumerate(self.draw_of.tolist()):
            first, last = first_hit[draw], first_hit[draw + 1]
            if first == last:
                continue
            column = columns[first:last]
            for stratum in range(STRATA):
                start, end = starts[ladder][stratum], ends[ladder][stratum]
                if start < end:
                    rung = self.limits[start:end].searchsorted(numbers[stratum::STRATA, first:last])
                    steps = self._steps_and_none[start + ladder * STRATA + stratum :]
                    reached[ladder, column, :, :, stratum] = steps[rung].transpose(1, 2, 0)
        return reached.reshape(len(self.draw_of), count * LANES), words

    @cached_property
    def _steps_and_none(self) -> NDArray[np.uint16]:
        """The steps of every ladder and stratum, each followed by `UNBROKEN`."""
        return np.insert(self.steps, self.ends.reshape(-1), np.uint16(UNBROKEN))


def numbers_of(keyed: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """All 32 digits of u in all 64 lanes of each stream; ``[lane % 32, stream, lane // 32]``.

    Digits come as one word for each, a bit for each lane: a matrix of bits that is turned over by swapping ever
    smaller squares of it (H. S. Warren (2012), Hacker's Delight, 2nd edition, section 7-3).
    """
    rows = np.empty((DIGITS, len(keyed), 2), dtype=np.uint32)
    for digit in range(DIGITS):
        # The most significant digit goes to the last row: bit 31 of u.
        words = digit_words(keyed, digit).astype("<u8", copy=False)
        rows[DIGITS - 1 - digit] = words.view("<u4").reshape(-1, 2)
    half, mask = 16, 0x0000FFFF
    while half:
        pairs = rows.reshape(DIGITS // (2 * half), 2, half, -1)
        low, high = pairs[:, 0], pairs[:, 1]
        swap = ((low >> np.uint32(half)) ^ high) & np.uint32(mask)
        high ^= swap
        low ^= swap << np.uint32(half)
        half >>= 1
        mask ^= mask << half & 0xFFFFFFFF
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class Rungs:
    """The rungs of one ladder, stratum after stratum.

    `lengths` says how many each stratum has; `limits` rise along each, `steps` is what is reached.
    """

    lengths: NDArray[np.int32]
    limits: NDArray[np.uint32]
    steps: NDArray[np.uint16]

    @property
    def highest(self) -> NDArray[np.uint64]:
        """The threshold of each stratum's last rung, zero where there is none; ``(8,)``."""
        last = np.cumsum(self.lengths) - 1
        found = np.zeros(STRATA, dtype=np.uint64)
        has = self.lengths > 0
        found[has] = self.limits[last[has]].astype(np.uint64) + np.uint64(1)
        return found


def rising(table: NDArray[np.uint64], steps: NDArray[np.uint16]) -> list[Rungs]:
    """The rungs of ladders: where a stratum's threshold rises past all before it.

    `table` is ``(ladders, 8, n)``; `steps` are the steps of its columns, in the order of time.
    """
    so_far = np.maximum.accumulate(table, axis=2)
    is_rung = np.diff(so_far, axis=2, prepend=np.uint64(0)) > 0
    lengths = is_rung.sum(axis=2, dtype=np.int32)
    limits = (so_far[is_rung] - np.uint64(1)).astype(np.uint32)
    reached = np.broadcast_to(steps, table.shape)[is_rung]
    ends = np.cumsum(lengths.sum(axis=1)).tolist()
    return [
        Rungs(lengths[ladder], limits[start:end], reached[start:end])
        for ladder, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
    ]


def put_together(wanted: Sequence[tuple[str, Rungs]]) -> Ladders:
    """Ladders in the given order, which is sorted by the name of the draw."""
    names = tuple(dict.fromkeys(name for name, _ in wanted))
    number = {name: each for each, name in enumerate(names)}
    draw_of = np.array([number[name] for name, _ in wanted], dtype=np.int32)
    lengths = np.array([rungs.lengths for _, rungs in wanted], dtype=np.int32).reshape(-1, STRATA)
    ends = np.cumsum(lengths.reshape(-1)).reshape(-1, STRATA).astype(np.int32)
    final = np.zeros((len(names), STRATA), dtype=np.uint64)
    for draw, (_, rungs) in zip(draw_of.tolist(), wanted, strict=True):
        np.maximum(final[draw], rungs.highest, out=final[draw])
    return Ladders(
        names,
        keys_of(names),
        final,
        draw_of,
        np.searchsorted(draw_of, np.arange(len(names) + 1)).astype(np.int32),
        (ends - lengths).astype(np.int32),
        ends,
        np.concatenate([*(rungs.limits for _, rungs in wanted), np.zeros(0, dtype=np.uint32)]),
        np.concatenate([*(rungs.steps for _, rungs in wanted), np.zeros(0, dtype=np.uint16)]),
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
        for place, (_, since_h) in enumerate(part):
            if since_h:
                table[place, :, : bisect_left(chances.times_h, since_h)] = 0
        rungs = rising(table, step_of)
        for place, (row, since_h) in enumerate(part):
            if row in windows:
                rungs[place] = _with_windows(table[place], step_of, windows[row], since_h, number)
        found.extend(rungs)
    return found


def _with_windows(
    thresholds: NDArray[np.uint64],
    steps: NDArray[np.uint16],
    windows: Sequence[Window],
    since_h: Fraction,
    number: Mapping[Fraction, int],
) -> Rungs:
    """The rungs of one row that footprints lie over, too."""
    columns, reached = [thresholds], [steps]
    for window in windows:
        at_h = felt_from(window.start_h, window.end_h, since_h)
        if at_h is not None:
            columns.append(np.array(window.thresholds, dtype=np.uint64)[:, None])
            reached.append(np.array([number[at_h]], dtype=np.uint16))
    table, flat = np.concatenate(columns, axis=1), np.concatenate(reached)
    order = np.argsort(flat, kind="stable")
    return rising(table[None, :, order], flat[order])[0]


def felt_from(start_h: Fraction, end_h: Hour, since_h: Fraction) -> Fraction | None:
    """When a footprint on `[start_h, end_h)` is first felt from `since_h` on; None: it is over."""
    at_h = max(start_h, since_h)
    return at_h if at_h < end_h else None
