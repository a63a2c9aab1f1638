"""Which sites are hardened, on the inventory alone; None where what was not surveyed decides."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.inventory.records import Hop
from tests.oracle.assets import GUST_OVER_MEAN, gust_mps
from tests.oracle.search import joined, set_aside

if TYPE_CHECKING:
    from planner.inventory.records import District, Drop, Segment, Site
    from planner.policy.requirements import HardenedTest, WindTest
    from tests.oracle.world import Side, World

ZONE_GUST_MPS = {"I": 36, "II": 44, "III": 50, "IV": 56, "V": 61}
"""3-second gust of 50 years by wind zone: QCVN 02:2022/BXD, table 5.1."""
LEVEL_TOP_FORCE = {"northeast": {3: 11, 4: 15}, "highlands": {3: 11, 4: 13}, "south": {3: 9, 4: 11}}
"""Highest force of a disaster risk level: Decision 18/2021/QD-TTg, article 42."""
FORCE_FROM_MPS = (
    0,
    0.3,
    1.6,
    3.4,
    5.5,
    8.0,
    10.8,
    13.9,
    17.2,
    20.8,
    24.5,
    28.5,
    32.7,
    37.0,
    41.5,
    46.2,
    51.0,
    56.1,
)
"""Lower end of each Vietnamese wind force, m/s: Decision 18/2021/QD-TTg."""

Answer = bool | None


def hardened_by(world: World, site: Site, test: HardenedTest) -> Answer:
    """Whether the site is hardened for at least one operator on it."""
    answers = {hardened(world, site, test, operator) for operator in site.operators}
    return True if True in answers else None if None in answers else False


def hardened(world: World, site: Site, test: HardenedTest, operator: str) -> Answer:
    """Whether the site is hardened for one operator on it."""
    district = world.province.districts[site.district]
    hours = (
        test.generator_autonomy_island_h if district.island else test.generator_autonomy_mainland_h
    )
    answers = [
        _wind(world, site, district, test.wind),
        len(set(site.operators)) >= test.min_operators,
    ]
    if hours is not None:
        answers.append(_autonomy(site, operator, hours))
    if test.floor_above_m is not None:
        floor_m = site.floor_height_m
        answers.append(None if floor_m is None else floor_m >= test.floor_above_m)
    if test.fiber_drop:
        answers.append(_drops(site, operator, buried=False))
    if test.buried_drop:
        answers.append(_drops(site, operator, buried=True))
    if test.survives_any_one:
        answers.append(_survives(world, site, operator))
    return False if False in answers else None if None in answers else True


def _wind(world: World, site: Site, district: District, test: WindTest) -> Answer:
    structure = site.structure
    exposure = site.exposure or district.exposure or world.province.header.exposure
    wind = structure.design_wind
    gust = None if wind is None else gust_mps(wind, exposure)
    asked: float
    if test.risk_level is not None or test.force is not None:
        declared = structure.declared_level
        if test.risk_level is not None and declared is not None and declared >= test.risk_level:
            return True
        if wind is None or gust is None:
            return None
        if test.force is not None:
            asked = test.force
        else:
            assert district.risk_region is not None
            assert test.risk_level is not None
            asked = LEVEL_TOP_FORCE[district.risk_region][test.risk_level]
        if wind.unit == "force":
            return wind.value >= asked
        mean_mps = gust / GUST_OVER_MEAN["2min"][exposure]
        return mean_mps >= FORCE_FROM_MPS[int(asked)]
    if test.zone_gust:
        assert district.wind_zone is not None
        asked = ZONE_GUST_MPS[district.wind_zone]
    else:
        assert test.gust_mps is not None
        asked = test.gust_mps
    return None if gust is None else gust >= asked


def _autonomy(site: Site, operator: str, hours: Fraction) -> Answer:
    if site.generators is None:
        return None
    hours_sum, unlimited = Fraction(0), False
    for generator in site.generators:
        if generator.mounting == "fixed" and generator.operator in (None, operator):
            if generator.tank_l is None or generator.burn_l_per_h is None:
                unlimited = True
            else:
                hours_sum += generator.tank_l / generator.burn_l_per_h
    if hours_sum >= hours:
        return True
    return None if unlimited else False


def _drops(site: Site, operator: str, *, buried: bool) -> Answer:
    fit = [
        drop
        for drop in site.backhaul.drops
        if drop.operator in (None, operator) and (not buried or drop.mounting != "aerial")
    ]
    if any(drop.present == "yes" for drop in fit):
        return True
    return None if fit else False


def _survives(world: World, site: Site, operator: str) -> Answer:
    """Whether a way to a gateway remains whichever one risk group or segment is lost."""
    if _survives_with(world, site, operator, "pessimistic"):
        return True
    return None if _survives_with(world, site, operator, "optimistic") else False


def _survives_with(world: World, site: Site, operator: str, side: Side) -> bool:
    links, starts, allowed = standing_network(world, side, operator)
    losses = {name for name, *_ in links if name} | {
        group for _, _, _, groups in links for group in groups
    }
    for lost in sorted(losses):
        left = [(a, b) for name, a, b, groups in links if lost != name and lost not in groups]
        if site.id not in joined(starts, left, allowed):
            return False
    return site.id in joined(starts, [(a, b) for _, a, b, _ in links], allowed)


Link = tuple[str, str, str, tuple[str, ...]]
"""A segment's id, or nothing for drops and hops; two ends; its risk groups."""


