"""Where every column of every table of the plan comes from in the figures' JSON.

`BODY` gives the tables of the text in their order, `ANNEXES` those of each appendix by its id. A table is its rows,
a row its cells, a cell any text that holds the numbers that must stand there. Whoever adds an appendix adds its entry:
a table that is not listed here, or that holds another number, fails the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from planner.plan import filters
from tests.plan.papers.shown import Shown, ranged

Json = Any
Rows = list[list[str]]
Column = Callable[[Json], str]


def listed(rows: Iterable[Json], *columns: Column) -> Rows:
    """A row for each entry of a list of the JSON, a cell for each column."""
    return [[column(row) for column in columns] for row in rows]


def numbered(rows: Rows) -> Rows:
    """The same with a running number in front."""
    return [[str(at), *row] for at, row in enumerate(rows, start=1)]


def nothing(_: Json) -> str:
    """A column of words, or left for a hand to fill in."""
    return ""


def of(outcome: str, rows: Iterable[Json]) -> list[Json]:
    """The rows with an outcome."""
    return [row for row in rows if row["outcome"] == outcome]


# --- tables that stand in several places -----------------------------------------------------------


def verdicts(s: Shown, rows: list[Json]) -> Rows:
    """One requirement on stations, unit by unit; how probably it holds where an ensemble counted it."""
    return listed(
        rows,
        lambda r: s.t(r["name"]),
        lambda r: ranged(r["hardened_sure"], r["hardened_maybe"]),
        nothing,
        lambda r: ranged(r["least"], r["least_best"])
        + ("" if r["outcome"] == "holds" else f" {s.at(r['least_at_h'])}"),
        lambda r: s.below(r["hours_below"]),
        nothing,
        nothing,
        *chances(s, rows),
        lambda r: why_short(s, r),
    )


def chances(s: Shown, rows: list[Json]) -> list[Column]:
    """The column of probabilities, where any of the rows has one."""
    counted = any(s.chance(row["requirement"], row["unit"]) for row in rows)
    return [lambda r: s.chance(r["requirement"], r["unit"]) or ""] if counted else []


def why_short(s: Shown, row: Json) -> str:
    """By how many it is short, and why."""
    return (f"{row['short_by']} " if row["outcome"] == "fails" else "") + s.t(row["why"])


def duty_verdicts(s: Shown, rows: list[Json]) -> Rows:
    """One requirement that counts no stations, unit by unit."""
    return listed(
        rows,
        lambda r: s.t(r["name"]),
        lambda r: s.t(r["counted"]),
        nothing,
        lambda r: s.t(r["least"]),
        lambda r: s.t(r["below"]),
        nothing,
        lambda r: s.t(r["why"]),
    )


def by_district(s: Shown, groups: Iterable[tuple[Json, list[Json]]]) -> Rows:
    """Communes gathered by their district: how many hold, how many do not and which."""

    def counted(rows: list[Json]) -> str:
        return f"{len(rows)}: {s.all([row['name'] for row in rows])}" if rows else ""

    return [
        [s.t(sheet["name"]), str(len(of("holds", rows))), counted(of("fails", rows)), counted(of("unknown", rows))]
        for sheet, rows in groups
        if rows
    ]


def communes_of(sheet: Json, requirement: str) -> list[Json]:
    """The lines of a district's communes under one requirement on stations."""
    for _, rows in sheet["communes"]:
        if rows[0]["requirement"] == requirement:
            return list(rows)
    return []


def duty_of(duty: Json, sheet: Json) -> list[Json]:
    """The lines of a district, or of its communes."""
    return [row for row in duty["rows"] if row["district"] == sheet["id"]]


def overview(s: Shown) -> Rows:
    """Every requirement with its counts."""
    plan = s.figures["plan"]
    return listed(
        [*plan["requirements"], *plan["duties"]],
        lambda r: s.t(r["name"]), lambda r: str(len(r["rows"])), lambda r: str(r["at_rest_fails"]),
        lambda r: str(r["holds"]), lambda r: str(r["fails"]), lambda r: str(r["unknown"]),
    )  # fmt: skip


