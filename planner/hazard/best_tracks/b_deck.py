"""The b-decks of the Joint Typhoon Warning Center: comma-separated, 1-minute means.

Columns of the ATCF format: basin, number, time, -, technique (BEST), hour, latitude, longitude,
largest wind (kt), pressure, class, then one wind (34, 50 or 64 kt) per line with its radii in
nautical miles by quadrant, the outermost isobar's pressure and radius, the radius of the largest
wind, …, and the name in column 28. Lines of one time are joined.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.hazard.best_tracks.rows import (
    Log,
    Position,
    Row,
    km,
    number,
    plain_name,
    positive,
    quadrants_km,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AGENCY = "JTWC"
AVERAGING_MIN = 1
_TECHNIQUE, _NAME = 4, 27
_NO_NAMES = frozenset(["", "NONAME", "INVEST", "UNNAMED"])
_ALL_ROUND = "AAA"


@dataclass(slots=True)
class _Instant:
    """The lines of one time."""

    line: int
    text: str
    cells: list[str]
    winds: dict[int, tuple[float | None, ...]] = field(default_factory=dict)


def read(
    lines: Iterator[tuple[int, str]], wanted: Callable[[str, int], bool], log: Log
) -> Iterator[Position]:
    """The positions of the storms that are wanted; a storm goes by the last name it had."""
    storms: dict[tuple[str, str], list[_Instant]] = {}
    names: dict[tuple[str, str], str] = {}
    for line, text in lines:
        cells = [cell.strip() for cell in text.split(",")]
        if log.full:
            return
        if not _is_best(cells, line, text, log):
            continue
        key = (cells[0], cells[1].zfill(2))
        instants = storms.setdefault(key, [])
        name = plain_name(cells[_NAME]) if len(cells) > _NAME else ""
        if name not in _NO_NAMES:
            names[key] = name
        _join(instants, line, text, cells)
    for key, instants in storms.items():
        rows = [row for each in instants if (row := _row(each, log)) is not None]
        if rows:
            season = rows[0].at.year
            name = names.get(key, "UNNAMED")
            if wanted(name, season):
                storm_id = f"{key[0]}{key[1]}{season}"
                for row in rows:
                    yield Position(storm_id, name, season, AGENCY, AVERAGING_MIN, row)


def _is_best(cells: list[str], line: int, text: str, log: Log) -> bool:
    if len(cells) <= 9:
        log.add(
            "E410",
            line,
            Text(
                vi=f"dòng chỉ có {len(cells)} cột, b-deck cần ít nhất 10",
                en=f"the line has {len(cells)} columns, a b-deck has at least 10",
            ),
            text=text,
            remedy=Text(
                vi="lấy lại dòng này từ tệp gốc", en="fetch this line again from the source"
            ),
        )
        return False
    technique = cells[_TECHNIQUE]
    if technique != "BEST":
        log.add(
            "E413",
            line,
            Text(
                vi=f"dòng này là của “{technique}”, không phải quỹ đạo phân tích (BEST)",
                en=f"this line is of `{technique}`, not of the best track (BEST)",
            ),
            text=text,
            value=technique,
            remedy=Text(
                vi="bỏ các dòng dự báo; mỗi đường đi chỉ của một nguồn",
                en="leave out the forecasts; a track is of one source only",
            ),
        )
        return False
    return True


def _join(instants: list[_Instant], line: int, text: str, cells: list[str]) -> None:
    """Add a line to the instant before when it is another wind of the same time and place."""
    wind = int(number(cells[11]) or 0) if len(cells) > 11 else 0
    before = instants[-1] if instants else None
    # Same time, place and strength, and a wind not yet seen; anything else is a second fix.
    if before is None or before.cells[2:10] != cells[2:10] or wind in before.winds:
        before = _Instant(line, text, cells)
        instants.append(before)
    if len(cells) > 16:
        radii = tuple(positive(number(cell)) for cell in cells[13:17])
        before.winds[wind] = radii[:1] * 4 if cells[12] == _ALL_ROUND else radii


def _row(instant: _Instant, log: Log) -> Row | None:
    line, text, cells = instant.line, instant.text, instant.cells
    try:
        at = datetime.strptime(cells[2], "%Y%m%d%H").replace(tzinfo=UTC)
    except ValueError:
        what = Text(vi="thời điểm yyyymmddhh", en="a time yyyymmddhh")
        log.unreadable(line, text, cells[2], what, "2024090706")
        return None
    lat, lon = _degrees(cells[6], "N", "S"), _degrees(cells[7], "E", "W")
    if lat is None or lon is None:
        wrong = cells[6] if lat is None else cells[7]
        what = Text(vi="toạ độ tính bằng phần mười độ", en="a coordinate in tenths of a degree")
        log.unreadable(line, text, wrong, what, "207N, 1071E")
        return None
    status = cells[10] if len(cells) > 10 and cells[10] not in {"", "XX"} else None
    return Row(
        line=line,
        at=at,
        lon=lon,
        lat=lat,
        wind_kt=log.wind_kt(positive(number(cells[8]))),
        pressure_hpa=positive(number(cells[9])),
        status=status,
        sizes=_sizes(instant),
    )


def _degrees(text: str, plus: str, minus: str) -> float | None:
    """`1071E` in degrees."""
    value = number(text[:-1])
    if value is None or text[-1:] not in {plus, minus}:
        return None
    return value / 10 if text[-1] == plus else -value / 10


def _sizes(instant: _Instant) -> dict[str, object]:
    found: dict[str, object] = {}
    for wind in (34, 50, 64):
        radii = quadrants_km(instant.winds.get(wind, ()))
        if radii is not None:
            found[f"r{wind}_quadrants_km"] = radii
    cells = instant.cells
    values = [positive(number(cell)) for cell in (*cells[17:20], "", "", "")]
    outermost_hpa, outermost_nm, largest_nm = values[:3]
    if outermost_hpa is not None:
        found["poci_hpa"] = outermost_hpa
    if outermost_nm is not None:
        found["roci_km"] = km(outermost_nm)
    if largest_nm is not None:
        found["rmw_km"] = km(largest_nm)
    return found
