"""A CSV as people export it: forgiving headers, names of the province, and every finding with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from planner.foundation.diagnostics import Finding, Place, nearest
from planner.foundation.encodings import decoded
from planner.foundation.errors import InputInvalid
from planner.foundation.names import for_terminal, forbidden_at, plain
from planner.foundation.text import LANGUAGES, Text
from planner.inventory.csv_lines import Line, lines_of, spreadsheet_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from planner.inventory.base import Name
    from planner.inventory.province import Province

MOST_TITLES = 12
"""So many lines are looked through for the names of the columns, to tell where they are."""
MOST_ERRORS = 200
"""After so many the rest is not read: the file is of another kind."""
LONGEST_LINE = 20_000
_PREFIXES = re.compile(r"^(xa|phuong|dac khu|thi tran|commune|ward) ")
NOTHING = frozenset(["", "-", "–", "na", "n/a", "khong do"])
"""What stands in a cell of which nobody has said anything, without diacritics."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands between two separators: its text, the column at which it begins, what stands at the head of it."""

    text: str
    column: int
    header: str = ""


@dataclass(slots=True)
class Log:
    """The findings of one file, in the order in which they are met."""

    path: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, line: Line, cell: Cell, fact: Text, remedy: Text) -> None:
        """One more finding, under a cell of a line."""
        place = Place(self.path, line.number, cell.column, max(len(cell.text), 1))
        self.findings.append(Finding(code, fact, place, None, remedy, line.text))

    def bad(self, line: Line, cell: Cell, what: Text, remedy: Text | None = None) -> None:
        """A cell that is not what its column asks for."""
        shown = for_terminal(cell.text)
        fact = Text(vi=f"“{shown}” không phải {what.vi}", en=f"`{shown}` is not {what.en}")
        if not cell.text:
            fact = Text(vi=f"ô trống, phải có {what.vi}", en=f"an empty cell, where there should be {what.en}")
        mend = Text(vi="sửa ô này, hoặc xoá dòng", en="mend the cell, or delete the line")
        self.add("E244", line, cell, fact, remedy or mend)

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(each.is_error for each in self.findings)


@dataclass(frozen=True, slots=True)
class Headers:
    """What the columns of a kind of file may be called, in lower case and without diacritics.

    Underscores and what stands in brackets make no difference, but that a unit in brackets must be one of `units`. Of
    two columns that mean one thing the one whose name stands first here is read. `called` is what people call those
    that may be missing; `passed_over` are known and not read; `asked` tells which columns there must be.
    """

    names: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    one_of: tuple[str, ...]
    asked: Text
    called: Mapping[str, Text]
    units: Mapping[str, tuple[str, ...]]
    passed_over: frozenset[str] = frozenset()


def rows_of(data: bytes, log: Log, headers: Headers) -> Iterator[tuple[Line, Mapping[str, Cell]]]:
    """Each line below the header with its cells by column; ends after `MOST_ERRORS` errors.

    Raises
    ------
    InputInvalid
        If the bytes are not UTF-8.
    """
    read, sheet = decoded(data), spreadsheet_of(data)
    place = Place(log.path, 1, 1)
    if sheet is not None:
        raise InputInvalid([Finding("E480", sheet[0], place, None, sheet[1])])
    if read.refusal is not None:
        said = read.refusal
        raise InputInvalid([Finding("E108", said.fact, place, said.note, said.remedy)])
    separator, lines = lines_of(read.text)
    if not lines:
        _missing(log, Line(1, ""), headers, headers.needed)
        return
    separator = separator or max(";\t,", key=lines[0].text.count)
    columns = _columns(log, lines, separator, headers)
    heads = cells_of(lines[0].text, separator)
    for line in lines[1:] if columns else ():
        if log.errors >= MOST_ERRORS:
            return
        if line.is_open:
            _open_quote(log, line)
            continue
        cells = cells_of(line.text, separator) if len(line.text) <= LONGEST_LINE else []
        if _unsound(log, line, cells, len(heads), frozenset(columns.values())):
            continue
        empty = Cell("", len(line.text) + 1)
        yield line, {
            key: replace(cells[columns[key]], header=heads[columns[key]].text)
            if columns.get(key, len(cells)) < len(cells)
            else empty
            for key in headers.names
        }


def _open_quote(log: Log, line: Line) -> None:
    log.add(
        "E483", line, Cell(line.text, 1),
        Text(vi="ô trong nháy kép kéo sang dòng sau", en="a cell in quotes goes on in the next line"),
        Text(vi="trong Excel xoá chỗ xuống dòng (Alt+Enter) của ô ấy rồi lưu lại CSV; hoặc bỏ dấu nháy kép thừa",
             en="take the line break (Alt+Enter) out of the cell in Excel and save again, or delete the stray quote"),
    )  # fmt: skip


