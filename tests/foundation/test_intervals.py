"""Half-open intervals in exact hours, against membership asked point by point."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.intervals import (
    ALWAYS,
    INF,
    NEVER,
    Intervals,
    holds_at,
    joined,
    lasts,
    length_h,
    outside,
    shared,
    within,
)

H = Fraction
hours = st.integers(-4, 12).map(lambda n: H(n, 2))
ends = st.one_of(hours, st.just(INF))
pairs = st.lists(st.tuples(hours, ends), max_size=6)
PROBES = [H(n, 4) for n in range(40)]


def inside(raw: list[tuple[Fraction, Fraction | float]], t_h: Fraction) -> bool:
    return any(start <= t_h < end for start, end in raw)


def is_tidy(intervals: Intervals) -> bool:
    ends_before_next = all(a[1] < b[0] for a, b in pairwise(intervals))
    return ends_before_next and all(0 <= start < end for start, end in intervals)


def test_touching_intervals_become_one() -> None:
    assert joined([(H(0), H(2)), (H(2), H(3))]) == ((H(0), H(3)),)


def test_an_end_belongs_to_what_follows() -> None:
    assert holds_at(((H(1), H(2)),), H(1))
    assert not holds_at(((H(1), H(2)),), H(2))


def test_never_and_always_are_each_others_complement() -> None:
    assert outside(NEVER) == ALWAYS
    assert outside(ALWAYS) == NEVER


def test_all_of_time_is_told_from_nearly_all_of_it() -> None:
    assert lasts(((H(0), INF),))
    assert not any(map(lasts, (NEVER, ((H(1), INF),), ((H(0), H(9)),), ((H(0), H(1)), (H(2), INF)))))


def test_hours_covered_are_added_exactly() -> None:
    assert length_h(((H(0), H(1, 3)), (H(1), H(5, 3)))) == 1


@given(raw=pairs)
def test_the_union_covers_just_what_was_covered_from_hour_0(
    raw: list[tuple[Fraction, Fraction | float]],
) -> None:
    union = joined(raw)

    assert is_tidy(union)
    assert [holds_at(union, t) for t in PROBES] == [inside(raw, t) for t in PROBES]


@given(raw=pairs)
def test_the_complement_covers_the_rest(raw: list[tuple[Fraction, Fraction | float]]) -> None:
    rest = outside(joined(raw))

    assert is_tidy(rest)
    assert [holds_at(rest, t) for t in PROBES] == [not inside(raw, t) for t in PROBES]


@given(one=pairs, other=pairs)
def test_the_intersection_covers_what_both_cover(
    one: list[tuple[Fraction, Fraction | float]], other: list[tuple[Fraction, Fraction | float]]
) -> None:
    both = shared(joined(one), joined(other))

    assert [holds_at(both, t) for t in PROBES] == [inside(one, t) and inside(other, t) for t in PROBES]


@given(raw=pairs, start=hours.filter(lambda t: t >= 0), end=ends)
def test_a_window_keeps_what_lies_in_it(
    raw: list[tuple[Fraction, Fraction | float]], start: Fraction, end: Fraction | float
) -> None:
    kept = within(joined(raw), start, end)

    assert [holds_at(kept, t) for t in PROBES] == [inside(raw, t) and start <= t < end for t in PROBES]
