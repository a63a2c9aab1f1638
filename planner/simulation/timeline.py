"""One run: failed assets, energised power nodes, powered consumers, joined vertices, sites in service, through time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import (
    ALWAYS,
    INF,
    NEVER,
    ZERO,
    Intervals,
    outside,
    shared,
    union,
)
from planner.network.comms import backhaul_graph, operators_named
from planner.network.power import power_graph
from planner.network.risk_groups import groups_of
from planner.simulation.connectivity import joined_intervals
from planner.simulation.damage import failed_intervals, failures_of
from planner.simulation.ordeal import struck_assets
from planner.simulation.supply import GeneratorPlan, PlantHistory, PlantPlan, history_of

if TYPE_CHECKING:
    from planner.inventory.province import Province
    from planner.inventory.records import Generator, Powered, Site
    from planner.network.sides import Side
    from planner.simulation.damage import Failure
    from planner.simulation.ordeal import Ordeal


@dataclass(frozen=True)
class View:
    """What one operator's traffic sees; None: every operator that no equipment names.

    All mappings hold intervals on [0, ∞): within the horizon they are what happens, beyond it nothing is said.
    """

    operator: str | None
    plants: Mapping[str, PlantHistory]
    """The power plant of every site and active fiber node."""
    live: Mapping[str, Intervals]
    """When each vertex of the backhaul network carries traffic."""
    backhaul: Mapping[str, Intervals]
    """When each vertex is joined to a gateway over fiber and microwave."""
    satellite: Mapping[str, Intervals]
    """When each site that has a terminal has satellite backhaul, power apart."""
    in_service: Mapping[str, Intervals]


Service = Mapping[str, Mapping[str, Intervals]]
"""When each site serves each operator on it."""


@dataclass(frozen=True)
class SideRun:
    """One side of what was not surveyed, run through the ordeal."""

    side: Side
    failures: Mapping[str, tuple[Failure, ...]]
    failed: Mapping[str, Intervals]
    energised: Mapping[str, Intervals]
    views: Mapping[str | None, View]
    in_service: Service

    def view_of(self, operator: str) -> View:
        """The view of an operator: its own where some equipment names it, else the common one."""
        return self.views.get(operator) or self.views[None]

    @property
    def powered(self) -> Mapping[str, Intervals]:
        """When each site and active fiber node has power, in the common view."""
        return {consumer: plant.powered for consumer, plant in self.views[None].plants.items()}


def simulate(
    province: Province, ordeal: Ordeal, side: Side, like: SideRun | None = None
) -> SideRun:
    """Run the province through the ordeal on one side of what was not surveyed.

    `like` is an earlier run of the same horizon: power plants that go through the same are taken over from it.
    """
    failures = failures_of(
        struck_assets(province, ordeal, side), groups_of(province), ordeal.horizon_h
    )
    failed = failed_intervals(failures)
    power = power_graph(province, side)
    energised = joined_intervals(
        power,
        vertices_down={vertex: failed[vertex] for vertex in power if vertex in failed},
        edges_down={key: failed[key] for *_, key in power.edges(keys=True) if key in failed},
    )
    named = operators_named(province, (sent.operator for sent in ordeal.sent))
    views: dict[str | None, View] = {}
    for operator in (None, *sorted(named)):
        known = like.views[operator].plants if like is not None and operator in like.views else {}
        views[operator] = _view(province, ordeal, side, operator, failed, energised, known)
    in_service = {
        site.id: {
            operator: (views.get(operator) or views[None]).in_service[site.id]
            for operator in sorted(site.operators)
        }
        for site in province.sites.values()
    }
    return SideRun(side, failures, failed, energised, views, in_service)


def _view(
    province: Province,
    ordeal: Ordeal,
    side: Side,
    operator: str | None,
    failed: Mapping[str, Intervals],
    energised: Mapping[str, Intervals],
    known: Mapping[str, PlantHistory],
) -> View:
    plants: dict[str, PlantHistory] = {}
    down: dict[str, Intervals] = {}
    graph = backhaul_graph(province, side, operator)
    for node in province.fiber_nodes.values():
        node_down = failed.get(node.id, NEVER)
        if node.role != "passive":
            plants[node.id] = _history(
                _plant(node.id, node, ordeal, side, operator, failed, energised), ordeal, known
            )
            node_down = union(node_down, outside(plants[node.id].powered))
        down[node.id] = node_down
    for site in province.sites.values():
        plants[site.id] = _history(
            _plant(site.id, site, ordeal, side, operator, failed, energised), ordeal, known
        )
        down[site.id] = union(
            failed.get(f"{site.id}/mast", NEVER),
            failed.get(f"{site.id}/equipment", NEVER),
            ordeal.derated_intervals(site.id),
            outside(plants[site.id].powered),
        )
    safe = {str(key) for _, _, key, data in graph.edges(keys=True, data=True) if data["safe"]}
    backhaul = joined_intervals(
        graph,
        vertices_down=down,
        edges_down={
            key: failed[key]
            for *_, key in graph.edges(keys=True)
            if key in failed and key not in safe
        },
    )
    live = {vertex: outside(intervals) for vertex, intervals in down.items()}
    satellite = {
        site.id: dish
        for site in province.sites.values()
        if (dish := _satellite(site, side, failed)) != NEVER
    }
    in_service = {
        site_id: union(backhaul[site_id], shared(live[site_id], satellite.get(site_id, NEVER)))
        for site_id in province.sites
    }
    return View(operator, plants, live, backhaul, satellite, in_service)


def _satellite(site: Site, side: Side, failed: Mapping[str, Intervals]) -> Intervals:
    """When the site's terminal works, power apart."""
    satellite = site.backhaul.satellite
    if satellite == "none":
        return NEVER
    if satellite is None or satellite == "unknown":
        return ALWAYS if side == "optimistic" else NEVER
    return outside(failed.get(f"{site.id}/dish", NEVER))


