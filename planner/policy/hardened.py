"""The hardened test: which sites meet a requirement's attributes, on the inventory alone, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.foundation.intervals import ZERO
from planner.foundation.text import Text
from planner.foundation.units import (
    ZONE_GUST_MPS,
    gust_3s_mps,
    max_force_for_level,
    mean_2min_force,
)
from planner.network.comms import backhaul_graph
from planner.network.reach import Reach
from planner.network.risk_groups import groups_of, hanging_on_what_was_set_aside
from planner.policy.verdicts import Criterion, HardenedSite, Outcome
from planner.policy.words import decimal, joined_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from planner.inventory.province import Province
    from planner.inventory.records import District, Site
    from planner.network.sides import Side
    from planner.policy.requirements import HardenedTest, WindTest


@dataclass(frozen=True)
class Diversity:
    """Sites that keep a path to a gateway after the loss of any one segment or risk group, on each side."""

    kept: Mapping[Side, frozenset[str]]


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """`fails` if any fails, else `unknown` if any is, else `holds`."""
    seen = set(outcomes)
    if "fails" in seen:
        return "fails"
    return "unknown" if "unknown" in seen else "holds"


def keep_path_after_any_one(province: Province, side: Side, operator: str | None) -> frozenset[str]:
    """Sites that keep a path to a gateway whichever single segment or risk group is lost, with everything powered."""
    graph = backhaul_graph(province, side, operator)
    reach = Reach(graph)
    kept = {vertex for vertex, joined in zip(reach.vertices, reach.joined, strict=True) if joined}
    members: dict[str, list[int]] = {}
    for asset, groups in groups_of(province).items():
        if asset in reach.edge_number:
            for group in groups:
                members.setdefault(f"group/{group}", []).append(reach.edge_number[asset])
    for segment in province.segments:
        if segment in reach.edge_number:
            members[f"segment/{segment}"] = [reach.edge_number[segment]]
    gone: frozenset[int] = frozenset()
    if side == "pessimistic" and province.set_aside:
        hanging = hanging_on_what_was_set_aside(province)
        gone = frozenset(reach.edge_number[each] for each in hanging if each in reach.edge_number)
        kept.difference_update(reach.names(reach.update(edges_down=gone)))
    for _, edges in sorted(members.items()):
        lost = reach.lost_with((), [edge for edge in edges if edge not in gone])
        kept.difference_update(reach.names(lost))
    return frozenset(kept & province.sites.keys())


def hardened_site(
    province: Province,
    site: Site,
    test: HardenedTest,
    operator: str | None,
    kept: Mapping[Side, frozenset[str]] | None,
) -> HardenedSite:
    """The test of one site for the traffic of `operator` (None: equipment that names nobody).

    `kept` holds, per side, the sites that keep a path after any one loss; needed only where the test asks for it.
    """
    district = province.districts[site.district]
    criteria = [
        _wind(site, district, test.wind, province),
        *_autonomy(site, district, test, operator),
    ]
    if test.fiber_drop:
        criteria.append(_fiber(site, operator))
    if test.survives_any_one and kept is not None:
        criteria.append(_diverse(site, kept))
    if test.buried_drop:
        criteria.append(_buried(site, operator))
    if test.floor_above_m is not None:
        criteria.append(_floor(site, test.floor_above_m))
    if test.min_operators > 1:
        criteria.append(_sharing(site, test.min_operators))
    outcome = worst(criterion.outcome for criterion in criteria)
    return HardenedSite(site.id, outcome, tuple(criteria), province.places.get(f"sites/{site.id}"))


def _wind(site: Site, district: District, test: WindTest, province: Province) -> Criterion:
    structure = site.structure
    exposure = province.exposure_of(site.district, site.exposure)
    sourced = _sourced(structure.source, site.source)
    wind = structure.design_wind
    found = Text(vi="chưa khảo sát", en="not surveyed")
    gust = force = None
    if wind is not None:
        gust = gust_3s_mps(wind.value, wind.unit, wind.averaging, exposure)
        force = int(wind.value) if wind.unit == "force" else mean_2min_force(gust, exposure)
        found = Text(
            vi=f"giật 3 giây {decimal(gust, 'vi')} m/s, tức cấp {force}",
            en=f"3-second gust {decimal(gust, 'en')} m/s (force {force})",
        )
    if test.risk_level is not None:
        return _risk_level(site, district, test.risk_level, force, found, sourced=sourced)
    if test.force is not None:
        asked = Text(vi=f"cấp gió từ {test.force}", en=f"wind force at least {test.force}")
        outcome = _compared(force, test.force)
    else:
        needed = test.gust_mps if test.gust_mps is not None else _zone_gust(district)
        asked = Text(
            vi=f"giật từ {decimal(needed, 'vi')} m/s",
            en=f"gust at least {decimal(needed, 'en')} m/s",
        )
        outcome = _compared(gust, needed)
    missing = () if wind is not None else (f"{site.id}.structure.design_wind",)
    return Criterion("wind", outcome, asked, found, sourced, missing)


def _zone_gust(district: District) -> float:
    # The reader refuses a policy that asks for the zone where a district names none.
    return ZONE_GUST_MPS[district.wind_zone] if district.wind_zone is not None else float("inf")


def _risk_level(
    site: Site, district: District, level: int, force: int | None, found: Text, *, sourced: bool
) -> Criterion:
    declared = site.structure.declared_level
    needed = (
        max_force_for_level(district.risk_region, level)
        if district.risk_region is not None
        else None
    )
    asked = Text(vi=f"chịu rủi ro cấp {level}", en=f"stands risk level {level}")
    if needed is not None:
        asked = Text(vi=f"{asked.vi} (cấp gió {needed})", en=f"{asked.en} (wind force {needed})")
    outcome = _compared(force, needed) if needed is not None else "unknown"
    if declared is not None:
        said = Text(
            vi=f"nhà mạng công bố chịu cấp {declared}", en=f"operator declares level {declared}"
        )
        if declared >= level:
            return Criterion("wind", "holds", asked, said, sourced)
        found = Text(vi=f"{found.vi}; {said.vi}", en=f"{found.en}; {said.en}")
    missing = (f"{site.id}.structure.design_wind",) if force is None else ()
    return Criterion("wind", outcome, asked, found, sourced, missing)


def _compared(found: float | None, needed: float) -> Outcome:
    if found is None:
        return "unknown"
    # A force written in m/s and turned back must not fail by the last bit of a float.
    return "holds" if found >= needed or abs(found - needed) < 1e-9 else "fails"


def _sourced(*sources: object) -> bool:
    return any(
        source is not None and getattr(source, "as_of", None) is not None for source in sources
    )


def _autonomy(
    site: Site, district: District, test: HardenedTest, operator: str | None
) -> list[Criterion]:
    needed = (
        test.generator_autonomy_island_h if district.island else test.generator_autonomy_mainland_h
    )
    if needed is None:
        return []
    asked = Text(
        vi=f"máy phát cố định chạy từ {decimal(needed, 'vi')} giờ",
        en=f"fixed generators run at least {decimal(needed, 'en')} h",
    )
    if site.generators is None:
        found = Text(vi="chưa khảo sát máy phát", en="generators not surveyed")
        return [Criterion("autonomy", "unknown" if needed > 0 else "holds", asked, found, sourced=False,
                          missing=(f"{site.id}.generators",))]  # fmt: skip
    fixed = [g for g in site.generators if g.mounting == "fixed" and g.operator in {None, operator}]
    known, missing = ZERO, []
    for generator in fixed:
        tank, burn = generator.tank_l, generator.burn_l_per_h
        if tank is not None and burn is not None:
            known += Fraction(tank) / burn
        else:
            datum = "tank_l" if tank is None else "burn_l_per_h"
            missing.append(f"{site.id}.gen.{generator.id}.{datum}")
    outcome: Outcome = "holds" if known >= needed else "unknown" if missing else "fails"
    found = Text(vi=f"{decimal(known, 'vi')} giờ", en=f"{decimal(known, 'en')} h")
    if missing:
        found = Text(vi=f"{found.vi}, còn máy chưa khảo sát", en=f"{found.en}, more not surveyed")
    if not fixed:
        found = Text(vi="không có máy phát cố định", en="no fixed generator")
    sourced = _sourced(site.source, *(generator.source for generator in fixed))
    return [
        Criterion(
            "autonomy",
            outcome,
            asked,
            found,
            sourced,
            tuple(missing) if outcome == "unknown" else (),
        )
    ]


def _drops(site: Site, operator: str | None) -> list[tuple[str, str, bool]]:
    return [
        (drop.node, drop.mounting, drop.present == "yes")
        for drop in site.backhaul.drops
        if drop.operator in {None, operator}
    ]


def _any_drop(drops: list[tuple[str, str, bool]], fits: Callable[[str], bool]) -> Outcome:
    if any(seen and fits(mounting) for _, mounting, seen in drops):
        return "holds"
    return "unknown" if any(fits(mounting) for _, mounting, _ in drops) else "fails"


def _fiber(site: Site, operator: str | None) -> Criterion:
    drops = _drops(site, operator)
    outcome = _any_drop(drops, lambda _: True)
    nodes = ", ".join(node for node, _, seen in drops if seen or outcome == "unknown")
    found = {
        "holds": Text(vi=f"cáp quang đến {nodes}", en=f"fiber to {nodes}"),
        "unknown": Text(vi=f"cáp đến {nodes} chưa khảo sát", en=f"fiber to {nodes} not surveyed"),
        "fails": Text(vi="không có cáp quang", en="no fiber"),
    }[outcome]
    missing = (
        tuple(f"{site.id}.drop.{node}.present" for node, *_ in drops)
        if outcome == "unknown"
        else ()
    )
    asked = Text(vi="có cáp quang", en="a fiber drop")
    return Criterion(
        "fiber", outcome, asked, found, _sourced(site.backhaul.source, site.source), missing
    )


def _diverse(site: Site, kept: Mapping[Side, frozenset[str]]) -> Criterion:
    sure, maybe = site.id in kept["pessimistic"], site.id in kept["optimistic"]
    outcome: Outcome = "holds" if sure else "unknown" if maybe else "fails"
    found = {
        "holds": Text(vi="còn đường khác", en="another path remains"),
        "unknown": Text(vi="chưa rõ có đường khác", en="another path not surveyed"),
        "fails": Text(vi="chỉ một đường", en="a single path"),
    }[outcome]
    asked = Text(vi="mất một tuyến bất kỳ vẫn còn đường", en="a path remains after any one loss")
    return Criterion("diverse", outcome, asked, found, _sourced(site.backhaul.source, site.source))


def _buried(site: Site, operator: str | None) -> Criterion:
    drops = _drops(site, operator)
    outcome = _any_drop(drops, lambda mounting: mounting != "aerial")
    kinds = sorted({mounting for _, mounting, _ in drops})
    found = Text(vi=joined_words(kinds, "vi"), en=joined_words(kinds, "en"))
    asked = Text(vi="cáp ngầm", en="cable not in the air")
    return Criterion("buried", outcome, asked, found, _sourced(site.backhaul.source, site.source))


def _floor(site: Site, needed_m: float) -> Criterion:
    floor = site.floor_height_m
    asked = Text(
        vi=f"sàn cao từ {decimal(needed_m, 'vi')} m",
        en=f"floor at least {decimal(needed_m, 'en')} m",
    )
    if floor is None:
        found = Text(vi="chưa khảo sát", en="not surveyed")
        return Criterion(
            "floor", "unknown", asked, found, sourced=False, missing=(f"{site.id}.floor_height_m",)
        )
    found = Text(vi=f"{decimal(floor, 'vi')} m", en=f"{decimal(floor, 'en')} m")
    return Criterion(
        "floor", "holds" if floor >= needed_m else "fails", asked, found, _sourced(site.source)
    )


def _sharing(site: Site, needed: int) -> Criterion:
    sharers = len(set(site.operators))
    asked = Text(vi=f"từ {needed} nhà mạng dùng chung", en=f"shared by at least {needed} operators")
    found = Text(vi=f"{sharers} nhà mạng", en=f"{sharers} operators")
    return Criterion(
        "sharing", "holds" if sharers >= needed else "fails", asked, found, _sourced(site.source)
    )
