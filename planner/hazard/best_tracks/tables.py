"""Tables of tracks with a header: IBTrACS v4 (NOAA), and the plain CSV that people exchange."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.hazard.best_tracks.jma import GRADES
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
    from collections.abc import Callable, Iterator, Mapping

    Cells = Mapping[str, str]

IBTRACS_COLUMNS = frozenset(["SID", "SEASON", "NAME", "ISO_TIME"])
PLAIN_COLUMNS = frozenset(
    ["storm", "season", "agency", "time_utc", "lat", "lon", "wind_kt", "wind_averaging_min"]
)
_QUADRANTS = ("ne", "se", "sw", "nw")
_TOWARD = {
    "N": "north", "NE": "north-east", "E": "east", "SE": "south-east",
    "S": "south", "SW": "south-west", "W": "west", "NW": "north-west",
}  # fmt: skip
# IBTrACS writes JMA's codes, in which 9 is the same all round.
_TOWARD_CODES = {
    "1": "north-east", "2": "east", "3": "south-east", "4": "south",
    "5": "south-west", "6": "west", "7": "north-west", "8": "north",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Agency:
    """An agency's columns in IBTrACS and the averaging period of its winds."""

    prefix: str
    name: str
    averaging_min: int
    status: str
    """The column that says what the storm was called; none where there are only numbers."""


# Source for the averaging periods: IBTrACS v04 column documentation.
_AGENCIES = (
    _Agency("TOKYO", "JMA", 10, "TOKYO_GRADE"),
    _Agency("USA", "JTWC", 1, "USA_STATUS"),
    _Agency("CMA", "CMA", 2, ""),
)


def is_ibtracs(header: list[str]) -> bool:
    """Whether a header is one of IBTrACS."""
    return {cell.strip().upper() for cell in header} >= IBTRACS_COLUMNS


def is_plain(header: list[str]) -> bool:
    """Whether a header is one of the plain CSV."""
    return {cell.strip() for cell in header} >= PLAIN_COLUMNS


def cells_of(text: str) -> list[str]:
    """The cells of one line; a quote that never closes is taken as it stands."""
    try:
        return next(csv.reader([text.rstrip("\r\n")]), [])
    except csv.Error:
        return text.split(",")


def read_ibtracs(
    lines: Iterator[tuple[int, str]], wanted: Callable[[str, int], bool], log: Log
) -> Iterator[Position]:
    """The positions of the storms that are wanted, of every agency that gave its own."""
    _, first = next(lines)
    columns = [cell.strip().upper() for cell in cells_of(first)]
    for line, text in lines:
        if log.full:
            return
        cells = dict(zip(columns, (cell.strip() for cell in cells_of(text)), strict=False))
        season = number(cells.get("SEASON", ""))
        if season is None:
            continue  # the second line names units
        name = plain_name(cells.get("NAME", "")) or "UNNAMED"
        if not wanted(name, int(season)):
            continue
        at = _instant(cells.get("ISO_TIME", ""), line, text, log)
        for agency in _AGENCIES:
            row = None if at is None else _ibtracs_row(cells, agency, at, line, text, log)
            if row is not None:
                storm_id = plain_name(cells.get("SID", "")) or f"{name}{int(season)}"
                yield Position(storm_id, name, int(season), agency.name, agency.averaging_min, row)


def _ibtracs_row(
    cells: Cells, agency: _Agency, at: datetime, line: int, text: str, log: Log
) -> Row | None:
    lat_text, lon_text = (
        cells.get(f"{agency.prefix}_LAT", ""),
        cells.get(f"{agency.prefix}_LON", ""),
    )
    if not lat_text and not lon_text:
        return None  # this agency gave no position of its own
    place = _place(lon_text, lat_text, line, text, log)
    if place is None:
        return None

    def of(column: str) -> float | None:
        return positive(number(cells.get(f"{agency.prefix}_{column}", "")))

    sizes: dict[str, object] = {}
    for wind in (34, 50, 64):
        radii = quadrants_km(tuple(of(f"R{wind}_{side.upper()}") for side in _QUADRANTS))
        if radii is not None:
            sizes[f"r{wind}_quadrants_km"] = radii
    for wind in (30, 50):
        toward = _TOWARD_CODES.get(cells.get(f"{agency.prefix}_R{wind}_DIR", "").removesuffix(".0"))
        sizes |= _long_and_short(f"r{wind}", of(f"R{wind}_LONG"), of(f"R{wind}_SHORT"), toward)
    sizes |= _core(of("RMW"), of("ROCI"), of("POCI"))
    grade = cells.get(agency.status, "")
    status = GRADES.get(int(number(grade) or 0)) if agency.name == "JMA" else grade or None
    return Row(line, at, *place, log.wind_kt(of("WIND")), of("PRES"), status, sizes)


