"""All that a document says, from its first letter to its last: as it was written, and as each form says it.

Nothing is looked for: a form must say exactly what was written, in its order, with the furniture of that form (marks of
lists, warnings repeated in every section) and with nothing else. So no number of it can be wrong and go unseen.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from lxml import etree  # type: ignore[import-untyped]  # ships no types
from lxml import html as lxml_html
from pypdf import PdfReader

from planner.plan.filters import OUTCOME_MARKS
from planner.plan.papers.blocks import Heading, Items, Pair, Para, Picture, Sheet, Table, plain_text
from planner.plan.papers.package import unzipped
from planner.plan.papers.typesetting import letterhead_data, level_line
from planner.plan.papers.word_reading import margin_lines, pictures_of
from planner.plan.papers.words import marks_of, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from planner.foundation.text import Language
    from planner.plan.papers.blocks import Block, Paper, Words
    from planner.plan.papers.letterhead import Letterhead
    from planner.plan.papers.stamp import Stamp


def letters(text: str) -> str:
    """A text without blanks, places to break at, and the difference between large letters and small ones."""
    return "".join(text.split()).replace("\u200b", "").casefold()


def difference(told: str, wanted: str) -> str | None:
    """Where the letters of a text begin to differ from those wanted, with what stands around; else None."""
    told = letters(told)
    if told == wanted:
        return None
    at = next((n for n, (a, b) in enumerate(zip(told, wanted, strict=False)) if a != b), min(len(told), len(wanted)))
    return f"letter {at}: {told[max(0, at - 40):at + 60]!r} is not {wanted[max(0, at - 40):at + 60]!r}"


@dataclass(frozen=True)
class Written:
    """One document in one language, as it was written before any form is given to it."""

    paper: Paper
    head: Letterhead
    stamp: Stamp
    language: Language
    drawn: Mapping[Picture, tuple[str, str]]
    """Each picture that has any ground to show: as SVG, and in words."""

    @property
    def origin(self) -> tuple[str, str]:
        """What every page says at its foot: the run, and who may read it."""
        return self.stamp.line(self.language), level_line(self.head, self.stamp, self.language)

    # --- in the order in which each form sets it --------------------------------------------------

    @cached_property
    def in_word(self) -> str:
        """The text of a Word file, cells included; its pictures are pixels."""
        return letters("".join([*self._head(), *self._bases(), *self._blocks(self.paper.body), *self._rest()]))

    @cached_property
    def in_pdf(self) -> str:
        """The text of a PDF, the letters in its pictures included."""
        told = [*self._head(), *self._bases(), *self._blocks(self.paper.body, labels=True)]
        return letters("".join([*told, *self._rest(labels=True)]))

    @cached_property
    def in_html(self) -> str:
        """The text of a page without its pictures and without the cover of a plan."""
        return letters("".join(_Page(self).said()))

    @cached_property
    def in_markdown(self) -> str:
        """The text of Markdown, timelines in words."""
        return letters("".join(_Markdown(self).said()))

    def _head(self) -> list[str]:
        if not self.paper.signed:
            return []
        data = letterhead_data(self.head, self.language)
        told = [said("translation", self.language), data["above"], data["agency"], data["nation"]]
        told += [data["motto"], data["number"], data["urgency"], data["marking"], data["date"]]
        return [*told, self.paper.kind, self.paper.subject]

    def _bases(self) -> Iterator[str]:
        last = len(self.paper.bases) - 1
        for at, basis in enumerate(self.paper.bases):
            yield plain_text(basis) + ("." if at == last else ";")

    def _rest(self, *, labels: bool = False) -> Iterator[str]:
        """Recipients and signature, then the appendices."""
        if self.paper.signed:
            data = letterhead_data(self.head, self.language)
            yield said("recipients", self.language)
            yield from (*data["recipients"], data["authority"], data["post"], data["signer"])
        for annex in self.paper.annexes:
            yield f"{said('annex', self.language)} {annex.number}"
            yield annex.title
            yield said("annex_of", self.language) if self.paper.signed else ""
            yield from self._blocks(annex.blocks, labels=labels)

    def _blocks(self, blocks: Iterable[Block], *, labels: bool = False) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Heading | Para):
                yield plain_text(block.words)
            elif isinstance(block, Items):
                for mark, entry in zip(marks_of(block), block.entries, strict=True):
                    yield mark + plain_text(entry)
            elif isinstance(block, Table):
                yield block.caption
                yield from table_texts(block)
            elif isinstance(block, Picture):
                if block in self.drawn:
                    yield "".join(labels_of(self.drawn[block][0])) if labels else ""
                    yield plain_text(block.caption)
            elif isinstance(block, Pair):
                yield from self._blocks((*block.left, *block.right), labels=labels)
            elif isinstance(block, Sheet):
                yield plain_text(block.title)
                yield plain_text(block.aside)
                yield from self._blocks(block.blocks, labels=labels)


def table_texts(table: Table) -> Iterator[str]:
    """The cells of a table, its head first."""
    yield from map(plain_text, table.head)
    yield from (plain_text(cell.words) for row in table.rows for cell in row.cells)


def heads_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The heads of tables, which are set again on every page that a table runs over."""
    for block in blocks:
        if isinstance(block, Table):
            yield "".join(map(plain_text, block.head))
        elif isinstance(block, Pair):
            yield from heads_of((*block.left, *block.right))
        elif isinstance(block, Sheet):
            yield from heads_of(block.blocks)


