"""The step function n(t) of one unit, and what it says."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, cast

from planner.foundation.intervals import ALWAYS, ZERO, within
from planner.policy.verdicts import Below, Outcome, Series, Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from planner.foundation.intervals import Intervals


def series_of(counted: Mapping[str, Intervals], start_h: Fraction, end_h: Fraction) -> Series:
    """The series over `[start_h, end_h)`: first step at `start_h`, a new one where the set of counted sites changes."""
    if start_h < end_h and all(not each or each is ALWAYS for each in counted.values()):
        always = tuple(sorted(site for site, intervals in counted.items() if intervals))
        return (Step(start_h, len(always), always),)
    # Each hour with its float before it: rounding keeps the order, and floats compare far quicker.
    changes: list[tuple[float, Fraction, str, bool]] = []
    now: list[str] = []
    for site, intervals in counted.items():
        for start, end in within(intervals, start_h, end_h):
            if start is start_h or start == start_h:
                now.append(site)
            else:
                changes.append((float(start), start, site, True))
            if end < end_h:
                changes.append((float(end), cast("Fraction", end), site, False))
    now.sort()
    changes.sort()
    steps: list[Step] = []
    at_h = start_h
    for _, t_h, site, comes in changes:
        if t_h is not at_h and t_h != at_h:
            steps.append(Step(at_h, len(now), tuple(now)))
            at_h = t_h
        # Nothing leaves and comes back in one instant: touching intervals were joined.
        if comes:
            insort(now, site)
        else:
            del now[bisect_left(now, site)]
    steps.append(Step(at_h, len(now), tuple(now)))
    return tuple(steps)


def spans_of(series: Series, end_h: Fraction) -> Iterator[tuple[Fraction, Fraction, Step]]:
    """Each step with its start and its end, the last one ending at `end_h`."""
    ends = [*(step.t_h for step in series[1:]), end_h]
    for step, end in zip(series, ends, strict=True):
        yield step.t_h, end, step


def below(series: Series, needed: int, end_h: Fraction) -> Below:
    """The minimum and when it is first reached, the first instant and the hours below `needed`."""
    lowest = min(series, key=lambda step: (step.n, step.t_h))
    short = [(start, end) for start, end, step in spans_of(series, end_h) if step.n < needed]
    hours = sum((end - start for start, end in short), ZERO)
    return Below(lowest.n, lowest.t_h, short[0][0] if short else None, hours)


def outcome_of(pessimistic: Series, optimistic: Series, needed: int) -> Outcome:
    """Holds when the pessimistic series does, fails when the optimistic one does not reach, else unknown."""
    if min(step.n for step in pessimistic) >= needed:
        return "holds"
    if min(step.n for step in optimistic) < needed:
        return "fails"
    return "unknown"
