"""One verdict out of several wind models, on series small enough to do by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.policy.band import combined, most_adverse, outcome_under_all
from planner.policy.verdicts import OperatorVerdict, Outcome, SurveyItem, UnitVerdict
from tests.plan.runs import steps, verdict
from tests.plan.worlds import three_stations

MODELS = ("holland-1980", "holland-2010", "willoughby-2006")
OUTCOMES: tuple[Outcome, ...] = ("holds", "fails", "unknown")
ALL = ("A", "B", "C")


def judged(outcome: Outcome, least: int, *survey: SurveyItem) -> UnitVerdict:
    """A unit of three sites that keeps `least` of them from hour 10 on."""
    worst = steps(("0", ALL), ("10", ALL[:least])) if least < 3 else steps(("0", ALL))
    best = worst if outcome == "fails" else steps(("0", ALL))
    return verdict(three_stations(), "U", outcome, worst, best, survey=survey)


@pytest.mark.parametrize(
    ("outcomes", "together"),
    [
        (("holds", "holds", "holds"), "holds"),
        (("fails", "fails", "fails"), "fails"),
        (("unknown", "unknown", "unknown"), "unknown"),
        (("holds", "holds", "fails"), "unknown"),
        (("holds", "unknown", "holds"), "unknown"),
        (("fails", "unknown", "fails"), "unknown"),
    ],
)
def test_it_holds_under_all_or_fails_under_all_or_cannot_be_judged(
    outcomes: tuple[Outcome, ...], together: Outcome
) -> None:
    assert outcome_under_all(outcomes) == together


@given(st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=5))
def test_one_model_that_does_not_hold_is_enough_for_the_unit_not_to_hold(
    outcomes: list[Outcome],
) -> None:
    assert (outcome_under_all(outcomes) == "holds") == all(each == "holds" for each in outcomes)


def test_the_most_adverse_model_has_the_worst_outcome_then_the_lowest_minimum_then_comes_first() -> None:
    assert most_adverse([judged("holds", 3), judged("fails", 2), judged("unknown", 0)]) == 1
    assert most_adverse([judged("fails", 2), judged("fails", 1), judged("fails", 1)]) == 1
    assert most_adverse([judged("unknown", 2), judged("unknown", 2)]) == 0


def test_series_hours_and_minimum_are_those_of_the_most_adverse_model() -> None:
    told = combined(MODELS, [judged("holds", 3), judged("fails", 1), judged("holds", 3)])

    assert (told.outcome, told.shown_outcome, told.model) == ("unknown", "fails", "holland-2010")
    assert told.models_differ
    assert told.below_pessimistic.minimum == 1
    assert [(each.outcome, each.minimum_pessimistic) for each in told.by_model] == [
        ("holds", 3), ("fails", 1), ("holds", 3),
    ]  # fmt: skip
    assert told.by_model[1].hours_below_optimistic == Fraction(62)


def test_models_that_agree_leave_the_verdict_as_each_gives_it() -> None:
    told = combined(MODELS, [judged("fails", 2), judged("fails", 1), judged("fails", 2)])

    assert (told.outcome, told.models_differ, told.model) == ("fails", False, "holland-2010")


def test_each_datum_that_any_model_leaves_open_is_to_be_surveyed_once_with_its_most_hours() -> None:
    tank, mast = "A.generators.g1.tank_l", "B.structure.design_wind"
    first = judged("unknown", 2, SurveyItem("A", tank, Fraction(5)))
    second = judged(
        "unknown", 2, SurveyItem("B", mast, Fraction(9)), SurveyItem("A", tank, Fraction(7))
    )

    told = combined(MODELS[:2], [first, second])

    assert [(item.datum, item.hours) for item in told.survey] == [(mast, Fraction(9)), (tank, Fraction(7))]


def test_an_operator_holds_under_all_models_too() -> None:
    def with_operator(outcome: Outcome, least: int) -> UnitVerdict:
        made = judged("holds", 3)
        series = steps(("0", ALL[:least]))
        return verdict(
            three_stations(), "U", "holds", made.pessimistic,
            by_operator={"VTL": OperatorVerdict(outcome, series, series)},
        )  # fmt: skip

    told = combined(MODELS[:2], [with_operator("holds", 3), with_operator("fails", 2)])

    assert told.outcome == "holds"
    assert told.by_operator["VTL"].outcome == "unknown"
    assert min(step.n for step in told.by_operator["VTL"].pessimistic) == 2
    assert told.roaming_off == "unknown"
