"""The little SVG that the pictures need: numbers, escaping, elements, and patterns for grey print."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from planner.plan.filters import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.plan.sheets import SiteState
    from planner.policy.verdicts import Outcome

SANS = "'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
INK, MUTED, FAINT, PAPER = "#1d2329", "#59636e", "#c3cad1", "#ffffff"
SEA = "#eef3f7"
# Okabe and Ito (2008): told apart with any colour vision. Every use has a shape or hatch besides.
GREEN, RED, ORANGE, BLUE = "#009e73", "#d55e00", "#e69f00", "#0072b2"
OUTCOME_INK: dict[Outcome, str] = {"holds": "#00664b", "fails": "#a84300", "unknown": "#8a5f00"}
OUTCOME_TINT: dict[Outcome, str] = {"holds": "#d5ece4", "fails": "#f7d9c4", "unknown": "#fbecc8"}
STATE_FILL: dict[SiteState, str] = {
    "kept": GREEN,
    "lost": RED,
    "unsure": ORANGE,
    "plain": "#9aa4ae",
}


def n(value: float) -> str:
    """A coordinate with one decimal; never `-0`."""
    shown = f"{value:.1f}"
    shown = shown.removesuffix(".0")
    return "0" if shown == "-0" else shown


def text_of(words: str) -> str:
    """Words between tags."""
    return escape(clean(words))


def element(tag: str, body: str = "", /, **attributes: str | float) -> str:
    """One element; `_` in a name stands for `-`, a trailing one is dropped (`class_`)."""
    named = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(value if isinstance(value, str) else n(value))}"
        for name, value in attributes.items()
    )
    return f"<{tag}{named}>{body}</{tag}>" if body else f"<{tag}{named}/>"


def words(x: float, y: float, said: str, /, **attributes: str | float) -> str:
    """A text element."""
    return element("text", text_of(said), x=x, y=y, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, /, **attributes: str | float) -> str:
    """A line element."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """The `points` of a polygon or polyline."""
    return " ".join(f"{n(x)},{n(y)}" for x, y in pairs)


def hatch(id_: str, colour: str, *, gap: float = 7, width: float = 2) -> str:
    """A pattern of diagonal lines."""
    stroke = line(0, 0, 0, gap, stroke=colour, stroke_width=width)
    return element(
        "pattern", stroke, id=id_, width=gap, height=gap, patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )  # fmt: skip


def dots(id_: str, colour: str, *, gap: float = 7, radius: float = 1.1) -> str:
    """A pattern of dots."""
    dot = element("circle", cx=gap / 2, cy=gap / 2, r=radius, fill=colour)
    return element("pattern", dot, id=id_, width=gap, height=gap, patternUnits="userSpaceOnUse")


def picture(
    body: str, *, id_: str, width: float, height: float, title: str, description: str
) -> str:
    """A whole picture with its title and description for those who do not see it."""
    head = element("title", text_of(title), id=f"{id_}-t")
    head += element("desc", text_of(description), id=f"{id_}-d")
    return element(
        "svg", head + body, xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {n(width)} {n(height)}", width=width, height=height, role="img",
        aria_labelledby=f"{id_}-t {id_}-d", font_family=SANS, font_size=13.0,
    )  # fmt: skip


def outcome_badge(x: float, y: float, outcome: Outcome, radius: float = 8) -> str:
    """A round badge with a tick, a cross or a question mark: shape first, colour second."""
    disc = element(
        "circle", cx=x, cy=y, r=radius, fill=OUTCOME_INK[outcome], stroke=PAPER, stroke_width=1.2
    )
    r = radius * 0.48
    pen: dict[str, str | float] = {"stroke": PAPER, "stroke_width": 1.8, "fill": "none"}
    if outcome == "holds":
        tick = ((x - r, y + 0.1 * r), (x - 0.25 * r, y + 0.8 * r), (x + r, y - 0.8 * r))
        return disc + element("polyline", points=points(tick), **pen)
    if outcome == "fails":
        return (
            disc + line(x - r, y - r, x + r, y + r, **pen) + line(x - r, y + r, x + r, y - r, **pen)
        )
    asked = words(
        x, y + radius * 0.5, "?", fill=PAPER, font_size=radius * 1.45, font_weight="bold",
        text_anchor="middle",
    )  # fmt: skip
    return disc + asked


def site_mark(x: float, y: float, state: SiteState, size: float = 5.5) -> str:
    """A site: dot, circle, triangle or diamond by its state."""
    if state == "plain":
        return element("circle", cx=x, cy=y, r=size * 0.36, fill=STATE_FILL[state])
    pen: dict[str, str | float] = {"fill": STATE_FILL[state], "stroke": INK, "stroke_width": 0.9}
    if state == "kept":
        return element("circle", cx=x, cy=y, r=size * 0.88, **pen)
    if state == "lost":
        s = size * 1.15
        return element(
            "polygon",
            points=points(((x - s, y - 0.8 * s), (x + s, y - 0.8 * s), (x, y + s))),
            **pen,
        )
    s = size * 1.15
    return element(
        "polygon", points=points(((x, y - s), (x + s, y), (x, y + s), (x - s, y))), **pen
    )
