"""Planned power cuts by wind: from the instant at which it passes a level until it has stayed below for so long."""

from __future__ import annotations

from fractions import Fraction
from math import inf, nextafter
from typing import TYPE_CHECKING

from planner.foundation.clock import up_to_whole_second
from planner.foundation.intervals import INF, ZERO, Hour, Interval, Intervals, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray


def above(
    times_h: Sequence[Fraction], values: Sequence[float] | NDArray[np.float64], level: Fraction
) -> Iterator[Interval]:
    """When a broken line is above a level, piece by piece in order; pieces may touch.

    Ends are exact. Before its first and after its last time the line is 0.
    """
    exact = [Fraction(float(value)) for value in values]
    for number in range(len(exact) - 1):
        left, right = exact[number], exact[number + 1]
        if left <= level and right <= level:
            continue
        start_h, end_h = times_h[number], times_h[number + 1]
        if left <= level or right <= level:
            crossing_h = start_h + (level - left) / (right - left) * (end_h - start_h)
            start_h, end_h = (crossing_h, end_h) if left <= level else (start_h, crossing_h)
        if start_h < end_h:
            yield start_h, end_h


def spells_above(
    times_h: Sequence[Fraction], values: NDArray[np.float64], level: Fraction
) -> Iterator[Interval]:
    """When a broken line is above a level, one interval a spell: `above` with its touching pieces joined.

    Only where the line passes the level is anything computed, so a series of days costs no more than its spells.
    """
    exact = float(level)
    over = values > (exact if Fraction(exact) <= level else nextafter(exact, -inf))
    for first, last in _runs(over.tolist()):
        start_h, end_h = times_h[first], times_h[last]
        if first > 0:
            start_h = _crossing_h(times_h, values, first - 1, level)
        if last + 1 < len(times_h):
            end_h = _crossing_h(times_h, values, last, level)
        if start_h < end_h:
            yield start_h, end_h


def _runs(over: list[bool]) -> Iterator[tuple[int, int]]:
    """First and last number of each run of steps above the level."""
    first = None
    for number, is_over in enumerate([*over, False]):
        if is_over and first is None:
            first = number
        elif not is_over and first is not None:
            yield first, number - 1
            first = None


def _crossing_h(
    times_h: Sequence[Fraction], values: NDArray[np.float64], number: int, level: Fraction
) -> Fraction:
    """When the line passes the level between a step and the next one."""
    left, right = Fraction(float(values[number])), Fraction(float(values[number + 1]))
    start_h, end_h = times_h[number], times_h[number + 1]
    return start_h + (level - left) / (right - left) * (end_h - start_h)


def cuts(
    windy: Iterable[Interval],
    *,
    from_h: Fraction,
    until_h: Fraction | None,
    back_after_h: Fraction | None,
) -> Intervals:
    """When the power is off, given when the wind is above the level.

    Parameters
    ----------
    windy
        Stretches of wind above the level, in any order.
    from_h
        The order counts from this hour on.
    until_h
        The power comes back at this hour, if it was cut before.
    back_after_h
        The power comes back when the wind has been below for so many hours, and is cut again when it rises again. Where
        both are None it stays off.

    Returns
    -------
    off
        Each beginning and each return rounded up to the whole second, as every instant that comes from a wind.
    """
    felt = [(max(start, from_h, ZERO), end) for start, end in windy if end > max(from_h, ZERO)]
    if not felt:
        return ()
    if back_after_h is not None:
        return joined((up_to_whole_second(start), _later(end, back_after_h)) for start, end in felt)
    start_h = up_to_whole_second(min(start for start, _ in felt))
    end_h: Hour = INF if until_h is None else until_h
    return ((start_h, end_h),) if start_h < end_h else ()


def _later(end_h: Hour, hours: Fraction) -> Hour:
    return INF if end_h == INF else up_to_whole_second(Fraction(end_h)) + hours
