"""What each single loss takes with it: an asset or risk group gone from hour 0 for good, nothing else failed.

Two things that the same loss takes are not independent of each other. A power line takes the cables on its poles with
it here: it may fall and leave the poles standing, but whoever counts on two ways must not count on that.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO
from planner.inventory.records import Satellite
from planner.network.comms import operators_named
from planner.network.networks import Networks
from planner.network.risk_groups import (
    hanging_on_what_was_set_aside,
    members_of,
    pole_lines,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.network.reach import Reach
    from planner.network.sides import Side

NOTHING: frozenset[str] = frozenset()
NO_LOSS: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
"""What is no part of the network takes nothing from it."""


@dataclass(frozen=True)
class Fates:
    """For each site, fiber node and consumer of power: the single losses that take it."""

    named: frozenset[str]
    """Operators that some equipment names: each has a view of the network of its own."""
    views: Mapping[str | None, Mapping[str, frozenset[str]]]
    """For each view: of a site, that it is out of service; of a fiber node, that it is not joined to a gateway.

    What is out of service with nothing lost is left out.
    """
    darkens: Mapping[str, frozenset[str]]
    """Of a consumer: it is dark before the window ends."""
    along: Mapping[str, frozenset[str]]
    """Of an asset: the risk groups and power lines that take it along."""
    broken: frozenset[str]
    """Assets that nobody counts on: what they hang on was set aside."""

    def asset(self, id_: str) -> frozenset[str]:
        """The single losses that take an asset itself."""
        return self.along.get(id_, NOTHING) | {id_}

    def node(self, id_: str) -> frozenset[str]:
        """The single losses that take a fiber node's way to a gateway."""
        return self.views[None].get(id_, NOTHING)

    def carrier(self, site: str, operator: str) -> frozenset[str] | None:
        """The single losses that take the service of one operator at a site; None where it has none to lose."""
        return self.views[operator if operator in self.named else None].get(site)

    def repeater(self, site: str) -> frozenset[str]:
        """The single losses that take what stands on a mast and needs its power, but no backhaul."""
        return frozenset(_parts(site)) | self.darkens.get(site, NOTHING)


def _parts(site: str) -> tuple[str, str]:
    return f"{site}/mast", f"{site}/equipment"


def fates_of(
    province: Province,
    side: Side,
    window_h: Fraction,
    *,
    fuel_share: Fraction = Fraction(1),
    networks: Networks | None = None,
) -> Fates:
    """Every single loss of the province tried, on one side of what was not surveyed, over `window_h` hours.

    `networks` are those of the province, where somebody has read them already.
    """
    members = _taken_along(province)
    networks = Networks(province) if networks is None else networks
    grid = _Grid(province, side, members, networks.power(side))
    named = operators_named(province)
    views: dict[str | None, dict[str, frozenset[str]]] = {}
    darkens: dict[str, frozenset[str]] = {}
    for operator in (None, *sorted(named)):
        dark = _darkens(province, window_h, fuel_share, operator, grid)
        views[operator] = _cut_off(
            province, side, networks.backhaul(side, operator), members, dark
        )
        if operator is None:
            darkens = dark
    along: dict[str, set[str]] = {}
    for loss, taken in members.items():
        for asset in taken:
            along.setdefault(asset, set()).add(loss)
    with_them = {asset: frozenset(losses) for asset, losses in along.items()}
    broken = _broken_already(province, side)
    return Fates(frozenset(named), views, darkens, with_them, broken)


def _darkens(
    province: Province, window_h: Fraction, fuel_share: Fraction, operator: str | None, grid: _Grid
) -> dict[str, frozenset[str]]:
    """For each consumer that does not outlast the window alone: the single losses that leave it without the grid."""
    consumers: dict[str, Powered] = {
        **province.sites,
        **{node.id: node for node in province.fiber_nodes.values() if node.role != "passive"},
        **province.command_posts,
        **province.warning_channels,
    }
    found: dict[str, frozenset[str]] = {}
    for id_, plant in consumers.items():
        own_h = autonomy_h(plant, grid.side, fuel_share, operator)
        if own_h is not None and own_h < window_h:
            led = plant.feed is not None or plant.service_drop is not None
            # Not copied: where nobody knows the feed, that is every loss of the power network for each consumer.
            losses = grid.losses(plant.feed)
            found[id_] = losses | {f"{id_}/service-drop"} if led else losses
    return found


def autonomy_h(
    plant: Powered, side: Side, fuel_share: Fraction, operator: str | None
) -> Fraction | None:
    """Hours that a consumer runs once the grid is gone for good; None where that never ends."""
    if plant.battery_h is None and side == "optimistic":
        return None
    total = ZERO if plant.battery_h is None else plant.battery_h
    if plant.generators is None and side == "optimistic":
        return None
    for generator in plant.generators or ():
        if generator.operator not in {None, operator}:
            continue
        if generator.tank_l is None or generator.burn_l_per_h is None:
            if side == "optimistic":
                return None
            continue
        total += generator.tank_l * fuel_share / generator.burn_l_per_h
    return total