def stock(s: Shown, *kinds: str) -> Rows:
    """What can be sent out, of some kinds."""
    return listed(
        [row for row in s.figures["more"]["stock"] if row["kind"] in kinds],
        lambda r: r["id"], lambda r: s.t(r["name"]), lambda r: s.n(r["count"]), lambda r: s.t(r["owner"]),
        lambda r: s.t(r["base"]),
        lambda r: s.n(r["kw"], 1) if r["kw"] is not None else s.l(r["fuel_l"]),
    )  # fmt: skip


def due(s: Shown, rows: list[Json], *, result: bool = False) -> Rows:
    """Work and the last hour at which it can be done."""
    table = numbered(
        listed(
            rows,
            lambda r: s.at(r["last_h"]),
            lambda r: s.t(r["where"]),
            lambda r: f"{s.t(r['verb'])} {s.all(r['things'])} {s.at(r['planned_at_h'])}",
            lambda r: s.t(r["why"]),
        )
    )
    return [[*row, ""] for row in table] if result else table


def actions(s: Shown, phase: str) -> Iterator[Rows]:
    """The scenario's orders of a phase; no table where there are none."""
    rows = [row for row in s.figures["plan"]["actions"] if row["phase"] == phase]
    if rows:
        yield listed(
            rows,
            lambda r: s.at(r["at_h"]),
            lambda r: f"{s.t(r['verb'])} {s.all(r['things'])} {r['reporter'] or ''}",
        )


# --- the text -------------------------------------------------------------------------------------


def body(s: Shown) -> Iterator[Rows]:
    """Sections I to XI."""
    plan = s.figures["plan"]
    yield overview(s)
    for requirement in plan["requirements"]:
        if requirement["unit_kind"] == "commune":
            id_ = requirement["id"]
            yield by_district(s, [(each, communes_of(each, id_)) for each in plan["districts"]])
        else:
            yield verdicts(s, requirement["rows"])
    for duty in plan["duties"]:
        if duty["unit_kind"] == "commune":
            yield by_district(s, [(each, duty_of(duty, each)) for each in plan["districts"]])
        else:
            yield duty_verdicts(s, duty["rows"])
    for phase in ("before", "during", "after"):
        yield from actions(s, phase)
        yield from filter(None, [s.texts(s.figures["travel"]["sent"][phase]["register"])])


# --- appendices -----------------------------------------------------------------------------------


def sheets(s: Shown) -> Iterator[Rows]:
    """One page per district: what is judged, then its stations."""
    plan = s.figures["plan"]
    for page in s.figures["pages"]:
        yield _judged(s, page["sheet"], plan["duties"])
        if page["stations"]:
            yield listed(
                page["stations"],
                lambda r: r["id"],
                nothing,
                *[lambda r, at=at: _found(s, r, at) for at in (0, 1)],
                nothing,
                lambda r: s.below(r["hours_out"]),
            )


def _judged(s: Shown, sheet: Json, duties: list[Json]) -> Rows:
    rows: Rows = []
    for _, row in sheet["verdicts"]:
        rows += [["", ""], ["", ""], ["", ""]]
        chance = s.chance(row["requirement"], row["unit"])
        rows += [["", chance]] if chance else []
        alone = [s.t(name) for name, outcome in row["operators"] if outcome != "holds"]
        rows += [[", ".join(alone)]] if alone else []
        rows.append(["", str(row["unsourced"])])
    rows += [[s.t(words)] for words in sheet["weak"]]
    for name, communes in sheet["communes"]:
        rows.append([s.t(name), f"{len(of('holds', communes))} / {len(communes)}".replace("/", " ")])
    for duty in duties:
        own = duty_of(duty, sheet)
        if own and duty["unit_kind"] == "district":
            rows.append([s.t(duty["name"]), ""])
        elif own:
            rows.append([s.t(duty["name"]), f"{len(of('holds', own))} {len(own)}"])
    return rows


def _found(s: Shown, row: Json, at: int) -> str:
    return s.t(row["criteria"][at]["found"]) if at < len(row["criteria"]) else ""


def causes(s: Shown) -> Iterator[Rows]:
    """Every commune under every requirement that is set per commune."""
    plan = s.figures["plan"]
    for requirement in plan["requirements"]:
        if requirement["unit_kind"] == "commune":
            yield verdicts(s, requirement["rows"])
    for duty in plan["duties"]:
        if duty["unit_kind"] == "commune":
            yield duty_verdicts(s, duty["rows"])


