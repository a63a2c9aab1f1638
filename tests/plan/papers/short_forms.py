"""Where every number of the shorter documents comes from in the figures' JSON.

`TABLES` and `TEXTS` go by the kind of document and the part of it, `text` or the id of an appendix. A part that is not
here has no table, or no number outside its tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from planner.plan.filters import brief as in_brief
from tests.plan.papers import where_from
from tests.plan.papers.sentences import TO_CALL, due_words, long
from tests.plan.papers.shown import ranged
from tests.plan.papers.where_from import (
    Rows,
    due,
    listed,
    nothing,
    numbered,
    of,
    overview,
    register,
)

if TYPE_CHECKING:
    from planner.foundation.text import Language
    from planner.plan.papers.writing import Kind
    from tests.plan.papers.shown import Shown

Json = Any
DECIDED, SENT = 5, 20
"""Works that the brief names and that the dispatch lists; both say how many more there are."""
RESCUE, POLICE, FIRE, AMBULANCE = TO_CALL, "113", "114", "115"
"""Numbers to call in an emergency: the same in every province."""


def warned(s: Shown) -> Iterator[str]:
    """That data are made up, as every document says on its first page."""
    yield from (in_brief(s.t(each)) for each in s.figures["plan"]["illustrative"])


def left(count: int, told: int) -> str:
    """How many more there are than are told."""
    return f"{count - told}" if count > told else ""


# --- the brief ------------------------------------------------------------------------------------


def brief(s: Shown) -> Iterator[str]:
    """Title, lead, window, what to decide."""
    plan, works = s.figures["plan"], s.figures["due"]
    main = plan["main"]
    yield f"{s.t(plan['province'])} {s.t(plan['storm'])}"
    yield from warned(s)
    yield (
        f"{main['holds']} {len(main['rows'])} {main['at_least']} {s.h(plan['horizon_h'])} {main['fails']} "
        f"{main['unknown']}"
    )
    yield f"{s.at(plan['start_h'])} {s.at(plan['horizon_h'])}"
    yield from (f"{s.t(row['where'])} {due_words(s, row, 6)}" for row in works[:DECIDED])
    yield left(len(works), DECIDED)


def brief_tables(s: Shown) -> Iterator[Rows]:
    """Every requirement at a glance, then the units that do not hold."""
    main = s.figures["plan"]["main"]
    yield overview(s)
    yield listed(
        [*of("fails", main["rows"]), *of("unknown", main["rows"])],
        lambda r: s.t(r["name"]), nothing,
        lambda r: f"{ranged(r['least'], r['least_best'])} {main['at_least']}", lambda r: s.t(r["why"]),
    )  # fmt: skip


# --- the dispatch ---------------------------------------------------------------------------------


def dispatch(s: Shown) -> Iterator[str]:
    """What comes, how many units fail, the standing orders, whose figures are rules."""
    plan = s.figures["plan"]
    main = plan["main"]
    yield from warned(s)
    short = " ".join(s.t(row["name"]) for row in of("fails", main["rows"]))
    others = " ".join(
        f"{s.t(duty['name'])} {duty['fails']} {len(duty['rows'])}"
        for duty in plan["duties"]
        if duty["fails"] and duty["kind"] in {"command", "warning", "coverage"}
    )
    yield (
        f"{s.t(plan['storm'])} {long(s, plan['start_h'])} {long(s, plan['horizon_h'])} {long(s, plan['phase_from_h'])} "
        f"{main['fails']} {len(main['rows'])} {main['at_least']} {short} {main['unknown']} {others}"
    )
    yield "6"  # force of the wind from which nobody is sent out
    yield {"vi": "24/24 30", "en": "30"}[s.language]  # the watch; minutes to switch roaming on
    yield {"vi": "17 19", "en": "17:00 19:00"}[s.language]  # when communes and province report
    yield left(len(s.figures["due"]), SENT)


def dispatch_tables(s: Shown) -> Iterator[Rows]:
    """The works whose hour comes first."""
    yield due(s, s.figures["due"][:SENT])


# --- lists and forms ------------------------------------------------------------------------------


def quick_report(s: Shown) -> Iterator[str]:
    """How many stations there are."""
    yield from warned(s)
    yield s.n(s.figures["plan"]["network"]["sites"])


def quick_report_tables(s: Shown) -> Iterator[Rows]:
    """Units with their stations and the sum; the rest is for the watch to fill in."""
    rows = [[s.t(row["name"]), str(row["site_count"]), *[""] * 6] for row in s.figures["plan"]["districts"]]
    yield [*rows, ["", s.n(s.figures["plan"]["network"]["sites"]), *[""] * 6]]


def june_list(s: Shown) -> Iterator[str]:
    """How many communes hold, do not, cannot be judged."""
    rows = s.figures["more"]["june"]
    yield from warned(s)
    counts = " ".join(str(len(of(outcome, rows))) for outcome in ("holds", "fails", "unknown"))
    yield f"{s.t(s.figures['more']['june_name'])} {len(rows)} {counts}"
    yield {"vi": "6", "en": ""}[s.language]  # "tháng 6" is June


def grid_priority(s: Shown) -> Iterator[str]:
    """How many places there are."""
    yield from warned(s)
    yield f"{len(s.figures['more']['grid'])}"


def grid_priority_tables(s: Shown) -> Iterator[Rows]:
    """Place by place, in the plan the last table; then the substations and lines upstream."""
    *_, places = where_from.grid(s)
    yield places
    if where_from.sent_out(s, "grid_order"):
        yield where_from.sent_out(s, "grid_order")


# --- a card per commune ---------------------------------------------------------------------------


def commune_cards(s: Shown) -> Iterator[str]:
    """Card by card: who lives there, what is judged, channels, posts, works, numbers to call."""
    main = s.figures["plan"]["main"]
    for card in s.figures["cards"]:
        yield s.t(card["name"])
        yield f"{s.t(card['district'])} {s.n(card['population'])}"
        if card["outcome"]:
            verdicts = " ".join(f"{s.t(name)} {s.t(row['why'])}" for name, row in card["verdicts"])
            yield f"{s.t(card['district'])} {s.t(main['name'])} {verdicts}"
        channels = card["channels"]
        if channels is not None:
            kinds = " ".join(f"{s.t(kind)} {count}" for kind, count in channels["kinds"])
            yield f"{kinds} {channels['without_grid']}"
        yield from (f"{s.t(post['name'])} {s.all(post['means'])}" for post in card["posts"])
        mine = [row for row in s.figures["due"] if row["district"] == card["district_id"]]
        yield from (due_words(s, row, 8, told_late=False) for row in mine)
        yield f"{RESCUE} {POLICE} {FIRE} {AMBULANCE}"


def commune_card_tables(s: Shown) -> Iterator[Rows]:
    """The stations of each commune, and when they go out."""
    for card in s.figures["cards"]:
        yield listed(
            card["stations"],
            lambda r: f"{r['id']} {s.t(r['name'])}", lambda r: s.t(r["operators"]), nothing,
            lambda r: s.at(r["first_out_h"]),
        )  # fmt: skip


# --- charging points ------------------------------------------------------------------------------


def charging_points(s: Shown) -> Iterator[str]:
    """Whom to call."""
    yield from warned(s)
    yield RESCUE


def charging_point_tables(s: Shown) -> Iterator[Rows]:
    """Stations that are hardened for certain, then points of the office."""
    yield numbered(
        listed(
            of("holds", [{**row, "outcome": row["hardened"]} for row in s.figures["more"]["stations"]]),
            lambda r: s.t(r["commune"]), lambda r: s.t(r["district"]), lambda r: s.t(r["name"]) or r["id"],
        )
    )  # fmt: skip
    yield from [rows] if (rows := register(s, "charging_points")) else []


Part = tuple["Kind", str]
TEXTS: dict[Part, Callable[[Shown], Iterator[str]]] = {
    ("brief", "text"): brief, ("dispatch", "text"): dispatch, ("quick-report", "text"): quick_report,
    ("june-list", "text"): june_list, ("grid-priority", "text"): grid_priority,
    ("commune-cards", "text"): commune_cards, ("charging-points", "text"): charging_points,
}  # fmt: skip
TABLES: dict[Part, Callable[[Shown], Iterator[Rows]]] = {
    ("brief", "text"): brief_tables, ("dispatch", "text"): dispatch_tables,
    ("quick-report", "text"): quick_report_tables, ("june-list", "june"): where_from.june,
    ("grid-priority", "grid"): grid_priority_tables, ("commune-cards", "text"): commune_card_tables,
    ("charging-points", "text"): charging_point_tables,
}  # fmt: skip
SUBJECTS: dict[Kind, str] = {"june-list": "4"}
"""Fixed numbers in the subject of a document: the risk level that the circular speaks of."""
TITLES: dict[str, dict[Language, str]] = {"june": {"vi": "4 6", "en": "4"}}
"""Fixed numbers in the title of an appendix: the risk level, and the month where that is a number."""
