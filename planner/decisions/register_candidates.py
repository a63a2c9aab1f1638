"""Which rows of a register, written or done in time, could make a duty about it hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from planner.decisions.changes import NEW_ID, Change, hour_words, whole_down
from planner.decisions.register_changes import (
    agree_roaming,
    bury_route,
    complete_rows,
    derate_in_time,
    finish_task,
    new_derating,
    test_roaming,
)
from planner.foundation.clock import instant_at
from planner.foundation.intervals import ZERO, outside, within
from planner.foundation.text import Text
from planner.foundation.units import gust_3s_mps
from planner.inventory.base import Name, Notice
from planner.inventory.office_records import (
    Drill,
    MessageTemplate,
    Review,
    RumourControl,
    Shift,
)
from planner.inventory.rosters import SHIFT_WORDS
from planner.network.lengths import core_segments, length_km
from planner.policy.duties.readiness import EVENT_WORDS
from planner.policy.duties.tasks import deadline_h
from planner.scenario.arrival import storm_clock
from planner.scenario.day import start_of
from planner.scenario.outdoors import winds_outdoors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from planner.foundation.intervals import Hour
    from planner.inventory.office_records import OfficeRecord
    from planner.policy.duties.measure_records import DeratingDuty, RoamingDuty, UndergroundingDuty
    from planner.policy.duties.records import ReadinessDuty, TasksDuty
    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.scenario.records import Derate
    from planner.scenario.run import Run

_NOBODY_YET = Name(vi="đơn vị được giao", en="whoever it is given to")
_DRILL = Text(
    "tổ chức một cuộc diễn tập trước bão và ghi lại", "hold a drill before the storm and record it"
)
_REVIEW = Text(
    "rà soát phương án trước bão và ghi lại", "review the plan before the storm and record it"
)
_ANSWER = Text(
    vi="cử người phát ngôn và ghi thời hạn trả lời tin giả",
    en="name a spokesperson and write how soon false news is answered",
)
ANSWERED_IN_MIN = 60
"""How soon false news is answered, where nobody has said. Our figure."""


@dataclass(frozen=True)
class Registers:
    """A run, and what a duty about a register says of one place, task or unit."""

    run: Run
    verdict: DutyVerdict
    subject: SubjectVerdict

    # --- tasks ---

    def tasks(self, duty: TasksDuty) -> Iterator[Change]:
        """The task done by its deadline, the earliest one under any wind model."""
        loaded = self.run.loaded
        task = loaded.province.tasks[self.subject.subject]
        update: dict[str, object] = {}
        if task.unit is None:
            update["unit"] = _NOBODY_YET
        if task.due is None and task.due_h is None:
            update |= {"due_h": Fraction(0), "zero": "storm-arrival"}
        due: list[Fraction] = []
        for member in self.run.members:
            clock = storm_clock(loaded, member.felt.model)
            arrival_h = clock.arrival_h(duty.arrival_force)
            by_h = deadline_h(task.model_copy(update=update), clock, arrival_h)
            due.append(ZERO if by_h is None else by_h)
        yield finish_task(loaded, task, min(due), update)

    # --- readiness ---

    def readiness(self, duty: ReadinessDuty) -> Iterator[Change]:
        """The row that is wanting: a shift, a drill, a review, messages, somebody who answers."""
        rows, section, words = self._rows()
        if rows:
            yield complete_rows(self.run.loaded, section, rows, words, self.subject.subject)

    def _home(self) -> dict[str, Any]:
        unit, kind = self.verdict.unit, self.verdict.requirement.unit
        return {
            "district": unit if kind == "district" else None,
            "commune": unit if kind == "commune" else None,
        }

    def _rows(self) -> tuple[Sequence[OfficeRecord], str, Text]:
        day, home, what = start_of(self.run.loaded).date(), self._home(), self.subject.subject
        name = Name(vi=self.subject.name.vi, en=self.subject.name.en)
        if what == "drills":
            made = Drill(id=f"{NEW_ID}-drill", name=name, date=day, **home)
            return [made], "drills", _DRILL
        if what == "reviews":
            review = Review(id=f"{NEW_ID}-review", date=day, version=NEW_ID, **home)
            return [review], "reviews", _REVIEW
        if what == "messages":
            return self._messages(home)
        if what == "rumour-control":
            answer = RumourControl(
                id=f"{NEW_ID}-rumours",
                owner=name,
                response_min=ANSWERED_IN_MIN,
                spokespersons=(NEW_ID,),
                **home,
            )
            return [answer], "rumour_control", _ANSWER
        return self._shifts(what.removeprefix("roster-"), home)

    def _messages(self, home: dict[str, Any]) -> tuple[Sequence[OfficeRecord], str, Text]:
        asked = self.verdict.requirement
        wanted = asked.messages if asked.kind == "readiness" else ()
        ready = {part.id for part in self.subject.parts if part.works["pessimistic"]}
        lacking = [event for event in wanted if event not in ready]
        made = [
            MessageTemplate(
                id=f"{NEW_ID}-{event}", event=event, channels=("sms",), audience=_NOBODY_YET,
                text=Notice(vi=EVENT_WORDS[event].vi, en=EVENT_WORDS[event].en), **home,
            )
            for event in lacking
        ]  # fmt: skip
        named = Text(
            vi=", ".join(EVENT_WORDS[each].vi for each in lacking),
            en=", ".join(EVENT_WORDS[each].en for each in lacking),
        )
        words = Text(vi=f"soạn sẵn mẫu tin: {named.vi}", en=f"write the messages: {named.en}")
        return made, "message_templates", words

    def _shifts(self, role: str, home: dict[str, Any]) -> tuple[Sequence[OfficeRecord], str, Text]:
        """Shifts in every hour in which nobody is on duty."""
        loaded, duty = self.run.loaded, self.verdict.requirement
        horizon_h = loaded.scenario.horizon_h
        end_h = horizon_h if duty.until_h is None else min(duty.until_h, horizon_h)
        works = self.subject.parts[0].works["pessimistic"]
        gaps = within(outside(works), min(duty.from_h, horizon_h), end_h)
        start = start_of(loaded)
        made = [
            Shift.model_validate({
                "id": f"{NEW_ID}-shift-{number}", "from": instant_at(start, begin), "role": role,
                "to": instant_at(start, Fraction(end)), "who": (NEW_ID,), **home,
            })
            for number, (begin, end) in enumerate(gaps)
        ]  # fmt: skip
        when = [
            (hour_words(loaded, begin), hour_words(loaded, Fraction(end))) for begin, end in gaps
        ]
        vi = ", ".join(f"{begin.vi} – {end.vi}" for begin, end in when)
        en = ", ".join(f"{begin.en} – {end.en}" for begin, end in when)
        who = SHIFT_WORDS[role]
        return made, "roster", Text(vi=f"phân công {who.vi} {vi}", en=f"assign a {who.en} {en}")

    # --- deratings ---

    def derating(self, duty: DeratingDuty) -> Iterator[Change]:
        """The mast derated before the wind comes; where nothing is ordered, every mast that may not stand it."""
        loaded, sites = self.run.loaded, self.run.loaded.province.sites
        orders = [a for a in loaded.scenario.actions if a.do == "derate"]
        own = [a for a in orders if a.site == self.subject.subject]
        new = self.subject.kind == "unit"
        if new:
            own = [new_derating(site) for site in sorted(sites) if self._may_fall(site)]
        calm = self._calm_h(own, duty)
        if own and calm is not None:
            latest_h, gone_h = calm
            # Whoever puts the load back before the wind has gone has not derated: then it stays down.
            own = [
                each.model_copy(update={"until_h": None})
                if each.until_h is not None and each.until_h < gone_h
                else each
                for each in own
            ]
            yield derate_in_time(loaded, own, latest_h, new=new)

    def _may_fall(self, site_id: str) -> bool:
        """Whether a mast of the unit may not stand what comes."""
        province, peak_mps = (
            self.run.loaded.province,
            self.run.peak_gust_mps.get(f"{site_id}/mast", 0),
        )
        site, duty = province.sites[site_id], self.verdict.requirement
        home = site.commune if duty.unit == "commune" else site.district
        if (duty.unit != "province" and home != self.verdict.unit) or peak_mps <= 0:
            return False
        wind = site.structure.design_wind
        if wind is None:
            return True
        exposure = province.exposure_of(site.district, site.exposure)
        return gust_3s_mps(wind.value, wind.unit, wind.averaging, exposure) < peak_mps

    def _calm_h(
        self, orders: Sequence[Derate], duty: DeratingDuty
    ) -> tuple[Fraction, Hour] | None:
        """The last whole hour at which all of the masts must be derated, and when the wind has gone from all of them.

        Under every wind model. None where nobody knows when it comes: there is none, or it was there before hour 0.
        """
        loaded = self.run.loaded
        actions = (*loaded.scenario.actions, *orders)
        scenario = loaded.scenario.model_copy(update={"actions": actions})
        winds = winds_outdoors(replace(loaded, scenario=scenario, duties=(duty,)))
        latest: list[Fraction] = []
        gone: list[Hour] = []
        for member in self.run.members:
            felt = None if winds is None else winds.under(member.felt)
            for order in orders:
                if felt is None:
                    return None
                windy = felt[order.site].at_force(duty.before_force)
                if not windy:
                    continue
                if windy[0][0] <= 0:
                    return None
                latest.append(windy[0][0] - duty.lead_h)
                gone.append(windy[-1][1])
        return (Fraction(whole_down(min(latest))), max(gone)) if latest else None

    # --- roaming ---

    def roaming(self, duty: RoamingDuty) -> Iterator[Change]:
        """An agreement that was made tried out; else one between all operators, tried out."""
        loaded, commune = self.run.loaded, self.subject.subject
        day = start_of(loaded).date()
        for _, agreement in sorted(loaded.province.roaming_agreements.items()):
            if commune in agreement.communes:
                yield test_roaming(loaded, agreement, duty.within_min, day, commune)
        operators = sorted(
            {each for site in loaded.province.sites.values() for each in site.operators}
        )
        if len(operators) > 1:
            yield agree_roaming(loaded, operators, duty.within_min, day, commune)

    # --- cable ---

    def undergrounding(self, duty: UndergroundingDuty) -> Iterator[Change]:
        """What is left of each programme, and the fewest segments that do, the longest first."""
        loaded, province = self.run.loaded, self.run.loaded.province
        asked = core_segments(province) if duty.routes == "core" else province.segments.keys()
        metres = {
            id_: floor(km * 1000)
            for id_ in sorted(asked)
            if self._is_here(id_)
            and (km := length_km(province.segments[id_], province)) is not None
        }
        hanging = {
            id_: m for id_, m in metres.items() if province.segments[id_].mounting == "aerial"
        }
        for _, programme in sorted(province.cable_programmes.items()):
            own = [id_ for id_ in programme.segments if id_ in hanging]
            if own and programme.year <= duty.by_year:
                length_m = sum(hanging[id_] for id_ in own)
                yield bury_route(loaded, own, length_m, programme.id, self.subject.subject)
        short_m = (
            ceil(sum(metres.values()) * duty.share) - sum(metres.values()) + sum(hanging.values())
        )
        chosen: list[str] = []
        for id_ in sorted(hanging, key=lambda each: (-hanging[each], each)):
            if sum(hanging[each] for each in chosen) >= short_m:
                break
            chosen.append(id_)
        if chosen:
            length_m = sum(hanging[each] for each in chosen)
            yield bury_route(loaded, chosen, length_m, None, self.subject.subject)

    def _is_here(self, segment_id: str) -> bool:
        province, duty = self.run.loaded.province, self.verdict.requirement
        if duty.unit == "province":
            return True
        segment = province.segments[segment_id]
        ends = [province.fiber_nodes.get(end) for end in (segment.from_, segment.to)]
        return any(end is not None and end.district == self.verdict.unit for end in ends)
