"""The exact instant at which an intensity exceeds a capacity.

An intensity is a broken line through exact times and values that are floats taken exactly as they
are; before its first and after its last time it is 0. Every decision is made on rationals: floats
only set aside, by comparisons that are exact themselves, what cannot exceed.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from planner.foundation.clock import up_to_whole_second

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from planner.foundation.intervals import Hour

    Values = Sequence[float] | NDArray[np.float64]
    Steps = Sequence[tuple[Fraction, Fraction]]

ZERO = Fraction(0)


def first_exceeding(
    times_h: Sequence[Fraction], values: Values, capacity: Fraction | float, since: Fraction = ZERO
) -> Fraction | None:
    """The first instant at or after `since` from which the intensity is above the capacity.

    Parameters
    ----------
    times_h
        Exact hours, rising.
    values
        The intensity at each, in the capacity's unit; finite.
    capacity
        What is withstood: exactly this much does no harm. A float is taken exactly.
    since
        Hours from which to look.

    Returns
    -------
    onset_h
        The infimum of the instants from `since` on at which the intensity exceeds the capacity:
        `since` itself where that is the infimum, else rounded up to the whole second. None when
        it never exceeds.
    """
    return first_exceeding_piecewise(times_h, values, ((since, Fraction(capacity)),), since)


def first_exceeding_piecewise(
    times_h: Sequence[Fraction], values: Values, capacities: Steps, since: Fraction = ZERO
) -> Fraction | None:
    """`first_exceeding` for a capacity that changes, as a mast's does while it is derated.

    `capacities` are `(from_h, capacity)` in the order of time; each holds until the next begins,
    the first also before its own beginning.

    Raises
    ------
    ValueError
        If there is no capacity.
    """
    if not capacities:
        msg = "a capacity is needed"
        raise ValueError(msg)
    found: Fraction | None = None
    for begin, end, capacity in _spells(capacities, since):
        found = _in_spell(times_h, values, capacity, begin, end)
        if found is not None:
            break
    if found is None or found == since:
        return found
    return up_to_whole_second(found)


def first_exceeding_steady(
    value: float,
    from_h: Fraction,
    until_h: Hour,
    capacities: Steps,
    since: Fraction = ZERO,
) -> Fraction | None:
    """`first_exceeding_piecewise` for an intensity that holds on [from_h, until_h), else is 0."""
    exact = Fraction(value)
    for begin, end, capacity in _spells(capacities, since):
        at = begin
        if capacity >= ZERO:
            at = max(begin, from_h)
            if exact <= capacity or not (at < end and at < until_h):
                continue
        return at if at == since else up_to_whole_second(at)
    return None


def _spells(capacities: Steps, since: Fraction) -> Iterator[tuple[Fraction, Hour, Fraction]]:
    """From when until when which capacity holds, counted from `since`; none is empty."""
    for index, (begin, capacity) in enumerate(capacities):
        start = since if index == 0 else max(begin, since)
        end: Hour = capacities[index + 1][0] if index + 1 < len(capacities) else math.inf
        if start < end:
            yield start, end, Fraction(capacity)


def _in_spell(
    times_h: Sequence[Fraction], values: Values, capacity: Fraction, begin: Fraction, end: Hour
) -> Fraction | None:
    """The infimum of the instants in [begin, end) at which the intensity is above the capacity."""
    if capacity < 0:
        return begin
    if not len(times_h):
        return None
    # The stretch k runs from times_h[k] to times_h[k + 1]; `first` holds `begin` (-1: before all).
    first = bisect_right(times_h, begin) - 1
    for index in _candidates(values, capacity, max(first, 0)):
        if times_h[index] >= end:
            return None
        onset = _on_stretch(times_h, values, capacity, begin, index)
        if onset is not None:
            return onset if onset < end else None
    return None


def _candidates(values: Values, capacity: Fraction, first: int) -> Iterator[int]:
    """The stretches from `first` on at one of whose ends the intensity is above the capacity.

    A float is above a rational exactly when it is above the largest float not above the rational.
    """
    floor = _float_floor(capacity)
    above = np.asarray(values, dtype=np.float64)[first:] > floor
    either = above.copy()
    either[:-1] |= above[1:]
    for offset in np.flatnonzero(either).tolist():
        yield first + int(offset)


def _float_floor(capacity: Fraction) -> float:
    """The largest float that is not above the capacity."""
    try:
        near = float(capacity)
    except OverflowError:
        return math.inf
    return near if Fraction(near) <= capacity else math.nextafter(near, -math.inf)


def _on_stretch(
    times_h: Sequence[Fraction], values: Values, capacity: Fraction, begin: Fraction, index: int
) -> Fraction | None:
    """The infimum on the half-open stretch from `index` on, not before `begin`."""
    left_h, left = times_h[index], Fraction(float(values[index]))
    if index + 1 == len(times_h):
        # At its last time the line still has its value; the instant after it is 0.
        return left_h if left > capacity and begin <= left_h else None
    right_h = times_h[index + 1]
    start_h = max(begin, left_h)
    if start_h is left_h and left > capacity:
        return start_h
    right = Fraction(float(values[index + 1]))
    rise, width_h = right - left, right_h - left_h
    at_start = left if start_h is left_h else left + rise * (start_h - left_h) / width_h
    if at_start > capacity:
        return start_h
    if right <= capacity:
        return None
    return start_h + (capacity - at_start) * width_h / rise
