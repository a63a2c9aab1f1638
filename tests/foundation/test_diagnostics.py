"""Findings: how they look, how they sort, what they suggest, and that every code is explained."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml

from planner.foundation.codes.table import CODES, CodeEntry, diagnostics_page, explanation
from planner.foundation.diagnostics import (
    Finding,
    Place,
    as_json,
    nearest,
    render,
    sort_key,
)
from planner.foundation.text import LANGUAGES, Text
from planner.foundation.yaml.source import parse_document

ROOT = Path(__file__).parents[2]
SWAPPED = Finding(
    "E121",
    Text(vi="toạ độ bị đảo: vĩ độ 107.0481, kinh độ 20.9585",
         en="coordinates are swapped: latitude 107.0481, longitude 20.9585"),
    Place("scenarios/quang-ninh/sites.yaml", 5, 10, 8),
    Text(vi="Việt Nam nằm trong vĩ độ 8–24, kinh độ 102–118",
         en="Vietnam lies within latitude 8–24, longitude 102–118"),
    Text(vi="đổi chỗ hai số", en="swap the two numbers"),
    "    lat: 107.0481",
)


def test_a_finding_in_vietnamese_is_fact_place_line_caret_and_remedy() -> None:
    assert render(SWAPPED, "vi") == """\
lỗi[E121] toạ độ bị đảo: vĩ độ 107.0481, kinh độ 20.9585
  --> scenarios/quang-ninh/sites.yaml:5:10
   5 |     lat: 107.0481
     |          ^^^^^^^^ Việt Nam nằm trong vĩ độ 8–24, kinh độ 102–118
   = sửa: đổi chỗ hai số"""


def test_a_finding_in_english_is_fact_place_line_caret_and_remedy() -> None:
    assert render(SWAPPED, "en") == """\
error[E121]: coordinates are swapped: latitude 107.0481, longitude 20.9585
 --> scenarios/quang-ninh/sites.yaml:5:10
  |
