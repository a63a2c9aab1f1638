"""What one run means away from the network: where phones work, and what a post or channel has power for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from planner.foundation.intervals import (
    ALWAYS,
    NEVER,
    Intervals,
    lasts,
    outside,
    shared,
    union,
)
from planner.network.shared_fate import fates_of
from planner.policy.duties.living import coverer_of, living_in
from planner.policy.duties.measured_coverage import measured_in
from planner.simulation.supply import PlantPlan, history_of
from planner.simulation.timeline import off_grid_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from datetime import date, datetime
    from fractions import Fraction

    from planner.foundation.intervals import Hour
    from planner.inventory.duty_records import Terrain
    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.network.networks import Networks
    from planner.network.radio_reach import Coverer, Spot
    from planner.network.road_map import RoadMap
    from planner.network.shared_fate import Fates
    from planner.network.sides import Side
    from planner.policy.duties.derating import OrderedDerating
    from planner.policy.duties.duty import ReachModel
    from planner.policy.duties.living import Living
    from planner.policy.duties.measured_coverage import Measured
    from planner.simulation.local_wind import LocalWind
    from planner.simulation.ordeal import Ordeal
    from planner.simulation.supply import PlantHistory
    from planner.simulation.timeline import SideRun


T = TypeVar("T")
OffGrid = dict[tuple[str, "Side", "Fraction"], "PlantHistory"]
"""By consumer, side and horizon: the last walk without the grid."""


@dataclass(frozen=True)
class DutyEvidence:
    """Both runs under the storm and both at rest, whatever model or sample made them, and the day of judging."""

    province: Province
    ordeal: Ordeal
    storm: Mapping[Side, SideRun]
    rest: Mapping[Side, SideRun]
    start: datetime
    """Hour 0 in Vietnam; the age of a test is counted to its day."""
    standing: Standing
    """What does not depend on the storm; several weathers share it."""
    clock: StormClock
    """Hour 0 as an instant, and when the storm comes."""
    outdoors: Mapping[str, LocalWind] | None = None
    """The storm's wind where each channel works outdoors, and at each mast that is to be derated; None where nobody
    knows the storm's wind."""
    roads: Callable[[], Roads] | None = None
    """The roads, made when a duty first asks for them; None where nobody can: then nothing is known of journeys."""
    peak_gust_mps: Mapping[str, float] | None = None
    """The largest gust at each asset; None where nobody knows the storm's wind."""
    deratings: tuple[OrderedDerating, ...] = ()

    @property
    def day(self) -> date:
        """The day in Vietnam on which the inventory is judged."""
        return self.start.date()

    def last_day(self, end_h: Fraction) -> date:
        """The day in Vietnam in which the hours up to `end_h` end."""
        return (self.start + timedelta(hours=float(end_h)) - timedelta(seconds=1)).date()


class Roads(NamedTuple):
    """Both sides of the roads, under the storm and at rest, and the hour at which resources are ordered out."""

    storm: Mapping[Side, RoadMap]
    rest: Mapping[Side, RoadMap]
    order_h: Fraction
    drawn_l: Mapping[Side, Mapping[str, Hour]]
    """By side and depot: what the scenario's own refuels take from it; infinity where it may be all it holds."""


@dataclass(frozen=True)
class StormClock:
    """What deadlines are counted from."""

    start: datetime
    dated: bool
    """False where hour 0 stands for no day: a province's folder at rest."""
    arrival_h: Callable[[int], Fraction | None]
    """When the wind reaches a Vietnamese force in the middle of some district; None: it never does."""

