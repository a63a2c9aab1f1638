"""From a draw to an instant: at which step of the storm each asset fails in each sample.

A sample's number u for an asset is constant in time; the asset fails at the first step whose threshold lies above u.
So only the steps at which the threshold rises past all before it matter: they are the rungs of a ladder, and the
instant is found by looking u up on it. There is one ladder for each draw and stratum, and another one for each repair,
which begins at it: what was mended is felt anew from there.

Drawing is done in two strides. Most assets do not fail in most samples, which the first digits of u tell for 64
samples at a time (`draws.below_words`); only for those that fail are all 32 digits found and looked up.
"""

from __future__ import annotations

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
    streams_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from planner.foundation.intervals import Hour

UNBROKEN = 65_535
"""In place of a step: it does not fail."""
_WORDS_AT_A_TIME = 2_048
_LADDER_BITS = 33
"""Thresholds go to 2^32: so many bits hold one, and the ladder's number stands above them."""


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
        reached = np.full((len(self.draw_of), count * LANES), UNBROKEN, dtype=np.uint16)
        words = below_words(seed, self.keys, self.final, blocks)
        hit = np.flatnonzero(words)
        for first in range(0, len(hit), _WORDS_AT_A_TIME):
            self._climb(seed, blocks, words, hit[first : first + _WORDS_AT_A_TIME], reached)
        return reached, words

    def _climb(
        self,
        seed: int,
        blocks: NDArray[np.uint64],
        words: NDArray[np.uint64],
        hit: NDArray[np.intp],
        reached: NDArray[np.uint16],
    ) -> None:
        """Fill in what the samples of some words reach that fail at all: `hit` are places in `words`."""
        draw, block = np.divmod(hit, len(blocks))
        keyed = streams_of(seed, self.keys[draw], blocks[block])
        numbers = numbers_of(keyed)
        bits = words.reshape(-1)[hit].astype("<u8").view(np.uint8).reshape(-1, LANES // 8)
        place, lane = np.nonzero(np.unpackbits(bits, axis=1, bitorder="little"))
        u = numbers[lane % DIGITS, place, lane // DIGITS]
        draw, sample = draw[place], block[place] * LANES + lane
        ladders = np.diff(self.first_ladder)[draw]
        for further in range(int(ladders.max())):
            chosen = np.flatnonzero(ladders > further)
            ladder = self.first_ladder[draw[chosen]] + further
            step = self._looked_up(ladder, lane[chosen] % STRATA, u[chosen])
            reached[ladder, sample[chosen]] = step

    def _looked_up(
        self, ladder: NDArray[np.int32], stratum: NDArray[np.intp], u: NDArray[np.uint32]
    ) -> NDArray[np.uint16]:
        """What is reached at the first rung of each ladder and stratum whose limit is not below u."""
        low, last = self.starts[ladder, stratum], self.ends[ladder, stratum] - np.int32(1)
        # The last rung below u is sought, all at once, in strides that are halved.
        below = low - np.int32(1)
        stride = 1 << int((last - below).max(initial=0)).bit_length() >> 1
        while stride:
            there = below + np.int32(stride)
            within = there <= last
            np.minimum(there, last, out=there)
            within &= self.limits.take(there, mode="clip") < u
            below += within * np.int32(stride)
            stride >>= 1
        found: NDArray[np.uint16] = self.steps.take(below + np.int32(1), mode="clip")
        found[below >= last] = UNBROKEN
        return found


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
class Steps:
    """Thresholds of ladders at steps, one after the other: ladder by ladder, and on each in the order of time.

    Attributes
    ----------
    ladder
        Rising; ``(n,)``.
    step
        What is reached there, never falling on a ladder.
    thresholds
        ``(n, 8)``.
    """

    ladder: NDArray[np.intp]
    step: NDArray[np.uint16]
    thresholds: NDArray[np.uint64]

    def along(self, other: Steps) -> Steps:
        """Both, in their order."""
        if not len(other.ladder):
            return self
        ladder = np.concatenate([self.ladder, other.ladder])
        step = np.concatenate([self.step, other.step])
        order = np.lexsort((step, ladder))
        both = np.concatenate([self.thresholds, other.thresholds])
        return Steps(ladder[order], step[order], both[order])


def no_steps() -> Steps:
    """No threshold at all."""
    nothing = np.zeros(0, dtype=np.intp)
    return Steps(nothing, nothing.astype(np.uint16), np.zeros((0, STRATA), dtype=np.uint64))


def laddered(draws: Sequence[str]) -> Ladders:
    """Ladders without a rung; `draws` names the draw of each, sorted."""
    names = tuple(dict.fromkeys(draws))
    number = {name: each for each, name in enumerate(names)}
    draw_of = np.array([number[name] for name in draws], dtype=np.int32)
    nowhere = np.zeros((len(draws), STRATA), dtype=np.int32)
    return Ladders(
        names,
        keys_of(names),
        np.zeros((len(names), STRATA), dtype=np.uint64),
        draw_of,
        np.searchsorted(draw_of, np.arange(len(names) + 1)).astype(np.int32),
        nowhere,
        nowhere,
        np.zeros(0, dtype=np.uint32),
        np.zeros(0, dtype=np.uint16),
    )


def with_rungs(ladders: Ladders, steps: Steps) -> Ladders:
    """The ladders with a rung wherever a stratum's threshold rises past all before it."""
    count = len(ladders.draw_of)
    above = steps.ladder.astype(np.uint64) << np.uint64(_LADDER_BITS)
    # With the ladder's number above the threshold, the largest so far begins anew on each ladder.
    so_far = np.empty((STRATA, len(above)), dtype=np.uint64)
    np.add(steps.thresholds.T, above, out=so_far)
    np.maximum.accumulate(so_far, axis=1, out=so_far)
    is_rung = so_far > above
    is_rung[:, 1:] &= so_far[:, 1:] > so_far[:, :-1]
    stratum, place = np.nonzero(is_rung)
    limits = (so_far[is_rung] - above[place] - np.uint64(1)).astype(np.uint32)
    on_ladder = stratum * count + steps.ladder[place]
    lengths = np.bincount(on_ladder, minlength=STRATA * count)
    ends = np.cumsum(lengths)
    highest = np.zeros(STRATA * count, dtype=np.uint64)
    some = lengths > 0
    highest[some] = limits[ends[some] - 1].astype(np.uint64) + np.uint64(1)
    of_ladder = highest.reshape(STRATA, count).T
    return Ladders(
        ladders.names,
        ladders.keys,
        np.maximum.reduceat(of_ladder, ladders.first_ladder[:-1], axis=0)
        if count
        else ladders.final,
        ladders.draw_of,
        ladders.first_ladder,
        np.ascontiguousarray((ends - lengths).reshape(STRATA, count).T, dtype=np.int32),
        np.ascontiguousarray(ends.reshape(STRATA, count).T, dtype=np.int32),
        limits,
        steps.step[place],
    )


def felt_from(start_h: Fraction, end_h: Hour, since_h: Fraction) -> Fraction | None:
    """When a footprint on `[start_h, end_h)` is first felt from `since_h` on; None: it is over."""
    at_h = max(start_h, since_h)
    return at_h if at_h < end_h else None
