"""Single values: only the spellings on which every reader agrees, and words for the rest."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from planner.foundation.scalars import (
    Bounds,
    Count,
    Day,
    Exact,
    Instant,
    Number,
    YesNo,
    at_least_zero,
    bounded,
    text_error,
)
from planner.foundation.yaml.scalars import Plain, meaning_of_plain
from planner.foundation.yaml.source import parse_document

KINDS: dict[str, TypeAdapter[Any]] = {
    "Number": TypeAdapter(Number), "Exact": TypeAdapter(Exact), "Count": TypeAdapter(Count),
    "YesNo": TypeAdapter(YesNo), "Day": TypeAdapter(Day), "Instant": TypeAdapter(Instant),
    "text": TypeAdapter(Annotated[str, "strict"], config=ConfigDict(strict=True)),
}
NUMERIC = ("Number", "Exact", "Count")


def read(text: str) -> Any:
    """The value of a scalar as the YAML reader gives it."""
    document = parse_document(f"v: {text}\n".encode(), "x.yaml")
    assert document.findings == []
    assert isinstance(document.root, dict)
    return document.root["v"]


def refusal(kind: str, value: Any) -> tuple[str, dict[str, Any]]:
    """Code and words with which a value is refused."""
    with pytest.raises(ValidationError) as caught:
        KINDS[kind].validate_python(value)
    (error,) = caught.value.errors()
    return error["type"], error.get("ctx", {})


TRAPS = [
    "0123", "0193", "-017", "007", "yes", "Yes", "YES", "no", "NO", "on", "off", "y", "N", "TRUE",
    "False", "12:30", "1:30:00", "20,95", "1,000", "1.000.000", "1e3", "1E3", "1.5e3", "1e309",
    ".5", "5.", "-.5", "+5", "+0.5", "1_000", "1__0", "0x1F", "0b11", "0o17", ".inf", "-.inf",
    "+.INF", ".nan", ".NaN", "<<", "=", "2024-9-7", "2024-09-07 14:00:00", ".", "1.2.3", "-0",
    "-0.0", "-0.00",
]


@pytest.mark.parametrize("text", TRAPS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_trap_is_refused_in_a_field_of_any_type(kind: str, text: str) -> None:
    value = read(text)
    assert value == Plain(text)

    code, words = refusal(kind, value)

    if kind == "text":
        assert code == "string_type"
        wrong = text_error(value)
        assert wrong.code == "E104"
        assert wrong.remedy.en == f"type '{text}'"
        assert wrong.remedy.vi == f"gõ '{text}'"
    else:
        assert code in ("E104", "E112", "E114", "E126")
        assert set(words) == {"fact_vi", "fact_en", "remedy_vi", "remedy_en"}
        assert all(words.values())


GOOD_NUMBERS = ["0", "1", "-1", "20.95", "107.0481", "-0.5", "10", "0.0", "1.50", "999999999999999"]


@pytest.mark.parametrize("text", GOOD_NUMBERS)
def test_an_accepted_number_is_the_same_to_yaml_and_json_readers(text: str) -> None:
    assert json.loads(text) == yaml.safe_load(text)
    assert KINDS["Number"].validate_python(read(text)) == json.loads(text)
    assert KINDS["Exact"].validate_python(read(text)) == Fraction(text)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("0123", "type 123"), ("0193", "type 193"), ("007", "type 7"), ("20,95", "type 20.95"),
        ("1,000", "type 1000 if it is thousands, 1 if it is a fraction"),
        ("1.000.000", "type 1000000"), ("1e3", "type 1000"), (".5", "type 0.5"), ("5.", "type 5"),
        ("+5", "type 5"), ("1_000", "type 1000"), ("0x1F", "type 31"), ("0b11", "type 3"),
        ("0o17", "type 15"), ("-.5", "type -0.5"),
        ("12:30", "if it is hours and minutes, type hours: 12.5"), ("-0.0", "type 0"),
    ],
)
def test_the_text_to_type_instead_is_offered(text: str, remedy: str) -> None:
    assert refusal("Number", read(text))[1]["remedy_en"] == remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [("2.000", "type 2000 if it is thousands, 2 if it is not"), ("2.500", "write a number without a point")],
)
def test_a_count_with_a_point_is_thousands_or_no_count(text: str, remedy: str) -> None:
    assert refusal("Count", read(text))[1]["remedy_en"].startswith(remedy)


@pytest.mark.parametrize(
    ("text", "seen"),
    [("0123", "83 or 123"), ("0193", "193 or text"), ("12:30", "750 or text"),
     ("NO", "false or text"), ("1e3", "1000 or text"), ("193", "a number"),
     ("2024-09-07", "a date or text"), (".inf", "infinity, not-a-number or text")],
)
def test_what_other_programs_read_is_said(text: str, seen: str) -> None:
    value = read(text)
    assert isinstance(value, Plain)

    assert text_error(value).fact.en == f"`{text}` is {seen} to other programs, and text belongs here"


NOT_FINITE = [
    ".nan", ".inf", "-.inf", "1e309", "-1e309", "-0", "-0.0", "1" * 16, "-" + "1" * 16,
    "0." + "1" * 29, "9" * 31, "9" * 5_000,
]


@pytest.mark.parametrize("text", NOT_FINITE)
@pytest.mark.parametrize("kind", NUMERIC)
def test_what_is_not_finite_zero_with_a_minus_or_beyond_measure_is_e114(
    kind: str, text: str
) -> None:
    assert refusal(kind, read(text))[0] == "E114"


@pytest.mark.parametrize("kind", NUMERIC)
@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), -float("inf"), -0.0, 1e16, Decimal("NaN"), 10**16]
)
def test_what_is_not_finite_is_refused_from_python_too(kind: str, value: Any) -> None:
    assert refusal(kind, value)[0] == "E114"


@pytest.mark.parametrize("kind", NUMERIC)
@pytest.mark.parametrize("value", [True, False, None, [], {}, "x", b"1", 1j, "nghìn"])
def test_what_is_no_number_is_refused(kind: str, value: Any) -> None:
    assert refusal(kind, value)[0] == "E112"


@pytest.mark.parametrize("kind", NUMERIC)
def test_a_number_in_quotes_is_text(kind: str) -> None:
    code, words = refusal(kind, read("'12'"))

    assert code == "E112"
    assert words["remedy_en"] == "remove the quotes: 12"
    assert words["remedy_vi"] == "bỏ dấu nháy: 12"


@pytest.mark.parametrize(
    ("value", "exact"),
    [(0.1, Fraction(1, 10)), (3, Fraction(3)), (Fraction(1, 3), Fraction(1, 3)),
     (Decimal("0.25"), Fraction(1, 4)), (1e-7, Fraction(1, 10**7))],
)
def test_numbers_of_python_are_taken_exactly(value: Any, exact: Fraction) -> None:
    assert KINDS["Exact"].validate_python(value) == exact
    assert KINDS["Number"].validate_python(value) == float(exact)


def test_a_count_is_whole() -> None:
    count = KINDS["Count"].validate_python

    assert count(read("3")) == 3
    assert count(3.0) == 3
    assert refusal("Count", read("3.5"))[0] == "E112"
    assert refusal("Count", read("3.0"))[1]["remedy_en"] == "type 3"
    assert refusal("Count", 2.5)[0] == "E112"


def test_yes_and_no_are_true_and_false_only() -> None:
    assert KINDS["YesNo"].validate_python(read("true")) is True
    assert KINDS["YesNo"].validate_python(read("false")) is False
    assert KINDS["YesNo"].validate_python(True) is True
    assert refusal("YesNo", read("yes")) [1]["remedy_en"] == "type true"
    assert refusal("YesNo", read("NO"))[1]["remedy_en"] == "type false"
    assert refusal("YesNo", read("'true'"))[0] == "E112"
    assert refusal("YesNo", 1)[0] == "E112"
    assert refusal("YesNo", None)[0] == "E112"


@pytest.mark.parametrize("text", ["2024-09-07", "'2024-09-07'"])
def test_a_day_is_an_iso_date(text: str) -> None:
    assert KINDS["Day"].validate_python(read(text)) == date(2024, 9, 7)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [("7/9/2024", "type 2024-09-07"), ("2024-9-7", "type 2024-09-07"),
     ("07.09.2024", "type 2024-09-07"),
     ("2024-02-30", "look at month and day, and type year-month-day: 2024-09-07 (for example)"),
     ("2024", "type 2024-09-07 (for example)"), ("20240907", "type 2024-09-07 (for example)"),
     ("2024-09-07T00:00:00Z", "type 2024-09-07 (for example)")],
)
def test_other_dates_are_refused_with_the_one_meant(text: str, remedy: str) -> None:
    code, words = refusal("Day", read(text))

    assert code == "E126"
    assert words["remedy_en"] == remedy


@pytest.mark.parametrize(
    "text",
    ["2024-09-07T14:00:00+07:00", "2024-09-07T14:00+07:00", "2024-09-07 14:00:00 +07:00",
     "2024-09-07T07:00:00Z", "'2024-09-07T07:00:00Z'", "2024-09-07T14:00:00.000+07:00"],
)
def test_an_instant_is_kept_in_utc(text: str) -> None:
    found = KINDS["Instant"].validate_python(read(text))

    assert found == datetime(2024, 9, 7, 7, tzinfo=UTC)
    assert found.tzinfo is UTC


def test_an_instant_without_offset_is_refused_with_vietnam_time_to_type() -> None:
    code, words = refusal("Instant", read("2024-09-07T14:00:00"))

    assert code == "E126"
    assert words["remedy_en"] == "type 2024-09-07T14:00:00+07:00 if it is Vietnam time"
    assert refusal("Instant", datetime(2024, 9, 7))[0] == "E126"  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    ["2024-09-07", "14:00", "2024-09-07T25:00:00Z", "2024-09-07T23:59:60Z", "2024-13-01T00:00:00Z",
     "0001-01-01T00:00:00+07:00", "2024-09-07T14:00:00+99:00", "2024-09-07T14:00:00+15:00", "now"],
)
def test_impossible_instants_are_refused(text: str) -> None:
    assert refusal("Instant", read(text))[0] == "E126"


def test_an_instant_of_python_moves_to_utc() -> None:
    local = datetime(2024, 9, 7, 14, tzinfo=timezone(timedelta(hours=7)))

    assert KINDS["Instant"].validate_python(local) == datetime(2024, 9, 7, 7, tzinfo=UTC)


class Tank(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")
    tank_l: Annotated[Exact, at_least_zero]
    height_m: bounded(Number, ge=0, le=400)  # type: ignore[valid-type]
    count: Annotated[Count, Bounds(le=9)] = 1
    surveyed: Day | None = None
    at: Instant | None = None
    fixed: YesNo = True


def test_bounds_stand_in_the_words() -> None:
    with pytest.raises(ValidationError) as caught:
        Tank.model_validate({"tank_l": Plain("-200"), "height_m": Plain("4000"), "count": 12})

    errors = {error["loc"][0]: error for error in caught.value.errors()}
    assert {error["type"] for error in errors.values()} == {"E125"}
    assert "of at least 0" in errors["tank_l"]["ctx"]["fact_en"]
    assert "from 0 to 400" in errors["height_m"]["ctx"]["fact_en"]
    assert "không lớn hơn 9" in errors["count"]["ctx"]["fact_vi"]


def test_a_record_of_scalars_goes_to_json_and_has_a_schema() -> None:
    tank = Tank(tank_l=Fraction(1, 3), height_m=45, surveyed=date(2024, 9, 7))

    assert json.loads(tank.model_dump_json()) == {
        "tank_l": "1/3", "height_m": 45.0, "count": 1, "surveyed": "2024-09-07", "at": None,
        "fixed": True,
    }
    properties = Tank.model_json_schema()["properties"]
    assert properties["tank_l"]["type"] == "number"
    assert properties["tank_l"]["minimum"] == 0
    assert properties["height_m"]["maximum"] == 400
    assert properties["count"]["type"] == "integer"
    assert properties["fixed"]["type"] == "boolean"
    assert properties["surveyed"]["anyOf"][0] == {"type": "string", "format": "date"}
    assert properties["at"]["anyOf"][0] == {"type": "string", "format": "date-time"}


@given(st.text(st.sampled_from("0123456789.,:-+_eExXobinfatrulsyYNO=<~ T/Z"), max_size=14))
def test_whatever_text_a_reader_could_convert_is_plain(text: str) -> None:
    """PyYAML follows 1.1; what it takes for text must be all that we take for text."""
    document = parse_document(f"v: {text}\n".encode(), "x.yaml")
    if document.findings or not isinstance(document.root, dict):
        return
    value = document.root["v"]

    if isinstance(value, str):
        assert yaml.safe_load(f"v: {text}\n") == {"v": value}
        with suppress(ValueError):
            assert isinstance(json.loads(value), (dict, list, str))


@given(st.text(st.sampled_from("0123456789.,:-+_eExXobinfatrulsyYNO=<"), min_size=1, max_size=40))
def test_every_scalar_is_a_value_or_a_refusal_in_every_type(text: str) -> None:
    value = meaning_of_plain(text)

    for adapter in KINDS.values():
        try:
            adapter.validate_python(value)
        except ValidationError:
            continue
    if isinstance(value, Plain):
        assert text_error(value).remedy.en


@given(st.decimals(-(10**9), 10**9, places=4))
def test_an_accepted_number_reads_the_same_everywhere(value: Decimal) -> None:
    text = f"{value:f}"
    if value == 0 and text.startswith("-"):
        return

    found = KINDS["Exact"].validate_python(meaning_of_plain(text))

    assert found == Fraction(value)
    assert yaml.safe_load(text) == json.loads(text) == KINDS["Number"].validate_python(Plain(text))


def test_plain_scalars_are_no_text() -> None:
    assert not isinstance(meaning_of_plain("12"), str)
    assert Plain("12") == Plain("12")
    assert Plain("12") != "12"
    assert repr(Plain("12")) == "Plain('12')"
    assert len({Plain("1"), Plain("1"), Plain("2")}) == 2


def test_750_000_scalars_are_typed() -> None:
    numbers = [Plain(f"{107 + index / 100_000:.5f}") for index in range(25_000)] * 10
    hours = [Plain(str(index % 97)) for index in range(500_000)]
    adapter = TypeAdapter(list[Number])
    exact = TypeAdapter(list[Exact])

    typed = adapter.validate_python(numbers)
    hours_typed = exact.validate_python(hours)

    assert typed[:2] == [107.0, 107.00001]
    assert len(typed) == 250_000
    assert hours_typed[96] == 96
    assert len(hours_typed) == 500_000
