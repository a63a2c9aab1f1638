"""What stands where on a page of a PDF: lines of letters with their font, and the rules between them.

Measured by poppler, which had no part in making the pages.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from collections.abc import Iterator

FONTS = Path(__file__).resolve().parents[3] / "templates" / "papers" / "fonts"
OFFICE = shutil.which("soffice")
POPPLER = shutil.which("pdftohtml")
_ZOOM = 3.0  # pixels per point; poppler goes no further
_DPI = 200
MM_PER_PT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Line:
    """Letters of one look on one line."""

    page: int
    text: str
    left_mm: float
    right_mm: float
    top_mm: float
    size_pt: float
    bold: bool
    italic: bool
    colour: str
    family: str

    @property
    def middle_mm(self) -> float:
        """The middle of the line, from the left edge of the page."""
        return (self.left_mm + self.right_mm) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size and its lines from the top down."""

    number: int
    width_mm: float
    height_mm: float
    lines: tuple[Line, ...]

    def line(self, text: str) -> Line:
        """The first line that holds `text`."""
        return next(line for line in self.lines if text in line.text)


def pages_of(pdf: Path) -> list[Page]:
    """Every page of a PDF."""
    told = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-hidden", "-stdout", "-zoom", str(_ZOOM), str(pdf)],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    root = ElementTree.fromstring(told.replace(b'<!DOCTYPE pdf2xml SYSTEM "pdf2xml.dtd">', b""))
    fonts: dict[str, ElementTree.Element] = {}
    pages = []
    for at, page in enumerate(root.iter("page"), start=1):
        fonts |= {font.get("id", ""): font for font in page.iter("fontspec")}
        lines = tuple(sorted(_lines(page, at, fonts), key=lambda line: (line.top_mm, line.left_mm)))
        pages.append(Page(at, _mm(page.get("width")), _mm(page.get("height")), lines))
    return pages


def _lines(
    page: ElementTree.Element, at: int, fonts: dict[str, ElementTree.Element]
) -> Iterator[Line]:
    for text in page.iter("text"):
        words = "".join(text.itertext())
        if not words.strip():
            continue
        font = fonts[text.get("font", "")]
        left, width = _mm(text.get("left")), _mm(text.get("width"))
        size = float(font.get("size", "0")) / _ZOOM
        # A space that ends a line hangs over its edge; it is a quarter of the size wide.
        hang = (len(words) - len(words.rstrip())) * size / 4 * MM_PER_PT
        yield Line(
            at, words.strip(), left, left + width - hang, _mm(text.get("top")), size,
            text.find(".//b") is not None, text.find(".//i") is not None,
            font.get("color", ""), font.get("family", "").split("+")[-1],
        )  # fmt: skip


def _mm(pixels: str | None) -> float:
    return float(pixels or 0) / _ZOOM * MM_PER_PT


def rules_of(pdf: Path, number: int) -> list[tuple[float, float, float]]:
    """Horizontal rules of a page as (left, right, height from the top), mm; the longest of each stroke."""
    told = subprocess.run(
        ["pdftoppm", "-gray", "-r", str(_DPI), "-f", str(number), "-l", str(number), str(pdf)],
        check=True, capture_output=True,
    ).stdout  # fmt: skip
    head, size, depth, pixels = told.split(b"\n", 3)
    assert (head, depth) == (b"P5", b"255")
    width, height = (int(each) for each in size.split())
    found: list[tuple[float, float, float]] = []
    for y in range(height):
        row = pixels[y * width : (y + 1) * width]
        for left, right in _runs(row):
            rule = left / _DPI * 25.4, right / _DPI * 25.4, y / _DPI * 25.4
            if not found or rule[2] - found[-1][2] > 0.5 or abs(rule[0] - found[-1][0]) > 0.5:
                found.append(rule)
    return found


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Dark stretches of at least 8 mm."""
    least = round(8 / 25.4 * _DPI)
    start = -1
    for x, grey in enumerate(row):
        dark = grey < 150
        if dark and start < 0:
            start = x
        if not dark and start >= 0:
            if x - start >= least:
                yield start, x
            start = -1


@lru_cache(maxsize=1)
def _font_settings() -> str:
    """Fontconfig that gives LibreOffice our metric-compatible letters for Times New Roman."""
    folder = Path(tempfile.mkdtemp(prefix="batram-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{FONTS}</dir><cachedir>{folder}/cache</cachedir>"
        '<match target="pattern"><test name="family"><string>Times New Roman</string></test>'
        '<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>'
        "</fontconfig>",
        encoding="utf-8",
    )
    return str(path)


def by_office(document: Path, folder: Path) -> Path:
    """A Word file as LibreOffice sets it, as PDF."""
    assert OFFICE is not None
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder}/office", "--headless",
         "--convert-to", "pdf", "--outdir", str(folder), str(document)],
        check=True, capture_output=True, timeout=180,
        env={**os.environ, "FONTCONFIG_FILE": _font_settings()},
    )  # fmt: skip
    return folder / f"{document.stem}.pdf"
