"""Tasks, milestones and readiness: every hour worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from json import dumps, loads
from typing import TYPE_CHECKING, Any

import pytest

from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario
from tests.policy.duties.worlds import (
    NAME,
    Record,
    inventory,
    lost,
    post,
    ready,
    verdict_of,
    written,
)

if TYPE_CHECKING:
    from pathlib import Path

    from planner.policy.duties.verdicts import DutyVerdict

TASKS: Record = {"id": "t", "name": NAME, "kind": "tasks", "unit": "province", "legal_source": NAME}
READY: Record = {
    "id": "r", "name": NAME, "kind": "readiness", "unit": "province", "legal_source": NAME,
    "rumour_control": False, "roster_roles": [],
}  # fmt: skip
UNIT = {"vi": "Sở"}
# Hour 0 is 06:00 on 1 September 2026, and the storm's first loss at hour 10 is its arrival.
COMES = (lost("L1", at=10),)


def task(**more: Any) -> Record:
    return {
        "id": "T", "phase": "before", "task": NAME, "unit": UNIT, "status": "ongoing", "due_h": -4,
        **more,
    }  # fmt: skip


def verdict(folder: Path, duty: Record, removals: Any = COMES, **lists: Any) -> DutyVerdict:
    return verdict_of(folder, {**inventory(), **lists}, duty, *removals)


@pytest.mark.parametrize(
    ("more", "outcome", "below"),
    [
        # Due at hour 10 - 4 = 6, not done: in order until then, and nobody can tell after.
        ({}, "unknown", (18, 0)),
        # Due at hour 10 - 12 = -2: overdue from the start.
        ({"due_h": -12}, "fails", (24, 24)),
        ({"status": "late", "reason": UNIT}, "fails", (24, 24)),
        # Done at hour 5, before hour 6; done at hour 8, two hours late.
        ({"status": "done", "done_at": "2026-09-01T11:00:00+07:00"}, "holds", (0, 0)),
        ({"status": "done", "done_at": "2026-09-01T14:00:00+07:00"}, "fails", (2, 2)),
        # In the very hour of the deadline, and a second later.
        ({"status": "done", "done_at": "2026-09-01T12:00:00+07:00"}, "holds", (0, 0)),
        ({"status": "done", "done_at": "2026-09-01T12:00:01+07:00"}, "fails", (Fraction(1, 3600),) * 2),
        # Due as the scenario begins, and a second after that.
        ({"due_h": None, "due": "2026-09-01T06:00:00+07:00"}, "fails", (24, 24)),
        ({"due_h": None, "due": "2026-09-01T06:00:01+07:00"}, "unknown", (24 - Fraction(1, 3600), 0)),
        # Done, and nobody says when: perhaps after the deadline.
        ({"status": "done"}, "unknown", (18, 0)),
        ({"status": "done", "source": {"reporter": "Sở", "as_of": "2026-08-31"}}, "holds", (0, 0)),
        # Nobody says who does it.
        ({"unit": None}, "unknown", (24, 0)),
        # Due two hours after the storm comes: a task of before it is due when it comes.
        ({"due_h": 2}, "unknown", (14, 0)),
        # A task of after the storm is not asked for yet.
        ({"phase": "after", "due_h": 2}, "holds", (0, 0)),
        ({"due_h": None, "due": "2026-09-01T05:00:00+07:00"}, "fails", (24, 24)),
    ],
)
def test_a_task_is_judged_by_its_deadline_its_status_and_when_it_was_done(
    tmp_path: Path, more: Record, outcome: str, below: tuple[Fraction, Fraction]
) -> None:
    found = verdict(tmp_path, TASKS, tasks=[task(**more)])

    assert found.outcome == outcome
    assert found.below_pessimistic.hours_below == below[0]
    assert found.below_optimistic.hours_below == below[1]


def test_without_a_storm_nothing_is_due_before_it_and_without_tasks_nobody_can_tell(
    tmp_path: Path,
) -> None:
    assert verdict(tmp_path / "a", TASKS, (), tasks=[task(due_h=-12)]).outcome == "holds"
    assert verdict(tmp_path / "b", TASKS).outcome == "unknown"


def test_a_unit_answers_for_its_own_tasks_and_those_within_it(tmp_path: Path) -> None:
    tasks = [task(id="P", due_h=-12), task(id="C", commune="X", due_h=-12)]

    whole = verdict(tmp_path / "p", TASKS, tasks=tasks)
    district = verdict(tmp_path / "d", {**TASKS, "unit": "district"}, tasks=tasks)

    assert [each.subject for each in whole.subjects] == ["C", "P"]
    assert [each.subject for each in district.subjects] == ["C"]


def shift(id_: str, start: str, end: str, **more: Any) -> Record:
    return {"id": id_, "from": f"2026-09-{start}:00+07:00", "to": f"2026-09-{end}:00+07:00",
            "who": ["LH"], **more}  # fmt: skip


def test_a_gap_in_the_roster_fails_for_as_long_as_it_lasts(tmp_path: Path) -> None:
    """06:00 to 06:00 is judged; nobody from 14:00 to 18:00, from hour 8 on for four hours."""
    duty = {**READY, "roster_roles": ["duty"]}
    contacts = [{"id": "LH", "unit": UNIT}]
    roster = [shift("A", "01T00:00", "01T14:00"), shift("B", "01T18:00", "02T06:00")]

    found = verdict(tmp_path / "gap", duty, contacts=contacts, roster=roster)
    whole = [*roster, shift("C", "01T14:00", "01T18:00")]

    assert found.outcome == "fails"
    assert found.below_pessimistic.first_below_h == 8
    assert found.below_pessimistic.hours_below == 4
    assert verdict(tmp_path / "w", duty, contacts=contacts, roster=whole).outcome == "holds"
    assert verdict(tmp_path / "none", duty).outcome == "unknown"


@pytest.mark.parametrize(
    ("day", "kind", "outcome"),
    [
        ("2025-09-01", "drill", "holds"), ("2025-08-31", "drill", "fails"),
        ("2026-09-02", "drill", "unknown"), ("2026-08-01", "training", "unknown"),
    ],
)  # fmt: skip
def test_a_drill_counts_for_a_year(tmp_path: Path, day: str, kind: str, outcome: str) -> None:
    drills = [{"id": "D", "kind": kind, "name": NAME, "date": day}]

    found = verdict(tmp_path, {**READY, "drill_within_days": 365}, drills=drills)

    assert found.outcome == outcome


def test_a_message_that_is_not_among_the_recorded_ones_is_lacking(tmp_path: Path) -> None:
    duty = {**READY, "messages": ["storm-warning", "no-signal"]}
    ready_ = {"id": "M", "event": "storm-warning", "audience": NAME, "text": {"vi": "Bão"},
              "channels": ["sms"]}  # fmt: skip

    assert verdict(tmp_path / "one", duty, message_templates=[ready_]).outcome == "fails"
    both = [ready_, {**ready_, "id": "N", "event": "no-signal"}]
    assert verdict(tmp_path / "both", duty, message_templates=both).outcome == "holds"
    assert verdict(tmp_path / "none", duty).outcome == "unknown"


def test_rumours_are_answered_by_somebody_who_speaks_within_a_time(tmp_path: Path) -> None:
    duty = {**READY, "rumour_control": True}
    contacts = [{"id": "LH", "unit": UNIT}]
    team: Record = {"id": "R", "owner": UNIT, "spokespersons": ["LH"]}

    assert (
        verdict(tmp_path / "a", duty, contacts=contacts, rumour_control=[team]).outcome == "unknown"
    )
    team["response_min"] = 60
    assert (
        verdict(tmp_path / "b", duty, contacts=contacts, rumour_control=[team]).outcome == "holds"
    )


def milestone(measure: str, by_h: float, **more: Any) -> Record:
    return {
        "id": "m", "name": NAME, "kind": "milestone", "unit": "district", "measure": measure,
        "by_h": by_h, "legal_source": NAME, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("by_h", "outcome", "lowest"),
    [(7, "fails", 1), (8, "holds", 2), (14, "unknown", 1)],
)
def test_lost_sites_are_to_be_back_so_long_after_the_worst(
    tmp_path: Path, by_h: float, outcome: str, lowest: int
) -> None:
    """S1 loses its mast from hour 10 to hour 18: the worst is at 10, and the horizon is 24."""
    found = verdict(tmp_path, milestone("sites-back", by_h), (lost("S1/mast", at=10, until=18),))

    assert found.outcome == outcome
    assert found.below_pessimistic.minimum == lowest
    assert (found.note is not None) == (outcome == "unknown")


def test_half_of_the_lost_sites_is_half_of_them(tmp_path: Path) -> None:
    """Both masts go at hour 10; S1 is back at 18, S2 never."""
    gone = (lost("S1/mast", at=10, until=18), lost("S2/mast", at=10))

    assert (
        verdict(tmp_path / "half", milestone("sites-back", 8, share=0.5), gone).outcome == "holds"
    )
    assert (
        verdict(tmp_path / "more", milestone("sites-back", 8, share=0.6), gone).outcome == "fails"
    )


def test_where_nothing_is_lost_there_is_nothing_to_bring_back(tmp_path: Path) -> None:
    assert verdict(tmp_path, milestone("sites-back", 100), ()).outcome == "holds"


def test_a_milestone_counts_from_the_storms_arrival_if_it_says_so(tmp_path: Path) -> None:
    """The storm comes with its first loss at hour 6; the mast is back at hour 18, twelve hours later."""
    gone = (lost("L1", at=6), lost("S2/mast", at=10, until=18))
    asked = {"counted_from": "storm-arrival"}

    late = verdict(tmp_path / "a", milestone("sites-back", 11, **asked), gone)
    early = verdict(tmp_path / "b", milestone("sites-back", 12, **asked), gone)

    assert (late.outcome, early.outcome) == ("fails", "fails")  # S1 lives on its battery until 8
    assert late.below_optimistic.minimum == 0
    assert early.below_optimistic.minimum == 1


def test_a_post_is_linked_while_some_means_works(tmp_path: Path) -> None:
    """L1 goes at hour 6, the post's battery ends at 10 and that of the terminal 9 hours later, at 19."""
    posts = [post(ready("satellite-phone", battery_h=9))]
    gone = (lost("L1", at=6),)

    kept = verdict(tmp_path / "a", milestone("posts-linked", 2), gone, command_posts=posts)
    back = (lost("L1", at=6, until=22),)
    linked = verdict(tmp_path / "b", milestone("posts-linked", 3), back, command_posts=posts)

    assert kept.outcome == "fails"
    assert kept.below_optimistic.first_below_h == Fraction(21)  # worst at 19, and two hours on
    assert linked.outcome == "holds"
    assert verdict(tmp_path / "c", milestone("posts-linked", 3)).outcome == "unknown"


