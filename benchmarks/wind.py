"""How long gusts take: Yagi over random places of two provinces; `python -m benchmarks.wind`.

Every figure is of one wind model at a time, on one thread, in seconds of the processor, the fastest of several runs.
"""

from __future__ import annotations

import json
import sys
import tracemalloc
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from planner.hazard.exceedance import first_exceeding
from planner.hazard.exposure import Exposed, gusts_at, sampled
from planner.hazard.land import land_of
from planner.hazard.records import Storm
from planner.hazard.tiles import gust_tiles
from planner.hazard.wind_field import field_at, gust_series, points_with

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from planner.hazard.land import Land
    from planner.hazard.records import ProfileName
    from planner.hazard.tiles import Sampled
    from planner.hazard.wind_field import GustSeries

    Floats = NDArray[np.float64]

YAGI = Path(__file__).resolve().parent.parent / "scenarios" / "storms" / "yagi-2024.yaml"
START = datetime(2024, 9, 6, 5, tzinfo=UTC)
HORIZON_H = Fraction(72)
NINE_DAYS_FROM, NINE_DAYS = datetime(2024, 9, 1, tzinfo=UTC), Fraction(216)
STORMS = 100
REPEATS = 5
BAND: tuple[ProfileName, ...] = ("holland-1980", "holland-2010", "willoughby-2006")
CAPACITY_MPS = 45.0
"""What the places of these figures stand."""


def storm() -> Storm:
    """The bundled storm."""
    said = yaml.safe_load(YAGI.read_text("utf-8"))["storm"]
    said["track"]["fixes"] = tuple(said["track"]["fixes"])
    return Storm.model_validate(said)


def whole_track() -> Storm:
    """Yagi drawn out to nine days, which is 865 steps of 15 minutes: as long as its whole track."""
    yagi = storm()
    assert yagi.track is not None
    first = yagi.track.fixes[0]
    earlier = first.model_copy(
        update={
            "at": first.at.replace(day=1),
            "lon": 125.0,
            "lat": 14.0,
            "wind_kt": 40,
            "pressure_hpa": 996,
        }
    )
    last = yagi.track.fixes[-1]
    later = last.model_copy(update={"at": last.at.replace(day=10, hour=0), "lon": 101.0})
    track = yagi.track.model_copy(update={"fixes": (earlier, *yagi.track.fixes, later)})
    return yagi.model_copy(update={"track": track})


def places(count: int) -> tuple[Any, Any]:
    """Points strewn over Quảng Ninh and Hải Phòng."""
    rng = np.random.default_rng(2024)
    return 106.4 + 1.6 * rng.random(count), 20.5 + rng.random(count)


def in_the_wind(count: int, *, declared: bool = True) -> list[Exposed]:
    """The same points as assets."""
    lon, lat = places(count)
    return [
        Exposed(((x, y),), "off-land", declared)
        for x, y in zip(lon.tolist(), lat.tolist(), strict=True)
    ]


def spans(count: int, length_km: float) -> list[Exposed]:
    """Straight lines of one length, in all directions."""
    rng = np.random.default_rng(2025)
    found = []
    for _ in range(count):
        lon, lat = 106.4 + 1.6 * rng.random(), 20.5 + rng.random()
        turn = 2 * np.pi * rng.random()
        to_lon = lon + length_km / 104.0 * float(np.cos(turn))
        to_lat = lat + length_km / 111.2 * float(np.sin(turn))
        found.append(Exposed(((lon, lat), (to_lon, to_lat)), "off-land"))
    return found


def shore() -> Land:
    """A coast like that of the Gulf: land in the north-west."""
    land = land_of([((105.5, 20.0), (106.6, 20.3), (107.3, 20.9), (108.1, 21.5), (107.0, 22.2))])
    assert land is not None
    return land


def fastest(work: Callable[[], Any]) -> float:
    """Seconds of the processor that the fastest of a few runs took."""
    seconds = []
    for _ in range(REPEATS):
        begun = process_time()
        work()
        seconds.append(process_time() - begun)
    return min(seconds)


def measured(name: str, work: Callable[[], Any]) -> Any:
    """Runs the work a few times; prints the fastest and the largest extra memory of one run."""
    taken = fastest(work)
    answer = work()
    tracemalloc.start()
    work()
    peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"{name:<66} {taken * 1000:9.1f} ms {peak_mb:9.1f} MB")
    return answer


