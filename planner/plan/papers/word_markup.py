"""Blocks as the markup of a Word document (WordprocessingML, ECMA-376)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from planner.plan.papers.blocks import (
    Annex,
    Heading,
    Items,
    Pair,
    Para,
    Picture,
    Row,
    Sheet,
    Span,
    Table,
    Words,
    leads,
)
from planner.plan.papers.columns import PT_PER_MM, UPRIGHT_MM, WIDE_MM, WITH_UNIT, widths_pt
from planner.plan.papers.word_fitting import (
    CELL_PT,
    CELL_SIDES_PT,
    SHEET_CELL_PT,
    fitting_scale,
    set_smaller,
)
from planner.plan.papers.words import marks_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.plan.papers.blocks import Block

TWIPS_PER_MM = 1440 / 25.4
EMU_PER_MM = 36000

_PARA_STYLES = {
    "body": "BTBody", "basis": "BTBasis", "small": "BTSmall", "blank": "BTBlank", "lead": "BTLead",
    "note": "BTNote", "verdict": "BTVerdict", "centred": "BTCentred",
}  # fmt: skip
_IN_SHEET = {
    "body": "BTSheet", "blank": "BTSheetBlank", "small": "BTSheetSmall", "note": "BTSheetNote",
    "lead": "BTSheetLead",
}  # fmt: skip
_KEPT, _MIDDLE = "<w:keepNext/>", '<w:jc w:val="center"/>'
_ALIGN = {"l": "left", "c": "center", "r": "right"}
NO_CELL_MARGINS = (
    '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
)
"""Said of each table, since not every program heeds the default style."""
SECTION_MARK = (
    '<w:p><w:pPr><w:pStyle w:val="BTTiny"/><w:spacing w:line="2" w:lineRule="exact"/>'
    '<w:sectPr w:rsidR="{}"/></w:pPr></w:p>'
)
# A tenth of a point high: it still stands below a signature or a table that fills its page.
MAIN_END, UPRIGHT_END, WIDE_END = "0B7A0001", "0B7A0002", "0B7A0003"
"""Where a section ends; what its pages are like is filled in once the template's own are known."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture that is in the package: its relationship, and its size in pixels."""

    relationship: str
    width: int
    height: int
    alt: str


def twips(mm: float) -> int:
    """Twentieths of a point."""
    return round(mm * TWIPS_PER_MM)


def run(span: Span, *, bold: bool = False) -> str:
    """One run of letters."""
    looks = ""
    heavy = span.bold if span.outcome is None else span.outcome == "fails"
    if bold or heavy:
        looks += "<w:b/>"
    if span.italic:
        looks += "<w:i/>"
    if span.code:
        looks += '<w:sz w:val="18"/><w:szCs w:val="18"/>'
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    text = span.text if span.code else together(span.text)
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def together(text: str) -> str:
    """A text whose numbers do not part from their units at the end of a line."""
    return WITH_UNIT.sub(lambda found: found.group().replace(" ", "\N{NO-BREAK SPACE}"), text)


def paragraph(
    words: Words, style: str, *, before: str = "", properties: str = "", bold: bool = False
) -> str:
    """One paragraph; `before` is markup that stands before its words."""
    runs = "".join(run(span, bold=bold) for span in words)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{before}{runs}</w:p>'


def plain(text: str, style: str) -> str:
    """A paragraph of one look."""
    return paragraph((Span(text),), style)


