"""What each single loss takes with it: an asset or risk group gone from hour 0 for good, nothing else failed.

Two things that the same loss takes are not independent of each other. A power line takes the cables on its poles with
it here: it may fall and leave the poles standing, but whoever counts on two ways must not count on that.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO
from planner.network.comms import backhaul_graph, operators_named
from planner.network.power import power_graph
from planner.network.reach import Reach
from planner.network.risk_groups import members_of, pole_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.inventory.plant_records import Powered
    from planner.inventory.province import Province
    from planner.network.sides import Side

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fates:
    """For each site, fiber node and consumer of power: the single losses that take it."""

    takes: Mapping[str, frozenset[str]]
    """Of a site: it is out of service. Of a fiber node: it is not joined to a gateway."""
    darkens: Mapping[str, frozenset[str]]
    """Of a consumer: it is dark before the window ends."""

    def of(self, id_: str) -> frozenset[str]:
        """The single losses that take a site or a fiber node."""
        return self.takes.get(id_, NOTHING)


def fates_of(
    province: Province, side: Side, window_h: Fraction, *, fuel_share: Fraction = Fraction(1)
) -> Fates:
    """Every single loss of the province tried, on one side of what was not surveyed, over `window_h` hours.

    A site that several operators reach by their own equipment is lost when it is lost to all of them.
    """
    members = _taken_along(province)
    unfed = _unfed(province, side, members)
    named = operators_named(province)
    views: dict[str | None, dict[str, frozenset[str]]] = {}
    darkens: dict[str, frozenset[str]] = {}
    for operator in (None, *sorted(named)):
        dark = _darkens(province, side, window_h, fuel_share, operator, unfed)
        views[operator] = _cut_off(province, side, operator, members, dark)
        if operator is None:
            darkens = dark
    takes = dict(views[None])
    for site in province.sites.values():
        seen = {each if each in named else None for each in site.operators}
        joined = [views[each][site.id] for each in sorted(seen, key=str) if site.id in views[each]]
        takes[site.id] = frozenset.intersection(*joined) if joined else frozenset({site.id})
    return Fates(takes, darkens)


def _darkens(
    province: Province,
    side: Side,
    window_h: Fraction,
    fuel_share: Fraction,
    operator: str | None,
    unfed: Mapping[str, set[str]],
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
        own_h = autonomy_h(plant, side, fuel_share, operator)
        if own_h is not None and own_h < window_h:
            found[id_] = frozenset({f"{id_}/service-drop"} | unfed.get(plant.feed or "", set()))
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


def _unfed(
    province: Province, side: Side, members: Mapping[str, frozenset[str]]
) -> dict[str, set[str]]:
    """For each power node: the single losses that leave it without a source."""
    reach = Reach(power_graph(province, side))
    found: dict[str, set[str]] = {}
    for loss in sorted({*province.power_nodes, *province.lines, *members}):
        taken = {loss, *members.get(loss, ())}
        edges = sorted(reach.breakable[each] for each in taken if each in reach.breakable)
        vertices = sorted(reach.vertex_number[v] for v in taken if v in province.power_nodes)
        if not edges and not vertices:
            continue
        for node in reach.names(reach.update(vertices_down=vertices, edges_down=edges)):
            found.setdefault(node, set()).add(loss)
        reach.update(vertices_up=vertices, edges_up=edges)
    return found


def _cut_off(
    province: Province,
    side: Side,
    operator: str | None,
    members: Mapping[str, frozenset[str]],
    darkens: Mapping[str, frozenset[str]],
) -> dict[str, frozenset[str]]:
    """For each vertex that is joined while nothing is lost: the single losses that take it."""
    reach = Reach(backhaul_graph(province, side, operator))
    known = reach.vertex_number
    own_dish = {
        site.id
        for site in province.sites.values()
        if site.backhaul.satellite not in {None, "none", "unknown"}
        or (side == "optimistic" and site.backhaul.satellite != "none")
    }
    dark: dict[str, set[str]] = {}
    for consumer, losses in darkens.items():
        for loss in losses:
            dark.setdefault(loss, set()).add(consumer)
    parts = {f"{site}/{part}": site for site in province.sites for part in ("mast", "equipment")}
    up = zip(reach.vertices, reach.joined, strict=True)
    found: dict[str, set[str]] = {v: set() for v, joined in up if joined or v in own_dish}
    for loss in sorted({*reach.breakable, *reach.vertices, *members, *dark, *parts}):
        taken = {loss, *members.get(loss, ())}
        down = ({parts.get(each, each) for each in taken} | dark.get(loss, set())) & known.keys()
        vertices = sorted(known[vertex] for vertex in down)
        edges = sorted(reach.breakable[each] for each in taken if each in reach.breakable)
        lost = set(reach.names(reach.update(vertices_down=vertices, edges_down=edges)))
        reach.update(vertices_up=vertices, edges_up=edges)
        # A dish keeps its own site as long as that stands and has power, whatever became of the cables.
        for vertex in ((lost - own_dish) | down) & found.keys():
            found[vertex].add(loss)
    return {vertex: frozenset(losses) for vertex, losses in found.items()}
