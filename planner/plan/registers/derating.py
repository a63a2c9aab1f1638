"""The register of deratings: who derates which mast by when, whether it is done, and the wind that it is to beat."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.clock import hours_since, minute_words, up_to_whole_second
from planner.foundation.intervals import INF, NEVER, joined, union
from planner.foundation.text import Text
from planner.foundation.units import gust_3s_mps
from planner.hazard.wind_cuts import spells_above
from planner.plan.filters import same
from planner.plan.registers.register import NOT_SAID, Register, figure, name_of
from planner.scenario.local_winds import LocalWinds
from planner.scenario.outdoors import of_masts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.intervals import Intervals
    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.plan.filters import Clock
    from planner.scenario.records import Derate
    from planner.scenario.run import Run

CLIMBED_BELOW_FORCE = 6
"""Ours: from this wind force on nobody climbs a mast."""
BULLETIN_H = 48
"""An emergency storm bulletin comes so long before: what is to be done in calm has its deadline before it."""


def derating(run: Run, clock: Clock) -> Register:
    """Every derating of the scenario against the wind that it is to beat: in time, strong enough, needed at all."""
    province = run.loaded.province
    actions = [a for a in run.loaded.scenario.actions if a.do == "derate"]
    arrives_h = _arrivals_h(run, {action.site for action in actions})
    rows = [
        _derated(run, clock, action, province.sites[action.site], arrives_h)
        for action in sorted(actions, key=lambda a: (a.at_h, a.site))
        if action.site in province.sites
    ]
    return Register(
        "derating",
        Text("Hạ tải trước bão", "Masts derated before the storm"),
        (
            Text("Trạm", "Station"),
            Text("Chủ sở hữu", "Owner"),
            Text("Đơn vị làm", "Responsible"),
            Text("Hạn", "Deadline"),
            Text("Hạ tải lúc", "Derated at"),
            Text("Đã làm", "Done"),
            Text("Gió cấp 6 lúc", "Force 6 at"),
            Text("Gió vượt thiết kế lúc", "Wind passes the design at"),
            Text("Gió lớn nhất, m/s", "Largest gust, m/s"),
            Text("Chịu được khi hạ tải, m/s", "Withstands when derated, m/s"),
            Text("Nhận xét", "Judgement"),
        ),
        tuple(rows),
        "<<<<<<<<>><",
    )


def _arrivals_h(run: Run, sites: set[str]) -> Mapping[str, Fraction]:
    """When the wind first reaches force 6 at each mast, under any wind model; a mast it never reaches is left out."""
    winds = LocalWinds(run.loaded, dict(of_masts(run.loaded, sites)))
    found: dict[str, Fraction] = {}
    for member in run.members:
        drawn = member.ordeal.drawn
        for site, wind in (winds.under(member.felt, drawn.factor if drawn else 1.0) or {}).items():
            first_h = wind.reaches_force_h(CLIMBED_BELOW_FORCE)
            if first_h != INF:
                found[site] = min(found.get(site, Fraction(first_h)), Fraction(first_h))
    return found


def _derated(
    run: Run, clock: Clock, action: Derate, site: Site, arrives_h: Mapping[str, Fraction]
) -> tuple[Text, ...]:
    peak = run.peak_gust_mps.get(f"{site.id}/mast", 0.0)
    stands = design_gust_mps(run.loaded.province, site)
    strong = NEVER if stands is None else _strong(run, site.id, stands)
    return (
        same(site.id),
        name_of(site.owner, run.loaded.province),
        NOT_SAID if action.responsible is None else same(action.responsible),
        _deadline(action, clock, arrives_h.get(site.id)),
        clock.show(action.at_h),
        _done(action),
        same("–") if site.id not in arrives_h else clock.show(arrives_h[site.id]),
        clock.show(strong[0][0]) if strong else same("–"),
        figure(peak),
        NOT_SAID if stands is None else figure(stands * float(action.strength)),
        _judged(run, action, stands, strong, peak),
    )


def _deadline(action: Derate, clock: Clock, arrives_h: Fraction | None) -> Text:
    """The deadline, and whether it falls into the hours of the emergency bulletin or after the wind."""
    if action.deadline_h is None:
        return NOT_SAID
    shown = clock.show(action.deadline_h)
    if arrives_h is None:
        return shown
    if action.deadline_h > arrives_h:
        return Text(f"{shown.vi} (sau khi gió tới)", f"{shown.en} (after the wind)")
    if action.deadline_h > arrives_h - BULLETIN_H:
        return Text(
            f"{shown.vi} (trong {BULLETIN_H} giờ trước gió)",
            f"{shown.en} (within {BULLETIN_H} h of the wind)",
        )
    return shown


def _done(action: Derate) -> Text:
    if action.done is None:
        return NOT_SAID
    if not action.done:
        return Text("chưa", "no")
    if action.done_at is None:
        return Text("rồi, không ghi lúc nào", "yes, nobody has said when")
    return minute_words(action.done_at)


def _judged(run: Run, action: Derate, stands: float | None, strong: Intervals, peak: float) -> Text:
    """What is said of one order; `strong` is when the wind is above what the mast stands with its load."""
    if stands is None:
        return Text("chưa khảo sát sức chịu gió của cột", "design wind not surveyed")
    if not strong:
        return Text(
            "không cần: gió không vượt thiết kế", "not needed: the wind stays below the design"
        )
    passes_h, gone_h = strong[0][0], min(strong[-1][1], run.loaded.scenario.horizon_h)
    if action.done is False:
        return Text("chưa làm", "not done")
    if action.at_h > passes_h:
        return Text("muộn: gió đã vượt thiết kế", "late: the wind has passed the design")
    start = run.loaded.scenario.start
    if action.done_at is not None and hours_since(start, action.done_at) > passes_h:
        return Text("làm xong muộn: gió đã vượt thiết kế", "done late: the wind has passed the design")
    if action.until_h is not None and action.until_h < gone_h:
        return Text(
            "lắp lại sớm: gió còn vượt thiết kế", "put back early: the wind is still above the design"
        )
    if peak > stands * float(action.strength):
        return Text("kịp, nhưng không đủ", "in time, and not enough")
    if action.done is None:
        return Text("kịp và đủ, nếu làm", "in time and enough, if it is done")
    return Text("kịp và đủ", "in time and enough")


def design_gust_mps(province: Province, site: Site) -> float | None:
    """The 3-second gust that a mast stands, m/s; None where nobody surveyed it."""
    wind = site.structure.design_wind
    if wind is None:
        return None
    exposure = province.exposure_of(site.district, site.exposure)
    return gust_3s_mps(wind.value, wind.unit, wind.averaging, exposure)


def _strong(run: Run, site: str, stands: float) -> Intervals:
    """When the gust at the mast is above what it stands underated, under any wind model."""
    found: list[Intervals] = []
    for member in run.members:
        series = member.felt.gusts.get(f"{site}/mast")
        if series is not None:
            spells = spells_above(series.times_h, series.gust_mps, Fraction(stands))
            found.append(joined((up_to_whole_second(a), up_to_whole_second(Fraction(b))) for a, b in spells))
        prints = member.felt.gust_footprints.get(f"{site}/mast", ())
        found.append(joined((each.start_h, each.end_h) for each in prints if each.value > stands))
    return union(*found)
