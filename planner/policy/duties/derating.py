"""Masts that are ordered to be derated: done before the wind comes, or late, or nobody has said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.clock import shown
from planner.foundation.text import Text
from planner.foundation.units import gust_3s_mps
from planner.policy.duties.steady import steady_subject

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.foundation.intervals import Intervals
    from planner.inventory.records import Site
    from planner.policy.duties.measure_records import DeratingDuty
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.units import Unit
    from planner.policy.verdicts import Outcome

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class OrderedDerating:
    """One order to derate a mast, with what was reported of it; hours from the scenario's start."""

    site: str
    at_h: Fraction
    deadline_h: Fraction
    done: bool | None
    done_h: Fraction | None
    responsible: str | None
    until_h: Fraction | None = None
    """When the load is put back; None: not within the horizon."""


def judge_derating(setting: Setting, duty: DeratingDuty) -> list[DutyVerdict]:
    """The duty for every unit."""
    return [_unit(setting, duty, unit) for unit in setting.units()]


def _unit(setting: Setting, duty: DeratingDuty, unit: Unit) -> DutyVerdict:
    own = set(unit.sites)
    ordered = [each for each in setting.evidence.deratings if each.site in own]
    if ordered:
        by_mast: dict[str, list[OrderedDerating]] = {}
        for each in ordered:
            by_mast.setdefault(each.site, []).append(each)
        subjects = [_mast(setting, duty, site, orders) for site, orders in by_mast.items()]
        return setting.unit_verdict(unit, subjects, doubt=bool(unit.perhaps))
    return _without_orders(setting, unit)


def _mast(
    setting: Setting, duty: DeratingDuty, site_id: str, orders: Sequence[OrderedDerating]
) -> SubjectVerdict:
    """One mast; of several orders the one that serves it best counts."""
    province = setting.evidence.province
    site = province.sites[site_id]
    windy = _windy(setting, duty, site_id)
    told = [_judged(setting, each, windy, duty) for each in orders]
    outcome, notes, missing = min(told, key=lambda each: _BEST_FIRST.index(each[0]))
    return steady_subject(
        setting,
        site_id,
        "mast",
        Text(vi=site.id, en=site.id)
        if site.name is None
        else Text(vi=site.name.vi, en=site.name.english),
        outcome,
        "derated",
        at_rest="holds",  # no wind comes
        place=province.places.get(f"sites/{site_id}"),
        notes=notes,
        survey=tuple(f"{site_id}.{datum}" for datum in missing),
    )


_BEST_FIRST: tuple[Outcome, ...] = ("holds", "unknown", "fails")


def _windy(setting: Setting, duty: DeratingDuty, site: str) -> Intervals | None:
    """When the wind has come to the mast; None: nobody knows the storm's wind."""
    winds = setting.evidence.outdoors
    wind = None if winds is None else winds.get(site)
    return None if wind is None else wind.at_force(duty.before_force)


def _judged(
    setting: Setting, ordered: OrderedDerating, windy: Intervals | None, duty: DeratingDuty
) -> tuple[Outcome, tuple[Text, ...], tuple[str, ...]]:
    """What is said of one order, in words, and what must be found out."""
    if windy is None:
        return "unknown", (_NO_WIND,), ("local_wind",)
    if not windy:
        return "holds", (_never_comes(duty.before_force),), ()
    arrives_h, goes_h = windy[0][0], min(windy[-1][1], setting.evidence.ordeal.horizon_h)
    latest_h, came = arrives_h - duty.lead_h, (_comes(setting, arrives_h),)
    if ordered.done is False:
        return "fails", (Text("chưa làm", "not done"), *came), ()
    if ordered.at_h > latest_h:
        return "fails", (_ordered_late(setting, ordered.at_h), *came), ()
    if ordered.until_h is not None and ordered.until_h <= arrives_h:
        return "fails", (Text("lắp lại trước khi gió tới", "put back before the wind comes"), *came), ()
    if ordered.until_h is not None and ordered.until_h < goes_h:
        return "fails", (_put_back_early(setting, ordered.until_h), *came), ()
    if ordered.done is None:
        told = Text("chưa ai báo đã làm", "nobody has said that it is done")
        return "unknown", (told, *came), ("done",)
    if ordered.done_h is None:
        told = Text("đã làm, không ghi lúc nào", "done, nobody has said when")
        return "unknown", (told, *came), ("done_at",)
    if ordered.done_h > latest_h:
        return "fails", (Text("làm xong muộn hơn gió", "done later than the wind"), *came), ()
    if arrives_h <= 0:
        told = Text("gió đã có từ trước giờ 0, không rõ từ lúc nào", "the wind was there before hour 0")
        return "unknown", (told, *came), ("local_wind",)
    return "holds", (Text("đã làm kịp", "done in time"), *came), ()


