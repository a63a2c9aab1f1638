"""Coverage before, at the worst of and after a storm: people and area, by commune, district and operator."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO, holds_at
from planner.foundation.text import Text
from planner.inventory.base import Name
from planner.network.sides import SIDES
from planner.plan.filters import both
from planner.policy.duties.area_coverage import grid_within, share_covered
from planner.policy.duties.duty import ReachModel
from planner.policy.duties.records import CoverageDuty
from planner.policy.duties.serving import Standing
from planner.scenario.duties import verdicts_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from planner.network.radio_reach import Coverer, Spot
    from planner.network.sides import Side
    from planner.policy.duties.verdicts import DutyVerdict, Measure
    from planner.policy.verdicts import Below, Series
    from planner.scenario.run import Run
    from planner.simulation.timeline import Service

Range = tuple[float, float]
"""Lowest and highest: what is certain, and what may be."""
ANY, ALL = "any", "all"


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares at three instants; None where nobody can say: nobody counted, or no outline."""

    before: Range | None
    worst: Range | None
    after: Range | None


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One area and one network: an operator's, `any` with roaming, or `all` operators each by itself."""

    level: str
    id: str
    name: Text
    network: str
    network_name: Text
    people: int
    share_of_people: Shares
    worst_h: Fraction
    share_of_area: Shares | None
    """Of districts and the province only: communes have no outline."""


def coverage_lines(run: Run) -> list[CoverageLine]:
    """The whole province, then each district with its communes; for each any operator, all of them, and each."""
    return list(_Counting(run).lines())


