"""Registers as the witness reads them: deratings, cable, roaming, tasks, readiness."""

from __future__ import annotations

from datetime import timedelta, timezone
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from planner.policy.duties.records import CoverageDuty
from tests.oracle.assets import GUST_OVER_MEAN, gust_mps, whereabouts
from tests.oracle.damage import stretches
from tests.oracle.draws import strength_of
from tests.oracle.duty_answers import DutyAnswer, counted, of_subjects, steady, subject_of, worst
from tests.oracle.duty_fuel import unplaced
from tests.oracle.hardness import FORCE_FROM_MPS
from tests.oracle.spans import NEVER, ZERO, Intervals
from tests.oracle.travel import far_km
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from planner.inventory.measure_records import RoamingAgreement
    from planner.inventory.office_records import OfficeRecord, Task
    from planner.inventory.records import Site
    from planner.policy.duties.measure_records import DeratingDuty, RoamingDuty, UndergroundingDuty
    from planner.policy.duties.records import ReadinessDuty, TasksDuty
    from planner.scenario.records import Derate
    from tests.oracle.duty_answers import Subject, Window
    from tests.oracle.spans import End
    from tests.oracle.world import Side, World

ALWAYS: Intervals = ((ZERO, NEVER),)
VIETNAM = timezone(timedelta(hours=7))
OPEN: dict[Side, Intervals] = {"pessimistic": (), "optimistic": ALWAYS}
YES: dict[Side, Intervals] = {"pessimistic": ALWAYS, "optimistic": ALWAYS}
NO: dict[Side, Intervals] = {"pessimistic": (), "optimistic": ()}
MET = {"fails": (0, 0), "unknown": (0, 1), "holds": (1, 1)}


def aside(world: World, *sections: str) -> bool:
    """Whether a record of these lists was not legible."""
    return any(record.section in sections for record in world.province.set_aside)


def best(outcomes: list[str]) -> str:
    """The best of several outcomes."""
    return "holds" if "holds" in outcomes else "unknown" if "unknown" in outcomes else "fails"


def hour_of(world: World, moment: datetime) -> Fraction:
    """An instant as hours from the scenario's start."""
    return Fraction((moment - world.scenario.start) / timedelta(seconds=1)) / 3600


def day_of(world: World) -> date:
    """The day in Vietnam of hour 0."""
    return world.scenario.start.astimezone(VIETNAM).date()


def _said(window: Window, measure: str, outcome: str, at_rest: str) -> Subject:
    """A subject of which a register says one thing at every hour."""
    both = [dict(zip(SIDES, MET[told], strict=True)) for told in (outcome, at_rest)]
    return subject_of(measure, steady(window, 1, both[0], both[1]))


# --- derating --------------------------------------------------------------------------------------


def derating(world: World, duty: DeratingDuty, unit: str, window: Window, seen: set[str]) -> DutyAnswer:
    """Every mast with an order must be derated when the wind comes; without orders every mast must stand it."""
    sites = [
        s for s in world.province.sites.values()
        if unit == {"district": s.district, "commune": s.commune}.get(duty.unit, unit)
    ]  # fmt: skip
    doubt = unplaced(world, duty, unit) or _site_aside(world, duty, unit)
    orders = [a for a in world.scenario.actions if a.do == "derate"]
    ordered = {s.id: own for s in sites if (own := [a for a in orders if a.site == s.id])}
    if ordered:
        seen.add("a mast was ordered to be derated")
        subjects = {
            id_: _said(window, "derated", _derated(world, duty, id_, own, seen), "holds")
            for id_, own in ordered.items()
        }
    else:
        subjects = {unit: _said(window, "derated", _unordered(world, sites, seen), "holds")}
    return of_subjects(window, subjects, doubt=doubt)


