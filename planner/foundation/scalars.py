"""The types of single values: numbers, counts, truth values, days and instants.

Each takes a `Plain` from the YAML reader or a value from Python, and nothing that readers of YAML
1.1, YAML 1.2 and JSON understand differently. What is refused becomes a pydantic error whose type
is the code of the finding and whose context holds the words in both languages.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from planner.foundation import spellings
from planner.foundation.names import for_terminal
from planner.foundation.spellings import LARGEST, MAX_NUMBER_CHARACTERS, Wrong
from planner.foundation.text import Text
from planner.foundation.yaml.scalars import NUMBER_FORM, Plain

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

__all__ = [
    "Bounds", "Count", "Day", "Exact", "Instant", "Number", "YesNo",
    "at_least_zero", "bounded", "refused", "text_error",
]

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r" ?(Z|[-+][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)
_TWO_WAYS = re.compile(r"-?[1-9][0-9]{0,2}\.000", re.ASCII)
"""Two thousand to whoever writes Vietnamese, and two to whoever does not."""
_LOOSE_DAY = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", re.ASCII)
_VIETNAMESE_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", re.ASCII)
_LARGEST_OFFSET = timedelta(hours=14)


def refused(wrong: Wrong) -> PydanticCustomError:
    """The pydantic error that carries a finding's code and its words in both languages."""
    return PydanticCustomError(
        wrong.code,
        "{fact_en}",
        {
            "fact_vi": wrong.fact.vi,
            "fact_en": wrong.fact.en,
            "remedy_vi": wrong.remedy.vi,
            "remedy_en": wrong.remedy.en,
        },
    )


def read_two_ways(value: object) -> Wrong | None:
    """What is wrong with a number of YAML that is thousands to one reader and a whole number to another."""
    if value.__class__ is not Plain or _TWO_WAYS.fullmatch(value.text) is None:
        return None
    return spellings.two_ways(value.text)


def text_error(value: Plain) -> Wrong:
    """Why a plain scalar is no text: what it is to other programs, and the quotes to type."""
    return spellings.text_error(value.text)


@lru_cache(maxsize=65_536)
def _exact_of(text: str) -> Fraction:
    _check_spelling(text)
    value = Fraction(text)
    _check_size(value, text)
    return value


@lru_cache(maxsize=65_536)
def _float_of(text: str) -> float:
    _check_spelling(text)
    value = float(text)
    _check_size(value, text)
    return value


@lru_cache(maxsize=4_096)
def _count_of(text: str) -> int:
    _check_spelling(text, whole=True)
    if "." in text:
        two_ways = _TWO_WAYS.fullmatch(text)
        raise refused(spellings.two_ways(text) if two_ways else spellings.not_whole(text))
    value = int(text)
    _check_size(value, text)
    return value


def _check_spelling(text: str, *, whole: bool = False) -> None:
    if len(text) > MAX_NUMBER_CHARACTERS or NUMBER_FORM.fullmatch(text) is None:
        raise refused(spellings.number_error(text, whole=whole))
    if text[0] == "-" and not text.strip("-0."):
        raise refused(spellings.negative_zero(text))


def _check_size(value: float | Fraction, shown: str) -> None:
    if not -LARGEST <= value <= LARGEST:
        raise refused(spellings.too_far(shown))


def _no_number(value: object, *, whole: bool = False) -> PydanticCustomError:
    """The error for what is neither a `Plain` nor a number of Python."""
    if isinstance(value, str):
        return refused(spellings.quoted_number(value))
    return refused(spellings.not_a_number(_kind_of(value), whole=whole))


def _kind_of(value: object) -> str:
    """What a value is called in a message, in the words of YAML."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, (list, tuple)):
        return "[…]"
    return str(value)


def _python_number(value: object, *, whole: bool = False) -> Fraction:
    """A number given in Python, exactly; a float stands for its shortest decimal."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Fraction, Decimal)):
        raise _no_number(value, whole=whole)
    if not isinstance(value, (int, Fraction)):
        if not math.isfinite(value):
            raise refused(spellings.not_finite(str(value)))
        if value == 0 and math.copysign(1, value) < 0:
            raise refused(spellings.negative_zero(str(value)))
    exact = Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    _check_size(exact, str(value))
    return exact


def _number(value: Any) -> float:
    if value.__class__ is Plain:
        return _float_of(value.text)
    if value.__class__ is float and 0.0 < abs(value) <= LARGEST:
        return float(value)
    return float(_python_number(value))


def _exact(value: Any) -> Fraction:
    if value.__class__ is Plain:
        return _exact_of(value.text)
    return _python_number(value)


def _count(value: Any) -> int:
    if value.__class__ is Plain:
        return _count_of(value.text)
    exact = _python_number(value, whole=True)
    if exact.denominator != 1:
        raise refused(spellings.not_whole(str(value)))
    return int(exact)


def _yes_no(value: Any) -> bool:
    if value.__class__ is Plain:
        if value.text in ("true", "false"):
            return bool(value.text == "true")
        raise refused(spellings.truth_error(value.text, quoted=False))
    if value.__class__ is bool:
        return bool(value)
    quoted = isinstance(value, str)
    raise refused(spellings.truth_error(value if quoted else _kind_of(value), quoted=quoted))


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = value.text if value.__class__ is Plain else value
    if not isinstance(text, str):
        raise refused(_wrong_day(_kind_of(value)))
    return _day_of(text)


@lru_cache(maxsize=4_096)
def _day_of(text: str) -> date:
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise refused(_wrong_day(text))


