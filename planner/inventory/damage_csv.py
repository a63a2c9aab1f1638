"""Damage reports out of a CSV as offices and operators send them, and as `planner register … damage` writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from planner.foundation.clock import VIETNAM_TIME, in_figures
from planner.foundation.errors import InputInvalid
from planner.foundation.names import ID_FORM, for_terminal, plain
from planner.foundation.text import Text
from planner.inventory.base import Name
from planner.inventory.csv_lines import Line
from planner.inventory.csv_rows import (
    NOTHING,
    Cell,
    Headers,
    Log,
    communes_by_name,
    free_ids,
    header_key,
    ids_by_name,
    named,
    rows_of,
    words,
)
from planner.inventory.damage_checks import FORETOLD, MEND_HOURS, subject_of
from planner.inventory.kinds import DAMAGEABLE
from planner.inventory.office_records import OFFICE_SECTIONS, DamageKind, DamageReport
from planner.inventory.records import ASSET_SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.diagnostics import Finding
    from planner.inventory.province import Province

HEADERS = Headers(
    names={
        "id": ("id", "ma bao cao", "so hieu"),
        "asset": ("asset", "ma tai san", "tai san", "ma tram", "tram", "site", "cong trinh"),
        "place": ("place", "noi", "dia diem", "vi tri", "where"),
        "place_en": ("place en",),
        "district": ("district", "huyen", "dia ban"),
        "commune": ("commune", "xa", "phuong xa", "xa phuong", "ten xa", "ma xa"),
        "what": ("what", "hong", "loai", "loai hong", "loai thiet hai", "hu hong", "damage", "kind"),
        "count": ("count", "so luong", "number"),
        "down_since": ("down since", "mat luc", "hong luc", "thoi gian hong", "mat tu"),
        "restored_at": ("restored at", "co lai luc", "khoi phuc luc", "khoi phuc", "back at"),
        "cause": ("cause vi", "cause", "nguyen nhan"),
        "cause_en": ("cause en",),
        "cost_million_vnd": ("cost million vnd", "thiet hai trieu dong", "trieu dong", "chi phi", "cost"),
        "reporter": ("reporter", "source", "nguoi bao", "don vi bao", "don vi bao cao", "nguon"),
        "as_of": ("as of", "so lieu luc", "bao luc", "thoi diem", "thoi diem bao"),
    },
    needed=("what", "reporter", "as_of"),
    one_of=("asset", "place"),
    asked=Text(vi="dòng đầu phải có: tài sản hoặc nơi, hỏng, người báo, số liệu lúc",
               en="the first line names: asset or place, what, reporter, as_of"),
    called={"asset": Text("tài sản hoặc nơi", "asset or place"), "what": Text("hỏng", "what"),
            "reporter": Text("người báo", "reporter"), "as_of": Text("số liệu lúc", "as_of")},
    units={"cost_million_vnd": ("triệu đồng", "trieu dong", "trieu", "trieu vnd", "million vnd", "million dong")},
    passed_over=frozenset(
        map(header_key, ("Tài sản, nơi", "What or where", "Nguyên nhân", "Cause", "Báo khác nhau",
                         "Reporters disagree", "Thiệt hại, triệu đồng", "Loss, million dong"))),
)  # fmt: skip
"""What our own register prints for a reader beside its fields is passed over without a word."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "mast": ("cot", "gay cot", "cot gay", "do cot", "cot do", "cot ang ten"),
    "equipment": ("thiet bi", "thiet bi tram", "hong thiet bi"),
    "power": ("dien luoi", "mat dien", "dien", "mat dien luoi"),
    "fiber": ("cap quang", "cap", "dut cap", "dut cap quang", "fibre"),
    "generator": ("may phat", "may no", "may phat dien"),
    "service": ("mat dich vu", "dich vu", "mat lien lac", "mat song"),
    "warning-channel": ("kenh bao tin", "warning channel", "loa", "cum loa", "truyen thanh"),
    "other": ("khac",),
}
"""What each kind of damage may be called, without diacritics."""
_KIND = {plain(name): kind for kind, names in KINDS.items() for name in (kind, *names)}
_CLOCK = r"(\d{1,2})(?:[:h](\d{2})?)(?::(\d{2}))?(?: ?(sa|am|ch|pm))?"
"""With the halves of the day as Excel writes them: `SA` and `CH`, `AM` and `PM`."""
_DAY = r"(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))"
_DAY_FIRST = re.compile(rf"{_DAY}[T ,]+{_CLOCK}")
_CLOCK_FIRST = re.compile(rf"{_CLOCK}[ ,]+(?:ngay )?{_DAY}")
_WITH_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[-+]\d{2}:\d{2})")
_WHOLE = re.compile(r"\d{1,7}|\d{1,3}(?:[., ]\d{3}){1,2}")
_NUMBER = re.compile(r"(\d{1,9})(?:[.,](\d{1,6}))?")
_EITHER_WAY = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""A thousand to one reader, and one with three decimals to another."""
MOST_OF_ONE, MOST_MILLION_VND = 1_000_000, 100_000_000


@dataclass(frozen=True, slots=True)
class _Names:
    assets: Mapping[str, set[str]]
    communes: Mapping[str, set[str]]
    districts: Mapping[str, set[str]]
    taken: frozenset[str]
    """Ids that the province has, in small letters."""


def damage_rows(
    data: bytes, path: str, province: Province
) -> tuple[list[DamageReport], list[Finding]]:
    """The reports of a CSV, in its order, and what should be looked at.

    A report without an id is given one that nothing in the province has. Instants without an offset are in Vietnam
    time. Of one thing two reporters may say different things: each line is a report by itself.

    Parameters
    ----------
    data
        The bytes of the file: UTF-8, separated by commas, semicolons or tabs.
    path
        As it is shown in findings.
    province
        Whose assets, districts and communes are meant; by id, official code, or name with or without diacritics.

    Raises
    ------
    InputInvalid
        If anything cannot be read; it carries every finding of the file.
    """
    log = Log(path)
    names = _names_of(province)
    told: list[tuple[str | None, dict[str, object]]] = []
    ids: dict[str, int] = {}
    seen: dict[object, str] = {
        _said(each): f"“{id_}”" for id_, each in sorted(province.damage_reports.items())
    }
    for line, cells in rows_of(data, log, HEADERS):
        id_ = _own_id(log, line, cells["id"], names.taken, ids)
        report = _report(log, line, cells, names)
        if report is None:
            continue
        told.append((id_, report))
        first = seen.setdefault(_said(DamageReport(id="x", **report)), str(line.number))  # type: ignore[arg-type]
        if first != str(line.number):
            _twice(log, line, first)
    if log.errors:
        raise InputInvalid(log.findings)
    free = iter(free_ids("TH-CSV", len(told), {*names.taken, *ids}))
    return [DamageReport(id=id_ or next(free), **report) for id_, report in told], log.findings  # type: ignore[arg-type]


def _names_of(province: Province) -> _Names:
    assets: dict[str, Name | None] = {
        id_: getattr(record, "name", None)
        for section in DAMAGEABLE
        for id_, record in getattr(province, section).items()
    }
    every = [*ASSET_SECTIONS, *OFFICE_SECTIONS]
    return _Names(
        ids_by_name(assets),
        communes_by_name(province),
        ids_by_name({id_: each.name for id_, each in province.districts.items()}),
        frozenset(id_.casefold() for section in every for id_ in getattr(province, section)),
    )


def _said(report: DamageReport) -> object:
    """By what two reports are one: the same subject from the same reporter as of the same instant."""
    return subject_of(report), report.reporter.casefold(), report.as_of


def _twice(log: Log, line: Line, first: str) -> None:
    log.add(
        "W613", line, Cell(line.text, 1),
        Text(vi=f"cùng một thứ hỏng, người báo và thời điểm với {_earlier(first).vi}",
             en=f"the same damage, reporter and instant as {_earlier(first).en}"),
        Text(vi="cả hai được giữ; xoá một nếu ghi thừa", en="both are kept; delete one if it is a copy"),
    )  # fmt: skip


def _earlier(first: str) -> Text:
    if first.isdigit():
        return Text(vi=f"dòng {first}", en=f"line {first}")
    return Text(vi=f"báo cáo {first} của tỉnh", en=f"report {first.replace('“', '`').replace('”', '`')}")


# --- one row ---


def _report(
    log: Log, line: Line, told: Mapping[str, Cell], names: _Names
) -> dict[str, object] | None:
    """The fields of a report, or None and findings."""
    before = log.errors
    found: dict[str, object] = {
        "asset": _known(log, line, told["asset"], names.assets, _ASSET),
        "place": _name(log, line, told["place"], told["place_en"]),
        "district": _known(log, line, told["district"], names.districts, _DISTRICT),
        "commune": _known(log, line, told["commune"], names.communes, _COMMUNE),
        "what": _kind(log, line, told["what"]),
        "count": _count(log, line, told["count"]),
        "down_since": _instant(log, line, told["down_since"]),
        "restored_at": _instant(log, line, told["restored_at"]),
        "cause": _name(log, line, told["cause"], told["cause_en"]),
        "cost_million_vnd": _million(log, line, told["cost_million_vnd"]),
        "reporter": _text(log, line, told["reporter"]),
        "as_of": _instant(log, line, told["as_of"]),
    }
    _needed(log, line, told["reporter"], _REPORTER)
    _needed(log, line, told["as_of"], _INSTANT)
    if log.errors > before:
        return None
    if found["asset"] is None and found["place"] is None:
        log.add(
            "E227", line, Cell(line.text, 1),
            Text(vi="dòng không nói về tài sản hay nơi nào", en="the line speaks of no asset and no place"),
            Text(vi="ghi mã tài sản hoặc tên nơi", en="write the id of an asset, or a place"),
        )  # fmt: skip
        return None
    down, back, as_of = found["down_since"], found["restored_at"], found["as_of"]
    if isinstance(down, datetime) and isinstance(back, datetime) and back < down:
        log.add(
            "E226", line, told["restored_at"],
            Text(vi="có lại trước khi mất", en="back before it was lost"),
            Text(vi="sửa một trong hai giờ", en="mend one of the two hours"),
        )  # fmt: skip
        return None
    hours = [each for each in (down, back) if isinstance(each, datetime)]
    if hours and isinstance(as_of, datetime) and as_of < max(hours):
        log.add("W582", line, told["as_of"], FORETOLD, MEND_HOURS)
    return found


def _own_id(
    log: Log, line: Line, cell: Cell, taken: frozenset[str], ids: dict[str, int]
) -> str | None:
    """The id that a line gives itself, which nothing else may have."""
    if plain(cell.text) in NOTHING:
        return None
    if ID_FORM.fullmatch(cell.text) is None:
        log.bad(line, cell, _ID)
        return None
    folded, shown = cell.text.casefold(), for_terminal(cell.text)
    first = ids.setdefault(folded, line.number)
    if folded in taken or first != line.number:
        where = (Text(vi="tỉnh", en="the province") if folded in taken
                 else Text(vi=f"dòng {first}", en=f"line {first}"))  # fmt: skip
        log.add(
            "E202", line, cell,
            Text(vi=f"mã “{shown}” đã có ở {where.vi}", en=f"id `{shown}` is in use in {where.en}"),
            Text(vi="xoá dòng nếu đã nhập rồi; báo cáo mới thì để trống ô này",
                 en="delete the line if it was brought in before; leave the cell empty for a new report"),
        )  # fmt: skip
    return cell.text


def _known(
    log: Log, line: Line, cell: Cell, known: Mapping[str, set[str]], what: Text
) -> str | None:
    return None if plain(cell.text) in NOTHING else named(log, line, cell, known, what)


def _needed(log: Log, line: Line, cell: Cell, what: Text) -> None:
    """A finding where nothing stands in the cell."""
    if plain(cell.text) in NOTHING:
        log.bad(line, Cell("", cell.column), what)


def _text(log: Log, line: Line, cell: Cell) -> str | None:
    """A text as it was before a spreadsheet was kept from taking it for a formula."""
    bare = cell.text[1:] if re.match(r"'[=+\-@]", cell.text) else cell.text
    return words(log, line, Cell(bare, cell.column), 300)


def _name(log: Log, line: Line, vi: Cell, en: Cell) -> Name | None:
    in_vietnamese, in_english = _text(log, line, vi), _text(log, line, en)
    if in_vietnamese is None:
        return None if in_english is None else Name(vi=in_english)
    return Name(vi=in_vietnamese, en=in_english)


def _kind(log: Log, line: Line, cell: Cell) -> str | None:
    kind = _KIND.get(plain(cell.text))
    if kind is None:
        log.bad(line, cell, _WHAT)
    return kind


def _count(log: Log, line: Line, cell: Cell) -> int | None:
    """How many; one where nobody says. A count has no decimals, so a point or comma parts the thousands."""
    if plain(cell.text) in NOTHING:
        return 1
    value = int(re.sub(r"[., ]", "", cell.text)) if _WHOLE.fullmatch(cell.text) else None
    if value is None or value > MOST_OF_ONE:
        log.bad(line, cell, _COUNT)
        return None
    return value


def _million(log: Log, line: Line, cell: Cell) -> float | None:
    """Million đồng; `1.250` is read by nobody, since half of its readers would be wrong a thousandfold."""
    if plain(cell.text) in NOTHING:
        return None
    found = None if _EITHER_WAY.fullmatch(cell.text) else _NUMBER.fullmatch(cell.text)
    value = None if found is None else float(f"{found[1]}.{found[2] or 0}")
    if value is None or value > MOST_MILLION_VND:
        log.bad(line, cell, _MONEY)
        return None
    return value


def _instant(log: Log, line: Line, cell: Cell) -> datetime | None:
    """A day with its hour: `02/9/2026 06:00`, `6h30 02/9/2026`, `2 Sep 2026 06:00`, `2026-09-02 06:00`, an offset."""
    if plain(cell.text) in NOTHING:
        return None
    try:
        if _WITH_OFFSET.fullmatch(cell.text):
            return datetime.fromisoformat(cell.text).astimezone(UTC)
        if found := _DAY_FIRST.fullmatch(in_figures(cell.text).replace("T", " ").lower()):
            return _at(found.groups()[:6], found.groups()[6:])
        if found := _CLOCK_FIRST.fullmatch(plain(cell.text)):
            return _at(found.groups()[4:], found.groups()[:4])
    except (ValueError, OverflowError):
        pass
    log.bad(line, cell, _INSTANT, _dated_otherwise(cell.text))
    return None


def _dated_otherwise(text: str) -> Text | None:
    """What to do about a day as spreadsheets write it that is read by nobody; None of any other text."""
    if _SERIAL.fullmatch(text):
        return Text(vi="đây là số ngày của Excel: chọn Format Cells, kiểu yyyy-mm-dd hh:mm, rồi lưu lại CSV",
                    en="this is Excel's number of a day: choose Format Cells, yyyy-mm-dd hh:mm, and save again")
    if _MONTH_FIRST.match(text):
        return Text(vi="bảng tính ghi tháng trước ngày: đổi cả cột sang kiểu yyyy-mm-dd hh:mm, vì 9/2 cũng bị đọc là "
                       "mồng 9 tháng 2",
                    en="the spreadsheet writes the month first: turn the whole column into yyyy-mm-dd hh:mm, since 9/2 "
                       "would read as 9 February")
    return None


_SERIAL = re.compile(r"[34567]\d{4}(?:[.,]\d+)?")
_MONTH_FIRST = re.compile(r"(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-]\d{4}\b")


def _at(day: tuple[str | None, ...], clock: tuple[str | None, ...]) -> datetime:
    """An instant of Vietnam time; the day comes before the month."""
    year, month, date = day[:3] if day[0] is not None else (day[5], day[4], day[3])
    hour, half = int(clock[0] or 0), clock[3]
    if half is not None and not 1 <= hour <= 12:
        raise ValueError(half)
    if half is not None:
        hour = hour % 12 + (12 if half in {"ch", "pm"} else 0)
    numbers = [int(each or 0) for each in (year, month, date, hour, *clock[1:3])]
    return datetime(*numbers, tzinfo=VIETNAM_TIME).astimezone(UTC)  # type: ignore[arg-type,misc]


_ASSET, _DISTRICT, _COMMUNE = Text("tài sản", "asset"), Text("địa bàn", "district"), Text("xã", "commune")
_REPORTER = Text("tên đơn vị báo", "the name of the unit that reports")
_INSTANT = Text("thời điểm có ngày và giờ (02/9/2026 06:00)", "a day with its hour (2026-09-02 06:00)")
_ID = Text("mã (chữ không dấu, số, gạch nối)", "an id (letters, digits, hyphens)")
_COUNT = Text("số lượng", "a count")
_MONEY = Text("số triệu đồng đọc được một cách (1250 hoặc 1,25)",
              "an amount in million dong that reads one way only (1250 or 1.25)")  # fmt: skip
_WHAT = Text(
    vi="loại hỏng (cột, thiết bị, điện lưới, cáp quang, máy phát, mất dịch vụ, kênh báo tin, khác)",
    en=f"a kind of damage ({', '.join(get_args(DamageKind))})",
)
