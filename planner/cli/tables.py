"""One table, four forms: text for a terminal, CSV, Markdown, JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from planner import __version__
from planner.foundation.names import display_width, for_terminal, nfc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT_VERSION = 1
"""Of the JSON that commands print; raised when a reader of the old form would be misled."""

Align = Literal["<", ">"]
Colour = Literal["red", "green", "yellow", "dim"]
_CODES: Mapping[Colour, str] = {"red": "31", "green": "32", "yellow": "33", "dim": "2"}
# What a spreadsheet would take for the start of a formula.
_FORMULA_STARTS = tuple("=+-@\t\r")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Painted:
    """A cell's text with a colour; the colour never carries the meaning alone."""

    text: str
    colour: Colour


Cell = str | int | float | Fraction | Painted | None


def table(
    headers: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    align: str = "",
    *,
    colour: bool = False,
    indent: int = 2,
) -> str:
    """The rows under their headers, columns two spaces apart; no final newline.

    Parameters
    ----------
    headers
        One per column.
    rows
        As many cells each; None is an empty cell.
    align
        One of `<` and `>` per column; columns beyond it are `<`.
    colour
        Whether painted cells are painted (see `streams.colour_wanted`).
    indent
        Spaces before each line.

    Notes
    -----
    Widths are those of a terminal: a decomposed letter takes one column, a wide one two. Control
    and bidi characters do not reach the terminal.
    """
    shown = [[for_terminal(_text(cell)) for cell in row] for row in [headers, *rows]]
    widths = [max(map(display_width, column)) for column in zip(*shown, strict=True)]
    sides = align.ljust(len(headers), "<")
    cells: Sequence[Sequence[Cell]] = [headers, *rows]
    lines = []
    for texts, row in zip(shown, cells, strict=True):
        padded = [
            _painted(_padded(text, width, side), cell, colour)
            for text, width, side, cell in zip(texts, widths, sides, row, strict=True)
        ]
        lines.append((" " * indent + "  ".join(padded)).rstrip())
    return "\n".join(lines)


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return nfc(cell.text if isinstance(cell, Painted) else str(cell))


def _padded(text: str, width: int, side: str) -> str:
    gap = " " * (width - display_width(text))
    return gap + text if side == ">" else text + gap


def _painted(text: str, cell: Cell, colour: bool) -> str:
    if colour and isinstance(cell, Painted):
        return f"\x1b[{_CODES[cell.colour]}m{text}\x1b[0m"
    return text


def to_csv(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """The rows as CSV that Excel opens with its Vietnamese intact and runs nothing of.

    Begins with a byte order mark; lines end as RFC 4180 asks. A text that a spreadsheet would take
    for a formula gets an apostrophe in front; numbers stay numbers.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([_harmless(header) for header in headers])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + written.getvalue()


def _harmless(cell: Cell) -> str:
    text = _text(cell)
    if isinstance(cell, int | float | Fraction) or _NUMBER.fullmatch(text):
        return text
    # Leading spaces do not stop a spreadsheet from seeing the sign behind them.
    if text.lstrip(" \n").startswith(_FORMULA_STARTS):
        return "'" + text
    return text


def to_markdown(headers: Sequence[str], rows: Sequence[Sequence[Cell]], align: str = "") -> str:
    """The rows as a Markdown table; no final newline."""
    sides = align.ljust(len(headers), "<")
    rules = ["--:" if side == ">" else ":--" for side in sides]
    lines = [[markdown_text(header) for header in headers], rules]
    lines += [[markdown_text(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def markdown_text(cell: Cell) -> str:
    """A cell, or a line, as text that Markdown and HTML leave as it is."""
    text = for_terminal(_text(cell)).replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"([\\|`*_\[\]])", r"\\\1", text)


def to_json(answer: Mapping[str, Any], *, inputs: Mapping[str, str]) -> str:
    """The answer as JSON that says what made it; no final newline.

    Parameters
    ----------
    answer
        Names to JSON values; a Fraction is written as rational text (`65/2`), so that no digit
        is lost. NaN and infinity are refused. An iterator is written as a list, one thing after
        the other: of what is told of a large province only the text is then held.
    inputs
        Each input's path to its sha256, in hexadecimal.
    """
    whole = {
        "format_version": FORMAT_VERSION,
        "tool": "batram",
        "tool_version": __version__,
        "inputs": dict(inputs),
        **answer,
    }
    return "".join(_pieces(whole))


def _pieces(whole: Mapping[str, Any]) -> Iterator[str]:
    """The text piece by piece: joined once, a large one is not copied again and again."""
    before = "{\n  "
    for name, value in sorted(whole.items()):
        yield f"{before}{_dumped(name, 2)}: "
        yield from _items(value) if isinstance(value, Iterator) else (_dumped(value, 2),)
        before = ",\n  "
    yield "\n}"


def _items(things: Iterator[Any]) -> Iterator[str]:
    before = "[\n    "
    for each in things:
        yield before
        yield _dumped(each, 4)
        before = ",\n    "
    yield "[]" if before.startswith("[") else "\n  ]"


def _dumped(value: Any, indent: int) -> str:
    """A value as JSON whose lines after the first are set in; no line break stands within a text."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False, default=_as_text
    )
    return text.replace("\n", "\n" + " " * indent)


def _as_text(value: Any) -> str:
    if isinstance(value, Fraction):
        return str(value)
    msg = f"{type(value).__name__} has no form in JSON"
    raise TypeError(msg)
