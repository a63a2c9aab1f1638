"""Time: exact hours from the scenario's start, UTC inside, Vietnam time on the page.

Every display rounds down, to the minute: what is shown as 07:10 has happened by 07:11 and not
before 07:10.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.text import Text

if TYPE_CHECKING:
    from datetime import date

    from planner.foundation.text import Language

VIETNAM_TIME = timezone(timedelta(hours=7), "UTC+7")
"""Indochina Time: UTC+7 all year, since 1975, so no time-zone data base is needed."""

_MICROSECONDS_PER_HOUR = 3_600_000_000
_SECONDS_PER_HOUR = 3600
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)

_MONTH_NAMED = re.compile(rf"(\d{{1,2}}) ({'|'.join(name[:3] for name in _MONTHS)}) (\d{{4}})", re.IGNORECASE)


def hours_since(start: datetime, instant: datetime) -> Fraction:
    """Exact hours from `start` to `instant`; negative when the instant came before.

    Raises
    ------
    ValueError
        If either has no UTC offset.
    """
    gap = _aware(instant).astimezone(UTC) - _aware(start).astimezone(UTC)
    return Fraction(gap // timedelta(microseconds=1), _MICROSECONDS_PER_HOUR)


def instant_at(start: datetime, hours: Fraction | int) -> datetime:
    """The instant so many hours after `start`, in UTC, rounded down to the microsecond.

    Raises
    ------
    ValueError
        If `start` has no UTC offset.
    OverflowError
        If the instant is outside the years 1 to 9999.
    """
    microseconds = hours.numerator * _MICROSECONDS_PER_HOUR // hours.denominator
    return _aware(start).astimezone(UTC) + timedelta(microseconds=microseconds)


def up_to_whole_second(hours: Fraction) -> Fraction:
    """The hours rounded up to the whole second, as instants of wind and water series enter."""
    return Fraction(math.ceil(hours * _SECONDS_PER_HOUR), _SECONDS_PER_HOUR)


def in_vietnam(start: datetime, hours: Fraction | int) -> datetime:
    """The minute in Vietnam time in which `start` plus `hours` falls."""
    return instant_at(start, hours).astimezone(VIETNAM_TIME).replace(second=0, microsecond=0)


def shown(start: datetime, hours: Fraction | int, language: Language) -> str:
    """Day and minute in Vietnam time, rounded down: `08/9 07:10`, in English `8 Sep 07:10`."""
    local = in_vietnam(start, hours)
    if language == "vi":
        return f"{_day_and_month(local)} {local:%H:%M}"
    return f"{local.day} {_MONTHS[local.month - 1][:3]} {local:%H:%M}"


def day_words(day: date) -> Text:
    """A day as tables and messages show it: `05/9/2024`, in English `5 Sep 2024`."""
    vi = f"{day.day:02d}/{padded_month(day.month)}/{day.year}"
    return Text(vi=vi, en=f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}")


def padded_month(month: int) -> str:
    """A month as Vietnamese documents write it: `02`, `6`."""
    # Decree 30/2020 pads days below 10 and the months January and February, no others.
    return f"{month:02d}" if month < 3 else str(month)


def in_figures(text: str) -> str:
    """A day whose month is named in English, in figures: `5 Sep 2026 06:00` as `5/9/2026 06:00`; else as it is."""
    found = _MONTH_NAMED.match(text)
    if found is None:
        return text
    month = [name[:3].lower() for name in _MONTHS].index(found[2].lower()) + 1
    return f"{found[1]}/{month}/{found[3]}{text[found.end() :]}"


def minute_words(instant: datetime) -> Text:
    """An instant in Vietnam time: `05/9/2024 15:00`, in English `5 Sep 2024 15:00`; its seconds where it has any."""
    local = _aware(instant).astimezone(VIETNAM_TIME)
    on, at = day_words(local), f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return Text(vi=f"{on.vi} {at}", en=f"{on.en} {at}")


def shown_long(start: datetime, hours: Fraction | int, language: Language) -> str:
    """The full date and minute in Vietnam time, as a document says it.

    `07 giờ 10 phút ngày 08/9/2024`; in English `07:10 on 8 September 2024 (UTC+7)`.
    """
    local = in_vietnam(start, hours)
    if language == "vi":
        return f"{local:%H} giờ {local:%M} phút ngày {_day_and_month(local)}/{local:%Y}"
    month = _MONTHS[local.month - 1]
    return f"{local:%H:%M} on {local.day} {month} {local:%Y} (UTC+7)"


def exact_text(hours: Fraction | float) -> str:
    """The exact hours as rational text, `37/6` or `72`; `inf` for never ending.

    Raises
    ------
    ValueError
        If a finite float is given: it would be an inexact time.
    """
    if isinstance(hours, float):
        if hours != math.inf:
            msg = f"the time {hours!r} is a float, not an exact number of hours"
            raise ValueError(msg)
        return "inf"
    return str(hours)


def _day_and_month(local: datetime) -> str:
    """`08/9`, `05/01`: days below 10 and the months 1 and 2 take a zero (Decree 30/2020/NĐ-CP)."""
    month = f"{local.month:02d}" if local.month < 3 else f"{local.month}"
    return f"{local.day:02d}/{month}"


def _aware(instant: datetime) -> datetime:
    if instant.utcoffset() is None:
        msg = f"the instant {instant.isoformat()} does not say its offset from UTC"
        raise ValueError(msg)
    return instant
