"""From a run to the plan's view model: one sheet that every form and language is made from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from planner import __version__
from planner.decisions.derating import derating_trade
from planner.foundation.clock import hours_since
from planner.foundation.codes.wording import WORDING
from planner.foundation.intervals import ZERO
from planner.foundation.text import Text
from planner.inventory.base import remark_text
from planner.plan.bases import bases_of
from planner.plan.duty_sheets import duty_sheets
from planner.plan.filters import Clock, both, same
from planner.plan.names import word
from planner.plan.sheets import (
    DistrictMark,
    DistrictSheet,
    FixMark,
    Losses,
    MapSheet,
    Network,
    PlanSheet,
    RequirementSheet,
    ResourceRow,
    SetAsideRow,
    SiteMark,
    SiteState,
    SourceRow,
    Trace,
)
from planner.plan.survey_groups import survey_groups
from planner.plan.units import UnitSheets, anchor_of, project_path, state_of, survey_rows
from planner.plan.weak_points import lone_losses, lone_words, weak_sheets
from planner.plan.wind_models import band_of
from planner.plan.works import (
    DERATING_SHARE,
    action_rows,
    derate_rows,
    fuel_sheet,
    grouped,
    phases_of,
)
from planner.scenario.joining import made_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from planner.foundation.diagnostics import Finding
    from planner.inventory.base import Source
    from planner.inventory.province import Province
    from planner.inventory.records import District, Operator
    from planner.plan.chances import Sampled
    from planner.plan.sheets import ActionRow, DerateRow, FuelSheet, LossRow
    from planner.policy.requirements import Requirement
    from planner.policy.verdicts import Outcome, UnitVerdict
    from planner.scenario.reading import LoadedScenario
    from planner.scenario.run import Run
    from planner.simulation.causes import Link

_STATE_ORDER: dict[SiteState, int] = {"plain": 0, "kept": 1, "unsure": 2, "lost": 3}


def assemble(
    run: Run,
    *,
    date: date | None = None,
    clock: Clock | None = None,
    sampled: Sampled | None = None,
) -> PlanSheet:
    """The whole plan of `run`; `date` is the day it bears, None for a draft left blank.

    `clock` shows its hours; without one, as instants from the scenario's start. `sampled` is what an ensemble of the
    same scenario found, where there is one.
    """
    return _Assembler(run, date, clock or Clock(run.loaded.scenario.start), sampled).plan()


class _Assembler:
    """Holds the run while its plan is put together."""

    def __init__(
        self, run: Run, date: date | None, clock: Clock, sampled: Sampled | None
    ) -> None:
        self.run, self.sampled = run, sampled
        self.date = date
        self.loaded: LoadedScenario = run.loaded
        self.province: Province = run.loaded.province
        self.scenario = run.loaded.scenario
        self.clock = clock
        self.units = UnitSheets(self.province, self.clock, self.scenario.horizon_h, sampled)
        self.main = self._main_requirement()
        self.of_requirement: dict[str, list[UnitVerdict]] = {
            requirement.id: [] for requirement in self.loaded.requirements
        }
        for verdict in run.verdicts:
            self.of_requirement[verdict.requirement.id].append(verdict)
        self.weak = lone_losses(self.loaded)

    def plan(self) -> PlanSheet:
        """The view model."""
        loaded, scenario, run = self.loaded, self.scenario, self.run
        phases = phases_of(run.optimistic.failures)
        self.actions = action_rows(scenario.actions, self.province, self.clock, phases)
        sheets = tuple(
            self.units.requirement(requirement, self.of_requirement[requirement.id])
            for requirement in loaded.requirements
        )
        duties = duty_sheets(run, self.clock)
        planned, proposed = self._derating()
        storm, surveyors = loaded.storm, survey_groups(run)
        return PlanSheet(
            province=both(self.province.header.name),
            title=both(scenario.name),
            scenario=both(scenario.name),
            remark=None if scenario.remark is None else remark_text(scenario.remark),
            storm=None if storm is None else both(storm.name),
            at_rest=loaded.at_rest,
            start_h=ZERO,
            horizon_h=scenario.horizon_h,
            date=self.date,
            illustrative=self._illustrative(),
            set_aside=self._set_aside(),
            network=network_of(self.province),
            lost=losses_of(self.province, run.pessimistic.lost),
            band=band_of(run),
            main=next(sheet for sheet in sheets if sheet.id == self.main.id),
            requirements=sheets,
            sampled=None if self.sampled is None else self.sampled.words,
            weak=weak_sheets(self.loaded, self.weak),
            duties=duties,
            bases=bases_of((*sheets, *duties)),
            map=self._map(),
            districts=tuple(self._district(id_, sheets) for id_ in self.province.districts),
            provincial_losses=self._provincial_losses(),
            actions=grouped(self.actions),
            phase_from_h=phases.from_h,
            phase_until_h=phases.until_h,
            derating_planned=planned,
            derating_proposed=proposed,
            derating_share=DERATING_SHARE,
            derating_trade=derating_trade(run),
            fuel=self._fuel(),
            fuel_share=scenario.fuel_at_start.share,
            survey=survey_rows(run.verdicts),
            surveyors=surveyors,
            open_data=sum(each.data for each in surveyors),
            resources=self._resources(),
            assumptions=tuple(run.assumptions),
            findings=_facts(run.findings) + _facts(loaded.warnings),
            wording=_facts(found for found in loaded.warnings if found.code in WORDING),
            sources=source_rows(self._sources()),
            unsourced_sites=unsourced_sites(self.province),
            trace=self._trace(),
        )

    # --- parts ----------------------------------------------------------------------------------

    def _main_requirement(self) -> Requirement:
        """The first requirement that is set per district; else the first."""
        requirements = self.loaded.requirements
        return next((r for r in requirements if r.unit == "district"), requirements[0])

    def _derating(self) -> tuple[tuple[DerateRow, ...], tuple[DerateRow, ...]]:
        return derate_rows(
            self.province,
            self.scenario.actions,
            self.run.peak_gust_mps,
            self.run.pessimistic.failures,
            self.loaded.defaults,
            self._hardened_sites(),
        )

    def _fuel(self) -> FuelSheet:
        return fuel_sheet(
            self.province,
            self.run.pessimistic.views[None].plants,
            self.scenario.horizon_h,
            self.scenario.fuel_at_start.share,
        )

    def _provincial_losses(self) -> tuple[LossRow, ...]:
        return tuple(
            row
            for verdict in self.run.verdicts
            if verdict.requirement.unit == "province"
            for row in self.units.losses(verdict)
        )

    def _hardened_sites(self) -> frozenset[str]:
        return frozenset(
            site.site
            for verdict in self.run.verdicts
            for site in verdict.hardened
            if site.outcome != "fails"
        )

    def _illustrative(self) -> tuple[Text, ...]:
        return tuple(Text(vi=each.vi, en=each.english) for each in made_up(self.loaded))

    def _set_aside(self) -> tuple[SetAsideRow, ...]:
        return tuple(
            SetAsideRow(
                word("section", record.section),
                record.id or "–",
                ", ".join(record.codes),
                self.units.places((record.place,)),
            )
            for record in self.province.set_aside
        )

    def _district(self, id_: str, sheets: Sequence[RequirementSheet]) -> DistrictSheet:
        district = self.province.districts[id_]
        mine = [
            verdict
            for verdict in self.run.verdicts
            if verdict.requirement.unit == "district" and verdict.unit == id_
        ]
        communes = {
            commune.id for commune in self.province.communes.values() if commune.district == id_
        }
        of_communes = tuple(
            (sheet.name, tuple(row for row in sheet.rows if row.unit in communes))
            for sheet in sheets
            if any(row.unit in communes for row in sheet.rows)
            and self._unit_of(sheet.id) == "commune"
        )
        waiting = [
            verdict
            for verdict in self.run.verdicts
            if verdict in mine
            or (verdict.requirement.unit == "commune" and verdict.unit in communes)
        ]
        touched = {
            name for verdict in mine for loss in verdict.losses for name in _subjects(loss.chain)
        }
        outcome = self._outcome_of(id_)
        return DistrictSheet(
            id=id_,
            anchor=anchor_of("district", id_),
            name=both(district.name),
            level=word("district-level", district.level),
            population=district.population,
            island=district.island,
            site_count=sum(site.district == id_ for site in self.province.sites.values()),
            outcome=outcome,
            verdicts=tuple((both(v.requirement.name), self.units.row(v)) for v in mine),
            communes=of_communes,
            strips=()
            if self.loaded.at_rest  # nothing changes, and no day is meant
            else tuple(self.units.strip(verdict) for verdict in mine),
            tables=tuple(self.units.stations(verdict) for verdict in mine),
            losses=tuple(row for verdict in mine for row in self.units.losses(verdict)),
            actions=grouped(row for row in self.actions if _concerns(row, id_, touched)),
            survey=survey_rows(waiting),
            weak=tuple(
                words
                for verdict in mine
                if (words := lone_words(self.weak[verdict.requirement.id, id_], self.province))
            ),
        )

    def _unit_of(self, requirement: str) -> str:
        return next(r.unit for r in self.loaded.requirements if r.id == requirement)

    def _outcome_of(self, district: str) -> Outcome | None:
        """The main requirement's outcome for a district; None where it is not judged there.

        The worst of its communes where the requirement is set per commune.
        """
        outcomes: set[Outcome] = set()
        for verdict in self.of_requirement[self.main.id]:
            commune = self.province.communes.get(verdict.unit)
            if self.main.unit == "district" and verdict.unit == district:
                return verdict.outcome
            if self.main.unit == "commune" and commune and commune.district == district:
                outcomes.add(verdict.outcome)
        order: tuple[Outcome, ...] = ("fails", "unknown", "holds")
        return next((outcome for outcome in order if outcome in outcomes), None)

    def _map(self) -> MapSheet:
        states: dict[str, SiteState] = dict.fromkeys(self.province.sites, "plain")
        for verdict in self.of_requirement[self.main.id]:
            for site in verdict.hardened:
                state = state_of(site, verdict)
                if _STATE_ORDER[state] > _STATE_ORDER[states[site.site]]:
                    states[site.site] = state
        storm = self.loaded.storm
        fixes = storm.track.fixes if storm is not None and storm.track is not None else ()
        return MapSheet(
            title=both(self.province.header.name),
            districts=tuple(
                DistrictMark(
                    id_,
                    both(district.name),
                    self._outcome_of(id_),
                    district.outline,
                    _point(district.seat),
                )
                for id_, district in self.province.districts.items()
            ),
            sites=tuple(
                SiteMark(site.id, site.district, (site.lon or 0.0, site.lat or 0.0), states[id_])
                for id_, site in self.province.sites.items()
            ),
            track=tuple(
                FixMark((fix.lon, fix.lat), hours_since(self.scenario.start, fix.at), fix.wind_kt)
                for fix in fixes
            ),
            storm=None if storm is None else both(storm.name),
        )

    def _resources(self) -> tuple[ResourceRow, ...]:
        operators, districts = self.province.operators, self.province.districts
        return tuple(
            ResourceRow(
                resource.id,
                both(resource.name) if resource.name else word("resource", resource.kind),
                resource.count,
                _named(resource.owner, operators),
                _named(resource.district, districts),
            )
            for resource in self.province.resources.values()
        )

    def _sources(self) -> Iterator[Source]:
        """Every source named anywhere, as often as it is named."""
        loaded = self.loaded
        storm = loaded.storm
        tracks = [storm.track] if storm is not None and storm.track is not None else []
        defaults = loaded.defaults
        classes = defaults.classes if defaults is not None else ()
        top = [self.scenario, self.province.header, *loaded.requirements, *tracks, *classes]
        top += [thing for thing in (storm, defaults) if thing is not None]
        province = self.province
        for group in (
            top, province.operators.values(), province.districts.values(),
            province.communes.values(), province.sites.values(),
            (site.structure for site in province.sites.values()),
            (generator for site in province.sites.values() for generator in site.generators or ()),
            province.fiber_nodes.values(), province.segments.values(),
            province.power_nodes.values(), province.lines.values(), province.srlgs.values(),
            province.command_posts.values(), province.warning_channels.values(),
            province.resources.values(),
        ):  # fmt: skip
            for record in group:
                if record.source is not None:
                    yield record.source

    def _trace(self) -> Trace:
        folder = self.province.folder
        return Trace(
            scenario=self.scenario.id,
            scenario_file=project_path(self.loaded.path, folder),
            seed=self.scenario.seed,
            version=__version__,
            policies=tuple(each.id for each in (*self.loaded.requirements, *self.loaded.duties)),
            # Paths of inputs are from the project's folder already.
            inputs=tuple(sorted((file.path, file.sha256) for file in self.loaded.inputs)),
        )


def _facts(findings: Iterable[Finding]) -> tuple[Text, ...]:
    """What was found, in an order that does not depend on how the records lie in their files."""
    ordered = sorted(findings, key=lambda found: (found.code, found.fact.en, found.fact.vi))
    return tuple(found.fact for found in ordered)


def _named(id_: str | None, records: Mapping[str, Operator] | Mapping[str, District]) -> Text:
    record = records.get(id_) if id_ is not None else None
    return same(id_ or "") if record is None else both(record.name)


def _point(seat: object) -> tuple[float, float] | None:
    lon, lat = getattr(seat, "lon", None), getattr(seat, "lat", None)
    return None if lon is None or lat is None else (lon, lat)


def _subjects(link: Link) -> Iterator[str]:
    yield link.subject
    for cause in link.because:
        yield from _subjects(cause)


def _concerns(row: ActionRow, district: str, touched: set[str]) -> bool:
    """Whether an action is at a district's own assets, or mends what its losses follow from."""
    return row.district == district or (row.district is None and row.site in touched)


