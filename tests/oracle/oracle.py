"""The slow, obvious witness: a set-based search at every event, in exact hours.

It shares no code with the planner beyond the records, so that both would have to be wrong in the same
way to agree on a wrong answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.oracle.assets import Catalogue
from tests.oracle.damage import Damage
from tests.oracle.hardness import backhaul_aside, hardened, served_by_sites_aside
from tests.oracle.power import Grid, Supply
from tests.oracle.search import joined
from tests.oracle.spans import ZERO, Intervals, edges, holds_at, union
from tests.oracle.world import SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.inventory.records import FiberNode, Site
    from planner.policy.duties.records import AnyDuty
    from planner.policy.requirements import Requirement, UnitFilter
    from tests.oracle.power import Consumer
    from tests.oracle.world import Side, World

Series = tuple[tuple[Fraction, int, tuple[str, ...]], ...]
"""From each instant on, how many sites count and which."""


@dataclass
class SideAnswer:
    """What happens on one side."""

    failed: dict[str, Intervals] = field(default_factory=dict)
    powered: dict[str, Intervals] = field(default_factory=dict)
    in_service: dict[str, dict[str, Intervals]] = field(default_factory=dict)
    joined: dict[str, Intervals] = field(default_factory=dict)
    """When each fiber node reaches a gateway, for traffic of no operator in particular."""
    live: dict[str, Intervals] = field(default_factory=dict)
    """When each site stands, is not derated and has power."""
    alone: dict[str, Intervals] = field(default_factory=dict)
    """When each warning channel has power though the grid is gone from the start."""


@dataclass
class UnitAnswer:
    """One requirement judged for one unit."""

    outcome: str
    at_rest: str
    series: dict[Side, Series]
    by_operator: dict[str, tuple[str, dict[Side, Series]]]
    hardened: dict[Side, set[str]]


@dataclass
class Answer:
    """Everything the oracle says of a world; `features` are those that acted in it."""

    sides: dict[Side, SideAnswer]
    units: dict[tuple[str, str], UnitAnswer]
    features: set[str]


def answer(world: World) -> Answer:
    """What the planner must say of the world, exactly."""
    seen: set[str] = set()
    sides = {side: side_of(world, side, seen) for side in SIDES}
    quiet = world.at_rest()
    rest = {side: side_of(quiet, side, set()) for side in SIDES}
    units = {
        (requirement.id, unit): _judge(world, requirement, unit, sides, rest)
        for requirement in world.requirements
        for unit in units_of(world, requirement)
    }
    if sides["pessimistic"].in_service != sides["optimistic"].in_service:
        seen.add("missing datum")
    if any(len(set(by.values())) > 1 for side in SIDES for by in sides[side].in_service.values()):
        seen.add("operator-named")
    if world.province.set_aside:
        seen.add("set aside")
    return Answer(sides, units, seen)


def operators_of(world: World) -> list[str]:
    """Every operator that has equipment on some site."""
    return sorted(
        {operator for site in world.province.sites.values() for operator in site.operators}
    )


def split_by_operator(world: World) -> bool:
    """Whether some drop, hop or generator serves one operator only."""
    province = world.province
    places: list[Site | FiberNode] = [*province.sites.values(), *province.fiber_nodes.values()]
    named = [generator.operator for place in places for generator in place.generators or ()]
    for site in province.sites.values():
        named += [drop.operator for drop in site.backhaul.drops]
        named += [hop.operator for hop in site.backhaul.hops]
    named += [sent.operator for sent in world.scenario.actions if sent.do == "mobile-generator"]
    return any(operator is not None for operator in named)


class Network:
    """Who has backhaul at an instant, for one operator's view."""

    def __init__(
        self, world: World, side: Side, failed: dict[str, Intervals], derated: dict[str, Intervals],
        seen: set[str],
    ) -> None:  # fmt: skip
        self._province = world.province
        self._failed = failed
        self._derated = derated
        self._optimistic = side == "optimistic"
        self._seen = seen
        self._aside, self._segments_aside, self._everywhere = backhaul_aside(world, side)
        self._served = served_by_sites_aside(world, side)

    @property
    def instants(self) -> set[Fraction]:
        """When something outside the power plants changes."""
        return {
            edge
            for spans in (*self._failed.values(), *self._derated.values())
            for edge in edges(spans)
        }

    def carried(
        self, at_h: Fraction, powered: set[str], operator: str | None
    ) -> tuple[set[str], set[str], set[str]]:
        """At the instant, given who has power: what reaches a gateway, the sites in service, the sites that live."""
        province = self._province
        standing = {
            site
            for site in province.sites
            if site in powered
            and self._whole(f"{site}/mast", at_h)
            and self._whole(f"{site}/equipment", at_h)
        }
        sites = {site for site in standing if not holds_at(self._derated.get(site, ()), at_h)}
        if sites != standing:
            self._seen.add("derate")
        nodes = {
            node.id
            for node in province.fiber_nodes.values()
            if self._whole(node.id, at_h) and (node.role == "passive" or node.id in powered)
        }
        starts = {id_ for id_ in nodes if province.fiber_nodes[id_].role == "gateway"} | self._aside
        allowed = sites | nodes | self._aside
        links = self._links(at_h, operator)
        if self._everywhere:
            starts |= nodes
        starts |= self._served & (sites | nodes)
        terrestrial = joined(starts, links, allowed)
        dishes = {site for site in sites if self._dish(site, at_h)}
        self._seen.update(["satellite"] if dishes - terrestrial else [])
        self._note_relays(starts, links, nodes | self._aside, terrestrial & sites)
        return terrestrial, sites & (terrestrial | dishes), sites

    def _note_relays(
        self, starts: set[str], links: list[tuple[str, str]], nodes: set[str], served: set[str]
    ) -> None:
        if "relay" not in self._seen:
            fiber = joined(starts, links, nodes | starts)
            direct = {end for link in links for end in link if fiber & set(link)}
            if served - direct:
                self._seen.add("relay")

    def _whole(self, asset: str, at_h: Fraction) -> bool:
        return not holds_at(self._failed.get(asset, ()), at_h)

    def _dish(self, site: str, at_h: Fraction) -> bool:
        satellite = self._province.sites[site].backhaul.satellite
        if satellite in (None, "unknown"):
            return self._optimistic
        return satellite != "none" and self._whole(f"{site}/dish", at_h)

    def _links(self, at_h: Fraction, operator: str | None) -> list[tuple[str, str]]:
        links = list(self._segments_aside)
        for segment in self._province.segments.values():
            if self._whole(segment.id, at_h):
                links.append((segment.from_, segment.to))
        for site in self._province.sites.values():
            for drop in site.backhaul.drops:
                there = drop.present == "yes" or self._optimistic
                if (
                    there
                    and drop.operator in (None, operator)
                    and self._whole(f"{site.id}/drop/{drop.node}", at_h)
                ):
                    links.append((site.id, drop.node))
            for hop in site.backhaul.hops:
                if hop.operator in (None, operator) and self._whole(
                    f"{site.id}/hop/{hop.to}", at_h
                ):
                    links.append((site.id, hop.to))
        return links


