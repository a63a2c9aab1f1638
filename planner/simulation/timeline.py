"""One run: failed assets, energised power nodes, powered consumers, joined vertices, sites in service, through time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import (
    ALWAYS,
    INF,
    NEVER,
    ZERO,
    Intervals,
    lasts,
    outside,
    shared,
    union,
)
from planner.network.comms import backhaul_graph, operators_named
from planner.network.power import power_graph
from planner.network.risk_groups import groups_of
from planner.simulation.connectivity import joined_intervals
from planner.simulation.damage import failed_intervals, failures_of, without_doubts
from planner.simulation.earlier import kept_from, part_of, unless_same
from planner.simulation.ordeal import struck_assets
from planner.simulation.supply import GeneratorPlan, PlantHistory, PlantPlan, history_of
from planner.simulation.ticks import failures_on_ticks, plant_on_ticks

if TYPE_CHECKING:
    import networkx as nx

    from planner.inventory.plant_records import Generator, Powered
    from planner.inventory.province import Province
    from planner.inventory.records import Site
    from planner.network.networks import Networks
    from planner.network.reach import Reach
    from planner.network.sides import Side
    from planner.simulation.chains import Explainer
    from planner.simulation.damage import Failure
    from planner.simulation.earlier import Earlier, Kept
    from planner.simulation.ordeal import Ordeal


@dataclass(frozen=True)
class View:
    """What one operator's traffic sees; None: every operator that no equipment names.

    All mappings hold intervals on [0, ∞): within the horizon they are what happens, beyond it nothing is said.
    """

    operator: str | None
    plants: Mapping[str, PlantHistory]
    """The power plant of every site and active fiber node; in the common view of posts and channels too."""
    down: Mapping[str, Intervals]
    """When each vertex of the backhaul network carries no traffic: it has failed, is derated or dark."""
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
    explainers: dict[int, Explainer] = field(default_factory=dict, repr=False, compare=False)
    """Whoever explains the run (`planner.simulation.chains`), by the identity of the ordeal that it keeps."""

    def view_of(self, operator: str) -> View:
        """The view of an operator: its own where some equipment names it, else the common one."""
        return self.views.get(operator) or self.views[None]

    @property
    def lost(self) -> frozenset[str]:
        """Every asset that fails at any time."""
        return frozenset(asset for asset, times in self.failed.items() if times)

    @property
    def powered(self) -> Mapping[str, Intervals]:
        """When each site and active fiber node has power, in the common view."""
        return {consumer: plant.powered for consumer, plant in self.views[None].plants.items()}


def simulate(
    province: Province,
    ordeal: Ordeal,
    side: Side,
    like: Earlier | None = None,
    networks: Networks | None = None,
    twin: SideRun | None = None,
) -> SideRun:
    """Run the province through the ordeal on one side of what was not surveyed.

    `like` is an earlier run: what did not change since is taken over from it. `networks` are those of the province,
    where several runs share them. `twin` is the other side of the same: what is alike on both is taken over from it.
    The answer is the same without any of them.
    """
    kept = kept_from(like, province, ordeal, side)
    failures, failed = _failures(province, ordeal, side, kept, twin)
    if ordeal.tick_h is not None:
        failures = failures_on_ticks(failures, ordeal.tick_h)
        failed = failed_intervals(failures)
    energised = _energised(province, side, failed, kept, networks)
    named = operators_named(province, (sent.operator for sent in ordeal.sent))
    views = {
        operator: _Seen(
            province, ordeal, side, operator, failed, energised, kept, networks, twin
        ).view()
        for operator in (None, *sorted(named))
    }
    in_service = {
        site.id: {
            operator: (views.get(operator) or views[None]).in_service[site.id]
            for operator in sorted(site.operators)
        }
        for site in province.sites.values()
    }
    return SideRun(side, failures, failed, energised, views, in_service)


def _failures(
    province: Province, ordeal: Ordeal, side: Side, kept: Kept | None, twin: SideRun | None
) -> tuple[Mapping[str, tuple[Failure, ...]], Mapping[str, Intervals]]:
    """Every asset's causes of failure, and when it has failed."""
    if kept is None and twin is not None and twin.side == "pessimistic" and ordeal.tick_h is None:
        failures = without_doubts(twin.failures, groups_of(province), ordeal.repairs)
        same = {
            asset: twin.failed[asset]
            for asset, causes in failures.items()
            if twin.failures.get(asset) is causes
        }
        others = {asset: causes for asset, causes in failures.items() if asset not in same}
        return failures, {**dict.fromkeys(failures, NEVER), **same, **failed_intervals(others)}
    if kept is None:
        struck = struck_assets(province, ordeal, side)
        failures = failures_of(struck, groups_of(province), ordeal.horizon_h)
        return failures, failed_intervals(failures)
    part = kept.part()
    struck = struck_assets(part, part_of(ordeal, part), side)
    again = failures_of(struck, groups_of(part), ordeal.horizon_h)
    failures = kept.failures(again)
    before = kept.earlier.run.failed
    failed = {asset: before[asset] for asset in failures if kept.keeps(asset)}
    changed = {asset: causes for asset, causes in failures.items() if asset not in failed}
    failed.update(unless_same(failed_intervals(changed), before))
    return failures, failed


