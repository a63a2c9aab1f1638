"""What of an office is out of date on the day of a scenario: drills, reviews, backups."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.foundation.clock import VIETNAM_TIME, day_words
from planner.foundation.text import Text
from planner.scenario.known import about_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from planner.foundation.diagnostics import Finding
    from planner.inventory.office_records import Drill, Review
    from planner.inventory.province import Province
    from planner.scenario.records import Scenario

YEAR = timedelta(days=366)
"""Ours: what the law asks for every year may come a day late in a leap year."""


def check_ages(scenario: Scenario, province: Province) -> Iterator[Finding]:
    """Findings about what should have been held or made again before the day of hour 0."""
    day = scenario.start.astimezone(VIETNAM_TIME).date()
    drills = [each for each in province.drills.values() if each.kind == "drill"]
    yield from _last("drills", drills, province, day, Text("diễn tập", "drill"))
    yield from _last("reviews", province.reviews.values(), province, day, Text("rà soát", "review"))
    for system in province.it_systems.values():
        every, last = system.backup_every_days, system.offline_backup
        if every is not None and last is not None and last + timedelta(days=every) < day:
            yield about_record(
                province,
                f"it_systems/{system.id}",
                "W590",
                Text(vi=f"hệ thống “{system.id}” sao lưu lần cuối {day_words(last).vi}, quá {every} ngày",
                     en=f"system `{system.id}` was backed up on {day_words(last).en}, over {every} days ago"),
                None,
                Text(vi="sao lưu rồi ghi offline_backup", en="make a backup and write `offline_backup`"),
            )


def _last(
    section: str,
    records: Iterable[Drill | Review],
    province: Province,
    day: date,
    name: Text,
) -> Iterator[Finding]:
    """The finding about the latest of each unit, where it is older than a year or its successor is overdue."""
    latest: dict[tuple[str | None, str | None], Drill | Review] = {}
    for each in sorted(records, key=lambda record: (record.date, record.id)):
        if each.date <= day:
            latest[each.district, each.commune] = each
    for each in sorted(latest.values(), key=lambda record: record.id):
        due = min(filter(None, (each.next_due, each.date + YEAR)))
        if due < day:
            last, next_ = day_words(each.date), day_words(due)
            yield about_record(
                province,
                f"{section}/{each.id}",
                "W590",
                Text(vi=f"lần {name.vi} gần nhất “{each.id}” là {last.vi}, hạn lần sau {next_.vi}",
                     en=f"the last {name.en} `{each.id}` was on {last.en}, the next due on {next_.en}"),
                None,
                Text(vi="tổ chức lại rồi ghi thêm một mục", en="hold another and add it to the list"),
            )
