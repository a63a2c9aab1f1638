"""Random worlds of registers: deratings, cable, roaming, tasks, readiness, and milestones of recovery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.inventory.base import Name, Source
from planner.inventory.measure_records import CableProgramme, RoamingAgreement
from planner.inventory.office_records import (
    Drill,
    MessageTemplate,
    Review,
    RumourControl,
    Shift,
    Task,
)
from planner.policy.duties import MilestoneDuty, ReadinessDuty, TasksDuty
from planner.policy.duty import ReachModel
from planner.policy.measure_duties import DeratingDuty, RoamingDuty, UndergroundingDuty
from planner.scenario.records import Derate
from tests.oracle.chance import Seeded
from tests.oracle.duty_provinces import DutyProvinceMaker
from tests.oracle.duty_worlds import DutyWorldMaker
from tests.oracle.provinces import without_record

if TYPE_CHECKING:
    from datetime import datetime

    from planner.inventory.province import Province
    from planner.policy.duties import AnyDuty
    from planner.scenario.records import Action, Scenario
    from tests.oracle.world import World

TODAY = date(2026, 9, 7)
"""The day in Vietnam of hour 0 of every such world."""
OURS = Name(vi="Thử", en="Trial")
EVENTS = ("storm-warning", "no-signal", "roaming")
ASIDE = (
    "tasks", "roster", "drills", "message_templates", "cable_programmes", "roaming_agreements", "segments",
    "population_points", "command_posts", "sites",
)  # fmt: skip


def seeded_office_world(seed: int | str) -> World:
    """The world that a seed names; the same on every machine."""
    return OfficeWorldMaker(Seeded(f"office {seed}")).world(str(seed))


class OfficeProvinceMaker(DutyProvinceMaker):
    """Draws a province, and what its office keeps beside the network."""

    def __init__(self, chance: Any, spare_h: Any, start: datetime, pool_h: list[Fraction]) -> None:
        super().__init__(chance, spare_h)
        self._start, self._pool_h = start, pool_h

    def province(self) -> Province:
        """A province in which every reference leads somewhere."""
        bare = super().province()
        chance = self._chance
        districts = {
            id_: each.model_copy(update={"island": each.island or chance.happens(25)})
            for id_, each in bare.districts.items()
        }
        self._whose = [{}, {}, *({"district": id_} for id_ in bare.districts)]
        self._whose += [{"commune": id_} for id_ in bare.communes]
        self._missing = chance.pick((0, 0, 5, 15))
        return replace(
            bare, districts=districts, warning_channels={}, tasks=self._tasks(), **self._ready(),
            cable_programmes=self._programmes(list(bare.segments)),
            roaming_agreements=self._agreements(list(bare.communes)),
        )  # fmt: skip

    def _own(self) -> dict[str, Any]:
        return dict(self._chance.pick(self._whose))

    def _moment(self, spread_h: int) -> datetime:
        chance = self._chance
        if chance.happens(60):
            return self._start + timedelta(seconds=int(chance.pick(self._pool_h) * 3600))
        return self._start + timedelta(hours=chance.integer(-spread_h, spread_h))

    def _tasks(self) -> dict[str, Task]:
        chance, found = self._chance, {}
        for k in range(1, 1 + chance.pick((3, 2, 4, 1, 0))):
            status = chance.pick(("done", "done", "done", "ongoing", "not-started", "done", "done", "late"))
            made: dict[str, Any] = {
                "unit": OURS if self._surveyed() else None, "status": status if self._surveyed() else None,
                "phase": chance.pick(("before", "during", "before", "after")),
                "zero": chance.pick(("storm-arrival", "start")),
            }  # fmt: skip
            if self._surveyed():
                if chance.happens(25):
                    made["due"] = self._moment(30)
                else:
                    made["due_h"] = chance.pick((*self._pool_h, Fraction(0), Fraction(-5), Fraction(-2)))
            if status == "done":
                if chance.happens(80):
                    made["done_at"] = self._start + timedelta(hours=chance.integer(-40, 4))
                elif chance.happens(60):
                    day = TODAY - timedelta(days=chance.pick((1, 0, 3)))
                    made["source"] = Source(reporter="Trial", as_of=day)
            found[f"J{k}"] = Task(id=f"J{k}", task=OURS, **made, **self._own())
        return found

    def _ready(self) -> dict[str, Any]:
        chance = self._chance

        def some(most: int, make: Any) -> dict[str, Any]:
            count = chance.integer(1, most) if self._surveyed() and not chance.happens(6) else 0
            made = [make(k) for k in range(1, 1 + count)]
            return {each.id: each for each in made}

        def day() -> date:
            return TODAY - timedelta(days=chance.pick((20, 0, 366, 367, 100, 800, -5, 60, 30)))

        def own() -> dict[str, Any]:
            return {} if chance.happens(80) else self._own()

        def message(k: int) -> MessageTemplate:
            event = EVENTS[(k - 1) % 3] if chance.happens(90) else chance.pick((*EVENTS, "other"))
            return MessageTemplate(
                id=f"ms{k}", event=event, audience=OURS, text=OURS.model_dump(include={"vi", "en"}),
                channels=("sms",), **own(),
            )  # fmt: skip

        return {
            "roster": some(5, self._shift),
            "drills": some(3, lambda k: Drill(
                id=f"dr{k}", kind=chance.pick(("drill", "drill", "training")), name=OURS, date=day(), **own())),
            "reviews": some(3, lambda k: Review(id=f"rv{k}", date=day(), version="1", **own())),
            "message_templates": some(4, message),
            "rumour_control": some(2, lambda k: RumourControl(
                id=f"ru{k}", owner=OURS, response_min=30 if self._surveyed() else None,
                spokespersons=("A",) if self._surveyed() else (), **own())),
        }  # fmt: skip

    def _shift(self, k: int) -> Shift:
        """Shifts that mostly follow one another, and now and then leave a gap."""
        chance = self._chance
        begins = self._start + timedelta(hours=chance.pick((-2, 0, -2, 6, -8)) + 24 * (k - 1) // 2)
        lasts = timedelta(hours=chance.pick((100, 100, 24, 12, 100)))
        return Shift(
            id=f"sh{k}", from_=begins, to=begins + lasts, role=chance.pick(("duty", "leader")) if k > 2
            else ("duty", "leader")[k - 1], who=("A",) if chance.happens(92) else (),
            **({} if chance.happens(85) else self._own()),
        )  # fmt: skip

    def _programmes(self, segments: list[str]) -> dict[str, CableProgramme]:
        chance = self._chance
        return {
            f"CPR{k}": CableProgramme(
                id=f"CPR{k}", segments=tuple(chance.some(segments, 3)), target_km=5,
                year=chance.pick((2026, 2027, 2025)),
            )
            for k in range(1, 1 + chance.pick((1, 0, 2)))
        }  # fmt: skip

    def _agreements(self, communes: list[str]) -> dict[str, RoamingAgreement]:
        chance, found = self._chance, {}
        for k in range(1, 1 + chance.pick((1, 2, 2, 0))):
            named = communes if chance.happens(70) else chance.some(communes, 2) or communes[:1]
            operators = self._operators if chance.happens(80) else self._operators[:1]
            found[f"RA{k}"] = RoamingAgreement(
                id=f"RA{k}", communes=tuple(named), operators=tuple(operators),
                minutes_after_order=chance.pick((20, 30, 5, 45)) if self._surveyed() else None,
                last_tested=TODAY - timedelta(days=chance.pick((30, 365, 366, 90))) if self._surveyed() else None,
            )  # fmt: skip
        return found


class OfficeWorldMaker(DutyWorldMaker):
    """Draws a world that asks what is done, kept ready, agreed, and back in time."""

    def _made(self, spare_h: list[Fraction]) -> Province:
        start = self._scenario(()).start
        maker = OfficeProvinceMaker(self._chance, spare_h, start, self._pool_h)
        province = maker.province()
        if self._lossy and self._chance.happens(14):
            section = self._chance.pick(ASIDE)
            records = getattr(province, section)
            if records:
                gone = records[self._chance.pick(sorted(records))]
                province = without_record(province, section, gone, gone.id, placed=True)
        return province

    def _actions(self, bare: World, storm: Any) -> tuple[Action, ...]:
        """More masts are derated, with what was reported of it."""
        chance = self._chance
        kept = [a for a in super()._actions(bare, storm) if a.do != "derate"]
        found: list[Action] = []
        sites = list(bare.province.sites)
        for site in chance.some(sites, 3) if chance.happens(65) else ():
            for _ in range(chance.pick((1, 1, 1, 2))):
                found.append(self._derate(site))
        return (*kept, *found)

    def _derate(self, site: str) -> Derate:
        chance = self._chance
        done = chance.pick((True, True, True, True, None, False))
        when = self._scenario(()).start + timedelta(hours=chance.integer(-10, 6))
        return Derate(
            do="derate", site=site, factor=1.25, at_h=chance.pick((Fraction(-1), Fraction(0), *self._pool_h[:2])),
            until_h=chance.pick((None, None, self._pool_h[-1] + 1)), done=done,
            done_at=when if done and chance.happens(85) else None,
        )  # fmt: skip

    def _scenario(self, actions: tuple[Action, ...]) -> Scenario:
        return super()._scenario(actions)

    def _asked(self, bare: World) -> World:
        chance = self._chance
        near = ReachModel(terrain=chance.pick(("suburban", "open")), error_db=chance.pick((0, 4, 3)))
        milestones = [
            MilestoneDuty(
                kind="milestone", measure=measure, share=chance.pick((0.5, 1, 0.5, 0.7)),
                by_h=chance.pick((Fraction(2), Fraction(5), Fraction(0), Fraction(10))),
                counted_from=chance.pick(("worst", "storm-arrival", "start")),
                **self._said(f"m-{measure}", units),
            )
            for measure, units in (
                ("sites-back", ("province", "district", "commune")), ("posts-linked", ("province", "district")),
                ("commune-station", ("province", "district")), ("islands-linked", ("province", "district")),
            )
        ]  # fmt: skip
        duties: tuple[AnyDuty, ...] = (
            chance.pick(milestones), chance.pick(milestones),
            TasksDuty(
                kind="tasks", phases=chance.pick(((), ("before",))),
                judged_until=chance.pick(("storm-arrival", "start", "horizon")), arrival_force=chance.pick((6, 9)),
                **self._said("tasks", ("province", "district", "commune")),
            ),
            ReadinessDuty(
                kind="readiness", roster_roles=chance.pick((("duty",), ("duty", "leader"))),
                drill_within_days=chance.pick((366, None, 366)), review_within_days=chance.pick((366, None)),
                messages=chance.pick(((), EVENTS[:1], EVENTS[:2])), rumour_control=chance.happens(30),
                **self._said("readiness", ("province", "province", "province", "district")),
            ),
            DeratingDuty(
                kind="derating", before_force=chance.pick((6, 8, 10)), lead_h=chance.pick((Fraction(0), Fraction(2))),
                **self._said("derating", ("district", "province", "commune")),
            ),
            UndergroundingDuty(
                kind="undergrounding", share=chance.pick((0.5, 0.07, 0.3, 0.8)),
                by_year=chance.pick((2026, 2025, 2027)), routes=chance.pick(("core", "all")),
                **self._said("cable", ("province", "district")),
            ),
            RoamingDuty(
                kind="roaming", people_share=chance.pick((0.5, 0.2)), within_min=30,
                tested_within_days=chance.pick((365, None)),
                **self._said("roaming", ("commune", "commune", "district")) | {"reach": near},
            ),
        )  # fmt: skip
        unique = {each.id: each for each in duties}
        return replace(bare, duties=tuple(unique.values()))