def _site_aside(world: World, duty: DeratingDuty, unit: str) -> bool:
    province, district = world.province, unit
    if duty.unit == "commune":
        district = province.communes[unit].district
    return any(
        record.section == "sites"
        and (duty.unit == "province" or record.district == district or record.district not in province.districts)
        for record in province.set_aside
    )  # fmt: skip


def _untold(world: World) -> bool:
    """Whether nobody told the storm's wind."""
    storm = world.storm
    if storm is None:
        return bool(world.gusts)
    return not any(print_.quantity == "gust_mps" for print_ in storm.footprints)


def _winds(world: World, site: Site) -> list[tuple[Fraction, End, float]]:
    """What footprints of wind say of the mast's own place."""
    here = whereabouts(world.province, site, None, None)
    if world.storm is None or here is None:
        return []
    found = []
    for print_ in world.storm.footprints:
        lons = [lon for lon, _ in print_.polygon]
        if print_.quantity == "gust_mps" and min(lons) <= here[0] <= max(lons):
            found += stretches(print_)
    return [(max(start, ZERO), end, value) for start, end, value in found if end > max(start, ZERO)]


def _exposure_factor(world: World, site: Site) -> float:
    district = world.province.districts.get(site.district)
    exposure = site.exposure or (district and district.exposure) or world.province.header.exposure
    return GUST_OVER_MEAN["2min"][exposure]


def _derated(
    world: World, duty: DeratingDuty, site: str, orders: list[Derate], seen: set[str]
) -> str:
    """Of several orders for one mast the best one counts."""
    if _untold(world):
        return "unknown"
    place = world.province.sites[site]
    level = FORCE_FROM_MPS[duty.before_force] * _exposure_factor(world, place) / strength_of(world)
    windy = [(start, end) for start, end, value in _winds(world, place) if value > level]
    if not windy:
        return "holds"
    seen.add("the wind came to a mast")
    comes_h, goes_h = min(start for start, _ in windy), min(max(end for _, end in windy), world.horizon_h)
    told = best([_order(world, duty, order, comes_h, goes_h) for order in orders])
    seen.update([f"a derating {told}"])
    return told


def _order(world: World, duty: DeratingDuty, order: Derate, comes_h: Fraction, goes_h: End) -> str:
    latest_h = comes_h - duty.lead_h
    done_h = None if order.done_at is None else hour_of(world, order.done_at)
    back = order.until_h is not None and (order.until_h <= comes_h or order.until_h < goes_h)
    if order.done is False or order.at_h > latest_h or back:
        return "fails"
    if order.done is None or done_h is None:
        return "unknown"
    if done_h > latest_h:
        return "fails"
    # Wind that was there at hour 0 came at an hour that nobody told.
    return "unknown" if comes_h <= 0 else "holds"


def _unordered(world: World, sites: list[Site], seen: set[str]) -> str:
    if _untold(world):
        return "unknown"
    for site in sites:
        peak = max((value for _, _, value in _winds(world, site)), default=0.0)
        if world.storm is not None:
            peak = max([peak, *world.gusts.get(f"{site.id}/mast", ((), ()))[1]])
        district = world.province.districts.get(site.district)
        exposure = site.exposure or (district and district.exposure) or world.province.header.exposure
        wind = site.structure.design_wind
        if peak > 0 and (wind is None or gust_mps(wind, exposure) < peak * strength_of(world)):
            seen.add("a mast may not stand what comes")
            return "unknown"
    seen.add("no order, and every mast stands what comes")
    return "holds"


# --- cable -----------------------------------------------------------------------------------------


