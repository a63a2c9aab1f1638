"""How wide the columns of a table are: as its template says, but none narrower than what may not be torn.

A number stays with its unit, a code stays whole, and no word is broken inside.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.plan.papers.blocks import plain_text
from planner.plan.papers.widths import width_pt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.plan.papers.blocks import Table, Words

PT_PER_MM = 72 / 25.4
UPRIGHT_MM, WIDE_MM = 165.0, 252.0
"""Width of the text on an A4 page that stands, and on one that lies."""
_UNITS = r"h|ph|min|giờ|phút|ngày|hours?|minutes?|days?|lít|litres?|l|km|m|m/s|kW|kVA|dB|MHz|Mbit/s|%"
WITH_UNIT = re.compile(
    rf"\d[\d.,]*(?:[–-]\d[\d.,]*)?(?: (?:{_UNITS})(?![\w/]))+(?: \d+ (?:ph|min)(?!\w))?"
    r"|(?:cấp|force) \d+|năm \d{4}"
)
"""A number with its unit, a length of time, a wind force: what stands on one line."""
WHOLE = re.compile(
    rf"{WITH_UNIT.pattern}"
    r"|(?<![\w/-])[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)+(?![\w-])"
    r"|\d+[:/]\d{4}/[\w-]+"
)
"""The same, and codes of things and numbers of legal texts."""
_CODE_LETTERS = 8
"""So many letters of a path or a digest stay together; it may be broken behind them."""
_MOST = 0.4
"""No single word makes a column wider than this share of the table."""


def widths_pt(
    table: Table, width_pt: float, size_pt: float, sides_pt: float
) -> tuple[list[float], bool]:
    """The width of each column in points, and whether everything stands unbroken at these widths.

    Parameters
    ----------
    width_pt, size_pt
        Width of the table, size of its letters.
    sides_pt
        What a cell's left and right margins take together.
    """
    total = sum(column.share for column in table.columns)
    shares = [width_pt * column.share / total for column in table.columns]
    floors = [min(floor + sides_pt, width_pt * _MOST) for floor in _floors(table, size_pt)]
    if sum(floors) > width_pt:
        return shares, False
    lacking = sum(max(floor - share, 0) for floor, share in zip(floors, shares, strict=True))
    spare = sum(max(share - floor, 0) for floor, share in zip(floors, shares, strict=True))
    given = lacking / spare if spare else 0.0
    return [
        floor if share <= floor else share - (share - floor) * given
        for floor, share in zip(floors, shares, strict=True)
    ], True


def _floors(table: Table, size_pt: float) -> list[float]:
    """The widest piece of each column that may not be torn, in points."""
    floors = [0.0] * len(table.columns)
    for at, words in enumerate(table.head):
        floors[at] = _widest(words, size_pt, bold=True)
    for row in table.rows:
        at = 0
        for cell in row.cells:
            if cell.across == 1:
                floors[at] = max(floors[at], _widest(cell.words, size_pt))
            at += cell.across
    return floors


def _widest(words: Words, size_pt: float, *, bold: bool = False) -> float:
    if any(span.code for span in words):
        return _advance("0" * _CODE_LETTERS, bold) * size_pt
    heavy = bold or any(span.bold for span in words)
    return max((_advance(piece, heavy) for piece in unbroken(plain_text(words))), default=0.0) * size_pt


def unbroken(text: str) -> Iterator[str]:
    """The pieces between which a line may be broken."""
    at = 0
    for found in WITH_UNIT.finditer(text):
        yield from text[at : found.start()].split()
        yield found.group()
        at = found.end()
    yield from text[at:].split()


@lru_cache(maxsize=65_536)
def _advance(piece: str, bold: bool) -> float:
    """The width of a piece whose letters are one point high."""
    return width_pt(piece, 1.0, bold=bold)
