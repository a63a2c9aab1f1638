"""A document as PDF, set by Typst from data alone: no system font, no file but ours, no network."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from planner.foundation.resources import templates_folder
from planner.plan.papers.blocks import (
    Heading,
    Items,
    Pair,
    Para,
    Picture,
    Sheet,
    Table,
    Words,
    leads,
    plain_text,
)
from planner.plan.papers.columns import PT_PER_MM, UPRIGHT_MM, WHOLE, WIDE_MM, widths_pt
from planner.plan.papers.words import marks_of, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Block, Cell, Paper
    from planner.plan.papers.letterhead import Letterhead
    from planner.plan.papers.stamp import Stamp

PDF_STANDARD = "a-2a"
"""PDF/A-2a: for the archive, with tags for those who listen."""
_CELL_PT, _SHEET_CELL_PT, _CELL_SIDES_PT, _GAP_MM = 11.0, 10.0, 5.6, 4.0
"""As paper.typ sets a table: the size of its letters, in sheets too, and the margins of a cell; the gap of a pair."""
_LONG = 18
"""A piece of code longer than this gets places to break at."""


def pdf(
    paper: Paper,
    head: Letterhead,
    stamp: Stamp,
    pictures: Mapping[Picture, tuple[str, str]],
    language: Language,
) -> bytes:
    """The document as PDF.

    Parameters
    ----------
    pictures
        Each picture of the paper as SVG, with its words for those who do not see it.
    """
    data = paper_data(paper, head, stamp, pictures, language)
    return typeset("paper.typ", {"paper.json": json.dumps(data, ensure_ascii=False)})[0]


def typeset(
    layout: str, data: Mapping[str, str], *, output: str = "pdf", ppi: float = 144
) -> list[bytes]:
    """What a layout of ours makes of data, in a private folder with our fonts: one PDF, or a PNG per page."""
    source = templates_folder() / "papers"
    with tempfile.TemporaryDirectory(prefix="batram-") as name:
        folder = Path(name)
        shutil.copyfile(source / layout, folder / "main.typ")
        for file, content in data.items():
            (folder / file).write_text(content, encoding="utf-8")
        settings: dict[str, Any] = {
            "root": str(folder),
            "font_paths": [str(source / "fonts")],
            "ignore_system_fonts": True,
            "package_path": str(folder / "none"),
            "package_cache_path": str(folder / "none"),
        }
        if output == "pdf":
            settings.update(format="pdf", pdf_standards=PDF_STANDARD, timestamp=0)
        else:
            settings.update(format="png", ppi=ppi)
        made = _compiled(folder, data, settings)
    return made if isinstance(made, list) else [made]


_NOT_IN_THE_FONTS = re.compile(r'the text `"([^"]+)"` could not be displayed')
_INSTEAD = "\N{WHITE SQUARE}"


def _compiled(
    folder: Path, data: Mapping[str, str], settings: Mapping[str, Any]
) -> bytes | list[bytes]:
    """What Typst makes of the folder; a letter that our fonts do not have is shown as an empty square.

    A file for the archive may not hold a letter without its shape, and a picture-letter in a name must not be the
    reason why there is no plan.
    """
    while True:
        try:
            return typst.compile(str(folder / "main.typ"), **settings)  # type: ignore[no-any-return]
        except typst.TypstError as error:
            strange = set("".join(_NOT_IN_THE_FONTS.findall(error.diagnostic))) - {_INSTEAD}
            if not strange:
                raise
        squares = dict.fromkeys(map(ord, strange), _INSTEAD)
        data = {file: content.translate(squares) for file, content in data.items()}
        for file, content in data.items():
            (folder / file).write_text(content, encoding="utf-8")


def paper_data(
    paper: Paper,
    head: Letterhead,
    stamp: Stamp,
    pictures: Mapping[Picture, tuple[str, str]],
    language: Language,
) -> dict[str, Any]:
    """The document as the layout reads it."""
    keys = {picture: f"p{at}" for at, picture in enumerate(paper.pictures())}
    setter = _Setter(keys)
    body, sheets = setter.split(paper.body, UPRIGHT_MM)
    # A document's file must bear a date; a draft's is that of the scenario, never today's.
    day = date.fromisoformat(stamp.day or stamp.start)
    return {
        "language": language,
        "title": f"{paper.kind}. {paper.subject}".strip(". "),
        "author": head.agency.in_(language),
        "keywords": [stamp.as_text()],
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "said": {"recipients": said("recipients", language)},
        "signed": paper.signed,
        "translation": said("translation", language),
        "kind": paper.kind.upper(),
        "subject": paper.subject,
        "head": letterhead_data(head, language),
        "trace": stamp.line(language),
        "level": level_line(head, stamp, language),
        "annex-of": "" if not paper.signed else said("annex_of", language),
        "bases": [setter.words(basis) for basis in paper.bases],
        "body": body,
        "sheets": sheets,
        "annexes": [setter.annex(annex, language) for annex in paper.annexes],
        "pictures": {
            key: {"svg": with_our_fonts(pictures[picture][0]), "alt": pictures[picture][1]}
            for picture, key in keys.items()
            if picture in pictures
        },
    }


def level_line(head: Letterhead, stamp: Stamp, language: Language) -> str:
    """What every page says of who may read it, and of what it must warn."""
    notes = [note.in_(language) for note in stamp.notes]
    return " · ".join([*notes, head.level_words.in_(language)])


def letterhead_data(head: Letterhead, language: Language) -> dict[str, Any]:
    """The letterhead in one language."""
    receivers = [f"- {each.in_(language)};" for each in head.recipients]
    return {
        "above": head.above.in_(language),
        "agency": head.agency.in_(language),
        "nation": said("nation", language),
        "motto": said("motto", language),
        "number": head.number.in_(language),
        "date": head.place_and_date.in_(language),
        "urgency": "" if head.urgency is None else head.urgency.in_(language),
        "marking": "" if head.marking is None else head.marking.in_(language),
        "authority": head.authority.in_(language),
        "post": head.post.in_(language),
        "signer": head.signer,
        "signs": True,
        "recipients": [*receivers, f"- {head.archive.in_(language)}."],
        "address": head.contact,
    }


def with_our_fonts(svg: str) -> str:
    """The picture with the letters that ship with us."""
    return svg.replace("'Segoe UI'", "Arimo", 1)


class _Setter:
    """Blocks as plain values."""

    def __init__(self, keys: Mapping[Picture, str]) -> None:
        self.keys = keys

    def annex(self, annex: Any, language: Language) -> dict[str, Any]:
        """An appendix: either sheets of one page each, or blocks that run on."""
        blocks, sheets = self.split(annex.blocks, WIDE_MM if annex.wide else UPRIGHT_MM)
        return {
            "number": f"{said('annex', language)} {annex.number}".strip(),
            "title": annex.title,
            "wide": annex.wide,
            "blocks": blocks,
            "sheets": sheets,
        }

    def split(self, blocks: Sequence[Block], width_mm: float) -> tuple[list[Any], list[Any]]:
        """Blocks that run on over lines `width_mm` long, and sheets."""
        running = self.run([each for each in blocks if not isinstance(each, Sheet)], width_mm, _CELL_PT)
        sheets = [
            {
                "title": self.words(sheet.title),
                "aside": self.words(sheet.aside),
                "blocks": self.run(sheet.blocks, UPRIGHT_MM, _SHEET_CELL_PT),
            }
            for sheet in blocks
            if isinstance(sheet, Sheet)
        ]
        return running, sheets

    def run(self, blocks: Sequence[Block], width_mm: float, cell_pt: float) -> list[Any]:
        """Blocks one after the other; `cell_pt` is the size of the letters of a table."""
        return [
            self.block(block, width_mm, cell_pt) | ({"leads": True} if leads(block, after) else {})
            for block, after in pairwise((*blocks, None))
            if block is not None
        ]

    def block(self, block: Block, width_mm: float, cell_pt: float) -> dict[str, Any]:
        """One block."""
        if isinstance(block, Heading):
            return {"kind-of": "heading", "level": block.level, "words": self.words(block.words)}
        if isinstance(block, Para):
            return {"kind-of": "para", "kind": block.kind, "words": self.words(block.words)}
        if isinstance(block, Items):
            entries = [self.words(entry) for entry in block.entries]
            return {"kind-of": "items", "marks": marks_of(block), "entries": entries}
        if isinstance(block, Table):
            return self._table(block, width_mm * PT_PER_MM, cell_pt)
        if isinstance(block, Picture):
            key = self.keys[block]
            caption = self.words(block.caption)
            return {"kind-of": "picture", "picture": key, "share": block.share, "words": caption}
        if isinstance(block, Pair):
            left, right = (
                self.run(side, width_mm * share - _GAP_MM, cell_pt)
                for side, share in ((block.left, 0.46), (block.right, 0.54))
            )
            return {"kind-of": "pair", "left": left, "right": right}
        msg = f"{type(block).__name__} cannot stand here"
        raise TypeError(msg)

    def _table(self, table: Table, width_pt: float, cell_pt: float) -> dict[str, Any]:
        wide, whole = widths_pt(table, width_pt, cell_pt, _CELL_SIDES_PT)
        return {
            "kind-of": "table",
            "caption": table.caption,
            "columns": [
                [round(share, 2), column.align]
                for share, column in zip(wide, table.columns, strict=True)
            ],
            "head": [self.words(cell, whole=whole) for cell in table.head],
            "rows": [[self._cell(cell, whole=whole) for cell in row.cells] for row in table.rows],
        }

    def _cell(self, cell: Cell, *, whole: bool) -> dict[str, Any]:
        return {"across": cell.across, "words": self.words(cell.words, whole=whole)}

    def words(self, words: Words, *, whole: bool = True) -> list[list[str]]:
        """Runs with the letters of their look: b(old), i(talic), c(ode), w(hole: never torn)."""
        runs = []
        for span in words:
            bold = span.bold if span.outcome is None else span.outcome == "fails"
            look = "b" * bold + "i" * span.italic + "c" * span.code
            if span.code or not whole:
                runs.append([_breakable(span.text) if span.code else span.text, look])
            else:
                runs += [[piece, look + "w" * kept] for piece, kept in _pieces(span.text)]
        return runs


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """A text in pieces, and of each whether it may not be torn."""
    at = 0
    for found in WHOLE.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found.group(), True
        at = found.end()
    if at < len(text) or not text:
        yield text[at:], False


def _breakable(code: str) -> str:
    """Code with places to break at, which no hyphen shows."""
    pieces = []
    for piece in code.split(" "):
        if len(piece) > _LONG:
            piece = "\u200b".join(piece[at : at + 8] for at in range(0, len(piece), 8))
        pieces.append(piece)
    return " ".join(pieces)


def alt_text(picture: Picture, svg: str) -> str:
    """What a picture shows, for those who do not see it: its own description, else its caption."""
    start, end = svg.find("<desc"), svg.find("</desc>")
    told = svg[svg.find(">", start) + 1 : end] if 0 <= start < end else ""
    return told or plain_text(picture.caption) or picture.kind
