"""The map of the province and of each district: outlines by outcome, sites by state, the storm."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.foundation.clock import VIETNAM_TIME, hours_since
from planner.foundation.text import Text
from planner.plan.filters import OUTCOME_WORDS, number
from planner.plan.pictures.placing import Box, Placer, heart_of, width_of
from planner.plan.pictures.svg import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    OUTCOME_INK,
    OUTCOME_TINT,
    PAPER,
    SEA,
    dots,
    element,
    hatch,
    line,
    outcome_badge,
    picture,
    points,
    site_mark,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.foundation.text import Language
    from planner.plan.filters import Clock
    from planner.plan.sheets import DistrictMark, FixMark, MapSheet, SiteMark, SiteState
    from planner.policy.verdicts import Outcome

    Pair = tuple[float, float]

WIDTH = 900.0
CLOSE_UP_WIDTH = 340.0
"""A district's map is 72 mm wide on its sheet: names of 12 units are then 7 pt high."""
LEGEND_HEIGHT = 66.0
KM_PER_DEGREE = 111.195
HOURS_BETWEEN_MARKS = 3

_NEAR = 13.0
"""A site's name farther off than this is tied to its mark by a line."""

STATE_WORDS: dict[SiteState, Text] = {
    "kept": Text("trạm kiên cố, giữ được suốt bão", "hardened, in service throughout"),
    "lost": Text("trạm kiên cố, có lúc mất", "hardened, lost at some time"),
    "unsure": Text("chưa khảo sát đủ", "not surveyed enough to tell"),
    "plain": Text("trạm khác", "other station"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the ground drawn at one scale; x is squeezed by the cosine of the latitude."""

    west: float
    north: float
    degrees_wide: float
    width: float
    height: float
    squeeze: float

    @classmethod
    def around(
        cls, ground: Sequence[Pair], width: float, least: float, most: float, margin: float = 0.06
    ) -> Frame:
        """The frame of a given width that shows every point, with a margin."""
        west, east = min(x for x, _ in ground), max(x for x, _ in ground)
        south, north = min(y for _, y in ground), max(y for _, y in ground)
        squeeze = math.cos(math.radians((south + north) / 2))
        wide = max((east - west) * squeeze, 0.02) * (1 + 2 * margin)
        high = max(north - south, 0.02) * (1 + 2 * margin)
        height = min(max(width * high / wide, least), most)
        scale = min(width / wide, height / high)
        middle = (west + east) / 2, (south + north) / 2
        return cls(
            west=middle[0] - width / scale / squeeze / 2,
            north=middle[1] + height / scale / 2,
            degrees_wide=width / scale / squeeze,
            width=width,
            height=height,
            squeeze=squeeze,
        )

    @property
    def scale(self) -> float:
        """Units of the picture per degree of latitude."""
        return self.width / self.degrees_wide / self.squeeze

    def at(self, ground: Pair) -> Pair:
        """Where a point of the ground lies in the picture."""
        lon, lat = ground
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale

    def holds(self, spot: Pair, margin: float = 0) -> bool:
        """Whether a point of the picture is inside."""
        return (
            margin <= spot[0] <= self.width - margin and margin <= spot[1] <= self.height - margin
        )


def province_map(sheet: MapSheet, clock: Clock, language: Language, id_: str) -> str:
    """The map of the whole province, coloured by the outcome of its main requirement."""
    drawn = _Map(sheet, clock, language, id_)
    if not _ground_of(sheet):
        return ""
    far = far_district(sheet)
    drawn.frame = Frame.around(_ground_of(sheet, without=far), WIDTH, 430, 760)
    return drawn.whole(sheet.title.in_(language), far)


def far_district(sheet: MapSheet) -> str:
    """The district without which the map shows the rest at least 1.5 times as large; else none.

    An island a hundred kilometres out at sea would make everything else too small to read.
    """
    whole = _span(_ground_of(sheet))
    spans = [
        (_span(rest), mark.id)
        for mark in sheet.districts
        if (rest := _ground_of(sheet, without=mark.id))
    ]
    if len(spans) < 2:
        return ""
    least, district = min(spans)
    return district if least * 1.5 <= whole else ""


def _ground_of(sheet: MapSheet, without: str = "") -> list[Pair]:
    """Every corner and site, but for one district's."""
    corners = [
        corner
        for mark in sheet.districts
        if mark.id != without
        for ring in mark.rings
        for corner in ring
    ]
    return corners + [site.point for site in sheet.sites if site.district != without]


def _span(ground: Sequence[Pair]) -> float:
    """The larger side of the ground's frame, degrees."""
    across = max(x for x, _ in ground) - min(x for x, _ in ground)
    return max(across, max(y for _, y in ground) - min(y for _, y in ground))


def district_map(sheet: MapSheet, district: str, clock: Clock, language: Language, id_: str) -> str:
    """The map of one district, its hardened sites named."""
    drawn = _Map(sheet, clock, language, id_, district=district)
    mine = [mark for mark in sheet.districts if mark.id == district]
    ground = [
        *drawn.outline_points(mine),
        *(site.point for site in sheet.sites if site.district == district),
    ]
    if not ground:
        return ""
    drawn.frame = Frame.around(ground, CLOSE_UP_WIDTH, 230, 340, margin=0.1)
    return drawn.close_up(mine[0].name.in_(language) if mine else district)


class _Map:
    """One map while it is drawn."""

    frame: Frame

    def __init__(
        self, sheet: MapSheet, clock: Clock, language: Language, id_: str, district: str = ""
    ) -> None:
        self.sheet, self.clock, self.language, self.id = sheet, clock, language, id_
        self.district = district

    def outline_points(self, marks: Iterable[DistrictMark]) -> list[Pair]:
        """Every corner of the outlines."""
        return [corner for mark in marks for ring in mark.rings for corner in ring]

    # --- whole pictures -----------------------------------------------------------------------

    def whole(self, title: str, far: str) -> str:
        """The province, the storm over it, what lies far out in a box, and the legend below."""
        frame = self.frame
        inset_box, inset = self._inset(far) if far else (None, "")
        track_boxes, track = self._track()
        marks = [
            Box(x - 6, y - 6, 12, 12)
            for site in self.sheet.sites
            if site.state != "plain"
            for x, y in [frame.at(site.point)]
        ]
        corner = Box(0, frame.height - 44, 190, 44)
        taken = [*track_boxes, corner, *([inset_box] if inset_box else [])]
        placer = Placer(Box(4, 4, frame.width - 8, frame.height - 8), taken, marks)
        land = "".join(self._outline(mark) for mark in self.sheet.districts)
        body = element("g", land + track + self._sites(), clip_path=f"url(#{self.id}-c)")
        body += self._names(placer, far) + self._scale_bar() + self._north(frame.width - 30, 34)
        body += inset
        return self._picture(
            self._sea() + body + self._legend(frame.height), frame.height + LEGEND_HEIGHT, title
        )

    def close_up(self, title: str) -> str:
        """One district with its neighbours in outline."""
        frame = self.frame
        behind = sorted(self.sheet.districts, key=lambda mark: (mark.id == self.district, mark.id))
        land = "".join(self._outline(mark) for mark in behind)
        body = element("g", land + self._sites(), clip_path=f"url(#{self.id}-c)")
        shown = [s for s in self.sheet.sites if s.district == self.district and s.state != "plain"]
        marks = [Box(x - 6, y - 6, 12, 12) for s in shown for x, y in [frame.at(s.point)]]
        corner = Box(0, frame.height - 40, 170, 40)
        placer = Placer(Box(3, 3, frame.width - 6, frame.height - 6), [corner], marks)
        for site in sorted(shown, key=lambda site: site.id):
            body += self._label(placer, frame.at(site.point), site.id, None, 12)
        return self._picture(self._sea() + body + self._scale_bar(), frame.height, title)

    def _picture(self, body: str, height: float, title: str) -> str:
        frame = self.frame
        clip = element("rect", x=0, y=0, width=frame.width, height=frame.height)
        definitions = (
            element("clipPath", clip, id=f"{self.id}-c")
            + hatch(f"{self.id}-h", "#d98a52", gap=7, width=1.7)
            + dots(f"{self.id}-o", "#b98a1d", gap=7)
        )
        border = element(
            "rect", x=0.5, y=0.5, width=frame.width - 1, height=frame.height - 1, fill="none",
            stroke=FAINT,
        )  # fmt: skip
        return picture(
            element("defs", definitions) + body + border,
            id_=self.id, width=frame.width, height=height, title=title,
            description=self._description(),
        )  # fmt: skip

    def _description(self) -> str:
        told = []
        for mark in self.sheet.districts:
            if mark.outcome is not None and self.district in {"", mark.id}:
                outcome = OUTCOME_WORDS[mark.outcome].in_(self.language)
                told.append(f"{mark.name.in_(self.language)}: {outcome}")
        return "; ".join(told)

    # --- ground -------------------------------------------------------------------------------

    def _sea(self) -> str:
        return element("rect", x=0, y=0, width=self.frame.width, height=self.frame.height, fill=SEA)

    def _outline(self, mark: DistrictMark) -> str:
        rings = [[self.frame.at(corner) for corner in ring] for ring in mark.rings]
        other = self.district not in {"", mark.id}
        drawn = ""
        for ring in rings:
            corners = points(ring)
            tint = PAPER if mark.outcome is None or other else OUTCOME_TINT[mark.outcome]
            drawn += element(
                "polygon", points=corners, fill=tint, stroke=FAINT if other else MUTED,
                stroke_width=0.9, stroke_linejoin="round",
            )  # fmt: skip
            if not other and mark.outcome in {"fails", "unknown"}:
                pattern = "h" if mark.outcome == "fails" else "o"
                drawn += element("polygon", points=corners, fill=f"url(#{self.id}-{pattern})")
        return drawn

    def _sites(self) -> str:
        order: dict[SiteState, int] = {"plain": 0, "kept": 1, "unsure": 2, "lost": 3}
        shown: list[SiteMark] = sorted(
            (s for s in self.sheet.sites if self.district in {"", s.district}),
            key=lambda site: (order[site.state], site.id),
        )
        return "".join(site_mark(*self.frame.at(site.point), site.state) for site in shown)

    def _inset(self, far: str) -> tuple[Box, str]:
        """One district in a box of its own, in the corner that covers least of the others."""
        outer = self.frame
        mark = next(mark for mark in self.sheet.districts if mark.id == far)
        sites = [site for site in self.sheet.sites if site.district == far]
        width, height = 168.0, 112.0
        ground = [*self.outline_points([mark]), *(site.point for site in sites)]
        box = self._free_corner(width, height + 26)
        self.frame = Frame.around(ground, width, height, height, margin=0.25)
        inside = self._sea() + self._outline(mark)
        inside += "".join(site_mark(*self.frame.at(site.point), site.state) for site in sites)
        clip = element("rect", x=0, y=0, width=width, height=height)
        inside = element("clipPath", clip, id=f"{self.id}-i") + element(
            "g", inside, clip_path=f"url(#{self.id}-i)"
        )
        self.frame = outer
        name = mark.name.in_(self.language)
        note = Text("khung riêng, tỉ lệ khác", "its own scale").in_(self.language)
        middle = height + 13
        inside += element(
            "rect", x=0, y=0, width=width, height=height + 26, fill="none", stroke=MUTED
        )
        start = 8.0
        if mark.outcome is not None:
            inside += outcome_badge(14, middle, mark.outcome, 7)
            start = 26.0
        inside += words(start, middle + 4.5, name, font_size=13, font_weight="600", fill=INK)
        inside += words(width - 6, 14, note, font_size=10.5, fill=MUTED, text_anchor="end")
        paper = element("rect", x=0, y=0, width=width, height=height + 26, fill=PAPER)
        place = f"translate({points([(box.x, box.y)]).replace(',', ' ')})"
        return box, element("g", paper + inside, transform=place)

    def _free_corner(self, width: float, height: float) -> Box:
        frame, gap = self.frame, 10.0
        right, low = frame.width - width - gap, frame.height - height - gap
        corners = [Box(right, low, width, height), Box(right, 52, width, height)]
        corners += [Box(gap, gap, width, height), Box(gap, low - 44, width, height)]
        spots = [frame.at(corner) for corner in _ground_of(self.sheet)]

        def covered(box: Box) -> int:
            return sum(
                box.x <= x <= box.x + width and box.y <= y <= box.y + height for x, y in spots
            )

        return min(corners, key=covered)

    # --- names --------------------------------------------------------------------------------

    def _names(self, placer: Placer, far: str) -> str:
        """District names; the narrow ones first, since they have the least room."""
        placed = []
        for mark in self.sheet.districts:
            if mark.id == far:
                continue
            heart = heart_of(mark.rings) or mark.seat or self._middle_of_sites(mark.id)
            if heart is not None:
                placed.append((self._extent(mark), mark.id, mark, self.frame.at(heart)))
        drawn = ""
        for _, _, mark, spot in sorted(placed, key=lambda entry: entry[:2]):
            home = [[self.frame.at(corner) for corner in ring] for ring in mark.rings]
            name = mark.name.in_(self.language)
            drawn += self._label(placer, spot, name, mark.outcome, 14, home)
        return drawn

    def _extent(self, mark: DistrictMark) -> float:
        corners = [corner for ring in mark.rings for corner in ring]
        if not corners:
            return 0.0
        across = max(x for x, _ in corners) - min(x for x, _ in corners)
        return across * (max(y for _, y in corners) - min(y for _, y in corners))

    def _middle_of_sites(self, district: str) -> Pair | None:
        mine = [site.point for site in self.sheet.sites if site.district == district]
        if not mine:
            return None
        return sum(x for x, _ in mine) / len(mine), sum(y for _, y in mine) / len(mine)

    def _label(
        self,
        placer: Placer,
        spot: Pair,
        said: str,
        outcome: Outcome | None,
        size: float,
        home: Sequence[Sequence[Pair]] = (),
    ) -> str:
        badge = 0.0 if outcome is None else size + 6
        width = width_of(said, size) * 1.06 + badge
        box, far = placer.place(spot, width, size + 6, home)
        drawn = ""
        if far and outcome is not None:
            # The line ends at the label's edge nearest to the place it names.
            x = min(max(spot[0], box.x), box.x + box.width)
            y = min(max(spot[1], box.y), box.y + box.height)
            drawn += line(*spot, x, y, stroke=INK, stroke_width=0.8)
            drawn += element("circle", cx=spot[0], cy=spot[1], r=1.8, fill=INK)
        if outcome is None and box.distance(spot) > _NEAR:
            x = min(max(spot[0], box.x), box.x + box.width)
            y = min(max(spot[1], box.y), box.y + box.height)
            drawn += line(*spot, x, y, stroke=MUTED, stroke_width=0.7)
        if outcome is not None:
            drawn += outcome_badge(box.x + size / 2 + 1, box.y + box.height / 2, outcome, size / 2)
        return drawn + words(
            box.x + badge, box.y + box.height / 2 + size * 0.36, said, font_size=size,
            font_weight="600" if outcome is not None else "normal", fill=INK, stroke=PAPER,
            stroke_width=3.2, stroke_linejoin="round", paint_order="stroke",
        )  # fmt: skip

    # --- storm --------------------------------------------------------------------------------

    def _track(self) -> tuple[list[Box], str]:
        """The storm's path, with its place every three hours of Vietnam time."""
        fixes = self.sheet.track
        if len(fixes) < 2:
            return [], ""
        path = [self.frame.at(fix.point) for fix in fixes]
        drawn = element(
            "polyline", points=points(path), fill="none", stroke=PAPER, stroke_width=5,
            stroke_opacity="0.8",
        ) + element(
            "polyline", points=points(path), fill="none", stroke=BLUE, stroke_width=2.2,
            stroke_dasharray="10 4",
        )  # fmt: skip
        boxes = []
        for hour, spot in self._storm_places():
            if not self.frame.holds(spot, 8):
                continue
            said = self.clock.show(hour).in_(self.language)
            width = width_of(said, 12) + 4
            right = spot[0] + 12 + width < self.frame.width
            box = Box(spot[0] + 10 if right else spot[0] - 10 - width, spot[1] - 20, width, 16)
            boxes += [box, Box(spot[0] - 8, spot[1] - 8, 16, 16)]
            drawn += element(
                "circle", cx=spot[0], cy=spot[1], r=6, fill=PAPER, stroke=BLUE, stroke_width=2.4
            )
            drawn += element("circle", cx=spot[0], cy=spot[1], r=1.8, fill=BLUE)
            drawn += words(
                box.x + 2, box.y + 12, said, font_size=12, font_weight="600", fill=BLUE,
                stroke=PAPER, stroke_width=3, stroke_linejoin="round", paint_order="stroke",
            )  # fmt: skip
        return boxes, drawn

    def _storm_places(self) -> list[tuple[Fraction, Pair]]:
        """Where the centre is at each third hour of the day, on straight lines between fixes."""
        midnight = self.clock.start.astimezone(VIETNAM_TIME).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        offset = hours_since(self.clock.start, midnight)
        found: list[tuple[Fraction, Pair]] = []
        fixes: tuple[FixMark, ...] = self.sheet.track
        for before, after in pairwise(fixes):
            number = math.ceil((before.at_h - offset) / HOURS_BETWEEN_MARKS)
            while (hour := offset + number * HOURS_BETWEEN_MARKS) < after.at_h:
                share = float((hour - before.at_h) / (after.at_h - before.at_h))
                lon = before.point[0] + share * (after.point[0] - before.point[0])
                lat = before.point[1] + share * (after.point[1] - before.point[1])
                found.append((hour, self.frame.at((lon, lat))))
                number += 1
        return found

    # --- furniture ----------------------------------------------------------------------------

    def _scale_bar(self) -> str:
        per_km = self.frame.scale / KM_PER_DEGREE
        lengths = (1, 2, 5, 10, 20, 50, 100)
        km = max((length for length in lengths if length * per_km <= 130), default=1)
        x, y, wide = 16.0, self.frame.height - 18, km * per_km
        return (
            element(
                "rect", x=x - 8, y=y - 22, width=wide + 24, height=32, fill=PAPER,
                fill_opacity="0.75",
            )
            + element("rect", x=x, y=y - 3, width=wide / 2, height=5, fill=INK)
            + element(
                "rect", x=x + wide / 2, y=y - 3, width=wide / 2, height=5, fill=PAPER, stroke=INK,
                stroke_width=0.8,
            )
            + words(x, y - 8, "0", font_size=11.5, fill=INK)
            + words(
                x + wide, y - 8, f"{number(km, self.language, 0)} km", font_size=11.5, fill=INK,
                text_anchor="middle",
            )
        )  # fmt: skip

    def _north(self, x: float, y: float) -> str:
        arrow = points(((x, y - 20), (x + 7, y + 2), (x, y - 3), (x - 7, y + 2)))
        said = "B" if self.language == "vi" else "N"
        return element("polygon", points=arrow, fill=INK) + words(
            x, y + 17, said, font_size=13, font_weight="bold", fill=INK, text_anchor="middle"
        )

    def _legend(self, top: float) -> str:
        """Outcomes on the first line, states of sites and the storm on the second."""
        drawn, x, y = "", 8.0, top + 20
        for outcome, tint in OUTCOME_TINT.items():
            box: dict[str, str | float] = {"x": x, "y": y - 11, "width": 26, "height": 15}
            drawn += element("rect", **box, fill=tint, stroke=OUTCOME_INK[outcome])
            if outcome != "holds":
                pattern = "h" if outcome == "fails" else "o"
                drawn += element("rect", **box, fill=f"url(#{self.id}-{pattern})")
            drawn += outcome_badge(x + 40, y - 3, outcome, 7)
            said = OUTCOME_WORDS[outcome].in_(self.language)
            drawn += words(x + 52, y + 1.5, said, font_size=13, fill=INK)
            x += 52 + width_of(said, 13) + 26
        if self.sheet.track and self.sheet.storm is not None:
            said = Text("tâm bão, giờ Việt Nam", "storm centre, Vietnam time").in_(self.language)
            drawn += line(
                x, y - 3, x + 34, y - 3, stroke=BLUE, stroke_width=2.2, stroke_dasharray="10 4"
            )
            drawn += element(
                "circle", cx=x + 17, cy=y - 3, r=5, fill=PAPER, stroke=BLUE, stroke_width=2.2
            )
            drawn += words(x + 42, y + 1.5, said, font_size=13, fill=INK)
        x, y = 14.0, top + 46
        for state, told in STATE_WORDS.items():
            drawn += site_mark(x, y - 3, state)
            said = told.in_(self.language)
            drawn += words(x + 12, y + 1.5, said, font_size=13, fill=INK)
            x += 12 + width_of(said, 13) + 26
        return drawn
