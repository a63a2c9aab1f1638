"""The ensemble's inner loops for numba (extra `fast`) to compile: the same bits as numpy's, several times as fast.

As they stand they are plain Python. `compiled` loads numba, which takes half a second, and has them compiled on first
use, which takes some seconds once in a process: it pays for large ensembles only, see `backends.chosen`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Values = NDArray[Any]

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_LOW = np.uint64(0xFFFFFFFF)


def _mixed(z: Any) -> Any:
    z = z + _STEP
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    return z ^ (z >> np.uint64(31))


def replay_instants(steps: Values, slots: Values, first: int) -> None:
    """Every step ``a or (b and c)`` on instants: `and` is the earlier, `or` the later."""
    width = slots.shape[1]
    for number in range(steps.shape[0]):
        a, b, c = slots[steps[number, 0]], slots[steps[number, 1]], slots[steps[number, 2]]
        out = slots[first + number]
        for column in range(width):
            out[column] = max(a[column], min(b[column], c[column]))


def replay_words(steps: Values, slots: Values, first: int) -> None:
    """Every step ``a or (b and c)`` on words of 64 samples."""
    width = slots.shape[1]
    for number in range(steps.shape[0]):
        a, b, c = slots[steps[number, 0]], slots[steps[number, 1]], slots[steps[number, 2]]
        out = slots[first + number]
        for column in range(width):
            out[column] = a[column] | (b[column] & c[column])


def _below(stream: Any, finals: Values, certain: Any, digits: Values) -> Any:
    """Which lanes of one stream lie below their stratum's threshold: digit by digit, until all are decided."""
    found, undecided = certain, ~certain
    for digit in range(32):
        chance = _mixed(stream ^ np.uint64(digit))
        limit = digits[digit]
        differ = chance ^ limit
        found |= differ & limit & undecided
        undecided &= ~differ
        if undecided == np.uint64(0):
            break
    return found


def _turned_over(stream: Any, rows: Values, numbers: Values) -> None:
    """All digits in all lanes of one stream: see `ladders.numbers_of`."""
    for digit in range(32):
        word = _mixed(stream ^ np.uint64(digit))
        rows[0, 31 - digit] = np.uint32(word & _LOW)
        rows[1, 31 - digit] = np.uint32(word >> np.uint64(32))
    for side in range(2):
        square = rows[side]
        half, mask = 16, np.uint32(0x0000FFFF)
        while half:
            for start in range(0, 32, 2 * half):
                for row in range(start, start + half):
                    swap = ((square[row] >> np.uint32(half)) ^ square[row + half]) & mask
                    square[row + half] ^= swap
                    square[row] ^= swap << np.uint32(half)
            half >>= 1
            mask ^= mask << np.uint32(half)
        for lane in range(32):
            numbers[32 * side + lane] = square[lane]


def climb(
    seeded: Any,
    keys: Values,
    blocks: Values,
    finals: Values,
    certain: Values,
    digits: Values,
    first_ladder: Values,
    starts: Values,
    ends: Values,
    limits: Values,
    steps: Values,
    reached: Values,
    words: Values,
) -> None:
    """`Ladders.climbed`: fill `reached` ``(ladders, blocks, 64)`` and `words` ``(draws, blocks)``."""
    rows = np.empty((2, 32), dtype=np.uint32)
    numbers = np.empty(64, dtype=np.uint32)
    for draw in range(keys.shape[0]):
        keyed = _mixed(seeded ^ keys[draw])
        for block in range(blocks.shape[0]):
            stream = _mixed(keyed ^ blocks[block])
            word = _below(stream, finals[draw], certain[draw], digits[draw])
            words[draw, block] = word
            if word == np.uint64(0):
                continue
            _turned_over(stream, rows, numbers)
            for lane in range(64):
                if not (word >> np.uint64(lane)) & np.uint64(1):
                    continue
                u, stratum = numbers[lane], lane % 8
                for ladder in range(first_ladder[draw], first_ladder[draw + 1]):
                    low, end = starts[ladder, stratum], ends[ladder, stratum]
                    high = end
                    while low < high:
                        middle = (low + high) >> 1
                        if limits[middle] < u:
                            low = middle + 1
                        else:
                            high = middle
                    if low < end:
                        reached[ladder, block, lane] = steps[low]


def count_both(failed: Values, asked: Values, found: Values) -> None:
    """For each row of `failed` and of `asked`, add to `found` how many bits they share."""
    m1, m2 = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
    m4, spread = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)
    for row in range(failed.shape[0]):
        for question in range(asked.shape[0]):
            total = np.int64(0)
            for column in range(failed.shape[1]):
                v = failed[row, column] & asked[question, column]
                v = v - ((v >> np.uint64(1)) & m1)
                v = (v & m2) + ((v >> np.uint64(2)) & m2)
                v = (v + (v >> np.uint64(4))) & m4
                total += np.int64((v * spread) >> np.uint64(56))
            found[row, question] += total


class Kernels(NamedTuple):
    """The loops, compiled."""

    replay_instants: Callable[..., None]
    replay_words: Callable[..., None]
    climb: Callable[..., None]
    count_both: Callable[..., None]


@cache
def compiled() -> Kernels:
    """The loops, ready to be compiled for the types they are first called with.

    Raises
    ------
    ModuleNotFoundError
        If numba is not installed.
    """
    for inner in (_mixed, _below, _turned_over):
        import_module("numba.extending").register_jitable(inner)
    compile_ = import_module("numba").njit(nogil=True)
    return Kernels(*(compile_(loop) for loop in (replay_instants, replay_words, climb, count_both)))
