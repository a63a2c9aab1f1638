from __future__ import annotations

import csv
import io
import json
import unicodedata
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.cli.tables import Painted, table, to_csv, to_json, to_markdown
from planner.foundation.names import display_width

HEADERS = ("Đơn vị", "Kiên cố", "Kết luận")


def test_columns_line_up_whether_letters_are_composed_or_not() -> None:
    apart = unicodedata.normalize("NFD", "Cô Tô")

    shown = table(HEADERS, [(apart, 3, "✗ thiếu 2"), ("Vân Đồn", 14, "✓ đạt")], "<><")

    assert shown == (
        "  Đơn vị   Kiên cố  Kết luận\n  Cô Tô          3  ✗ thiếu 2\n  Vân Đồn       14  ✓ đạt"
    )


def test_a_wide_letter_takes_two_columns() -> None:
    assert table(("a", "b"), [("東京", 1), ("x", 2)], indent=0) == "a     b\n東京  1\nx     2"


def test_no_control_character_reaches_the_terminal() -> None:
    shown = table(("a",), [("\x1b[31mred\u202e",)])

    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_colour_is_only_paint() -> None:
    rows = [(Painted("✗", "red"), "Cô Tô")]

    plain, painted = table(("", ""), rows), table(("", ""), rows, colour=True)

    assert "\x1b" not in plain
    assert painted.replace("\x1b[31m", "").replace("\x1b[0m", "") == plain


names = st.text(st.characters(categories=["L", "M", "Nd"]), max_size=12)


@given(st.lists(names, min_size=1, max_size=5))
def test_the_second_column_begins_at_one_place_whatever_the_names(column: list[str]) -> None:
    _, *lines = table(("", ""), [(name, "|") for name in column]).split("\n")

    assert len(lines) == len(column)
    assert len({display_width(line) for line in lines}) == 1


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", "=", "  =1+1"])
def test_a_spreadsheet_runs_nothing_of_a_csv(text: str) -> None:
    [_, [cell]] = csv.reader(io.StringIO(to_csv(("name",), [(text,)]).removeprefix("\ufeff"), ""))

    assert cell == "'" + text


@pytest.mark.parametrize(
    ("cell", "written"), [(-3, "-3"), (-2.5, "-2.5"), ("-12", "-12"), (Fraction(-1, 2), "-1/2")]
)
def test_a_number_stays_a_number(cell: int | float | str | Fraction, written: str) -> None:
    assert to_csv(("n",), [(cell,)]) == f"\ufeffn\r\n{written}\r\n"


def test_a_csv_opens_in_excel_with_its_vietnamese() -> None:
    data = to_csv(HEADERS, [("Cô Tô", 3, 'thiếu 2, "gấp"')]).encode("utf-8")

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == ('Đơn vị,Kiên cố,Kết luận\r\nCô Tô,3,"thiếu 2, ""gấp"""\r\n')


def test_markdown_cells_cannot_break_the_table_or_become_html() -> None:
    assert to_markdown(("a", "b"), [("x|y", "<b>*1*</b>\nz")], "<>") == (
        "| a | b |\n| :-- | --: |\n| x\\|y | &lt;b>\\*1\\*&lt;/b> z |"
    )


def test_json_says_what_made_it_and_loses_no_digit() -> None:
    text = to_json({"from_h": Fraction(65, 3), "name": "Cô Tô"}, inputs={"a.yaml": "ab12"})

    assert "Cô Tô" in text
    whole = json.loads(text)
    assert whole["from_h"] == "65/3"
    assert whole["inputs"] == {"a.yaml": "ab12"}
    assert whole["format_version"] == 1
    assert whole["tool_version"]
    assert list(whole) == sorted(whole)


def test_json_never_holds_what_json_does_not_know() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json({"gust": float("nan")}, inputs={})


@pytest.mark.parametrize("things", [[], [{}], ["a\nb", {"x": [1, {"y": "“Cô Tô”\u2028"}]}, None, [], 3.5]])
def test_what_is_written_one_after_the_other_is_the_json_of_the_whole(things: list[Any]) -> None:
    inputs = {"b.yaml": "0" * 64, "a.yaml": "1" * 64}

    whole = to_json({"z": things, "a": {"k": things}, "m": []}, inputs=inputs)
    in_turn = to_json({"z": iter(things), "a": {"k": things}, "m": iter([])}, inputs=inputs)

    assert in_turn == whole
    assert whole == json.dumps(json.loads(whole), ensure_ascii=False, sort_keys=True, indent=2)
