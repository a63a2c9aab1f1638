"""Whose a record of the office is, and how a subject is put together from yes and no through time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.network.sides import SIDES
from planner.policy.duties.measuring import measured
from planner.policy.duties.verdicts import SubjectVerdict

if TYPE_CHECKING:
    from planner.foundation.diagnostics import Place
    from planner.foundation.text import Text
    from planner.inventory.office_records import OfficeRecord
    from planner.inventory.province import Province
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import MeasureId, Part, SubjectKind
    from planner.policy.units import Unit


def of_unit(record: OfficeRecord, unit: Unit, kind: str) -> bool:
    """Whether the record is the unit's own: of the province, what names neither district nor commune."""
    if kind == "province":
        return record.district is None and record.commune is None
    if kind == "district":
        return record.district == unit.id and record.commune is None
    return record.commune == unit.id


def within_unit(record: OfficeRecord, unit: Unit, kind: str, province: Province) -> bool:
    """Whether the record is the unit's own or that of a unit within it."""
    if kind == "province":
        return True
    if kind == "commune":
        return record.commune == unit.id
    home = province.communes.get(record.commune or "")
    return unit.id in {record.district, None if home is None else home.district}


def subject_of_parts(
    setting: Setting,
    kind: SubjectKind,
    measure_id: MeasureId,
    named: tuple[str, Text, Place | None],
    parts: list[Part],
) -> SubjectVerdict:
    """A subject all of whose parts must be in order at every instant; `named` is its id, name and place."""
    window = setting.window
    storm = {s: window.series({p.id: p.works[s] for p in parts}) for s in SIDES}
    rest = {s: window.series({p.id: p.at_rest[s] for p in parts}) for s in SIDES}
    measure = measured(measure_id, len(parts), storm, rest, window)
    open_ = "unknown" in {measure.outcome, measure.at_rest}
    id_, name, place = named
    return SubjectVerdict(
        subject=id_,
        kind=kind,
        name=name,
        place=place,
        population=None,
        outcome=measure.outcome,
        at_rest=measure.at_rest,
        measures=(measure,),
        parts=tuple(parts),
        survey=tuple(dict.fromkeys(d for part in parts for d in part.missing)) if open_ else (),
    )
