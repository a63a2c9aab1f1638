"""From verdicts to the lines, tables and strips of the plan."""

from __future__ import annotations

import os
import posixpath
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO
from planner.foundation.text import Text
from planner.inventory.base import remark_text
from planner.plan.asks import asks_of
from planner.plan.filters import Clock, both, same
from planner.plan.names import datum_in_place, word
from planner.plan.sheets import (
    CriterionCell,
    LossRow,
    RequirementSheet,
    SiteState,
    StationRow,
    StationTable,
    Strip,
    SurveyRow,
    UnitRow,
)
from planner.plan.wind_models import depends
from planner.plan.wording import chain_lines
from planner.scenario.references import BUNDLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from planner.foundation.diagnostics import Place
    from planner.inventory.province import Province
    from planner.plan.chances import Sampled
    from planner.policy.requirements import Requirement
    from planner.policy.verdicts import (
        Criterion,
        HardenedSite,
        Series,
        SiteLoss,
        SurveyItem,
        UnitVerdict,
    )

MOST_CAUSES_IN_A_LINE = 3
"""The line of a table names this many lost sites; the area's sheet tells them all."""


def project_path(path: str, folder: str) -> str:
    """A file's path from the folder above the province's: the same wherever the project lies."""
    if path.startswith(BUNDLED):
        return path
    inside = posixpath.normpath(f"{Path(folder).absolute().name}/{province_path(path, folder)}")
    return posixpath.basename(inside) if inside.startswith("..") else inside


@lru_cache(maxsize=4096)
def province_path(path: str, folder: str) -> str:
    """A file's path from the province's folder."""
    return os.path.relpath(path, folder).replace(os.sep, "/")


def anchor_of(kind: str, id_: str) -> str:
    """The name of a place in the document; ids are safe as they are."""
    return f"{kind}-{id_}"