def stations(s: Shown) -> Iterator[Rows]:
    """Stations with their criteria."""

    def place(row: Json) -> str:
        return "; ".join(filters.fixed(degrees, s.language, 5) for degrees in reversed(row["point"] or ()))

    yield numbered(
        listed(
            s.figures["more"]["stations"],
            lambda r: f"{r['id']} {s.t(r['name'])} {place(r)}",
            lambda r: f"{s.t(r['commune'])}, {s.t(r['district'])}", lambda r: s.t(r["operators"]),
            lambda r: f"{s.t(r['structure'])} {r['declared_level'] or ''}",
            *[lambda r, at=at: _found(s, r, at) for at in (0, 1, 2)],
            nothing,
            lambda r: s.day(r["as_of"]),
        )
    )
    yield from measures(s, "sharing", "operators")


def june(s: Shown) -> Iterator[Rows]:
    """Communes with the stations that stand the level, a line for each station."""
    lines = []
    for number, row in enumerate(s.figures["more"]["june"], start=1):
        head = [str(number), s.t(row["commune"]), s.t(row["district"]), ""]
        told = [[each["id"], s.t(each["operators"]), str(each["declared_level"] or "")] for each in row["stations"]]
        lines += [[*([""] * 4 if at else head), *each] for at, each in enumerate(told or [[""] * 3])]
    yield from [lines] if s.figures["more"]["june_name"] else []


def masts(s: Shown) -> Iterator[Rows]:
    """Derating as ordered, what it gains and costs, what is proposed."""
    plan = s.figures["plan"]
    yield listed(
        plan["derating_planned"],
        lambda r: r["site"], nothing, nothing, lambda r: s.at(r["planned_at_h"]),
        lambda r: s.at(r["planned_until_h"]), lambda r: s.n(r["factor"], 2), lambda r: s.n(r["design_mps"], 1),
        lambda r: s.n(r["peak_mps"], 1), lambda r: s.at(r["falls_at_h"]), nothing,
    )  # fmt: skip
    yield from measures(s, "derating")
    trade = plan["derating_trade"]
    if trade is not None:
        yield listed(
            trade["sites"],
            lambda r: r["site"], lambda r: s.h(r["derated_h"]), lambda r: s.h(r["served_h"]),
            lambda r: s.h(r["served_without_h"]), lambda r: s.at(r["falls_at_h"]),
            lambda r: s.at(r["falls_without_at_h"]),
        )  # fmt: skip
        yield listed(
            trade["units"],
            nothing, lambda r: r["requirement"], lambda r: f"{r['minimum']} {r['minimum_without']}",
            lambda r: f"{s.h(r['hours_below'])} {s.h(r['hours_below_without'])}",
        )  # fmt: skip
    yield listed(
        plan["derating_proposed"],
        lambda r: r["site"], nothing, nothing, lambda r: s.t(r["operators"]), lambda r: s.n(r["design_mps"], 1),
        lambda r: s.n(r["peak_mps"], 1), lambda r: s.p(r["share"]), lambda r: s.at(r["falls_at_h"]), nothing, nothing,
    )  # fmt: skip


def fiber(s: Shown) -> Iterator[Rows]:
    """Cables between fiber nodes."""
    yield listed(
        s.figures["more"]["fiber"],
        lambda r: r["id"], lambda r: " – ".join(r["ends"]), lambda r: s.t(r["owner"]), nothing,
        lambda r: s.n(r["length_km"], 1), lambda r: r["poles"], lambda r: ", ".join(r["risk_groups"]),
        lambda r: s.at(r["cut_at_h"]),
    )  # fmt: skip
    yield from measures(s, "undergrounding", "poles", "programmes")


def measures(s: Shown, *names: str) -> Iterator[Rows]:
    """Those of the registers of measures that hold anything, whose cells are texts."""
    yield from (rows for name in names if (rows := s.texts(s.figures["measures"][name])))


def sent_out(s: Shown, name: str) -> Rows:
    """One of the registers of what is sent out, whose cells are texts."""
    return s.texts(s.figures["travel"][name])


