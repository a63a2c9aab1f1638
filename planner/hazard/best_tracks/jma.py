"""The best track of RSMC Tokyo (JMA): fixed columns, a header per storm, 10-minute means.

Columns after the centre's own description of the format: a header begins with 66666; a line of
data holds the time (1-8), the grade (14), latitude and longitude in tenths of a degree (16-18,
20-23), pressure (25-28), largest wind in knots (34-36, 000 below 35), then direction, longest and
shortest radius of 50-knot (42-51) and 30-knot wind (53-62), nautical miles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.hazard.best_tracks.rows import Log, Position, Row, km, number, plain_name, positive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADER = "66666"
AGENCY = "JMA"
AVERAGING_MIN = 10
GRADES = {
    2: "TD",
    3: "TS",
    4: "STS",
    5: "TY",
    6: "extratropical low",
    7: "entering",
    9: "TS or more",
}
DIRECTIONS = {
    1: "north-east", 2: "east", 3: "south-east", 4: "south",
    5: "south-west", 6: "west", 7: "north-west", 8: "north",
}  # fmt: skip
"""Where the longest radius lies; 9 is the same all round."""


@dataclass(slots=True)
class _Header:
    number: str
    name: str
    season: int
    lines: int
    issued: date | None
    at_line: int
    seen: int = 0


def read(
    lines: Iterator[tuple[int, str]], wanted: Callable[[str, int], bool], log: Log
) -> Iterator[Position]:
    """The positions of the storms that are wanted."""
    header: _Header | None = None
    for line, text in lines:
        if log.full:
            return
        if text.startswith(HEADER):
            _check_count(header, log)
            header = _header(line, text, log)
            continue
        if header is None:
            continue
        header.seen += 1
        if not wanted(header.name, header.season):
            continue
        row = _row(line, text, log)
        if row is not None:
            yield Position(
                f"JMA{header.number}", header.name, header.season, AGENCY, AVERAGING_MIN, row,
                header.issued,
            )  # fmt: skip
    _check_count(header, log)


def _check_count(header: _Header | None, log: Log) -> None:
    """A file that was cut off or joined has another number of lines than the header says."""
    if header is None or header.seen == header.lines or not header.lines:
        return
    log.add(
        "W526",
        header.at_line,
        Text(
            vi=f"bão {header.name} {header.season}: dòng đầu nói có {header.lines} vị trí, tệp có "
            f"{header.seen}",
            en=f"storm {header.name} {header.season}: the header says {header.lines} positions, the "
            f"file has {header.seen}",
        ),
        remedy=Text(
            vi="lấy lại tệp gốc nếu nó bị cắt", en="fetch the file again if it was cut off"
        ),
    )


def _header(line: int, text: str, log: Log) -> _Header | None:
    number_, year = text[6:10].strip(), number(text[6:8])
    if year is None or len(number_) != 4:
        what = Text(vi="số hiệu bão bốn chữ số", en="a storm number of four digits")
        log.unreadable(line, text, text[6:10], what, "2411")
        return None
    issued = None
    stamp = text[64:72].strip()
    if len(stamp) == 8 and stamp.isdigit():
        try:
            issued = date(int(stamp[:4]), int(stamp[4:6]), int(stamp[6:]))
        except ValueError:
            issued = None
    season = _year(int(year))
    name = plain_name(text[30:50]) or "UNNAMED"
    return _Header(number_, name, season, int(number(text[12:15]) or 0), issued, line)


def _year(two_digits: int) -> int:
    # The file begins in 1951.
    return 1900 + two_digits if two_digits >= 51 else 2000 + two_digits


def _row(line: int, text: str, log: Log) -> Row | None:
    stamp = text[0:8]
    try:
        at = datetime(
            _year(int(stamp[0:2])), int(stamp[2:4]), int(stamp[4:6]), int(stamp[6:8]), tzinfo=UTC
        )
    except ValueError:
        what = Text(vi="thời điểm yymmddhh", en="a time yymmddhh")
        log.unreadable(line, text, stamp, what, "24090706")
        return None
    lat, lon = number(text[15:18]), number(text[19:23])
    if lat is None or lon is None:
        wrong = text[15:18] if lat is None else text[19:23]
        what = Text(vi="vĩ độ, kinh độ tính bằng phần mười độ", en="tenths of a degree")
        log.unreadable(line, text, wrong, what, "210 1070")
        return None
    grade = int(number(text[13:14]) or 0)
    return Row(
        line=line,
        at=at,
        lon=lon / 10,
        lat=lat / 10,
        wind_kt=log.wind_kt(positive(number(text[33:36]))),
        pressure_hpa=positive(number(text[24:28])),
        status=GRADES.get(grade),
        sizes={**_radii("r50", text[41:51]), **_radii("r30", text[52:62])},
    )


def _radii(prefix: str, columns: str) -> dict[str, object]:
    """Longest, shortest and direction from `dLLLL SSSS`."""
    longest, shortest = positive(number(columns[1:5])), positive(number(columns[6:10]))
    found: dict[str, object] = {}
    if longest is not None:
        found[f"{prefix}_km"] = km(longest)
    if shortest is not None:
        found[f"{prefix}_short_km"] = km(shortest)
    toward = DIRECTIONS.get(int(number(columns[0:1]) or 0))
    if toward is not None and longest is not None:
        found[f"{prefix}_toward"] = toward
    return found