class _Counting:
    def __init__(self, run: Run) -> None:
        self.run = run
        self.province = run.loaded.province
        self.reach = next(
            (duty.reach for duty in run.loaded.duties if isinstance(duty, CoverageDuty)), ReachModel()
        )
        operators = sorted({o for site in self.province.sites.values() for o in site.operators})
        self.networks = (ANY, ALL, *operators)

    def lines(self) -> Iterator[CoverageLine]:
        told = self._judged()
        yield from (self._of_unit(told["province"][network][0], network) for network in self.networks)
        for at, district in enumerate(told["district"][ANY]):
            yield from (self._of_unit(told["district"][n][at], n) for n in self.networks)
            for number in range(len(district.subjects)):
                for network in self.networks:
                    yield self._of_commune(told["district"][network][at], number, network)

    def _judged(self) -> Mapping[str, Mapping[str, list[DutyVerdict]]]:
        """The verdicts on every network, by unit and network: a question of our own to the same run."""
        levels = ("district", "province") if self.province.districts else ("province",)
        duties = {(level, n): self._duty(level, n) for level in levels for n in self.networks}
        found: dict[str, dict[str, list[DutyVerdict]]] = {"district": {}, "province": {}}
        by_id = {duty.id: key for key, duty in duties.items()}
        for verdict in verdicts_on(self.run, tuple(duties.values())):
            level, network = by_id[verdict.requirement.id]
            found[level].setdefault(network, []).append(verdict)
        return found if self.province.districts else {**found, "district": {ANY: []}}

    def _duty(self, level: str, network: str) -> CoverageDuty:
        return CoverageDuty.model_validate(
            {
                "id": f"kpi-{level}-{self.networks.index(network)}",
                "name": Name(vi=network),
                "legal_source": Name(vi=network),
                "kind": "coverage",
                "unit": level,
                "people_share": 1,
                "roaming": network == ANY,
                "operator": None if network in (ANY, ALL) else network,
                "reach": self.reach,
                "weak_below_mbps": 0,
            }
        )

    # --- one line ---

    def _of_unit(self, verdict: DutyVerdict, network: str) -> CoverageLine:
        level = verdict.requirement.unit
        people = 0 if verdict.rest_minimum is None else verdict.needed
        shares = _shares(
            people,
            verdict.rest_minimum or (0, 0),
            (verdict.below_pessimistic, verdict.below_optimistic),
            (verdict.pessimistic, verdict.optimistic),
        )
        worst_h = verdict.below_pessimistic.minimum_at_h
        area = self._area(verdict.unit if level == "district" else None, network, worst_h)
        return CoverageLine(
            level, verdict.unit, verdict.unit_name, network, self._named(network), people, shares, worst_h, area,
        )  # fmt: skip

    def _of_commune(self, verdict: DutyVerdict, number: int, network: str) -> CoverageLine:
        subject = verdict.subjects[number]
        measure: Measure = subject.measures[0]
        known = measure.needed if subject.outcome != "unknown" or subject.population else 0
        shares = _shares(
            known,
            measure.rest_minimum,
            (measure.below_pessimistic, measure.below_optimistic),
            (measure.pessimistic, measure.optimistic),
        )
        worst_h = measure.below_pessimistic.minimum_at_h
        return CoverageLine(
            "commune", subject.subject, subject.name, network, self._named(network), known, shares,
            worst_h, None,
        )  # fmt: skip

    def _named(self, network: str) -> Text:
        if network == ANY:
            return Text("bất kỳ (có chuyển vùng)", "any (with roaming)")
        if network == ALL:
            return Text("mọi nhà mạng", "all operators")
        known = self.province.operators.get(network)
        return Text(network, network) if known is None else both(known.name)

    # --- area ---

    @cached_property
    def _coverer(self) -> Coverer:
        return Standing(self.province).coverer(self.reach)

    @cached_property
    def _grids(self) -> Mapping[str, tuple[tuple[Spot, ...], float]]:
        """Of each district with an outline: its points, and the area that one stands for, in square degrees."""
        found = {}
        for id_, district in sorted(self.province.districts.items()):
            rings = [tuple((float(x), float(y)) for x, y in ring) for ring in district.outline]
            spots = grid_within(rings, self.reach.terrain)
            if spots:
                lons, lats = ([point[axis] for ring in rings for point in ring] for axis in (0, 1))
                box = (max(lons) - min(lons)) * (max(lats) - min(lats)) * cos(radians(min(lats)))
                found[id_] = (spots, box)
        return found

    def _area(self, district: str | None, network: str, worst_h: Fraction) -> Shares | None:
        """Of the districts with an outline; under the wind model that is most adverse to the province."""
        grids = self._grids
        if district is not None and district not in grids:
            return None
        chosen = sorted(grids) if district is None else [district]
        if not chosen:
            return None
        end_h = self.run.ordeal.horizon_h
        storm = {side: self.run.storm_runs[side].in_service for side in SIDES}
        last_h = max(
            (start for s in storm.values() for own in s.values() for on in own.values()
             for start, _ in on if start < end_h), default=ZERO,
        )  # fmt: skip
        return Shares(
            self._share(chosen, network, self.run.rest, ZERO),
            self._share(chosen, network, storm, worst_h),
            self._share(chosen, network, storm, max(last_h, worst_h)),
        )

    def _share(
        self, districts: Sequence[str], network: str, service: Mapping[Side, Service], t_h: Fraction
    ) -> Range:
        found = []
        for side in SIDES:
            serving = self._serving(network, service[side], t_h)
            total = covered = 0.0
            for id_ in districts:
                spots, box = self._grids[id_]
                share = share_covered(spots, self._coverer, side, serving) or 0.0
                weight = box * len(spots)
                total, covered = total + weight, covered + share * weight
            found.append(covered / total)
        return found[0], found[1]

    def _serving(self, network: str, service: Service, t_h: Fraction) -> list[set[str]]:
        """The sites in service: for any operator, for each of all, or for one."""
        asked = self.networks[2:] if network in (ANY, ALL) else (network,)
        each = [
            {site for site, own in service.items() if o in own and holds_at(own[o], t_h)}
            for o in asked
        ]
        return each if network != ANY else [set().union(*each)]


def _shares(
    people: int, rest: tuple[int, int], below: tuple[Below, Below], series: tuple[Series, Series]
) -> Shares:
    if not people:
        return Shares(None, None, None)
    before, worst, after = (
        (low / people, high / people)
        for low, high in (
            rest,
            (below[0].minimum, below[1].minimum),
            (series[0][-1].n, series[1][-1].n),
        )
    )
    return Shares(before, worst, after)
