"""Bytes become text only when they are UTF-8 and the text is good; all else is named."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.foundation.encodings import decoded
from planner.foundation.syllables import is_syllable
from planner.foundation.yaml.source import parse_document

COMMUNES = Path(__file__).parents[3] / "shared" / "data" / "admin" / "communes_2025.csv"
TYPED = [
    "Đặc khu Cô Tô", "Đặc khu Vân Đồn", "Phường Hồng Gai", "Phường Bãi Cháy", "Phường Cẩm Phả",
    "Xã Đông Triều", "Phường Uông Bí", "Xã Tiên Yên", "Xã Ba Chẽ", "Phường Móng Cái",
    "Xã Vĩnh Thực", "Phường Thuỷ Nguyên", "Đặc khu Cát Hải", "Đặc khu Bạch Long Vĩ",
]
TONES = {"\u0301": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}

# Letter by letter as the old standards print them, not taken from the product's own tables.
TCVN3 = {
    "": "", "a": "¸µ¶·¹", "ă": "¾»¼½Æ", "â": "ÊÇÈÉË", "e": "ÐÌÎÏÑ", "ê": "ÕÒÓÔÖ", "i": "Ý×ØÜÞ",
    "o": "ãßáâä", "ô": "èåæçé", "ơ": "íêëìî", "u": "óïñòô", "ư": "øõö÷ù", "y": "ýúûüþ",
}
TCVN3_BARE = {"ă": "¨", "â": "©", "ê": "ª", "ô": "«", "ơ": "¬", "ư": "\u00ad", "đ": "®",
              "Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦", "Đ": "§"}
VNI = {
    "a": ["aù", "aø", "aû", "aõ", "aï"], "ă": ["aé", "aè", "aú", "aü", "aë"],
    "â": ["aá", "aà", "aå", "aã", "aä"], "e": ["eù", "eø", "eû", "eõ", "eï"],
    "ê": ["eá", "eà", "eå", "eã", "eä"], "i": ["í", "ì", "æ", "ó", "ò"],
    "o": ["où", "oø", "oû", "oõ", "oï"], "ô": ["oá", "oà", "oå", "oã", "oä"],
    "ơ": ["ôù", "ôø", "ôû", "ôõ", "ôï"], "u": ["uù", "uø", "uû", "uõ", "uï"],
    "ư": ["öù", "öø", "öû", "öõ", "öï"], "y": ["yù", "yø", "yû", "yõ", "î"],
}
VNI_BARE = {"ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö", "đ": "ñ"}


def apart(letter: str) -> tuple[str, int | None]:
    """A letter without its tone, and which tone it bears."""
    pieces = unicodedata.normalize("NFD", letter)
    tone = next((TONES[mark] for mark in pieces if mark in TONES), None)
    return unicodedata.normalize("NFC", "".join(m for m in pieces if m not in TONES)), tone


def tcvn3(text: str) -> bytes:
    """TCVN3, which has no capitals with tones: fonts make those of small letters."""
    written = ""
    for letter in text:
        base, tone = apart(letter)
        written += TCVN3_BARE.get(base, base) if tone is None else TCVN3[base.lower()][tone]
    return written.encode("latin-1")


def vni(text: str) -> bytes:
    written = ""
    for letter in text:
        base, tone = apart(letter)
        low = base.lower()
        pair = VNI_BARE.get(low, low) if tone is None else VNI[low][tone]
        written += pair if base == low else pair.upper()
    return written.encode("latin-1")


def cp1258(text: str) -> bytes:
    written = b""
    for letter in text:
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = apart(letter)
            assert tone is not None
            written += base.encode("cp1258") + list(TONES)[tone].encode("cp1258")
    return written


def as_latin_1(write: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """The bytes of an encoding, taken for Latin-1 by some program and saved as UTF-8."""
    return lambda text: write(text).decode("latin-1").encode()


def twice_through_windows(text: str) -> bytes:
    return "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in text.encode()
    ).encode()


WRONG: dict[str, tuple[Callable[[str], bytes], str]] = {
    "TCVN3": (tcvn3, "tcvn3"),
    "VNI": (vni, "vni"),
    "cp1258": (cp1258, "cp1258"),
    "TCVN3 as Latin-1": (as_latin_1(tcvn3), "tcvn3"),
    "VNI as Latin-1": (as_latin_1(vni), "vni"),
    "cp1258 as Latin-1": (as_latin_1(cp1258), "cp1258"),
    "UTF-8 as Latin-1": (as_latin_1(str.encode), "twice"),
    "UTF-8 as cp1252": (twice_through_windows, "twice"),
    "UTF-16": (lambda text: text.encode("utf-16"), "utf-16"),
    "UTF-16 without mark": (lambda text: ("# file\n" + text).encode("utf-16-le"), "utf-16"),
    "UTF-32": (lambda text: text.encode("utf-32"), "utf-32"),
}


def real_names() -> list[str]:
    """200 commune names, evenly from the list of 2025."""
    if not COMMUNES.exists():
        pytest.skip("the list of communes of 2025 is not beside this checkout")
    with COMMUNES.open(encoding="utf-8") as file:
        names = sorted({row["commune"] for row in csv.DictReader(file)})
    names = [name for name in names if not name.isascii()]
    return names[:: len(names) // 200][:200]


def file_of(names: list[str]) -> str:
    return "communes:\n" + "".join(f"  - name: {name}\n" for name in names)


def name_found(data: bytes) -> str | None:
    refusal = decoded(data).refusal
    return None if refusal is None else refusal.name


@pytest.mark.parametrize("encoding", WRONG)
def test_a_file_of_typed_names_in_a_wrong_encoding_is_refused_by_name(encoding: str) -> None:
    write, name = WRONG[encoding]

    document = parse_document(write(file_of(TYPED)), "communes.yaml")

    assert name_found(write(file_of(TYPED))) == name
    assert [finding.code for finding in document.findings] == ["E108"]
    assert document.root is None
    (finding,) = document.findings
    assert finding.remedy is not None
    assert finding.fact.vi != finding.fact.en


@pytest.mark.parametrize("encoding", WRONG)
def test_each_of_200_real_names_is_named_right_and_none_is_accepted_garbled(encoding: str) -> None:
    write, name = WRONG[encoding]

    found = [name_found(write(file_of([real]))) for real in real_names()]

    assert len(found) == 200
    assert None not in found
    assert found.count(name) >= 198


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "BOM"])
def test_good_names_are_accepted_each_and_all(form: str, mark: str) -> None:
    names = [unicodedata.normalize(form, name) for name in [*TYPED, *real_names()]]  # type: ignore[arg-type]

    for text in [file_of(names), *(file_of([name]) for name in names)]:
        read = decoded((mark + text).encode())
        assert read.refusal is None
        assert read.text == text


@pytest.mark.parametrize(
    "text",
    [
        "owner: Müller & Söhne, São Paulo", "unit: 5 µm, 45 m², 20 °C, 3 × 4, «Trạm»",
        "Ê Đê, Đắk Lắk, Krông Búk, Y Tý, H'Mông", "Café Zoë, naïve, résumé", "½ ± €",
        "Xã Ia Boòng", "字 привет",
    ],
)
def test_good_text_that_is_not_vietnamese_throughout_is_accepted(text: str) -> None:
    assert decoded(text.encode()).refusal is None


def test_a_few_garbled_names_among_many_good_ones_are_found_where_they_stand() -> None:
    good = file_of(TYPED * 20)
    bad = good + "  - name: Tr¹m Hßn Gai\n"

    (finding,) = parse_document(bad.encode(), "x.yaml").findings

    assert finding.code == "E108"
    assert finding.place is not None
    assert (finding.place.line, finding.place.column) == (2 + len(TYPED) * 20, 11)
    assert finding.note is not None
    assert finding.note.vi == "lẽ ra là “Trạm”"


def test_a_damaged_byte_in_a_good_file_is_shown_by_its_line() -> None:
    data = file_of(TYPED).encode()
    cut = data.index("Cháy".encode()) + len(b"Ch") + 1

    (finding,) = parse_document(data[:cut] + data[cut + 1 :], "x.yaml").findings

    assert finding.code == "E108"
    assert "damaged byte" in finding.fact.en
    assert finding.place is not None
    assert finding.place.line == 5


def test_bytes_of_no_known_encoding_are_called_unknown() -> None:
    assert name_found(b"a: \xff\xfe\xfa\x80 zz\xff\n") == "unknown"


def test_the_conversion_to_run_is_offered() -> None:
    def remedy(data: bytes) -> str:
        refusal = decoded(data).refusal
        assert refusal is not None
        return refusal.remedy.en

    assert "iconv -f UTF-16 -t UTF-8" in remedy(file_of(TYPED).encode("utf-16"))
    assert "UniKey" in remedy(tcvn3(file_of(TYPED)))
    assert "iconv -f UTF-8 -t CP1252" in remedy(as_latin_1(str.encode)(file_of(TYPED)))


def test_plain_ascii_is_always_good() -> None:
    assert decoded(b"sites: []\n").refusal is None
    assert decoded(b"").refusal is None


@pytest.mark.parametrize(
    "word", ["Trạm", "HÒA", "hoà", "thủy", "Thuỷ", "quý", "nghiêng", "gì", "khuỷu", "Đắk", "yên"]
)
def test_syllables_are_recognised_in_both_schools_of_tone(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["Tr¹m", "xaõ", "hòá", "Phöôøng", "tràt", "eng̀g", "bng", "hÒa"])
def test_what_cannot_be_spelt_so_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
