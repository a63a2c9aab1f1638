"""Where people live, when they are served, and what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from tests.oracle.radio import Ears, Spot
from tests.oracle.spans import holds_at

if TYPE_CHECKING:
    from planner.inventory.duty_records import PopulationPoint
    from planner.policy.duties.duty import ReachModel
    from tests.oracle.oracle import SideAnswer
    from tests.oracle.world import Side, World


@dataclass(frozen=True)
class Home:
    """People at one place; `people` None: nobody counted them, `spot` None: nobody knows where."""

    id: str
    people: int | None
    spot: Spot | None
    dead: bool = False
    """It had no signal before the storm either."""


class People:
    """The homes of a world, by one model of reach."""

    def __init__(self, world: World, reach: ReachModel, seen: set[str]) -> None:
        self.world, self.reach, self.seen = world, reach, seen
        self.ears = Ears(world.province, reach)
        self.operators = sorted({o for site in world.province.sites.values() for o in site.operators})
        self.site_aside = any(record.section == "sites" for record in world.province.set_aside)

    def of(self, id_: str) -> list[Home]:
        """The points of a commune, and at its seat whoever lives at none of them."""
        commune = self.world.province.communes[id_]
        points = [p for p in self.world.province.population_points.values() if p.commune == id_]
        homes = [
            Home(point.id, point.population, self._spot(point), point.signal_before is False)
            for point in points
        ]
        told = sum(point.population for point in points)
        seat = commune.seat
        spot = None
        if seat is not None and seat.lon is not None and seat.lat is not None:
            spot = Spot(float(seat.lon), float(seat.lat), self.reach.terrain)
        if commune.population is None:
            homes.append(Home(id_, None, spot))
        elif commune.population > told or not points:
            homes.append(Home(id_, max(0, commune.population - told), spot))
        return homes

    def _spot(self, point: PopulationPoint) -> Spot:
        assert point.lon is not None
        assert point.lat is not None
        terrain = point.terrain or self.reach.terrain
        return Spot(float(point.lon), float(point.lat), terrain, point.served_by, point.signal_before)

    def measured(self, commune: str) -> bool:
        """Whether anybody measured coverage there, or a record that cannot be read may say so."""
        if self._illegible():
            return True
        told = self.world.province.coverage_measurements.values()
        return any(each.commune == commune for each in told)

    def most(
        self, commune: str, asked: list[str], *, roaming: bool, weak_below_mbps: float | None
    ) -> int:
        """How many of the commune's people are covered for certain at most, by what was measured."""
        if self._illegible():
            return 0
        people = self.known([commune])
        sure = [self._most_of(commune, operator, people, weak_below_mbps) for operator in asked]
        if not sure:
            return people
        return min(people, sum(sure)) if roaming else min(sure)

    def _illegible(self) -> bool:
        aside = self.world.province.set_aside
        return any(record.section == "coverage_measurements" for record in aside)

    def _most_of(self, commune: str, operator: str, people: int, weak_mbps: float | None) -> int:
        told = [
            each for each in self.world.province.coverage_measurements.values()
            if (each.commune, each.operator) == (commune, operator)
        ]  # fmt: skip
        slow = [each.download_mbps for each in told if each.download_mbps is not None]
        if weak_mbps is not None and slow and min(slow) < weak_mbps:
            return 0
        shares = [Fraction(str(each.people_share)) for each in told if each.people_share is not None]
        return floor(people * min(shares, default=Fraction(1)))

    def known(self, communes: list[str]) -> int:
        """How many people are known to live there."""
        return sum(home.people or 0 for id_ in communes for home in self.of(id_))

    def hears(
        self, spot: Spot | None, operator: str, side: Side, answer: SideAnswer, at_h: Fraction
    ) -> bool:
        """Whether an operator serves the spot at the hour."""
        if spot is None or (self.site_aside and side == "optimistic"):
            return side == "optimistic"
        return any(
            holds_at(answer.in_service[site].get(operator, ()), at_h)
            for site in self.ears.at(spot, side)
        )

    def served(
        self, home: Home, side: Side, answer: SideAnswer, at_h: Fraction, *, roaming: bool,
        only: str | None = None,
    ) -> bool:  # fmt: skip
        """Whether the people there have service: from `only`, from anybody, or each from its own operator."""
        if home.dead:
            return False
        if only is not None:
            return self.hears(home.spot, only, side, answer, at_h)
        if home.spot is None and roaming:
            return side == "optimistic"
        if self.site_aside and side == "optimistic" and roaming:
            return True
        told = [self.hears(home.spot, operator, side, answer, at_h) for operator in self.operators]
        if not roaming and any(told) and not all(told):
            self.seen.add("roaming")
        if not told and self.site_aside:
            return side == "optimistic"
        if roaming and not any(told) and side == "pessimistic" and home.spot is not None:
            return self._whichever(home.spot, answer, at_h)
        return any(told) if roaming else bool(told) and all(told)

    def _whichever(self, spot: Spot, answer: SideAnswer, at_h: Fraction) -> bool:
        """Somebody had signal there: it is there for certain while every site that may have given it serves."""
        perhaps = self.ears.at(spot, "optimistic")
        if not spot.signal or not perhaps:
            return False
        told = all(
            any(holds_at(spans, at_h) for spans in answer.in_service[site].values())
            for site in perhaps
        )
        self.seen.update(["whichever site it was"] if told else [])
        return told