class Standing:
    """What the inventory alone says, found out once however many duties and weathers ask."""

    def __init__(self, province: Province, networks: Networks | None = None) -> None:
        self.province, self._networks = province, networks
        self._coverers: dict[ReachModel, Coverer] = {}
        self._servings: dict[tuple[ReachModel, int], Serving] = {}
        self._fates: dict[tuple[Side, Fraction, Fraction], Fates] = {}
        self._found: dict[Hashable, object] = {}
        self._off_grid: OffGrid = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` says, asked the first time only."""
        return _once(self._found, key, make)

    def living(self, terrain: Terrain) -> Mapping[str, tuple[Living, ...]]:
        """Where the people of each commune live."""
        return self.once(("living", terrain), lambda: living_in(self.province, terrain))

    @cached_property
    def measured(self) -> Mapping[str, Mapping[str, Measured]]:
        """What was measured of coverage, by commune and operator."""
        return measured_in(self.province)

    def coverer(self, model: ReachModel) -> Coverer:
        """The reach of every site by a policy's own figures."""
        if model not in self._coverers:
            self._coverers[model] = coverer_of(self.province, model)
        return self._coverers[model]

    def serving(self, model: ReachModel, ordeal: Ordeal, run: SideRun) -> Serving:
        """A run to be asked; the same one for every duty with the same reach."""
        key = (model, id(run))  # the serving keeps the run, so that its identity stays its own
        if key not in self._servings:
            coverer = self.coverer(model)
            self._servings[key] = Serving(self.province, ordeal, run, coverer, self._off_grid)
        return self._servings[key]

    def forget(self, runs: Iterable[SideRun]) -> None:
        """Let go of runs that will not be asked again, with all that was found out about them."""
        gone = {id(run) for run in runs}
        for key in [key for key in self._servings if key[1] in gone]:
            del self._servings[key]

    def fates(self, side: Side, window_h: Fraction, fuel_share: Fraction) -> Fates:
        """What each single loss takes."""
        key = (side, window_h, fuel_share)
        if key not in self._fates:
            self._fates[key] = fates_of(
                self.province, side, window_h, fuel_share=fuel_share, networks=self._networks
            )
        return self._fates[key]


class Serving:
    """One run, asked about places, posts and channels."""

    def __init__(
        self,
        province: Province,
        ordeal: Ordeal,
        run: SideRun,
        coverer: Coverer,
        off_grid: OffGrid,
    ) -> None:
        self.province = province
        self.run = run
        self.side: Side = run.side
        self._coverer = coverer
        self._ordeal = ordeal
        self._mobile: dict[tuple[Spot, str | None], Intervals] = {}
        self._served: dict[str, Intervals] = {}
        self._found: dict[Hashable, object] = {}
        self._off_grid = off_grid
        self._site_aside = any(aside.section == "sites" for aside in province.set_aside)
        self.operators = tuple(
            sorted({operator for site in province.sites.values() for operator in site.operators})
        )
        """Every operator that is on some site."""

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` finds out of this run, asked the first time only, whichever duty asks."""
        return _once(self._found, key, make)

    def may_be_anywhere(self, spot: Spot | None) -> bool:
        """Whether on this side a phone works whatever happens: the place, or a site that may reach it, is not known."""
        return self.side == "optimistic" and (spot is None or self._site_aside)

    def covering(self, spot: Spot) -> tuple[str, ...]:
        """The sites that reach the spot."""
        return self._coverer.covering(spot, self.side)

    def mobile(self, spot: Spot | None, operator: str | None) -> Intervals:
        """When a phone works at the spot: over `operator`, or over any where it is None.

        Where nobody knows the place, or a site that was set aside may reach it, the two sides part.
        """
        if self.may_be_anywhere(spot):
            return ALWAYS
        if spot is None:
            return NEVER
        key = (spot, operator)
        if key not in self._mobile:
            found: list[Intervals] = []
            for site in self.covering(spot):
                if operator is None:
                    found.append(self._any_operator(site))
                elif operator in self.run.in_service[site]:
                    found.append(self.run.in_service[site][operator])
                if found and lasts(found[-1]):
                    found = [ALWAYS]  # nothing can be added to that
                    break
            if operator is None and spot.signal and self.side == "pessimistic" and found != [ALWAYS]:
                found.append(self._whichever_it_was(spot))
            self._mobile[key] = union(*found) if found else NEVER
        return self._mobile[key]

    def _whichever_it_was(self, spot: Spot) -> Intervals:
        """When a spot with signal before the storm has it for certain: while all that may have given it serve."""
        perhaps = self._coverer.covering(spot, "optimistic")
        return meanwhile(*(self._any_operator(site) for site in perhaps)) if perhaps else NEVER

    def _any_operator(self, site: str) -> Intervals:
        """When a site serves at least one operator."""
        if site not in self._served:
            own = self.run.in_service[site]
            self._served[site] = union(*(own[each] for each in sorted(own)))
        return self._served[site]

    def stands(self, asset: str) -> Intervals:
        """When an asset has not failed."""
        return outside(self.run.failed.get(asset, NEVER))

    def powered(self, consumer: str) -> Intervals:
        """When a site, node, post or channel has power."""
        return self.run.views[None].plants[consumer].powered

    def on_battery_too(
        self, consumer: str, supply: Intervals, battery_h: Fraction | None, recharge_h: Fraction
    ) -> Intervals:
        """When something works that has its own battery and is charged from `supply`."""
        if battery_h is None:
            return ALWAYS if self.side == "optimistic" else supply
        if battery_h == 0 or lasts(supply):
            return supply
        plan = PlantPlan(consumer, supply, battery_h, recharge_h)
        return history_of(plan, self._ordeal.horizon_h).powered

    def off_grid(self, consumer: str, plant: Powered) -> Intervals:
        """When a post or channel has power though the grid is gone from hour 0."""
        plan = off_grid_plan(consumer, plant, self._ordeal, self.side, self.run.failed)
        # Most are the same under every weather: nothing of them failed.
        key = (consumer, self.side, self._ordeal.horizon_h)
        before = self._off_grid.get(key)
        if before is None or before.plan != plan:
            before = self._off_grid[key] = history_of(plan, self._ordeal.horizon_h)
        return before.powered

    def joined(self, node: str) -> Intervals:
        """When a fiber node is joined to a gateway; one that was set aside may be."""
        absent = ALWAYS if self.side == "optimistic" else NEVER
        return self.run.views[None].backhaul.get(node, absent)

    def repeats(self, site: str) -> Intervals:
        """When a repeater on a site works: mast and equipment stand, not derated, with power."""
        absent = ALWAYS if self.side == "optimistic" else NEVER
        down = self.run.views[None].down.get(site)
        return absent if down is None else outside(down)


def _once(found: dict[Hashable, object], key: Hashable, make: Callable[[], T]) -> T:
    if key not in found:
        found[key] = make()
    return found[key]  # type: ignore[return-value]


def meanwhile(*conditions: Intervals) -> Intervals:
    """When all of them hold."""
    found: Intervals = ALWAYS
    for condition in conditions:
        found = shared(found, condition)
    return found
