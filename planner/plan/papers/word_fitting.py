"""What must stand on one page of a Word file: how high it will be, and how much smaller it must be set to fit.

Word sets the page, not we; so the height is reckoned from the widths of the letters, a little on the safe side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.plan.papers.blocks import Heading, Items, Pair, Para, Picture, Table, plain_text
from planner.plan.papers.columns import PT_PER_MM, widths_pt
from planner.plan.papers.widths import width_pt
from planner.plan.papers.words import marks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.plan.papers.blocks import Block, Sheet, Words

PAGE_PT = (297 - 20 - 20) * PT_PER_MM
"""Height of the text on an A4 page that stands."""
TITLES_PT = 72.0
"""The three lines of an appendix's title, above its first sheet."""
LINE = 1.15
"""A single line of Times New Roman, as a share of its size."""
SCALES = (1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72)
"""Tried one after the other; nothing is set smaller than the last."""
_SAFE = 1.03
_BOX_PT = 0.6
CELL_SIDES_PT = 6.0
"""The margins of a cell, left and right together."""
CELL_PT, SHEET_CELL_PT = 11.0, 9.5
"""Size of the letters of a table, and of a table in a sheet."""
# Style of a sheet: size, space before and after, points.
_SHEET: dict[str, tuple[float, float, float]] = {
    "body": (10, 1, 0), "blank": (10, 1, 0), "small": (8.5, 0.5, 0), "note": (9.5, 4, 2),
    "verdict": (10, 3, 3), "lead": (12, 4, 2), "centred": (14, 3, 0), "basis": (14, 6, 0),
}  # fmt: skip
_CAPTION, _HEAD, _PICTURE_WORDS, _TITLE = 11.0, 10.0, 9.0, 15.0


def fitting_scale(
    sheet: Sheet, shapes: Mapping[Picture, float], width_mm: float, *, titled: bool
) -> float:
    """By what a sheet must be set smaller to stand on one page.

    Parameters
    ----------
    shapes
        Height of each picture over its width.
    titled
        Whether the title of an appendix stands above it.
    """
    room = PAGE_PT - (TITLES_PT if titled else 0)
    for scale in SCALES:
        reckoner = _Reckoner(shapes, scale)
        high = _TITLE * LINE + 8 + reckoner.blocks(sheet.blocks, width_mm * PT_PER_MM)
        if high * _SAFE <= room:
            return scale
    return SCALES[-1]


class _Reckoner:
    """Heights in points of blocks whose letters and pictures are `scale` times their size."""

    def __init__(self, shapes: Mapping[Picture, float], scale: float) -> None:
        self.shapes, self.scale = shapes, scale

    def blocks(self, blocks: Sequence[Block], width: float) -> float:
        """All of them, one below the other."""
        return sum(self.block(each, width) for each in blocks)

    def block(self, block: Block, width: float) -> float:
        """One of them."""
        if isinstance(block, Para):
            size, before, after = _SHEET[block.kind]
            return self.lines(block.words, size, width) + before + after
        if isinstance(block, Items):
            return sum(
                self.lines(entry, 10, width, start=f"{mark} ") + 1
                for mark, entry in zip(marks_of(block), block.entries, strict=True)
            )
        if isinstance(block, Heading):
            return self.lines(block.words, _HEAD, width) + 3
        if isinstance(block, Table):
            return self.table(block, width)
        if isinstance(block, Picture):
            return self.picture(block, width)
        if isinstance(block, Pair):
            left, right = width * 0.46, width * 0.54
            aside = 4 * PT_PER_MM
            return max(self.blocks(block.left, left - aside), self.blocks(block.right, right - aside)) + 4
        return 0.0

    def table(self, table: Table, width: float) -> float:
        """A table with its caption."""
        # Word keeps the columns of the full size when the letters are set smaller.
        wide, _ = widths_pt(table, width, SHEET_CELL_PT, CELL_SIDES_PT)
        widths = [each - CELL_SIDES_PT for each in wide]
        high = self.lines((), _CAPTION, width) + 4 if table.caption else 0.0
        if table.head:
            high += max(map(self.cell, table.head, widths)) + _BOX_PT
        for row in table.rows:
            cells, at = [], 0
            for cell in row.cells:
                room = sum(widths[at : at + cell.across]) + CELL_SIDES_PT * (cell.across - 1)
                cells.append(self.cell(cell.words, room))
                at += cell.across
            high += max(cells, default=0.0) + _BOX_PT
        return high + 2

    def cell(self, words: Words, width: float) -> float:
        """The words of one cell."""
        return self.lines(words, SHEET_CELL_PT, width)

    def picture(self, picture: Picture, width: float) -> float:
        """A picture with the words below it."""
        if picture not in self.shapes:
            return 0.0
        high = width * picture.share * self.scale * self.shapes[picture] + 4
        return high + (self.lines(picture.caption, _PICTURE_WORDS, width) + 2 if picture.caption else 0)

    def lines(self, words: Words, size: float, width: float, *, start: str = "") -> float:
        """The lines that words fill, at least one."""
        size *= self.scale
        bold = bool(words) and all(span.bold for span in words)
        blank = width_pt(" ", size)
        count, filled = 1, 0.0
        for word in (start + plain_text(words)).split(" "):
            long = width_pt(word, size, bold=bold)
            if filled and filled + blank + long > width:
                count, filled = count + 1, long
            else:
                filled += long + (blank if filled else 0)
            while filled > width > 0:
                count, filled = count + 1, filled - width
        return count * size * LINE


# --- setting it smaller ---------------------------------------------------------------------------

_PARAGRAPH = re.compile(r'<w:p><w:pPr><w:pStyle w:val="(\w+)"/>.*?</w:p>', re.DOTALL)
_RUN = re.compile(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?(?=<w:t[ >])")
_OWN_SIZE = re.compile(r'<w:sz w:val="(\d+)"/>(?:<w:szCs w:val="\d+"/>)?')
_EXTENT = re.compile(r'<(wp:extent|a:ext) cx="(\d+)" cy="(\d+)"/>')


def set_smaller(markup: str, scale: float, half_points: Mapping[str, int]) -> str:
    """Our own markup with letters and pictures `scale` times their size; `half_points` are the styles' sizes."""
    if scale == 1.0:
        return markup

    def paragraph(found: re.Match[str]) -> str:
        own = half_points.get(found.group(1))
        return found.group() if own is None else _RUN.sub(lambda run: shrunk(run, own), found.group())

    def shrunk(run: re.Match[str], own: int) -> str:
        looks = run.group(1) or ""
        said = _OWN_SIZE.search(looks)
        size = round((own if said is None else int(said.group(1))) * scale)
        return f'<w:r><w:rPr>{_OWN_SIZE.sub("", looks)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'

    def extent(found: re.Match[str]) -> str:
        wide, high = (round(int(each) * scale) for each in found.group(2, 3))
        return f'<{found.group(1)} cx="{wide}" cy="{high}"/>'

    return _EXTENT.sub(extent, _PARAGRAPH.sub(paragraph, markup))
