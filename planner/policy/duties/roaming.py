"""Roaming made ready: wherever an operator falls short by itself, others have agreed to carry its customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.foundation.clock import day_words
from planner.foundation.text import Text
from planner.policy.duties.coverage import measure_people, operator_part
from planner.policy.duties.records import CoverageDuty
from planner.policy.duties.steady import steady_subject
from planner.policy.hardened import worst

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from planner.inventory.measure_records import RoamingAgreement
    from planner.policy.duties.measure_records import RoamingDuty
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.verdicts import Outcome


def judge_roaming(setting: Setting, duty: RoamingDuty) -> list[DutyVerdict]:
    """The duty for every unit; the worst of its communes decides."""
    agreements = agreements_of(setting)
    doubt = setting.aside("communes", "population_points", "sites")
    by_itself = {each: _alone(duty, each) for each in setting.storm["pessimistic"].operators}
    return [
        setting.unit_verdict(
            unit,
            [
                _commune(setting, duty, id_, agreements, by_itself)
                for id_ in setting.communes_of(unit)
            ],
            doubt=doubt,
        )
        for unit in setting.units()
    ]


def agreements_of(setting: Setting) -> Mapping[str, Sequence[RoamingAgreement]]:
    """The agreements of each commune, by id."""
    found: dict[str, list[RoamingAgreement]] = {}
    for _, agreement in sorted(setting.evidence.province.roaming_agreements.items()):
        for commune in agreement.communes:
            found.setdefault(commune, []).append(agreement)
    return found


def _commune(
    setting: Setting,
    duty: RoamingDuty,
    id_: str,
    agreements: Mapping[str, Sequence[RoamingAgreement]],
    by_itself: Mapping[str, CoverageDuty],
) -> SubjectVerdict:
    province = setting.evidence.province
    record, people = province.communes[id_], setting.living[id_]
    name = Text(vi=record.name.vi, en=record.name.english)
    place = province.places.get(f"communes/{id_}")
    operators = setting.storm["pessimistic"].operators
    parts = tuple(operator_part(setting, people, operator) for operator in operators)
    if not sum(each.people for each in people):
        return steady_subject(
            setting, id_, "commune", name, "unknown", "agreed", place=place, parts=parts,
            population=record.population, survey=(f"{id_}.population",),
        )  # fmt: skip
    alone = {
        operator: measure_people(setting, by_itself[operator], people) for operator in operators
    }
    told, at_rest = (
        [
            _ready(setting, duty, id_, operator, outcome, agreements.get(id_, ()))
            for operator, outcome in each.items()
            if outcome != "holds"
        ]
        for each in (
            {operator: measure.outcome for operator, measure in alone.items()},
            {operator: measure.at_rest for operator, measure in alone.items()},
        )
    )
    return steady_subject(
        setting,
        id_,
        "commune",
        name,
        worst(each.outcome for each in told),
        "agreed",
        at_rest=worst(each.outcome for each in at_rest),
        place=place,
        population=record.population,
        parts=parts,
        notes=_notes(setting, told) or (_NOBODY_SHORT,),
        survey=tuple(dict.fromkeys(datum for each in told for datum in each.missing)),
    )


@dataclass(frozen=True, slots=True)
class _Short:
    """An operator that by itself falls short, or may: whether others can carry its customers, in words."""

    operator: str
    outcome: Outcome
    how: Text
    ready: Text
    missing: tuple[str, ...]


def _notes(setting: Setting, told: Sequence[_Short]) -> tuple[Text, ...]:
    """One line for all operators of which the same is to be said."""
    groups: dict[tuple[Text, Text], list[str]] = {}
    for each in told:
        groups.setdefault((each.how, each.ready), []).append(each.operator)
    known = setting.evidence.province.operators
    found = []
    for (how, ready), operators in groups.items():
        names = [known.get(each) for each in operators]
        vi = ", ".join(o if n is None else n.name.vi for o, n in zip(operators, names, strict=True))
        en = ", ".join(
            o if n is None else n.name.english for o, n in zip(operators, names, strict=True)
        )
        falls = how.en if len(operators) == 1 else how.en.replace("falls", "fall")
        found.append(Text(vi=f"{vi} {how.vi}{ready.vi}", en=f"{en} {falls}{ready.en}"))
    return tuple(found)


_NOBODY_SHORT = Text("không nhà mạng nào hụt sóng", "no operator falls short")


def _alone(duty: RoamingDuty, operator: str) -> CoverageDuty:
    """What one operator by itself is held against."""
    return CoverageDuty(
        id=duty.id,
        name=duty.name,
        unit=duty.unit,
        kind="coverage",
        people_share=duty.people_share,
        operator=operator,
        legal_source=duty.legal_source,
        reach=duty.reach,
        weak_below_mbps=0,
    )


def _ready(
    setting: Setting,
    duty: RoamingDuty,
    commune: str,
    operator: str,
    alone: Outcome,
    agreements: Sequence[RoamingAgreement],
) -> _Short:
    """Whether the customers of an operator that falls short, or may, can be carried by others here."""
    own = [
        each for each in agreements if operator in each.operators and len(set(each.operators)) > 1
    ]
    short = (
        Text("hụt sóng", "falls short")
        if alone == "fails"
        else Text("có thể hụt sóng", "may fall short")
    )
    # An agreement that was set aside may be the one; people set aside may be covered.
    unread = setting.aside("roaming_agreements", "population_points")
    if not own:
        unlisted = not setting.evidence.province.roaming_agreements or unread
        outcome: Outcome = "unknown" if unlisted or alone == "unknown" else "fails"
        none = Text(", chưa có thỏa thuận chuyển vùng", ", and no roaming is agreed")
        return _Short(operator, outcome, short, none, (f"{commune}.roaming_agreements",))
    best = min(
        (_judged(setting, duty, each) for each in own), key=lambda told: _ORDER.index(told[0])
    )
    outcome, state, data = best
    if outcome == "fails" and (unread or alone == "unknown"):
        outcome = "unknown"
    told = Text(vi=f"; {state.vi}", en=f"; {state.en}")
    return _Short(operator, outcome, short, told, data)


_ORDER: tuple[Outcome, ...] = ("holds", "unknown", "fails")


def _judged(
    setting: Setting, duty: RoamingDuty, agreement: RoamingAgreement
) -> tuple[Outcome, Text, tuple[str, ...]]:
    """Whether one agreement is ready: quick enough, and tested."""
    id_, minutes, tested = agreement.id, agreement.minutes_after_order, agreement.last_tested
    if minutes is not None and minutes > duty.within_min:
        words = Text(
            vi=f"{id_} cần {minutes} phút, quá {duty.within_min}",
            en=f"{id_} takes {minutes} minutes, more than {duty.within_min}",
        )
        return "fails", words, ()
    limit = duty.tested_within_days
    oldest = None if limit is None else setting.evidence.day - timedelta(days=limit)
    if oldest is not None and tested is not None and tested < oldest:
        shown = day_words(tested)
        words = Text(
            vi=f"{id_} thử lần cuối {shown.vi}, quá {limit} ngày",
            en=f"{id_} was last tested {shown.en}, more than {limit} days ago",
        )
        return "fails", words, ()
    missing = [] if minutes is not None else [f"{id_}.minutes_after_order"]
    missing += [f"{id_}.last_tested"] if limit is not None and tested is None else []
    if missing:
        return "unknown", Text(vi=f"{id_} chưa đủ số liệu", en=f"{id_} lacks data"), tuple(missing)
    return "holds", Text(vi=f"{id_} sẵn sàng", en=f"{id_} is ready"), ()
