"""When an intensity exceeds a capacity: worked cases, then against a slow and obvious reading."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.hazard.exceedance import (
    first_exceeding,
    first_exceeding_piecewise,
    first_exceeding_steady,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

F = Fraction

HOURS = (F(0), F(1), F(2), F(3))
HILL = (10.0, 40.0, 40.0, 10.0)


def test_the_crossing_of_a_rising_stretch_is_rounded_up_to_the_whole_second() -> None:
    # 10 + 30 t = 25 at half an hour exactly; 10 + 30 t = 20 at 1200 s.
    assert first_exceeding(HOURS, HILL, 25) == F(1, 2)
    assert first_exceeding(HOURS, HILL, 20) == F(1200, 3600)
    # 10 + 30 t = 21 at 1320 s, = 20.01 at 1201.2 s, so 1202 s.
    assert first_exceeding(HOURS, HILL, F(2001, 100)) == F(1202, 3600)


def test_what_only_reaches_the_capacity_does_no_harm() -> None:
    assert first_exceeding(HOURS, HILL, 40) is None
    assert first_exceeding(HOURS, HILL, 39) is not None


def test_what_is_above_already_exceeds_at_once_and_nothing_is_rounded() -> None:
    since = F(1) + F(1, 7919)

    assert first_exceeding(HOURS, HILL, 30, since) == since


def test_what_equals_the_capacity_and_rises_exceeds_at_once() -> None:
    # 10 + 30 t is 20 at 1/3 h, on a whole second or not is all the same: it is `since` itself.
    assert first_exceeding((F(0), F(1)), (10.0, 40.0), 20, F(1, 3)) == F(1, 3)
    assert first_exceeding((F(0), F(7)), (0.0, 3.0), 1, F(7, 3)) == F(7, 3)


def test_what_equals_the_capacity_and_falls_does_not_exceed() -> None:
    assert first_exceeding((F(0), F(1)), (40.0, 10.0), 40) is None
    assert first_exceeding((F(0), F(1)), (40.0, 10.0), 39) == 0
    assert first_exceeding((F(0), F(1)), (40.0, 10.0), 25, F(1, 2)) is None


def test_before_the_first_and_after_the_last_time_there_is_nothing() -> None:
    assert first_exceeding((F(2), F(3)), (50.0, 50.0), 40) == 2
    assert first_exceeding((F(2), F(3)), (50.0, 50.0), 40, F(3)) == 3
    assert first_exceeding((F(2), F(3)), (50.0, 50.0), 40, F(3) + F(1, 10**9)) is None
    assert first_exceeding((), (), 40) is None


def test_a_jump_at_the_first_time_enters_rounded_up_to_the_whole_second() -> None:
    assert first_exceeding((F(1, 7), F(1)), (50.0, 50.0), 40) == F(515, 3600)


def test_a_lone_spike_is_found_between_its_neighbours() -> None:
    assert first_exceeding(HOURS, (0.0, 0.0, 60.0, 0.0), 30) == F(3, 2)


def test_a_capacity_a_hair_below_a_value_is_exceeded_and_a_hair_above_is_not() -> None:
    value = 45.3
    times = (F(0), F(1))
    hair = F(1, 10**40)

    assert first_exceeding(times, (value, value), F(value) - hair) == 0
    assert first_exceeding(times, (value, value), F(value)) is None
    assert first_exceeding(times, (value, value), F(value) + hair) is None


def test_a_derated_mast_stands_until_its_load_is_put_back() -> None:
    # Wind 50 throughout, capacity 45, derated to 54 on [0, 2): it fails as the load comes back.
    steady = (50.0, 50.0, 50.0, 50.0)
    capacities = ((F(0), F(54)), (F(2), F(45)))

    assert first_exceeding_piecewise(HOURS, steady, capacities) == 2
    assert first_exceeding_piecewise(HOURS, steady, capacities, F(5, 2)) == F(5, 2)


def test_derating_in_time_saves_a_mast_and_too_late_does_not() -> None:
    # 10 + 30 t: above 25 after half an hour.
    in_time = ((F(0), F(25)), (F(1, 4), F(45)))
    too_late = ((F(0), F(25)), (F(3, 4), F(45)))

    assert first_exceeding_piecewise(HOURS, HILL, in_time) is None
    assert first_exceeding_piecewise(HOURS, HILL, too_late) == F(1, 2)


def test_a_crossing_exactly_when_derating_begins_does_no_harm() -> None:
    capacities = ((F(0), F(25)), (F(1, 2), F(45)))

    assert first_exceeding_piecewise(HOURS, HILL, capacities) is None


def test_no_capacity_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="a capacity is needed"):
        first_exceeding_piecewise(HOURS, HILL, ())


def test_a_footprint_exceeds_while_it_lasts() -> None:
    floor = ((F(0), F(9, 10)),)

    assert first_exceeding_steady(1.4, F(6), math.inf, floor) == 6
    assert first_exceeding_steady(1.4, F(6), F(8), floor, F(7, 1)) == 7
    assert first_exceeding_steady(1.4, F(6), F(8), floor, F(8)) is None
    assert first_exceeding_steady(0.9, F(6), F(8), ((F(0), F(0.9)),)) is None
    assert first_exceeding_steady(1.4, F(-3), F(8), floor) == 0
    assert first_exceeding_steady(1.4, F(1, 7), F(8), floor) == F(515, 3600)


def obvious(
    value_at: Callable[[F], F], capacity_at: Callable[[F], F], since: F, marks: Sequence[F]
) -> F | None:
    """The infimum by looking at every mark, and into every gap between neighbouring marks.

    Between neighbouring marks the intensity is a straight line and the capacity a constant, so a
    gap is judged by its two thirds: where the difference crosses zero between them is found by
    their slope.
    """
    after = sorted({mark for mark in marks if mark > since} | {since})
    for here, there in zip(after, [*after[1:], after[-1] + 1], strict=True):
        if value_at(here) > capacity_at(here):
            return here
        third, two = here + (there - here) / 3, here + (there - here) * 2 / 3
        low, high = (value_at(at) - capacity_at(at) for at in (third, two))
        slope = (high - low) / (two - third)
        begin, finish = low - slope * (third - here), high + slope * (there - two)
        if begin >= 0 and (begin > 0 or slope > 0):
            return here
        if finish > 0:
            return here - begin / slope
    return None


def line_through(times: Sequence[F], values: Sequence[float]) -> Callable[[F], F]:
    def value_at(at: F) -> F:
        for index, time in enumerate(times):
            if at == time:
                return F(values[index])
            if index and times[index - 1] < at < time:
                left, right = F(values[index - 1]), F(values[index])
                share = (at - times[index - 1]) / (time - times[index - 1])
                return left + (right - left) * share
        return F(0)

    return value_at


def stairs(steps: Sequence[tuple[F, F]]) -> Callable[[F], F]:
    def capacity_at(at: F) -> F:
        held = steps[0][1]
        for begin, capacity in steps:
            if begin <= at:
                held = capacity
        return held

    return capacity_at


def rounded(onset: F | None, since: F) -> F | None:
    if onset is None or onset == since:
        return onset
    return F(math.ceil(onset * 3600), 3600)


times = st.lists(st.fractions(0, 6, max_denominator=8), max_size=6, unique=True).map(sorted)
speeds = st.one_of(st.integers(0, 6).map(float), st.floats(0, 6))
quarters = st.fractions(0, 8, max_denominator=6)


@given(data=st.data(), at=times, since=quarters)
def test_the_onset_is_that_of_the_obvious_reading(
    data: st.DataObject, at: list[F], since: F
) -> None:
    values = data.draw(st.lists(speeds, min_size=len(at), max_size=len(at)))
    begins = data.draw(st.lists(quarters, min_size=1, max_size=4, unique=True).map(sorted))
    capacities = [
        (begin, data.draw(st.one_of(st.fractions(0, 6, max_denominator=5), speeds.map(F))))
        for begin in begins
    ]
    marks = [*at, *begins]

    onset = first_exceeding_piecewise(at, np.array(values), capacities, since)

    expected = obvious(line_through(at, values), stairs(capacities), since, marks)
    assert onset == rounded(expected, since)


@given(
    value=speeds, since=quarters, begin=quarters, length=quarters, begins=st.lists(
        quarters, min_size=1, max_size=4, unique=True
    ).map(sorted), data=st.data(),
)
def test_the_onset_of_a_footprint_is_that_of_the_obvious_reading(
    value: float, since: F, begin: F, length: F, begins: list[F], data: st.DataObject
) -> None:
    capacities = [(at, data.draw(st.fractions(0, 6, max_denominator=5))) for at in begins]
    until = begin + length

    onset = first_exceeding_steady(value, begin, until, capacities, since)

    expected = obvious(
        lambda at: F(value) if begin <= at < until else F(0),
        stairs(capacities),
        since,
        [begin, until, *begins],
    )
    assert onset == rounded(expected, since)