def onsets(series: GustSeries, capacity_mps: float) -> int:
    """How many columns exceed the capacity, each instant exact."""
    columns = series.gust_mps.T
    found = (first_exceeding(series.times_h, column, capacity_mps) for column in columns)
    return sum(onset is not None for onset in found)


def gusts(of: Storm, assets: Sampled, model: ProfileName, start: datetime, horizon: Fraction,
          land: Land | None = None, *, pruned: bool = True, stands_mps: float = CAPACITY_MPS) -> Any:  # fmt: skip
    """Gusts of prepared assets; `pruned` leaves out the steps that cannot matter to what stands so much."""
    assert of.track is not None
    floor = np.full(assets.count, stands_mps) if pruned else None
    return gusts_at(
        assets, of.track, of.wind, start, horizon, model, land=land, floor_mps=floor
    ).gust_mps


def largest_mps(
    of: Storm, assets: Sampled, model: ProfileName, start: datetime, horizon: Fraction
) -> Floats:
    """The largest gust of each asset, and nothing else."""
    assert of.track is not None
    _, _, field = field_at(of.track, of.wind, start, horizon)
    found = np.zeros(assets.count)
    for numbers, _, gust_mps in gust_tiles(field, assets, model, np.full(assets.count, np.inf)):
        found[numbers] = gust_mps.max(axis=0)
    return found


def floors() -> dict[str, float]:
    """The figures that have a floor, seconds of the processor: the slowest of the models, of each the fastest run."""
    yagi, long, few, many = (
        storm(),
        whole_track(),
        sampled(in_the_wind(3_000)),
        sampled(in_the_wind(30_000)),
    )
    lines = sampled([*spans(3_000, 5.0), *in_the_wind(3_000)])
    return {
        "track_s": max(
            fastest(lambda model=model: gusts(long, few, model, NINE_DAYS_FROM, NINE_DAYS))
            for model in BAND
        ),
        "storms_s": STORMS
        * max(
            fastest(lambda model=model: gusts(yagi, many, model, START, HORIZON_H))
            for model in BAND
        ),
        "lines_s": max(
            fastest(lambda model=model: gusts(yagi, lines, model, START, HORIZON_H))
            for model in BAND
        ),
    }


def main() -> None:
    """Prints a line per stage."""
    yagi, long = storm(), whole_track()
    assert yagi.track is not None
    lon, lat = places(3_000)
    points = points_with(lon, lat, ("off-land",) * lon.size)
    series = measured(
        "3,000 points, 72 h at 15 min, nothing left out",
        lambda: gust_series(yagi.track, yagi.wind, points, START, HORIZON_H),  # type: ignore[arg-type]
    )
    failing = onsets(series, CAPACITY_MPS)
    measured(
        f"exact onsets of 3,000 at 45 m/s ({failing} exceed)", lambda: onsets(series, CAPACITY_MPS)
    )
    few = sampled(in_the_wind(3_000))
    for model in BAND:
        measured(
            f"3,000 points, 865 steps, {model} (floor 72 ms)",
            lambda model=model: gusts(long, few, model, NINE_DAYS_FROM, NINE_DAYS),
        )
    measured(
        "  the same, nothing left out",
        lambda: gusts(long, few, BAND[0], NINE_DAYS_FROM, NINE_DAYS, pruned=False),
    )
    land = shore()
    ashore = in_the_wind(3_000, declared=False)
    turned = measured("3,000 points prepared, with the coast", lambda: sampled(ashore, land))
    measured(
        "3,000 points, 865 steps, with the coast",
        lambda: gusts(long, turned, BAND[0], NINE_DAYS_FROM, NINE_DAYS, land),
    )
    many = sampled(in_the_wind(30_000))
    measured(
        "30,000 points, 72 h at 15 min (100 storms: ≤ 15 s)",
        lambda: gusts(yagi, many, BAND[0], START, HORIZON_H),
    )
    lines = [*spans(3_000, 5.0), *in_the_wind(3_000)]
    assets = measured("3,000 lines of 5 km and 3,000 points prepared", lambda: sampled(lines))
    measured(
        "  one track and model (≤ 150 ms)", lambda: gusts(yagi, assets, BAND[0], START, HORIZON_H)
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["--floors"]:
        print(json.dumps(floors()))
    else:
        main()
