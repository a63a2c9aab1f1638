"""Duties of the office in words: tasks, milestones, readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.filters import OUTCOME_MARKS
from planner.plan.wording import joined_texts

if TYPE_CHECKING:
    from planner.policy.duties.verdicts import DutyVerdict, Part, SubjectVerdict
    from planner.policy.verdicts import Outcome

OFFICE_KINDS = ("tasks", "milestone", "readiness")
OFFICE_SUBJECTS = ("task", "milestone", "readiness")
MOST_NAMED = 2

OFFICE_MEASURED: dict[str, Text] = {
    "task": Text("đúng hạn", "in time"),
    "ready": Text("có sẵn", "in place"),
    "sites-back": Text("trạm đang phát sóng", "stations on the air"),
    "posts-linked": Text("điểm chỉ huy liên lạc được", "command posts linked"),
    "commune-station": Text("trung tâm xã có sóng", "commune centres with a station"),
    "islands-linked": Text("xã đảo liên lạc được", "island communes linked"),
}
"""What each measure counts."""


def office_failing(verdict: DutyVerdict) -> Text:
    """What falls short, as the end of a line."""
    failing = [each for each in verdict.subjects if each.outcome == "fails"]
    if verdict.requirement.kind == "milestone":
        missing = verdict.needed - verdict.below_optimistic.minimum
        what = OFFICE_MEASURED[failing[0].measures[0].id]
        return Text(vi=f"thiếu {missing} {what.vi}", en=f"{what.en}: short by {missing}")
    tasks = verdict.requirement.kind == "tasks"
    named = [
        Text(vi=each.subject, en=each.subject) if tasks else each.name
        for each in failing[:MOST_NAMED]
    ]
    names, more = joined_texts(", ", named), len(failing) - len(named)
    rest = Text(f" và {more} mục nữa", f" and {more} more") if more else Text("", "")
    if tasks:
        noun = "task" if len(failing) == 1 else "tasks"
        return Text(
            vi=f"{len(failing)} việc quá hạn: {names.vi}{rest.vi}",
            en=f"{len(failing)} {noun} overdue: {names.en}{rest.en}",
        )
    return Text(vi=f"thiếu {names.vi}{rest.vi}", en=f"missing: {names.en}{rest.en}")


OFFICE_NOUNS = {"tasks": "việc", "readiness": "mục"}
"""What the subjects of these kinds are counted by."""


def office_part(part: Part, subject: SubjectVerdict) -> Text | None:
    """One task, or one thing that must be in place: whether it is, and what is on record of it.

    Where the subject is this one thing, its own line has named it; None where nothing is left to say.
    """
    if len(subject.parts) == 1 and part.name == subject.name:
        return joined_texts("; ", list(part.notes)) if part.notes else None
    sure, maybe = part.works["pessimistic"], part.works["optimistic"]
    outcome: Outcome = "unknown" if sure != maybe else "holds" if sure else "fails"
    mark = OUTCOME_MARKS[subject.outcome if len(subject.parts) == 1 else outcome]
    told = joined_texts("; ", list(part.notes)) if part.notes else None
    tail = Text("", "") if told is None else Text(vi=f": {told.vi}", en=f": {told.en}")
    return Text(vi=f"{mark} {part.name.vi}{tail.vi}", en=f"{mark} {part.name.en}{tail.en}")


def short_since(subject: SubjectVerdict, when: Text) -> Text:
    """From when on a task is overdue, or may be, or something is lacking."""
    if subject.kind == "task":
        perhaps = Text("có thể ", "perhaps ") if subject.outcome == "unknown" else Text("", "")
        return Text(vi=f"{perhaps.vi}quá hạn từ {when.vi}", en=f"{perhaps.en}overdue from {when.en}")
    return Text(vi=f"thiếu từ {when.vi}", en=f"lacking from {when.en}")


def office_unlisted(verdict: DutyVerdict) -> Text:
    """What to record where a duty of the office finds nothing."""
    if verdict.requirement.kind == "tasks":
        return Text(
            vi="Chưa ghi nhiệm vụ nào của đơn vị này: thêm vào tasks",
            en="No task of this unit is recorded: add it to tasks",
        )
    if verdict.requirement.kind == "readiness":
        return Text(vi="Quy định không đòi mục nào", en="The policy asks for nothing")
    return Text(
        vi="Chưa có gì ở đây để đếm: thêm vào danh mục trạm, điểm chỉ huy hoặc xã",
        en="Nothing is listed here that could be counted: add stations, posts or communes",
    )