def standing_network(
    world: World, side: Side, operator: str
) -> tuple[list[Link], set[str], set[str]]:
    """The terrestrial links of the view with everything whole and powered, the gateways, all vertices."""
    province = world.province
    links: list[Link] = [
        (span.id, span.from_, span.to, span.srlgs)
        for span in province.segments.values()
        if not _hangs_on_nothing(world, side, span)
    ]
    for site in province.sites.values():
        for drop in site.backhaul.drops:
            there = drop.present == "yes" or side == "optimistic"
            if (
                there
                and drop.operator in (None, operator)
                and not _hangs_on_nothing(world, side, drop)
            ):
                links.append(("", site.id, drop.node, drop.srlgs))
        for hop in site.backhaul.hops:
            if hop.operator in (None, operator) and not _hangs_on_nothing(world, side, hop):
                links.append(("", site.id, hop.to, hop.srlgs))
    starts = {node.id for node in province.fiber_nodes.values() if node.role == "gateway"}
    ghosts, spans, anywhere = backhaul_aside(world, side)
    links += [("", a, b, ()) for a, b in spans]
    starts |= ghosts | (set(province.fiber_nodes) if anywhere else set())
    starts |= served_by_sites_aside(world, side)
    return links, starts, {*province.sites, *province.fiber_nodes} | starts


def _hangs_on_nothing(world: World, side: Side, link: Segment | Drop | Hop) -> bool:
    """Whether its risk group or its power line was set aside; it is then lost on the pessimistic side."""
    lost = {group for group in link.srlgs if group not in world.province.srlgs}
    if not isinstance(link, Hop) and link.mounting == "aerial" and link.poles is not None:
        lost |= {link.poles} - set(world.province.lines)
    return side == "pessimistic" and bool(lost)


def served_by_sites_aside(world: World, side: Side) -> set[str]:
    """Whom sites that were set aside may serve on the optimistic side."""
    everybody = {*world.province.fiber_nodes, *world.province.sites}
    ghosts = {
        record.id
        for record in world.province.set_aside
        if record.section in ("fiber_nodes", "sites")
    }
    served: set[str] = set()
    for record in world.province.set_aside if side == "optimistic" else ():
        if record.section == "sites":
            if record.links is None or {*record.links} - everybody - ghosts:
                return everybody
            served |= {*record.links}
    return served & everybody


def backhaul_aside(world: World, side: Side) -> tuple[set[str], list[tuple[str, str]], bool]:
    """What the optimistic side makes of the backhaul that was set aside; see `set_aside`."""
    known = {*world.province.fiber_nodes, *world.province.sites}
    return set_aside(world, side, {"fiber_nodes", "sites"}, "segments", known)