def read_plain(
    lines: Iterator[tuple[int, str]], wanted: Callable[[str, int], bool], log: Log
) -> Iterator[Position]:
    """The positions of the storms that are wanted."""
    _, first = next(lines)
    columns = [cell.strip() for cell in cells_of(first)]
    for line, text in lines:
        if log.full:
            return
        cells = dict(zip(columns, (cell.strip() for cell in cells_of(text)), strict=False))
        name, season = plain_name(cells.get("storm", "")), number(cells.get("season", ""))
        if season is None:
            what = Text(vi="năm của mùa bão", en="the year of a season")
            log.unreadable(line, text, cells.get("season", ""), what, "2024")
            continue
        if not wanted(name, int(season)):
            continue
        averaging = number(cells.get("wind_averaging_min", ""))
        if averaging not in {1.0, 2.0, 10.0}:
            what = Text(
                vi="thời gian lấy trung bình 1, 2 hoặc 10 phút",
                en="an averaging period of 1, 2 or 10 minutes",
            )
            log.unreadable(line, text, cells.get("wind_averaging_min", ""), what, "10")
            continue
        row = _plain_row(cells, line, text, log)
        if row is not None:
            agency = plain_name(cells.get("agency", "")) or "?"
            storm_id = plain_name(cells.get("storm_id", "")) or f"{name}{int(season)}"
            yield Position(storm_id, name, int(season), agency, int(averaging), row)


def _plain_row(cells: Cells, line: int, text: str, log: Log) -> Row | None:
    at = _instant(cells.get("time_utc", ""), line, text, log)
    place = _place(cells.get("lon", ""), cells.get("lat", ""), line, text, log)
    if at is None or place is None:
        return None
    values: dict[str, float | None] = {}
    for column in cells:
        if column.endswith(("_kt", "_hpa", "_nm")) and cells[column]:
            values[column] = number(cells[column])
            if values[column] is None:
                log.unreadable(line, text, cells[column], Text(vi="một số", en="a number"), "95")
                return None
    given = {column: positive(value) for column, value in values.items()}
    sizes: dict[str, object] = {}
    for wind in (34, 50, 64):
        radii = quadrants_km(tuple(given.get(f"r{wind}_{side}_nm") for side in _QUADRANTS))
        if radii is not None:
            sizes[f"r{wind}_quadrants_km"] = radii
    for wind in (30, 50):
        sizes |= _long_and_short(
            f"r{wind}", given.get(f"r{wind}_long_nm"), given.get(f"r{wind}_short_nm"),
            _TOWARD.get(cells.get(f"r{wind}_dir", "")),
        )  # fmt: skip
    sizes |= _core(given.get("rmw_nm"), given.get("roci_nm"), given.get("poci_hpa"))
    return Row(
        line, at, *place, log.wind_kt(given.get("wind_kt")), given.get("pressure_hpa"),
        cells.get("status") or None, sizes,
    )  # fmt: skip


def _long_and_short(
    prefix: str, longest_nm: float | None, shortest_nm: float | None, toward: str | None
) -> dict[str, object]:
    found: dict[str, object] = {}
    if longest_nm is not None:
        found[f"{prefix}_km"] = km(longest_nm)
        if toward is not None:
            found[f"{prefix}_toward"] = toward
    if shortest_nm is not None:
        found[f"{prefix}_short_km"] = km(shortest_nm)
    return found


def _core(
    largest_nm: float | None, outermost_nm: float | None, outermost_hpa: float | None
) -> dict[str, object]:
    found: dict[str, object] = {}
    if largest_nm is not None:
        found["rmw_km"] = km(largest_nm)
    if outermost_nm is not None:
        found["roci_km"] = km(outermost_nm)
    if outermost_hpa is not None:
        found["poci_hpa"] = outermost_hpa
    return found


def _instant(value: str, line: int, text: str, log: Log) -> datetime | None:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        what = Text(vi="thời điểm", en="an instant")
        log.unreadable(line, text, value, what, "2024-09-07T06:00:00Z")
        return None
    return at.replace(tzinfo=UTC) if at.utcoffset() is None else at.astimezone(UTC)


def _place(
    lon_text: str, lat_text: str, line: int, text: str, log: Log
) -> tuple[float, float] | None:
    lon, lat = number(lon_text), number(lat_text)
    if lon is None or lat is None:
        wrong = lon_text if lon is None else lat_text
        log.unreadable(line, text, wrong, Text(vi="toạ độ", en="a coordinate"), "20.7, 107.1")
        return None
    return lon, lat
