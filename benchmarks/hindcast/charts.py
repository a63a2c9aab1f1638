"""The charts of a hindcast page: what was published as marks, the model as bands; legible in grey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.aftermath import CAUSES, Cause
from planner.plan.filters import number
from planner.plan.pictures.svg import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    ORANGE,
    PAPER,
    RED,
    dots,
    element,
    hatch,
    line,
    picture,
    points,
    words,
)

Language = str
WIDTH = 860.0
CAUSE_FILL: dict[Cause, str] = {
    "mast": RED, "equipment": BLUE, "derated": FAINT, "power": "#f3d9a4", "backhaul": "#cfe3f1",
}  # fmt: skip
CAUSE_WORDS: dict[Cause, tuple[str, str]] = {
    "mast": ("cột đổ", "mast fallen"),
    "equipment": ("thiết bị ngập", "equipment flooded"),
    "derated": ("hạ tải trước bão", "taken down beforehand"),
    "power": ("mất nguồn", "no power"),
    "backhaul": ("mất truyền dẫn", "no backhaul"),
}


def gust_chart(
    rows: Sequence[tuple[str, tuple[float, float], Sequence[float]]], language: Language
) -> str:
    """Stations to a row: the reported gust's class as a bar, each wind model as a diamond."""
    left, top, high = 130.0, 40.0, 30.0
    height = top + high * len(rows) + 40
    largest = max([75.0, *(value for *_, values in rows for value in values)])
    scale = (WIDTH - left - 20) / largest
    body = element("rect", x=0, y=0, width=WIDTH, height=height, fill=PAPER)
    for speed in range(0, int(largest) + 1, 10):
        x = left + speed * scale
        body += line(x, top - 8, x, height - 34, stroke=FAINT, stroke_width=0.8)
        body += words(x, height - 18, str(speed), font_size=12, fill=MUTED, text_anchor="middle")
    for index, (name, (low, high_mps), values) in enumerate(rows):
        y = top + high * index + 8
        body += words(left - 10, y + 5, name, font_size=13.5, fill=INK, text_anchor="end")
        body += element("rect", x=left + low * scale, y=y - 8, width=(high_mps - low) * scale, height=16,
                        fill="#cfd6dd", stroke=INK)  # fmt: skip
        for value in values:
            x = left + value * scale
            mark = points(((x, y - 8), (x + 6, y), (x, y + 8), (x - 6, y)))
            body += element("polygon", points=mark, fill=ORANGE, stroke=INK, stroke_width=1)
    said = {
        "vi": "ô xám: cấp gió giật trạm đã báo; hình thoi: mô hình (m/s, mỗi mô hình gió một hình)",
        "en": "grey: class of the gust that the station reported; diamonds: the model (m/s, one per wind model)",
    }[language]
    body += words(left, 20, said, font_size=12.5, fill=MUTED)
    told = "; ".join(f"{name}: {low:g}–{high:g}, {', '.join(f'{v:.0f}' for v in values)}"
                     for name, (low, high), values in rows)  # fmt: skip
    return picture(body, id_="gusts", width=WIDTH, height=height, title=said, description=told)


class Axes:
    """A frame with hours along the bottom and a share up the side."""

    def __init__(self, hours: float, height: float = 300.0) -> None:
        self.hours, self.height = hours, height
        self.left, self.right, self.top, self.bottom = 56.0, 16.0, 34.0, 46.0

    def x(self, hour: float) -> float:
        """Where an hour lies."""
        return self.left + hour / self.hours * (WIDTH - self.left - self.right)

    def y(self, share: float) -> float:
        """Where a share lies."""
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)

    def drawn(self, language: Language, from_words: tuple[str, str]) -> str:
        """Grid, ticks and the words under them."""
        body = element("rect", x=0, y=0, width=WIDTH, height=self.height, fill=PAPER)
        for fifth in range(6):
            y = self.y(fifth / 5)
            body += line(self.left, y, WIDTH - self.right, y, stroke=FAINT, stroke_width=0.7)
            body += words(self.left - 8, y + 4, f"{fifth * 20} %", font_size=12, fill=MUTED, text_anchor="end")
        for hour in range(0, int(self.hours) + 1, 24):
            body += line(self.x(hour), self.y(0), self.x(hour), self.y(0) + 5, stroke=MUTED)
            body += words(self.x(hour), self.y(0) + 19, str(hour), font_size=12, fill=MUTED, text_anchor="middle")
        said = from_words[0] if language == "vi" else from_words[1]
        return body + words(WIDTH - self.right, self.height - 8, said, font_size=12, fill=MUTED, text_anchor="end")


