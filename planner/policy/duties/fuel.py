"""Whether the fuel on the spot, with what depots can bring in time, lasts as long as the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.foundation.intervals import ALWAYS, INF, NEVER, Intervals, joined, outside, union
from planner.foundation.text import Text
from planner.inventory.records import Site
from planner.network.sides import SIDES
from planner.policy.duties.fuel_supply import Depots, Supplied, dry
from planner.policy.duties.measuring import measured
from planner.policy.duties.sites_asked import asked_once
from planner.policy.duties.verdicts import Part, SubjectVerdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from planner.inventory.plant_records import Fuel
    from planner.inventory.province import Province
    from planner.inventory.records import FiberNode
    from planner.network.sides import Side
    from planner.policy.duties.fuel_supply import Delivery
    from planner.policy.duties.serving import Roads
    from planner.policy.duties.setting import Setting
    from planner.policy.duties.travel_records import FuelDuty
    from planner.policy.duties.verdicts import DutyVerdict
    from planner.policy.units import Unit
    from planner.simulation.supply import PlantHistory
    from planner.simulation.timeline import SideRun


def judge_fuel(setting: Setting, duty: FuelDuty) -> list[DutyVerdict]:
    """The duty for every unit; depots serve all of them from one stock."""
    judge = _Fuel(setting, duty)
    return [judge.verdict(unit, judge.asked[unit.id]) for unit in setting.units()]


class _Fuel:
    def __init__(self, setting: Setting, duty: FuelDuty) -> None:
        self.setting, self.duty = setting, duty
        self.province = setting.evidence.province
        self.asked = {unit.id: self._asked(unit) for unit in setting.units()}
        self.storm = {side: self._supplied(side, storm=True) for side in SIDES}
        self.rest = setting.at_rest_once(
            "fuel", lambda: {side: self._supplied(side, storm=False) for side in SIDES}
        )

    def _asked(self, unit: Unit) -> list[tuple[Site | FiberNode, bool]]:
        """Sites and active nodes with a generator, or of which nobody knows that they have none."""
        found: list[tuple[Site | FiberNode, bool]] = [
            *asked_once(self.setting.evidence.standing, unit, self.duty.hardened)
        ]
        if self.duty.nodes and self.duty.unit != "commune":
            found += [
                (node, True)
                for node in self.province.fiber_nodes.values()
                if node.role != "passive"
                and (self.duty.unit == "province" or node.district == unit.id)
            ]
        sent = {each.at for each in self.setting.evidence.ordeal.sent}
        return [(each, sure) for each, sure in found if each.generators != () or each.id in sent]

    def _supplied(self, side: Side, *, storm: bool) -> dict[str, list[Supplied]]:
        """Every place that is asked about, with what the depots bring it: once for each set of generators in use."""
        evidence = self.setting.evidence
        run = evidence.storm[side] if storm else evidence.rest[side]
        places = {each.id: each for asked in self.asked.values() for each, _ in asked}
        plants: dict[str, PlantHistory] = {}
        for id_ in sorted(places):
            plants |= plants_of(run, places[id_])
        horizon_h = evidence.ordeal.horizon_h
        roads = self._roads()
        if roads is None:
            told = {
                key: Supplied(history, (), _all_dry(history, horizon_h))
                for key, history in plants.items()
            }
        else:
            told = depots_of(self.province, roads, side, horizon_h, storm=storm).supply(plants)
        found: dict[str, list[Supplied]] = {id_: [] for id_ in places}
        for _, each in sorted(told.items()):
            found[each.history.plan.consumer].append(each)
        return found

    def _roads(self) -> Roads | None:
        if not self.duty.depots or self.setting.evidence.roads is None:
            return None
        return self.setting.evidence.roads()

    def verdict(self, unit: Unit, asked: list[tuple[Site | FiberNode, bool]]) -> DutyVerdict:
        """The unit by its places."""
        subjects = [self._subject(each, sure=sure) for each, sure in asked]
        # A site that names no commune may be one more.
        doubt = self.setting.aside("sites", "fiber_nodes") or bool(unit.perhaps)
        return self.setting.unit_verdict(unit, subjects, doubt=doubt)

    def _subject(self, place: Site | FiberNode, *, sure: bool) -> SubjectVerdict:
        window = self.setting.window
        missing = _missing(place) or self._parted(place)
        series, rest = (
            {
                side: window.series({place.id: self._lasts(told[side][place.id], side, sure=sure, known=known)})
                for side in SIDES
            }
            for told, known in ((self.storm, not missing), (self.rest, not _missing(place)))
        )  # fmt: skip
        measure = measured("fuel", 1, series, rest, window)
        unknown = measure.outcome == "unknown"
        is_site = place.id in self.province.sites
        section = "sites" if is_site else "fiber_nodes"
        return SubjectVerdict(
            subject=place.id,
            kind="site" if is_site else "fiber-node",
            name=Text(place.id, place.id)
            if place.name is None
            else Text(place.name.vi, place.name.english),
            place=self.province.places.get(f"{section}/{place.id}"),
            population=None,
            outcome=measure.outcome,
            at_rest=measure.at_rest,
            measures=(measure,),
            parts=tuple(self._part(each) for each in self._told(place.id, measure.outcome)),
            survey=(missing or self._depot_gaps()) if unknown or measure.at_rest == "unknown" else (),
        )

    def _lasts(
        self, supplied: Sequence[Supplied], side: Side, *, sure: bool, known: bool
    ) -> Intervals:
        """When a place is not dark for want of fuel, for no operator on it."""
        # Several walks of one place take each their own fuel, together perhaps more than it needs.
        several = len(supplied) > 1
        if side == "optimistic" and (not sure or not known or several or self._doubt()):
            return ALWAYS
        if side == "pessimistic" and not known:
            # A generator whose fuel nobody knows is not there on this side: only the grid carries it.
            return supplied[0].history.plan.grid
        return outside(union(*(each.dry_h for each in supplied)))

    def _parted(self, place: Site | FiberNode) -> tuple[str, ...]:
        """What nobody wrote that decides how long a generator of the place stands: it burns fuel only so long.

        One that may have drowned wants no fuel where it has: neither side is the worse one then.
        """
        ordeal, storm = self.setting.evidence.ordeal, self.setting.evidence.storm
        own = [f"{place.id}/gen/{each.id}" for each in place.generators or ()]
        own += [each.asset for each in ordeal.sent if each.at == place.id]
        worst, best = (storm[side].failed for side in ("pessimistic", "optimistic"))
        stops = [
            {
                asset: when
                for each in self.storm[side][place.id]
                for asset, when in each.history.stopped.items() if when
            }
            for side in SIDES
        ]  # fmt: skip
        differ = any(
            worst.get(asset, NEVER) != best.get(asset, NEVER)
            or ordeal.life_h(asset, "pessimistic") != ordeal.life_h(asset, "optimistic")
            for asset in own
        )
        return (f"{place.id}.floor_height_m",) if differ or stops[0] != stops[1] else ()

    def _doubt(self) -> bool:
        """Whether a depot or road was set aside that may have served, or nobody has listed any depot."""
        if not self.duty.depots:
            return False
        listed = any(each.kind == "fuel" for each in self.province.resources.values())
        unmapped = not listed or not self.province.road_nodes or self.setting.evidence.roads is None
        return unmapped or self.setting.aside("roads", "sea_routes", "road_nodes", "resources")

    def _told(self, place: str, outcome: str) -> tuple[Delivery, ...]:
        side: Side = "optimistic" if outcome == "fails" else "pessimistic"
        return tuple(each for told in self.storm[side][place] for each in told.deliveries)

    def _part(self, delivery: Delivery) -> Part:
        """One delivery, from when it is there."""
        depot = self.province.resources[delivery.depot]
        works: Mapping[Side, Intervals] = dict.fromkeys(SIDES, ((delivery.at_h, INF),))
        litres = float(delivery.litres)
        generator = delivery.asset.rpartition("/")[2]
        return Part(
            id=delivery.depot,
            kind="fuel",
            name=Text(depot.id, depot.id)
            if depot.name is None
            else Text(depot.name.vi, depot.name.english),
            works=works,
            at_rest=dict.fromkeys(SIDES, NEVER),
            place=self.province.places.get(f"resources/{depot.id}"),
            notes=(
                Text(
                    vi=f"{litres:.0f} lít cho máy {generator}", en=f"{litres:.0f} l for {generator}"
                ),
            ),
        )

    def _depot_gaps(self) -> tuple[str, ...]:
        """What nobody wrote of the depots, where they are asked."""
        if not self.duty.depots:
            return ()
        depots = [
            each for _, each in sorted(self.province.resources.items()) if each.kind == "fuel"
        ]
        if not depots:
            return (f"{self.province.header.code}.resources",)
        if not self.province.road_nodes:
            return (f"{self.province.header.code}.road_nodes",)
        return tuple(
            f"{depot.id}.{key}"
            for depot in depots
            for key in ("fuel_l", "tanker_l", "ready_after_h")
            if getattr(depot, key) is None
        )


def plants_of(run: SideRun, place: Site | FiberNode) -> dict[str, PlantHistory]:
    """The plant of a place as the run found it: by its id, or by operator where generators name one."""
    if not any(each.plants[place.id].plan != run.views[None].plants[place.id].plan for each in run.views.values()):
        return {place.id: run.views[None].plants[place.id]}
    operators = sorted(place.operators) if isinstance(place, Site) else [None, *sorted(filter(None, run.views))]
    found: dict[tuple[str, ...], tuple[str, PlantHistory]] = {}
    for operator in operators:
        history = (run.views.get(operator) or run.views[None]).plants[place.id]
        sets = tuple(each.asset for each in history.plan.generators)
        found.setdefault(sets, (f"{place.id} {operator or ''}", history))
    return dict(found.values())


def depots_of(
    province: Province, roads: Roads, side: Side, horizon_h: Fraction, *, storm: bool = True
) -> Depots:
    """The fuel depots of a province on one side, with the roads from them, under the storm or at rest."""
    fuel_of: dict[str, Fuel | None] = {
        f"{id_}/gen/{generator.id}": generator.fuel
        for records in (province.sites, province.fiber_nodes)
        for id_, place in records.items()
        for generator in place.generators or ()
    }
    depots = [each for _, each in sorted(province.resources.items()) if each.kind == "fuel"]
    ways, drawn = (roads.storm, roads.drawn_l[side]) if storm else (roads.rest, {})
    return Depots(ways[side], tuple(depots), side, roads.order_h, horizon_h, fuel_of, drawn)


def _all_dry(history: PlantHistory, horizon_h: Fraction) -> Intervals:
    return joined(interval for each in dry(history, horizon_h).values() for interval in each)


def _missing(place: Site | FiberNode) -> tuple[str, ...]:
    """What nobody wrote of the fuel of a place."""
    if place.generators is None:
        return (f"{place.id}.generators",)
    return tuple(
        f"{place.id}.gen.{generator.id}.{key}"
        for generator in place.generators
        for key in ("tank_l", "burn_l_per_h")
        if getattr(generator, key) is None
    )
