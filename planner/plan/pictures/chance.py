"""The picture of one unit: how probably it holds, by the force of the wind there, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import number
from planner.plan.pictures.svg import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    OUTCOME_TINT,
    PAPER,
    element,
    line,
    picture,
    words,
)

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.scenario.ensemble.answer import ByForce, UnitChance

WIDTH, HEIGHT = 560.0, 330.0
LEFT, RIGHT, TOP, BOTTOM = 58.0, 18.0, 66.0, 62.0
NARROWEST = 6


def chance_svg(unit: UnitChance, language: Language, id_: str) -> str:
    """Probability of holding against wind force.

    A point with its 95 % interval stands for the samples in which the unit holds for certain; the tinted column above
    it reaches to what would hold as well if all that was not surveyed turned out well.
    """
    forces = [each.force for each in unit.by_force]
    first = min(forces, default=8)
    last = max(max(forces, default=8), first + NARROWEST - 1)
    step = (WIDTH - LEFT - RIGHT) / (last - first + 1)
    body = element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, fill=PAPER)
    name = unit.unit_name.in_(language)
    body += words(18, 26, name, font_size=16, font_weight="bold", fill=INK)
    rule = Text(unit.requirement.name.vi, unit.requirement.name.english).in_(language)
    body += words(18, 45, rule, font_size=12, fill=MUTED)
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = _y(share)
        body += line(LEFT, y, WIDTH - RIGHT, y, stroke=FAINT, stroke_width=0.7)
        label = f"{number(share * 100, language, 0)} %"
        body += words(LEFT - 8, y + 4, label, font_size=11, fill=MUTED, text_anchor="end")
    for force in range(first, last + 1):
        x = LEFT + step * (force - first + 0.5)
        body += words(x, HEIGHT - BOTTOM + 18, str(force), font_size=11, fill=MUTED, text_anchor="middle")
    for each in unit.by_force:
        body += _mark(each, LEFT + step * (each.force - first + 0.5), step * 0.5)
    said = Text("cấp gió tại đơn vị (trung bình 2 phút)", "wind force at the unit (2-minute mean)")
    body += words(LEFT, HEIGHT - 24, said.in_(language), font_size=12, fill=INK)
    key = Text("điểm và vạch: xác suất đạt, khoảng 95 %; cột nhạt: chưa đủ số liệu để kết luận",
               "point and bar: probability of holding, 95 % interval; pale column: cannot be judged")  # fmt: skip
    body += words(LEFT, HEIGHT - 8, key.in_(language), font_size=10.5, fill=MUTED)
    return picture(
        body, id_=id_, width=WIDTH, height=HEIGHT, title=name, description=_described(unit, language)
    )


def _y(share: float) -> float:
    return TOP + (1.0 - share) * (HEIGHT - TOP - BOTTOM)


def _mark(each: ByForce, x: float, width: float) -> str:
    holds, unknown = each.chances.holds, each.chances.unknown
    top = _y(min(holds.value + unknown.value, 1.0))
    height = _y(holds.value) - top
    body = ""
    if height > 0:
        body += element(
            "rect", x=x - width / 2, y=top, width=width, height=height, fill=OUTCOME_TINT["unknown"],
            stroke=FAINT, stroke_width=0.6,
        )  # fmt: skip
    body += line(x, _y(holds.low), x, _y(holds.high), stroke=BLUE, stroke_width=2.2)
    return body + element("circle", cx=x, cy=_y(holds.value), r=4, fill=BLUE)


def _described(unit: UnitChance, language: Language) -> str:
    parts = [
        f"{Text('cấp', 'force').in_(language)} {each.force}: {number(each.chances.holds.value * 100, language, 1)} %"
        for each in unit.by_force
    ]
    return "; ".join(parts)
