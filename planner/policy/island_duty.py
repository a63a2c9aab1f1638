"""What an island has of its own: sites that run by themselves and leave it by satellite or microwave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, NEVER, ZERO
from planner.foundation.text import Text
from planner.inventory.records import Satellite
from planner.network.sides import SIDES
from planner.policy.duty_verdicts import Part, SubjectVerdict
from planner.policy.measuring import measured

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.inventory.records import Site
    from planner.network.sides import Side
    from planner.policy.duty_setting import Setting
    from planner.policy.duty_verdicts import DutyVerdict
    from planner.policy.travel_duties import IslandDuty
    from planner.policy.units import Unit


def judge_islands(setting: Setting, duty: IslandDuty) -> list[DutyVerdict]:
    """The duty for every unit, on the inventory alone: no storm changes it."""
    return [_unit(setting, duty, unit) for unit in setting.units()]


def _unit(setting: Setting, duty: IslandDuty, unit: Unit) -> DutyVerdict:
    sites = [setting.evidence.province.sites[id_] for id_ in unit.sites]
    parts = [_part(setting, duty, site) for site in sites]
    window = setting.window
    series = {
        side: window.series(
            {
                **{part.id: part.works[side] for part in parts},
                # What was set aside, or names no commune, may be a site that meets it.
                **{id_: ALWAYS for id_ in unit.perhaps if side == "optimistic"},
            }
        )
        for side in SIDES
    }
    measure = measured("island-sites", duty.at_least, series, series, window)
    section = {"commune": "communes", "district": "districts"}.get(duty.unit, "")
    subject = SubjectVerdict(
        subject=unit.id,
        kind=duty.unit,
        name=unit.name,
        place=setting.evidence.province.places.get(f"{section}/{unit.id}"),
        population=None,
        outcome=measure.outcome,
        at_rest=measure.at_rest,
        measures=(measure,),
        parts=tuple(parts),
        survey=tuple(datum for part in parts for datum in part.missing)
        if measure.outcome == "unknown"
        else (),
    )
    return setting.unit_verdict(unit, [subject])


def own_hours(site: Site, side: Side) -> Fraction | None:
    """Hours on the fixed generators' full tanks; None where it runs without end as far as anybody knows."""
    if site.generators is None:
        return ZERO if side == "pessimistic" else None
    hours = ZERO
    for generator in site.generators:
        if generator.mounting != "fixed":
            continue
        if generator.tank_l is None or generator.burn_l_per_h is None:
            if side == "optimistic":
                return None
        else:
            hours += generator.tank_l / generator.burn_l_per_h
    return hours


def ways_off(site: Site, side: Side) -> tuple[str, ...]:
    """By what the site leaves the island without a cable."""
    found = ["microwave"] if site.backhaul.hops else []
    satellite = site.backhaul.satellite
    unseen = satellite is None or satellite == "unknown"
    if isinstance(satellite, Satellite) or (unseen and side == "optimistic"):
        found.append("satellite")
    return tuple(found)


def _part(setting: Setting, duty: IslandDuty, site: Site) -> Part:
    works, notes = {}, []
    for side in SIDES:
        own_h = own_hours(site, side)
        enough = own_h is None or own_h >= duty.hours
        leaves = set(ways_off(site, side)) & set(duty.paths)
        works[side] = ALWAYS if enough and leaves else NEVER
    own_h = own_hours(site, "pessimistic")
    if own_h is not None and works["pessimistic"] == NEVER:
        notes.append(
            Text(vi=f"tự chạy {float(own_h):.0f} h", en=f"runs {float(own_h):.0f} h by itself")
        )
        if not set(ways_off(site, "pessimistic")) & set(duty.paths):
            notes.append(Text("không vi ba, không vệ tinh", "no microwave, no satellite"))
    return Part(
        id=site.id,
        kind="site",
        name=Text(site.id, site.id) if site.name is None else Text(site.name.vi, site.name.english),
        works=works,
        at_rest=works,
        place=setting.evidence.province.places.get(f"sites/{site.id}"),
        notes=tuple(notes),
        missing=_missing(site) if works["pessimistic"] != works["optimistic"] else (),
    )


def _missing(site: Site) -> tuple[str, ...]:
    found = [f"{site.id}.generators"] if site.generators is None else []
    for generator in site.generators or ():
        for key in ("tank_l", "burn_l_per_h"):
            if getattr(generator, key) is None:
                found.append(f"{site.id}.gen.{generator.id}.{key}")
    unseen = site.backhaul.satellite is None or site.backhaul.satellite == "unknown"
    if unseen and not site.backhaul.hops:
        found.append(f"{site.id}.backhaul.satellite")
    return tuple(found)
