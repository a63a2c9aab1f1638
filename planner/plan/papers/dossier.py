"""All that a document can say: the plan's sheet, the registers, the work with its hours, the letterhead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.foundation.text import Text
from planner.plan.assemble import assemble
from planner.plan.due import DueRow, due_rows
from planner.plan.papers.cards import CommuneCard, commune_cards
from planner.plan.papers.measures_book import MeasuresBook, measures_book
from planner.plan.papers.office_book import OfficeBook, office_book
from planner.plan.papers.travel_book import TravelBook, travel_book
from planner.plan.registers.standing import Registers, StationLine, registers_of
from planner.plan.summary import clock_of
from planner.plan.works import action_rows, phases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from planner.inventory.issuer import Issuer
    from planner.plan.chances import Sampled
    from planner.plan.duty_sheets import DutySheet
    from planner.plan.filters import Clock
    from planner.plan.papers.letterhead import Level
    from planner.plan.sheets import (
        DistrictSheet,
        LossRow,
        MapSheet,
        PlanSheet,
        SourceRow,
        StationRow,
        SurveyRow,
    )
    from planner.scenario.run import Run

MOST_STATIONS, MOST_LOSSES, MOST_DUE, MOST_SURVEY = 6, 3, 4, 3
"""What a district's one page holds; the appendices tell all."""
PUBLIC_DECIMALS = 2
"""Degrees in a public edition keep two decimals: about one kilometre."""


@dataclass(frozen=True, slots=True)
class DistrictPage:
    """A district's sheet cut to one page, and how much was left to the appendices."""

    sheet: DistrictSheet
    stations: tuple[StationRow, ...]
    more_stations: int
    losses: tuple[LossRow, ...]
    more_losses: int
    due: tuple[DueRow, ...]
    more_due: int
    survey: tuple[SurveyRow, ...]
    more_survey: int


