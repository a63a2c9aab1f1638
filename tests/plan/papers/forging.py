"""One digit of a finished document changed, at a random place among those that a reader sees."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ByteStringObject, ContentStream, NameObject

from planner.plan.papers.package import unzipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from planner.plan.render import Form

_BETWEEN_TAGS = re.compile(r"<(style|script)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
_IN_WORD = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|descr=\"([^\"]*)\"")
_NOT_READ = re.compile(r"<!--.*?-->|\(map\.\w\w\.svg\)|\\u[0-9a-f]{4}", re.DOTALL)
_WORD_PART = re.compile(r"word/(?:document|footer\d*)\.xml")


def other_digit(digit: str, rng: Random) -> str:
    """Any other."""
    return rng.choice([each for each in "0123456789" if each != digit])


def _changed(text: str, seen: list[int], rng: Random) -> str:
    """The text with one digit changed, of those at the places that are seen."""
    at = rng.choice(seen)
    return f"{text[:at]}{other_digit(text[at], rng)}{text[at + 1:]}"


def _digits(text: str, start: int = 0, end: int | None = None) -> list[int]:
    return [found.start() for found in re.compile(r"[0-9]").finditer(text, start, len(text) if end is None else end)]


def forged_html(content: bytes, rng: Random) -> bytes:
    """A page with one digit changed that stands between tags, in its pictures too."""
    page = content.decode()
    start = page.index("<body")
    seen, last = [], start
    for tag in _BETWEEN_TAGS.finditer(page, start):
        seen += _digits(page, last, tag.start())
        last = tag.end()
    return _changed(page, seen, rng).encode()


def forged_markdown(content: bytes, rng: Random) -> bytes:
    """Markdown with one digit changed."""
    text = content.decode()
    hidden = {at for found in _NOT_READ.finditer(text) for at in range(*found.span())}
    return _changed(text, [at for at in _digits(text) if at not in hidden], rng).encode()


def forged_word(content: bytes, rng: Random) -> bytes:
    """A Word file with one digit changed: of its text, its feet or the words of its pictures."""
    parts = {name: part.decode() for name, part in unzipped(content).items() if _WORD_PART.fullmatch(name)}
    seen = [
        (name, at)
        for name, part in sorted(parts.items())
        for found in _IN_WORD.finditer(part)
        for group in (1, 2)
        if found.group(group)
        for at in _digits(part, *found.span(group))
    ]
    name, at = rng.choice(seen)
    return repacked(content, lambda each, part: _changed(part.decode(), [at], rng).encode() if each == name else part)


def repacked(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A Word file packed again with some parts changed, or left out where `change` gives None."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            part = change(name, source.read(name))
            if part is not None:
                target.writestr(name, part)
    return stream.getvalue()


FORGED: dict[Form, Callable[[bytes, Random], bytes]] = {
    "docx": forged_word, "html": forged_html, "md": forged_markdown,
}  # fmt: skip


# --- PDF ------------------------------------------------------------------------------------------


class PdfForger:
    """A PDF in which one digit at a time is changed, on a page at random."""

    def __init__(self, content: bytes) -> None:
        self.writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))

    def forged_page(self, rng: Random) -> tuple[int, str]:
        """A page's number, and what the page says with one of its digits changed; the file is as before."""
        number, page, stream = self._forge(rng)
        before = page.raw_get("/Contents")
        page[NameObject("/Contents")] = stream
        said = page.extract_text()
        page[NameObject("/Contents")] = before
        return number, said

    def forged_file(self, rng: Random) -> tuple[int, bytes]:
        """A page's number, and the whole file with one digit of that page changed, for good."""
        number, page, stream = self._forge(rng)
        page.replace_contents(stream)
        made = io.BytesIO()
        self.writer.write(made)
        return number, made.getvalue()

    def _forge(self, rng: Random) -> tuple[int, Any, ContentStream]:
        """A page's number, the page, and what would draw it with one digit changed."""
        while True:
            number = rng.randrange(len(self.writer.pages))
            page: Any = self.writer.pages[number]
            stream = ContentStream(page["/Contents"], self.writer)
            operations = stream.operations
            places = list(_digits_set(operations, page["/Resources"]["/Font"]))
            if places:
                strings, which, at, codes = rng.choice(places)
                told = strings[which].original_bytes
                other = rng.choice([code for code in codes if code != told[at : at + 2]])
                strings[which] = ByteStringObject(told[:at] + other + told[at + 2 :])
                stream.operations = operations
                return number, page, stream


def _digits_set(operations: Any, fonts: Any) -> Iterator[tuple[Any, int, int, list[bytes]]]:
    """Every digit that a page sets: the strings, which of them, the byte, and the codes of that font's digits."""
    codes: list[bytes] = []
    for operands, operator in operations:
        if operator == b"Tf":
            codes = _codes_of_digits(fonts[operands[0]]["/ToUnicode"].get_data().decode())
        strings = operands if operator == b"Tj" else operands[0] if operator == b"TJ" else []
        for which, string in enumerate(strings):
            told = getattr(string, "original_bytes", b"")
            yield from (
                (strings, which, at, codes)
                for at in range(0, len(told), 2)
                if len(codes) > 1 and told[at : at + 2] in codes
            )


def _codes_of_digits(mapping: str) -> list[bytes]:
    found = re.findall(r"<([0-9A-Fa-f]{4})> <003([0-9])>", mapping)
    return [bytes.fromhex(code) for code, _ in found]
