"""The YAML reader: nothing guessed, nothing executed, everything in its place, and bounded."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.foundation.diagnostics import render
from planner.foundation.errors import MachineError
from planner.foundation.yaml.source import (
    Document,
    Plain,
    parse_document,
    read_document,
)
from tests.effort import times


def parsed(text: str) -> Document:
    return parse_document(text.encode(), "sites.yaml")


def codes(document: Document) -> list[str]:
    return [finding.code for finding in document.findings]


SITES = """\
sites:
  - id: CT-01
    name: 'Trạm Cô Tô'
    lon: 107.77
    operators: [viettel, vinaphone]
    note: |
      dòng một
      dòng hai
  - id: CT-02
    generators: {}
"""


def test_text_is_text_and_whatever_a_reader_could_convert_is_plain() -> None:
    document = parsed("a: Cô Tô\nb: '12'\nc: 12\nd: yes\ne:\nf: ~\ng: null\nh: \"x\"\n")

    assert document.findings == []
    assert document.root == {
        "a": "Cô Tô", "b": "12", "c": Plain("12"), "d": Plain("yes"),
        "e": None, "f": None, "g": None, "h": "x",
    }


def test_the_tree_is_made_of_plain_dicts_lists_and_strings() -> None:
    root: Any = parsed(SITES).root

    assert type(root) is dict
    assert type(root["sites"]) is list
    assert type(root["sites"][0]["name"]) is str
    assert root["sites"][0]["note"] == "dòng một\ndòng hai\n"
    assert list(root["sites"][0]) == ["id", "name", "lon", "operators", "note"]


def test_every_value_and_every_key_has_its_place() -> None:
    document = parsed(SITES)

    def at(*path: str | int, key: bool = False) -> tuple[int, int, int]:
        place = document.place(path, key=key)
        return place.line, place.column, place.length

    assert at("sites", 0, "id") == (2, 9, 5)
    assert at("sites", 0, "name") == (3, 11, 12)
    assert at("sites", 0, "lon", key=True) == (4, 5, 3)
    assert at("sites", 0, "operators", 1) == (5, 26, 9)
    assert at("sites", 0, "operators") == (5, 16, 20)
    assert at("sites", 1) == (9, 5, 9)
    assert at("sites", key=True) == (1, 1, 5)


def test_a_place_falls_back_to_the_nearest_ancestor() -> None:
    document = parsed(SITES)

    assert document.place(("sites", 1, "lon")) == document.place(("sites", 1))
    assert document.place(("sites", 9)) == document.place(("sites",))
    assert document.place(("nothing", "here")).line == 1


def test_a_union_tag_inside_a_path_is_skipped() -> None:
    document = parsed(SITES)

    assert document.place(("sites", 0, "Fixed", "lon")) == document.place(("sites", 0, "lon"))


def test_a_container_is_found_by_identity() -> None:
    document = parsed(SITES)
    root: Any = document.root

    assert document.place_of(root["sites"][0]["operators"]).column == 16
    with pytest.raises(KeyError):
        document.place_of([])


def test_places_count_characters_after_a_mark_and_with_windows_line_ends() -> None:
    document = parse_document("\ufeffa: Hòn Gai\r\nb: {c: Đông, d: 7}\r\n".encode(), "x.yaml")

    place = document.place(("b", "d"))

    assert document.findings == []
    assert (place.line, place.column, place.length) == (2, 17, 1)
    assert document.excerpt(2) == "b: {c: Đông, d: 7}"


def test_a_finding_brings_its_line_along() -> None:
    from planner.foundation.text import Text

    finding = parsed(SITES).finding("E125", ("sites", 0, "lon"), Text(vi="sai", en="wrong"))

    assert finding.excerpt == "    lon: 107.77"
    assert render(finding, "en").splitlines()[-1] == "  |          ^^^^^^"


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ("name:Trạm\nlon: 1\n", "E101", 1, 5, "no space after the colon of `name`"),
        ("a: b: c\n", "E101", 1, 5, "the value has a colon"),
        ("a: 1\n  b: 2\n", "E101", 2, 4, "wrong level"),
        ("a:\n\tb: 1\n", "E101", 2, 1, "indented with a tab"),
        ("a: 'x\nb: 1\n", "E101", 1, 4, "quote opened here"),
        ("a: [1, 2\nb: 3\n", "E101", 1, 4, "`]`"),
        ("a: {x: 1\nb: 3\n", "E101", 1, 4, "`}`"),
        ("a: - b\n", "E101", 1, 4, "an item"),
        ("a: @x\n", "E101", 1, 4, "begin with `@`"),
        ("a: *\n", "E101", 1, 5, "begin with `*`"),
        ('a: "C:\\path"\n', "E101", 1, 7, "double quotes"),
        ("a: 'it's'\n", "E101", 1, 8, "closing quote"),
        ("a: [x,,y]\n", "E101", 1, 7, "comma"),
        ("a:\n - b\n  - c\n", "E101", 2, 4, "read as part of this value"),
        ("<<<<<<< HEAD\na: 1\n=======\nb: 1\n", "E101", 1, 1, "conflict mark"),
        ("? [a]\n: b\n", "E101", 1, 3, "a key must be text"),
        ("%YAML 2.0\n---\na: 1\n", "E101", 1, 1, "beginning with `%`"),
        ("a: !x!y 1\n", "E103", 1, 4, "tag"),
        ("a: 1\n...\nfoo\n", "E117", 3, 1, "after the end"),
    ],
)
def test_a_syntax_error_is_said_in_a_planners_words_where_it_was_typed(
    text: str, code: str, line: int, column: int, words: str
) -> None:
    (finding,) = parsed(text).findings

    assert finding.code == code
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (line, column)
    assert words in finding.fact.en
    assert finding.remedy is not None
    assert finding.fact.vi != finding.fact.en


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E117"), ("# chỉ có ghi chú\n", "E117"), ("---\n", "E117"),
        ("a: 1\n---\nb: 2\n", "E117"), ("just text\n", "E118"), ("12\n", "E118"),
    ],
)
def test_a_file_is_one_document_with_content(text: str, code: str) -> None:
    document = parsed(text)

    assert codes(document) == [code]
    assert document.root is None


def test_one_pass_reports_everything_that_does_not_stop_it() -> None:
    document = parsed("a: &x 1\na: 2\nb: *x\nyes: 1\nc: !t v\nd: \"\\u200b\"\n# \u202e\n")

    assert codes(document) == ["E102", "E105", "E102", "E104", "E103", "E109", "E109"]
    assert [f.place.line for f in document.findings if f.place] == [1, 2, 3, 4, 5, 6, 7]


# Threat: duplicate keys, also as composed and decomposed twins.

keys = st.text(
    st.sampled_from("abcdeghiklmnopqrstuvxyàảãáạăằẵẳắặâầẫẩấậđèẽẻéẹêềểễếệìíôốồộơờớợưừứựỳýABĐ"),
    max_size=8,
).map(lambda key: "ạ" + key)  # a letter of no old encoding: random words are no good text


@given(names=st.lists(keys, min_size=1, max_size=8, unique=True), data=st.data())
@settings(max_examples=times(400, 10_000), deadline=None)
def test_any_key_that_stands_twice_is_reported_with_both_lines(
    names: list[str], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(names) - 1))
    form = data.draw(st.sampled_from(["NFC", "NFD"]))
    indent = data.draw(st.sampled_from(["", "  "]))
    quote = data.draw(st.sampled_from(["", "'", '"']))
    twin = unicodedata.normalize(form, names[index])  # type: ignore[arg-type]
    lines = [f"{name}: 1" for name in names] + [f"{quote}{twin}{quote}: 2"]

    document = parsed(("top:\n" if indent else "") + "".join(f"{indent}{k}\n" for k in lines))

    assert codes(document) == ["E105"]
    first = index + 1 + bool(indent)
    last = len(lines) + bool(indent)
    assert f"on line {first} and on line {last}" in document.findings[0].fact.en


@given(names=st.lists(keys, min_size=1, max_size=8, unique=True))
@settings(max_examples=times(100, 10_000), deadline=None)
def test_keys_that_differ_are_no_duplicates(names: list[str]) -> None:
    assert parsed("".join(f"{name}: 1\n" for name in names)).findings == []


# Threat: invisible, control and bidi characters.

SNEAKY = [
    *(chr(point) for point in range(0x20) if chr(point) not in "\t\n\r"),
    *(chr(point) for point in range(0x7F, 0xA0)),
    *"\u00a0\u00ad\u034f\u061c\u1160\u180e\u2000\u200b\u200c\u200d\u200e\u200f\u2028\u2029",
    *"\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2069\u2800\u3000\u3164\ufeff\ufffc\ufffd\uffff",
    "\U000e0001", "\ue000", "ð", "Ð",
]


@pytest.mark.parametrize("character", SNEAKY, ids=lambda c: f"U+{ord(c):04X}")
@pytest.mark.parametrize("escaped", [False, True], ids=["raw", "escaped"])
def test_a_forbidden_character_in_a_name_is_refused_by_code_point(
    character: str, escaped: bool
) -> None:
    written = f'"Cô\\U{ord(character):08x}Tô"' if escaped else f"Cô{character}Tô"

    document = parsed(f"a: 1\nname: {written}\n")

    assert "E109" in codes(document)
    finding = next(f for f in document.findings if f.code == "E109")
    assert f"U+{ord(character):04X}" in finding.fact.en
    assert finding.place is not None
    assert finding.place.line == 2
    if not escaped:
        assert finding.place.column == 9
    shown = render(finding, "vi") + render(finding, "en")
    assert all(letter.isprintable() or letter == "\n" for letter in shown.replace("\t", ""))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"a\nb"', "a\nb"),
        (r'"a\tb"', "a\tb"),
        (r'"a \"b\" \\ \/"', 'a "b" \\ /'),
        (r'"C\u00f4 T\xf4"', "Cô Tô"),
        ("'it''s'", "it's"),
        ("'a\n\n  b'", "a\nb"),
        ("|\n  a\n  b\tc\n", "a\nb\tc\n"),
    ],
)
def test_line_breaks_tabs_and_ordinary_escapes_are_text_in_quotes_and_blocks(
    written: str, text: str
) -> None:
    document = parsed(f"note: {written}\n")

    assert document.findings == []
    assert document.root == {"note": text}


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\b", r"\v", r"\f", r"\r", r"\e", r"\_", r"\N", r"\L", r"\P"])
def test_escapes_for_what_may_stand_in_no_text_are_refused(escape: str) -> None:
    assert codes(parsed(f'note: "a{escape}b"\n')) == ["E109"]


def test_a_plain_text_has_no_line_breaks() -> None:
    assert codes(parsed("note: a\n\n  b\n")) == ["E109"]


def test_a_forbidden_name_is_reported_wherever_it_stands() -> None:
    assert codes(parsed("a: x\u200by\nb: x\u200by\n")) == ["E109", "E109"]


# Threat: keys that some readers convert.

@pytest.mark.parametrize("key", ["207", "yes", "NO", "on", "12:30", "0123", "1e3", "<<", "~", "null"])
def test_a_key_that_is_not_text_to_every_reader_is_refused(key: str) -> None:
    assert codes(parsed(f"{key}: x\n")) == ["E104"]
    assert codes(parsed(f"'{key}': x\n")) == []


# Threats: paths and links.

def test_a_file_outside_the_folder_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "province"
    root.mkdir()
    (tmp_path / "secret.yaml").write_text("a: 1\n")

    for path in (root / ".." / "secret.yaml", tmp_path / "secret.yaml", Path("/etc/passwd")):
        document = read_document(path, root=root, shown_path="x.yaml")
        assert codes(document) == ["E115"]
        assert document.root is None


def test_links_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "province"
    (root / "sub").mkdir(parents=True)
    (root / "real.yaml").write_text("a: 1\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "o.yaml").write_text("a: 1\n")
    (root / "inside.yaml").symlink_to(root / "real.yaml")
    (root / "outside.yaml").symlink_to(tmp_path / "out" / "o.yaml")
    (root / "folder").symlink_to(tmp_path / "out")
    (root / "loop.yaml").symlink_to(root / "loop.yaml")

    for name in ("inside.yaml", "outside.yaml", "folder/o.yaml", "loop.yaml"):
        assert codes(read_document(root / name, root=root, shown_path=name)) == ["E115"], name
    assert codes(read_document(root / "real.yaml", root=root, shown_path="r")) == []


def test_a_province_that_is_itself_reached_through_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.yaml").write_text("a: 1\n")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    root = tmp_path / "link"

    assert codes(read_document(root / "a.yaml", root=root, shown_path="a.yaml")) == []


def test_a_relative_path_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.yaml").write_text("a: 1\n")
    monkeypatch.chdir(tmp_path)

    document = read_document(Path("p/a.yaml"), root=Path("p"), shown_path="p/a.yaml")

    assert document.root == {"a": Plain("1")}
    assert document.size_bytes == 5
    assert len(document.sha256) == 64


def test_what_cannot_be_read_is_the_machines_fault_not_the_inputs(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")

    for name in ("missing.yaml", "folder.yaml", "pipe.yaml"):
        with pytest.raises(MachineError, match=name):
            read_document(tmp_path / name, root=tmp_path, shown_path=name)


def test_equal_scalars_of_one_file_are_one_object() -> None:
    root = parse_document(b"a: 12\nb: [12, 12, yes, yes, x-1, x-1]\n", "x.yaml").root
    assert isinstance(root, dict)
    twelve, other, yes, again, text, same = root["b"]
    assert root["a"] is twelve is other
    assert yes is again
    assert text is same
