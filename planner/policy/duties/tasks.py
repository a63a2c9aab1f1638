"""Tasks: each has a unit, a deadline and a status, and none is overdue.

A task that is not done is in order until its deadline. From then on, where the deadline lies ahead of hour 0, nobody
can tell yet: it fails on one side and may be done in time on the other. A task of before the storm is due when the
storm comes at the latest, whatever its own deadline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.clock import VIETNAM_TIME, hours_since
from planner.foundation.intervals import ALWAYS, NEVER, ZERO, Hour, Intervals, outside
from planner.foundation.text import Text
from planner.policy.duties.office_units import subject_of_parts, within_unit
from planner.policy.duties.verdicts import Part

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.inventory.office_records import Task
    from planner.policy.duties.records import TasksDuty
    from planner.policy.duties.serving import StormClock
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import BothSides, DutyVerdict, SubjectVerdict

_MUST_SAY = ("unit", "status")


def judge_tasks(setting: Setting, duty: TasksDuty) -> list[DutyVerdict]:
    """The duty for every unit: of its own tasks and of those of units within it."""
    province = setting.evidence.province
    doubt = setting.aside("tasks")
    found = []
    for unit in setting.units():
        subjects = [
            _task(setting, duty, task)
            for task in province.tasks.values()
            if (not duty.phases or task.phase in duty.phases)
            and within_unit(task, unit, duty.unit, province)
        ]
        found.append(setting.unit_verdict(unit, subjects, doubt=doubt))
    return found


def _task(setting: Setting, duty: TasksDuty, task: Task) -> SubjectVerdict:
    clock = setting.evidence.clock
    arrival_h = clock.arrival_h(duty.arrival_force)
    limit_h = _limit(setting, duty, arrival_h)
    missing = [f"{task.id}.{key}" for key in _MUST_SAY if getattr(task, key) is None]
    if task.due is None and task.due_h is None:
        missing.append(f"{task.id}.due_h")
    due_h, rest_h = deadline_h(task, clock, arrival_h), deadline_h(task, clock, None)
    if missing:
        works: BothSides = {"pessimistic": NEVER, "optimistic": ALWAYS}
        at_rest = works
    else:
        works = _in_order(setting, task, due_h, limit_h)
        at_rest = _in_order(setting, task, rest_h, ZERO)
        if works["pessimistic"] != works["optimistic"]:
            missing.append(f"{task.id}.{'done_at' if task.status == 'done' else 'status'}")
    part = Part(
        id=task.id,
        kind=task.phase,
        name=Text(vi=task.task.vi, en=task.task.english),
        works=works,
        at_rest=at_rest,
        place=setting.evidence.province.places.get(f"tasks/{task.id}"),
        notes=_notes(task),
        missing=tuple(missing),
    )
    return subject_of_parts(setting, "task", "task", (task.id, part.name, part.place), [part])


def deadline_h(task: Task, clock: StormClock, arrival_h: Fraction | None) -> Fraction | None:
    """The hour by which the task is due; None where it says none, or hangs on a storm that does not come."""
    due: Fraction | None = None
    if task.due is not None:
        due = hours_since(clock.start, task.due) if clock.dated else None
    elif task.due_h is not None and task.zero == "start":
        due = task.due_h
    elif task.due_h is not None and arrival_h is not None:
        due = arrival_h + task.due_h
    if task.phase == "before" and arrival_h is not None:
        due = arrival_h if due is None else min(due, arrival_h)
    return due


def _limit(setting: Setting, duty: TasksDuty, arrival_h: Fraction | None) -> Hour:
    """Deadlines after this do not count."""
    if duty.judged_until == "start":
        return ZERO
    if duty.judged_until == "storm-arrival":
        return max(arrival_h or ZERO, ZERO)
    return setting.evidence.ordeal.horizon_h


def _in_order(setting: Setting, task: Task, due_h: Fraction | None, limit_h: Hour) -> BothSides:
    """When the task is not overdue, on both sides of what nobody knows yet."""
    if task.status == "late":
        return {"pessimistic": NEVER, "optimistic": NEVER}
    if due_h is None or due_h > limit_h:
        return {"pessimistic": ALWAYS, "optimistic": ALWAYS}
    until: Intervals = ((ZERO, due_h),) if due_h > 0 else NEVER
    if task.status == "done":
        if task.done_at is not None:
            kept = _done_in(setting, task, due_h)
            return {"pessimistic": kept, "optimistic": kept}
        if _known_done(setting, task):
            return {"pessimistic": ALWAYS, "optimistic": ALWAYS}
        return {"pessimistic": until, "optimistic": ALWAYS}
    if due_h <= 0:
        return {"pessimistic": NEVER, "optimistic": NEVER}
    return {"pessimistic": until, "optimistic": ALWAYS}


def _done_in(setting: Setting, task: Task, due_h: Fraction) -> Intervals:
    """Always, but from the deadline until it was done."""
    clock = setting.evidence.clock
    assert task.done_at is not None
    if not clock.dated:
        return ALWAYS
    done_h = hours_since(clock.start, task.done_at)
    if done_h <= max(due_h, ZERO):
        return ALWAYS
    return outside(((max(due_h, ZERO), done_h),))


def _known_done(setting: Setting, task: Task) -> bool:
    """Whether somebody reported it as done on a day before hour 0."""
    source, clock = task.source, setting.evidence.clock
    if source is None or source.as_of is None or not clock.dated:
        return False
    return source.as_of < clock.start.astimezone(VIETNAM_TIME).date()


STATUS_WORDS = {
    "not-started": Text("chưa làm", "not started"),
    "ongoing": Text("đang làm", "ongoing"),
    "done": Text("đã xong", "done"),
    "late": Text("chậm", "late"),
}
"""What each status is called."""


def _notes(task: Task) -> tuple[Text, ...]:
    """Who does it, how far it is, and why it is late."""
    notes = []
    if task.unit is not None:
        notes.append(Text(vi=task.unit.vi, en=task.unit.english))
    if task.status is not None:
        done = "" if task.progress_percent is None else f" {task.progress_percent} %"
        words = STATUS_WORDS[task.status]
        notes.append(Text(vi=f"{words.vi}{done}", en=f"{words.en}{done}"))
    if task.reason is not None:
        notes.append(Text(vi=task.reason.vi, en=task.reason.english))
    return tuple(notes)
