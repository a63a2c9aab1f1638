"""The little markup in which templates write a document, read into blocks.

The markup is made by our own templates, which escape whatever comes from outside; so a name is text and can be
no tag. Tags are those of `_BLOCKS` and `_LOOKS` below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast
from xml.etree import ElementTree

from planner.plan.papers.blocks import (
    Annex,
    Block,
    Cell,
    Column,
    Heading,
    Items,
    Pair,
    Paper,
    Para,
    ParaKind,
    Picture,
    Row,
    Sheet,
    Span,
    Table,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from planner.policy.verdicts import Outcome

ROMAN = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
    "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV", "XXVI", "XXVII",
)  # fmt: skip
ITEM_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of Vietnamese items: no f, j, w, z, and none with a mark but đ."""


def read_paper(markup: str) -> Paper:
    """The document that a template wrote."""
    root = ElementTree.fromstring(markup)
    body = root.find("body")
    annexes = root.findall("annex")
    return Paper(
        kind=_line(root.findtext("kind") or ""),
        subject=_line(root.findtext("subject") or ""),
        bases=tuple(_words(basis) for basis in root.findall("basis")),
        body=() if body is None else _blocks(body),
        annexes=tuple(_annex(found, at, len(annexes)) for at, found in enumerate(annexes)),
        signed=root.get("signed", "yes") == "yes",
    )


def _annex(element: Element, at: int, count: int) -> Annex:
    return Annex(
        id=element.get("id", ""),
        number="" if count == 1 else ROMAN[at],
        title=_line(element.get("title", "")),
        blocks=_blocks(element),
        wide=element.get("wide") == "yes",
    )


def _blocks(element: Element) -> tuple[Block, ...]:
    return tuple(_BLOCKS[child.tag](child) for child in element)


def _heading(element: Element) -> Heading:
    return Heading(int(element.get("level", "1")), _words(element), element.get("id", ""))


def _para(element: Element) -> Para:
    kind = cast("ParaKind", element.get("kind", "body"))
    return Para(_words(element), kind, _outcome(element))


def _items(element: Element) -> Items:
    entries = tuple(_words(entry) for entry in element)
    return Items("letters" if element.get("kind") == "letters" else "dashes", entries)


def _table(element: Element) -> Table:
    columns = []
    for column in (element.get("columns") or "").split():
        share, _, align = column.partition(":")
        columns.append(Column(float(share), cast("Any", align or "l")))
    head = element.find("head")
    rows = [
        Row(
            tuple(Cell(_words(cell), int(cell.get("across", "1"))) for cell in row),
            _outcome(row),
        )
        for row in element.findall("row")
    ]
    none = element.find("none")
    if not rows and none is not None:
        rows = [Row((Cell(_words(none), len(columns)),))]
    return Table(
        tuple(columns),
        () if head is None else tuple(_words(cell) for cell in head),
        tuple(rows),
        _line(element.get("caption", "")),
    )


def _picture(element: Element) -> Picture:
    return Picture(
        cast("Any", element.get("of", "map")),
        element.get("key", ""),
        int(element.get("number", "0")),
        float(element.get("share", "1")),
        _words(element),
    )


def _pair(element: Element) -> Pair:
    left, right = element
    return Pair(_blocks(left), _blocks(right))


def _sheet(element: Element) -> Sheet:
    title, aside = element.find("title"), element.find("aside")
    rest = tuple(
        _BLOCKS[child.tag](child) for child in element if child.tag not in {"title", "aside"}
    )
    return Sheet(
        element.get("id", ""),
        () if title is None else _words(title),
        () if aside is None else _words(aside),
        rest,
    )


_BLOCKS: dict[str, Callable[[Element], Block]] = {
    "h": _heading,
    "p": _para,
    "list": _items,
    "table": _table,
    "picture": _picture,
    "pair": _pair,
    "sheet": _sheet,
}


def _outcome(element: Element) -> Outcome | None:
    return cast("Outcome | None", element.get("outcome") or None)


# --- words ----------------------------------------------------------------------------------------

_LOOKS: dict[str, dict[str, Any]] = {
    "b": {"bold": True},
    "i": {"italic": True},
    "code": {"code": True},
    "o": {"bold": True},
    "a": {},
}


def _words(element: Element) -> Words:
    """The runs of an element, blanks run together, none at either end."""
    runs: list[Span] = []

    def look(at: Element, looks: dict[str, Any]) -> None:
        _add(runs, at.text, looks)
        for child in at:
            of_child = {**looks, **_LOOKS[child.tag]}
            if child.tag == "o":
                of_child["outcome"] = _outcome(child)
            if child.tag == "a":
                of_child["link"] = child.get("to", "")
            look(child, of_child)
            _add(runs, child.tail, looks)

    look(element, {})
    return _trimmed(runs)


def _add(runs: list[Span], text: str | None, looks: dict[str, Any]) -> None:
    if not text:
        return
    text = _BLANKS.sub(" ", text)
    if text.startswith(" ") and (not runs or runs[-1].text.endswith(" ")):
        text = text[1:]
    if text:
        runs.append(Span(text, **looks))


_BLANKS = re.compile(r"[ \t\r\n]+")  # a no-break space is kept


def _trimmed(runs: list[Span]) -> Words:
    while runs and not runs[-1].text.strip(" "):
        runs.pop()
    if runs and runs[-1].text.endswith(" "):
        last = runs[-1]
        looks = {
            name: getattr(last, name) for name in ("bold", "italic", "code", "outcome", "link")
        }
        runs[-1] = Span(last.text.rstrip(" "), **looks)
    return tuple(runs)


def _line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(" ")