def sent(s: Shown, *names: str) -> Iterator[Rows]:
    """Those of these registers that hold anything."""
    yield from (rows for name in names if (rows := sent_out(s, name)))


def power(s: Shown) -> Iterator[Rows]:
    """Fuel to last the horizon with its sum, then what is in store."""
    fuel = s.figures["plan"]["fuel"]
    rows = listed(
        fuel["rows"],
        lambda r: r["id"], nothing, lambda r: s.t(r["generators"]), lambda r: s.l(r["tank_l"]),
        lambda r: s.l(r["in_tank_l"]), lambda r: s.n(r["burn_l_per_h"], 1), lambda r: s.h(r["hours_without_grid"]),
        lambda r: s.l(r["needed_l"]), lambda r: s.l(r["to_bring_l"]),
    )  # fmt: skip
    if rows:
        rows.append(["", s.l(fuel["needed_l"]), s.l(fuel["to_bring_l"])])
    yield rows
    yield stock(s, "mobile-generator", "fuel")
    yield from sent(s, "fuel", "depots")


def grid(s: Shown) -> Iterator[Rows]:
    """What the grid must come back to first, by feeding node, then place by place."""
    yield from sent(s, "grid", "grid_order")
    yield numbered(
        listed(
            s.figures["more"]["grid"],
            lambda r: r["id"], nothing, lambda r: s.t(r["district"]), lambda r: r["feed"],
            lambda r: s.t(r["reason"]), lambda r: s.h(r["autonomy_h"]), lambda r: s.at(r["lost_at_h"]),
        )
    )  # fmt: skip


def satellite(s: Shown) -> Iterator[Rows]:
    """Command posts, satellite phones in store, then every means of every post and every radio net."""
    yield listed(
        s.figures["more"]["posts"],
        lambda r: r["id"], lambda r: s.t(r["name"]), nothing, lambda r: s.t(r["district"]),
        lambda r: s.t(r["commune"]), lambda r: s.all(r["means"]),
    )  # fmt: skip
    yield stock(s, "satellite-phone")
    yield from kept(s, "means", "nets")


def vehicles(s: Shown) -> Iterator[Rows]:
    """Teams, then vehicles, then who is where when."""
    yield stock(s, "team")
    yield stock(s, "vehicle", "mobile-station", "drone", "boat", "battery", "other")
    yield from sent(s, "journeys", "sendings", "stock")


def isolated(s: Shown) -> Iterator[Rows]:
    """Communes on islands, the boats to them, then where roaming is needed."""
    yield listed(
        s.figures["more"]["isolated"],
        lambda r: s.t(r["commune"]), nothing, lambda r: s.n(r["population"]), lambda r: str(r["stations"]),
        lambda r: ", ".join(r["satellite"]),
    )  # fmt: skip
    yield from sent(s, "islands", "dead_spots")
    yield listed(
        s.figures["more"]["roaming"],
        lambda r: s.t(r["unit"]), nothing, lambda r: s.all(r["short"]), lambda r: s.all(r["unsure"]),
    )  # fmt: skip
    yield from measures(s, "measured")


def channels(s: Shown) -> Iterator[Rows]:
    """Warning channels by commune, then one by one."""
    yield listed(
        s.figures["more"]["channels"],
        lambda r: s.t(r["commune"]), nothing,
        lambda r: " ".join(f"{s.t(kind)} ({count})" for kind, count in r["kinds"]),
        lambda r: str(r["without_grid"]), lambda r: str(r["power_unknown"]),
    )  # fmt: skip
    yield from kept(s, "channels")


def register(s: Shown, name: str) -> Rows:
    """One of the office's registers, whose cells are texts."""
    return s.texts(s.figures["office"][name])


def kept(s: Shown, *names: str) -> Iterator[Rows]:
    """Those of the office's registers that hold anything."""
    yield from (rows for name in names if (rows := register(s, name)))


def tasks(s: Shown) -> Iterator[Rows]:
    """Work with its hours, the office's tasks; then the milestones: its own, or ours, whose figures are fixed words."""
    yield due(s, s.figures["due"], result=True)
    yield from kept(s, "tasks")
    yield register(s, "milestones") or [[figure, percent, ""] for figure, percent in MILESTONES]


