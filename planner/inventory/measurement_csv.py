"""Coverage that was measured, out of a CSV as people export it: forgiving headers, every finding with its column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from planner.foundation.diagnostics import Finding, Place, nearest
from planner.foundation.encodings import decoded
from planner.foundation.errors import InputInvalid
from planner.foundation.names import for_terminal, forbidden_at, plain
from planner.foundation.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from planner.inventory.base import Name
    from planner.inventory.province import Province

MOST_ERRORS = 200
"""After so many the rest is not read: the file is of another kind."""
LONGEST_LINE = 20_000

HEADERS: Mapping[str, tuple[str, ...]] = {
    "commune": ("commune", "xa", "phuong xa", "xa phuong", "ten xa", "ma xa", "don vi", "dia ban"),
    "operator": ("operator", "nha mang", "mang", "doanh nghiep", "mno", "network"),
    "people_share": (
        "people share", "share", "people", "dan so co song", "dan co song", "ty le dan so", "ty le phu dan so",
        "phu song dan so", "ty le",
    ),
    "area_share": (
        "area share", "area", "dien tich", "dien tich co song", "ty le dien tich", "phu song dien tich",
    ),
    "download_mbps": (
        "download mbps", "mbps", "mbit/s", "download", "toc do", "toc do tai xuong", "toc do 4g", "tai xuong", "speed",
    ),
    "reporter": ("reporter", "source", "nguon", "nguoi bao", "don vi do", "don vi bao cao"),
    "as_of": ("as of", "date", "ngay", "ngay do", "thoi diem"),
}  # fmt: skip
"""What each column may be called, without diacritics; units in brackets and underscores make no difference."""
_NEEDED = ("commune", "operator")
_FIGURES = ("people_share", "area_share", "download_mbps")
_PREFIXES = re.compile(r"^(xa|phuong|dac khu|thi tran|commune|ward) ")
_LOCAL_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"(\d{1,6})(?:[.,](\d{1,6}))?")


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One row with ids of the province, shares in [0, 1]."""

    commune: str
    operator: str
    people_share: float | None
    area_share: float | None
    download_mbps: float | None
    reporter: str | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands between two separators: its text, and the column at which it begins."""

    text: str
    column: int


@dataclass(slots=True)
class _Log:
    path: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, line: int, cell: Cell, text: str, fact: Text, remedy: Text) -> None:
        place = Place(self.path, line, cell.column, max(len(cell.text), 1))
        self.findings.append(Finding(code, fact, place, None, remedy, text))

    @property
    def errors(self) -> int:
        return sum(each.is_error for each in self.findings)


def measured_rows(
    data: bytes, path: str, province: Province
) -> tuple[list[MeasuredRow], list[Finding]]:
    """The rows of a CSV, in its order, and what should be looked at.

    Parameters
    ----------
    data
        The bytes of the file: UTF-8, separated by commas, semicolons or tabs.
    path
        As it is shown in findings.
    province
        Whose communes and operators are meant; by id, official code, or name with or without diacritics.

    Raises
    ------
    InputInvalid
        If anything cannot be read; it carries every finding of the file.
    """
    read = decoded(data)
    if read.refusal is not None:
        said = read.refusal
        raise InputInvalid([Finding("E108", said.fact, Place(path, 1, 1), said.note, said.remedy)])
    log = _Log(path)
    rows = _Reader(province, log).rows(read.text)
    if log.errors:
        raise InputInvalid(log.findings)
    return rows, log.findings


class _Reader:
    def __init__(self, province: Province, log: _Log) -> None:
        self.log = log
        self.communes = _names({id_: each.name for id_, each in province.communes.items()})
        for id_, commune in province.communes.items():
            if commune.code is not None:
                self.communes.setdefault(plain(commune.code), set()).add(id_)
        self.operators = _names({id_: each.name for id_, each in province.operators.items()})

    def rows(self, text: str) -> list[MeasuredRow]:
        lines = [
            (number, line)
            for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
            if line.strip()
        ]
        if not lines:
            self._missing(1, "", _NEEDED)
            return []
        first, header = lines[0]
        separator = max(";\t,", key=header.count)
        columns = self._columns(first, header, separator)
        found: list[MeasuredRow] = []
        seen: dict[tuple[object, ...], int] = {}
        for number, line in lines[1:] if columns else ():
            if self.log.errors >= MOST_ERRORS:
                break
            row = self._row(number, line, columns, separator)
            if row is None:
                continue
            first_seen = seen.setdefault((row.commune, row.operator, row.reporter, row.as_of), number)
            if first_seen != number:
                self._twice(number, line, first_seen)
            found.append(row)
        return found

    # --- the header ---

    def _columns(self, number: int, header: str, separator: str) -> Mapping[int, str]:
        """Which column holds what."""
        columns: dict[int, str] = {}
        for at, cell in enumerate(cells_of(header, separator)):
            named = _header_key(cell.text)
            known = next((key for key, names in HEADERS.items() if named in names), None)
            if known is None or known in columns.values():
                if named:
                    self._ignored(number, header, cell)
                continue
            columns[at] = known
        missing = [key for key in _NEEDED if key not in columns.values()]
        if not set(_FIGURES) & set(columns.values()):
            missing.append("people_share")
        if missing:
            self._missing(number, header, missing)
            return {}
        return columns

    def _missing(self, number: int, header: str, keys: tuple[str, ...] | list[str]) -> None:
        listed = ", ".join(keys)
        self.log.add(
            "E243", number, Cell(header, 1), header,
            Text(vi=f"thiếu cột: {listed}", en=f"columns are missing: {listed}"),
            Text(vi="dòng đầu phải có: xã, nhà mạng và ít nhất một trong: tỷ lệ dân số, tỷ lệ diện tích, tốc độ",
                 en="the first line names: commune, operator, and one of people_share, area_share, download_mbps"),
        )  # fmt: skip

    def _ignored(self, number: int, header: str, cell: Cell) -> None:
        shown = for_terminal(cell.text)
        self.log.add(
            "W612", number, cell, header,
            Text(vi=f"không dùng cột “{shown}”", en=f"the column `{shown}` is not used"),
            Text(vi=f"các cột dùng được: {', '.join(HEADERS)}", en=f"columns that are: {', '.join(HEADERS)}"),
        )  # fmt: skip

    def _twice(self, number: int, line: str, first: int) -> None:
        self.log.add(
            "W613", number, Cell(line, 1), line,
            Text(vi=f"cùng xã, nhà mạng, người báo và ngày với dòng {first}",
                 en=f"the same commune, operator, reporter and day as line {first}"),
            Text(vi="cả hai được giữ; xoá một nếu ghi thừa", en="both are kept; delete one if it is a copy"),
        )  # fmt: skip

    # --- one row ---

    def _row(
        self, number: int, line: str, columns: Mapping[int, str], separator: str
    ) -> MeasuredRow | None:
        cells = cells_of(line, separator) if len(line) <= LONGEST_LINE else []
        told = {key: cells[at] for at, key in columns.items() if at < len(cells)}
        before = self.log.errors
        empty = Cell("", len(line) + 1)
        commune = self._named(number, line, told.get("commune", empty), self.communes, _COMMUNE)
        operator = self._named(number, line, told.get("operator", empty), self.operators, _OPERATOR)
        people, area = (
            self._share(number, line, told.get(key, empty)) for key in ("people_share", "area_share")
        )
        speed = self._figure(number, line, told.get("download_mbps", empty), 100_000)
        reporter = self._words(number, line, told.get("reporter", empty))
        as_of = self._day(number, line, told.get("as_of", empty))
        if self.log.errors > before or commune is None or operator is None:
            return None
        if people is None and area is None and speed is None:
            self._bad(number, line, empty, _FIGURE)
            return None
        if reporter is None or as_of is None:
            self.log.add(
                "W614", number, Cell(line, 1), line,
                Text(vi="không ghi người báo hoặc ngày đo", en="no reporter or no day is given"),
                Text(vi="thêm cột nguồn và ngày: số không nguồn thì không ai kiểm lại được",
                     en="add the columns reporter and as_of: a figure without them cannot be checked"),
            )  # fmt: skip
        return MeasuredRow(commune, operator, people, area, speed, reporter, as_of)

    def _named(
        self, number: int, line: str, cell: Cell, known: Mapping[str, set[str]], what: Text
    ) -> str | None:
        """The id that is meant, or a finding."""
        wanted = plain(cell.text)
        fitting = known.get(wanted) or known.get(_PREFIXES.sub("", wanted)) or set()
        if len(fitting) == 1:
            return next(iter(fitting))
        shown = for_terminal(cell.text)
        if fitting:
            listed = ", ".join(sorted(fitting))
            fact = Text(vi=f"có nhiều {what.vi} tên “{shown}”", en=f"several {what.en}s are called `{shown}`")
            remedy = Text(vi=f"ghi mã: {listed}", en=f"write the id: {listed}")
        else:
            near = nearest(cell.text, sorted(known)) if cell.text else None
            fact = Text(vi=f"tỉnh không có {what.vi} “{shown}”", en=f"the province has no {what.en} `{shown}`")
            remedy = Text(vi="ghi tên hoặc mã của tỉnh" + (f"; có phải “{near}”?" if near else ""),
                          en="write a name or id of the province" + (f"; did you mean `{near}`?" if near else ""))
        self.log.add("E245", number, cell, line, fact, remedy)
        return None

    def _share(self, number: int, line: str, cell: Cell) -> float | None:
        """A share: 0.85, `85 %` or 85; from above 1 on it is read as per cent."""
        bare = Cell(cell.text.rstrip("% ").strip(), cell.column)
        value = self._figure(number, line, bare, 100)
        if value is None:
            return None
        return value / 100 if "%" in cell.text or value > 1 else value

    def _figure(self, number: int, line: str, cell: Cell, most: float) -> float | None:
        if not cell.text or plain(cell.text) in ("-", "–", "na", "n/a", "khong do"):
            return None
        found = _NUMBER.fullmatch(cell.text)
        value = None if found is None else float(f"{found[1]}.{found[2] or 0}")
        if value is None or value > most:
            self._bad(number, line, cell, _FIGURE)
            return None
        return value

    def _words(self, number: int, line: str, cell: Cell) -> str | None:
        if not cell.text:
            return None
        if forbidden_at(cell.text) is not None or len(cell.text) > 200:
            self._bad(number, line, cell, _WORDS)
            return None
        return cell.text

    def _day(self, number: int, line: str, cell: Cell) -> date | None:
        """A day as `2026-06-01` or `01/6/2026`: the day comes before the month."""
        if not cell.text:
            return None
        local = _LOCAL_DAY.fullmatch(cell.text)
        try:
            if local is not None:
                return date(int(local[3]), int(local[2]), int(local[1]))
            if _ISO_DAY.fullmatch(cell.text):
                return date.fromisoformat(cell.text)
        except ValueError:
            pass
        self._bad(number, line, cell, _DAY)
        return None

    def _bad(self, number: int, line: str, cell: Cell, what: Text) -> None:
        shown = for_terminal(cell.text)
        self.log.add(
            "E244", number, cell, line,
            Text(vi=f"“{shown}” không phải {what.vi}", en=f"`{shown}` is not {what.en}"),
            Text(vi="sửa ô này, hoặc xoá dòng", en="mend the cell, or delete the line"),
        )  # fmt: skip


_COMMUNE, _OPERATOR = Text("xã", "commune"), Text("nhà mạng", "operator")
_FIGURE = Text("một con số hợp lý", "a figure that can be")
_DAY = Text("ngày (2026-06-01 hoặc 01/6/2026)", "a day (2026-06-01 or 01/6/2026)")
_WORDS = Text("tên đọc được", "a name that can be read")


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


def _header_key(text: str) -> str:
    """`Tốc độ (Mbit/s)` and `toc_do` as one key."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]|%", " ", text)
    return " ".join(re.sub(r"[_\-:,.]", " ", plain(bare)).split())


def _names(records: Mapping[str, Name]) -> dict[str, set[str]]:
    """Ids by every way in which their names are typed, without diacritics."""
    found: dict[str, set[str]] = {}
    for id_, name in sorted(records.items()):
        for called in {id_, name.vi, name.english}:
            key = plain(called)
            found.setdefault(key, set()).add(id_)
            found.setdefault(_PREFIXES.sub("", key), set()).add(id_)
    return found
