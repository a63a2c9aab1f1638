"""The picture of a sweep: a unit to a row, a force to a column, and in each what the worst landfall does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import OUTCOME_WORDS
from planner.plan.pictures.placing import width_of
from planner.plan.pictures.svg import (
    FAINT,
    INK,
    MUTED,
    OUTCOME_INK,
    OUTCOME_TINT,
    PAPER,
    dots,
    element,
    hatch,
    line,
    picture,
    words,
)
from planner.plan.sweep_sheet import breaks_words, headline, place_words

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.sweep_sheet import SweepBlock, SweepRow, SweepSheet
    from planner.policy.verdicts import Outcome

ROW, CELL, TOP, BOTTOM, GAP = 26.0, 44.0, 92.0, 88.0, 14.0
PLACE_WIDTH = 190.0


def sweep_svg(sheet: SweepSheet, block: SweepBlock, language: Language, id_: str) -> str:
    """The picture of one requirement's units; in grey print hatches and dots tell what colours do."""
    names = max([width_of(row.name.in_(language), 14) for row in block.rows], default=80.0)
    left = 18.0 + names + GAP
    wide = CELL * len(sheet.grid.forces)
    width = max(left + wide + GAP + PLACE_WIDTH, 640.0)
    height = TOP + ROW * len(block.rows) + BOTTOM
    body = element("defs", hatch(f"{id_}-h", "#c9793f", gap=6, width=1.6) + dots(f"{id_}-o", "#b98a1d", gap=6))
    body += element("rect", x=0, y=0, width=width, height=height, fill=PAPER)
    body += words(18, 28, block.name.in_(language), font_size=17, font_weight="bold", fill=INK)
    body += words(18, 48, headline(sheet).in_(language), font_size=12.5, fill=MUTED)
    body += _heads(sheet, left, language)
    for number, row in enumerate(block.rows):
        body += _row(sheet, row, left, TOP + ROW * number, language, id_)
    body += _legend(height - BOTTOM + 30, language, id_)
    if sheet.illustrative:
        body += _notice(height, language)
    return picture(
        body, id_=id_, width=width, height=height, title=block.name.in_(language),
        description=_description(sheet, block, language),
    )  # fmt: skip


def _heads(sheet: SweepSheet, left: float, language: Language) -> str:
    said = Text("cấp gió của bão lúc tới bờ", "force of the storm at the coast").in_(language)
    worst = Text("nơi đổ bộ xấu nhất", "worst landfall").in_(language)
    drawn = words(left, TOP - 24, said, font_size=12, fill=MUTED)
    for number, force in enumerate(sheet.grid.forces):
        middle = left + CELL * (number + 0.5)
        drawn += words(
            middle, TOP - 7, str(force), font_size=14, font_weight="bold", fill=INK, text_anchor="middle"
        )
    edge = left + CELL * len(sheet.grid.forces) + GAP
    return drawn + words(edge, TOP - 7, worst, font_size=12, fill=MUTED)


def _row(
    sheet: SweepSheet, row: SweepRow, left: float, top: float, language: Language, id_: str
) -> str:
    drawn = words(
        left - GAP, top + ROW * 0.68, row.name.in_(language), font_size=14, fill=INK, text_anchor="end"
    )
    for number, (outcome, fails) in enumerate(row.by_force):
        drawn += _cell(outcome, fails, left + CELL * number, top, id_)
    breaks = row.breaking.breaks_at
    if breaks is not None and row.breaking.at_rest != "fails":
        edge = left + CELL * sheet.grid.forces.index(breaks)
        drawn += line(edge, top + 1, edge, top + ROW - 1, stroke=INK, stroke_width=3.4)
    edge = left + CELL * len(sheet.grid.forces) + GAP
    told = place_words(row.breaking.worst)
    if row.breaking.at_rest == "fails":
        told = Text("không đạt ngay lúc yên", "fails at rest already")
    return drawn + words(edge, top + ROW * 0.68, told.in_(language), font_size=12, fill=INK)


def _cell(outcome: Outcome | None, fails: int, x: float, y: float, id_: str) -> str:
    """Tint and pattern by the worst landfall's outcome; in it, at how many landfalls the unit fails."""
    box: dict[str, str | float] = {"x": x + 1, "y": y + 1, "width": CELL - 2, "height": ROW - 2}
    if outcome is None:
        return element("rect", **box, fill="none", stroke=FAINT)
    drawn = element("rect", **box, fill=OUTCOME_TINT[outcome], stroke=FAINT)
    if outcome != "holds":
        drawn += element("rect", **box, fill=f"url(#{id_}-{'h' if outcome == 'fails' else 'o'})")
    if fails:
        drawn += words(
            x + CELL / 2, y + ROW * 0.7, str(fails), font_size=14, font_weight="bold",
            fill=OUTCOME_INK["fails"], text_anchor="middle", stroke=PAPER, stroke_width=3.5,
            paint_order="stroke",
        )  # fmt: skip
    return drawn


def _legend(y: float, language: Language, id_: str) -> str:
    drawn, x = "", 18.0
    order: tuple[Outcome, ...] = ("holds", "unknown", "fails")
    for outcome in order:
        drawn += _cell(outcome, 0, x, y - 17, id_)
        said = OUTCOME_WORDS[outcome].in_(language)
        drawn += words(x + CELL + 6, y, said, font_size=12.5, fill=INK)
        x += CELL + 6 + width_of(said, 12.5) + 22
    said = Text("không đạt từ cấp này", "fails from this force on").in_(language)
    drawn += line(x, y - 15, x, y + 5, stroke=INK, stroke_width=3.4)
    drawn += words(x + 8, y, said, font_size=12.5, fill=INK)
    number = Text(
        vi="số trong ô: không đạt ở bao nhiêu nơi đổ bộ; màu theo nơi xấu nhất",
        en="number in a cell: at how many landfalls it fails; the tint is the worst landfall's",
    )
    return drawn + words(18, y + 24, number.in_(language), font_size=12.5, fill=MUTED)


def _notice(height: float, language: Language) -> str:
    said = Text(
        vi="SỐ LIỆU MINH HỌA: số liệu của tỉnh được dựng để minh họa, không phải số liệu thật",
        en="ILLUSTRATIVE: the province's inventory is made up, not real data",
    )
    return words(18, height - 8, said.in_(language), font_size=12, font_weight="bold", fill=INK)


def _description(sheet: SweepSheet, block: SweepBlock, language: Language) -> str:
    told = (
        f"{row.name.in_(language)}: {breaks_words(row.breaking, sheet.grid).in_(language)}"
        for row in block.rows
    )
    return "; ".join(told)