def _unsound(
    log: Log, line: Line, cells: Sequence[Cell], width: int, read: AbstractSet[int]
) -> bool:
    """Whether a line has more cells than there are columns, or a formula in one that is read; each is told."""
    before = log.errors
    for cell in [each for each in cells[width:] if each.text][:1]:
        log.add(
            "E482", line, cell,
            Text(vi=f"dòng có {len(cells)} ô, dòng đầu chỉ có {width} cột",
                 en=f"the line has {len(cells)} cells, and the first line {width} columns"),
            Text(vi="số có dấu phẩy thập phân thì đặt trong nháy kép, hoặc lưu CSV với dấu chấm phẩy; bỏ ô thừa",
                 en="put a number with a decimal comma in quotes, or save with semicolons; delete what is too much"),
        )  # fmt: skip
    for at, cell in enumerate(cells):
        if at in read and (cell.text.startswith("=") or cell.text.upper() in _FAULTS):
            shown = for_terminal(cell.text)
            log.add(
                "E481", line, cell,
                Text(vi=f"ô còn công thức hoặc lỗi của bảng tính: “{shown}”",
                     en=f"a formula or a fault of the spreadsheet is in the cell: `{shown}`"),
                Text(vi="chép rồi dán giá trị (Paste Special, Values) trong bảng tính, sửa ô lỗi, rồi lưu lại CSV",
                     en="paste as values in the spreadsheet, mend the faulty cell, and save as CSV again"),
            )  # fmt: skip
    return log.errors > before


_FAULTS = frozenset(["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA"])
"""What a spreadsheet writes where a formula went wrong."""


def _columns(log: Log, lines: Sequence[Line], separator: str, headers: Headers) -> dict[str, int]:
    """Where each thing stands; empty when what is needed is missing."""
    header = lines[0]
    cells = cells_of(header.text, separator)
    found = _found(cells, headers)
    lower = next((each for each in lines[1:MOST_TITLES] if _holds_headers(each, headers)), None)
    if not found and lower is not None:
        _titles(log, header, lower)
        return {}
    chosen = {at for _, at in found.values()}
    for at, cell in enumerate(cells):
        named = header_key(cell.text)
        if at not in chosen and named and named not in headers.passed_over:
            _ignored(log, header, cell, headers)
    missing = [key for key in headers.needed if key not in found]
    if not set(headers.one_of) & set(found):
        missing.append(headers.one_of[0])
    if missing:
        _missing(log, header, headers, missing)
        return {}
    columns = {key: at for key, (_, at) in found.items()}
    for key, at in columns.items():
        _check_unit(log, header, cells[at], headers.units.get(key))
    return columns


def _found(cells: Sequence[Cell], headers: Headers) -> dict[str, tuple[int, int]]:
    """By what each means: how far down the list of its names its header stands, and its number."""
    found: dict[str, tuple[int, int]] = {}
    for at, cell in enumerate(cells):
        named = header_key(cell.text)
        for key, names in headers.names.items():
            if named in names:
                found[key] = min(found.get(key, (len(names), at)), (names.index(named), at))
    return found


def _holds_headers(line: Line, headers: Headers) -> bool:
    """Whether a line names all columns that there must be."""
    separator = max(";\t,", key=line.text.count)
    found = _found(cells_of(line.text, separator), headers)
    return set(headers.needed) <= set(found)


def _titles(log: Log, header: Line, lower: Line) -> None:
    log.add(
        "E243", header, Cell(header.text, 1),
        Text(vi=f"dòng đầu không phải tên cột; tên cột ở dòng {lower.number}",
             en=f"the first line names no columns; line {lower.number} does"),
        Text(vi=f"xoá các dòng phía trên dòng {lower.number} (tiêu đề của bảng)",
             en=f"delete the lines above line {lower.number} (the title of the table)"),
    )  # fmt: skip


def _check_unit(log: Log, header: Line, cell: Cell, known: tuple[str, ...] | None) -> None:
    """Find a unit in brackets that is not the one in which the figures below are read."""
    for bracketed in _BRACKETED.findall(cell.text) if known is not None else ():
        said = plain(bracketed.strip("()[]")).strip()
        if said and said not in (known or ()) and any(unit in said for unit in _UNITS):
            log.add(
                "E484", header, cell,
                Text(vi=f"cột “{for_terminal(cell.text)}” ghi đơn vị khác",
                     en=f"the column `{for_terminal(cell.text)}` names another unit"),
                Text(vi=f"đổi số ra {(known or ('',))[0]} rồi sửa tên cột",
                     en=f"turn the figures into {(known or ('',))[-1]}, and mend the name of the column"),
            )  # fmt: skip


_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_UNITS = ("bit", "bps", "dong", "ty", "trieu", "nghin", "vnd", "vnđ", "usd", "byte", "b/s")
"""What makes a unit of what stands in brackets; a remark there is none."""


def _missing(log: Log, header: Line, headers: Headers, keys: Sequence[str]) -> None:
    called = [headers.called.get(key, Text(key, key)) for key in keys]
    vi, en = (", ".join(each.in_(language) for each in called) for language in LANGUAGES)
    log.add(
        "E243", header, Cell(header.text, 1),
        Text(vi=f"thiếu cột: {vi}", en=f"columns are missing: {en}"),
        headers.asked,
    )  # fmt: skip


