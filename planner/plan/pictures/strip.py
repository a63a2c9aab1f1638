"""The strip of a unit: how many hardened sites are in service through time, against the count."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.clock import VIETNAM_TIME, hours_since
from planner.plan.pictures.svg import (
    FAINT,
    INK,
    MUTED,
    OUTCOME_INK,
    PAPER,
    dots,
    element,
    hatch,
    line,
    n,
    picture,
    points,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.foundation.text import Language
    from planner.plan.filters import Clock
    from planner.plan.sheets import Strip

WIDTH, HEIGHT = 900.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 14.0, 22.0, 46.0
HOURS_BETWEEN_TICKS = 6

Span = tuple[Fraction, Fraction]
Counts = tuple[tuple[Fraction, int], ...]


def strip_svg(strip: Strip, clock: Clock, language: Language, id_: str) -> str:
    """The picture of one strip; the facts are also in its description, for those who listen."""
    drawn = _Drawing(strip, clock, language, id_)
    return picture(
        drawn.body(),
        id_=id_,
        width=WIDTH,
        height=HEIGHT,
        title=strip.title.in_(language),
        description=strip_words(strip, clock, language),
    )


def strip_words(strip: Strip, clock: Clock, language: Language) -> str:
    """The steps of the strip in words, such as `06/9 19:00: 3; 07/9 12:10: 2–3`."""
    told = (
        f"{clock.show(at).in_(language)}: {low}" + ("" if low == high else f"–{high}")
        for at, low, high in merged_steps(strip)
    )
    return "; ".join(told)


def merged_steps(strip: Strip) -> tuple[tuple[Fraction, int, int], ...]:
    """(hour, least, most) at every change of either series."""
    hours = sorted({at for at, _ in strip.pessimistic} | {at for at, _ in strip.optimistic})
    return tuple(
        (at, _count_at(strip.pessimistic, at), _count_at(strip.optimistic, at)) for at in hours
    )


def _count_at(counts: Counts, hour: Fraction) -> int:
    return next((count for at, count in reversed(counts) if at <= hour), 0)


def _below(counts: Counts, asked: int, until: Fraction) -> list[Span]:
    """The spans in which the count is below what is asked."""
    ends = [at for at, _ in counts[1:]] + [until]
    spans: list[Span] = []
    for (start, count), end in zip(counts, ends, strict=True):
        if count < asked:
            if spans and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans


class _Drawing:
    """Scales and parts of one strip."""

    def __init__(self, strip: Strip, clock: Clock, language: Language, id_: str) -> None:
        self.strip, self.clock, self.language, self.id = strip, clock, language, id_
        highest = max([count for _, count in strip.optimistic] + [strip.at_least])
        self.top_count = highest + 1
        self.hours = max(strip.until_h - strip.from_h, Fraction(1, 60))

    def x(self, hour: Fraction) -> float:
        """Where an hour lies."""
        share = float((hour - self.strip.from_h) / self.hours)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, count: float) -> float:
        """Where a count lies."""
        return HEIGHT - BOTTOM - count / self.top_count * (HEIGHT - TOP - BOTTOM)

    def body(self) -> str:
        """All parts, back to front."""
        definitions = hatch(f"{self.id}-h", "#eebd9d", gap=8, width=1.6)
        definitions += dots(f"{self.id}-o", "#cfa94e", gap=8)
        return (
            element("defs", definitions)
            + self._short()
            + self._time_axis()
            + self._count_axis()
            + self._series()
            + self._asked()
        )

    def _short(self) -> str:
        """Hours below the count: hatched where that is certain, dotted where it may be."""
        until = self.strip.until_h
        drawn = ""
        sides = ((self.strip.pessimistic, "o", "#fdf3da"), (self.strip.optimistic, "h", "#fbe6d8"))
        for counts, pattern, tint in sides:
            for start, end in _below(counts, self.strip.at_least, until):
                box: dict[str, str | float] = {
                    "x": self.x(start),
                    "y": TOP,
                    "width": self.x(end) - self.x(start),
                    "height": HEIGHT - TOP - BOTTOM,
                }
                drawn += element("rect", **box, fill=tint)
                drawn += element("rect", **box, fill=f"url(#{self.id}-{pattern})")
        return drawn

    def _ticks(self) -> Iterator[tuple[Fraction, int]]:
        """(hour, hour of day) at each round hour of Vietnam time within the window."""
        local = self.clock.start.astimezone(VIETNAM_TIME)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        first = hours_since(self.clock.start, midnight)
        number = math.ceil((self.strip.from_h - first) / HOURS_BETWEEN_TICKS)
        while first + number * HOURS_BETWEEN_TICKS <= self.strip.until_h:
            yield first + number * HOURS_BETWEEN_TICKS, number * HOURS_BETWEEN_TICKS % 24
            number += 1

    def _time_axis(self) -> str:
        base = HEIGHT - BOTTOM
        drawn = line(LEFT, base, WIDTH - RIGHT, base, stroke=MUTED, stroke_width=1)
        every = 6 if self.hours <= 96 else 24
        for hour, of_day in self._ticks():
            at = self.x(hour)
            if of_day == 0:
                drawn += line(at, TOP - 6, at, base + 22, stroke=MUTED, stroke_width=0.9)
                if WIDTH - RIGHT - at > 40:
                    day = self.clock.show(hour).in_(self.language).rsplit(" ", 1)[0]
                    drawn += words(
                        at + 4, base + 34, day, font_size=13, font_weight="bold", fill=INK
                    )
            elif every == 6:
                drawn += line(at, base, at, base + 5, stroke=MUTED, stroke_width=0.9)
            if every == 6 and LEFT <= at <= WIDTH - RIGHT - 6:
                drawn += words(
                    at, base + 18, f"{of_day}h", font_size=11.5, fill=MUTED,
                    text_anchor="start" if of_day == 0 or at - LEFT < 12 else "middle",
                    dx="4" if of_day == 0 else "0",
                )  # fmt: skip
        return drawn

    def _count_axis(self) -> str:
        drawn = ""
        step = max(1, math.ceil(self.top_count / 6))
        for count in range(0, self.top_count + 1, step):
            at = self.y(count)
            drawn += line(LEFT, at, WIDTH - RIGHT, at, stroke=FAINT, stroke_width=0.5)
            if abs(count - self.strip.at_least) > 0.45 or count == self.strip.at_least:
                drawn += words(
                    LEFT - 8, at + 4, str(count), font_size=12, fill=MUTED, text_anchor="end"
                )
        return drawn

    def _series(self) -> str:
        worst, best = self._steps(self.strip.pessimistic), self._steps(self.strip.optimistic)
        drawn = ""
        if not self.strip.certain:
            band = points([*best, *reversed(worst)])
            drawn += element("polygon", points=band, fill="#56b4e9", fill_opacity="0.22")
            drawn += element(
                "polyline", points=points(best), fill="none", stroke=INK, stroke_width=1.6,
                stroke_dasharray="5 4",
            )  # fmt: skip
        return drawn + element(
            "polyline", points=points(worst), fill="none", stroke=INK, stroke_width=2.6,
            stroke_linejoin="round",
        )  # fmt: skip

    def _steps(self, counts: Counts) -> list[tuple[float, float]]:
        corners: list[tuple[float, float]] = []
        ends = [at for at, _ in counts[1:]] + [self.strip.until_h]
        for (start, count), end in zip(counts, ends, strict=True):
            corners += [(self.x(start), self.y(count)), (self.x(end), self.y(count))]
        return corners

    def _asked(self) -> str:
        at = self.y(self.strip.at_least)
        said = {"vi": f"cần {self.strip.at_least}", "en": f"{self.strip.at_least} asked"}
        ink = OUTCOME_INK["fails"]
        width = 52.0
        label = element(
            "rect", x=WIDTH - RIGHT - width, y=at - 17, width=width, height=15, fill=PAPER,
            fill_opacity="0.85",
        )  # fmt: skip
        return (
            line(
                LEFT, at, WIDTH - RIGHT, at, stroke=ink, stroke_width=1.6, stroke_dasharray="9 4"
            )
            + label
            + words(
                WIDTH - RIGHT - 4, at - 5, said[self.language], font_size=12.5, font_weight="bold",
                fill=ink, text_anchor="end",
            )
        )  # fmt: skip


def spark(strip: Strip) -> str:
    """The least count through time as a row of digits, one per sixth of a day; for plain text."""
    width = Fraction(4)
    cells = math.ceil((strip.until_h - strip.from_h) / width)
    shown = []
    for cell in range(cells):
        start, end = strip.from_h + cell * width, strip.from_h + (cell + 1) * width
        low = min(
            [_count_at(strip.pessimistic, start)]
            + [count for at, count in strip.pessimistic if start <= at < end]
        )
        shown.append(n(low) if low < 10 else "9")
    return "".join(shown)
