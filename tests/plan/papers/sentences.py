"""Where every number of the plan's running text comes from: the texts that hold one, in their order.

Each entry is a text that must hold the same numbers as the text of the plan, in whatever order the language wants.
What comes from no JSON is a fixed number of our own words, and is written here as one: of a law, a post, a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.plan.filters import Clock, brief, number
from tests.plan.papers.where_from import of

if TYPE_CHECKING:
    from tests.plan.papers.shown import Shown

Json = Any
TO_CALL = "112"


def long(s: Shown, hour: str | None) -> str:
    """An instant with its whole date; nothing where there is none."""
    if hour is None:
        return ""
    clock = Clock(datetime.fromisoformat(s.figures["start"]))
    return clock.show_long(Fraction(hour)).in_(s.language)


def body(s: Shown) -> Iterator[str]:
    """Sections I to XI."""
    plan = s.figures["plan"]
    network, main, asked = plan["network"], plan["main"], [*plan["requirements"], *plan["duties"]]
    yield from (brief(s.t(each)) for each in plan["illustrative"])
    yield (
        f"{network['districts']} {network['communes']} {s.n(network['population'])} {s.n(network['sites'])} "
        f"{len(network['operators'])} {s.all(network['operators'])} {s.n(network['shared'])}"
    )
    yield (
        f"{s.t(plan['storm'])} {s.h(plan['horizon_h'])} {long(s, plan['start_h'])} {long(s, plan['horizon_h'])} "
        f"{long(s, plan['phase_from_h'])} {long(s, plan['phase_until_h'])}"
    )
    yield s.t(plan["remark"])
    counts = f"{main['holds']} {main['fails']} {main['unknown']} {main['at_least']}"
    yield f"{len(main['rows'])} {counts} {s.h(plan['horizon_h'])}"
    yield f"{s.t(main['name'])} {s.t(plan['storm'])}"
    yield "1."
    yield "2."
    for each in asked:
        yield s.t(each["name"])
        yield from (s.t(ask) for ask in each["asks"])
        said = [each["legal_source"], *each["our_choices"], *([each["remark"]] if each["remark"] else [])]
        yield f"{s.at(each['window'][0])} {s.at(each['window'][1])} {s.all(said)}"
    yield "3."
    yield from _today(s)
    lost = plan["lost"]
    yield " ".join([s.t(plan["title"]), s.t(plan["band"]), *(s.n(lost[kind]) for kind in lost)])
    if s.ensemble is not None:
        counted = s.ensemble
        yield f"{s.n(counted['samples'])} {counted['storms']} {counted['seed']} {s.n(counted['confidence'] * 100)}"
    yield from _results(s, asked)
    yield from _works(s)
    yield from _rest(s)


def _today(s: Shown) -> Iterator[str]:
    plan = s.figures["plan"]
    network = plan["network"]
    yield " ".join(s.n(network[each]) for each in ("with_generator", "without_generator", "generator_unknown"))
    yield f"{s.n(network['aerial_only'])} {s.n(network['no_fiber'])}"
    yield s.n(plan["unsourced_sites"])
    for weak in plan["weak"]:
        if weak["of"]:
            common = " ".join(f"{s.t(name)} {count}" for name, count in weak["common"])
            yield f"{s.t(weak['requirement'])} {weak['units']} {weak['of']} {common}"


def _results(s: Shown, asked: list[Json]) -> Iterator[str]:
    for at, each in enumerate(asked, start=1):
        yield f"{at}. {s.t(each['name'])}"
        yield f"{each['holds']} {each['fails']} {each['unknown']}"


def _works(s: Shown) -> Iterator[str]:
    plan, more = s.figures["plan"], s.figures["more"]
    duties = plan["duties"]
    sent = s.figures["travel"]["sent"]
    more_sent = {phase: s.n(sent[phase]["more"]) if sent[phase]["more"] else "" for phase in sent}
    yield "1."
    yield more_sent["before"]
    proposed = len(plan["derating_proposed"])
    yield f"{proposed or ''} {s.p(plan['derating_share'])}"
    yield "2."
    yield {"vi": "24/24 6", "en": "6"}[s.language]
    yield "30"
    yield more_sent["during"]
    yield "3."
    yield more_sent["after"]
    yield "4."
    command = " ".join(
        f"{d['fails']} {len(d['rows'])} {d['unknown']} {s.t(d['name'])}" for d in _kind(duties, "command")
    )
    yield f"2 {len(more['posts'])} {sum(post['only_public'] for post in more['posts'])} {command}"  # 2G
    yield "5."
    warned = " ".join(
        f"{d['holds']} {d['fails']} {d['unknown']} {s.t(d['name'])}" for d in _kind(duties, "warning")
    )
    without = len(more["channel_communes_without"])
    yield f"{len(more['channels'])} {without or ''} {warned}"


def _kind(duties: list[Json], kind: str) -> list[Json]:
    return [duty for duty in duties if duty["kind"] == kind]


def _rest(s: Shown) -> Iterator[str]:
    plan, more = s.figures["plan"], s.figures["more"]
    fuel, main = plan["fuel"], plan["main"]
    yield (
        f"{s.l(fuel['to_bring_l'])} {len(fuel['rows'])} {s.h(plan['horizon_h'])} {fuel['enough']} "
        f"{len(fuel['unknown'])}"
    )
    yield f"{len(more['stock'])}"
    yield TO_CALL
    book = s.figures["office"]
    if book["tasks"]["rows"]:
        yield f"{len(book['tasks']['rows'])} {_told(s, 'tasks')}"
    shifts, damage = (len(book[name]["rows"]) for name in ("roster", "damage"))
    yield {"vi": "24/24 17 19 15", "en": "17:00 19:00 15"}[s.language] + f" {shifts or ''} {damage or ''}"
    if book["funding"]["rows"]:
        yield f"{len(book['funding']['rows'])} {s.n(book['funding_million_vnd'], 1)}"
    held, reviewed = (len(book[name]["rows"]) for name in ("drills", "reviews"))
    recorded = f"{held} {reviewed}" if held or reviewed else ""
    yield {"vi": "4 6", "en": "4"}[s.language] + f" {recorded} {_told(s, 'readiness')}"
    if main["fails"]:
        short = " ".join(f"{s.t(row['name'])} {row['short_by']}" for row in of("fails", main["rows"]))
        yield f"{main['fails']} {main['at_least']} {short}"
    for duty in plan["duties"]:
        if duty["fails"]:
            names = "" if duty["fails"] > MOST_NAMES else s.all([r["name"] for r in of("fails", duty["rows"])])
            told = "" if duty["kind"] == "command" else s.t(duty["name"])
            yield f"{duty['fails']} {told} {names}"
    yield from (f"{s.t(name)} {s.t(what)}" for name, what in book["asked"])
    yield s.n(plan["open_data"])


def _told(s: Shown, kind: str) -> str:
    """Unit by unit, what is said of the requirements of a kind."""
    return " ".join(
        f"{s.t(duty['name'])} {s.t(row['name'])} {s.t(row['why'])}"
        for duty in _kind(s.figures["plan"]["duties"], kind)
        for row in duty["rows"]
    )


MOST_NAMES = 15
"""Places named in a proposal; more are left to the table."""


# --- appendices -----------------------------------------------------------------------------------


def sheets(s: Shown) -> Iterator[str]:
    """One page per district."""
    for page in s.figures["pages"]:
        sheet = page["sheet"]
        people = "" if sheet["population"] is None else s.n(sheet["population"])
        yield f"{s.t(sheet['level'])} {people} {sheet['site_count']}"
        yield from (_verdict(s, name, row) for name, row in sheet["verdicts"])
        yield from (f"{row['at_least']}" for _, row in sheet["verdicts"])
        if page["more_stations"]:
            yield f"{page['more_stations']}"
        for loss in page["losses"]:
            yield " ".join(s.t(words) for words, _ in loss["lines"][:2])
        if page["more_losses"]:
            yield f"{page['more_losses']}"
        yield from (due_words(s, row, 6) for row in page["due"])
        if page["survey"]:
            more = page["more_survey"]
            yield " ".join(f"{s.t(row['datum'])} {row['site']}" for row in page["survey"]) + f" {more or ''}"
        if page["more_due"]:
            yield f"{page['more_due']}"


def _verdict(s: Shown, name: Json, row: Json) -> str:
    def both(low: int, high: int) -> str:
        return f"{low}" if low == high else f"{low} {high}"

    below = "" if row["first_below_h"] is None else f"{s.at(row['first_below_h'])} {s.h(row['hours_below'])}"
    return (
        f"{s.t(name)} {row['at_least']} {both(row['hardened_sure'], row['hardened_maybe'])} "
        f"{both(row['least'], row['least_best'])} {below} {s.t(row['why'])}"
    )


def due_words(s: Shown, row: Json, most: int, *, told_late: bool = True) -> str:
    """A work with its last hour, what it is done to, how many more, and the scenario's hour where that is too late."""
    things = row["things"]
    late = row["planned_at_h"] is not None and row["last_h"] is not None
    late = late and Fraction(row["planned_at_h"]) > Fraction(row["last_h"])
    return (
        f"{s.at(row['last_h'])} {s.t(row['verb'])} {s.all(things[:most])} "
        f"{len(things) - most if len(things) > most else ''} "
        f"{s.at(row['planned_at_h']) if late and told_late else ''}"
    )


