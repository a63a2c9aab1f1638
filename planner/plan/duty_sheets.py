"""The requirements beside the stations as view models: what is asked, and a line for every unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from planner.foundation.text import Text
from planner.inventory.base import remark_text
from planner.plan.duty_asks import asks_of_duty
from planner.plan.duty_lines import duty_line
from planner.plan.filters import OUTCOME_MARKS, both, same
from planner.plan.names import word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.plan.duty_lines import DutyLine
    from planner.plan.filters import Clock
    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One unit under one requirement that counts no stations."""

    unit: str
    anchor: str
    """Of the district's sheet; that of the district a commune lies in."""
    district: str | None
    name: Text
    counted: Text
    """How many posts, channels or people it speaks of."""
    at_rest: Outcome
    outcome: Outcome
    least: Text
    below: Text
    why: Text
    """Empty where the requirement holds."""


@dataclass(frozen=True, slots=True)
class DutySheet:
    """One such requirement: what it asks, who ordered it, how every unit stands."""

    id: str
    kind: str
    name: Text
    unit: Text
    unit_kind: Literal["district", "commune", "province"]
    asks: tuple[Text, ...]
    window: tuple[Fraction, Fraction]
    legal_source: Text
    in_force: date | None
    our_choices: tuple[Text, ...]
    remark: Text | None
    rows: tuple[DutyRow, ...]
    holds: int
    fails: int
    unknown: int
    at_rest_fails: int

    def of_district(self, district: str) -> tuple[DutyRow, ...]:
        """The lines of a district, or of its communes."""
        return tuple(row for row in self.rows if row.district == district)


def duty_sheets(run: Run, clock: Clock) -> tuple[DutySheet, ...]:
    """Every requirement of a run that counts no stations, in the order of its policies."""
    return tuple(
        _sheet(duty, [each for each in run.duties if each.requirement.id == duty.id], run, clock)
        for duty in run.loaded.duties
    )


def _sheet(duty: AnyDuty, verdicts: Sequence[DutyVerdict], run: Run, clock: Clock) -> DutySheet:
    province, horizon_h = run.loaded.province, run.loaded.scenario.horizon_h
    until_h = horizon_h if duty.until_h is None else min(duty.until_h, horizon_h)
    outcomes = [each.outcome for each in verdicts]
    return DutySheet(
        id=duty.id,
        kind=duty.kind,
        name=both(duty.name),
        unit=word("unit", duty.unit),
        unit_kind=duty.unit,
        asks=asks_of_duty(duty),
        window=(duty.from_h, until_h),
        legal_source=both(duty.legal_source),
        in_force=duty.in_force,
        our_choices=tuple(both(each) for each in duty.our_choices),
        remark=None if duty.remark is None else remark_text(duty.remark),
        rows=tuple(_row(duty_line(each, province, clock), province) for each in verdicts),
        holds=outcomes.count("holds"),
        fails=outcomes.count("fails"),
        unknown=outcomes.count("unknown"),
        at_rest_fails=sum(each.at_rest == "fails" for each in verdicts),
    )


def _row(line: DutyLine, province: Province) -> DutyRow:
    verdict = line.verdict
    district = _district_of(verdict, province)
    return DutyRow(
        unit=verdict.unit,
        anchor=f"district-{district}",
        district=district,
        name=line.name,
        counted=line.asked,
        at_rest=verdict.at_rest,
        outcome=verdict.outcome,
        least=line.lowest,
        below=line.below,
        why=same("") if verdict.outcome == "holds" else _without_mark(line.conclusion, verdict.outcome),
    )


def _district_of(verdict: DutyVerdict, province: Province) -> str | None:
    if verdict.requirement.unit == "district":
        return verdict.unit
    commune = province.communes.get(verdict.unit)
    return None if commune is None else commune.district


def _without_mark(text: Text, outcome: Outcome) -> Text:
    """A conclusion without the sign of its verdict, which documents set beside it."""
    sign = f"{OUTCOME_MARKS[outcome]} "
    return Text(vi=text.vi.removeprefix(sign), en=text.en.removeprefix(sign))
