"""What breaks a requirement, found by trying: every asset alone, every set up to a size, 64 questions a word."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.simulation.circuit import Circuit

    Words = np.ndarray[tuple[int], np.dtype[np.uint64]]

MOST_LANES = 2**20
"""So many sets are tried at once where they are tried one by one."""
_WORDS_AT_ONCE = 64
"""So many words of single assets are tried at once: a large province's gates then take some ten megabytes."""

CutSet = tuple[str, ...]


def single_losses(
    circuit: Circuit, tops: Sequence[int], tried: Sequence[str]
) -> list[tuple[str, ...]]:
    """For each gate, those of the assets `tried` whose loss alone stops it; all are tried in one pass."""
    found: list[list[str]] = [[] for _ in tops]
    for begin in range(0, len(tried), 64 * _WORDS_AT_ONCE):
        part = tried[begin : begin + 64 * _WORDS_AT_ONCE]
        words = -(-len(part) // 64)
        lost = {asset: _lane(number, words) for number, asset in enumerate(part)}
        stopped = ~circuit.works(tops, lost, words)
        for mine, row in zip(found, stopped, strict=True):
            mine += (part[lane] for lane in _lanes(row, len(part)))
    return [tuple(each) for each in found]


def larger_losses(
    circuit: Circuit, top: int, tried: Sequence[str], largest: int
) -> Iterator[CutSet]:
    """The minimal sets of two to `largest` of the assets `tried` whose loss stops `top`; none of them does so alone."""
    known: list[frozenset[str]] = []
    for size in range(2, largest + 1):
        found: list[CutSet] = []
        waiting = combinations(range(len(tried)), size)
        while chunk := list(islice(waiting, MOST_LANES)):
            found += _stopping(circuit, top, chunk, tried)
        new = [each for each in found if not any(old <= set(each) for old in known)]
        yield from new
        known += map(frozenset, new)


def _stopping(
    circuit: Circuit, top: int, chunk: Sequence[tuple[int, ...]], names: Sequence[str]
) -> list[CutSet]:
    """Those of the sets, given as numbers of assets, whose loss stops `top`."""
    words = -(-len(chunk) // 64)
    lanes = np.arange(len(chunk))
    bits = np.uint64(1) << (lanes % 64).astype(np.uint64)
    lost = np.zeros((len(names), words), np.uint64)
    for column in np.array(chunk).T:
        np.bitwise_or.at(lost, (column, lanes // 64), bits)
    [stopped] = ~circuit.works([top], dict(zip(names, lost, strict=True)), words)
    return [tuple(names[each] for each in chunk[lane]) for lane in _lanes(stopped, len(chunk))]


def _lane(number: int, words: int) -> Words:
    row = np.zeros(words, np.uint64)
    row[number // 64] = np.uint64(1) << np.uint64(number % 64)
    return row


def _lanes(row: Words, lanes: int) -> list[int]:
    """The numbers of the bits that are set, up to `lanes`."""
    bits = np.unpackbits(row.astype("<u8").view(np.uint8), bitorder="little")[:lanes]
    found: list[int] = np.flatnonzero(bits).tolist()
    return found
