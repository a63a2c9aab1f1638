"""A document in Markdown (CommonMark with tables): the same blocks, for editors and comparisons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.plan.filters import OUTCOME_MARKS
from planner.plan.papers.blocks import (
    Heading,
    Items,
    Pair,
    Para,
    Picture,
    Sheet,
    Table,
    Words,
)
from planner.plan.papers.typesetting import letterhead_data, level_line
from planner.plan.papers.words import marks_of, said
from planner.plan.templating import in_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Block, Paper
    from planner.plan.papers.letterhead import Letterhead
    from planner.plan.papers.stamp import Stamp


def markdown(
    paper: Paper,
    head: Letterhead,
    stamp: Stamp,
    pictures: Mapping[Picture, tuple[str, str]],
    language: Language,
) -> str:
    """The document in Markdown; a map is a link to a picture beside it, a timeline is told in words."""
    writer = _Writer(pictures, stamp, language)
    parts = [_head(paper, head, stamp, language)]
    if paper.bases:
        last = len(paper.bases) - 1
        bases = [
            f"- *{writer.words(basis)}{'.' if at == last else ';'}*"
            for at, basis in enumerate(paper.bases)
        ]
        parts.append(f"## {said('bases', language)}\n\n" + "\n".join(bases))
    parts.append(writer.blocks(paper.body))
    for annex in paper.annexes:
        title = f"{said('annex', language)} {annex.number}".strip()
        parts.append(f"## {title}. {in_markdown(annex.title)}\n\n{writer.warnings()}")
        parts.append(writer.blocks(annex.blocks))
    parts.append(f"<!-- {stamp.as_text()} -->")
    text = "\n\n".join(part for part in parts if part)
    # Two blanks at the end of a line would be a line break in Markdown.
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _head(paper: Paper, head: Letterhead, stamp: Stamp, language: Language) -> str:
    origin = (
        f"{in_markdown(level_line(head, stamp, language))}\n\n{in_markdown(stamp.line(language))}"
    )
    if not paper.signed:
        return f"# {in_markdown(paper.kind)}\n\n{origin}"
    data = {
        name: in_markdown(value)
        for name, value in letterhead_data(head, language).items()
        if isinstance(value, str)
    }
    translation = said("translation", language)
    marks = " · ".join(data[name] for name in ("urgency", "marking") if data[name])
    lines = [
        f"*{translation}*" if translation else "",
        f"{data['above']} · **{data['agency']}** · {data['number']} · *{data['date']}*",
        f"**{marks}**" if marks else "",
        f"# {in_markdown(paper.kind)}",
        f"**{in_markdown(paper.subject)}**",
        origin,
    ]
    return "\n\n".join(line for line in lines if line)


class _Writer:
    """Writes the blocks of one paper."""

    def __init__(
        self, pictures: Mapping[Picture, tuple[str, str]], stamp: Stamp, language: Language
    ) -> None:
        self.pictures, self.stamp, self.language = pictures, stamp, language

    def warnings(self) -> str:
        """What every section must warn of."""
        return "\n\n".join(
            f"> **{in_markdown(note.in_(self.language))}**" for note in self.stamp.notes
        )

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Blocks one after the other."""
        return "\n\n".join(text for block in blocks if (text := self._block(block)))

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            head = f"{'#' * (block.level + 1)} {self.words(block.words, plain=True)}"
            return f"{head}\n\n{self.warnings()}" if block.level == 1 else head
        if isinstance(block, Para):
            words = self.words(block.words)
            return f"> {words}" if block.kind in {"note", "verdict"} else words
        if isinstance(block, Items):
            marks = marks_of(block) if block.kind == "letters" else ("",) * len(block.entries)
            return "\n".join(
                f"- {mark}{' ' if mark else ''}{self.words(entry)}"
                for mark, entry in zip(marks, block.entries, strict=True)
            )
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Picture):
            return self._picture(block)
        if isinstance(block, Pair):
            return self.blocks((*block.left, *block.right))
        return self._sheet(block)

    def _table(self, table: Table) -> str:
        if not table.head:
            return ""
        rules = {"l": "---", "c": ":---:", "r": "---:"}
        lines = [f"**{in_markdown(table.caption)}**\n"] if table.caption else []
        lines.append("| " + " | ".join(self.words(cell, plain=True) for cell in table.head) + " |")
        lines.append("| " + " | ".join(rules[column.align] for column in table.columns) + " |")
        for row in table.rows:
            cells = []
            for cell in row.cells:
                cells += [self.words(cell.words), *[""] * (cell.across - 1)]
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines)

    def _picture(self, picture: Picture) -> str:
        found = self.pictures.get(picture)
        if found is None or picture.kind == "district":
            return ""
        caption = self.words(picture.caption, plain=True)
        if picture.kind == "map":
            return f"![{caption}](map.{self.language}.svg)"
        return f"{caption} {in_markdown(found[1])}."

    def _sheet(self, sheet: Sheet) -> str:
        title, aside = self.words(sheet.title, plain=True), self.words(sheet.aside)
        parts = (f"### {title}", aside, self.warnings(), self.blocks(sheet.blocks))
        return "\n\n".join(part for part in parts if part)

    def words(self, words: Words, *, plain: bool = False) -> str:
        """Runs with their looks; `plain` leaves the looks out, for headings."""
        told = ""
        for span in words:
            text = str(in_markdown(span.text))
            sign = "" if span.outcome is None else f"{OUTCOME_MARKS[span.outcome]} "
            mark = (
                "" if plain or span.outcome is not None else "**" * span.bold or "*" * span.italic
            )
            if mark and text.strip():
                before, after = " " * text.startswith(" "), " " * text.endswith(" ")
                text = f"{before}{mark}{text.strip()}{mark}{after}"
            told += sign + text
        return told
