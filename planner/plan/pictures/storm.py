"""The picture of a storm: its track over the province's outlines or the coarse coast, and as text."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.foundation.clock import shown
from planner.foundation.text import Text
from planner.hazard.approach import KM_PER_DEGREE
from planner.hazard.coast import COAST
from planner.plan.pictures.maps import Frame
from planner.plan.pictures.placing import Box, Placer, width_of
from planner.plan.pictures.svg import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    SEA,
    element,
    picture,
    points,
    words,
)
from planner.plan.storm_sheet import closing_words, force_words

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.storm_sheet import FixLine, Pair, StormSheet

WIDTH, LEAST, MOST = 900.0, 420.0, 760.0
FOOT = 64.0
NEAR_KM = 300.0
"""With a province, only fixes within this of it make the frame: the storm's youth would shrink the rest."""


def storm_svg(sheet: StormSheet, language: Language, id_: str) -> str:
    """The track with time and force at each fix; the 70 % circles of a bulletin; the province in outline."""
    lines = _in_sight(sheet)
    ground = [(line.lon, line.lat) for line in lines]
    ground += [spot for ring in sheet.outlines for spot in ring]
    if not sheet.outlines:
        ground += [(point.lon, point.lat) for point in COAST]
    frame = Frame.around(ground, WIDTH, LEAST, MOST)
    clip = element("rect", x=0, y=0, width=frame.width, height=frame.height)
    inside = element("rect", x=0, y=0, width=frame.width, height=frame.height, fill=SEA)
    inside += _ground(sheet, frame) + _circles(sheet, frame) + _track(sheet, frame)
    body = element("defs", element("clipPath", clip, id=f"{id_}-c"))
    body += element("rect", x=0, y=0, width=frame.width, height=frame.height + FOOT, fill=PAPER)
    body += element("g", inside, clip_path=f"url(#{id_}-c)")
    body += _marks(lines, frame, language)
    body += words(10, frame.height + 24, sheet.name.in_(language), font_size=16, font_weight="bold", fill=INK)
    period = Text(
        vi=f"{sheet.agency}, gió trung bình {sheet.averaging_min} phút; số trong vòng: cấp gió; giờ Việt Nam",
        en=f"{sheet.agency}, {sheet.averaging_min}-minute winds; number in a circle: force; Vietnam time",
    )
    body += words(10, frame.height + 46, period.in_(language), font_size=12.5, fill=MUTED)
    if any(line.circle70_km for line in sheet.lines):
        said = Text("vòng tròn chứa tâm bão với xác suất 70 %", "circle that holds the centre with 70 %")
        left = WIDTH - 40 - width_of(said.in_(language), 12.5)
        body += element("circle", cx=left - 14, cy=frame.height + 42, r=8, fill="none", stroke=ORANGE,
                        stroke_width=1.8, stroke_dasharray="5 3")  # fmt: skip
        body += words(left, frame.height + 46, said.in_(language), font_size=12.5, fill=MUTED)
    return picture(
        body, id_=id_, width=WIDTH, height=frame.height + FOOT, title=sheet.name.in_(language),
        description="; ".join(each.in_(language) for each in closing_words(sheet)),
    )  # fmt: skip


def _in_sight(sheet: StormSheet) -> tuple[FixLine, ...]:
    """The fixes that the picture is drawn around."""
    if sheet.province is None:
        west = min(point.lon for point in COAST) - 3
        near = [line for line in sheet.lines if west <= line.lon <= 118]
    else:
        near = [line for line in sheet.lines if (line.distance_km or 0) <= NEAR_KM]
    return tuple(near) if len(near) > 1 else sheet.lines


def _ground(sheet: StormSheet, frame: Frame) -> str:
    drawn = ""
    for ring in sheet.outlines:
        drawn += element("polygon", points=points(map(frame.at, ring)), fill=PAPER, stroke=MUTED,
                         stroke_width=0.9, stroke_linejoin="round")  # fmt: skip
    coast = [frame.at((point.lon, point.lat)) for point in COAST]
    return drawn + element("polyline", points=points(coast), fill="none", stroke=MUTED,
                           stroke_width=1.1, stroke_dasharray="3 3")  # fmt: skip


