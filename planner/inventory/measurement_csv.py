"""Coverage that was measured, out of a CSV as people export it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from planner.foundation.clock import in_figures
from planner.foundation.errors import InputInvalid
from planner.foundation.names import plain
from planner.foundation.text import Text
from planner.inventory.csv_lines import Line
from planner.inventory.csv_rows import (
    NOTHING,
    Cell,
    Headers,
    Log,
    communes_by_name,
    ids_by_name,
    named,
    rows_of,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.diagnostics import Finding
    from planner.inventory.province import Province

_FIGURES = ("people_share", "area_share", "download_mbps")
HEADERS = Headers(
    names={
        "commune": ("commune", "xa", "phuong xa", "xa phuong", "ten xa", "ma xa", "don vi", "dia ban"),
        "operator": ("operator", "nha mang", "mang", "doanh nghiep", "mno", "network"),
        "people_share": (
            "people share", "share", "people", "dan so co song", "dan co song", "ty le dan so",
            "ty le phu dan so", "phu song dan so", "ty le",
        ),
        "area_share": (
            "area share", "area", "dien tich", "dien tich co song", "ty le dien tich", "phu song dien tich",
        ),
        "download_mbps": (
            "download mbps", "mbps", "mbit/s", "download", "toc do", "toc do tai xuong", "toc do 4g",
            "tai xuong", "speed",
        ),
        "reporter": ("reporter", "source", "nguon", "nguoi bao", "don vi do", "don vi bao cao"),
        "as_of": ("as of", "date", "ngay", "ngay do", "thoi diem"),
    },
    needed=("commune", "operator"),
    one_of=_FIGURES,
    asked=Text(vi="dòng đầu phải có: xã, nhà mạng và ít nhất một trong: tỷ lệ dân số, tỷ lệ diện tích, tốc độ",
               en="the first line names: commune, operator, and one of people_share, area_share, download_mbps"),
    called={"commune": Text("xã", "commune"), "operator": Text("nhà mạng", "operator"),
            "people_share": Text("tỷ lệ dân số, tỷ lệ diện tích hoặc tốc độ",
                                 "people_share, area_share or download_mbps")},
    units={"download_mbps": ("Mbit/s", "4g, mbit/s", "mbps", "mb/s", "mbit/s")},
)  # fmt: skip
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
    log = Log(path)
    communes = communes_by_name(province)
    operators = ids_by_name({id_: each.name for id_, each in province.operators.items()})
    found: list[MeasuredRow] = []
    seen: dict[tuple[object, ...], int] = {}
    for line, cells in rows_of(data, log, HEADERS):
        row = _row(log, line, cells, communes, operators)
        if row is None:
            continue
        first = seen.setdefault((row.commune, row.operator, row.reporter, row.as_of), line.number)
        if first != line.number:
            _twice(log, line, first)
        found.append(row)
    if log.errors:
        raise InputInvalid(log.findings)
    return found, log.findings


def _twice(log: Log, line: Line, first: int) -> None:
    log.add(
        "W613", line, Cell(line.text, 1),
        Text(vi=f"cùng xã, nhà mạng, người báo và ngày với dòng {first}",
             en=f"the same commune, operator, reporter and day as line {first}"),
        Text(vi="cả hai được giữ; xoá một nếu ghi thừa", en="both are kept; delete one if it is a copy"),
    )  # fmt: skip


def _row(
    log: Log,
    line: Line,
    told: Mapping[str, Cell],
    communes: Mapping[str, set[str]],
    operators: Mapping[str, set[str]],
) -> MeasuredRow | None:
    before = log.errors
    commune = named(log, line, told["commune"], communes, _COMMUNE)
    operator = named(log, line, told["operator"], operators, _OPERATOR)
    people, area = (_share(log, line, told[key]) for key in ("people_share", "area_share"))
    speed = _figure(log, line, told["download_mbps"], 100_000)
    reporter = words(log, line, told["reporter"])
    as_of = _day(log, line, told["as_of"])
    if log.errors > before or commune is None or operator is None:
        return None
    if people is None and area is None and speed is None:
        log.bad(line, Cell("", len(line.text) + 1), _FIGURE)
        return None
    if reporter is None or as_of is None:
        log.add(
            "W614", line, Cell(line.text, 1),
            Text(vi="không ghi người báo hoặc ngày đo", en="no reporter or no day is given"),
            Text(vi="thêm cột nguồn và ngày: số không nguồn thì không ai kiểm lại được",
                 en="add the columns reporter and as_of: a figure without them cannot be checked"),
        )  # fmt: skip
    return MeasuredRow(commune, operator, people, area, speed, reporter, as_of)


def _share(log: Log, line: Line, cell: Cell) -> float | None:
    """A share: 0.85, `85 %` or 85; per cent where the cell or its column says so, and from above 1 on."""
    bare = Cell(cell.text.rstrip("% ").strip(), cell.column)
    value = _figure(log, line, bare, 100)
    if value is None:
        return None
    return value / 100 if "%" in cell.text + cell.header or value > 1 else value


def _figure(log: Log, line: Line, cell: Cell, most: float) -> float | None:
    if plain(cell.text) in NOTHING:
        return None
    found = _NUMBER.fullmatch(cell.text)
    value = None if found is None else float(f"{found[1]}.{found[2] or 0}")
    if value is None or value > most:
        log.bad(line, cell, _FIGURE)
        return None
    return value


def _day(log: Log, line: Line, cell: Cell) -> date | None:
    """A day as `2026-06-01`, `01/6/2026` or `1 Jun 2026`: the day comes before the month."""
    if not cell.text:
        return None
    local = _LOCAL_DAY.fullmatch(in_figures(cell.text))
    try:
        if local is not None:
            return date(int(local[3]), int(local[2]), int(local[1]))
        if _ISO_DAY.fullmatch(cell.text):
            return date.fromisoformat(cell.text)
    except ValueError:
        pass
    log.bad(line, cell, _DAY)
    return None


_COMMUNE, _OPERATOR = Text("xã", "commune"), Text("nhà mạng", "operator")
_FIGURE = Text("một con số hợp lý", "a figure that can be")
_DAY = Text("ngày (2026-06-01 hoặc 01/6/2026)", "a day (2026-06-01 or 01/6/2026)")