@dataclass(frozen=True, slots=True)
class ReporterRow:
    """Who gave figures, in which document, from when to when."""

    reporter: str
    document: str | None
    first: date | None
    last: date | None
    undated: int
    records: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything a document is written from."""

    plan: PlanSheet
    more: Registers
    office: OfficeBook
    travel: TravelBook
    measures: MeasuresBook
    due: tuple[DueRow, ...]
    pages: tuple[DistrictPage, ...]
    cards: tuple[CommuneCard, ...]
    sources: tuple[ReporterRow, ...]
    issuer: Issuer | None
    clock: Clock
    level: Level
    notes: tuple[Text, ...]
    """What every page must warn of: made-up data, records set aside."""

    @property
    def territory(self) -> Text:
        """The province as a text names it: `tỉnh Quảng Ninh` where the letterhead says which kind it is."""
        name = self.plan.province
        above = "" if self.issuer is None or self.issuer.above is None else self.issuer.above.vi
        found = re.search(rf"(?:tỉnh|thành phố) {re.escape(name.vi)}$", above, re.IGNORECASE)
        if found is None:
            return name
        kind = found.group()[: -len(name.vi)].lower()
        return Text(vi=f"{kind}{name.vi}", en=name.en)

    @property
    def public(self) -> bool:
        """Whether contacts and exact positions are left out."""
        return self.level == "public"


def dossier_of(
    run: Run,
    *,
    date: date | None = None,
    level: Level = "internal",
    sampled: Sampled | None = None,
) -> Dossier:
    """Everything a document of this run can say.

    Parameters
    ----------
    run
        A scenario that was run.
    date
        The day the documents bear; None for drafts.
    level
        `public` leaves out contacts and weak points and rounds positions to `PUBLIC_DECIMALS`.
    sampled
        What an ensemble of the same scenario found, where there is one.
    """
    clock = clock_of(run.loaded)
    plan = assemble(run, date=date, clock=clock, sampled=sampled)
    loaded = run.loaded
    phases = phases_of(run.optimistic.failures)
    actions = action_rows(loaded.scenario.actions, loaded.province, clock, phases)
    due = due_rows(run, actions, plan.derating_proposed, plan.fuel.rows)
    main = next(each for each in loaded.requirements if each.id == plan.main.id)
    more = registers_of(run, main)
    if level == "public":
        # Warnings name command posts and records of the office.
        plan = replace(
            plan,
            map=_rounded_map(plan.map),
            duties=_told_to_all(plan.duties),
            findings=(),
            wording=(),
            weak=(),
            surveyors=(),
            open_data=len(plan.survey),
            districts=tuple(replace(each, weak=()) for each in plan.districts),
        )
        more = _rounded_registers(more)
    return Dossier(
        plan=plan,
        more=more,
        office=office_book(run, clock, public=level == "public"),
        travel=travel_book(run, clock, public=level == "public"),
        measures=measures_book(run, clock, main.id, public=level == "public"),
        due=due,
        pages=tuple(_page(sheet, due) for sheet in plan.districts),
        cards=commune_cards(run, plan, more),
        sources=_by_reporter(plan.sources),
        issuer=loaded.province.header.issuer,
        clock=clock,
        level=level,
        notes=_notes(plan),
    )


def _notes(plan: PlanSheet) -> tuple[Text, ...]:
    said = []
    if plan.illustrative:
        said.append(
            Text(
                vi="SỐ LIỆU MINH HỌA, không dùng làm căn cứ chỉ đạo",
                en="ILLUSTRATIVE DATA, not for action",
            )
        )
    if plan.set_aside:
        count = len(plan.set_aside)
        said.append(
            Text(
                vi=f"{count} BẢN GHI CÓ LỖI ĐỂ RIÊNG, coi như chưa khảo sát",
                en=f"{count} RECORDS WITH ERRORS SET ASIDE, taken as not surveyed",
            )
        )
    return tuple(said)


def _page(sheet: DistrictSheet, due: Sequence[DueRow]) -> DistrictPage:
    rows = [row for table in sheet.tables for row in table.rows]
    order = {"lost": 0, "unsure": 1, "kept": 2, "plain": 3}
    stations = tuple(sorted(rows, key=lambda row: (order[row.state], -row.hours_out, row.id)))
    mine = tuple(row for row in due if row.district == sheet.id)
    return DistrictPage(
        sheet,
        stations[:MOST_STATIONS],
        max(0, len(stations) - MOST_STATIONS),
        sheet.losses[:MOST_LOSSES],
        max(0, len(sheet.losses) - MOST_LOSSES),
        mine[:MOST_DUE],
        max(0, len(mine) - MOST_DUE),
        sheet.survey[:MOST_SURVEY],
        max(0, len(sheet.survey) - MOST_SURVEY),
    )


def _by_reporter(rows: Iterable[SourceRow]) -> tuple[ReporterRow, ...]:
    """The sources with those of one reporter and document together; the most used first."""
    groups: dict[tuple[str, str | None], list[SourceRow]] = {}
    for row in rows:
        groups.setdefault((row.reporter, row.document), []).append(row)
    told = []
    for (reporter, document), group in groups.items():
        days = sorted(row.as_of for row in group if row.as_of is not None)
        told.append(
            ReporterRow(
                reporter,
                document,
                days[0] if days else None,
                days[-1] if days else None,
                sum(row.records for row in group if row.as_of is None),
                sum(row.records for row in group),
            )
        )
    return tuple(sorted(told, key=lambda row: (-row.records, row.reporter, row.document or "")))


# --- public editions ------------------------------------------------------------------------------


def rounded_point(point: tuple[float, float]) -> tuple[float, float]:
    """A position as a public edition gives it, (lon, lat) in degrees."""
    return round(point[0], PUBLIC_DECIMALS), round(point[1], PUBLIC_DECIMALS)


TOLD_TO_ALL = frozenset({"warning", "coverage"})
"""Kinds of requirement whose verdicts a public edition tells; the others speak of posts, staff or stores."""


def _told_to_all(duties: Iterable[DutySheet]) -> tuple[DutySheet, ...]:
    return tuple(duty for duty in duties if duty.kind in TOLD_TO_ALL)


def _rounded_map(sheet: MapSheet) -> MapSheet:
    sites = tuple(replace(site, point=rounded_point(site.point)) for site in sheet.sites)
    return replace(sheet, sites=sites)


def _rounded_registers(more: Registers) -> Registers:
    """Positions rounded; cables, feeders and command posts left out."""

    def rounded(line: StationLine) -> StationLine:
        point = None if line.point is None else rounded_point(line.point)
        return replace(line, point=point, reporter="")

    return replace(
        more,
        stations=tuple(rounded(line) for line in more.stations),
        june=tuple(
            replace(line, stations=tuple(rounded(each) for each in line.stations))
            for line in more.june
        ),
        fiber=(),
        grid=(),
        posts=(),
    )
