"""A document as a page: the same blocks in HTML, with the look of `templates/plan.css`."""

from __future__ import annotations

import re
from html import escape
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
    plain_text,
)
from planner.plan.papers.typesetting import letterhead_data, level_line
from planner.plan.papers.words import marks_of, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Block, Paper
    from planner.plan.papers.letterhead import Letterhead
    from planner.plan.papers.stamp import Stamp

_CLASSES = {
    "body": "", "basis": "basis", "small": "small", "blank": "blank", "lead": "answer",
    "note": "banner", "centred": "centred",
}  # fmt: skip
_ALIGN = {"l": "", "c": ' class="c"', "r": ' class="n"'}


class PageWriter:
    """Writes the blocks of one paper; `covered` pictures are on the cover already."""

    def __init__(
        self,
        pictures: Mapping[Picture, tuple[str, str]],
        warnings: Sequence[str],
        covered: Sequence[str] = (),
    ) -> None:
        self.pictures = pictures
        self.warnings = warnings
        self.covered = covered

    def body(self, paper: Paper, language: Language) -> str:
        """The sections and appendices, each a section with the warnings that all must bear."""
        told = [self._bases(paper, language)] if paper.bases else []
        section: list[Block] = []
        for block in paper.body:
            if isinstance(block, Heading) and block.level == 1 and section:
                told.append(self._section(section))
                section = []
            section.append(block)
        if section:
            told.append(self._section(section))
        word = said("annex", language)
        for annex in paper.annexes:
            head = f"{word} {annex.number}".strip()
            told.append(
                f'<section id="{_id(annex.id)}" class="newpage"><h2>{escape(f"{head}. {annex.title}")}</h2>'
                f"{self.banner()}{self.blocks(annex.blocks)}</section>"
            )
        return "\n".join(told)

    def banner(self) -> str:
        """What every section must warn of."""
        return "".join(
            f'<div class="banner slim"><b>{escape(warning)}</b></div>' for warning in self.warnings
        )

    def _bases(self, paper: Paper, language: Language) -> str:
        items = "".join(
            f"<li><i>{self.words(basis)}{'.' if at + 1 == len(paper.bases) else ';'}</i></li>"
            for at, basis in enumerate(paper.bases)
        )
        title = escape(said("bases", language))
        return f'<section id="bases"><h2>{title}</h2>{self.banner()}<ul>{items}</ul></section>'

    def _section(self, blocks: Sequence[Block]) -> str:
        first, rest = blocks[0], blocks[1:]
        if not isinstance(first, Heading) or first.level != 1:
            return f"<section>{self.banner()}{self.blocks(blocks)}</section>"
        anchor = f' id="{_id(first.anchor)}"' if first.anchor else ""
        return (
            f"<section{anchor}><h2>{self.words(first.words)}</h2>{self.banner()}"
            f"{self.blocks(rest)}</section>"
        )

    # --- blocks -------------------------------------------------------------------------------

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Blocks one after the other."""
        return "\n".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return f"<h{block.level + 1}>{self.words(block.words)}</h{block.level + 1}>"
        if isinstance(block, Para):
            return self._para(block)
        if isinstance(block, Items):
            return self._items(block)
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Picture):
            return self._picture(block)
        if isinstance(block, Pair):
            return (
                f'<div class="pair"><div>{self.blocks(block.left)}</div>'
                f"<div>{self.blocks(block.right)}</div></div>"
            )
        return self._sheet(block)

    def _para(self, block: Para) -> str:
        if block.kind == "verdict":
            return f'<p class="verdict {block.outcome or ""}">{self.words(block.words)}</p>'
        if block.kind == "note":
            return f'<div class="banner"><span>{self.words(block.words)}</span></div>'
        named = _CLASSES[block.kind]
        return f"<p{f' class={chr(34)}{named}{chr(34)}' if named else ''}>{self.words(block.words)}</p>"

    def _items(self, block: Items) -> str:
        lettered = block.kind == "letters"
        entries = "".join(
            f"<li>{f'{mark} ' if lettered else ''}{self.words(entry)}</li>"
            for mark, entry in zip(marks_of(block), block.entries, strict=True)
        )
        return f"<ul{' class=' + chr(34) + 'letters' + chr(34) if lettered else ''}>{entries}</ul>"

    def _table(self, table: Table) -> str:
        caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
        aligns = [_ALIGN[column.align] for column in table.columns]
        head = "".join(
            f"<th{align}>{self.words(cell)}</th>"
            for cell, align in zip(table.head, aligns, strict=True)
        )
        rows = []
        for row in table.rows:
            cells, at = "", 0
            for cell in row.cells:
                across = f' colspan="{cell.across}"' if cell.across > 1 else ""
                cells += f"<td{across}{aligns[at]}>{self.words(cell.words)}</td>"
                at += cell.across
            tint = f' class="{row.outcome}"' if row.outcome else ""
            rows.append(f"<tr{tint}>{cells}</tr>")
        thead = f"<thead><tr>{head}</tr></thead>" if head else ""
        return f'<div class="scroll"><table>{caption}{thead}<tbody>{"".join(rows)}</tbody></table></div>'

    def _picture(self, picture: Picture) -> str:
        found = self.pictures.get(picture)
        if found is None or picture.kind in self.covered:
            return ""
        words = self.words(picture.caption)
        caption = f"<figcaption>{words}</figcaption>" if words else ""
        return f"<figure>{found[0]}{caption}</figure>"

    def _sheet(self, sheet: Sheet) -> str:
        return (
            f'<section class="sheet" id="{_id(sheet.anchor)}"><header><h3>{self.words(sheet.title)}</h3>'
            f"<p>{self.words(sheet.aside)}</p></header>{self.banner()}{self.blocks(sheet.blocks)}</section>"
        )

    def words(self, words: Words) -> str:
        """Runs with their looks; a verdict has its sign as well as its colour."""
        told = ""
        for span in words:
            text = escape(span.text)
            if span.outcome is not None:
                sign = OUTCOME_MARKS[span.outcome]
                text = (
                    f'<span class="o {span.outcome}"><i aria-hidden="true">{sign}</i>{text}</span>'
                )
            elif span.bold:
                text = f"<b>{text}</b>"
            if span.italic:
                text = f"<i>{text}</i>"
            if span.code:
                text = f"<code>{text}</code>"
            if span.link:
                text = f'<a href="#{_id(span.link)}">{text}</a>'
            told += text
        return told


def contents_of(paper: Paper, language: Language) -> list[tuple[str, str]]:
    """Anchor and title of every section, sheet and appendix."""
    told = [("bases", said("bases", language))] if paper.bases else []
    told += [
        (block.anchor, plain_text(block.words))
        for block in paper.body
        if isinstance(block, Heading) and block.level == 1 and block.anchor
    ]
    word = said("annex", language)
    for annex in paper.annexes:
        told.append((annex.id, f"{word} {annex.number}. {annex.title}"))
        told += [
            (block.anchor, plain_text(block.title))
            for block in annex.blocks
            if isinstance(block, Sheet)
        ]
    return told


def letterhead_html(
    paper: Paper, head: Letterhead, stamp: Stamp, language: Language, *, titled: bool
) -> str:
    """The head of an official document as a page shows it; `titled` with kind and subject below."""
    data = letterhead_data(head, language)
    if not paper.signed:
        return f'<p class="overline">{escape(level_line(head, stamp, language))}</p>'
    left = f"{escape(data['above'])}<br><b>{escape(data['agency'])}</b><br>{escape(data['number'])}"
    right = f"<b>{escape(data['nation'])}</b><br><b>{escape(data['motto'])}</b><br><i>{escape(data['date'])}</i>"
    marks = " · ".join(escape(data[name]) for name in ("urgency", "marking") if data[name])
    translation = said("translation", language)
    title = f'<h1>{escape(paper.kind)}</h1><p class="subtitle">{escape(paper.subject)}</p>'
    return (
        (f'<p class="translation">{escape(translation)}</p>' if translation else "")
        + f'<div class="letterhead"><p>{left}</p><p>{right}</p></div>'
        + (f'<p class="overline">{marks}</p>' if marks else "")
        + (title if titled else "")
    )


def signature_html(paper: Paper, head: Letterhead, language: Language) -> str:
    """Recipients and signature as a page shows them."""
    if not paper.signed:
        return ""
    data = letterhead_data(head, language)
    receivers = "<br>".join(escape(each) for each in data["recipients"])
    signs = "<br>".join(escape(data[name]) for name in ("authority", "post") if data[name])
    return (
        f'<div class="letterhead"><p class="small"><b><i>{escape(said("recipients", language))}</i></b>'
        f"<br>{receivers}</p><p><b>{signs}</b><br><br><br><b>{escape(data['signer'])}</b></p></div>"
    )


def _id(anchor: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", anchor)
