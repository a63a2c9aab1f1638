"""The office after the storm, worked by hand: every line of the comment at the head of recovery.yaml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.plan.registers.catalogue import REGISTERS
from planner.plan.summary import clock_of
from tests.tutorial.runs import hours, run_of

if TYPE_CHECKING:
    from planner.foundation.text import Text
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict


def duty(requirement: str) -> DutyVerdict:
    (found,) = [v for v in run_of("recovery").duties if v.requirement.id == requirement]
    return found


def subject(requirement: str, id_: str) -> SubjectVerdict:
    (found,) = [each for each in duty(requirement).subjects if each.subject == id_]
    return found


def works(of: SubjectVerdict, side: Any = "pessimistic") -> list[Any]:
    return [part.works[side] for part in of.parts]


def test_one_task_was_done_in_time_one_is_overdue_and_one_nobody_knows_of() -> None:
    assert {each.subject: each.outcome for each in duty("viec").subjects} == {
        "NV-1": "holds", "NV-2": "fails", "NV-3": "unknown",
    }  # fmt: skip
    assert works(subject("viec", "NV-3")) == [hours((0, 9))]
    assert duty("viec").outcome == "fails"
    assert subject("viec", "NV-3").survey == ("NV-3.status",)


def test_nobody_is_on_duty_from_hour_36_and_one_message_is_not_ready() -> None:
    outcomes = {each.subject: each.outcome for each in duty("san-sang").subjects}

    assert [id_ for id_, outcome in sorted(outcomes.items()) if outcome == "fails"] == [
        "messages", "roster-duty",
    ]  # fmt: skip
    assert works(subject("san-sang", "roster-duty")) == [hours((0, 36))]


def test_half_of_the_two_lost_sites_is_back_eight_hours_after_the_worst() -> None:
    half, most = duty("moc-tram"), duty("moc-tram-ba-phan-tu")

    assert (half.outcome, most.outcome) == ("holds", "fails")
    assert (half.needed, most.needed) == (3, 4)  # of four sites one may be out; then none
    assert [f"{step.t_h} {step.n}" for step in most.pessimistic] == ["20 3", "30 4"]
    assert most.below_pessimistic.hours_below == 10
    (subject_,) = most.subjects
    (loss,) = subject_.losses
    assert f"{loss.part} {loss.since_h} {loss.until_h}" == "S4 12 30"


def rows(name: str, *, internal: bool = True) -> list[list[str]]:
    run = run_of("recovery")
    register = REGISTERS[name](run, clock_of(run.loaded))
    shown = register if internal else register.redacted()
    return [[cell.en for cell in row] for row in shown.rows]


def test_the_task_table_says_the_hour_of_this_storm_and_what_is_judged() -> None:
    told = {row[1]: (row[4], row[9]) for row in rows("tasks")}

    assert told["Fill the tanks"] == ("1 Sep 14:00 (2 h before the storm comes)", "✓")
    assert told["Test the island's satellite phone"][1] == "✗"
    assert told["Send the radio van to the coast"] == ("1 Sep 15:00", "?")
    assert told["Consolidated report"][1] == "–"


def test_a_milestone_shows_what_the_run_computes() -> None:
    assert rows("milestones")[0][4] == "1 hold, 0 fail, 0 cannot be judged"


def test_two_reporters_stand_side_by_side_with_a_total_each() -> None:
    assert [(row[0], row[2], row[7], row[9]) for row in rows("damage")] == [
        ("River District", "2", "Mạng A", "2 and 3 of them"),
        ("River District", "3", "Đài tỉnh mẫu", "3 and 2 of them"),
        ("station S2", "1", "Mạng A", "–"),
    ]
    assert rows("damage-totals") == [
        ["Mạng A", "mast", "2", "2", "1", "0"], ["Đài tỉnh mẫu", "mast", "3", "3", "0", "0"],
    ]  # fmt: skip


def test_names_and_numbers_are_only_in_the_internal_edition() -> None:
    for name in REGISTERS:
        shown = "\n".join("\n".join(row) for row in rows(name, internal=False))
        for secret in ("Người Bịa", "090000000", "870700000002"):
            assert secret not in shown, name
    assert "0900000002" in "\n".join("\n".join(row) for row in rows("contacts"))
    assert "Người Bịa Hai" in "\n".join("\n".join(row) for row in rows("roster"))


def test_every_register_says_the_same_number_of_cells_in_every_row() -> None:
    run = run_of("recovery")
    for name, made in REGISTERS.items():
        register = made(run, clock_of(run.loaded))
        assert register.id == name
        assert len(register.align) == len(register.columns)
        assert all(len(row) == len(register.columns) for row in register.rows)
        assert all(_both(cell) for row in register.rows for cell in row)


def _both(cell: Text) -> bool:
    return bool(cell.vi) == bool(cell.en)