def _taken_along(province: Province) -> dict[str, frozenset[str]]:
    """What a risk group or a power line takes with it."""
    along: dict[str, set[str]] = {group: set(m) for group, m in members_of(province).items()}
    for cable, line in pole_lines(province).items():
        along.setdefault(line, set()).add(cable)
    for group in list(along):
        for member in list(along[group]):
            along[group] |= along.get(member, set())
    return {loss: frozenset(taken) for loss, taken in along.items()}


class _Grid:
    """For each power node: the single losses that leave it without a source."""

    def __init__(
        self, province: Province, side: Side, members: Mapping[str, frozenset[str]], reach: Reach
    ) -> None:
        self.side = side
        self._aside = bool(province.set_aside)
        whole = _break(reach, _broken_already(province, side))
        self._fed = {v for v, joined in zip(reach.vertices, reach.joined, strict=True) if joined}
        unfed: dict[str, set[str]] = {}
        every: set[str] = set()
        for loss in sorted({*province.power_nodes, *province.lines, *members}):
            taken = {loss, *members.get(loss, ())}
            # Asked one by one: `isdisjoint` would go through the whole province for each loss.
            if not any(each in province.power_nodes or each in province.lines for each in taken):
                continue
            every.add(loss)
            edges = sorted(whole[each] for each in taken if each in whole)
            vertices = sorted(reach.vertex_number[v] for v in taken if v in province.power_nodes)
            for node in reach.names(reach.lost_with(vertices, edges)):
                unfed.setdefault(node, set()).add(loss)
        self._unfed = {node: frozenset(losses) for node, losses in unfed.items()}
        self._every = frozenset(every)

    def losses(self, feed: str | None) -> frozenset[str]:
        """What takes the grid from a consumer on this feed.

        Where nobody knows what feeds it, or a record that was set aside may, any loss of the power network may be the
        one: on the pessimistic side all of them are.
        """
        if feed is not None and (feed in self._fed or not self._aside):
            return self._unfed.get(feed, NOTHING)
        return self._every if self.side == "pessimistic" else NOTHING


def _broken_already(province: Province, side: Side) -> frozenset[str]:
    """What hangs on a record that was set aside: on the pessimistic side nobody counts on it.

    Just what has failed in every run, no more: whatever works in some run then has a way here that can be lost.
    """
    return NOTHING if side == "optimistic" else hanging_on_what_was_set_aside(province)


def _break(reach: Reach, broken: frozenset[str]) -> dict[str, int]:
    """Take the broken edges out for good; return the numbers of the others that can be lost."""
    reach.update(edges_down=sorted(n for id_, n in reach.breakable.items() if id_ in broken))
    return {id_: number for id_, number in reach.breakable.items() if id_ not in broken}


def _cut_off(
    province: Province,
    side: Side,
    reach: Reach,
    members: Mapping[str, frozenset[str]],
    darkens: Mapping[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """For each vertex that is joined while nothing is lost: the single losses that take it."""
    known = reach.vertex_number
    breakable = _break(reach, _broken_already(province, side))
    own_dish = {
        site.id
        for site in province.sites.values()
        if site.backhaul.satellite not in {None, "none", "unknown"}
        or (side == "optimistic" and site.backhaul.satellite != "none")
    }
    dark: dict[str, set[str]] = {}
    for consumer, losses in darkens.items():
        for loss in losses if consumer in known else ():
            dark.setdefault(loss, set()).add(consumer)
    parts = {part: site for site in province.sites for part in _parts(site)}
    joined = {v for v, up in zip(reach.vertices, reach.joined, strict=True) if up}
    found: dict[str, set[str]] = {v: set() for v in reach.vertices if v in joined or v in own_dish}
    tried: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[str, ...]] = {}
    for loss in sorted({*breakable, *province.fiber_nodes, *members, *dark, *parts}):
        taken = (loss, *members.get(loss, ()))
        down = {parts.get(each, each) for each in taken}.union(dark.get(loss, ()))
        down = {vertex for vertex in down if vertex in known}
        # Mast, equipment and service drop of a site do the same to the network, which is searched once for all three.
        key = tuple(sorted([known[vertex] for vertex in down])), tuple(
            sorted({breakable[each] for each in taken if each in breakable})
        )
        if key == NO_LOSS:
            continue
        if key not in tried:
            lost = reach.names(reach.lost_with(*key))
            # A dish keeps its own site as long as that stands and has power, whatever became of the cables.
            tried[key] = tuple(each for each in lost if each in found and each not in own_dish)
        for vertex in tried[key]:
            found[vertex].add(loss)
        for vertex in down & found.keys():
            found[vertex].add(loss)
    for id_, site in province.sites.items():
        if isinstance(site.backhaul.satellite, Satellite) and id_ not in joined:
            found[id_].add(f"{id_}/dish")
    return {vertex: frozenset(losses) for vertex, losses in found.items()}
