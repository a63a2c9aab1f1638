"""Duties as plain values: what the JSON of the commands says of them, in both languages at once."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.foundation.clock import exact_text
from planner.plan.answers import chain_view, place_view, side_view, text_view
from planner.plan.filters import both

if TYPE_CHECKING:
    from planner.foundation.intervals import Intervals
    from planner.inventory.province import Province
    from planner.policy.duties.records import AnyDuty
    from planner.policy.duties.verdicts import DutyVerdict, Measure, Part, SubjectVerdict
    from planner.scenario.run import Run

View = dict[str, Any]


def duty_view(duty: AnyDuty) -> View:
    """What is asked, by whom, and which figures are ours."""
    until = duty.until_h
    asked: View = {
        "command": ("posts", "at_least", "without_public", "roaming", "tested_within_days"),
        "warning": ("at_least", "without_grid", "channels", "people_share", "indoors_from_force"),
        "reach": ("within_h", "order_h", "team", "sites", "posts"),
        "fuel": ("nodes", "depots"),
        "island-autonomy": ("at_least", "hours", "paths"),
        "tasks": ("phases", "judged_until", "arrival_force"),
        "milestone": ("measure", "share", "by_h", "counted_from", "arrival_force"),
        "readiness": (
            "roster_roles", "drill_within_days", "review_within_days", "messages", "rumour_control",
        ),
        "coverage": ("people_share", "roaming", "operator", "weak_below_mbps"),
        "derating": ("before_force", "lead_h"),
        "undergrounding": ("share", "by_year", "routes"),
        "roaming": ("people_share", "within_min", "tested_within_days"),
    }
    return {
        "id": duty.id,
        "kind": duty.kind,
        "name": text_view(both(duty.name)),
        "unit": duty.unit,
        **{key: _plain(getattr(duty, key)) for key in asked[duty.kind]},
        "from_h": exact_text(duty.from_h),
        "until_h": None if until is None else exact_text(until),
        "legal_source": text_view(both(duty.legal_source)),
        "in_force": None if duty.in_force is None else duty.in_force.isoformat(),
        "our_choices": [text_view(both(choice)) for choice in duty.our_choices],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return exact_text(value)
    return list(value) if isinstance(value, tuple) else value


def duty_verdict_view(verdict: DutyVerdict, run: Run) -> View:
    """One duty at one unit with all its evidence."""
    people, since_h = verdict.without
    return {
        "requirement": verdict.requirement.id,
        "kind": verdict.requirement.kind,
        "unit": verdict.unit,
        "unit_kind": verdict.requirement.unit,
        "name": text_view(verdict.unit_name),
        "outcome": verdict.outcome,
        "at_rest": verdict.at_rest,
        "needed": verdict.needed,
        "pessimistic": side_view(verdict.pessimistic, verdict.below_pessimistic),
        "optimistic": side_view(verdict.optimistic, verdict.below_optimistic),
        "people_without": people,
        "people_without_signal_before": verdict.no_signal_before,
        "people_covered_at_rest": None
        if verdict.rest_minimum is None
        else list(verdict.rest_minimum),
        "people_without_since_h": None if since_h is None else exact_text(since_h),
        "by_model": dict(verdict.by_model),
        "subjects": [subject_view(each, run.loaded.province) for each in verdict.subjects],
        "survey": list(verdict.survey),
        "note": None if verdict.note is None else text_view(verdict.note),
    }


def subject_view(subject: SubjectVerdict, province: Province) -> View:
    """One post or commune."""
    return {
        "subject": subject.subject,
        "kind": subject.kind,
        "name": text_view(subject.name),
        "place": place_view(subject.place, province),
        "population": subject.population,
        "people_without_signal_before": subject.no_signal_before,
        "outcome": subject.outcome,
        "at_rest": subject.at_rest,
        "measures": [_measure_view(each) for each in subject.measures],
        "notes": [text_view(note) for note in subject.notes],
        "parts": [_part_view(each) for each in subject.parts],
        "common_points": [
            {"parts": list(each.parts), "points": list(each.points)} for each in subject.common
        ],
        "losses": [
            {
                "part": loss.part,
                "since_h": exact_text(loss.since_h),
                "until_h": None if loss.until_h is None else exact_text(loss.until_h),
                "chains": [chain_view(chain, province) for chain in loss.chains],
            }
            for loss in subject.losses
        ],
        "survey": list(subject.survey),
    }


def _measure_view(measure: Measure) -> View:
    return {
        "id": measure.id,
        "needed": measure.needed,
        "outcome": measure.outcome,
        "at_rest": measure.at_rest,
        "pessimistic": side_view(measure.pessimistic, measure.below_pessimistic),
        "optimistic": side_view(measure.optimistic, measure.below_optimistic),
    }


def _part_view(part: Part) -> View:
    return {
        "id": part.id,
        "kind": part.kind,
        "name": text_view(part.name),
        "public": part.public,
        "pessimistic": _intervals_view(part.works["pessimistic"]),
        "optimistic": _intervals_view(part.works["optimistic"]),
        "notes": [text_view(note) for note in part.notes],
        "missing": list(part.missing),
    }


def _intervals_view(intervals: Intervals) -> list[list[str | None]]:
    """`[from, until]` as rational text; an open end is null."""
    return [
        [exact_text(start), None if isinstance(end, float) else exact_text(end)]
        for start, end in intervals
    ]


