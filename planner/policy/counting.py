"""What a requirement counts: which sites of which units, for which operators, over which hours."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.network.comms import operators_named
from planner.network.sides import SIDES
from planner.policy.hardened import hardened_site, keep_path_after_any_one
from planner.policy.units import Unit, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.requirements import Requirement
    from planner.policy.verdicts import HardenedSite


@dataclass(frozen=True)
class CountedUnit:
    """One requirement for one unit, as the simulation needs it.

    `counted` has, per side, the sites that may count and the operators for which each does: it counts while it serves
    any of them. `always` are sites set aside, which count throughout on the optimistic side.
    """

    requirement: Requirement
    unit: Unit
    needed: int
    start_h: Fraction
    end_h: Fraction
    counted: Mapping[Side, Mapping[str, tuple[str, ...]]]
    always: tuple[str, ...]


class Counting:
    """One requirement over a province: its window, and the hardened test of every site for every operator.

    Parameters
    ----------
    province
        What stands.
    requirement
        What must hold.
    horizon_h
        Hours of the scenario; the window ends there at the latest.
    sent
        Operators named by generators that actions send out.
    """

    def __init__(
        self,
        province: Province,
        requirement: Requirement,
        horizon_h: Fraction,
        sent: Iterable[str | None] = (),
    ) -> None:
        self.province, self.requirement = province, requirement
        until = requirement.until_h
        self.start_h: Fraction = min(requirement.from_h, horizon_h)
        self.end_h: Fraction = horizon_h if until is None else min(until, horizon_h)
        self._named = operators_named(province, sent)
        self._kept: dict[str | None, dict[Side, frozenset[str]]] = {}
        self._tested: dict[str, dict[str, HardenedSite]] = {}

    def tests(self, site_id: str) -> dict[str, HardenedSite]:
        """The hardened test of a site for every operator on it."""
        if site_id in self._tested:
            return self._tested[site_id]
        test, site = self.requirement.hardened, self.province.sites[site_id]
        by_view: dict[str | None, HardenedSite] = {}
        found: dict[str, HardenedSite] = {}
        for operator in sorted(site.operators):
            view = operator if operator in self._named else None
            if test.survives_any_one and view not in self._kept:
                self._kept[view] = {
                    side: keep_path_after_any_one(self.province, side, view) for side in SIDES
                }
            if view not in by_view:
                kept = self._kept.get(view)
                by_view[view] = hardened_site(self.province, site, test, view, kept)
            found[operator] = by_view[view]
        self._tested[site_id] = found
        return found

    def counts(self, site: str, operator: str, side: Side) -> bool:
        """Whether the site is hardened for the operator, on this side of what was not surveyed."""
        outcome = self.tests(site)[operator].outcome
        return outcome == "holds" or (outcome == "unknown" and side == "optimistic")

    def counting_operators(self, site: str, side: Side) -> tuple[str, ...]:
        """The operators for which the site counts, sorted; none where it is not hardened."""
        return tuple(each for each in self.tests(site) if self.counts(site, each, side))

    def units(self) -> list[CountedUnit]:
        """Every unit of the requirement, sorted by id."""
        return [self._unit(unit) for unit in units_of(self.province, self.requirement)]

    def _unit(self, unit: Unit) -> CountedUnit:
        known = [site for site in unit.perhaps if site in self.province.sites]
        sites: dict[Side, tuple[str, ...]] = {
            "pessimistic": unit.sites,
            "optimistic": (*unit.sites, *known),
        }
        counted = {
            side: {
                site: operators
                for site in sites[side]
                if (operators := self.counting_operators(site, side))
            }
            for side in SIDES
        }
        always = tuple(site for site in unit.perhaps if site not in self.province.sites)
        needed = self.requirement.at_least
        return CountedUnit(
            self.requirement, unit, needed, self.start_h, self.end_h, counted, always
        )
