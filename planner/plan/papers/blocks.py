"""What a document is made of, whatever form it is given: headings, paragraphs, tables, pictures.

A document is written once, by a template, and set four times from these blocks; so every form says the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from planner.policy.verdicts import Outcome

ParaKind = Literal["body", "basis", "small", "blank", "lead", "note", "verdict", "centred"]
"""`basis` is a legal basis, `blank` an honest "nothing here", `note` a warning that every reader must see."""
PictureKind = Literal["map", "district", "strip"]
Align = Literal["l", "c", "r"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of letters of one look; `outcome` marks the words of a verdict."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    outcome: Outcome | None = None
    link: str = ""
    """The anchor that it leads to, in forms that have links."""


Words = tuple[Span, ...]


def plain_text(words: Words) -> str:
    """The letters alone."""
    return "".join(span.text for span in words)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: 1 for `I.`, 2 for `1.`, 3 for what stands above a table."""

    level: int
    words: Words
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    words: Words
    kind: ParaKind = "body"
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `letters` are a) b) c) d) đ) as Decree 30/2020 numbers, `dashes` are plain."""

    kind: Literal["letters", "dashes"]
    entries: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its share of the width, and how its cells stand."""

    share: float
    align: Align = "l"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `across` columns."""

    words: Words
    across: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table; `outcome` tints it in forms that have colours."""

    cells: tuple[Cell, ...]
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head, which is repeated on every page that it runs over."""

    columns: tuple[Column, ...]
    head: tuple[Words, ...]
    rows: tuple[Row, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A map or a timeline; `key` names the district, `number` the strip of it, `share` is of the line's width."""

    kind: PictureKind
    key: str = ""
    number: int = 0
    share: float = 1.0
    caption: Words = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things side by side."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What must stand on one page of its own."""

    anchor: str
    title: Words
    aside: Words
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """An appendix with its own page numbers; `number` is Roman, empty where there is only one."""

    id: str
    number: str
    title: str
    blocks: tuple[Block, ...]
    wide: bool = False


Block = Heading | Para | Items | Table | Picture | Pair | Sheet


def leads(block: Block, after: Block | None) -> bool:
    """Whether a paragraph may not stand at the foot of a page without what comes after it.

    It leads to a table, or it ends with a colon before a list.
    """
    if not isinstance(block, Para) or block.kind in {"small", "note", "verdict"}:
        return False
    if isinstance(after, Items):
        return plain_text(block.words).endswith(":")
    return isinstance(after, Table)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document: its kind and subject, its legal bases, its body, its appendices."""

    kind: str
    subject: str
    bases: tuple[Words, ...]
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...]
    signed: bool = True
    """Whether it is an official text with letterhead, recipients and signature; a card is not."""

    def pictures(self) -> tuple[Picture, ...]:
        """Every picture, in reading order, each once."""
        found: dict[Picture, None] = {}

        def look(blocks: tuple[Block, ...]) -> None:
            for block in blocks:
                if isinstance(block, Picture):
                    found[block] = None
                elif isinstance(block, Pair):
                    look(block.left)
                    look(block.right)
                elif isinstance(block, Sheet):
                    look(block.blocks)

        look(self.body)
        for annex in self.annexes:
            look(annex.blocks)
        return tuple(found)
