"""Verdicts on what stands in a register: the same at every hour, whatever the storm does."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from planner.network.sides import SIDES
from planner.policy.duties.measuring import measured
from planner.policy.duties.verdicts import SubjectVerdict
from planner.policy.verdicts import Step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.foundation.diagnostics import Place
    from planner.foundation.text import Text
    from planner.network.sides import Side
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import Measure, MeasureId, Part, SubjectKind
    from planner.policy.verdicts import Outcome

_MET: dict[Outcome, tuple[int, int]] = {"fails": (0, 0), "unknown": (0, 1), "holds": (1, 1)}
"""1 where it is met, for certain and perhaps."""


def least_share(whole: int, share: float) -> int:
    """The least whole number that is this share of a whole; the share as it was written, not as a float."""
    return ceil(whole * Fraction(str(share)))


def steady_measure(
    setting: Setting,
    id_: MeasureId,
    needed: int,
    counts: Mapping[Side, int],
    at_rest: Mapping[Side, int] | None = None,
) -> Measure:
    """A count that no hour changes; at rest the same, unless another is given."""
    start_h = setting.window.start_h
    storm, rest = (
        {side: (Step(start_h, each[side], ()),) for side in SIDES}
        for each in (counts, at_rest or counts)
    )
    return measured(id_, needed, storm, rest, setting.window)


def steady_subject(
    setting: Setting,
    subject: str,
    kind: SubjectKind,
    name: Text,
    outcome: Outcome,
    measure: MeasureId,
    *,
    at_rest: Outcome | None = None,
    place: Place | None = None,
    population: int | None = None,
    parts: tuple[Part, ...] = (),
    notes: tuple[Text, ...] = (),
    survey: tuple[str, ...] = (),
) -> SubjectVerdict:
    """One thing of which a register says whether it is as it must be; `notes` tell what it says."""
    calm = at_rest or outcome
    counts, rest = (dict(zip(SIDES, _MET[each], strict=True)) for each in (outcome, calm))
    return SubjectVerdict(
        subject=subject,
        kind=kind,
        name=name,
        place=place,
        population=population,
        outcome=outcome,
        at_rest=calm,
        measures=(steady_measure(setting, measure, 1, counts, rest),),
        parts=parts,
        survey=survey if "unknown" in {outcome, calm} else (),
        notes=notes,
    )