class Writer:
    """Writes blocks; one writer per document, since pictures are numbered through it."""

    def __init__(
        self, pictures: Mapping[Picture, Placed], half_points: Mapping[str, int] | None = None
    ) -> None:
        """`half_points` are the sizes of the styles, by which a sheet too high for its page is set smaller."""
        self.pictures = pictures
        self.half_points = half_points or {}
        self.drawn = 0

    # --- running text -------------------------------------------------------------------------

    def signed(self, blocks: Sequence[Block]) -> str:
        """Blocks whose last paragraph stays with the signature, which never stands on a page alone."""
        markup = self.blocks(blocks)
        start = markup.rfind("<w:p><w:pPr>")
        last = markup[start:]
        if start < 0 or _AFTER_TABLE in last or _KEPT in last:
            return markup
        return markup[:start] + last.replace("</w:pPr>", f"{_KEPT}</w:pPr>", 1)

    def blocks(
        self, blocks: Sequence[Block], width_mm: float = UPRIGHT_MM, *, small: bool = False
    ) -> str:
        """Blocks one after the other on lines `width_mm` long; `small` in sheets and cells."""
        return "".join(
            self._block(block, width_mm, small=small, kept=leads(block, after))
            for block, after in pairwise((*blocks, None))
            if block is not None
        )

    def _block(
        self, block: Block, width_mm: float, *, small: bool, kept: bool = False
    ) -> str:
        if isinstance(block, Heading):
            return self._heading(block, small=small)
        if isinstance(block, Para):
            styles = {**_PARA_STYLES, **_IN_SHEET} if small else _PARA_STYLES
            return paragraph(block.words, styles[block.kind], properties=_KEPT if kept else "")
        if isinstance(block, Items):
            style = "BTSheet" if small else "BTBody"
            return "".join(
                paragraph((Span(f"{mark} "), *entry), style)
                for mark, entry in zip(marks_of(block), block.entries, strict=True)
            )
        if isinstance(block, Table):
            return self._table(block, width_mm, small=small)
        if isinstance(block, Picture):
            return self._picture(block, width_mm)
        if isinstance(block, Pair):
            return self._pair(block, width_mm)
        return self._sheet(block)

    def _heading(self, block: Heading, *, small: bool) -> str:
        if small:
            return paragraph(block.words, "BTSheetHead")
        words = block.words
        if block.level == 1:
            words = tuple(Span(span.text.upper(), italic=span.italic) for span in words)
        return paragraph(words, f"Heading{min(block.level, 3)}")

    # --- tables -------------------------------------------------------------------------------

    def _table(self, table: Table, width_mm: float, *, small: bool) -> str:
        size = SHEET_CELL_PT if small else CELL_PT
        wide, _ = widths_pt(table, width_mm * PT_PER_MM, size, CELL_SIDES_PT)
        widths = [round(20 * each) for each in wide]
        style = "BTSheetCell" if small else "BTCell"
        caption = paragraph((Span(table.caption),), "BTCaption") if table.caption else ""
        head = ""
        if table.head:
            cells = "".join(
                _cell(
                    paragraph(words, style, properties=f"{_KEPT}{_MIDDLE}", bold=True), width
                )
                for words, width in zip(table.head, widths, strict=True)
            )
            head = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
        rows = "".join(self._row(row, table, widths, style) for row in table.rows)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{_BORDERS}'
            f'<w:tblLayout w:type="fixed"/>{_CELL_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{head}{rows}</w:tbl>{_AFTER_TABLE}"
        )

    def _row(self, row: Row, table: Table, widths: Sequence[int], style: str) -> str:
        cells, at = "", 0
        for cell in row.cells:
            align = _ALIGN[table.columns[at].align]
            jc = "" if align == "left" else f'<w:jc w:val="{align}"/>'
            width = sum(widths[at : at + cell.across])
            cells += _cell(paragraph(cell.words, style, properties=jc), width, cell.across)
            at += cell.across
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"

    def _pair(self, pair: Pair, width_mm: float) -> str:
        left, right = width_mm * 0.46, width_mm * 0.54
        cells = "".join(
            _cell(f"{self.blocks(side, width - 4, small=True)}{_CELL_END}", twips(width))
            for side, width in ((pair.left, left), (pair.right, right))
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{twips(width_mm)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{NO_CELL_MARGINS}</w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{twips(left)}"/>'
            f'<w:gridCol w:w="{twips(right)}"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
        )

    # --- pictures -----------------------------------------------------------------------------

    def _picture(self, picture: Picture, width_mm: float) -> str:
        placed = self.pictures.get(picture)
        if placed is None:
            return ""
        self.drawn += 1
        width = round(width_mm * picture.share * EMU_PER_MM)
        height = round(width * placed.height / placed.width)
        name = f"picture {self.drawn}"
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{self.drawn}" name={quoteattr(name)} descr={quoteattr(placed.alt)}/>'
            '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:nvPicPr><pic:cNvPr id="{self.drawn}" name={quoteattr(name)}/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{placed.relationship}"/>'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )
        shown = f'<w:p><w:pPr><w:pStyle w:val="BTPicture"/></w:pPr>{drawing}</w:p>'
        return shown + (paragraph(picture.caption, "BTPictureWords") if picture.caption else "")

    # --- pages --------------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet, *, new_page: bool = False, titled: bool = False) -> str:
        turned = "<w:pageBreakBefore/>" if new_page else ""
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(UPRIGHT_MM)}"/></w:tabs>'
        aside = "".join(span.text for span in sheet.aside)
        title = (
            f'<w:p><w:pPr><w:pStyle w:val="BTSheetTitle"/>{turned}{tab}</w:pPr>'
            f"{''.join(run(span) for span in sheet.title)}<w:r><w:tab/></w:r>"
            f'<w:r><w:rPr><w:b w:val="0"/><w:sz w:val="20"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(aside)}</w:t></w:r></w:p>'
        )
        shapes = {key: each.height / each.width for key, each in self.pictures.items()}
        scale = fitting_scale(sheet, shapes, UPRIGHT_MM, titled=titled)
        return title + set_smaller(self.blocks(sheet.blocks, small=True), scale, self.half_points)

    def sheets(self, blocks: Sequence[Block], *, titled: bool = False) -> str:
        """Sheets, each from the second on after a page break; other blocks as they come.

        `titled` where the title of an appendix stands above the first.
        """
        return "".join(
            self._sheet(block, new_page=at > 0, titled=titled and at == 0)
            if isinstance(block, Sheet)
            else self._block(block, UPRIGHT_MM, small=True)
            for at, block in enumerate(blocks)
        )

    def annex(self, annex: Annex, word: str, of: str) -> str:
        """An appendix with its title, and the mark at which its section ends."""
        titles = plain(f"{word} {annex.number}".strip(), "BTAnnexNumber")
        titles += plain(annex.title.upper(), "BTAnnexTitle")
        if of:
            titles += plain(of, "BTAnnexOf")
        if any(isinstance(block, Sheet) for block in annex.blocks):
            text = self.sheets(annex.blocks, titled=True)
        else:
            text = self.blocks(annex.blocks, WIDE_MM if annex.wide else UPRIGHT_MM)
        return titles + text + SECTION_MARK.format(WIDE_END if annex.wide else UPRIGHT_END)


def _cell(content: str, width: int, across: int = 1) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{content}</w:tc>'


_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
_CELL_MARGINS = (
    '<w:tblCellMar><w:left w:w="55" w:type="dxa"/><w:right w:w="55" w:type="dxa"/></w:tblCellMar>'
)
_AFTER_TABLE = '<w:p><w:pPr><w:pStyle w:val="BTTiny"/></w:pPr></w:p>'
_CELL_END = _AFTER_TABLE  # a cell must end with a paragraph