def unsourced_sites(province: Province) -> int:
    """Sites whose record names no source, or a source without its date."""
    return sum(site.source is None or site.source.as_of is None for site in province.sites.values())


def network_of(province: Province) -> Network:
    """What stands: counts of sites by what matters to a reader."""
    sites = province.sites.values()
    populations = [district.population for district in province.districts.values()]
    known = [people for people in populations if people is not None]
    fixed = [
        site.generators is not None and any(g.mounting == "fixed" for g in site.generators)
        for site in sites
    ]
    return Network(
        districts=len(province.districts),
        communes=len(province.communes),
        population=sum(known) if known and len(known) == len(populations) else None,
        sites=len(sites),
        shared=sum(len(set(site.operators)) > 1 for site in sites),
        operators=tuple(
            both(province.operators[id_].name) if id_ in province.operators else same(id_)
            for id_ in sorted({operator for site in sites for operator in site.operators})
        ),
        with_generator=sum(fixed),
        without_generator=sum(
            site.generators is not None and not has for site, has in zip(sites, fixed, strict=True)
        ),
        generator_unknown=sum(site.generators is None for site in sites),
        aerial_only=sum(
            bool(site.backhaul.drops)
            and all(drop.mounting == "aerial" for drop in site.backhaul.drops)
            for site in sites
        ),
        no_fiber=sum(not site.backhaul.drops for site in sites),
    )


def losses_of(province: Province, failed: Iterable[str]) -> Losses:
    """How many of the assets that failed at any time are masts, cables, lines, substations and others."""
    kinds: Counter[str] = Counter()
    for asset in failed:
        part = asset.partition("/")[2].partition("/")[0]
        node = province.power_nodes.get(asset)
        if part == "mast":
            kinds["mast"] += 1
        elif part == "drop" or asset in province.segments:
            kinds["span"] += 1
        elif asset in province.lines or part == "service-drop":
            kinds["line"] += 1
        elif node is not None and node.kind == "substation":
            kinds["substation"] += 1
        else:
            kinds["other"] += 1
    return Losses(kinds["mast"], kinds["span"], kinds["substation"], kinds["line"], kinds["other"])


def source_rows(sources: Iterable[Source]) -> tuple[SourceRow, ...]:
    """Each source once, with the number of records that rest on it; the most used first."""
    counted = Counter((s.reporter, s.document, s.as_of) for s in sources)
    rows = [SourceRow(*key, records) for key, records in counted.items()]
    return tuple(
        sorted(
            rows,
            key=lambda row: (-row.records, row.reporter, row.document or "", str(row.as_of or "")),
        )
    )
