"""Random worlds of registers: deratings, cable, roaming, tasks, readiness, and milestones of recovery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from planner.inventory.base import Name, Notice, Source
from planner.inventory.measure_records import CableProgramme, RoamingAgreement
from planner.inventory.office_records import (
    Drill,
    MessageTemplate,
    Review,
    RumourControl,
    Shift,
    Task,
)
from planner.policy.duties.duty import ReachModel
from planner.policy.duties.measure_records import DeratingDuty, RoamingDuty, UndergroundingDuty
from planner.policy.duties.records import MilestoneDuty, ReadinessDuty, TasksDuty
from planner.scenario.records import Derate
from tests.oracle.chance import Seeded
from tests.oracle.duty_provinces import DutyProvinceMaker
from tests.oracle.duty_worlds import DutyWorldMaker
from tests.oracle.provinces import without_record

if TYPE_CHECKING:
    from datetime import datetime

    from planner.hazard.records import Storm
    from planner.inventory.office_records import MessageEvent
    from planner.inventory.province import Province
    from planner.policy.duties.records import AnyDuty
    from planner.scenario.records import Action
    from tests.oracle.world import World

TODAY = date(2026, 9, 7)
"""The day in Vietnam of hour 0 of every such world."""
OURS = Name(vi="Thử", en="Trial")
WORDS = Notice(vi="Thử", en="Trial")
Measure = Literal["sites-back", "posts-linked", "commune-station", "islands-linked"]
EVENTS: tuple[MessageEvent, ...] = ("storm-warning", "no-signal", "roaming")
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
        self._missing = chance.pick((0, 0, 0, 3, 8))

    def province(self) -> Province:
        """A province in which every reference leads somewhere."""
        bare = super().province()
        chance = self._chance
        districts = {
            id_: each.model_copy(update={"island": each.island or chance.happens(70)})
            for id_, each in bare.districts.items()
        }
        self._whose = [{}, {}, *({"district": id_} for id_ in bare.districts)]
        self._whose += [{"commune": id_} for id_ in bare.communes]
        self._missing = chance.pick((0, 0, 0, 10))
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
        for k in range(1, 1 + chance.pick((2, 1, 3, 1, 4, 2))):
            status = chance.pick(
                ("done", "done", "ongoing", "done", "not-started", *("done",) * 9, "late", "ongoing")
            )
            made: dict[str, Any] = {
                "unit": OURS if not chance.happens(4) else None, "status": status if self._surveyed() else None,
                "phase": chance.pick(("before", "during", "before", "after")),
                "zero": chance.pick(("storm-arrival", "start")),
            }  # fmt: skip
            if self._surveyed():
                if chance.happens(18):
                    made["due"] = self._moment(30)
                else:
                    made["due_h"] = chance.pick((*self._pool_h, *(Fraction(0), Fraction(-2)) * 12))
            if status == "done":
                if chance.happens(75):
                    made["done_at"] = self._start + timedelta(hours=chance.integer(-40, 12))
                elif chance.happens(50):
                    day = TODAY - timedelta(days=chance.pick((1, 0, 3)))
                    made["source"] = Source(reporter="Trial", as_of=day)
            found[f"J{k}"] = Task(id=f"J{k}", task=OURS, **made, **self._own())
        return found

    def _ready(self) -> dict[str, Any]:
        chance = self._chance

        def some(most: int, make: Any) -> dict[str, Any]:
            count = chance.integer(2, most) if self._surveyed() and not chance.happens(2) else 0
            made = [make(k) for k in range(1, 1 + count)]
            return {each.id: each for each in made}

        def day() -> date:
            return TODAY - timedelta(days=chance.pick((20, 366, 100, 800, 60, -5, 30, 367, 90)))

        def own() -> dict[str, Any]:
            return {} if chance.happens(92) else self._own()

        def message(k: int) -> MessageTemplate:
            event: MessageEvent = EVENTS[(k - 1) % 3] if chance.happens(88) else chance.pick((*EVENTS, "other"))
            return MessageTemplate(
                id=f"ms{k}", event=event, audience=OURS, text=WORDS,
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
        begins = self._start + timedelta(hours=chance.pick((-2, 0, -2, -8, -1, -3, -2, 6)) + 24 * (k - 1) // 2)
        lasts = timedelta(hours=chance.pick((100, 100, 100, 100, 100, 24, 100, 100, 100)))
        return Shift(
            id=f"sh{k}", from_=begins, to=begins + lasts, role=chance.pick(("duty", "leader")) if k > 2
            else ("duty", "leader")[k - 1], who=("A",) if chance.happens(98) else (),
            **({} if chance.happens(95) else self._own()),
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
        for site in chance.some(sites, 3) if chance.happens(85) else ():
            for _ in range(chance.pick((1, 1, 1, 2))):
                found.append(self._derate(site))
        return (*kept, *found)

    def _derate(self, site: str) -> Derate:
        chance = self._chance
        done = chance.pick((True,) * 6 + (None, False))
        when = self._scenario(()).start + timedelta(hours=chance.integer(-10, 3))
        return Derate(
            do="derate", site=site, factor=1.25, at_h=chance.pick((Fraction(-1), Fraction(0), *self._pool_h[:2])),
            until_h=chance.pick((None, None, None, self._pool_h[0] + Fraction(1, 2))), done=done,
            done_at=when if done and chance.happens(85) else None,
        )  # fmt: skip

    def _storm(self, bare: World) -> Storm | None:
        """A storm that in most worlds tells its wind, and in some breaks more that is mended later."""
        storm = super()._storm(bare)
        if storm is None or any(f.quantity == "gust_mps" for f in storm.footprints):
            return storm
        if self._chance.happens(25):
            return storm
        windy = self._footprint("W8").model_copy(update={"quantity": "gust_mps", "series": ()})
        windy = windy.model_copy(update={"value": self._chance.pick((24.0, 18.0, 36.0))})
        if self._chance.happens(60):  # over everything
            wide = ((105.0, 18.0), (108.0, 18.0), (108.0, 24.0), (105.0, 24.0))
            windy = windy.model_copy(update={"polygon": wide, "from_h": self._chance.pick(self._pool_h)})
            windy = windy.model_copy(update={"until_h": None})
        return storm.model_copy(update={"footprints": (*storm.footprints, windy)})

    def _asked(self, bare: World) -> World:
        chance = self._chance
        near = ReachModel(terrain=chance.pick(("open", "suburban", "open")), error_db=chance.pick((0, 3, 4)))
        measures: tuple[tuple[Measure, tuple[str, ...]], ...] = (
            ("sites-back", ("province", "district", "province", "commune")),
            ("posts-linked", ("province", "district")), ("commune-station", ("province", "district")),
            ("islands-linked", ("province", "district")),
        )  # fmt: skip
        milestones = [
            MilestoneDuty(
                kind="milestone", measure=measure, share=chance.pick((0.1, 0.05, 0.2, 0.05, 0.02, 0.5)),
                by_h=self._horizon_h / chance.pick((4, 2, 12, 2)), reach=near,
                counted_from=chance.pick(("worst", "start", "storm-arrival", "start")),
                **{k: v for k, v in self._said(f"m-{measure}", units).items() if k != "reach"},
            )
            for measure, units in measures
        ]
        duties: tuple[AnyDuty, ...] = (
            chance.pick(milestones), chance.pick(milestones),
            TasksDuty(
                kind="tasks", phases=chance.pick(((), ("before",))),
                judged_until=chance.pick(("storm-arrival", "start", "horizon")), arrival_force=chance.pick((6, 9)),
                **self._said("tasks", ("province",) * 7 + ("district", "commune")),
            ),
            ReadinessDuty(
                kind="readiness", roster_roles=chance.pick((("duty",), ("duty",), ("duty",), ("duty", "leader"))),
                drill_within_days=chance.pick((366, None, None, None)),
                review_within_days=chance.pick((None, None, 366, None, None)),
                messages=chance.pick((EVENTS[:2], (), EVENTS[:2], EVENTS[:1])), rumour_control=chance.happens(12),
                **self._said("readiness", ("province",) * 9 + ("district",)),
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
                kind="roaming", people_share=chance.pick((0.2, 0.5, 0.1)), within_min=30,
                tested_within_days=chance.pick((365, None)),
                **self._said("roaming", ("commune", "commune", "district")) | {"reach": near},
            ),
        )  # fmt: skip
        unique = {each.id: each for each in duties}
        return replace(bare, duties=tuple(unique.values()))
