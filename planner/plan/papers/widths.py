"""How wide a line of Times New Roman is: read from the metric-compatible fonts that ship with us."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.foundation.resources import templates_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILES = {False: "Tinos-Regular.ttf", True: "Tinos-Bold.ttf"}


def width_pt(text: str, size_pt: float, *, bold: bool = False) -> float:
    """The width of a line of text in points; a letter that the font lacks counts as an `n`."""
    advances, per_em = _metrics(bold)
    otherwise = advances[ord("n")]
    return sum(advances.get(ord(letter), otherwise) for letter in text) * size_pt / per_em


@lru_cache(maxsize=2)
def _metrics(bold: bool) -> tuple[Mapping[int, int], int]:
    """Advance of each code point in font units, and the units per em."""
    data = (templates_folder() / "papers" / "fonts" / _FILES[bold]).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for at in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * at)
        tables[tag.decode()] = offset
    per_em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    long_metrics = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    advances = {}
    for code, glyph in _glyphs(data, tables["cmap"]).items():
        at = min(glyph, long_metrics - 1)
        advances[code] = struct.unpack_from(">H", data, tables["hmtx"] + 4 * at)[0]
    return advances, per_em


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Code point to glyph, from the table of format 4 (OpenType specification, `cmap`)."""
    for at in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        offset = struct.unpack_from(">L", data, cmap + 4 + 8 * at + 4)[0]
        start = cmap + offset
        if struct.unpack_from(">H", data, start)[0] == 4:
            return _format_4(data, start)
    msg = "the font has no character map of format 4"
    raise ValueError(msg)


def _format_4(data: bytes, start: int) -> dict[int, int]:
    segments = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, start + 14)
    starts = struct.unpack_from(f">{segments}H", data, start + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", data, start + 16 + 4 * segments)
    ranges_at = start + 16 + 6 * segments
    ranges = struct.unpack_from(f">{segments}H", data, ranges_at)
    found = {}
    for segment in range(segments):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            if ranges[segment] == 0:
                glyph = (code + deltas[segment]) & 0xFFFF
            else:
                at = ranges_at + 2 * segment + ranges[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", data, at)[0]
                glyph = (glyph + deltas[segment]) & 0xFFFF if glyph else 0
            if glyph:
                found[code] = glyph
    return found