def causes(s: Shown) -> Iterator[str]:
    """Chains of causes, and the names of what is judged per commune."""
    plan = s.figures["plan"]
    for sheet in plan["districts"]:
        for loss in sheet["losses"]:
            told = " ".join(f"{s.t(words)} {places}" for words, places in loss["lines"])
            yield f"{told} {s.at(loss['until_h'])}"
    for each in (*plan["requirements"], *plan["duties"]):
        if each["unit_kind"] == "commune":
            yield s.t(each["name"])


def stations(s: Shown) -> Iterator[str]:
    """What the main requirement asks; the datum of positions."""
    main = s.figures["plan"]["main"]
    yield f"{s.t(main['name'])} {s.all(main['asks'])}"
    yield "84"  # WGS 84


def june(s: Shown) -> Iterator[str]:
    """How many communes hold."""
    rows = s.figures["more"]["june"]
    yield f"{s.t(s.figures['more']['june_name'])} {len(of('holds', rows))} {len(rows)}"


def masts(s: Shown) -> Iterator[str]:
    """Derating: what it gains, by which rule it is proposed."""
    plan = s.figures["plan"]
    trade = plan["derating_trade"]
    yield "1."
    if trade is not None:
        yield "2."
        back = [r for r in trade["sites"] if r["falls_at_h"] is None and r["falls_without_at_h"] is not None]
        gains = [Fraction(r["served_h"]) - Fraction(r["served_without_h"]) for r in trade["sites"]]
        gained, lost = sum(g for g in gains if g > 0), -sum(g for g in gains if g < 0)
        yield f"{len(back)} {s.h(str(gained))} {s.h(str(lost))}"
    yield "3." if trade is not None else "2."
    yield f"3 {s.p(plan['derating_share'])}"  # 3-second gust


