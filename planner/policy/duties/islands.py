"""What an island has of its own: sites that run by themselves and leave it by satellite or microwave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, NEVER, ZERO
from planner.foundation.text import Text
from planner.network.sides import SIDES
from planner.policy.duties.island_ways import IslandWays, own_hours
from planner.policy.duties.measuring import measured
from planner.policy.duties.verdicts import Part, SubjectVerdict

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.inventory.records import Site
    from planner.network.sides import Side
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.travel_records import IslandDuty
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.units import Unit


def judge_islands(setting: Setting, duty: IslandDuty) -> list[DutyVerdict]:
    """The duty for every unit, on the inventory alone: no storm changes it."""
    return [_unit(setting, duty, unit) for unit in setting.units()]


def _unit(setting: Setting, duty: IslandDuty, unit: Unit) -> DutyVerdict:
    sites = [setting.evidence.province.sites[id_] for id_ in unit.sites]
    ways = IslandWays(setting.evidence.province, unit.id, duty.unit, duty.hours)
    parts = [_part(setting, duty, site, ways) for site in sites]
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


def _part(setting: Setting, duty: IslandDuty, site: Site, ways: IslandWays) -> Part:
    works: dict[Side, Intervals] = {
        side: ALWAYS if _stands_alone(duty, site, ways, side) else NEVER for side in SIDES
    }
    return Part(
        id=site.id,
        kind="site",
        name=Text(site.id, site.id) if site.name is None else Text(site.name.vi, site.name.english),
        works=works,
        at_rest=works,
        place=setting.evidence.province.places.get(f"sites/{site.id}"),
        notes=_notes(site, ways) if works["pessimistic"] == NEVER else (),
        missing=_missing(site, ways) if works["pessimistic"] != works["optimistic"] else (),
    )


def _stands_alone(duty: IslandDuty, site: Site, ways: IslandWays, side: Side) -> bool:
    """Whether at least one operator's equipment runs so long, and its traffic leaves the island."""
    return any(
        ways.lasts(site, operator, side) and set(ways.of(site, operator, side)) & set(duty.paths)
        for operator in site.operators
    )


def _notes(site: Site, ways: IslandWays) -> tuple[Text, ...]:
    """How long the site runs, and whether nothing but a cable leads off the island."""
    known = [own_hours(site, "pessimistic", operator) or ZERO for operator in site.operators]
    hours = f"{float(max(known, default=ZERO)):.0f}"
    runs = Text(vi=f"tự chạy {hours} h", en=f"runs {hours} h by itself")
    if any(ways.of(site, operator, "pessimistic") for operator in site.operators):
        return (runs,)
    return runs, Text(
        "không vi ba rời đảo, không vệ tinh", "no microwave off the island, no satellite"
    )


def _missing(site: Site, ways: IslandWays) -> tuple[str, ...]:
    found = [f"{site.id}.generators"] if site.generators is None else []
    for generator in site.generators or ():
        for key in ("tank_l", "burn_l_per_h"):
            if getattr(generator, key) is None:
                found.append(f"{site.id}.gen.{generator.id}.{key}")
    unseen = site.backhaul.satellite is None or site.backhaul.satellite == "unknown"
    if unseen and not any(ways.of(site, each, "pessimistic") for each in site.operators):
        found.append(f"{site.id}.backhaul.satellite")
    return tuple(found)
