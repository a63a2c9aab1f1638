"""What can be wrong with the positions of one track: places, order, times, speed, units."""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pydantic import ValidationError

from planner.foundation.clock import shown
from planner.foundation.places import distance_km
from planner.foundation.text import Text
from planner.foundation.units import knots_from_mps, mps_from_knots
from planner.hazard.gusts import TEN_MINUTE_PER_MEAN, marine_mean_10min_mps
from planner.hazard.records import Fix
from planner.hazard.wind_pressure import wind_from_pressure_mps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.hazard.best_tracks.rows import Log, Row

FASTEST_KMH = 150.0
"""A centre that moves faster has a misprint in its place or its time. The fastest in the tracks of
2005 to 2025 that we hold moves at under 90 km/h. Our figure."""
LEAST_DEFICIT_HPA = 25.0
"""Weaker lows say too little about their wind."""
WIND_PER_PRESSURE = (0.68, 1.45)
"""Largest wind over that which goes with the pressure, both as 1-minute means: the median over a
track. All 41 tracks of JMA and JTWC from 2005 to 2025 that we tried lie between 0.90 and 1.26, or are
too weak to tell. Speeds in m/s taken for knots come out at half, km/h taken for knots, or knots
turned into knots again, at about double. Averaging periods, which differ by 7 to 12 %, cannot be
told apart by it."""


def checked(rows: Sequence[Row], log: Log) -> tuple[list[Row], list[Text]]:
    """The rows in order of time, each time once, and what was put right; findings go to the log."""
    for row in rows:
        _check_place(row, log)
        _check_figures(row, log)
    kept, said = _in_order(rows, log)
    for before, after in pairwise(kept):
        _check_speed(before, after, log)
    return kept, said


def _check_place(row: Row, log: Log) -> None:
    if -60 <= row.lat <= 60 and -180 <= row.lon <= 360:
        return
    swapped = abs(row.lat) > 60 and abs(row.lon) <= 60
    log.add(
        "E411",
        row.line,
        Text(vi=f"vị trí vĩ độ {row.lat:g}, kinh độ {row.lon:g} không thể là tâm bão",
             en=f"latitude {row.lat:g}, longitude {row.lon:g} cannot be a storm's centre"),
        remedy=Text(vi="hai số bị đảo chỗ" if swapped else "vĩ độ từ −60 đến 60, kinh độ từ −180 đến 360",
                    en="the two are swapped" if swapped else
                    "latitude from -60 to 60, longitude from -180 to 360"),
    )  # fmt: skip


def _check_figures(row: Row, log: Log) -> None:
    """A wind of 900 knots, a pressure of 99 hPa: what a fix refuses is a misprint of the file."""
    try:
        fix_of(row)
    except ValidationError as error:
        for wrong in error.errors():
            named = str(wrong["loc"][0])
            if named in {"lon", "lat"}:
                continue  # said with both numbers
            value = wrong["input"]
            shown = f"{value:g}" if isinstance(value, int | float) else str(value)
            log.add(
                "E410",
                row.line,
                Text(vi=f"{named} là {shown}, không thể có", en=f"{named} is {shown}, which cannot be"),
                remedy=Text(vi="sửa theo nguồn, hoặc để trống", en="mend it from the source, or leave it empty"),
            )  # fmt: skip


def fix_of(row: Row) -> Fix:
    """The row as a fix of a track.

    Raises
    ------
    ValidationError
        If a figure cannot be.
    """
    values: dict[str, object] = {
        "at": row.at,
        "lon": row.lon,
        "lat": row.lat,
        "wind_kt": row.wind_kt,
        "pressure_hpa": row.pressure_hpa,
        **row.sizes,
        "status": row.status,
    }
    return Fix.model_validate({key: value for key, value in values.items() if value is not None})