def _circles(sheet: StormSheet, frame: Frame) -> str:
    drawn = ""
    for line in sheet.lines:
        if line.circle70_km:
            x, y = frame.at((line.lon, line.lat))
            radius = line.circle70_km / KM_PER_DEGREE * frame.scale
            drawn += element("circle", cx=x, cy=y, r=radius, fill=ORANGE, fill_opacity="0.1",
                             stroke=ORANGE, stroke_width=1.8, stroke_dasharray="5 3")  # fmt: skip
    return drawn


def _track(sheet: StormSheet, frame: Frame) -> str:
    path = [frame.at((line.lon, line.lat)) for line in sheet.lines]
    return element("polyline", points=points(path), fill="none", stroke=BLUE, stroke_width=2.4)


def _marks(lines: tuple[FixLine, ...], frame: Frame, language: Language) -> str:
    """A ring with its force at each fix, and its time where there is room."""
    spots = [(line, frame.at((line.lon, line.lat))) for line in lines]
    rings = [Box(x - 11, y - 11, 22, 22) for _, (x, y) in spots]
    placer = Placer(Box(4, 4, frame.width - 8, frame.height - 8), rings, [])
    drawn = ""
    for line, (x, y) in spots:
        if not frame.holds((x, y), 6):
            continue
        drawn += element("circle", cx=x, cy=y, r=10.5, fill=PAPER, stroke=BLUE, stroke_width=2.2)
        drawn += words(x, y + 4.2, force_words(line), font_size=12, font_weight="bold", fill=INK,
                       text_anchor="middle")  # fmt: skip
        said = shown(line.at, 0, language)
        box, _ = placer.place((x, y - 22), width_of(said, 12) + 4, 15)
        drawn += words(box.x + 2, box.y + 12, said, font_size=12, fill=INK, stroke=PAPER,
                       stroke_width=3, paint_order="stroke", stroke_linejoin="round")  # fmt: skip
    return drawn


def storm_text_picture(sheet: StormSheet, columns: int = 72, rows: int = 24) -> str:
    """The same for a terminal: `.` land's edge, `·` the way, digits the fixes in order (1 is the first in sight)."""
    lines = _in_sight(sheet)
    rings = sheet.outlines or (tuple((point.lon, point.lat) for point in COAST),)
    ground = [spot for ring in rings for spot in ring] + [(line.lon, line.lat) for line in lines]
    west, east = min(x for x, _ in ground), max(x for x, _ in ground)
    south, north = min(y for _, y in ground), max(y for _, y in ground)
    squeeze = math.cos(math.radians((south + north) / 2))
    # A character is about twice as high as wide.
    scale = min((columns - 1) / max((east - west) * squeeze, 0.1), 2 * (rows - 1) / max(north - south, 0.1))
    wide = int((east - west) * squeeze * scale) + 1
    high = int((north - south) * scale / 2) + 1
    cells = [[" "] * wide for _ in range(high)]

    def put(spot: Pair, mark: str) -> None:
        column = int((spot[0] - west) * squeeze * scale)
        row = int((north - spot[1]) * scale / 2)
        if 0 <= row < high and 0 <= column < wide:
            cells[row][column] = mark

    for ring in rings:
        closed = [*ring, ring[0]] if sheet.outlines else list(ring)
        for spot in _between(closed):
            put(spot, ".")
    for spot in _between([(line.lon, line.lat) for line in lines]):
        put(spot, "·")
    for number, line in enumerate(lines, start=1):
        put((line.lon, line.lat), str(number % 10))
    return "\n".join("".join(row).rstrip() for row in cells)


def _between(corners: list[Pair]) -> list[Pair]:
    """Points close together along a path."""
    found = []
    for (x1, y1), (x2, y2) in pairwise(corners):
        steps = max(2, int(math.hypot(x2 - x1, y2 - y1) / 0.01))
        steps = min(steps, 400)
        found += [(x1 + (x2 - x1) * k / steps, y1 + (y2 - y1) * k / steps) for k in range(steps + 1)]
    return found