def test_a_commune_has_a_station_while_a_phone_works_at_its_seat(tmp_path: Path) -> None:
    gone = (lost("S1/mast", "S2/mast", at=4, until=12),)

    assert verdict(tmp_path / "a", milestone("commune-station", 8), gone).outcome == "holds"
    assert verdict(tmp_path / "b", milestone("commune-station", 7), gone).outcome == "fails"


def test_an_island_is_linked_by_a_station_or_by_a_post(tmp_path: Path) -> None:
    province = inventory()
    province["communes"][0]["island"] = True
    gone = (lost("S1/mast", "S2/mast", at=4),)
    asked = milestone("islands-linked", 2)
    with_post = [post(ready("satellite-phone", battery_h=9))]

    bare = verdict(tmp_path / "a", asked, gone, communes=province["communes"])
    held = verdict(
        tmp_path / "b", asked, gone, communes=province["communes"], command_posts=with_post
    )

    assert (bare.outcome, held.outcome) == ("fails", "holds")


def test_while_a_record_is_set_aside_nothing_that_it_may_change_is_sure(tmp_path: Path) -> None:
    """A shift that ends before it begins may be the one that closes the gap; a torn task may be overdue."""
    duty = {**READY, "roster_roles": ["duty"]}
    contacts = [{"id": "LH", "unit": UNIT}]
    gap = [shift("A", "01T00:00", "01T14:00"), shift("B", "01T18:00", "02T06:00")]
    torn = [*gap, shift("C", "01T18:00", "01T14:00")]
    whole = [*gap, shift("D", "01T14:00", "01T18:00"), shift("C", "01T18:00", "01T14:00")]
    doubled = task(id="X2", due="2026-09-01T08:00:00+07:00", due_h=-4)
    sound = task(status="done", done_at="2026-09-01T08:00:00+07:00")

    def aside(name: str, asked: Record, **lists: Any) -> str:
        path = written(
            tmp_path / name, {**inventory(), "contacts": contacts, **lists}, asked, COMES
        )
        (found,) = run_scenario(load_scenario(path, set_aside=True)).duties
        return found.outcome

    assert aside("torn", duty, roster=torn) == "unknown"
    assert aside("whole", duty, roster=whole) == "unknown"
    assert aside("sound", TASKS, tasks=[sound]) == "holds"
    assert aside("tasks", TASKS, tasks=[sound, doubled]) == "unknown"
    assert aside("overdue", TASKS, tasks=[task(due_h=-12), doubled]) == "fails"


def test_a_milestone_that_cannot_be_judged_names_what_to_survey(tmp_path: Path) -> None:
    """Nobody measured the mast of S1: it may stand in no wind, or in this one."""
    province = inventory()
    del province["sites"][0]["structure"]["design_wind"]
    wind = {"id": "G", "quantity": "gust_mps", "value": 30, "from_h": 5, "polygon": AROUND}
    path = written(tmp_path, province, milestone("sites-back", 2))
    whole = loads(path.read_text("utf-8"))
    whole["scenario"]["storm"] = {"id": "b", "name": NAME, "footprints": [wind]}
    path.write_text(dumps(whole), "utf-8")

    (found,) = run_scenario(load_scenario(path)).duties

    assert found.outcome == "unknown"
    assert found.survey == ("S1.structure.design_wind",)


AROUND = [[106.95, 20.95], [107.05, 20.95], [107.05, 21.05], [106.95, 21.05]]
