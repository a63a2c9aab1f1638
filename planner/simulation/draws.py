"""The chance that belongs to each asset in each sample: one keyed number u, whatever the storm, option or order.

Sixty-four samples make a block; the binary digits of their numbers lie side by side in 64-bit words, one word for each
digit. A word is a hash of (seed, name, block, digit), so that no state is carried along: any worker finds the same u
for the same asset and sample. What has probability p happens in a sample where u < p: whoever raises p in a sample
only adds to what happens.

The functions on plain integers are the definition. Those on arrays give the same bits, many at a time.
"""

from __future__ import annotations

from hashlib import blake2b
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

DIGITS = 32
"""Binary digits of a chance: it is known to one part in 4 thousand million."""
CERTAIN = 1 << DIGITS
"""The threshold of what always happens."""
LANES = 64
"""Samples in a block: one bit of a word each."""
STRATA = 8
"""Equally likely strengths that a storm has as a whole; sample s is of stratum s % 8."""

_ALL = (1 << 64) - 1
_STEP, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
STRATUM_LANES: tuple[int, ...] = tuple(
    sum(1 << lane for lane in range(stratum, LANES, STRATA)) for stratum in range(STRATA)
)
"""For each stratum the lanes of a word that are its samples: the same in every block."""


# --- one number at a time: the definition ---------------------------------------------------------


def key(name: str) -> int:
    """The 64-bit key of a draw, such as ``"QN-0012/mast#gust"``."""
    return int.from_bytes(blake2b(name.encode("utf-8"), digest_size=8).digest(), "little")


def mix(z: int) -> int:
    """The 64 bits of `z` stirred (SplitMix64: Steele, Lea and Flood 2014, OOPSLA)."""
    z = (z + _STEP) & _ALL
    z = ((z ^ (z >> 30)) * _FIRST) & _ALL
    z = ((z ^ (z >> 27)) * _SECOND) & _ALL
    return z ^ (z >> 31)


def word(seed: int, name: str, block: int, digit: int) -> int:
    """One digit of the chance of `name` in all 64 samples of a block; digit 0 counts most."""
    return mix(mix(mix(mix(seed) ^ key(name)) ^ block) ^ digit)


def uniform_u32(seed: int, name: str, sample: int) -> int:
    """The chance of `name` in a sample: a whole number in [0, 2^32), each as likely as any other."""
    block, lane = divmod(sample, LANES)
    found = 0
    for digit in range(DIGITS):
        found = found << 1 | (word(seed, name, block, digit) >> lane & 1)
    return found


def threshold(probability: float) -> int:
    """The whole number in [0, 2^32] that a chance must lie below for it to happen.

    Raises
    ------
    ValueError
        If the probability is not in [0, 1].
    """
    if not 0.0 <= probability <= 1.0:
        msg = f"{probability} is no probability"
        raise ValueError(msg)
    return int(probability * CERTAIN + 0.5)


def happens(seed: int, name: str, sample: int, below: int) -> bool:
    """Whether what has the threshold `below` happens to `name` in the sample."""
    return uniform_u32(seed, name, sample) < below


def stratum_of(sample: int) -> int:
    """Which of the eight strengths the storm has in a sample."""
    return sample % STRATA


def stratum_deviates() -> tuple[float, ...]:
    """The standard normal deviate of each stratum: the middle of each eighth of the normal distribution."""
    normal = NormalDist()
    return tuple(normal.inv_cdf((stratum + 0.5) / STRATA) for stratum in range(STRATA))


# --- many at a time: the same bits ----------------------------------------------------------------


def keys_of(names: Iterable[str]) -> NDArray[np.uint64]:
    """The keys of many draws."""
    return np.array([key(name) for name in names], dtype=np.uint64)


