"""What the judge of the stations knows whatever the weather: who is hardened, who counts at rest."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, Intervals, union
from planner.network.sides import SIDES
from planner.policy.counting import Counting
from planner.policy.series import series_of
from planner.policy.units import Unit, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from planner.inventory.province import Province
    from planner.network.sides import Side
    from planner.policy.requirements import Requirement
    from planner.policy.verdicts import HardenedSite, Outcome, Series
    from planner.simulation.timeline import Service

_BEST: tuple[Outcome, ...] = ("holds", "unknown", "fails")


class Calm:
    """A province at rest as its requirements see it, found out once however many weathers are judged.

    Parameters
    ----------
    province
        What stands.
    horizon_h
        Hours of the scenario.
    rest
        When each site serves each operator with nothing failed, on both sides.
    """

    def __init__(
        self, province: Province, horizon_h: Fraction, rest: Mapping[Side, Service]
    ) -> None:
        self.province, self.horizon_h, self.rest = province, horizon_h, rest
        self._known: dict[tuple[int, frozenset[str | None]], Stations] = {}

    def stations(self, requirement: Requirement, sent: Iterable[str | None] = ()) -> Stations:
        """The stations of one requirement; `sent` are the operators named by generators that are sent out."""
        key = (id(requirement), frozenset(sent))  # kept below, so that its identity stays its own
        if key not in self._known:
            counting = Counting(self.province, requirement, self.horizon_h, key[1])
            self._known[key] = Stations(counting, self.rest)
        return self._known[key]


class Stations:
    """The stations that one requirement counts, and how many there are at rest."""

    def __init__(self, counting: Counting, rest: Mapping[Side, Service]) -> None:
        self.counting, self._rest = counting, rest
        self.requirement = counting.requirement
        self._may_count: dict[tuple[str, Side], dict[str, tuple[str, ...]]] = {}
        self._at_rest: dict[str, dict[Side, Series]] = {}
        self._tests: dict[str, tuple[HardenedSite, ...]] = {}

    @cached_property
    def units(self) -> list[Unit]:
        """The units that the requirement speaks of, sorted by id."""
        return units_of(self.counting.province, self.requirement)

    def tests(self, unit: Unit) -> tuple[HardenedSite, ...]:
        """The hardened test of every site of the unit, for the operator for which it comes out best."""
        if unit.id not in self._tests:
            self._tests[unit.id] = tuple(self.best_test(site) for site in unit.sites)
        return self._tests[unit.id]

    def best_test(self, site: str) -> HardenedSite:
        """The hardened test of a site, for the operator for which it comes out best."""
        tests = self.counting.tests(site).values()
        return min(tests, key=lambda test: _BEST.index(test.outcome))

    def counted(
        self, site: str, side: Side, service: Mapping[Side, Service], operator: str | None = None
    ) -> Intervals:
        """When a site counts: hardened and in service for the same operator; for `operator`, or for any on it."""
        if site not in self.counting.province.sites:
            return ALWAYS  # set aside: only ever counted on the optimistic side
        counting = self.counting.counting_operators(site, side)
        wanted = counting if operator is None else {operator}.intersection(counting)
        return union(*(service[side][site][each] for each in wanted))

    def series(
        self, unit: Unit, side: Side, service: Mapping[Side, Service], operator: str | None = None
    ) -> Series:
        """How many stations of the unit count through time; for `operator`, or for any on them."""
        counted: dict[str, Intervals] = {}
        for site, operators in self._may(unit, side).items():
            if not operators:
                counted[site] = ALWAYS
            elif operator is None:
                counted[site] = union(*(service[side][site][each] for each in operators))
            elif operator in operators:
                counted[site] = service[side][site][operator]
        return series_of(counted, self.counting.start_h, self.counting.end_h)

    def at_rest(self, unit: Unit) -> Mapping[Side, Series]:
        """How many stations of the unit count with nothing failed, on both sides."""
        if unit.id not in self._at_rest:
            self._at_rest[unit.id] = {
                side: self.series(unit, side, self._rest) for side in SIDES
            }
        return self._at_rest[unit.id]

    def _may(self, unit: Unit, side: Side) -> Mapping[str, tuple[str, ...]]:
        """The sites of the unit that may count, with the operators for which; none named for one set aside."""
        key = (unit.id, side)
        if key not in self._may_count:
            sites = unit.sites if side == "pessimistic" else (*unit.sites, *unit.perhaps)
            known = self.counting.province.sites
            self._may_count[key] = {
                site: operators
                for site in sites
                if (operators := self.counting.counting_operators(site, side) if site in known else ())
                or site not in known
            }
        return self._may_count[key]