def power(s: Shown) -> Iterator[str]:
    """How much fuel, and what could not be worked out."""
    plan = s.figures["plan"]
    fuel = plan["fuel"]
    yield f"1. {s.h(plan['horizon_h'])}"
    yield f"{s.p(plan['fuel_share'])} {fuel['enough']} {s.n(fuel['without_generator'])}"
    if fuel["unknown"]:
        yield f"{len(fuel['unknown'])} " + " ".join(row["id"] for row in fuel["unknown"])
    yield "2."
    if s.figures["travel"]["depots"]["rows"]:
        yield "3."
        yield "4."


def vehicles(s: Shown) -> Iterator[str]:
    """Headings; orders to posts go out at hour 0."""
    yield "1."
    yield "2."
    if s.figures["travel"]["journeys"]["rows"]:
        yield "3."
        yield "0"
        yield "4."
        yield s.h(s.figures["travel"]["within_h"])
    if s.figures["travel"]["stock"]["rows"]:
        yield "5." if s.figures["travel"]["journeys"]["rows"] else "3."


def satellite(s: Shown) -> Iterator[str]:
    """Stations with a terminal."""
    yield " ".join(s.figures["more"]["satellite_sites"])


def isolated(s: Shown) -> Iterator[str]:
    """Islands, dead spots, then where roaming is needed."""
    registers = [name for name in ("islands", "dead_spots") if s.figures["travel"][name]["rows"]]
    yield from (f"{number}." for number in range(1, len(registers) + 3))
    yield f"{s.figures['plan']['main']['at_least']}"


def tasks(s: Shown) -> Iterator[str]:
    """The rules behind the hours: 2-minute mean, force 6."""
    yield "1."
    yield "2 6"
    if s.figures["office"]["tasks"]["rows"]:
        yield "2."
    yield "3." if s.figures["office"]["tasks"]["rows"] else "2."


def messages(s: Shown) -> Iterator[str]:
    """How long a part of a text message is (3GPP TS 23.038, letters beyond the basic set)."""
    if s.figures["office"]["messages"]["rows"]:
        yield "70 67"


def forms(s: Shown) -> Iterator[str]:
    """Reporting times."""
    yield {"vi": "1. 17 19", "en": "1. 17:00 19:00"}[s.language]
    yield "2."


def survey(s: Shown) -> Iterator[str]:
    """Who is asked for how much and how many verdicts wait; wording to be mended."""
    for group in s.figures["plan"]["surveyors"]:
        yield f"{s.t(group['who'])} {s.n(group['data'])} {s.n(group['verdicts'])}"
    yield from (s.t(each) for each in s.figures["plan"]["wording"])


MOST_WARNINGS = 40
"""Of the reader, that the plan prints."""


def trace(s: Shown) -> Iterator[str]:
    """Assumptions, the whole notices, warnings."""
    plan = s.figures["plan"]
    yield "1."
    yield from (s.t(each) for each in (*plan["assumptions"], *plan["illustrative"]))
    if plan["findings"]:
        yield f"2. {number(len(plan['findings']), s.language, 0)}"
        yield from (s.t(each) for each in plan["findings"][:MOST_WARNINGS])
        yield f"{max(0, len(plan['findings']) - MOST_WARNINGS) or ''}"
    yield "3."
    yield "4."


ANNEXES: dict[str, Callable[[Shown], Iterator[str]]] = {
    "sheets": sheets, "causes": causes, "stations": stations, "june": june, "masts": masts, "power": power,
    "satellite": satellite, "vehicles": vehicles, "isolated": isolated, "tasks": tasks,
    "forms": forms, "trace": trace, "messages": messages, "survey": survey,
}  # fmt: skip
"""By the id of the appendix; one that is not here has no number outside its tables."""