def _ignored(log: Log, header: Line, cell: Cell, headers: Headers) -> None:
    shown, listed = for_terminal(cell.text), ", ".join(headers.names)
    log.add(
        "W612", header, cell,
        Text(vi=f"không dùng cột “{shown}”", en=f"the column `{shown}` is not used"),
        Text(vi=f"các cột dùng được: {listed}", en=f"columns that are: {listed}"),
    )  # fmt: skip


def cells_of(line: str, separator: str) -> list[Cell]:
    """The cells of one line with their columns, counted from 1; quotes may hold separators, doubled quotes a quote."""
    return list(_cells(line, separator))


def _cells(line: str, separator: str) -> Iterator[Cell]:
    at = 0
    while True:
        start = at
        while at < len(line) and line[at] == " ":
            at += 1
        if at < len(line) and line[at] == '"':
            quoted, at = at + 1, at + 1
            while at < len(line) and (line[at] != '"' or line[at : at + 2] == '""'):
                at += 2 if line[at] == '"' else 1
            text, column = line[quoted:at].replace('""', '"'), quoted
            end = line.find(separator, at)
        else:
            end = line.find(separator, at)
            text, column = line[start : len(line) if end < 0 else end], start
        bare = text.strip()
        yield Cell(bare, column + len(text) - len(text.lstrip()) + 1)
        if end < 0:
            return
        at = end + 1


def header_key(text: str) -> str:
    """`Tốc độ (Mbit/s)` and `toc_do` as one key."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]|%", " ", text)
    return " ".join(re.sub(r"[_\-:,.]", " ", plain(bare)).split())


# --- names of the province ------------------------------------------------------------------------


def ids_by_name(records: Mapping[str, Name | None]) -> dict[str, set[str]]:
    """Ids by every way in which their names are typed, without diacritics."""
    found: dict[str, set[str]] = {}
    for id_, name in sorted(records.items()):
        for called in {id_, *(() if name is None else (name.vi, name.english))}:
            key = plain(called)
            found.setdefault(key, set()).add(id_)
            found.setdefault(_PREFIXES.sub("", key), set()).add(id_)
    return found


def communes_by_name(province: Province) -> dict[str, set[str]]:
    """The communes by id, name and official code."""
    found = ids_by_name({id_: each.name for id_, each in province.communes.items()})
    for id_, commune in province.communes.items():
        if commune.code is not None:
            found.setdefault(plain(commune.code), set()).add(id_)
    return found


def named(log: Log, line: Line, cell: Cell, known: Mapping[str, set[str]], what: Text) -> str | None:
    """The id that a cell means, or None and a finding."""
    wanted = plain(cell.text)
    fitting = known.get(wanted) or known.get(_PREFIXES.sub("", wanted)) or set()
    if cell.text in fitting:
        return cell.text
    if len(fitting) == 1:
        return next(iter(fitting))
    shown = for_terminal(cell.text)
    if fitting:
        listed = ", ".join(sorted(fitting))
        fact = Text(vi=f"có nhiều {what.vi} tên “{shown}”", en=f"several {what.en}s are called `{shown}`")
        remedy = Text(vi=f"ghi mã: {listed}", en=f"write the id: {listed}")
    else:
        alike = nearest(plain(cell.text), sorted(known)) if cell.text else None
        near = None if alike is None else ", ".join(sorted(known[alike]))
        fact = Text(vi=f"tỉnh không có {what.vi} “{shown}”", en=f"the province has no {what.en} `{shown}`")
        remedy = Text(vi="ghi tên hoặc mã của tỉnh" + (f"; có phải “{near}”?" if near else ""),
                      en="write a name or id of the province" + (f"; did you mean `{near}`?" if near else ""))
    log.add("E245", line, cell, fact, remedy)
    return None


def words(log: Log, line: Line, cell: Cell, most: int = 200) -> str | None:
    """A text that may stand on one line, of at most so many letters; None where the cell is empty or cannot be read."""
    if cell.text in ("", "-", "–"):
        return None
    if forbidden_at(cell.text) is not None or len(cell.text) > most:
        log.bad(line, cell, _WORDS)
        return None
    return cell.text


_WORDS = Text("chữ đọc được, trên một dòng", "a text on one line that can be read")


# --- as YAML ---


def yaml_text(value: str) -> str:
    """A text in the quotes in which YAML changes nothing of it."""
    return "'" + value.replace("'", "''") + "'"


def free_ids(stem: str, count: int, taken: Collection[str]) -> list[str]:
    """So many ids of one stem that nothing has, whatever its capitals."""
    folded = {each.casefold() for each in taken}
    found: list[str] = []
    number = 0
    while len(found) < count:
        number += 1
        id_ = f"{stem}-{number:04d}"
        if id_.casefold() not in folded:
            found.append(id_)
    return found
