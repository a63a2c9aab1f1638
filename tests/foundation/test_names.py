"""Names: one stored form, one key to compare by, nothing invisible."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.names import (
    display_width,
    distance,
    fold,
    for_terminal,
    forbidden_at,
    forbidden_words,
    is_id,
    is_swap,
    nfc,
    plain,
)

SAME = [
    ("Hòa Bình", "Hoà Bình"), ("Thủy Nguyên", "Thuỷ Nguyên"), ("khoẻ", "khỏe"),
    ("HÒA", "hoà"), ("Cô Tô", "cô  tô "), ("Đông Triều", "đông triều"),
    ("Hoà", unicodedata.normalize("NFD", "Hòa")), ("Uông Bí", "UÔNG BÍ"),
    ("loè", "lòe"), ("quý", "qúy"), ("Lũy", "Luỹ"), ("hoạ", "họa"),
]
DIFFERENT = [
    ("Đông", "Dong"), ("Đông", "Dông"), ("Cô Tô", "Co To"), ("của", "cuả"), ("mía", "miá"),
    ("Hải Hà", "Hải Hậu"), ("Ðông", "Đông"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_two_spellings_of_one_name_have_one_key(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_two_names_have_two_keys(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("dong trieu", "Đông Triều"), ("CO TO", "Cô Tô"), ("van don", "Vân Đồn"),
     ("thuy nguyen", "Thuỷ Nguyên"), ("ba che", "Ba Chẽ"), ("uong bi", "Uông Bí")],
)
def test_a_name_is_found_when_typed_without_diacritics(typed: str, name: str) -> None:
    assert plain(typed) == plain(name)


@given(st.text(max_size=30))
def test_the_key_does_not_depend_on_composition(name: str) -> None:
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))
    assert plain(unicodedata.normalize("NFD", name)) == plain(name)


@given(st.text(max_size=30))
def test_the_stored_form_is_composed_and_stays(name: str) -> None:
    assert nfc(nfc(name)) == nfc(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    ("character", "advice"),
    [("Ð", "Đ (U+0110)"), ("ð", "đ (U+0111)"), ("\u00a0", "ordinary space"), ("\u200b", "delete")],
)
def test_a_forbidden_character_comes_with_advice(character: str, advice: str) -> None:
    fact, remedy = forbidden_words(character)

    assert forbidden_at(f"Cô{character}Tô") == 2
    assert f"U+{ord(character):04X}" in fact.vi
    assert f"U+{ord(character):04X}" in fact.en
    assert advice in remedy.en
    assert remedy.vi


@pytest.mark.parametrize(
    "name", ["Cô Tô", "Đắk Lắk", "H'Mông", "45 m² – 20 °C", "Müller & Söhne", "Trạm “A” (số 2)"]
)
def test_ordinary_names_are_allowed(name: str) -> None:
    assert forbidden_at(name) is None
    assert forbidden_at(unicodedata.normalize("NFD", name)) is None


def test_every_control_character_is_forbidden_and_never_shown() -> None:
    for point in [*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x202E, 0x2066, 0xFEFF, 0x2028]:
        character = chr(point)
        assert forbidden_at(f"a{character}b") == 1, hex(point)
        assert for_terminal(f"a{character}b").isprintable(), hex(point)


@given(st.text(max_size=50))
def test_what_goes_to_the_terminal_is_printable_and_as_long(text: str) -> None:
    shown = for_terminal(text)

    assert shown.isprintable()
    assert len(shown) == len(text)


@pytest.mark.parametrize("name", ["CT-01", "a", "0", "A" * 40, "com10", "CONSOLE"])
def test_ids_are_letters_digits_and_hyphens(name: str) -> None:
    assert is_id(name)


@pytest.mark.parametrize(
    "name",
    ["", "A" * 41, "a b", "a/b", "..", "Cô", "a_b", "a\n", "con", "NUL", "Com1", "lpt9", "aux",
     "PRN", "C:", "１"],
)
def test_what_could_not_name_a_file_everywhere_is_no_id(name: str) -> None:
    assert not is_id(name)


def test_width_counts_columns_not_characters() -> None:
    assert display_width("Hòn Gai") == 7
    assert display_width(unicodedata.normalize("NFD", "Hòn Gai")) == 7
    assert display_width("字") == 2
    assert display_width("") == 0


@pytest.mark.parametrize(
    ("left", "right", "edits"),
    [("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ab", 1), ("", "ab", 2),
     ("feeder-17", "feeder-71", 1), ("kitten", "sitting", 3), ("abcd", "wxyz", 4), ("ab", "ba", 1)],
)
def test_distance_counts_edits_up_to_its_limit(left: str, right: str, edits: int) -> None:
    assert distance(left, right, 5) == edits
    assert distance(right, left, 5) == edits
    assert distance(left, right, 2) == min(edits, 3)


def slow_distance(left: str, right: str) -> int:
    """Optimal string alignment by its definition."""
    if not left or not right:
        return len(left) + len(right)
    found = min(
        slow_distance(left[:-1], right) + 1,
        slow_distance(left, right[:-1]) + 1,
        slow_distance(left[:-1], right[:-1]) + (left[-1] != right[-1]),
    )
    if len(left) > 1 and len(right) > 1 and left[-1] == right[-2] and left[-2] == right[-1]:
        found = min(found, slow_distance(left[:-2], right[:-2]) + 1)
    return found


@given(st.text("abc", max_size=5), st.text("abc", max_size=5), st.integers(0, 6))
def test_distance_agrees_with_its_definition(left: str, right: str, limit: int) -> None:
    assert distance(left, right, limit) == min(slow_distance(left, right), limit + 1)


def test_a_swap_of_neighbours_is_recognised() -> None:
    assert is_swap("feeder-17", "feeder-71")
    assert not is_swap("feeder-17", "feeder-18")
    assert not is_swap("ab", "abc")