def causes_chart(
    id_: str,
    hours: Sequence[float],
    mean: Mapping[Cause, Sequence[float]],
    low: Sequence[float],
    high: Sequence[float],
    language: Language,
) -> str:
    """Silent sites by cause, stacked (mean of all runs), and the least and most that any run had."""
    axes = Axes(hours[-1])
    patterns = hatch(f"{id_}-power", "#a67c1c", gap=8, width=1.3) + dots(f"{id_}-backhaul", BLUE, gap=8)
    body = element("defs", patterns) + axes.drawn(language, ("giờ từ đầu kịch bản", "hours from the start"))
    base = [0.0] * len(hours)
    for cause in CAUSES:
        upper = [b + v for b, v in zip(base, mean[cause], strict=True)]
        if max(mean[cause]) > 0:
            ring = [(axes.x(h), axes.y(v)) for h, v in zip(hours, upper, strict=True)]
            ring += [(axes.x(h), axes.y(v)) for h, v in reversed(list(zip(hours, base, strict=True)))]
            body += element("polygon", points=points(ring), fill=CAUSE_FILL[cause], stroke=INK, stroke_width=0.6)
            if cause in {"power", "backhaul"}:
                body += element("polygon", points=points(ring), fill=f"url(#{id_}-{cause})")
        base = upper
    for edge in (low, high):
        path = points((axes.x(h), axes.y(v)) for h, v in zip(hours, edge, strict=True))
        body += element("polyline", points=path, fill="none", stroke=INK, stroke_width=1.6, stroke_dasharray="6 4")
    x = axes.left
    for cause in CAUSES:
        if max(mean[cause]) > 0:
            said = CAUSE_WORDS[cause][0 if language == "vi" else 1]
            box: dict[str, str | float] = {"x": x, "y": 8, "width": 20, "height": 13}
            body += element("rect", **box, fill=CAUSE_FILL[cause], stroke=INK, stroke_width=0.6)
            if cause in {"power", "backhaul"}:
                body += element("rect", **box, fill=f"url(#{id_}-{cause})")
            body += words(x + 26, 19, said, font_size=12.5, fill=INK)
            x += 40 + 7.2 * len(said)
    said = {"vi": "nét đứt: ít nhất, nhiều nhất", "en": "dashed: least and most"}[language]
    body += words(WIDTH - axes.right, 19, said, font_size=12.5, fill=INK, text_anchor="end")
    peak = number(100 * max(base), "vi" if language == "vi" else "en", 0)
    return picture(body, id_=id_, width=WIDTH, height=axes.height, title=f"{peak} %", description=said)


def recovery_chart(
    id_: str,
    hours: Sequence[float],
    bands: Sequence[tuple[float, float, float]],
    published: Sequence[tuple[float, float, float]],
    language: Language,
) -> str:
    """Share of the silent sites that are back: the model's quartiles, and the published points as bars."""
    axes = Axes(hours[-1])
    body = axes.drawn(language, ("giờ từ lúc bão gần nhất", "hours after the storm was nearest"))
    ring = [(axes.x(h), axes.y(b[2])) for h, b in zip(hours, bands, strict=True)]
    ring += [(axes.x(h), axes.y(b[0])) for h, b in reversed(list(zip(hours, bands, strict=True)))]
    body += element("polygon", points=points(ring), fill="#cfe3f1", stroke="none")
    middle = points((axes.x(h), axes.y(b[1])) for h, b in zip(hours, bands, strict=True))
    body += element("polyline", points=middle, fill="none", stroke=BLUE, stroke_width=2.4)
    for first, last, share in published:
        left, right, y = axes.x(first) - 4, axes.x(min(last, hours[-1])) + 4, axes.y(share)
        body += element("rect", x=left, y=y - 5, width=right - left, height=10, fill=ORANGE, stroke=INK)
    said = {
        "vi": "dải: nửa giữa các lần chạy; nét: trung vị; ô cam: số đã công bố",
        "en": "band: the middle half of the runs; line: median; orange: published",
    }[language]
    body += words(axes.left, 20, said, font_size=12.5, fill=MUTED)
    return picture(body, id_=id_, width=WIDTH, height=axes.height, title=said, description=said)