class UnitSheets:
    """Turns the verdicts of one province into view models on one clock."""

    def __init__(
        self,
        province: Province,
        clock: Clock,
        horizon_h: Fraction,
        sampled: Sampled | None = None,
    ) -> None:
        self.province = province
        self.clock = clock
        self.horizon_h = horizon_h
        self.sampled = sampled

    # --- lines --------------------------------------------------------------------------------

    def requirement(
        self, requirement: Requirement, verdicts: Sequence[UnitVerdict]
    ) -> RequirementSheet:
        """A requirement with all its verdicts, in their order."""
        rows = tuple(self.row(verdict) for verdict in verdicts)
        outcomes = [row.outcome for row in rows]
        return RequirementSheet(
            id=requirement.id,
            name=both(requirement.name),
            unit=word("unit", requirement.unit),
            unit_kind=requirement.unit,
            at_least=requirement.at_least,
            asks=asks_of(requirement),
            window=self.window(requirement),
            legal_source=both(requirement.legal_source),
            in_force=requirement.in_force,
            our_choices=tuple(both(choice) for choice in requirement.our_choices),
            remark=None if requirement.remark is None else remark_text(requirement.remark),
            rows=rows,
            holds=outcomes.count("holds"),
            fails=outcomes.count("fails"),
            unknown=outcomes.count("unknown"),
            at_rest_fails=sum(row.at_rest == "fails" for row in rows),
        )

    def window(self, requirement: Requirement) -> tuple[Fraction, Fraction]:
        """The hours over which the requirement is judged."""
        until = requirement.until_h
        end = self.horizon_h if until is None else min(until, self.horizon_h)
        return requirement.from_h, end

    def row(self, verdict: UnitVerdict) -> UnitRow:
        """One verdict as a line of a table."""
        worst, best = verdict.below_pessimistic, verdict.below_optimistic
        asked = verdict.requirement.at_least
        deciding = best if verdict.shown_outcome == "fails" else worst
        sure, maybe = verdict.hardened_count
        names = self.province.operators
        return UnitRow(
            requirement=verdict.requirement.id,
            unit=verdict.unit,
            anchor=anchor_of("district", verdict.unit),
            name=verdict.unit_name,
            at_least=asked,
            hardened_sure=sure,
            hardened_maybe=maybe,
            at_rest=verdict.at_rest,
            outcome=verdict.outcome,
            roaming_off=verdict.roaming_off,
            operators=tuple(
                (both(names[id_].name) if id_ in names else same(id_), told.outcome)
                for id_, told in sorted(verdict.by_operator.items())
            ),
            least=worst.minimum,
            least_best=best.minimum,
            least_at_h=deciding.minimum_at_h,
            first_below_h=deciding.first_below_h,
            hours_below=deciding.hours_below,
            short_by=max(0, asked - deciding.minimum),
            unsourced=verdict.unsourced,
            why=self.why(verdict),
            chance=None
            if self.sampled is None
            else self.sampled.of(verdict.requirement.id, verdict.unit),
        )

    def why(self, verdict: UnitVerdict) -> Text:
        """The reason in one line; empty where the requirement holds."""
        if verdict.outcome == "holds":
            return same("")
        if verdict.models_differ:
            told = depends(verdict)
            if not verdict.survey:
                return told
            to_do = self._to_survey(verdict.survey)
            return Text(vi=f"{told.vi}; {to_do.vi}", en=f"{told.en}; {to_do.en}")
        if verdict.outcome == "unknown":
            return self._to_survey(verdict.survey)
        sure, maybe = verdict.hardened_count
        if maybe < verdict.requirement.at_least:
            counted = f"{sure}" if sure == maybe else f"{sure}–{maybe}"
            noun = "station" if counted == "1" else "stations"
            return Text(
                vi=f"hồ sơ chỉ có {counted} trạm kiên cố" if maybe else "hồ sơ không có trạm kiên cố nào",
                en=f"only {counted} hardened {noun} on record" if maybe else "no hardened station on record",
            )
        return self._lost(verdict.losses)

    def _to_survey(self, items: Sequence[SurveyItem]) -> Text:
        if not items:
            return Text(vi="chưa đủ số liệu", en="not enough data")
        first = items[:MOST_CAUSES_IN_A_LINE]
        data = [datum_in_place(item.datum, item.site) for item in first]
        more = _and_more(len(items) - len(first), Text("mục khác", "more"))
        return Text(
            vi="khảo sát " + "; ".join(datum.vi for datum in data) + more.vi,
            en="survey " + "; ".join(datum.en for datum in data) + more.en,
        )

    def _lost(self, losses: Sequence[SiteLoss]) -> Text:
        told = []
        for loss in losses[:MOST_CAUSES_IN_A_LINE]:
            when = self.clock.show(loss.since_h)
            how = _BRIEFLY.get(loss.chain.kind, Text("mất", "lost"))
            told.append(
                Text(vi=f"{loss.site} {how.vi} {when.vi}", en=f"{loss.site} {how.en} {when.en}")
            )
        more = _and_more(len(losses) - len(told), Text("trạm khác", "more"))
        return Text(
            vi="; ".join(text.vi for text in told) + more.vi,
            en="; ".join(text.en for text in told) + more.en,
        )

    # --- time ---------------------------------------------------------------------------------

    def strip(self, verdict: UnitVerdict) -> Strip:
        """The two series of a verdict, to be drawn against the count."""
        start, end = self.window(verdict.requirement)
        return Strip(
            title=Text(
                vi=f"{verdict.unit_name.vi}: {verdict.requirement.name.vi}",
                en=f"{verdict.unit_name.en}: {verdict.requirement.name.english}",
            ),
            at_least=verdict.requirement.at_least,
            from_h=start,
            until_h=end,
            pessimistic=_counts(verdict.pessimistic),
            optimistic=_counts(verdict.optimistic),
            outcome=verdict.outcome,
        )

    def losses(self, verdict: UnitVerdict) -> tuple[LossRow, ...]:
        """Every loss of the unit with its chain in lines."""
        return tuple(self.loss(loss) for loss in verdict.losses)

    def loss(self, loss: SiteLoss) -> LossRow:
        """One loss: words of each line, and the places it rests on."""
        lines = chain_lines(loss.chain, self.province, self.clock.start)
        return LossRow(
            loss.site,
            loss.since_h,
            loss.until_h,
            tuple((line.words, self.places(line.places)) for line in lines),
        )

    def places(self, places: Iterable[Place]) -> str:
        """`sites.yaml:221, power.yaml:88`."""
        folder = self.province.folder
        return ", ".join(f"{province_path(place.path, folder)}:{place.line}" for place in places)

    # --- stations -----------------------------------------------------------------------------

    def stations(self, verdict: UnitVerdict) -> StationTable:
        """The unit's sites with their criteria and evidence."""
        tested = [site for site in verdict.hardened if site.outcome != "fails"]
        first = verdict.hardened[0].criteria if verdict.hardened else ()
        return StationTable(
            requirement=both(verdict.requirement.name),
            criteria=tuple(word("criterion", criterion.id) for criterion in first),
            asked=tuple(criterion.asked for criterion in first),
            rows=tuple(self._station(site, verdict) for site in tested),
            others=_by_fault(site for site in verdict.hardened if site.outcome == "fails"),
            other_count=len(verdict.hardened) - len(tested),
        )

    def _station(self, tested: HardenedSite, verdict: UnitVerdict) -> StationRow:
        site = self.province.sites[tested.site]
        names = [
            both(self.province.operators[id_].name) if id_ in self.province.operators else same(id_)
            for id_ in sorted(site.operators)
        ]
        series = verdict.pessimistic if tested.outcome == "holds" else verdict.optimistic
        return StationRow(
            id=tested.site,
            given_name=None if site.name is None else both(site.name),
            structure=word("structure", site.structure.type),
            operators=Text(
                vi=", ".join(name.vi for name in names), en=", ".join(name.en for name in names)
            ),
            hardened=tested.outcome,
            criteria=criterion_cells(tested),
            state=state_of(tested, verdict),
            hours_out=self._hours_out(tested.site, series, verdict.requirement),
        )

    def _hours_out(self, site: str, series: Series, requirement: Requirement) -> Fraction:
        ends = [step.t_h for step in series[1:]] + [self.window(requirement)[1]]
        return sum(
            (
                end - step.t_h
                for step, end in zip(series, ends, strict=True)
                if site not in step.sites
            ),
            ZERO,
        )


