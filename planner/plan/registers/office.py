"""What an office works with through a storm: who is called, who is on duty, what is due, what is to be back by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.inventory.kinds import CALLED
from planner.inventory.records import SECTIONS
from planner.inventory.rosters import SHIFT_WORDS
from planner.plan.filters import OUTCOME_MARKS, both, same
from planner.plan.office_words import (
    NONE,
    PHASES,
    at_instant,
    dated,
    named,
    place_of,
    relative_deadline,
    share_words,
)
from planner.plan.registers.register import NOT_SAID, Register, figure
from planner.plan.wording import joined_texts
from planner.policy.duties.tasks import STATUS_WORDS, deadline_h
from planner.scenario.arrival import storm_clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from planner.inventory.office_records import Milestone, Task
    from planner.plan.filters import Clock
    from planner.policy.verdicts import Outcome
    from planner.scenario.run import Run

ARRIVAL_FORCE = 6
"""Of hours that no requirement counts: the storm has come with this force."""
_ORDER = {"before": 0, "during": 1, "after": 2}


def contacts(run: Run, clock: Clock) -> Register:
    """The directory. Names, numbers and addresses are internal."""
    del clock
    province = run.loaded.province
    rows = [
        (
            same(each.id), both(each.unit), named(each.post), place_of(each, province),
            *(same(value or "") for value in (each.person, each.mobile, each.landline,
                                              each.satellite, each.radio, each.email)),
        )
        for each in province.contacts.values()
    ]  # fmt: skip
    return Register(
        "contacts",
        Text("Danh bạ", "Contacts"),
        (
            Text("Mã", "Id"), Text("Đơn vị", "Unit"), Text("Chức vụ", "Post"), Text("Của", "Of"),
            Text("Họ và tên", "Name"), Text("Di động", "Mobile"), Text("Cố định", "Landline"),
            Text("Vệ tinh", "Satellite"), Text("Vô tuyến", "Radio"), Text("Thư điện tử", "E-mail"),
        ),
        tuple(rows),
        "<<<<<<<<<<",
        internal=(4, 5, 6, 7, 8, 9),
    )  # fmt: skip


def roster(run: Run, clock: Clock) -> Register:
    """The shifts in order of time; who by name, and how to call them, is internal."""
    del clock
    province = run.loaded.province
    rows = []
    for each in sorted(province.roster.values(), key=lambda s: (s.from_, s.to, s.id)):
        who = [province.contacts[id_] for id_ in each.who if id_ in province.contacts]
        posts = [both(one.post or one.unit) for one in who]
        rows.append(
            (
                at_instant(each.from_), at_instant(each.to), SHIFT_WORDS[each.role],
                place_of(each, province), joined_texts(", ", posts) if posts else NOT_SAID,
                same(", ".join(one.person or "" for one in who)),
                same(", ".join(one.mobile or one.landline or "" for one in who)),
            )
        )  # fmt: skip
    return Register(
        "roster",
        Text("Lịch trực", "Duty roster"),
        (
            Text("Từ", "From"), Text("Đến", "To"), Text("Vai", "Role"), Text("Của", "Of"),
            Text("Chức vụ", "Post"), Text("Họ và tên", "Name"), Text("Điện thoại", "Telephone"),
        ),
        tuple(rows),
        "<<<<<<<",
        internal=(5, 6),
    )  # fmt: skip


def tasks(run: Run, clock: Clock) -> Register:
    """Every task with its deadline as an hour of this storm, how far it is, and what is judged of it."""
    province = run.loaded.province
    judged = _judged_tasks(run) if province.tasks else {}
    told = list(_with_deadlines(run)) if province.tasks else []
    rows = [
        (
            PHASES[each.phase],
            both(each.task),
            named(each.unit),
            place_of(each, province),
            _deadline(each, due_h, clock),
            NOT_SAID if each.status is None else STATUS_WORDS[each.status],
            NONE if each.progress_percent is None else same(f"{each.progress_percent} %"),
            NONE if each.reason is None else both(each.reason),
            at_instant(each.done_at),
            same(OUTCOME_MARKS[judged[each.id]]) if each.id in judged else NONE,
            dated(each.source),
        )
        for each, due_h in sorted(
            told, key=lambda t: (_ORDER[t[0].phase], t[1] is None, t[1] or 0, t[0].id)
        )
    ]
    return Register(
        "tasks",
        Text("Phân công nhiệm vụ", "Tasks"),
        (
            Text("Giai đoạn", "Phase"), Text("Việc", "Task"), Text("Đơn vị", "Unit"),
            Text("Của", "Of"), Text("Hạn", "Deadline"), Text("Tình trạng", "Status"),
            Text("Tiến độ", "Progress"), Text("Lý do chậm", "Why late"), Text("Xong lúc", "Done at"),
            Text("Đúng hạn", "In time"), Text("Số liệu ngày", "As of"),
        ),
        tuple(rows),
        "<<<<<<><<<<",
    )  # fmt: skip


def _with_deadlines(run: Run) -> Iterator[tuple[Task, Fraction | None]]:
    storm = storm_clock(run.loaded, run.felt.model)
    arrival_h = storm.arrival_h(ARRIVAL_FORCE)
    for each in run.loaded.province.tasks.values():
        yield each, deadline_h(each, storm, arrival_h)


def _judged_tasks(run: Run) -> dict[str, Outcome]:
    """What the run says of each task that some requirement speaks of."""
    return {
        subject.subject: subject.outcome
        for verdict in run.duties
        if verdict.requirement.kind == "tasks"
        for subject in verdict.subjects
    }


def _deadline(task: Task, due_h: Fraction | None, clock: Clock) -> Text:
    """The hour of this storm, and how it is meant."""
    meant = None if task.due_h is None else relative_deadline(task.due_h, task.zero)
    if due_h is None:
        return meant or at_instant(task.due)
    when = clock.show(due_h)
    if meant is None:
        return when
    return Text(vi=f"{when.vi} ({meant.vi})", en=f"{when.en} ({meant.en})")


def milestones(run: Run, clock: Clock) -> Register:
    """Every milestone with what this run says of it, where a requirement computes it."""
    del clock
    province = run.loaded.province
    rows = [
        (
            relative_deadline(each.due_h, each.zero),
            both(each.name),
            NONE if each.share is None else share_words(each.share),
            named(each.unit),
            _computed(run, each),
            at_instant(each.reached_at),
            NONE if each.reason is None else both(each.reason),
        )
        for each in sorted(province.milestones.values(), key=lambda m: (m.due_h, m.id))
    ]
    return Register(
        "milestones",
        Text("Mốc phục hồi", "Milestones of recovery"),
        (
            Text("Mốc", "By"), Text("Việc", "What"), Text("Phần", "Share"), Text("Đơn vị", "Unit"),
            Text("Tính từ kịch bản", "Computed"), Text("Đạt lúc", "Reached at"),
            Text("Lý do chậm", "Why late"),
        ),
        tuple(rows),
        "<<><<<<",
    )  # fmt: skip


def _computed(run: Run, milestone: Milestone) -> Text:
    """`3 đạt, 1 không đạt`: the units of the requirement that computes it."""
    if milestone.requirement is None:
        return NONE
    outcomes = [v.outcome for v in run.duties if v.requirement.id == milestone.requirement]
    if not outcomes:
        return Text("kịch bản không xét", "not asked by the scenario")
    holds, fails = outcomes.count("holds"), outcomes.count("fails")
    open_ = len(outcomes) - holds - fails
    return Text(
        vi=f"{holds} đạt, {fails} không đạt, {open_} chưa rõ",
        en=f"{holds} hold, {fails} fail, {open_} cannot be judged",
    )


def sources(run: Run, clock: Clock) -> Register:
    """Of every list: how many records say who says so and as of when."""
    del clock
    rows = []
    for name in SECTIONS:
        records = list(getattr(run.loaded.province, name).values())
        if not records:
            continue
        own = name == "damage_reports"  # each names its reporter and its instant by itself
        by = [each.source for each in records]
        reporter = sum(own or source is not None for source in by)
        dated_ = sum(own or (source is not None and source.as_of is not None) for source in by)
        rows.append(
            (
                CALLED[name], same(name), figure(len(records), 0),
                figure(reporter, 0), figure(dated_, 0), figure(len(records) - dated_, 0),
            )
        )  # fmt: skip
    return Register(
        "sources",
        Text("Nguồn và ngày của số liệu", "Sources and days of figures"),
        (
            Text("Danh sách", "List"), Text("Khóa YAML", "YAML key"), Text("Số mục", "Records"),
            Text("Ghi người báo", "With a reporter"), Text("Ghi ngày", "With a day"),
            Text("Không ghi ngày", "Without a day"),
        ),
        tuple(rows),
        "<<>>>>",
    )  # fmt: skip
