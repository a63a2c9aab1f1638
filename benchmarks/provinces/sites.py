"""The made-up stations: structure, operators, power of their own, backhaul."""

from __future__ import annotations

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.layout import SitePlan
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.records import (
    Day,
    Inline,
    Record,
    at,
    gust,
    maybe_gust,
    source,
    without_empty,
)


def site_record(site: SitePlan, seed: int) -> Record:
    """One site as the inventory holds it."""
    chance = Chance(seed, "site", site.district.id, site.id)
    operators = chance.several(
        value_of("operator_share"),
        chance.weighted(value_of("programme_operators" if site.programme else "operators_on_site")),
    )
    floor = round(chance.between(0.3, 1.2) + (0.6 if site.programme else 0.0), 1)
    return without_empty(
        {
            "id": site.id,
            "district": site.district.id,
            "commune": site.commune.id,
            **at(site.point),
            "structure": structure(site, chance),
            "owner": chance.one_of(operators),
            "operators": operators,
            "technologies": ["4g", "5g"] if chance.happens(0.3 if site.district.urban else 0.05)
            else ["3g", "4g"] if chance.happens(0.4) else ["4g"],
            "bands_mhz": bands(site, seed),
            "feed": site.feed,
            "service_drop": service_drop(site, chance),
            "battery_h": battery(chance),
            "generators": generators(site, chance),
            "floor_height_m": None if chance.happens(value_of("missing_floor")) else floor,
            "backhaul": backhaul(site, chance),
            "source": source(chance),
        }
    )


def bands(site: SitePlan, seed: int) -> list[int] | None:
    """The bands on air; None where nobody asked."""
    # A stream of its own, so that everything else stays as it was before bands were written down.
    chance = Chance(seed, "bands", site.district.id, site.id)
    chosen = chance.weighted(value_of("bands_mhz"))
    return None if chance.happens(value_of("missing_bands")) else list(chosen)


def structure(site: SitePlan, chance: Chance) -> Record:
    town = "urban" if site.district.urban and not site.programme else "rural"
    type_ = chance.weighted(value_of(f"structure_{town}"))
    if site.programme or site.district.island:
        type_ = "self-supporting-tower"
    low, high = value_of("height_m")[type_]
    height = chance.whole(low, high)
    name = "programme_gust_over_zone" if site.programme else "gust_over_zone"
    ratios = value_of(name) if site.programme else value_of(name)[type_]
    zone = max(site.district.zone_gust_mps, value_of("least_zone_gust_mps"))
    design = gust(zone * chance.between(*ratios))
    if chance.happens(value_of("design_wind_as_force")):
        design = Inline(value=chance.whole(11, 14), unit="force", averaging="2min")
    missing = chance.happens(value_of("missing_design_wind"))
    declared = chance.happens(value_of("level_4_declared"))
    condition = chance.weighted({"good": 0.6, "worn": 0.25, "poor": 0.07, "": 0.08})
    built = chance.whole(2016, 2024) if site.programme else chance.whole(2005, 2022)
    inspected = Day(f"{chance.whole(2022, 2024)}-0{chance.whole(1, 6)}-{chance.whole(10, 28)}")
    return without_empty(
        {
            "type": type_,
            "height_m": height,
            "design_wind": None if missing else design,
            "declared_level": 4 if site.programme and declared else None,
            "condition": condition or None,
            "year_built": built,
            "last_inspected": inspected if chance.happens(0.6) else None,
        }
    )


def service_drop(site: SitePlan, chance: Chance) -> Record:
    name = "programme_service_drop_mounting" if site.programme else "service_drop_mounting"
    mounting = chance.weighted(value_of(name))
    wind = maybe_gust(chance, 36, 50, 0.8)
    return without_empty({"mounting": mounting, "design_wind": wind if mounting == "aerial" else None})


def battery(chance: Chance) -> int | None:
    hours = chance.weighted(value_of("battery_h"))
    if chance.happens(value_of("no_battery")):
        return 0
    return None if chance.happens(value_of("missing_battery")) else int(hours)


def generators(site: SitePlan, chance: Chance) -> list[Record] | None:
    """Fixed ones on programme sites; elsewhere few; None where nobody looked."""
    kind = "fixed" if site.programme else chance.weighted(value_of("generator_elsewhere"))
    island = "programme_island_autonomy_h" if site.district.island else "programme_autonomy_h"
    hours = chance.weighted(value_of(island)) if site.programme else chance.whole(8, 30)
    burn = round(chance.between(*value_of("burn_l_per_h")), 1)
    tank = int(burn * hours / 5 + 1) * 5
    made = Inline(
        id="g1",
        kw=chance.one_of((8, 10, 12, 16)),
        tank_l=None if chance.happens(value_of("missing_tank")) else tank,
        burn_l_per_h=None if chance.happens(value_of("missing_burn")) else burn,
        mounting=kind,
        maintenance=chance.weighted({"good": 0.7, "poor": 0.2, "": 0.1}) or None,
    )
    if chance.happens(value_of("missing_generators") * (0.5 if site.programme else 1.0)):
        return None
    return [] if kind == "none" else [Inline(without_empty(made))]


def backhaul(site: SitePlan, chance: Chance) -> Record:
    kind = "island" if site.district.island else "programme" if site.programme else "mainland"
    dish = chance.happens(value_of("satellite")[kind])
    far = not site.drops and not site.hops
    wind = maybe_gust(chance, 50, 65, value_of("missing_line_wind"))
    satellite: object = "none"
    if dish or far:
        satellite = without_empty({"service": "VSAT", "design_wind": wind})
    elif chance.happens(value_of("missing_satellite")):
        satellite = "unknown"
    return without_empty(
        {"drops": site.drops, "hops": site.hops or None, "satellite": satellite}
    )
