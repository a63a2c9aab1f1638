"""One verdict out of several wind models: it holds under all, fails under all, or cannot be judged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.policy.verdicts import ModelOutcome, OperatorVerdict, Outcome, SurveyItem, UnitVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ADVERSE: tuple[Outcome, ...] = ("fails", "unknown", "holds")


def outcome_under_all(outcomes: Iterable[Outcome]) -> Outcome:
    """What all models agree on; `unknown` where they do not: what may fail is never said to hold."""
    said = set(outcomes)
    return said.pop() if len(said) == 1 else "unknown"


def most_adverse(verdicts: Sequence[UnitVerdict]) -> int:
    """Which of the verdicts on one unit is the least favourable.

    The least favourable outcome, then the lowest minimum on the pessimistic side, then the first.
    """
    return min(
        range(len(verdicts)),
        key=lambda number: (
            _ADVERSE.index(verdicts[number].outcome),
            verdicts[number].below_pessimistic.minimum,
            number,
        ),
    )


def combined(models: Sequence[str], verdicts: Sequence[UnitVerdict]) -> UnitVerdict:
    """The verdict on one unit under a band of wind models.

    Parameters
    ----------
    models
        Names of the models.
    verdicts
        What each says of the same unit and requirement, in the same order.

    Returns
    -------
    verdict
        Series, hours and losses are those of the most adverse model; each operator's, of the model that
        is most adverse to it. The data to survey are those that any model leaves open.
    """
    worst = most_adverse(verdicts)
    shown = verdicts[worst]
    return replace(
        shown,
        outcome=outcome_under_all(verdict.outcome for verdict in verdicts),
        by_operator={
            operator: _of_operator([verdict.by_operator[operator] for verdict in verdicts])
            for operator in shown.by_operator
        },
        survey=_survey(verdicts),
        by_model=tuple(map(_said, models, verdicts)),
        model=models[worst],
    )


def _said(model: str, verdict: UnitVerdict) -> ModelOutcome:
    worst, best = verdict.below_pessimistic, verdict.below_optimistic
    return ModelOutcome(
        model, verdict.outcome, worst.minimum, best.minimum, worst.hours_below, best.hours_below
    )


def _of_operator(told: Sequence[OperatorVerdict]) -> OperatorVerdict:
    shown = min(
        told,
        key=lambda each: (_ADVERSE.index(each.outcome), min(step.n for step in each.pessimistic)),
    )
    return replace(shown, outcome=outcome_under_all(each.outcome for each in told))


def _survey(verdicts: Sequence[UnitVerdict]) -> tuple[SurveyItem, ...]:
    """Every datum that a model leaves open, with the most hours that it decides under any."""
    most: dict[tuple[str, str], SurveyItem] = {}
    for item in (item for verdict in verdicts for item in verdict.survey):
        known = most.get((item.site, item.datum))
        if known is None or known.hours < item.hours:
            most[item.site, item.datum] = item
    return tuple(sorted(most.values(), key=lambda item: (-item.hours, item.site, item.datum)))
