"""The lines of a CSV as spreadsheets write it, and files that are no CSV at all."""

from __future__ import annotations

from dataclasses import dataclass

from planner.foundation.text import Text

_KINDS = (
    (b"PK\x03\x04", "Excel (.xlsx) hay OpenDocument (.ods)", "Excel (.xlsx) or OpenDocument (.ods)"),
    (b"\xd0\xcf\x11\xe0", "Excel đời cũ (.xls)", "old Excel (.xls)"),
)
"""How the files of spreadsheets begin."""
_NAMED = "sep="
"""With this first line Excel is told which character parts the cells."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file with its number from 1; open where a cell in quotes goes on in the next."""

    number: int
    text: str
    is_open: bool = False


def spreadsheet_of(data: bytes) -> tuple[Text, Text] | None:
    """What a spreadsheet's own file is and what to do with it; None for any other."""
    for begins, vi, en in _KINDS:
        if data.startswith(begins):
            return (
                Text(vi=f"tệp là bảng tính {vi}, không phải CSV", en=f"the file is a spreadsheet, {en}, and no CSV"),
                Text(vi="mở bằng Excel, chọn File > Save As (Lưu thành), kiểu “CSV UTF-8 (Comma delimited)”, "
                        "rồi đưa tệp .csv ấy vào đây",
                     en="open it in Excel, choose File > Save As, type `CSV UTF-8 (Comma delimited)`, and give that "
                        ".csv file here"),
            )  # fmt: skip
    return None


def lines_of(text: str) -> tuple[str | None, list[Line]]:
    """The character that the file itself says parts its cells, or None, and the lines that say anything.

    A line of separators only, as spreadsheets write for an empty row, says nothing. Of a cell that goes on over several
    lines the first is kept, as open.
    """
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = None
    if rows[0].lower().startswith(_NAMED):
        separator = rows[0].strip()[len(_NAMED) :] or None
        rows[0] = ""
    lines: list[Line] = []
    inside = False
    for number, row in enumerate(rows, 1):
        odd = row.count('"') % 2 == 1
        if not inside and row.strip(" \t;,\"\u00a0"):
            lines.append(Line(number, row, odd))
        inside = inside != odd
    return separator, lines