def mixed(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """`mix` of every number; `z` itself is not changed."""
    z = z + np.uint64(_STEP)
    work = z >> np.uint64(30)
    z ^= work
    z *= np.uint64(_FIRST)
    np.right_shift(z, np.uint64(27), out=work)
    z ^= work
    z *= np.uint64(_SECOND)
    np.right_shift(z, np.uint64(31), out=work)
    z ^= work
    return z


def streams(seed: int, keys: NDArray[np.uint64], blocks: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """What `digit_words` starts from: one number for each key and block, shape ``(keys, blocks)``."""
    return streams_of(seed, keys[:, None], blocks)


def streams_of(
    seed: int, keys: NDArray[np.uint64], blocks: NDArray[np.uint64]
) -> NDArray[np.uint64]:
    """The same for each pair of a key and a block."""
    return mixed(mixed(np.uint64(mix(seed)) ^ keys) ^ blocks)


def digit_words(stream: NDArray[np.uint64], digit: int) -> NDArray[np.uint64]:
    """`word` of every stream."""
    return mixed(stream ^ np.uint64(digit))


def uniforms_u32(seed: int, keys: NDArray[np.uint64], sample: int) -> NDArray[np.uint32]:
    """`uniform_u32` of every key in one sample."""
    block, lane = divmod(sample, LANES)
    stream = streams(seed, keys, np.array([block], dtype=np.uint64))[:, 0]
    found = np.zeros(len(keys), dtype=np.uint32)
    for digit in range(DIGITS):
        bit = digit_words(stream, digit) >> np.uint64(lane) & np.uint64(1)
        found = found << np.uint32(1) | bit.astype(np.uint32)
    return found


def stratum_words(by_stratum: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Words in which every sample's bit is that of its stratum; shape ``(…, 8)`` becomes ``(…)``."""
    lanes = np.where(by_stratum, np.array(STRATUM_LANES, dtype=np.uint64), np.uint64(0))
    words: NDArray[np.uint64] = np.bitwise_or.reduce(lanes, axis=-1)
    return words


def below_words(
    seed: int,
    keys: NDArray[np.uint64],
    thresholds: NDArray[np.uint64],
    blocks: NDArray[np.uint64],
) -> NDArray[np.uint64]:
    """In which samples each draw lies below its threshold.

    The digits of chance and threshold are compared, most significant first, 64 samples at a time, until no sample
    of a word is undecided: seven digits or so, not 32.

    Parameters
    ----------
    seed
        Of the whole ensemble.
    keys
        One for each row.
    thresholds
        For each row and stratum, in [0, 2^32]; shape ``(rows, 8)``.
    blocks
        Numbers of the blocks.

    Returns
    -------
    words
        Shape ``(rows, blocks)``; bit ``lane`` of block ``b`` is sample ``64 b + lane``.
    """
    shape = len(keys), len(blocks)
    certain = stratum_words(thresholds >= np.uint64(CERTAIN))
    found = np.repeat(certain[:, None], shape[1], axis=1)
    open_rows = np.flatnonzero((thresholds > 0).any(axis=1) & (certain != np.uint64(_ALL)))
    digits = np.array(
        [
            stratum_words(
                (thresholds[open_rows] >> np.uint64(DIGITS - 1 - digit) & np.uint64(1)) > 0
            )
            for digit in range(DIGITS)
        ]
    )
    last = _last_digits(thresholds[open_rows])
    flat = streams(seed, keys[open_rows], blocks).reshape(-1)
    row = np.repeat(np.arange(len(open_rows)), shape[1])
    where = (open_rows[:, None] * shape[1] + np.arange(shape[1])).reshape(-1)
    undecided = np.repeat(~certain[open_rows], shape[1])
    out = found.reshape(-1)
    for digit in range(DIGITS):
        chance = digit_words(flat, digit)
        limit = digits[digit][row]
        differ = chance ^ limit
        below = differ & limit & undecided
        out[where] |= below
        undecided &= ~differ
        # Once a threshold has only zeros left, nothing more can lie below it.
        going = (undecided != 0) & (last[row] > digit)
        if digit >= 3:  # before, hardly a word is decided
            kept = np.flatnonzero(going)
            flat, row, where, undecided = flat[kept], row[kept], where[kept], undecided[kept]
            if not len(kept):
                break
    return found


def _last_digits(thresholds: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The place of the last digit 1 of any stratum's threshold, for each row."""
    last = np.full(len(thresholds), -1, dtype=np.int64)
    for digit in range(DIGITS):
        has = (thresholds >> np.uint64(DIGITS - 1 - digit) & np.uint64(1)).any(axis=1)
        last[has] = digit
    return last
