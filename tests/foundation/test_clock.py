"""Instants, exact hours, and what is shown of them."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation import clock

START = datetime(2024, 9, 6, 12, 0, tzinfo=clock.VIETNAM_TIME)


def test_six_hours_and_ten_minutes_are_thirty_seven_sixths_of_an_hour() -> None:
    later = datetime(2024, 9, 6, 11, 10, tzinfo=UTC)

    assert clock.hours_since(START, later) == Fraction(37, 6)
    assert clock.exact_text(Fraction(37, 6)) == "37/6"
    assert clock.exact_text(Fraction(72)) == "72"
    assert clock.exact_text(math.inf) == "inf"


def test_what_came_before_the_start_has_negative_hours() -> None:
    assert clock.hours_since(START, START - timedelta(minutes=90)) == Fraction(-3, 2)


def test_a_time_is_shown_in_vietnam_time_in_both_languages() -> None:
    hours = Fraction(43) + Fraction(1, 6)

    assert clock.shown(START, hours, "vi") == "08/9 07:10"
    assert clock.shown(START, hours, "en") == "8 Sep 07:10"
    assert clock.shown_long(START, hours, "vi") == "07 giờ 10 phút ngày 08/9/2024"
    assert clock.shown_long(START, hours, "en") == "07:10 on 8 September 2024 (UTC+7)"


def test_january_and_february_take_a_zero_in_vietnamese() -> None:
    start = datetime(2025, 2, 3, 0, 0, tzinfo=clock.VIETNAM_TIME)

    assert clock.shown(start, 0, "vi") == "03/02 00:00"
    assert clock.shown(start, 24 * 30, "vi") == "05/3 00:00"


def test_a_time_is_shown_rounded_down_to_the_minute() -> None:
    almost = Fraction(1) - Fraction(1, 10**9)

    assert clock.shown(START, almost, "vi") == "06/9 12:59"
    assert clock.shown(START, Fraction(-1, 10**9), "vi") == "06/9 11:59"


def test_an_instant_without_its_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset from UTC"):
        clock.hours_since(START, datetime(2024, 9, 6, 12, 0))  # noqa: DTZ001 - that is the point


def test_an_inexact_time_is_never_written_down_as_exact() -> None:
    with pytest.raises(ValueError, match="not an exact number"):
        clock.exact_text(0.1)


@given(microseconds=st.integers(-(10**13), 10**13))
def test_hours_to_an_instant_and_back_are_the_same(microseconds: int) -> None:
    hours = Fraction(microseconds, 3_600_000_000)

    assert clock.hours_since(START, clock.instant_at(START, hours)) == hours


@given(hours=st.fractions(0, 1000))
def test_rounding_up_to_the_second_adds_less_than_a_second(hours: Fraction) -> None:
    rounded = clock.up_to_whole_second(hours)

    assert (rounded * 3600).denominator == 1
    assert 0 <= rounded - hours < Fraction(1, 3600)


@given(hours=st.integers(0, 900_000))
def test_a_day_that_names_its_month_is_the_day_in_figures(hours: int) -> None:
    minute = clock.in_vietnam(START, hours)

    assert clock.in_figures(clock.day_words(minute).en) == f"{minute.day}/{minute.month}/{minute.year}"
    assert clock.in_figures(clock.minute_words(minute).en).endswith(f" {minute:%H:%M}")
    assert clock.in_figures(clock.day_words(minute).vi) == clock.day_words(minute).vi