def _history(plan: PlantPlan, ordeal: Ordeal, known: Mapping[str, PlantHistory]) -> PlantHistory:
    before = known.get(plan.consumer)
    if before is not None and before.plan == plan:
        return before
    return history_of(plan, ordeal.horizon_h)


def _plant(
    consumer: str,
    plant: Powered,
    ordeal: Ordeal,
    side: Side,
    operator: str | None,
    failed: Mapping[str, Intervals],
    energised: Mapping[str, Intervals],
) -> PlantPlan:
    grid = shared(
        energised.get(plant.feed or "", NEVER),
        outside(failed.get(f"{consumer}/service-drop", NEVER)),
    )
    if grid == ALWAYS:
        return PlantPlan(consumer, grid, ZERO, Fraction(1))
    battery = plant.battery_h if plant.battery_h is not None or side == "optimistic" else ZERO
    generators = _generators(consumer, plant, ordeal, side, operator, failed)
    return PlantPlan(consumer, grid, battery, plant.battery_recharge_h, generators)


def _generators(
    consumer: str,
    plant: Powered,
    ordeal: Ordeal,
    side: Side,
    operator: str | None,
    failed: Mapping[str, Intervals],
) -> tuple[GeneratorPlan, ...]:
    """Fixed ones first, in id order, then mobile ones by arrival, then id."""
    ranked: list[tuple[int, Fraction, str, GeneratorPlan]] = []
    for generator in plant.generators or ():
        made = _generator_plan(consumer, generator, ordeal, side, failed)
        if made is not None and generator.operator in {None, operator}:
            ranked.append((int(generator.mounting == "mobile"), ZERO, generator.id, made))
    for sent in ordeal.sent:
        if sent.at == consumer and sent.operator in {None, operator}:
            made = GeneratorPlan(
                sent.asset,
                sent.tank_l,
                sent.burn_l_per_h,
                sent.fuel_l,
                (sent.start_h, sent.end_h),
                failed.get(sent.asset, NEVER),
                ordeal.refuels.get(sent.asset, ()),
            )
            ranked.append((1, sent.start_h, sent.id, made))
    if plant.generators is None and side == "optimistic":
        # Nobody has looked: there may be a generator that outlasts the storm.
        ranked.append(
            (0, ZERO, "", GeneratorPlan(f"{consumer}/gen/unseen", None, Fraction(1), ZERO))
        )
    return tuple(made for *_, made in sorted(ranked, key=lambda entry: entry[:3]))


def _generator_plan(
    consumer: str, generator: Generator, ordeal: Ordeal, side: Side, failed: Mapping[str, Intervals]
) -> GeneratorPlan | None:
    """One inventory generator; None on the pessimistic side when its tank or its use was not surveyed."""
    asset = f"{consumer}/gen/{generator.id}"
    intervals = failed.get(asset, NEVER)
    refuels = ordeal.refuels.get(asset, ())
    if generator.tank_l is None or generator.burn_l_per_h is None:
        if side == "pessimistic":
            return None
        return GeneratorPlan(asset, None, Fraction(1), ZERO, (ZERO, INF), intervals, refuels)
    start_l = generator.tank_l * ordeal.fuel_share
    return GeneratorPlan(
        asset, generator.tank_l, generator.burn_l_per_h, start_l, (ZERO, INF), intervals, refuels
    )