def _in_order(rows: Sequence[Row], log: Log) -> tuple[list[Row], list[Text]]:
    said: list[Text] = []
    late = next((after for before, after in pairwise(rows) if after.at < before.at), None)
    if late is not None:
        words = Text(
            vi="các vị trí không theo thứ tự thời gian: đã xếp lại",
            en="the positions are not in order of time: they were sorted",
        )
        said.append(words)
        log.add("W523", late.line, words)
    kept: list[Row] = []
    for row in sorted(rows, key=lambda each: (each.at, each.line)):
        if not kept or kept[-1].at < row.at:
            kept.append(row)
        elif _same(kept[-1], row):
            words = Text(
                vi="một vị trí ghi hai lần: giữ một", en="a position stands twice: one is kept"
            )
            if words not in said:
                said.append(words)
            log.add("W523", row.line, words)
        else:
            _two_at_once(kept[-1], row, log)
    return kept, said


def _same(first: Row, second: Row) -> bool:
    return (first.lon, first.lat, first.wind_kt, first.pressure_hpa, first.sizes) == (
        second.lon, second.lat, second.wind_kt, second.pressure_hpa, second.sizes
    )  # fmt: skip


def _two_at_once(first: Row, second: Row, log: Log) -> None:
    log.add(
        "E412",
        second.line,
        Text(vi=f"hai vị trí khác nhau cùng thời điểm {shown(second.at, 0, 'vi')} (dòng {first.line} và "
             f"{second.line})",
             en=f"two different positions at {shown(second.at, 0, 'en')} (lines {first.line} and "
             f"{second.line})"),
        remedy=Text(vi="xem tệp gốc rồi xoá dòng sai", en="look into the source and delete the wrong line"),
    )  # fmt: skip


def _check_speed(before: Row, after: Row, log: Log) -> None:
    hours = (after.at - before.at).total_seconds() / 3600
    moved_km = distance_km(before.lon, before.lat, after.lon, after.lat)
    if moved_km / hours <= FASTEST_KMH:
        return
    speed = f"{moved_km / hours:.0f}"
    log.add(
        "W522",
        after.line,
        Text(vi=f"tâm bão đi {moved_km:.0f} km trong {hours:g} giờ ({speed} km/h)".replace(".", ","),
             en=f"the centre moves {moved_km:.0f} km in {hours:g} hours ({speed} km/h)"),
        remedy=Text(vi="kiểm tra vị trí và thời điểm của dòng này và dòng trước",
                    en="check place and time of this line and the one before"),
    )  # fmt: skip


def wind_per_pressure(
    winds: Iterable[tuple[float | None, float | None]], averaging_min: int
) -> float | None:
    """Median of the largest wind over that which goes with the pressure, both 1-minute means.

    Parameters
    ----------
    winds
        Largest wind in knots over `averaging_min`, and central pressure in hPa, of each position.
    averaging_min
        1, 2 or 10.

    Returns
    -------
    ratio
        About 1 for a real track; None when fewer than three positions are deep enough to tell.
    """
    ratios = []
    for wind_kt, pressure_hpa in winds:
        if wind_kt is None or pressure_hpa is None or pressure_hpa > 1010.0 - LEAST_DEFICIT_HPA:
            continue
        marine_mps = marine_mean_10min_mps(mps_from_knots(wind_kt), averaging_min)
        one_minute_kt = knots_from_mps(marine_mps / TEN_MINUTE_PER_MEAN[1])
        ratios.append(one_minute_kt / knots_from_mps(wind_from_pressure_mps(pressure_hpa)))
    return median(ratios) if len(ratios) >= 3 else None


def unit_doubt(
    winds: Iterable[tuple[float | None, float | None]], averaging_min: int
) -> Text | None:
    """Why the winds cannot be knots, judged by the pressures; None when nothing speaks against it."""
    ratio = wind_per_pressure(winds, averaging_min)
    if ratio is None or WIND_PER_PRESSURE[0] <= ratio <= WIND_PER_PRESSURE[1]:
        return None
    percent = round(ratio * 100)
    if ratio < 1:
        return Text(
            vi=f"gió chỉ bằng {percent} % gió ứng với khí áp: có lẽ số liệu là m/s chứ không phải knot",
            en=f"the winds are {percent} % of what goes with the pressures: m/s rather than knots, it seems",
        )
    return Text(
        vi=f"gió bằng {percent} % gió ứng với khí áp: có lẽ số liệu là km/h, hoặc đã đổi sang knot hai lần",
        en=f"the winds are {percent} % of what goes with the pressures: km/h, or turned into knots twice, "
        "it seems",
    )