def undergrounding(
    world: World, duty: UndergroundingDuty, unit: str, window: Window, seen: set[str]
) -> DutyAnswer:
    """Metres that do not hang, over all metres."""
    province = world.province
    asked = _core(world) if duty.routes == "core" else set(province.segments)
    total = down = coming = 0
    took = {
        id_ for programme in province.cable_programmes.values() if programme.year <= duty.by_year
        for id_ in programme.segments
    }  # fmt: skip
    any_cable = False
    for id_ in asked:
        segment = province.segments[id_]
        ends = [province.fiber_nodes.get(end) for end in (segment.from_, segment.to)]
        points = [None if end is None else whereabouts(province, end, None, None) for end in ends]
        if points[0] is None or points[1] is None:
            continue
        where = {end.district for end in ends if end is not None}
        if duty.unit == "district" and unit not in where:
            continue
        any_cable = True
        way = [points[0], *((float(lon), float(lat)) for lon, lat in segment.route), points[1]]
        metres = floor(1000 * sum(far_km(a, b) for a, b in pairwise(way)))
        total += metres
        down += metres if segment.mounting != "aerial" else 0
        planned = id_ in took or aside(world, "cable_programmes")
        coming += metres if segment.mounting == "aerial" and planned else 0
    if not any_cable:
        return DutyAnswer("unknown", "unknown", dict.fromkeys(SIDES, ((window[0], 0, ()),)), {})
    if day_of(world).year > duty.by_year:
        coming = 0
        seen.add("the year is over")
    seen.update(["a programme may do it"] if coming else [])
    needed = ceil(total * Fraction(str(duty.share)))
    counts: dict[Side, int] = {"pessimistic": down, "optimistic": down + coming}
    told = of_subjects(window, {unit: subject_of("buried", steady(window, needed, counts, counts))}, doubt=False)
    if aside(world, "segments", "fiber_nodes"):  # cable of any length that hangs or does not
        told.outcome = told.at_rest = "unknown"
    return told


def _core(world: World) -> set[str]:
    """The segments that are left when those to a joint that leads nowhere else are taken away."""
    province = world.province
    left = set(province.segments)
    while True:
        ends = [end for id_ in left for end in (province.segments[id_].from_, province.segments[id_].to)]
        loose = {
            node for node in ends
            if ends.count(node) == 1
            and ((known := province.fiber_nodes.get(node)) is None or known.role == "passive")
        }  # fmt: skip
        gone = {
            id_ for id_ in left if {province.segments[id_].from_, province.segments[id_].to} & loose
        }
        if not gone:
            return left
        left -= gone


# --- roaming ---------------------------------------------------------------------------------------

Alone = "Callable[[CoverageDuty, str], tuple[str, str]]"
"""Outcome under the storm and at rest of a coverage duty in one commune."""


def roaming(
    world: World, duty: RoamingDuty, communes: list[str], window: Window, seen: set[str],
    alone: Callable[[CoverageDuty, str], tuple[str, str]],
) -> DutyAnswer:  # fmt: skip
    """Where an operator falls short by itself, others must have agreed to carry its phones."""
    operators = sorted({o for site in world.province.sites.values() for o in site.operators})
    subjects = {}
    for commune in communes:
        told: dict[str, list[str]] = {"storm": [], "rest": []}
        peopled = True
        for operator in operators:
            asked = CoverageDuty(
                id=duty.id, name=duty.name, unit=duty.unit, kind="coverage", people_share=duty.people_share,
                operator=operator, legal_source=duty.legal_source, reach=duty.reach, weak_below_mbps=0,
                from_h=duty.from_h, until_h=duty.until_h,
            )  # fmt: skip
            for weather, outcome in zip(("storm", "rest"), alone(asked, commune), strict=True):
                short = outcome
                if short == "fails" and aside(world, "population_points"):
                    short = "unknown"  # people who may be covered are not on record
                told[weather].append(_agreed(world, duty, commune, operator, short, seen))
        peopled = _people(world, commune) > 0
        both = [worst(each) if peopled else "unknown" for each in told.values()]
        subjects[commune] = _said(window, "agreed", both[0], both[1])
    return of_subjects(window, subjects, doubt=aside(world, "communes", "population_points", "sites"))


def _people(world: World, commune: str) -> int:
    told = sum(
        p.population for p in world.province.population_points.values() if p.commune == commune
    )
    return max(told, world.province.communes[commune].population or 0)


