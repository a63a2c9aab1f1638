"""How many are out at the least and at the most, and whether they are back in time whatever nobody surveyed.

What is out at an instant is bracketed by two runs. So is the worst instant, and how much was lost then: a run that
loses more has more to bring back, so neither run alone bounds the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from planner.foundation.intervals import Intervals, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.policy.verdicts import Outcome

Counts = tuple[tuple[Fraction, int], ...]
"""How many are out, through time: from each hour on."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """How many are out at the least and at the most, and how many may stay out in the least and the most case."""

    least: Counts
    most: Counts
    allowed_least: int
    allowed_most: int
    end_h: Fraction

    def worst_h(self) -> tuple[Fraction, Fraction]:
        """The earliest and the latest instant at which most may be out for the first time."""
        if self.least == self.most:
            most = largest(self.most)
            first = next(t_h for t_h, n in self.most if n == most)
            return first, first
        surely = largest(self.least)
        ends = [*(t_h for t_h, _ in self.most[1:]), self.end_h]
        spans = [(t, end) for (t, n), end in zip(self.most, ends, strict=True) if n >= surely]
        return spans[0][0], spans[-1][1]

    def outcome(self, first: Fraction, last: Fraction) -> Outcome:
        """Whether no more than what may stay out is out from the deadline on.

        The deadline is at the earliest `first` and at the latest `last`; what lies at or after the end cannot be
        judged. It holds when even the most that may be out, from the earliest deadline on, is no more than the least
        that may stay out; it fails when even the least, from the latest deadline on, is at some time more than the
        most.
        """
        if not largest(self.most):
            return "holds"
        if last >= self.end_h:
            return "unknown"
        if largest(counts_from(self.least, last)) > self.allowed_most:
            return "fails"
        kept = largest(counts_from(self.most, first)) <= self.allowed_least
        return "holds" if kept else "unknown"


def bracket_of(
    outs: Sequence[tuple[Intervals, Intervals]],
    share: Fraction,
    start_h: Fraction,
    end_h: Fraction,
    *,
    of_lost: bool,
) -> Bracket:
    """The bracket of things that are out at the least and at the most at these times.

    Parameters
    ----------
    outs
        For each thing when it is out for certain, and when it may be.
    share
        Of what is to be back: of the largest number that was out at one time (`of_lost`), else of all things.
    start_h, end_h
        The hours that are judged.
    """
    least = counts_of([out for out, _ in outs], start_h, end_h)
    most = counts_of([out for _, out in outs], start_h, end_h)
    few, many = (largest(least), largest(most)) if of_lost else (len(outs), len(outs))
    return Bracket(least, most, floor((1 - share) * few), floor((1 - share) * many), end_h)


def counts_of(out: Iterable[Intervals], start_h: Fraction, end_h: Fraction) -> Counts:
    """How many are out through time, from `start_h`; a step where the number changes."""
    changes: dict[Fraction, int] = {start_h: 0}
    for intervals in out:
        for start, end in within(intervals, start_h, end_h):
            changes[start] = changes.get(start, 0) + 1
            if end < end_h:
                changes[Fraction(end)] = changes.get(Fraction(end), 0) - 1
    steps: list[tuple[Fraction, int]] = []
    now = 0
    for t_h in sorted(changes):
        now += changes[t_h]
        if not steps or steps[-1][1] != now:
            steps.append((t_h, now))
    return tuple(steps)


def largest(counts: Counts) -> int:
    """The most that are out at one time."""
    return max((n for _, n in counts), default=0)


def counts_from(counts: Counts, hour: Fraction) -> Counts:
    """The counts from an hour on."""
    before = [n for t_h, n in counts if t_h <= hour]
    after = tuple((t_h, n) for t_h, n in counts if t_h > hour)
    return ((hour, before[-1]), *after) if before else after
