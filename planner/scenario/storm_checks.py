"""A storm that says nothing, or whose fixes and windows are out of order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from planner.foundation.clock import shown
from planner.foundation.text import Text
from planner.hazard.approach import closest
from planner.hazard.best_tracks.checks import unit_doubt
from planner.scenario.bulletin_checks import check_bulletin
from planner.scenario.selector_checks import check_ring, check_selector
from planner.scenario.wind_checks import check_wind
from planner.scenario.windows import backwards

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from planner.foundation.diagnostics import Finding
    from planner.hazard.records import Storm
    from planner.scenario.known import Known
    from planner.scenario.sources import Part

FAR_KM = 500.0
"""No storm of the last twenty years had winds of force 8 so far from its centre over Vietnam. Our figure."""


def check_storm_alone(part: Part[Storm]) -> Iterator[Finding]:
    """Findings about a storm that do not depend on the province."""
    storm = part.record
    if not storm.removals and not storm.footprints and storm.track is None:
        yield part.within(
            "E404",
            (),
            Text(vi=f"cơn bão “{storm.id}” không làm gì: không có removals, footprints, track hay "
                 "bulletin",
                 en=f"storm `{storm.id}` does nothing: it has no removals, footprints, track or bulletin"),
            None,
            Text(vi="thêm ít nhất một phần, hoặc bỏ “storm” khỏi kịch bản",
                 en="add at least one of them, or leave `storm` out of the scenario"),
        )
    yield from _footprints(part)
    if storm.bulletin is not None:
        yield from check_bulletin(part, storm.bulletin)
    else:
        yield from _fixes(part)
        yield from _units(part)
    yield from check_wind(part)
    for index, removal in enumerate(storm.removals):
        yield from backwards(part, ("removals", index), removal.at_h, removal.until_h)


def check_storm(part: Part[Storm], known: Known) -> Iterator[Finding]:
    """Findings about a storm, with what it takes from this province."""
    yield from check_storm_alone(part)
    yield from _far_away(part, known)
    for index, removal in enumerate(part.record.removals):
        path = ("removals", index, "select")
        yield from check_selector(part, path, removal.select, known, [])


def _footprints(part: Part[Storm]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for index, footprint in enumerate(part.record.footprints):
        path = ("footprints", index)
        known = first.setdefault(footprint.id.casefold(), index)
        if known != index:
            yield part.within(
                "E202",
                (*path, "id"),
                Text(vi=f"hai vùng ảnh hưởng cùng mã “{footprint.id}”",
                     en=f"two footprints have the id `{footprint.id}`"),
                None,
                Text(vi="đổi một trong hai", en="change one of the two"),
            )
        yield from check_ring(part, (*path, "polygon"), footprint.polygon)
        yield from backwards(
            part, path, footprint.from_h, footprint.until_h, starts="from_h"
        )


def _fixes(part: Part[Storm]) -> Iterator[Finding]:
    track = part.record.track
    if track is None:
        return
    for index, (before, after) in enumerate(pairwise(track.fixes)):
        if after.at > before.at:
            continue
        at, earlier = _said(after.at), _said(before.at)
        where = ("track", "fixes", index + 1, "at")
        note = None
        if part.document is not None:
            line = part.document.place((*part.path, "track", "fixes", index, "at")).line
            note = Text(vi=f"vị trí trước ở dòng {line}", en=f"the fix before is on line {line}")
        yield part.within(
            "E404",
            where,
            Text(vi=f"vị trí lúc {at.vi} không sau vị trí trước, lúc {earlier.vi}",
                 en=f"the fix at {at.en} is not after the one before, at {earlier.en}"),
            note,
            Text(vi="ghi các vị trí theo thứ tự thời gian, mỗi thời điểm một lần",
                 en="list the fixes in order of time, each instant once"),
        )


def _units(part: Part[Storm]) -> Iterator[Finding]:
    track = part.record.track
    if track is None:
        return
    winds = ((fix.wind_kt, fix.pressure_hpa) for fix in track.fixes)
    doubt = unit_doubt(winds, track.averaging_min)
    if doubt is not None:
        yield part.within(
            "W520",
            ("track", "fixes"),
            doubt,
            None,
            Text(vi="wind_kt phải là knot (1 knot = 0,514 m/s): xem nguồn ghi đơn vị gì",
                 en="wind_kt is in knots (1 knot = 0.514 m/s): see what unit the source states"),
        )


def _far_away(part: Part[Storm], known: Known) -> Iterator[Finding]:
    """A track of another sea, or with its signs or digits wrong, is no storm for this province."""
    track, province = part.record.track, known.province
    if track is None:
        return
    places = [
        (seat.lon, seat.lat)
        for district in province.districts.values()
        if (seat := district.seat) is not None and seat.lon is not None and seat.lat is not None
    ]
    nearest = closest(track.fixes, places)
    if nearest is None or nearest.distance_km <= FAR_KM:
        return
    shown_km = f"{nearest.distance_km:.0f}"
    yield part.within(
        "W521",
        ("track" if part.record.bulletin is None else "bulletin",),
        Text(vi=f"tâm bão không đến gần trung tâm địa bàn nào hơn {shown_km} km",
             en=f"the centre comes no nearer than {shown_km} km to any district's seat"),
        None,
        Text(vi="kiểm tra có đúng cơn bão không, và kinh độ có bị gõ sai không",
             en="check that it is the right storm, and its longitudes"),
    )


def _said(instant: datetime) -> Text:
    return Text(vi=shown(instant, 0, "vi"), en=shown(instant, 0, "en"))