def criterion_cells(tested: HardenedSite) -> tuple[CriterionCell, ...]:
    """The criteria of one site's test, in words."""
    return tuple(
        CriterionCell(
            word("criterion", criterion.id),
            criterion.outcome,
            criterion.asked,
            criterion.found,
            criterion.sourced,
        )
        for criterion in tested.criteria
    )


def state_of(tested: HardenedSite, verdict: UnitVerdict) -> SiteState:
    """What the storm does to one site of the unit, as far as can be told."""
    if tested.outcome == "fails":
        return "plain"
    if any(tested.site not in step.sites for step in verdict.optimistic):
        return "lost"
    if tested.outcome == "holds" and all(tested.site in step.sites for step in verdict.pessimistic):
        return "kept"
    return "unsure"


def survey_rows(verdicts: Iterable[UnitVerdict]) -> tuple[SurveyRow, ...]:
    """Every datum that some verdict waits for, once, the most decisive first."""
    merged: dict[tuple[str, str], tuple[Fraction, list[Text]]] = {}
    for verdict in verdicts:
        for item in verdict.survey:
            longest, units = merged.setdefault((item.site, item.datum), (ZERO, []))
            if verdict.unit_name not in units:
                units.append(verdict.unit_name)
            merged[item.site, item.datum] = (max(longest, item.hours), units)
    rows = [
        SurveyRow(
            site,
            datum_in_place(datum),
            longest,
            Text(vi=", ".join(unit.vi for unit in units), en=", ".join(unit.en for unit in units)),
        )
        for (site, datum), (longest, units) in merged.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.hours, row.site, row.datum)))


def _counts(series: Series) -> tuple[tuple[Fraction, int], ...]:
    """The series where the count changes; a change of sites alone is dropped."""
    counts: list[tuple[Fraction, int]] = []
    for step in series:
        if not counts or counts[-1][1] != step.n:
            counts.append((step.t_h, step.n))
    return tuple(counts)


def _by_fault(sites: Iterable[HardenedSite]) -> tuple[tuple[Text, tuple[str, ...]], ...]:
    """Sites that are not hardened, those with the same fault together; the commonest first."""
    groups: dict[Text, list[str]] = {}
    for site in sites:
        groups.setdefault(_not_met(site.criteria), []).append(site.site)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[1]))
    return tuple((fault, tuple(ids)) for fault, ids in ordered)


def _not_met(criteria: Sequence[Criterion]) -> Text:
    failed = [criterion for criterion in criteria if criterion.outcome == "fails"]
    words = [(word("criterion", criterion.id), criterion.found) for criterion in failed]
    return Text(
        vi="; ".join(f"{name.vi}: {found.vi}" for name, found in words),
        en="; ".join(f"{name.en}: {found.en}" for name, found in words),
    )


def _and_more(count: int, noun: Text) -> Text:
    if count <= 0:
        return same("")
    return Text(vi=f"; và {count} {noun.vi}", en=f"; and {count} {noun.en}")


_BRIEFLY = {
    "mast-failed": Text("đổ cột", "mast down"),
    "equipment-failed": Text("hỏng thiết bị", "equipment lost"),
    "derated": Text("hạ tải", "derated"),
    "dark": Text("mất nguồn", "no power"),
    "no-backhaul": Text("mất truyền dẫn", "no backhaul"),
    "backhaul-missing": Text("không có truyền dẫn", "no way to a gateway"),
}
