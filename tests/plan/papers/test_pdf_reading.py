"""The lines of a PDF are read as another program reads them; what is broken, locked or too large is refused."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.foundation.text import LANGUAGES
from planner.plan.papers import pdf_reading
from planner.plan.papers.pdf_reading import Unreadable, lines_of_pages
from planner.plan.papers.writing import PAPERS
from tests.plan.papers.made import file_of, pdf_pages
from tests.plan.papers.whole_text import letters

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.papers.writing import Kind


def drawn(content: bytes, *, packed: bool = False) -> bytes:
    """A file of one page that sets text in a font of one-byte letters."""
    told, deflated = (zlib.compress(content), b"/Filter/FlateDecode") if packed else (content, b"")
    return (
        b"%%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj "
        b"3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj "
        b"4 0 obj <</Length %d%s>>\nstream\n%s\nendstream endobj 5 0 obj <</Type/Font/Subtype/Type1>> endobj"
    ) % (len(told), deflated, told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_page_says_what_another_reader_reads(kind: Kind, language: Language) -> None:
    read = lines_of_pages(file_of(kind, language, "pdf"))

    assert [letters("".join(lines)) for lines in read] == list(pdf_pages(kind, language))


def test_a_file_whose_objects_lie_in_streams_is_read() -> None:
    """As most programs lay them; ours does not."""
    plain = drawn(b"BT /F 9 Tf (mot) Tj ET")
    pages = b"3 0 <</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    packed = zlib.compress(pages)
    start, _, rest = plain.partition(b"3 0 obj")
    stream = b"9 0 obj <</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream endobj " % (
        len(packed), packed,
    )  # fmt: skip

    assert lines_of_pages(start + stream + rest.partition(b"endobj ")[2]) == [["mot"]]


def test_lines_go_by_the_height_at_which_letters_stand() -> None:
    told = b"BT /F 9 Tf 1 0 0 1 20 700 Tm (Co) Tj (To) Tj 50 0 Td (3) Tj 0 -12 Td (Van Don) Tj ET"

    assert lines_of_pages(drawn(told, packed=True)) == [["CoTo 3", "Van Don"]]


def test_what_was_changed_last_counts() -> None:
    old = drawn(b"BT /F 9 Tf (3) Tj ET")

    new = b"\n4 0 obj <</Length 21>>\nstream\nBT /F 9 Tf (4) Tj ET \nendstream endobj"

    assert lines_of_pages(old + new) == [["4"]]


def test_brackets_and_strokes_in_a_string_are_letters() -> None:
    assert lines_of_pages(drawn(rb"BT /F 9 Tf (a (b (c)) \( \051 \\ d) Tj ET")) == [["a (b (c)) ( ) \\ d"]]


def test_a_text_laid_over_the_page_is_read() -> None:
    over = b"BT /F 9 Tf 1 0 0 1 20 600 Tm (4) Tj ET"
    page = drawn(b"BT /F 9 Tf 1 0 0 1 20 700 Tm (3) Tj ET /X Do").replace(b"<</Font", b"<</XObject<</X 6 0 R>>/Font", 1)
    form = b" 6 0 obj <</Subtype/Form/Length %d>>\nstream\n%s\nendstream endobj" % (len(over), over)

    assert lines_of_pages(page + form) == [["3", "4"]]


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reading, "MOST_BYTES", 1000)

    with pytest.raises(Unreadable, match="size"):
        lines_of_pages(drawn(b"BT /F 9 Tf (" + b"a" * 2000 + b") Tj ET", packed=True))


@pytest.mark.parametrize(
    "junk",
    [
        b"", b"%PDF-1.7", b"not a pdf", b"%PDF-1.7 1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj",
        b"%PDF-1.7 1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[2 0 R]>> endobj",
        drawn(b"BT /F 9 Tf (3 Tj ET"), drawn(b"Tj"), drawn(b"3").replace(b"/Length", b"/Filter/LZWDecode/Length"),
        b"%PDF-1.7 1 0 obj " + b"[" * 100_000, b"%PDF-1.7 1 0 obj " + b"(" * 1_000_000,
    ],
    ids=["empty", "head", "text", "no pages", "circle", "string", "operand", "filter", "depth", "brackets"],
)  # fmt: skip
def test_junk_is_refused_and_never_a_crash(junk: bytes) -> None:
    with pytest.raises(Unreadable):
        lines_of_pages(junk)


@given(at=st.integers(0, 400), gone=st.integers(0, 30), put=st.binary(max_size=20))
def test_a_damaged_file_is_read_or_refused(at: int, gone: int, put: bytes) -> None:
    whole = drawn(b"BT /F 9 Tf 1 0 0 1 20 700 Tm (mot) Tj ET")

    try:
        read = lines_of_pages(whole[:at] + put + whole[at + gone :])
    except Unreadable:
        return
    assert all(isinstance(line, str) for lines in read for line in lines)
