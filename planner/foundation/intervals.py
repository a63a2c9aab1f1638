"""Half-open intervals of time in exact hours: unions, complements, intersections.

The only float is `INF`, so that an end which is a float comes after every hour: asking for its class is exact, and much
quicker than comparing a Fraction with it.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction
from operator import itemgetter
from typing import cast

Hour = Fraction | float
"""An exact hour; the only float ever used is `INF`, and a Fraction compares with it exactly."""
Interval = tuple[Fraction, Hour]
Intervals = tuple[Interval, ...]
"""Sorted, disjoint, not touching; each `[start, end)` in hours from the scenario's start."""

INF = math.inf
ZERO = Fraction(0)
ALWAYS: Intervals = ((ZERO, INF),)
NEVER: Intervals = ()
_START = itemgetter(0)


def lasts(intervals: Intervals) -> bool:
    """Whether they are all of time: as `== ALWAYS`, and quicker, since no hour is compared with infinity."""
    if intervals is ALWAYS:
        return True
    if len(intervals) != 1:
        return False
    ((start, end),) = intervals
    return end.__class__ is float and not start


def joined(intervals: Iterable[Interval]) -> Intervals:
    """The union of any intervals, counted from hour 0: what began before 0 begins at 0."""
    clipped = [
        (max(start, ZERO), end)
        for start, end in intervals
        if end.__class__ is float or (end > 0 and start < end)
    ]
    if len(clipped) < 2:
        return tuple(clipped)
    clipped.sort(key=_START)
    return _merged(clipped)


def _merged(ordered: Iterable[Interval]) -> Intervals:
    """Those that overlap or touch become one; they come in the order of their starts."""
    merged: list[Interval] = []
    for start, end in ordered:
        if not merged:
            merged.append((start, end))
            continue
        begun, until = merged[-1]
        if until.__class__ is float:
            break  # nothing begins after it
        if start > until:
            merged.append((start, end))
        elif end.__class__ is float or end > until:
            merged[-1] = (begun, end)
    return tuple(merged)


def union(*unions: Intervals) -> Intervals:
    """The union of unions that are each sorted, disjoint and counted from hour 0 already."""
    parts = {id(each): each for each in unions if each}
    if not parts:
        return NEVER
    if len(parts) == 1:
        (only,) = parts.values()
        return only
    # They came sorted: all that is left is to merge them, by their starts alone.
    return _merged(sorted((each for part in parts.values() for each in part), key=_START))


def outside(intervals: Intervals) -> Intervals:
    """The complement on [0, ∞)."""
    if not intervals:
        return ALWAYS
    gaps: list[Interval] = []
    at: Hour = ZERO
    for start, end in intervals:
        if at < start:
            # Only INF is a float, and nothing begins after it.
            gaps.append((cast("Fraction", at), start))
        at = end
    if not isinstance(at, float):
        gaps.append((at, INF))
    return tuple(gaps)


def shared(first: Intervals, second: Intervals) -> Intervals:
    """The intersection of two unions of intervals."""
    if first is second or second is ALWAYS or not first:
        return first
    if first is ALWAYS or not second:
        return second
    common: list[Interval] = []
    i = j = 0
    while i < len(first) and j < len(second):
        start, end = first[i]
        other_start, other_end = second[j]
        if start is not other_start and start < other_start:
            start = other_start
        if end is other_end:
            i += 1
        elif end.__class__ is float or (other_end.__class__ is not float and other_end < end):
            end = other_end
            j += 1
        else:
            i += 1
        if end.__class__ is float or start < end:
            common.append((start, end))
    return tuple(common)


def within(intervals: Intervals, start: Fraction, end: Hour) -> Intervals:
    """The part of `intervals` that lies in `[start, end)`."""
    if not intervals or not start < end:
        return NEVER
    found: list[Interval] = []
    whole = True
    for first, last in intervals:
        if start and first < start:
            first, whole = start, False
        if end is not INF and (last.__class__ is float or last > end):
            last, whole = end, False
        if whole or last.__class__ is float or first < last:
            found.append((first, last))
    return intervals if whole else tuple(found)


def holds_at(intervals: Intervals, t_h: Fraction) -> bool:
    """Whether `t_h` lies in one of the intervals."""
    if not intervals:
        return False
    index = bisect_right(intervals, t_h, key=lambda interval: interval[0]) - 1
    if index < 0:
        return False
    end = intervals[index][1]
    return end.__class__ is float or t_h < end


def length_h(intervals: Intervals) -> Fraction:
    """Hours covered; every interval must be finite."""
    return sum((Fraction(end) - start for start, end in intervals), ZERO)