def _agreed(
    world: World, duty: RoamingDuty, commune: str, operator: str, alone: str, seen: set[str]
) -> str:
    if alone == "holds":
        return "holds"
    seen.add("an operator fell short" if alone == "fails" else "an operator may fall short")
    listed = world.province.roaming_agreements.values()
    told = [
        _agreement(world, duty, each) for each in listed
        if commune in each.communes and operator in each.operators and len({*each.operators}) > 1
    ]  # fmt: skip
    if "holds" in told:
        seen.add("an agreement was ready")
        return "holds"
    unread = aside(world, "roaming_agreements") or not listed
    if told and best(told) == "fails":
        seen.add("an agreement was too slow or old")
    if "unknown" in told or unread or alone == "unknown":
        return "unknown"
    return "fails"


def _agreement(world: World, duty: RoamingDuty, agreement: RoamingAgreement) -> str:
    minutes, tested, limit = (
        agreement.minutes_after_order, agreement.last_tested, duty.tested_within_days
    )  # fmt: skip
    told: list[bool | None] = [None if minutes is None else minutes <= duty.within_min]
    if limit is not None:
        oldest = day_of(world) - timedelta(days=limit)
        told.append(None if tested is None else tested >= oldest)
    return "fails" if False in told else "unknown" if None in told else "holds"


# --- tasks -----------------------------------------------------------------------------------------


def arrival_h(world: World, force: int) -> Fraction | None:
    """When the storm comes: its first footprint of such wind, else its first removal."""
    storm = world.storm
    if storm is None:
        return None
    level = FORCE_FROM_MPS[force] * GUST_OVER_MEAN["2min"][world.province.header.exposure]
    level /= strength_of(world)
    windy = [
        start for print_ in storm.footprints if print_.quantity == "gust_mps"
        for start, end, value in stretches(print_) if value >= level and start < end
    ]  # fmt: skip
    placed = any(site.lon is not None for site in world.province.sites.values())
    if windy and placed:
        return min(windy)
    return min((removal.at_h for removal in storm.removals), default=None)


def within(world: World, record: OfficeRecord, unit: str, kind: str) -> bool:
    """Whether a record is of the unit or of a unit in it."""
    home = world.province.communes.get(record.commune or "")
    wheres = {
        "province": unit,
        "commune": record.commune,
        "district": record.district if home is None else home.district,
    }
    return wheres[kind] == unit


def tasks(world: World, duty: TasksDuty, unit: str, window: Window, seen: set[str]) -> DutyAnswer:
    """Each task by itself."""
    comes_h = arrival_h(world, duty.arrival_force)
    limit_h = world.horizon_h
    if duty.judged_until == "start":
        limit_h = ZERO
    elif duty.judged_until == "storm-arrival":
        limit_h = max(comes_h or ZERO, ZERO)
    subjects = {}
    for task in world.province.tasks.values():
        if (duty.phases and task.phase not in duty.phases) or not within(world, task, unit, duty.unit):
            continue
        storm = _in_order(world, task, _due_h(world, task, comes_h), limit_h, seen)
        rest = _in_order(world, task, _due_h(world, task, None), ZERO, seen)
        told = counted(window, 1, {task.id: storm}, {task.id: rest})
        subjects[task.id] = subject_of("task", told)
    return of_subjects(window, subjects, doubt=aside(world, "tasks"))


def _due_h(world: World, task: Task, comes_h: Fraction | None) -> Fraction | None:
    told: list[Fraction] = []
    if task.due is not None:
        told.append(hour_of(world, task.due))
    elif task.due_h is not None and task.zero == "start":
        told.append(task.due_h)
    elif task.due_h is not None and comes_h is not None:
        told.append(comes_h + task.due_h)
    if task.phase == "before" and comes_h is not None:
        told.append(comes_h)
    return min(told, default=None)


