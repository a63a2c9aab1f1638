"""Cable that does not hang on poles: its share of the length, by the end of a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from math import floor
from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, NEVER
from planner.foundation.text import Text
from planner.network.lengths import core_segments, length_km
from planner.network.sides import SIDES
from planner.policy.duties.steady import least_share, steady_measure
from planner.policy.duties.verdicts import Part, SubjectVerdict
from planner.policy.words import decimal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.measure_records import CableProgramme
    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.duties.measure_records import UndergroundingDuty
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.units import Unit


@dataclass(frozen=True, slots=True)
class Cable:
    """One segment as this duty sees it."""

    owner: str
    metres: int
    hangs: bool
    programme: CableProgramme | None
    """The programme that takes it down by the year that is asked."""


def judge_undergrounding(setting: Setting, duty: UndergroundingDuty) -> list[DutyVerdict]:
    """The duty for every unit; a segment counts in the district of each of its ends."""
    cables, units = _cables(setting, duty), setting.units()
    return [_unit(setting, duty, unit, cables.get(unit.id, ())) for unit in units]


def _cables(setting: Setting, duty: UndergroundingDuty) -> Mapping[str, list[Cable]]:
    """The segments of each unit; the whole province's under its code."""
    province = setting.evidence.province
    asked = core_segments(province) if duty.routes == "core" else province.segments.keys()
    takes_down = {
        segment: programme
        for programme in province.cable_programmes.values()
        if programme.year <= duty.by_year
        for segment in programme.segments
    }
    found: dict[str, list[Cable]] = {}
    for id_ in sorted(asked):
        segment = province.segments[id_]
        km = length_km(segment, province)
        if km is None:
            continue
        cable = Cable(
            segment.owner or "",
            floor(km * 1000),
            segment.mounting == "aerial",
            takes_down.get(id_),
        )
        for unit in _units_of(segment.from_, segment.to, province, duty):
            found.setdefault(unit, []).append(cable)
    return found


def _units_of(from_: str, to: str, province: Province, duty: UndergroundingDuty) -> list[str]:
    if duty.unit == "province":
        return [province.header.code]
    ends = [province.fiber_nodes.get(end) for end in (from_, to)]
    return sorted({end.district for end in ends if end is not None and end.district is not None})


def _unit(
    setting: Setting, duty: UndergroundingDuty, unit: Unit, cables: list[Cable] | tuple[()]
) -> DutyVerdict:
    if not cables:
        return setting.unit_verdict(unit, [])
    total = sum(cable.metres for cable in cables)
    down = sum(cable.metres for cable in cables if not cable.hangs)
    open_ = setting.evidence.day.year <= duty.by_year
    untold = setting.aside("cable_programmes")  # a programme with errors may take down any of it
    planned = sum(c.metres for c in cables if c.hangs and (c.programme is not None or untold))
    planned = planned if open_ else 0
    counts: dict[Side, int] = {"pessimistic": down, "optimistic": down + planned}
    measure = steady_measure(setting, "buried", least_share(total, duty.share), counts)
    subject = SubjectVerdict(
        subject=unit.id,
        kind="unit",
        name=unit.name,
        place=None,
        population=None,
        outcome=measure.outcome,
        at_rest=measure.at_rest,
        measures=(measure,),
        parts=tuple(_owner(setting, owner, cables) for owner in sorted({c.owner for c in cables})),
        notes=(_progress(total, down, planned, duty),),
    )
    verdict = setting.unit_verdict(unit, [subject])
    if setting.aside("segments", "fiber_nodes"):  # cable of any length, that hangs or does not
        return replace(verdict, outcome="unknown", at_rest="unknown")
    return replace(verdict, note=_not_over(duty)) if measure.outcome == "unknown" else verdict


def _progress(total: int, down: int, planned: int, duty: UndergroundingDuty) -> Text:
    """`12,3 km trong 45,0 km không treo (27 %); chương trình thêm 8,0 km đến hết năm 2027`."""
    shares = f"{100 * down // total} %" if total else "–"
    vi, en = (
        [decimal(metres / 1000, language) for metres in (down, total, planned)]
        for language in ("vi", "en")
    )
    more_vi = f"; các chương trình thêm {vi[2]} km đến hết năm {duty.by_year}" if planned else ""
    more_en = f"; programmes add {en[2]} km by the end of {duty.by_year}" if planned else ""
    return Text(
        vi=f"{vi[0]} km trong {vi[1]} km không treo ({shares}){more_vi}",
        en=f"{en[0]} km of {en[1]} km do not hang ({shares}){more_en}",
    )


def _not_over(duty: UndergroundingDuty) -> Text:
    return Text(
        vi=f"chưa đạt; các chương trình đủ km nếu xong trước hết năm {duty.by_year}",
        en=f"not yet; the programmes would do if they are done by the end of {duty.by_year}",
    )


def _owner(setting: Setting, owner: str, cables: list[Cable] | tuple[()]) -> Part:
    """One owner's cable, with the progress of its programmes."""
    province = setting.evidence.province
    own = [cable for cable in cables if cable.owner == owner]
    km: Counter[bool] = Counter()
    for cable in own:
        km[cable.hangs] += cable.metres
    programmes = {c.programme.id: c.programme for c in own if c.programme is not None}
    named = province.operators.get(owner)
    all_down = ALWAYS if not km[True] else NEVER
    return Part(
        id=owner or "?",
        kind="operator",
        name=Text(vi=owner or "chưa ghi chủ", en=owner or "owner not stated")
        if named is None
        else Text(vi=named.name.vi, en=named.name.english),
        works=dict.fromkeys(SIDES, all_down),
        at_rest=dict.fromkeys(SIDES, all_down),
        place=None,
        notes=(
            Text(
                vi=f"{decimal(km[True] / 1000, 'vi')} km treo, {decimal(km[False] / 1000, 'vi')} km không treo",
                en=f"{decimal(km[True] / 1000, 'en')} km aerial, {decimal(km[False] / 1000, 'en')} km not",
            ),
            *(programme_words(each) for _, each in sorted(programmes.items())),
        ),
    )


def programme_words(programme: CableProgramme) -> Text:
    """`NH-2026: 18,5 trong 42 km, hạn 2027`."""
    done = programme.done_km
    vi = "chưa báo" if done is None else decimal(done, "vi")
    en = "not reported" if done is None else decimal(done, "en")
    return Text(
        vi=f"{programme.id}: {vi} trong {decimal(programme.target_km, 'vi')} km, hạn {programme.year}",
        en=f"{programme.id}: {en} of {decimal(programme.target_km, 'en')} km, due {programme.year}",
    )
