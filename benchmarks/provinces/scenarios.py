"""The scenario files of a made-up province: what the department would plan for Yagi, and the province at rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.provinces.chance import Chance
from benchmarks.provinces.fiber import Backbone
from benchmarks.provinces.layout import SitePlan
from benchmarks.provinces.parameters import value_of
from benchmarks.provinces.places import BENCHMARK, Places
from benchmarks.provinces.power import Grid
from benchmarks.provinces.records import Inline, Record

POLICIES = [
    f"../policies/{name}.yaml"
    for name in (
        "three-stations", "level-4-communes", "command-continuity", "warning-channel",
        "warning-without-grid", "coverage", "coverage-all-operators", "roaming-ready",
        "cable-underground", "derating-in-time",
        "tasks", "readiness", "milestone-posts-6h", "milestone-communes-24h", "milestone-sites-48h",
        "milestone-islands-72h", "reach", "fuel", "island-autonomy",
    )
]
START = "2024-09-07T00:00:00+07:00"
HORIZON_H = 72
DERATE_AT_H, DERATE_UNTIL_H = 6, 30
DERATE_FACTOR = 1.25
WATER = {"quang-ninh": "quang-ninh", "hai-phong": "hai-phong", BENCHMARK: "hai-phong"}
"""Whose shipped file of illustrative floods, surges and landslides is about this ground. That of Quảng Ninh also names
a bridge, which only Quảng Ninh has."""
LINE_REPAIR_H = (30, 60)


@dataclass(frozen=True, slots=True)
class Planned:
    """A province with its records, from which actions are chosen by rule."""

    places: Places
    sites: list[SitePlan]
    records: Mapping[str, Record]
    grid: Grid
    backbone: Backbone
    seed: int


def scenario_files(planned: Planned) -> dict[str, Record]:
    places = planned.places
    common: dict[str, Any] = {
        "province": ".",
        "policies": POLICIES,
        "defaults": "../defaults/design-gusts.yaml",
        "start": START,
        "horizon_h": HORIZON_H,
    }
    source = Inline(reporter="minh họa (illustrative)")
    yagi = {
        "id": f"{places.id}-yagi",
        "name": {"vi": f"{places.vi} trong bão Yagi", "en": f"{places.en} under Yagi"},
        **common,
        "storm": "../storms/yagi-2024.yaml",
        **({"also": [f"../water/yagi-2024-{WATER[places.id]}.yaml"]} if places.id in WATER else {}),
        "seed": planned.seed,
        "remark": {
            "vi": "Đường đi và sức gió của bão là thật (JMA). Trạm, mạng lưới, các việc đã định là số liệu minh họa, "
            "đặt theo quy tắc.",
            "en": "The storm's track and winds are real (JMA). Stations, networks and planned works are illustrative, "
            "made by rule.",
        },
        "source": source,
        "actions": actions(planned),
    }
    rest = {
        "id": f"{places.id}-at-rest",
        "name": {"vi": f"{places.vi} ngày thường", "en": f"{places.en} at rest"},
        **common,
        "seed": planned.seed,
        "remark": {
            "vi": "Không có bão: chỉ xét những gì ghi trong hồ sơ.",
            "en": "No storm: judges only what stands on record.",
        },
        "source": source,
    }
    return {"yagi.yaml": {"scenario": yagi}, "at-rest.yaml": {"scenario": rest}}


def actions(planned: Planned) -> list[Record]:
    return [
        *derates(planned),
        *refuels(planned),
        *mobile_generators(planned),
        *repairs(planned),
    ]


def derates(planned: Planned) -> list[Inline]:
    """Weak masts of coastal districts lightened before the landfall; never a programme site."""
    chance = Chance(planned.seed, "derates", planned.places.id)
    made = []
    for site in planned.sites:
        structure = planned.records[site.id]["structure"]
        weak = structure["type"] == "guyed-mast" and structure.get("condition") in ("worn", "poor")
        chosen = chance.happens(value_of("planned_derate"))
        if weak and chosen and site.district.coastal and not site.programme:
            made.append(Inline(do="derate", site=site.id, at_h=DERATE_AT_H, until_h=DERATE_UNTIL_H,
                               factor=DERATE_FACTOR,
                               responsible=f"Đội cơ điện {planned.records[site.id]['owner']} (minh họa)"))
    return made


def refuels(planned: Planned) -> list[Inline]:
    """Two rounds to some of the programme's generators whose tank is known."""
    chance = Chance(planned.seed, "refuels", planned.places.id)
    made = []
    for site in planned.sites:
        chosen = chance.happens(value_of("planned_refuel"))
        generators = planned.records[site.id].get("generators")
        if site.programme and chosen and generators and not site.district.island:
            made += [Inline(do="refuel", generator=f"{site.id}/gen/{generators[0]['id']}", at_h=hour)
                     for hour in value_of("refuel_rounds_h")]
    for node in planned.backbone.nodes:
        chosen = chance.happens(value_of("planned_refuel"))
        if node["role"] == "hub" and chosen and node["generators"]:
            made += [Inline(do="refuel", generator=f"{node['id']}/gen/g1", at_h=hour)
                     for hour in value_of("refuel_rounds_h")]
    return sorted(made, key=lambda a: (a["at_h"], a["generator"]))


def mobile_generators(planned: Planned) -> list[Inline]:
    """One generator in every mainland district, sent after the wind to a site without any."""
    chance = Chance(planned.seed, "mobile", planned.places.id)
    made = []
    for district in planned.places.districts:
        own = [s for s in planned.sites if s.district is district
               and planned.records[s.id].get("generators") == []]
        hour = chance.whole(24, 40)
        burn = round(chance.between(*value_of("burn_l_per_h")), 1)
        if own and not district.island:
            site = chance.one_of(own)
            made.append(Inline(do="mobile-generator", id="m1", to=site.id, at_h=hour, kw=10, tank_l=60,
                               burn_l_per_h=burn))
    return made


def repairs(planned: Planned) -> list[Inline]:
    """110 kV lines, then the feeders of hubs: mended one after another after the wind."""
    chance = Chance(planned.seed, "repairs", planned.places.id)
    made = []
    for line in planned.grid.lines:
        trunk = line["voltage_kv"] >= 110 or line["id"].endswith("-00")
        first, last = LINE_REPAIR_H
        hour = chance.whole(first, last)
        if trunk and line["mounting"] == "aerial" and chance.happens(0.7):
            made.append(Inline(do="repair", asset=line["id"], at_h=hour))
    return sorted(made, key=lambda a: (a["at_h"], a["asset"]))