def _in_order(
    world: World, task: Task, due_h: Fraction | None, limit_h: Fraction, seen: set[str]
) -> dict[Side, Intervals]:
    """When the task is not overdue, on both sides."""
    if task.unit is None or task.status is None or (task.due is None and task.due_h is None):
        seen.add("a task lacks a datum")
        return OPEN
    if task.status == "late":
        return NO
    if due_h is None or due_h > limit_h:
        return YES
    before: Intervals = ((ZERO, due_h),) if due_h > 0 else ()
    if task.status == "done" and task.done_at is not None:
        done_h = hour_of(world, task.done_at)
        if done_h <= max(due_h, ZERO):
            return YES
        seen.add("a task done late")
        both: Intervals = (*before, (done_h, NEVER))
        return {"pessimistic": both, "optimistic": both}
    if task.status == "done":
        seen.add("a task done, nobody says when")
        reported = task.source is not None and task.source.as_of is not None
        if reported and task.source is not None and task.source.as_of is not None:
            reported = task.source.as_of < day_of(world)
        return YES if reported else {"pessimistic": before, "optimistic": ALWAYS}
    if due_h <= 0:
        seen.add("a task overdue at hour 0")
        return NO
    seen.add("a task due ahead")
    return {"pessimistic": before, "optimistic": ALWAYS}


# --- readiness -------------------------------------------------------------------------------------


def readiness(
    world: World, duty: ReadinessDuty, unit: str, window: Window, seen: set[str]
) -> DutyAnswer:
    """Each thing that must be ready, by the unit's own records."""
    province = world.province

    def own(section: str) -> list[OfficeRecord]:
        place = {"province": (None, None), "district": (unit, None)}.get(duty.unit)
        return [
            record for record in getattr(province, section).values()
            if (record.commune == unit if place is None else (record.district, record.commune) == place)
        ]  # fmt: skip

    def told(section: str, parts: dict[str, dict[Side, Intervals]]) -> Subject:
        if aside(world, section):
            parts = dict.fromkeys(parts, OPEN)
        return subject_of("ready", counted(window, len(parts), parts, parts))

    found: dict[str, Subject] = {}
    for role in duty.roster_roles:
        shifts = [s for s in province.roster.values() if s in own("roster") and s.role == role]
        spans: Intervals = tuple(
            (hour_of(world, s.from_), hour_of(world, s.to)) for s in shifts if s.who and s.from_ < s.to
        )
        works: dict[Side, Intervals] = {"pessimistic": spans, "optimistic": spans} if shifts else OPEN
        seen.update(["somebody is on duty"] if spans else [])
        found[f"roster-{role}"] = told("roster", {role: works})
    asked = (("drills", duty.drill_within_days), ("reviews", duty.review_within_days))
    for section, days in asked:
        if days is None:
            continue
        dates = [
            record.date for record in getattr(province, section).values() if record in own(section)
            and getattr(record, "kind", "drill") == "drill" and record.date <= day_of(world)
        ]  # fmt: skip
        recent = dates and max(dates) >= day_of(world) - timedelta(days=days)
        seen.update(["held too long ago"] if dates and not recent else [])
        found[section] = told(section, {section: YES if recent else NO if dates else OPEN})
    if duty.messages:
        known = [m for m in province.message_templates.values() if m in own("message_templates")]
        parts: dict[str, dict[Side, Intervals]] = {
            event: YES if any(m.event == event for m in known) else NO if known else OPEN
            for event in duty.messages
        }
        seen.update(["a message is missing"] if NO in parts.values() else [])
        found["messages"] = told("message_templates", parts)
    if duty.rumour_control:
        rumours = [r for r in province.rumour_control.values() if r in own("rumour_control")]
        ready = any(r.response_min is not None and r.spokespersons for r in rumours)
        found["rumour-control"] = told("rumour_control", {"rumour-control": YES if ready else OPEN})
    return of_subjects(window, found, doubt=False)
