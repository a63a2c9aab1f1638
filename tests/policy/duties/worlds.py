"""A province of two sites with two ways out, in YAML as a department writes it, and the ways to bend it.

    P0 (source) ==L1== P1 (feeder)              roads of light: GW1 --C1-- F1    GW2 --C2-- F2
    P0 feeds GW1, GW2, S2;  P1 feeds S1 and the post

    S1 (drop to F1, operator a)     S2 (drop to F2, operator b)     CP, the post, stands between them, 500 m from each
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from planner.scenario.reading import load_scenario
from planner.scenario.run import run_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from planner.policy.duties.verdicts import DutyVerdict, SubjectVerdict
    from planner.scenario.run import Run

Record = dict[str, Any]
NAME = {"vi": "Nhỏ", "en": "Small"}


def site(id_: str, lon: float, node: str, feed: str, operator: str, **more: Any) -> Record:
    """A site that stands everything, with a battery of 2 h and no generator."""
    return {
        "id": id_, "district": "D", "commune": "X", "lon": lon, "lat": 21.0,
        "structure": {"type": "monopole", "height_m": 30, "design_wind": {"value": 99}},
        "operators": [operator], "bands_mhz": [1800], "feed": feed,
        "service_drop": {"mounting": "buried"}, "battery_h": 2, "generators": [],
        "floor_height_m": 3,
        "backhaul": {"drops": [{"node": node, "mounting": "buried"}], "satellite": "none"},
        **more,
    }  # fmt: skip


def node(id_: str, role: str, lon: float) -> Record:
    """A fiber node; an active one is fed from the source and runs a thousand hours alone."""
    if role == "passive":
        return {"id": id_, "role": role, "lon": lon, "lat": 21.0}
    return {
        "id": id_, "role": role, "lon": lon, "lat": 21.0, "feed": "P0",
        "service_drop": {"mounting": "buried"}, "battery_h": 1000, "generators": [],
        "floor_height_m": 3,
    }  # fmt: skip


def inventory() -> Record:
    """The drawn province, without posts and channels."""
    return {
        "province": {"code": "22", "name": NAME},
        "operators": [{"id": "a", "name": NAME}, {"id": "b", "name": NAME}],
        "districts": [{"id": "D", "name": NAME, "level": "district", "wind_zone": "II"}],
        "communes": [
            {"id": "X", "name": NAME, "district": "D", "population": 1000,
             "seat": {"vi": "Nhỏ", "lon": 107.005, "lat": 21.0}},
        ],
        "sites": [
            site("S1", 107.0, "F1", "P1", "a"),
            site("S2", 107.01, "F2", "P0", "b"),
        ],
        "fiber_nodes": [
            node("GW1", "gateway", 106.9), node("GW2", "gateway", 107.1),
            node("F1", "passive", 107.0), node("F2", "passive", 107.01),
        ],
        "segments": [
            {"id": "C1", "from": "GW1", "to": "F1", "mounting": "buried"},
            {"id": "C2", "from": "GW2", "to": "F2", "mounting": "buried"},
        ],
        "power_nodes": [
            {"id": "P0", "kind": "source", "lon": 106.9, "lat": 21.0, "floor_height_m": 3},
            {"id": "P1", "kind": "feeder", "lon": 107.0, "lat": 21.0},
        ],
        "lines": [{"id": "L1", "from": "P0", "to": "P1", "mounting": "buried"}],
    }  # fmt: skip


def post(*means: Any, **more: Any) -> Record:
    """The post with these means, on the feeder, with a battery of 4 h and no generator."""
    return {
        "id": "CP", "name": NAME, "kind": "commune", "district": "D", "commune": "X",
        "lon": 107.005, "lat": 21.0, "feed": "P1", "service_drop": {"mounting": "buried"},
        "battery_h": 4, "generators": [], "floor_height_m": 3, "means": list(means), **more,
    }  # fmt: skip


def ready(kind: str, **more: Any) -> Record:
    """A satellite set or radio that was tested last month, with everything in order."""
    return {
        "id": kind, "kind": kind, "last_tested": "2026-08-01", "trained_user": True,
        **({"sky_view": True, "subscription_until": "2027-08-01"} if kind in ("satellite-phone", "vsat") else {}),
        "design_wind": {"value": 99}, "battery_h": 0, **more,
    }  # fmt: skip


COMMAND: Record = {
    "id": "cmd", "name": NAME, "kind": "command", "unit": "district", "at_least": 2,
    "tested_within_days": 92, "legal_source": NAME,
}  # fmt: skip
WARNING: Record = {
    "id": "warn", "name": NAME, "kind": "warning", "unit": "commune", "at_least": 1,
    "legal_source": NAME,
}  # fmt: skip
COVERAGE: Record = {
    "id": "cov", "name": NAME, "kind": "coverage", "unit": "district", "people_share": 0.5,
    "legal_source": NAME,
}  # fmt: skip


def lost(*assets: str, at: float = 0, until: float | None = None) -> Record:
    """Assets that the storm takes."""
    return {"select": {"assets": list(assets)}, "at_h": at, "until_h": until}


def windy(*gusts: tuple[float, float, float], lon: float = 107.005) -> Record:
    """Wind over the place in footprints: from, until, m/s."""
    ring = [[lon - 0.02, 20.98], [lon + 0.02, 20.98], [lon + 0.02, 21.02], [lon - 0.02, 21.02]]
    return {
        "footprints": [
            {"id": f"w{n}", "quantity": "gust_mps", "value": gust, "from_h": start, "until_h": end, "polygon": ring}
            for n, (start, end, gust) in enumerate(gusts)
        ]
    }  # fmt: skip


def written(folder: Path, province: Record, duty: Record, removals: tuple[Record, ...] = (),
            **storm: Any) -> Path:
    """The scenario file; JSON is YAML. Dates and instants stand unquoted, as they must."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tinh.yaml").write_text(_yaml(province), "utf-8")
    scenario: Record = {
        "id": "s", "name": NAME, "policies": [duty], "start": "2026-09-01T06:00:00+07:00",
        "horizon_h": 24,
    }  # fmt: skip
    if removals or storm:
        scenario["storm"] = {"id": "bao", "name": NAME, "removals": list(removals), **storm}
    path = folder / "storm.yaml"
    path.write_text(_yaml({"scenario": scenario}), "utf-8")
    return path


def _yaml(value: Record) -> str:
    def bare(each: Any) -> Any:
        if isinstance(each, dict):
            return {key: bare(item) for key, item in each.items() if item is not None}
        return [bare(item) for item in each] if isinstance(each, list) else each

    return json.dumps(bare(value), ensure_ascii=False)


def run_of(folder: Path, province: Record, duty: Record, *removals: Record, **storm: Any) -> Run:
    """The province under these removals, judged by this duty alone."""
    return run_scenario(load_scenario(written(folder, province, duty, removals, **storm)))


def verdict_of(
    folder: Path, province: Record, duty: Record, *removals: Record, **storm: Any
) -> DutyVerdict:
    """Its only verdict."""
    (verdict,) = run_of(folder, province, duty, *removals, **storm).duties
    return verdict


def at_post(folder: Path, *means: Any, removals: tuple[Record, ...] = (), **more: Any) -> SubjectVerdict:
    """What is said of the post with these means."""
    province = {**inventory(), "command_posts": [post(*means)], **more}
    (subject,) = verdict_of(folder, province, COMMAND, *removals).subjects
    return subject
