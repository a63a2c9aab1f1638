"""A night on the island, worked by hand: every hour of the comment at the head of duties.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.decisions.duty_mending import smallest_duty_change
from tests.tutorial.runs import FOLDER, hours, run_of

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.policy.duties.verdicts import DutyVerdict, Measure, SubjectVerdict

INF = float("inf")
assert FOLDER.is_dir()


def duty(requirement: str) -> DutyVerdict:
    (found,) = [v for v in run_of("duties").duties if v.requirement.id == requirement]
    return found


def subject(requirement: str) -> SubjectVerdict:
    (found,) = duty(requirement).subjects
    return found


def works(of: SubjectVerdict, side: Any = "pessimistic") -> dict[str, Intervals]:
    return {part.id: part.works[side] for part in of.parts}


def steps(measure: Measure) -> list[tuple[Any, int]]:
    """Hour and count where the count changes."""
    found: list[tuple[Any, int]] = []
    for step in measure.pessimistic:
        if not found or found[-1][1] != step.n:
            found.append((step.t_h, step.n))
    return found


def test_each_means_of_the_post_works_as_long_as_the_head_of_the_file_says() -> None:
    assert works(subject("chi-huy")) == {
        "di-dong": hours((0, 5)),
        "cap": hours((0, 6)),
        "ve-tinh": hours((0, 16)),
        "hf": hours((0, 6)),
    }
    assert works(subject("chi-huy")) == works(subject("chi-huy"), "optimistic")


def test_three_means_on_one_power_line_count_as_one() -> None:
    shared = {common.parts: common.points for common in subject("chi-huy").common}

    for pair in (("cap", "hf"), ("cap", "ve-tinh"), ("hf", "ve-tinh")):
        assert set(shared[pair]) == {"CP-DAO/service-drop", "F-D", "L6", "PD"}
    assert {"GW", "HB"} <= set(shared["cap", "di-dong"])
    assert ("di-dong", "hf") not in shared
    assert ("di-dong", "ve-tinh") not in shared


def test_the_post_has_two_independent_means_until_five_and_none_after_sixteen() -> None:
    independent, without_public = subject("chi-huy").measures

    assert steps(independent) == [(0, 2), (5, 1), (16, 0)]
    assert steps(without_public) == [(0, 2), (6, 1), (16, 0)]
    assert duty("chi-huy").outcome == "fails"
    assert duty("chi-huy").at_rest == "holds"


def test_the_first_means_is_lost_with_the_only_mast_within_reach() -> None:
    first = subject("chi-huy").losses[0]

    assert first.part == "di-dong"
    assert first.since_h == 5
    assert first.until_h is None
    assert [(link.kind, link.subject) for link in first.chains] == [("mast-failed", "D1/mast")]


def test_the_loudspeakers_outlast_their_line_by_six_hours_and_the_hand_siren_stays() -> None:
    assert works(subject("bao-tin")) == {"LOA-DAO": hours((0, 8)), "COI-DAO": hours((0, INF))}
    assert duty("bao-tin").below_pessimistic.first_below_h == 8
    assert duty("bao-tin").without == (0, None)


def test_two_in_five_islanders_lose_coverage_with_the_mast() -> None:
    found = duty("vung-phu")

    assert [(step.t_h, step.n) for step in found.pessimistic] == [(0, 5000), (5, 3000)]  # type: ignore[comparison-overlap]
    assert (found.needed, found.outcome) == (4000, "fails")
    assert found.without == (2000, 5)  # type: ignore[comparison-overlap]


def test_a_generator_mends_the_post_where_one_more_satellite_phone_does_not() -> None:
    """24 litres at a litre an hour last the night, so that cable, HF and satellite no longer hang on the line L6.

    One more satellite phone would be a second means beside the old one until its batteries end at 16, and alone then;
    a longer battery for the old one, or for the HF set, leaves one means from 5 on, or two that share nothing until 6.
    """
    run, found = run_of("duties"), duty("chi-huy")

    mending = smallest_duty_change(run, found, subject("chi-huy"))

    assert mending.single is not None
    assert (mending.single.kind, mending.single.subject) == ("edge-generator", "CP-DAO")
    assert mending.single.words.vi.startswith("đặt máy phát riêng tại CP-DAO, 24 lít dầu")