_NO_WIND = Text("chưa biết gió của bão ở đây", "nobody knows the storm's wind here")


def _never_comes(force: int) -> Text:
    return Text(
        vi=f"gió không tới cấp {force} ở đây", en=f"the wind does not reach force {force} here"
    )


def _comes(setting: Setting, arrives_h: Fraction) -> Text:
    start = setting.evidence.start
    return Text(
        vi=f"gió tới lúc {shown(start, arrives_h, 'vi')}",
        en=f"the wind comes at {shown(start, arrives_h, 'en')}",
    )


def _ordered_late(setting: Setting, at_h: Fraction) -> Text:
    start = setting.evidence.start
    return Text(
        vi=f"lệnh hạ tải lúc {shown(start, at_h, 'vi')}, muộn hơn gió",
        en=f"ordered for {shown(start, at_h, 'en')}, later than the wind",
    )


def _put_back_early(setting: Setting, until_h: Fraction) -> Text:
    start = setting.evidence.start
    return Text(
        vi=f"lắp lại lúc {shown(start, until_h, 'vi')}, khi gió chưa hết",
        en=f"put back at {shown(start, until_h, 'en')}, before the wind has gone",
    )


def _without_orders(setting: Setting, unit: Unit) -> DutyVerdict:
    """A unit in which nothing is ordered: all is well only where every mast is known to stand what comes."""
    peaks = setting.evidence.peak_gust_mps
    outcome, note, missing = _weak(setting, unit, peaks)
    subject = steady_subject(
        setting, unit.id, "unit", unit.name, outcome, "derated", at_rest="holds", notes=(note,),
        survey=missing,
    )  # fmt: skip
    verdict = setting.unit_verdict(unit, [subject], doubt=bool(unit.perhaps))
    return replace(verdict, note=note) if outcome == "unknown" else verdict


def _weak(
    setting: Setting, unit: Unit, peaks: Mapping[str, float] | None
) -> tuple[Outcome, Text, tuple[str, ...]]:
    """Whether every mast of the unit is known to stand what comes, which are not, and what nobody surveyed of them."""
    if peaks is None:
        return "unknown", _NO_WIND, ()
    sites = setting.evidence.province.sites
    felt = {site: peaks.get(f"{site}/mast", 0.0) for site in unit.sites}
    unsure = [
        site
        for site, gust in felt.items()
        if gust > 0 and not _stands(setting, sites[site], gust)
    ]
    if unsure:
        named, count = ", ".join(unsure[:MOST_NAMED]), len(unsure)
        masts = "mast" if count == 1 else "masts"
        note = Text(
            vi=f"chưa có lệnh hạ tải; {count} cột không chắc chịu được gió sắp tới, như {named}",
            en=f"no derating is ordered; {count} {masts} may not withstand the wind that comes, such as {named}",
        )
        unseen = [site for site in unsure if sites[site].structure.design_wind is None]
        return "unknown", note, tuple(f"{site}.structure.design_wind" for site in unseen)
    return "holds", Text("không cột nào phải hạ tải", "no mast needs derating"), ()


def _stands(setting: Setting, site: Site, gust_mps: float) -> bool:
    wind = site.structure.design_wind
    if wind is None:
        return False
    exposure = setting.evidence.province.exposure_of(site.district, site.exposure)
    return gust_3s_mps(wind.value, wind.unit, wind.averaging, exposure) >= gust_mps