def side_of(world: World, side: Side, seen: set[str]) -> SideAnswer:
    province, horizon_h = world.province, world.horizon_h
    damage = Damage(world, Catalogue(world), side, seen)
    grid = Grid(world, damage.failed, side)
    supply = Supply(world, damage.failed, grid, side, seen)
    derated = {site: damage.derated(site) for site in province.sites}
    network = Network(world, side, damage.failed, derated, seen)
    consumers: list[Consumer] = [
        *province.sites.values(),
        *(node for node in province.fiber_nodes.values() if node.role != "passive"),
    ]
    edge: list[Consumer] = [
        *province.command_posts.values(), *province.warning_channels.values()
    ]  # fmt: skip
    split = split_by_operator(world)
    result = SideAnswer(failed=damage.failed)
    result.in_service = {site: {} for site in province.sites}
    views: dict[str | None, dict[str, Intervals]] = {}
    for view in [None, *(operators_of(world) if split else [])]:
        fed = [*consumers, *edge] if view is None else consumers
        powered = {place.id: supply.powered(place, view) for place in fed}
        instants = network.instants | {edge for spans in powered.values() for edge in edges(spans)}
        walk = [*sorted({ZERO, *(at_h for at_h in instants if at_h < horizon_h)}), horizon_h]
        found: tuple[dict[str, list[tuple[Fraction, Fraction]]], ...] = ({}, {}, {})
        for start_h, end_h in pairwise(walk):
            with_power = {id_ for id_, spans in powered.items() if holds_at(spans, start_h)}
            for spans_of, ids in zip(found, network.carried(start_h, with_power, view), strict=True):
                for id_ in ids:
                    spans_of.setdefault(id_, []).append((start_h, end_h))
        through, served, live = (
            {id_: union(spans_of.get(id_, ()), horizon_h) for id_ in (*province.sites, *province.fiber_nodes)}
            for spans_of in found
        )  # fmt: skip
        views[view] = served
        if view is None:
            result.powered, result.joined, result.live = powered, through, live
    for channel in province.warning_channels.values():
        result.alone[channel.id] = supply.powered(channel, None, grid=False)
    for site in province.sites.values():
        for operator in site.operators:
            result.in_service[site.id][operator] = views[operator if split else None][site.id]
    return result


