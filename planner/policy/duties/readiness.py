"""Readiness: somebody on duty throughout, a recent drill and review, messages ready, somebody to answer false news.

What was not recorded cannot be judged; what was recorded and falls short, fails.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from planner.foundation.clock import day_words, hours_since
from planner.foundation.intervals import ALWAYS, NEVER, Intervals, joined
from planner.foundation.text import Text
from planner.inventory.office_records import OfficeRecord
from planner.inventory.rosters import SHIFT_WORDS
from planner.policy.duties.office_units import of_unit, subject_of_parts
from planner.policy.duties.verdicts import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from planner.foundation.diagnostics import Place
    from planner.inventory.office_records import Drill, Review, Shift
    from planner.policy.duties.records import ReadinessDuty
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.verdicts import BothSides, DutyVerdict, SubjectVerdict
    from planner.policy.units import Unit

Own = TypeVar("Own", bound=OfficeRecord)
OPEN: BothSides = {"pessimistic": NEVER, "optimistic": ALWAYS}
YES: BothSides = {"pessimistic": ALWAYS, "optimistic": ALWAYS}
NO: BothSides = {"pessimistic": NEVER, "optimistic": NEVER}

EVENT_WORDS = {
    "storm-warning": Text("tin bão", "storm warning"),
    "evacuation": Text("sơ tán", "evacuation"),
    "power-cut": Text("cắt điện", "power cut"),
    "no-signal": Text("mất sóng", "no signal"),
    "roaming": Text("chuyển vùng", "roaming"),
    "false-news": Text("tin giả", "false news"),
    "all-clear": Text("hết nguy hiểm", "all clear"),
    "other": Text("việc khác", "other"),
}


def judge_readiness(setting: Setting, duty: ReadinessDuty) -> list[DutyVerdict]:
    """The duty for every unit, by its own records: those of units within it are not counted."""
    return [
        setting.unit_verdict(unit, _Readiness(setting, duty, unit).subjects())
        for unit in setting.units()
    ]


class _Readiness:
    """One unit's readiness."""

    def __init__(self, setting: Setting, duty: ReadinessDuty, unit: Unit) -> None:
        self.setting = setting
        self.duty = duty
        self.unit = unit
        self.province = setting.evidence.province

    def subjects(self) -> list[SubjectVerdict]:
        """What the policy asks for, one subject each."""
        found = [self._roster(role) for role in self.duty.roster_roles]
        if self.duty.drill_within_days is not None:
            drills = [each for each in self._own(self.province.drills) if each.kind == "drill"]
            words = Text("diễn tập", "drill")
            found.append(self._recent("drills", drills, self.duty.drill_within_days, words))
        if self.duty.review_within_days is not None:
            reviews = self._own(self.province.reviews)
            words = Text("rà soát phương án", "review of the plan")
            found.append(self._recent("reviews", reviews, self.duty.review_within_days, words))
        if self.duty.messages:
            found.append(self._messages())
        if self.duty.rumour_control:
            found.append(self._rumours())
        return found

    def _own(self, section: Mapping[str, Own]) -> list[Own]:
        return [each for each in section.values() if of_unit(each, self.unit, self.duty.unit)]

    def _subject(
        self, id_: str, name: Text, parts: list[Part], place: Place | None = None
    ) -> SubjectVerdict:
        return subject_of_parts(self.setting, "readiness", "ready", (id_, name, place), parts)

    def _part(
        self, id_: str, name: Text, works: BothSides, section: str, notes: tuple[Text, ...] = ()
    ) -> Part:
        """A part of a list; while a record of it is set aside, nobody can say for sure how it stands."""
        if self.setting.aside(section):
            works = OPEN
        open_ = works["pessimistic"] != works["optimistic"]
        return Part(
            id=id_, kind=section, name=name, works=works, at_rest=works, place=None, notes=notes,
            missing=(f"{self.unit.id}.{section}",) if open_ else (),
        )  # fmt: skip

    # --- the roster ---

    def _roster(self, role: str) -> SubjectVerdict:
        shifts = [each for each in self._own(self.province.roster) if each.role == role]
        clock = self.setting.evidence.clock
        works = OPEN
        if shifts and clock.dated:
            on_duty = self._on_duty(shifts)
            works = {"pessimistic": on_duty, "optimistic": on_duty}
        name = SHIFT_WORDS[role]
        places = [self.province.places.get(f"roster/{each.id}") for each in shifts[:1]]
        return self._subject(
            f"roster-{role}", name, [self._part(role, name, works, "roster")], *places
        )

    def _on_duty(self, shifts: Iterable[Shift]) -> Intervals:
        start = self.setting.evidence.clock.start
        return joined(
            (hours_since(start, each.from_), hours_since(start, each.to))
            for each in sorted(shifts, key=lambda shift: (shift.from_, shift.to))
            if each.who and each.to > each.from_
        )

    # --- drills and reviews ---

    def _recent(
        self, section: str, records: Iterable[Drill | Review], within_days: int, name: Text
    ) -> SubjectVerdict:
        day = self.setting.evidence.day
        held = [each for each in records if each.date <= day]
        last = max((each.date for each in held), default=None)
        works: BothSides = OPEN
        notes: tuple[Text, ...] = ()
        if last is not None:
            works = YES if last >= day - timedelta(days=within_days) else NO
            notes = (_on(last),)
        places = [
            self.province.places.get(f"{section}/{each.id}") for each in held if each.date == last
        ]
        part = self._part(section, name, works, section, notes)
        return self._subject(section, name, [part], *places[:1])

    # --- messages and rumours ---

    def _messages(self) -> SubjectVerdict:
        known = self._own(self.province.message_templates)
        parts = []
        for event in self.duty.messages:
            ready = [each for each in known if each.event == event]
            works = YES if ready else (NO if known else OPEN)
            parts.append(self._part(event, EVENT_WORDS[event], works, "message_templates"))
        return self._subject("messages", Text("mẫu tin", "messages ready"), parts)

    def _rumours(self) -> SubjectVerdict:
        known = self._own(self.province.rumour_control)
        complete = [each for each in known if each.response_min is not None and each.spokespersons]
        name = Text("xử lý tin giả", "answering false news")
        works = YES if complete else OPEN
        places = [self.province.places.get(f"rumour_control/{each.id}") for each in known[:1]]
        part = self._part("rumour-control", name, works, "rumour_control")
        return self._subject("rumour-control", name, [part], *places)


def _on(day: date) -> Text:
    shown = day_words(day)
    return Text(vi=f"lần cuối {shown.vi}", en=f"last on {shown.en}")