def _energised(
    province: Province,
    side: Side,
    failed: Mapping[str, Intervals],
    kept: Kept | None,
    networks: Networks | None,
) -> Mapping[str, Intervals]:
    """When each power node is joined to a source."""
    if kept is None:
        network = power_graph(province, side) if networks is None else networks.power(side)
        return joined_intervals(network, vertices_down=failed, edges_down=failed)
    before = kept.earlier.run
    power = (*province.power_nodes, *province.lines)
    if kept.same_power and all(failed.get(id_) is before.failed.get(id_) for id_ in power):
        return before.energised
    graph = kept.earlier.power() if kept.same_power else power_graph(province, side)
    found = joined_intervals(graph, vertices_down=failed, edges_down=failed)
    return unless_same(found, before.energised)


class _Seen:
    """One operator's view in the making."""

    def __init__(
        self,
        province: Province,
        ordeal: Ordeal,
        side: Side,
        operator: str | None,
        failed: Mapping[str, Intervals],
        energised: Mapping[str, Intervals],
        kept: Kept | None,
        networks: Networks | None,
        twin: SideRun | None,
    ) -> None:
        self.province, self.ordeal = province, ordeal
        self.side, self.operator = side, operator
        self.failed, self.energised = failed, energised
        self.kept, self.networks = kept, networks
        self.before = None if kept is None else kept.earlier.run.views.get(operator)
        self.beside = None if twin is None else twin.views.get(operator)

    def view(self) -> View:
        plants: dict[str, PlantHistory] = {}
        down: dict[str, Intervals] = {}
        for node in self.province.fiber_nodes.values():
            if node.role != "passive":
                plants[node.id] = self._history(node.id, node)
            down[node.id] = self._down(node.id, (node.id,), plants.get(node.id))
        for site in self.province.sites.values():
            plants[site.id] = self._history(site.id, site)
            parts = (f"{site.id}/mast", f"{site.id}/equipment")
            down[site.id] = self._down(site.id, parts, plants[site.id])
        if self.operator is None:
            edges: dict[str, Powered] = {
                **self.province.command_posts, **self.province.warning_channels,
            }
            for id_, edge in edges.items():
                plants[id_] = self._history(id_, edge)
        backhaul = self._backhaul(down)
        satellite = {
            site.id: dish
            for site in self.province.sites.values()
            if (dish := _satellite(site, self.side, self.failed)) != NEVER
        }
        in_service = {site_id: backhaul[site_id] for site_id in self.province.sites}
        for site_id, dish in satellite.items():
            in_service[site_id] = union(backhaul[site_id], shared(outside(down[site_id]), dish))
        return View(self.operator, plants, down, backhaul, satellite, in_service)

    def _history(self, id_: str, plant: Powered) -> PlantHistory:
        known = None if self.before is None else self.before.plants.get(id_)
        if known is not None and self.kept is not None and self.kept.keeps(id_):
            feed = plant.feed or ""
            if self.energised.get(feed) is self.kept.earlier.run.energised.get(feed):
                return known
        plan = plant_plan(
            id_, plant, self.ordeal, self.side, self.operator, self.failed, self.energised
        )
        if known is not None and known.plan == plan:
            return known
        other = None if self.beside is None else self.beside.plants.get(id_)
        if other is not None and other.plan == plan:
            return other
        return history_of(plan, self.ordeal.horizon_h)

    def _down(self, id_: str, parts: tuple[str, ...], plant: PlantHistory | None) -> Intervals:
        """When a vertex carries no traffic: a part of it has failed, its mast is derated, or it is dark."""
        known = None if self.before is None else self.before.down.get(id_)
        if self.before is not None and known is not None and self.kept is not None:  # noqa: SIM102
            if self.kept.keeps(id_) and self.before.plants.get(id_) is plant:
                return known
        found = union(
            *(self.failed.get(part, NEVER) for part in parts),
            self.ordeal.derated_intervals(id_),
            NEVER if plant is None else outside(plant.powered),
        )
        return known if known == found else found

    def _backhaul(self, down: Mapping[str, Intervals]) -> Mapping[str, Intervals]:
        """When each vertex is joined to a gateway."""
        if self.kept is None or self.before is None:
            return joined_intervals(self._network(), vertices_down=down, edges_down=self.failed)
        same, before = self.kept.same_backhaul, self.before
        failed = self.kept.earlier.run.failed
        if (
            same
            and all(intervals is before.down[id_] for id_, intervals in down.items())
            and all(
                self.failed.get(id_) is failed.get(id_)
                for id_ in self.failed.keys() | failed.keys()
            )
        ):
            return before.backhaul
        network = self.kept.earlier.network(self.operator) if same else self._network()
        found = joined_intervals(network, vertices_down=down, edges_down=self.failed)
        return unless_same(found, before.backhaul)

    def _network(self) -> nx.MultiGraph[str] | Reach:
        if self.networks is not None:
            return self.networks.backhaul(self.side, self.operator)
        return backhaul_graph(self.province, self.side, self.operator)