def units_of(world: World, requirement: Requirement | AnyDuty) -> list[str]:
    """The ids of the units that the requirement speaks of."""
    province, where = world.province, requirement.where
    if requirement.unit == "province":
        return [province.header.code]
    if requirement.unit == "district":
        return [
            unit.id
            for unit in province.districts.values()
            if _fits(where, unit.id, unit.level, island=unit.island, exposed=unit.exposed)
        ]
    return [
        unit.id
        for unit in province.communes.values()
        if _fits(
            where, unit.id, unit.level,
            island=unit.island or province.districts[unit.district].island,
            exposed=province.districts[unit.district].exposed if unit.exposed is None else unit.exposed,
        )
    ]  # fmt: skip


def _fits(where: UnitFilter, id_: str, level: str, *, island: bool, exposed: bool) -> bool:
    return (
        where.island in (None, island)
        and where.exposed in (None, exposed)
        and (not where.level or level in where.level)
        and (not where.only or id_ in where.only)
    )


def _judge(
    world: World,
    requirement: Requirement,
    unit: str,
    storm: dict[Side, SideAnswer],
    rest: dict[Side, SideAnswer],
) -> UnitAnswer:
    own, perhaps = _sites_of(world, requirement, unit)
    strong: dict[Side, dict[str, set[str]]] = {side: {} for side in SIDES}
    for site in (*own, *perhaps):
        for operator in site.operators:
            verdict = hardened(world, site, requirement.hardened, operator)
            if verdict is not False:
                strong["optimistic"].setdefault(operator, set()).add(site.id)
            if verdict and site in own:
                strong["pessimistic"].setdefault(operator, set()).add(site.id)
    ghosts: dict[Side, list[str]] = {
        "pessimistic": [],
        "optimistic": _ghosts(world, requirement, unit),
    }

    def series(answers: dict[Side, SideAnswer], operators: Iterable[str]) -> dict[Side, Series]:
        return {
            side: _series(world, requirement, answers[side], strong[side], operators, ghosts[side])
            for side in SIDES
        }

    everyone = operators_of(world)
    stormy, quiet = series(storm, everyone), series(rest, everyone)
    present = sorted({operator for site in own for operator in site.operators})
    alone = {operator: series(storm, [operator]) for operator in present}
    mine = {site.id for site in own}
    return UnitAnswer(
        _outcome(stormy, requirement.at_least),
        _outcome(quiet, requirement.at_least),
        stormy,
        {operator: (_outcome(its, requirement.at_least), its) for operator, its in alone.items()},
        {
            side: {site for sites in strong[side].values() for site in sites} & mine
            for side in SIDES
        },
    )


def _sites_of(world: World, requirement: Requirement, unit: str) -> tuple[list[Site], list[Site]]:
    """The sites of the unit, and for a commune those of its district that name none."""
    sites = list(world.province.sites.values())
    if requirement.unit == "province":
        return sites, []
    if requirement.unit == "district":
        return [site for site in sites if site.district == unit], []
    district = world.province.communes[unit].district
    return (
        [site for site in sites if site.commune == unit],
        [site for site in sites if site.commune is None and site.district == district],
    )


def _ghosts(world: World, requirement: Requirement, unit: str) -> list[str]:
    """Sites set aside that the optimistic side counts in the unit."""
    district = unit
    if requirement.unit == "commune":
        district = world.province.communes[unit].district
    return sorted(
        record.id or f"{record.place.path}:{record.place.line}"
        for record in world.province.set_aside
        if record.section == "sites"
        and (
            requirement.unit == "province"
            or record.district == district
            or record.district not in world.province.districts
        )
    )


def _series(
    world: World,
    requirement: Requirement,
    answers: SideAnswer,
    strong: dict[str, set[str]],
    operators: Iterable[str],
    ghosts: list[str],
) -> Series:
    """The steps of n(t) over the window, for what counts for at least one of the operators."""
    counted = [
        (site, answers.in_service[site][operator])
        for operator in operators
        for site in strong.get(operator, ())
    ]
    end_h = world.horizon_h
    if requirement.until_h is not None:
        end_h = min(end_h, requirement.until_h)
    inner = {
        edge for _, spans in counted for edge in edges(spans) if requirement.from_h < edge < end_h
    }
    steps: list[tuple[Fraction, int, tuple[str, ...]]] = []
    for at_h in sorted({requirement.from_h, *inner}):
        there = tuple(
            sorted({*ghosts, *(site for site, spans in counted if holds_at(spans, at_h))})
        )
        if not steps or steps[-1][2] != there:
            steps.append((at_h, len(there), there))
    return tuple(steps)


def _outcome(series: dict[Side, Series], at_least: int) -> str:
    if min(n for _, n, _ in series["pessimistic"]) >= at_least:
        return "holds"
    if min(n for _, n, _ in series["optimistic"]) < at_least:
        return "fails"
    return "unknown"