def labels_of(svg: str) -> list[str]:
    """The letters that are drawn in a picture, in the order in which they are."""
    return [unescape(label) for label in re.findall(r"<text\b[^>]*>([^<]*)</text>", svg)]


class _Page:
    """What a page says of one document, in its order."""

    def __init__(self, written: Written) -> None:
        self.written, self.paper, self.language = written, written.paper, written.language
        self.warnings = [note.in_(self.language) for note in written.stamp.notes]

    def said(self) -> Iterator[str]:
        """From the head to the foot."""
        data = letterhead_data(self.written.head, self.language)
        trace, level = self.written.origin
        if self.paper.signed:
            yield said("translation", self.language)
            yield from (data[name] for name in ("above", "agency", "number", "nation", "motto", "date"))
            yield " · ".join(data[name] for name in ("urgency", "marking") if data[name])
            if self.written.stamp.kind != "plan":
                yield from (self.paper.kind, self.paper.subject)
        else:
            yield level
        if self.paper.bases:
            yield from (said("bases", self.language), *self.warnings, *self.written._bases())
        if not isinstance(self.paper.body[0], Heading):
            yield from self.warnings
        yield from self._blocks(self.paper.body)
        for annex in self.paper.annexes:
            yield f"{said('annex', self.language)} {annex.number}".strip() + f". {annex.title}"
            yield from self.warnings
            yield from self._blocks(annex.blocks)
        if self.paper.signed:
            yield from (said("recipients", self.language), *data["recipients"])
            yield from (data["authority"], data["post"], data["signer"])
        yield f"{level} · {trace}"

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Heading):
                yield plain_text(block.words)
                yield from self.warnings if block.level == 1 else ()
            elif isinstance(block, Items):
                marks = marks_of(block) if block.kind == "letters" else [""] * len(block.entries)
                yield from (m + plain_text(entry) for m, entry in zip(marks, block.entries, strict=True))
            elif isinstance(block, Picture):
                on_cover = block.kind == "map" and self.written.stamp.kind == "plan"
                yield plain_text(block.caption) if block in self.written.drawn and not on_cover else ""
            elif isinstance(block, Pair):
                yield from self._blocks((*block.left, *block.right))
            elif isinstance(block, Sheet):
                yield from (plain_text(block.title), plain_text(block.aside), *self.warnings)
                yield from self._blocks(block.blocks)
            else:
                yield from self.written._blocks((block,))


class _Markdown:
    """What Markdown says of one document, in its order, signs of verdicts included."""

    def __init__(self, written: Written) -> None:
        self.written, self.paper, self.language = written, written.paper, written.language
        self.warnings = [note.in_(self.language) for note in written.stamp.notes]

    def said(self) -> Iterator[str]:
        """From the head to the foot."""
        data = letterhead_data(self.written.head, self.language)
        trace, level = self.written.origin
        if self.paper.signed:
            yield said("translation", self.language)
            yield " · ".join(data[name] for name in ("above", "agency", "number", "date"))
            yield " · ".join(data[name] for name in ("urgency", "marking") if data[name])
            yield from (self.paper.kind, self.paper.subject)
        else:
            yield self.paper.kind
        yield from (level, trace)
        if self.paper.bases:
            yield from (said("bases", self.language), *self.written._bases())
        yield from self._blocks(self.paper.body)
        for annex in self.paper.annexes:
            yield f"{said('annex', self.language)} {annex.number}".strip() + f". {annex.title}"
            yield from self.warnings
            yield from self._blocks(annex.blocks)

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Heading):
                yield signed_text(block.words)
                yield from self.warnings if block.level == 1 else ()
            elif isinstance(block, Para):
                yield signed_text(block.words)
            elif isinstance(block, Items):
                marks = marks_of(block) if block.kind == "letters" else [""] * len(block.entries)
                yield from (m + signed_text(entry) for m, entry in zip(marks, block.entries, strict=True))
            elif isinstance(block, Table):
                yield block.caption
                yield from map(signed_text, block.head)
                yield from (signed_text(cell.words) for row in block.rows for cell in row.cells)
            elif isinstance(block, Pair):
                yield from self._blocks((*block.left, *block.right))
            elif isinstance(block, Sheet):
                yield from (signed_text(block.title), signed_text(block.aside), *self.warnings)
                yield from self._blocks(block.blocks)
            elif block in self.written.drawn and block.kind != "district":
                yield signed_text(block.caption)
                yield f"{self.written.drawn[block][1]}." if block.kind == "strip" else ""