5 |     lat: 107.0481
  |          ^^^^^^^^ Vietnam lies within latitude 8–24, longitude 102–118
  = help: swap the two numbers"""


def test_a_line_number_of_many_digits_moves_the_whole_gutter() -> None:
    far = Finding("W501", Text("a", "b"), Place("x.yaml", 123_456, 1), excerpt="id: x",
                  remedy=Text("c", "d"))

    assert render(far, "vi").splitlines()[2:] == ["123456 | id: x", "       | ^", "     = sửa: c"]
    assert render(far, "en").splitlines() == [
        "warning[W501]: b", "      --> x.yaml:123456:1", "       |", "123456 | id: x",
        "       | ^", "       = help: d"]
    assert render(far, "vi").startswith("cảnh báo[W501] a\n    --> x.yaml")


def test_a_finding_without_a_place_or_line_keeps_its_note_and_remedy() -> None:
    bare = Finding("E205", Text("a", "b"), note=Text("c", "d"), remedy=Text("e", "f"))

    assert render(bare, "en") == "error[E205]: b\n  = note: d\n  = help: f"
    assert render(bare, "vi") == "lỗi[E205] a\n   = ghi chú: c\n   = sửa: e"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_caret_stands_under_composed_and_decomposed_letters(form: str) -> None:
    text = unicodedata.normalize(form, "tên: {vi: Hòn Gai, xã: sai}\n")  # type: ignore[arg-type]
    document = parse_document(text.encode(), "x.yaml")

    shown = render(document.finding("E112", ("tên", "xã"), Text("a", "b")), "en").splitlines()

    assert unicodedata.normalize("NFC", shown[3]) == "1 | tên: {vi: Hòn Gai, xã: sai}"
    assert shown[4] == "  |                        ^^^"


def test_a_tab_before_the_caret_is_as_wide_as_it_is_shown() -> None:
    document = parse_document(b"a:\tb\n", "x.yaml")

    shown = render(document.finding("E112", ("a",), Text("a", "b")), "en").splitlines()

    assert shown[3:] == ["1 | a:    b", "  |       ^"]


def test_a_long_line_is_cut_round_the_caret() -> None:
    entries = ", ".join(f"k{n}: {n}" for n in range(1_500))
    document = parse_document(f"a: {{{entries}, bad: xyz}}\n".encode(), "x.yaml")

    for path, word in ((("a", "bad"), "xyz"), (("a", "k700"), "700"), (("a", "k0"), "0")):
        shown = render(document.finding("E112", path, Text("a", "b")), "en").splitlines()
        at = shown[4].index("^")
        assert shown[3][at : at + len(word)] == word
        assert shown[4].count("^") == len(word)
        assert len(shown[3]) <= 110


def test_a_long_value_is_underlined_only_as_far_as_it_is_shown() -> None:
    document = parse_document(b"a: '" + b"x" * 10_000 + b"'\n", "x.yaml")

    shown = render(document.finding("E112", ("a",), Text("a", "b")), "en").splitlines()

    assert len(shown[3]) <= 110
    assert len(shown[4]) <= 110


def test_nothing_of_the_input_reaches_the_terminal_raw() -> None:
    nasty = "\x1b[31m\u202e\x07[/red]"
    finding = Finding("E101", Text(nasty, nasty), Place(nasty, 1, 1), Text(nasty, nasty),
                      Text(nasty, nasty), nasty)

    for language in LANGUAGES:
        shown = render(finding, language)
        assert all(line.isprintable() for line in shown.split("\n"))
        assert "[/red]" in shown


def test_findings_sort_by_file_line_column_and_code() -> None:
    def at(path: str, line: int, column: int, code: str) -> Finding:
        return Finding(code, Text("", ""), Place(path, line, column))

    ordered = [
        Finding("E205", Text("", "")), at("a", 2, 1, "E101"), at("a", 10, 1, "E101"),
        at("a", 10, 2, "E101"), at("a", 10, 2, "E102"), at("b", 1, 1, "E101"),
    ]
    shuffled = [ordered[index] for index in (3, 5, 0, 4, 2, 1)]

    assert sorted(shuffled, key=sort_key) == ordered


def test_a_finding_as_json_has_every_part() -> None:
    assert as_json(SWAPPED, "en") == {
        "code": "E121", "severity": "error", "path": "scenarios/quang-ninh/sites.yaml",
        "line": 5, "column": 10, "length": 8,
        "fact": "coordinates are swapped: latitude 107.0481, longitude 20.9585",
        "note": "Vietnam lies within latitude 8–24, longitude 102–118",
        "remedy": "swap the two numbers",
    }
    assert as_json(Finding("W508", Text("a", "b")), "vi") == {
        "code": "W508", "severity": "warning", "path": None, "line": None, "column": None,
        "length": None, "fact": "a", "note": None, "remedy": None,
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("distric", "district"), ("Name", "name"), ("lattitude", "latitude"), ("feed", None),
        ("zzz", None), ("", None), ("ha long", "Hạ Long"), ("Cô Tồ", "Cô Tô"),
        ("van don", "Vân Đồn"), ("ltat", "lat"),
    ],
)
def test_only_a_near_name_is_suggested(typed: str, meant: str | None) -> None:
    known = ["district", "name", "latitude", "lat", "Hạ Long", "Cô Tô", "Vân Đồn", "operators"]

    assert nearest(typed, known) == meant


def test_a_swap_is_nearer_than_another_letter_and_ties_go_by_order() -> None:
    assert nearest("feeder-17", ["feeder-18", "feeder-71", "feeder-10"]) == "feeder-71"
    assert nearest("site-5", ["site-7", "site-6"]) == "site-6"
    assert nearest("site-5", ["site-6", "site-7"]) == "site-6"


def test_the_nearest_of_30_000_ids_is_found() -> None:
    ids = [f"QN-HL-{number:05d}" for number in range(30_000)]

    found = nearest("QN-LH-12345", ids)

    assert found == "QN-HL-12345"


def test_the_page_of_diagnostics_is_made_from_the_table() -> None:
    assert (ROOT / "docs" / "diagnostics.md").read_text("utf-8") == diagnostics_page(), (
        "write it again: python -c 'from planner.foundation.codes.table import diagnostics_page; "
        'open("docs/diagnostics.md", "w").write(diagnostics_page())\''
    )


@pytest.mark.parametrize(("code", "entry"), CODES.items())
def test_every_code_is_explained_in_both_languages_with_an_example(
    code: str, entry: CodeEntry
) -> None:
    assert re.fullmatch(r"E[1-4]\d\d|W[56]\d\d", code)
    for text in (entry.title, entry.why, entry.remedy):
        assert text.vi
        assert text.en
        assert text.vi != text.en
    assert entry.wrong != entry.right
    for language in LANGUAGES:
        shown = explanation(code.lower(), language)
        assert shown is not None
        assert shown.startswith(f"{code} · ")


@pytest.mark.parametrize(("code", "entry"), CODES.items())
def test_every_right_example_is_yaml(code: str, entry: CodeEntry) -> None:
    if code not in NOT_YAML:
        assert yaml.safe_load(entry.right) is not None


NOT_YAML = {"E107", "W505", "E407", "E408", "E409", "E410", "E412", "E413", "W523", "W526"}
"""About bytes, warnings on names, and files of storm tracks: their examples are no YAML."""
READABLE = ["E101", "E102", "E103", "E105", "E106", "E108", "E109", "E117"]


@pytest.mark.parametrize("code", READABLE)
def test_the_wrong_example_gives_the_code_that_it_explains(code: str) -> None:
    wrong = parse_document((CODES[code].wrong + "\n").encode(), "x.yaml")
    right = parse_document((CODES[code].right + "\n").encode(), "x.yaml")

    assert code in [finding.code for finding in wrong.findings]
    assert right.findings == []


def test_an_unknown_code_has_no_explanation() -> None:
    assert explanation("E999", "vi") is None


def test_every_code_that_the_program_uses_is_explained() -> None:
    used: set[str] = set()
    for path in sorted((ROOT / "planner").rglob("*.py")):
        used |= set(re.findall(r'"([EW][1-5]\d\d)"', path.read_text("utf-8")))

    assert used - set(CODES) == set()