def _wrong_day(text: str) -> Wrong:
    meant = _day_meant(text)
    if _DAY.fullmatch(text) or (meant is None and _VIETNAMESE_DAY.fullmatch(text)):
        return Wrong(
            "E126",
            Text(vi=f"“{for_terminal(text)}” không có trong lịch",
                 en=f"`{for_terminal(text)}` is not in the calendar"),
            Text(vi="xem lại tháng và ngày, gõ dạng năm-tháng-ngày: 2024-09-07 (ví dụ)",
                 en="look at month and day, and type year-month-day: 2024-09-07 (for example)"),
        )
    return Wrong(
        "E126",
        Text(vi=f"“{for_terminal(text)}” không phải là ngày dạng năm-tháng-ngày",
             en=f"`{for_terminal(text)}` is not a date of the form year-month-day"),
        Text(vi=f"gõ {meant or '2024-09-07'}" + ("" if meant else " (ví dụ)"),
             en=f"type {meant or '2024-09-07'}" + ("" if meant else " (for example)")),
    )


def _day_meant(text: str) -> str | None:
    """The date that a loosely written one probably is; a day comes before its month."""
    loose, local = _LOOSE_DAY.fullmatch(text), _VIETNAMESE_DAY.fullmatch(text)
    if loose:
        year, month, day = map(int, loose.groups())
    elif local:
        day, month, year = map(int, local.groups())
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise refused(_no_offset(value.isoformat()))
        return value.astimezone(UTC)
    text = value.text if value.__class__ is Plain else value
    if not isinstance(text, str):
        raise refused(_wrong_instant(_kind_of(value)))
    return _instant_of(text)


@lru_cache(maxsize=4_096)
def _instant_of(text: str) -> datetime:
    found = _INSTANT.fullmatch(text)
    if found is None:
        raise refused(_wrong_instant(text))
    day, clock, offset = found.groups()
    try:
        local = datetime.fromisoformat(f"{day}T{clock}{offset or '+07:00'}")
        moment = local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise refused(_wrong_instant(text)) from None
    if offset is None:
        raise refused(_no_offset(text))
    if abs(local.utcoffset() or timedelta()) > _LARGEST_OFFSET:
        raise refused(_wrong_instant(text))
    return moment


def _no_offset(text: str) -> Wrong:
    return Wrong(
        "E126",
        Text(vi=f"thời điểm “{text}” thiếu múi giờ", en=f"instant `{text}` has no UTC offset"),
        Text(vi=f"gõ {text}+07:00 nếu là giờ Việt Nam",
             en=f"type {text}+07:00 if it is Vietnam time"),
    )


def _wrong_instant(text: str) -> Wrong:
    shown = for_terminal(text)
    return Wrong(
        "E126",
        Text(vi=f"“{shown}” không phải là thời điểm có ngày, giờ và múi giờ",
             en=f"`{shown}` is not an instant with date, time and UTC offset"),
        Text(vi="gõ như 2024-09-07T14:00:00+07:00", en="type it like 2024-09-07T14:00:00+07:00"),
    )


def _as_text(value: Fraction) -> str:
    return str(value)


Number = Annotated[float, PlainValidator(_number), WithJsonSchema({"type": "number"})]
"""A finite number as a float; never minus nought, at most 10^15 either way."""

Exact = Annotated[
    Fraction,
    PlainValidator(_exact),
    PlainSerializer(_as_text, return_type=str, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""A finite number, exactly as its decimal text says; 0.1 is one tenth."""

Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": "integer"})]
"""A whole number, written without a point."""

YesNo = Annotated[bool, PlainValidator(_yes_no), WithJsonSchema({"type": "boolean"})]
"""`true` or `false`, in these spellings only."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A date written year-month-day."""

Instant = Annotated[
    datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
"""A date and time with its UTC offset, which is required; kept in UTC."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the largest value of a number; beyond them is finding E125."""

    ge: float | None = None
    le: float | None = None

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        described = dict(handler(schema))
        if self.ge is not None:
            described["minimum"] = self.ge
        if self.le is not None:
            described["maximum"] = self.le
        return described

    def check(self, value: Any) -> Any:
        """`value` itself, or the error that names the bounds."""
        if (self.ge is None or value >= self.ge) and (self.le is None or value <= self.le):
            return value
        shown = f"{float(value):.10g}"
        vi, en = self._in_words()
        raise refused(
            Wrong(
                "E125",
                Text(vi=f"giá trị {shown} ngoài khoảng cho phép: {vi}",
                     en=f"value {shown} is out of range: {en}"),
                Text(vi=f"ghi một số {vi}", en=f"write a number {en}"),
            )
        )

    def _in_words(self) -> tuple[str, str]:
        if self.ge is not None and self.le is not None:
            return f"từ {self.ge:.10g} đến {self.le:.10g}", f"from {self.ge:.10g} to {self.le:.10g}"
        if self.ge is not None:
            return f"không nhỏ hơn {self.ge:.10g}", f"of at least {self.ge:.10g}"
        return f"không lớn hơn {self.le:.10g}", f"of at most {self.le:.10g}"


at_least_zero = Bounds(ge=0)
"""For lengths, stores and counts: `Annotated[Number, at_least_zero]`."""


def bounded(kind: Any, *, ge: float | None = None, le: float | None = None) -> Any:
    """`kind` (Number, Exact or Count) with bounds, for annotations made at run time."""
    return Annotated[kind, Bounds(ge, le)]
