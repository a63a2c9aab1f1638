"""Holds, fails or cannot be judged: every requirement for every unit, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import (
    NEVER,
    ZERO,
    Intervals,
    joined,
    length_h,
    outside,
    shared,
    within,
)
from planner.network.sides import SIDES
from planner.policy.calm import Calm
from planner.policy.series import below, outcome_of, spans_of
from planner.policy.verdicts import (
    WHOLE_RECORD,
    OperatorVerdict,
    SiteLoss,
    SurveyItem,
    UnitVerdict,
)
from planner.simulation.chains import explainer_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.calm import Stations
    from planner.policy.requirements import Requirement
    from planner.policy.units import Unit
    from planner.simulation.chains import Explainer
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.timeline import Service, SideRun


@dataclass(frozen=True)
class Evidence:
    """Both runs under the storm, both at rest, and what the province went through."""

    province: Province
    ordeal: Ordeal
    storm: Mapping[Side, SideRun]
    rest: Mapping[Side, Service]
    calm: Calm | None = None
    """What several weathers share, where there are several."""

    @property
    def service(self) -> Mapping[Side, Service]:
        """When each site serves each operator under the storm, on both sides."""
        return {side: run.in_service for side, run in self.storm.items()}


def judge(
    evidence: Evidence,
    requirements: Sequence[Requirement],
    *,
    explain: bool = True,
    only: Collection[tuple[str, str]] | None = None,
) -> tuple[UnitVerdict, ...]:
    """The verdict of each requirement for each unit it speaks of, in that order; units sorted by id.

    Parameters
    ----------
    evidence
        What happened on both sides of what was not surveyed, under the storm and at rest.
    requirements
        What must hold.
    explain
        False leaves `losses` empty, which saves time where nobody reads the chains.
    only
        Requirement and unit ids of the verdicts that are wanted; all where this is None.
    """
    explainers = {
        side: explainer_of(evidence.province, evidence.ordeal, evidence.storm[side])
        for side in SIDES
    }
    calm = evidence.calm or Calm(evidence.province, evidence.ordeal.horizon_h, evidence.rest)
    sent = {generator.operator for generator in evidence.ordeal.sent}
    return tuple(
        verdict
        for requirement in requirements
        for verdict in _Judge(
            evidence, calm.stations(requirement, sent), explainers, explain=explain
        ).verdicts(only)
    )


class _Judge:
    """One requirement over all its units."""

    def __init__(
        self,
        evidence: Evidence,
        stations: Stations,
        explainers: Mapping[Side, Explainer],
        *,
        explain: bool,
    ) -> None:
        self.evidence = evidence
        self.service = evidence.service
        self.province = evidence.province
        self.requirement = stations.requirement
        self.stations = stations
        self.explainers = explainers
        self.explain = explain
        self.counting = stations.counting
        self.start_h, self.end_h = self.counting.start_h, self.counting.end_h

    def verdicts(self, only: Collection[tuple[str, str]] | None) -> list[UnitVerdict]:
        return [
            self._verdict(unit)
            for unit in self.stations.units
            if only is None or (self.requirement.id, unit.id) in only
        ]

    def _verdict(self, unit: Unit) -> UnitVerdict:
        needed = self.requirement.at_least
        storm = {side: self.stations.series(unit, side, self.service) for side in SIDES}
        rest = self.stations.at_rest(unit)
        outcome = outcome_of(storm["pessimistic"], storm["optimistic"], needed)
        at_rest = outcome_of(rest["pessimistic"], rest["optimistic"], needed)
        tests = self.stations.tests(unit)
        return UnitVerdict(
            requirement=self.requirement,
            unit=unit.id,
            unit_name=unit.name,
            outcome=outcome,
            at_rest=at_rest,
            hardened=tests,
            pessimistic=storm["pessimistic"],
            optimistic=storm["optimistic"],
            below_pessimistic=below(storm["pessimistic"], needed, self.end_h),
            below_optimistic=below(storm["optimistic"], needed, self.end_h),
            by_operator=self._by_operator(unit),
            losses=self._losses(unit, "optimistic" if outcome == "fails" else "pessimistic")
            if self.explain
            else (),
            survey=self._survey(unit) if "unknown" in {outcome, at_rest} else (),
            unsourced=sum(
                1
                for test in tests
                if test.outcome != "fails" and not all(c.sourced for c in test.criteria)
            ),
        )

    def _by_operator(self, unit: Unit) -> dict[str, OperatorVerdict]:
        present = sorted(
            {operator for site in unit.sites for operator in self.province.sites[site].operators}
        )
        found: dict[str, OperatorVerdict] = {}
        for operator in present:
            pessimistic = self.stations.series(unit, "pessimistic", self.service, operator)
            optimistic = self.stations.series(unit, "optimistic", self.service, operator)
            outcome = outcome_of(pessimistic, optimistic, self.requirement.at_least)
            found[operator] = OperatorVerdict(outcome, pessimistic, optimistic)
        return found

    # --- explaining -----------------------------------------------------------------------------------------------

    def _out_within(self, site: str, side: Side) -> Intervals:
        """When a hardened site does not count within the window, in full intervals that may begin before it."""
        out = outside(self.stations.counted(site, side, self.service))
        touching = [i for i in out if within((i,), self.start_h, self.end_h)]
        return tuple((start, min(end, self.end_h)) for start, end in touching)

    def _told_for(self, site: str, side: Side) -> str | None:
        return next(
            (o for o in sorted(self.counting.tests(site)) if self.counting.counts(site, o, side)),
            None,
        )

    def _losses(self, unit: Unit, side: Side) -> tuple[SiteLoss, ...]:
        found: list[SiteLoss] = []
        for site in unit.sites:
            operator = self._told_for(site, side)
            if operator is None:
                continue
            for start, end in self._out_within(site, side):
                chain = self.explainers[side].site_out(site, start, operator)
                found.append(
                    SiteLoss(site, start, None if end >= self.end_h else Fraction(end), chain)
                )
        return tuple(sorted(found, key=lambda loss: (loss.since_h, loss.site)))

    def _survey(self, unit: Unit) -> tuple[SurveyItem, ...]:
        """The data whose lack keeps the verdict open, ranked by the hours below the count that they could mend."""
        short = joined(
            (start, end)
            for start, end, step in spans_of(
                self.stations.series(unit, "pessimistic", self.service), self.end_h
            )
            if step.n < self.requirement.at_least
        )
        window: Intervals = ((self.start_h, self.end_h),)
        items: list[SurveyItem] = []
        for site in (*unit.sites, *unit.perhaps):
            gap = shared(self._open(unit, site, self.service), short)
            at_rest = self._open(unit, site, self.evidence.rest)
            hours = length_h(gap) or length_h(shared(at_rest, window))
            if hours > ZERO:
                items.extend(SurveyItem(site, datum, hours) for datum in self._data_of(unit, site))
        return tuple(sorted(items, key=lambda item: (-item.hours, item.site, item.datum)))

    def _open(self, unit: Unit, site: str, service: Mapping[Side, Service]) -> Intervals:
        """When the site counts for the unit on the optimistic side only."""
        sure = NEVER if site in unit.perhaps else self.stations.counted(site, "pessimistic", service)
        return shared(self.stations.counted(site, "optimistic", service), outside(sure))

    def _data_of(self, unit: Unit, site: str) -> list[str]:
        if site not in self.province.sites:
            return [f"{site}.{WHOLE_RECORD}"]
        missing = {
            datum for criterion in self.stations.best_test(site).criteria for datum in criterion.missing
        }
        if site in unit.perhaps:
            missing.add(f"{site}.commune")
        return sorted(missing) or sorted(set(self._chain_data(site)))

    def _chain_data(self, site: str) -> list[str]:
        """Data named at the ends of the chains of a site's outages on the pessimistic side."""
        operator = self._told_for(site, "pessimistic")
        if operator is None:
            return []
        chains = [
            self.explainers["pessimistic"].site_out(site, start, operator)
            for start, _ in self._out_within(site, "pessimistic")
        ]
        return [
            leaf.by for chain in chains for leaf in chain.leaves() if leaf.kind == "not-surveyed"
        ]
