"""The model's side of a hindcast: gusts at stations, and many made-up provinces with their recovery.

Restoration is a prior of its own, for hindcasts only: each failed asset is mended after a lognormal time from
its failure, drawn by its name, so that no other asset, option or order changes it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from math import exp, log
from pathlib import Path
from statistics import NormalDist
from typing import Any

from shapely.geometry import box, shape

from benchmarks.aftermath import Aftermath, aftermath
from benchmarks.provinces.places import Places
from benchmarks.storm_over import Question, write
from planner.hazard.exposure import Exposed, asset_gusts
from planner.hazard.land import land_of
from planner.hazard.records import Storm
from planner.scenario.reading import LoadedScenario, load_scenario
from planner.scenario.records import Repair
from planner.scenario.run import Run, run_scenario
from planner.simulation.draws import CERTAIN, uniform_u32

RESTORATION_MEDIAN_H, RESTORATION_LOG_SD = 53.0, 0.55
"""A prior from what was published after Yagi: 48 % of silent stations back at 48 to 54 h, 97 % at 144 to 154 h
give medians of 50 to 56 h and 0.5 to 0.6. Two points from different reporters: a start, no more."""
HORIZON_H = 240
STEP_H = 3


@dataclass(frozen=True, slots=True)
class StationGust:
    """The model at a weather station: the largest 3-second gust under each wind model, m/s."""

    name: str
    by_model: Mapping[str, float]


def coast_around(stations: Sequence[Mapping[str, Any]], data: Path) -> list[list[tuple[float, float]]]:
    """Outlines of the provinces within a degree of the stations: what the wind there blows over."""
    west, east = (pick(each["lon"] for each in stations) for pick in (min, max))
    south, north = (pick(each["lat"] for each in stations) for pick in (min, max))
    near = box(west - 1, south - 1, east + 1, north + 1)
    features = json.loads((data / "admin" / "provinces63_cc0.geojson").read_text("utf-8"))["features"]
    rings = []
    for feature in features:
        land = shape(feature["geometry"]).buffer(0).intersection(near)
        for part in getattr(land, "geoms", [land]):
            if part.geom_type == "Polygon" and not part.is_empty:
                rings.append([(float(x), float(y)) for x, y in part.exterior.coords[:-1]])
    return rings


def station_gusts(
    storm: Storm,
    stations: Sequence[Mapping[str, Any]],
    start: datetime,
    rings: Sequence[Sequence[tuple[float, float]]],
) -> tuple[StationGust, ...]:
    """The largest gust at each station over the whole storm; `rings` are the outlines of the land."""
    assert storm.track is not None
    places = [
        Exposed(((each["lon"], each["lat"]),), each["exposure"], declared=False) for each in stations
    ]
    land = land_of(rings)
    by_model = {
        model: asset_gusts(
            storm.track, storm.wind, places, start, Fraction(72), model=model, land=land
        ).gust_mps.max(0)
        for model in storm.wind.models
    }
    return tuple(
        StationGust(each["name"], {model: float(gusts[index]) for model, gusts in by_model.items()})
        for index, each in enumerate(stations)
    )


def restoration_h(seed: int, asset: str, sample: int) -> Fraction:
    """Hours from an asset's failure to its repair, whole minutes, keyed by its name."""
    u = (uniform_u32(seed, f"{asset}#restoration", sample) + 0.5) / CERTAIN
    hours = exp(log(RESTORATION_MEDIAN_H) + RESTORATION_LOG_SD * NormalDist().inv_cdf(u))
    return Fraction(max(1, round(hours * 60)), 60)


def restored(loaded: LoadedScenario, run: Run, sample: int) -> LoadedScenario:
    """The question again with every failed asset mended after its own time, in place of planned repairs."""
    seed = loaded.scenario.seed
    kept = tuple(action for action in loaded.scenario.actions if action.do != "repair")
    first: dict[str, Fraction] = {}
    for side in run.storm_runs.values():
        for asset, causes in side.failures.items():
            own = [cause.start_h for cause in causes if cause.kind != "risk-group"]
            if own and "/gen/" not in asset:
                first[asset] = min([*own, first.get(asset, own[0])])
    repairs = tuple(
        Repair(do="repair", asset=asset, at_h=failed_h + restoration_h(seed, asset, sample))
        for asset, failed_h in sorted(first.items())
    )
    scenario = loaded.scenario.model_copy(update={"actions": (*kept, *repairs)})
    return replace(loaded, scenario=scenario)


def without_repairs(loaded: LoadedScenario) -> LoadedScenario:
    """The question over ten days, planned repairs left out."""
    kept = tuple(action for action in loaded.scenario.actions if action.do != "repair")
    scenario = loaded.scenario.model_copy(update={"actions": kept, "horizon_h": Fraction(HORIZON_H)})
    return replace(loaded, scenario=scenario)


def hours() -> list[Fraction]:
    """The hours at which the province is looked at."""
    return [Fraction(hour) for hour in range(0, HORIZON_H, STEP_H)]


def members(
    places: Places, storm: Storm, start: datetime, sites: int, seeds: Sequence[int]
) -> Iterator[Aftermath]:
    """One made-up province a seed, with a sample of damage and of restoration of its own."""
    asked = Question(places, storm, sites, start)
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            loaded = without_repairs(load_scenario(write(asked, Path(folder), seed)))
            broken = run_scenario(loaded, explain=False, sample=seed)
            mended = restored(broken.loaded, broken, seed)
            yield aftermath(run_scenario(mended, explain=False, sample=seed), hours())
