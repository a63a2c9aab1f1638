"""One verdict on a duty out of several wind models: what all of them agree on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.policy.band import outcome_under_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.policy.verdicts import Outcome

_ADVERSE: tuple[Outcome, ...] = ("fails", "unknown", "holds")


def combined_duty(models: Sequence[str], verdicts: Sequence[DutyVerdict]) -> DutyVerdict:
    """The verdict on one unit under a band of wind models.

    Series, parts and losses are those of the least favourable model: its outcome, then its lowest minimum, then the
    first. A post or commune is said to hold or fail where all models agree on it.
    """
    shown = min(
        verdicts,
        key=lambda each: (_ADVERSE.index(each.outcome), each.below_pessimistic.minimum),
    )
    subjects = tuple(
        replace(told, outcome=outcome_under_all(_of(each, told) for each in verdicts))
        for told in shown.subjects
    )
    return replace(
        shown,
        outcome=outcome_under_all(each.outcome for each in verdicts),
        subjects=subjects,
        by_model=tuple((model, each.outcome) for model, each in zip(models, verdicts, strict=True)),
        survey=tuple(dict.fromkeys(datum for each in verdicts for datum in each.survey)),
    )


def _of(verdict: DutyVerdict, wanted: SubjectVerdict) -> Outcome:
    return next(each.outcome for each in verdict.subjects if each.subject == wanted.subject)
