"""Sets of instants as the oracle writes them: half-open intervals of exact hours."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

End = Fraction | float
"""An exact hour, or `math.inf` for never."""
Interval = tuple[Fraction, End]
Intervals = tuple[Interval, ...]

NEVER: End = math.inf
ZERO = Fraction(0)


def union(intervals: Iterable[tuple[End, End]], horizon_h: Fraction) -> Intervals:
    """The intervals joined where they touch, and cut to [0, horizon)."""
    cut = sorted(
        (Fraction(max(start, ZERO)), Fraction(min(end, horizon_h)))
        for start, end in intervals
        if start < horizon_h and end > 0
    )
    joined: list[tuple[Fraction, Fraction]] = []
    for start, end in cut:
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def holds_at(intervals: Intervals, at_h: Fraction) -> bool:
    """Whether `at_h` lies in one of the intervals."""
    return any(start <= at_h < end for start, end in intervals)


def edges(intervals: Iterable[Interval]) -> set[Fraction]:
    """Every instant at which an interval begins or ends."""
    return {Fraction(edge) for pair in intervals for edge in pair if edge != NEVER}


def while_true(
    test: Callable[[Fraction], bool], instants: Iterable[Fraction], horizon_h: Fraction
) -> Intervals:
    """When `test` is true, given that its answer changes at `instants` only."""
    walk = [*sorted({ZERO, *(at_h for at_h in instants if 0 < at_h < horizon_h)}), horizon_h]
    return union([(start, end) for start, end in pairwise(walk) if test(start)], horizon_h)