def _satellite(site: Site, side: Side, failed: Mapping[str, Intervals]) -> Intervals:
    """When the site's terminal works, power apart."""
    satellite = site.backhaul.satellite
    if satellite == "none":
        return NEVER
    if satellite is None or satellite == "unknown":
        return ALWAYS if side == "optimistic" else NEVER
    return outside(failed.get(f"{site.id}/dish", NEVER))


def plant_plan(
    consumer: str,
    plant: Powered,
    ordeal: Ordeal,
    side: Side,
    operator: str | None,
    failed: Mapping[str, Intervals],
    energised: Mapping[str, Intervals],
) -> PlantPlan:
    """What one consumer's plant has on one side, for one operator's traffic, and what happens to it."""
    grid = _grid(consumer, plant, side, failed, energised)
    if lasts(grid):
        return PlantPlan(consumer, grid, ZERO, Fraction(1))
    return _with_own_supply(consumer, plant, ordeal, side, operator, failed, grid)


def whole_plan(
    consumer: str,
    plant: Powered,
    ordeal: Ordeal,
    side: Side,
    operator: str | None,
    failed: Mapping[str, Intervals],
    energised: Mapping[str, Intervals],
) -> PlantPlan:
    """As `plant_plan`, with its generators even where the grid never goes: they may be refuelled all the same."""
    grid = _grid(consumer, plant, side, failed, energised)
    return _with_own_supply(consumer, plant, ordeal, side, operator, failed, grid)


def _grid(
    consumer: str,
    plant: Powered,
    side: Side,
    failed: Mapping[str, Intervals],
    energised: Mapping[str, Intervals],
) -> Intervals:
    # Only posts and channels may leave their feed out: nobody knows what feeds them.
    unknown = ALWAYS if plant.feed is None and side == "optimistic" else NEVER
    return shared(
        energised.get(plant.feed or "", unknown),
        outside(failed.get(f"{consumer}/service-drop", NEVER)),
    )


def off_grid_plan(
    consumer: str, plant: Powered, ordeal: Ordeal, side: Side, failed: Mapping[str, Intervals]
) -> PlantPlan:
    """What a consumer has when there is no grid from hour 0: its battery and its generators, in the common view."""
    return _with_own_supply(consumer, plant, ordeal, side, None, failed, NEVER)


def _with_own_supply(
    consumer: str,
    plant: Powered,
    ordeal: Ordeal,
    side: Side,
    operator: str | None,
    failed: Mapping[str, Intervals],
    grid: Intervals,
) -> PlantPlan:
    battery = plant.battery_h if plant.battery_h is not None or side == "optimistic" else ZERO
    generators = _generators(consumer, plant, ordeal, side, operator, failed)
    plan = PlantPlan(consumer, grid, battery, plant.battery_recharge_h, generators)
    return plan if ordeal.tick_h is None else plant_on_ticks(plan, ordeal.tick_h)


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
                ordeal.life_h(sent.asset, side),
                ordeal.repairs.get(sent.asset, ()),
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
    life_h, repairs_h = ordeal.life_h(asset, side), ordeal.repairs.get(asset, ())
    if generator.tank_l is None or generator.burn_l_per_h is None:
        if side == "pessimistic":
            return None
        return GeneratorPlan(
            asset, None, Fraction(1), ZERO, (ZERO, INF), intervals, refuels, life_h, repairs_h
        )
    start_l = generator.tank_l * ordeal.fuel_share
    return GeneratorPlan(
        asset, generator.tank_l, generator.burn_l_per_h, start_l, (ZERO, INF), intervals, refuels,
        life_h, repairs_h,
    )  # fmt: skip