MILESTONES = (
    ("48", ""), ("24", ""), ("", ""), ("30", ""), ("6", ""), ("24", ""), ("48", ""), ("72", ""), ("7", "95"),
    ("15", ""),
)  # fmt: skip
"""Before, at and after the storm: hours, minutes, days; chosen by us and printed as chosen."""


def messages(s: Shown) -> Iterator[Rows]:
    """The office's messages, or patterns in which the numbers to call are fixed; who answers false news."""
    yield register(s, "messages") or [["", "", "112"], ["", "", "112"], ["", "", ""], ["", "", "113"]]
    yield from kept(s, "rumours")


def duty(s: Shown) -> Iterator[Rows]:
    """Contacts and shifts, or a form to fill in."""
    both = [register(s, "contacts"), register(s, "roster")]
    yield from both if any(both) else [blank(6, 7)]


def drills(s: Shown) -> Iterator[Rows]:
    """Money, drills, reviews; forms to fill in where there are none."""
    yield register(s, "funding") or blank(4, 4)
    yield register(s, "drills") or blank(4, 4)
    yield from kept(s, "reviews")


def office(s: Shown) -> Iterator[Rows]:
    """Systems, then the short entries."""
    yield register(s, "systems")
    yield register(s, "short_annexes")


def blank(rows: int, columns: int) -> Rows:
    """A form to fill in, its lines numbered."""
    return [[str(at), *[""] * (columns - 1)] for at in range(1, rows + 1)]


def forms(s: Shown) -> Iterator[Rows]:
    """The quick report with its totals, then a form to fill in."""
    yield [[s.t(row["name"]), str(row["site_count"]), *[""] * 6] for row in s.figures["plan"]["districts"]]
    if register(s, "damage"):
        yield register(s, "damage")
        yield register(s, "damage_totals")
    yield [[""] * 7 for _ in range(8)]


def survey(s: Shown) -> Iterator[Rows]:
    """What was not surveyed and keeps a verdict open: party by party, then the stations' by hours."""
    for group in s.figures["plan"]["surveyors"]:
        yield listed(
            group["lines"],
            lambda r: s.t(r["what"]), lambda r: s.all(r["things"]), lambda r: s.n(r["verdicts"]),
            lambda r: s.all(r["asked"]),
        )  # fmt: skip
    if s.figures["plan"]["survey"]:
        yield listed(
            s.figures["plan"]["survey"],
            lambda r: r["site"], lambda r: s.t(r["datum"]), lambda r: s.h(r["hours"]), lambda r: s.t(r["units"]),
        )  # fmt: skip


def trace(s: Shown) -> Iterator[Rows]:
    """Records set aside, sources, the run, its inputs."""
    told = s.figures["plan"]["trace"]
    aside = s.figures["plan"]["set_aside"]
    if aside:
        yield listed(aside, nothing, lambda r: r["id"], lambda r: r["codes"], lambda r: r["place"])

    def days(row: Json) -> str:
        last = "" if row["last"] == row["first"] else s.day(row["last"])
        return f"{s.day(row['first'])} {last} {s.n(row['undated']) if row['undated'] else ''}"

    yield listed(
        s.figures["sources"],
        lambda r: r["reporter"], lambda r: r["document"] or "", days, lambda r: s.n(r["records"]),
    )  # fmt: skip
    yield [
        ["", f"{told['scenario']} {told['scenario_file']}"], ["", str(told["seed"])],
        ["", ", ".join(told["policies"])], ["", told["version"]],
    ]  # fmt: skip
    yield [[name, digest] for name, digest in told["inputs"]]


ANNEXES: dict[str, Callable[[Shown], Iterator[Rows]]] = {
    "sheets": sheets, "causes": causes, "stations": stations, "june": june, "masts": masts, "fiber": fiber,
    "power": power, "grid": grid, "satellite": satellite, "vehicles": vehicles, "isolated": isolated,
    "channels": channels, "tasks": tasks, "messages": messages, "forms": forms, "survey": survey, "trace": trace,
    "duty": duty, "drills": drills, "office": office, "limits": lambda _: iter(()),
}  # fmt: skip
