"""What each form of a document says, read back from its bytes: its tables cell by cell, its text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]  # ships no types
from lxml import html as lxml_html

from planner.plan.papers.blocks import (
    Heading,
    Items,
    Pair,
    Para,
    Picture,
    Sheet,
    Table,
    plain_text,
)
from planner.plan.papers.package import unzipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from planner.plan.papers.blocks import Block, Paper

Rows = list[list[str]]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def tidy(text: str) -> str:
    """A text on one line, without the signs that a form puts beside a verdict."""
    return re.sub(r"^[✓✗?] ?", "", " ".join(text.split()))


def tables_of_paper(blocks: Iterable[Block]) -> Iterator[Table]:
    """Every table among blocks, in reading order."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Pair):
            yield from tables_of_paper((*block.left, *block.right))
        elif isinstance(block, Sheet):
            yield from tables_of_paper(block.blocks)


def rows_of(table: Table) -> Rows:
    """The cells of a table, its head first."""
    head = [[tidy(plain_text(words)) for words in table.head]] if table.head else []
    return [*head, *([tidy(plain_text(cell.words)) for cell in row.cells] for row in table.rows)]


def tables_said(paper: Paper) -> list[Rows]:
    """Every table of a paper as it was written, before any form is given to it."""
    blocks = (*paper.body, *(block for annex in paper.annexes for block in annex.blocks))
    return [rows_of(table) for table in tables_of_paper(blocks)]


def texts_of_paper(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text among blocks that stands outside tables, in reading order."""
    for block in blocks:
        if isinstance(block, Para | Heading):
            yield plain_text(block.words)
        elif isinstance(block, Items):
            yield from map(plain_text, block.entries)
        elif isinstance(block, Picture):
            yield plain_text(block.caption)
        elif isinstance(block, Table):
            yield block.caption
        elif isinstance(block, Pair):
            yield from texts_of_paper((*block.left, *block.right))
        else:
            yield plain_text(block.title)
            yield plain_text(block.aside)
            yield from texts_of_paper(block.blocks)


# --- read back ------------------------------------------------------------------------------------


def tables_in_word(content: bytes) -> list[Rows]:
    """The tables with lines around them; those without only place things side by side."""
    root = etree.fromstring(unzipped(content)["word/document.xml"])
    found = []
    for table in root.iter(f"{_W}tbl"):
        if table.find(f"{_W}tblPr/{_W}tblBorders") is not None:
            rows = table.findall(f"{_W}tr")
            found.append([[tidy(_letters(cell)) for cell in row.findall(f"{_W}tc")] for row in rows])
    return found


def _letters(element: etree._Element) -> str:
    return " ".join(
        "".join(text.text or "" for text in paragraph.iter(f"{_W}t")) for paragraph in element.iter(f"{_W}p")
    )


def tables_in_html(content: bytes) -> list[Rows]:
    """Every table but those of the plan's cover, which tells the first one again."""
    tree = lxml_html.fromstring(content.decode())
    tables = tree.xpath("//table[not(ancestor::section[@id='ket-luan'])]")
    return [
        [[tidy(cell.text_content()) for cell in row.xpath("./td | ./th")] for row in table.xpath(".//tr")]
        for table in tables
    ]


_CELL = re.compile(r"(?<!\\)\|")


def tables_in_markdown(content: bytes) -> list[Rows]:
    """Every table; a cell over several columns leaves empty ones behind it."""
    found: list[Rows] = []
    for block in re.findall(r"(?:^\|.*\n)+", content.decode() + "\n", re.MULTILINE):
        head, _, *rows = block.strip().split("\n")
        found.append([[tidy(_unmarked(cell)) for cell in _CELL.split(row)[1:-1]] for row in (head, *rows)])
    return found


def _unmarked(cell: str) -> str:
    bare = re.sub(r"(?<!\\)\*+", "", re.sub(r"^ ?[✓✗?] ", "", cell))
    return re.sub(r"\\(.)", r"\1", bare)


def without_spans(rows: Rows, whole: int) -> Rows:
    """Rows with the empty cells that a cell over several columns leaves behind, as Markdown writes them."""
    return [row if len(row) == whole else [row[0], *[""] * (whole - len(row)), *row[1:]] for row in rows]
