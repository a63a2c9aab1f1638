"""Measures before a storm, worked by hand: every line of the comment at the head of measures.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.plan.registers.catalogue import REGISTERS
from planner.plan.summary import clock_of
from tests.tutorial.runs import hours, run_of

if TYPE_CHECKING:
    from planner.policy.duties.verdicts import DutyVerdict

INF = float("inf")


def duty(requirement: str, unit: str) -> DutyVerdict:
    (found,) = [
        v for v in run_of("measures").duties if (v.requirement.id, v.unit) == (requirement, unit)
    ]
    return found


def test_the_team_works_until_force_8_comes_and_goes_on_when_it_has_gone() -> None:
    (subject,) = duty("bao-tin", "xa-nui").subjects

    assert {part.id: part.works["pessimistic"] for part in subject.parts} == {
        "TO-NUI": hours((0, 6), (12, INF))
    }
    assert (subject.outcome, subject.at_rest) == ("fails", "holds")
    assert [(loss.since_h, loss.until_h) for loss in subject.losses] == [(6, 12)]  # type: ignore[comparison-overlap]
    ((link,),) = [loss.chains for loss in subject.losses]
    assert link.kind == "too-windy"
    assert link.amount == pytest.approx(24.424)


def test_one_derating_was_done_before_the_wind_and_nobody_has_said_so_of_the_other() -> None:
    hills, river = duty("ha-tai", "NUI"), duty("ha-tai", "SONG")

    assert [(each.subject, each.outcome) for each in (*hills.subjects, *river.subjects)] == [
        ("N3", "holds"), ("S1", "unknown"),
    ]  # fmt: skip
    assert [note.en for note in river.subjects[0].notes] == [
        "nobody has said that it is done", "the wind comes at 1 Sep 12:00",
    ]  # fmt: skip
    assert river.survey == ("S1.done",)


def test_the_core_cable_hangs_on_one_programme() -> None:
    """One degree of longitude is 104.8 km at 19.55 N and 104.9 at 19.43; of latitude 111.2."""
    verdict = duty("cap-truc", "00")
    (measure,) = verdict.subjects[0].measures

    down_km = 0.3 * 104.78 + (2 * 0.12 * 111.19 + 0.5 * 104.86)
    assert measure.pessimistic[0].n / 1000 == pytest.approx(down_km, abs=0.1)
    assert measure.optimistic[0].n / 1000 == pytest.approx(down_km + 0.2 * 104.78, abs=0.1)
    assert measure.needed / 1000 == pytest.approx(0.9 * (down_km + 0.2 * 104.78), abs=0.1)
    assert verdict.outcome == "unknown"
    assert verdict.note is not None
    assert verdict.note.en == "not yet; the programmes would do if they are done by the end of 2026"


def test_on_the_island_only_the_network_without_a_station_needs_to_roam() -> None:
    verdict = duty("chuyen-vung", "DAO")

    assert verdict.outcome == "holds"
    assert [note.en for note in verdict.subjects[0].notes] == ["Network C falls short; CV-DAO is ready"]


def test_the_registers_tell_the_same() -> None:
    run = run_of("measures")
    clock = clock_of(run.loaded)

    def rows(name: str) -> list[list[str]]:
        return [[cell.en for cell in row] for row in REGISTERS[name](run, clock).rows]

    assert [row[:1] + row[5:7] for row in rows("derating")] == [
        ["N3", "1 Sep 2026 10:30", "1 Sep 12:00"], ["S1", "not recorded", "1 Sep 12:00"],
    ]  # fmt: skip
    (programme,) = rows("programmes")
    assert programme[2:6] == ["2026", "21", "5", "23 %"]
    # N2 stands 40 m/s, which is just what comes.
    assert [(row[0], row[9]) for row in rows("weak-masts")] == [("N3", "short by 4"), ("B4", "no wind")]