def signed_text(words: Words) -> str:
    """The letters with the sign of a verdict before its words."""
    return "".join(
        (f"{OUTCOME_MARKS[span.outcome]} " if span.outcome else "") + span.text for span in words
    )


# --- read back ------------------------------------------------------------------------------------


def word_says(content: bytes) -> str:
    """The text of a Word file, cells included, margins not."""
    body = etree.fromstring(unzipped(content)["word/document.xml"])
    return "".join(text.text or "" for text in body.iter("{*}t"))


def html_says(content: bytes) -> str:
    """The text of a page without its pictures and its cover; the signs beside verdicts are for the eye only."""
    body = lxml_html.fromstring(content.decode()).find("body")
    for apart in body.xpath("./header | ./section[@id='ket-luan'] | .//svg | .//i[@aria-hidden='true']"):
        apart.drop_tree()
    return str(body.text_content())


def markdown_says(content: bytes) -> str:
    """The text of Markdown without its marks."""
    told = re.sub(r"<!--.*?-->", "", content.decode(), flags=re.DOTALL)
    told = re.sub(r"(?m)^\|(?: :?-+:? \|)+$", "", told)
    told = re.sub(r"(?m)^!\[(.*)\]\(map\.\w\w\.svg\)$", r"\1", told)
    told = re.sub(r"(?m)^(?:#+|>|-) ", "", told)
    told = re.sub(r"(?<!\\)[|*]", "", told)
    return re.sub(r"\\(.)", r"\1", told)


def pages_of_pdf(content: bytes) -> list[str]:
    """The letters of each page of a PDF, in the order in which they are set."""
    return [letters(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def pdf_says(pages: Iterable[str], written: Written) -> str:
    """The text of a PDF: no page numbers, no foot, and heads that are set again on a further page left out."""
    wanted, foot = written.in_pdf, letters("".join(written.origin))
    blocks = (*written.paper.body, *(block for annex in written.paper.annexes for block in annex.blocks))
    heads = {letters(head) for head in heads_of(blocks)} - {""}
    told, number = "", 0
    for page in pages:
        if not page.endswith(foot):
            return f"{told}{page}"
        text = page.removesuffix(foot)
        number = number + 1 if number and text.startswith(str(number + 1)) else 1
        text = text.removeprefix(str(number)) if number > 1 else text
        again = (text.removeprefix(head) for head in heads if text.startswith(head))
        told += next((rest for rest in again if wanted.startswith(rest, len(told))), text)
    return told


# --- what is not as it was written ----------------------------------------------------------------


def faults_of_word(content: bytes, written: Written) -> list[str]:
    """Text, margins and the words of pictures that are not as they were written."""
    parts = unzipped(content)
    contact = [written.head.contact] if written.head.contact else []
    margins = letters("".join(sorted([*written.origin, *contact])))
    alts = letters("".join(alt for _, alt in written.drawn.values()))
    told = [
        difference(word_says(content), written.in_word),
        difference("".join(margin_lines(parts)), margins),
        difference("".join(alt for alt, _ in pictures_of(parts)), alts),
    ]
    return [fault for fault in told if fault]


def faults_of_html(content: bytes, written: Written) -> list[str]:
    """Text that is not as it was written, pictures that are not as they were drawn."""
    page = content.decode()
    told = [difference(html_says(content), written.in_html)]
    told += ["a picture is not the drawn one" for svg, _ in written.drawn.values() if page.count(svg) != 1]
    told += ["there are other pictures"] if page.count("<svg") != len(written.drawn) else []
    return [fault for fault in told if fault]


def faults_of_markdown(content: bytes, written: Written) -> list[str]:
    """Text that is not as it was written."""
    fault = difference(markdown_says(content), written.in_markdown)
    return [fault] if fault else []


def faults_of_pdf(pages: Iterable[str], written: Written) -> list[str]:
    """Text, pictures included, that is not as it was written."""
    fault = difference(pdf_says(pages, written), written.in_pdf)
    return [fault] if fault else []
