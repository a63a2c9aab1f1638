"""What the eye sees: numbers, hours, dates and excess in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from planner.foundation.text import Text
from planner.plan.filters import (
    Clock,
    brief,
    clean,
    day,
    fixed,
    hours,
    inside,
    litres,
    more_than,
    number,
    percent,
)


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (Fraction(1, 3), 2, "0,33", "0.33"),
        (45.0, 1, "45", "45"),
        (0.25, 1, "0,3", "0.3"),
        (2.5, 0, "3", "3"),
        (-0.04, 1, "0", "0"),
        (-12.3, 1, "−12,3", "−12.3"),
        (1_320_324, 0, "1.320.324", "1,320,324"),
    ],
)
def test_a_number_has_the_marks_of_its_language(
    value: float | Fraction, decimals: int, vi: str, en: str
) -> None:
    assert number(value, "vi", decimals) == vi
    assert number(value, "en", decimals) == en


@pytest.mark.parametrize(
    ("value", "vi"),
    [
        (Fraction(31), "31 h"),
        (Fraction(43, 12), "3 h 35 ph"),
        (Fraction(1, 3), "20 ph"),
        (Fraction(0), "0 h"),
        (Fraction(3599, 3600), "59 ph"),
    ],
)
def test_a_length_of_time_is_rounded_down_to_the_minute(value: Fraction, vi: str) -> None:
    assert hours(value, "vi") == vi


def test_fuel_is_rounded_up_so_that_it_suffices() -> None:
    assert litres(Fraction(1001, 10), "vi") == "101 lít"


def test_a_share_is_rounded_down() -> None:
    assert percent(0.999, "en") == "99 %"


def test_days_follow_decree_30_and_pad_january_and_february_only() -> None:
    assert day(date(2026, 2, 5), "vi") == "05/02/2026"
    assert day(date(2026, 6, 5), "vi") == "05/6/2026"
    assert day(date(2026, 6, 5), "en") == "5 Jun 2026"


def test_an_instant_is_shown_in_vietnam_time() -> None:
    clock = Clock(datetime(2024, 9, 7, 17, 0, tzinfo=UTC))

    assert clock.show(Fraction(0)).vi == "08/9 00:00"
    assert clock.show(Fraction(119, 60) + Fraction(59, 3600)).en == "8 Sep 01:59"


@pytest.mark.parametrize(
    ("amount", "limit", "shown"),
    [
        (52.3, 45.0, ("52", "45")),
        (45.2, 45.0, ("45,2", "45")),
        (1.4, 0.9, ("1,4", "0,9")),
        (45.000_01, 45.0, ("45", "45")),
    ],
)
def test_an_excess_is_shown_with_the_decimals_it_takes_to_see_it(
    amount: float, limit: float, shown: tuple[str, str]
) -> None:
    assert more_than(amount, limit, "vi") == shown


def test_a_text_comes_out_on_one_line_without_anything_invisible() -> None:
    assert clean("Cô\u202e Tô\n\x1b[31m\u200b") == "Cô Tô [31m"


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence() -> None:
    assert brief("Một. Hai. " + "Ba " * 200) == "Một. Hai. …"
    assert brief("Một câu.") == "Một câu."


def test_a_share_of_ninety_five_hundredths_is_95_per_cent() -> None:
    assert percent(0.95, "vi") == percent(Fraction(19, 20), "en") == "95 %"
    assert percent(0.949, "en") == "94 %"


@pytest.mark.parametrize(
    ("vi", "told"),
    [
        ("Bão số 3 (Yagi) 2024", "bão số 3 (Yagi) năm 2024"),
        ("Bão số 3 (Yagi)", "bão số 3 (Yagi)"),
        ("Áp thấp nhiệt đới", "áp thấp nhiệt đới"),
        ("Yagi 2024", "Yagi 2024"),
    ],
)
def test_a_storm_is_written_small_inside_a_vietnamese_sentence(vi: str, told: str) -> None:
    name = Text(vi, "Typhoon Yagi (2024)")

    assert inside(name, "vi") == told
    assert inside(name, "en") == "Typhoon Yagi (2024)"


def test_parts_of_a_position_keep_all_their_decimals() -> None:
    assert fixed(107.4914, "vi", 5) == "107,49140"
    assert fixed(21.0, "en", 2) == "21.00"
