"""How long gusts take: Yagi over random places of two provinces; `python -m benchmarks.wind`."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from planner.hazard.exceedance import first_exceeding
from planner.hazard.exposure import asset_gust_chunks
from planner.hazard.records import Storm
from planner.hazard.wind_field import GustSeries, Points, gust_chunks, gust_series

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.foundation.units import Exposure
    from planner.hazard.assets import Geometry

YAGI = Path(__file__).resolve().parent.parent / "scenarios" / "storms" / "yagi-2024.yaml"
START = datetime(2024, 9, 6, 5, tzinfo=UTC)
HORIZON_H = Fraction(72)
REPEATS = 5


def storm() -> Storm:
    """The bundled storm."""
    said = yaml.safe_load(YAGI.read_text("utf-8"))["storm"]
    said["track"]["fixes"] = tuple(said["track"]["fixes"])
    return Storm.model_validate(said)


def places(count: int) -> Points:
    """Points strewn over Quảng Ninh and Hải Phòng."""
    rng = np.random.default_rng(2024)
    lon, lat = 106.4 + 1.6 * rng.random(count), 20.5 + rng.random(count)
    ground: Exposure = "off-land"
    return Points(lon, lat, (ground,) * count)


def spans(count: int, length_km: float) -> list[tuple[Geometry, Exposure]]:
    """Straight lines of one length, in all directions."""
    rng = np.random.default_rng(2025)
    found: list[tuple[Geometry, Exposure]] = []
    for _ in range(count):
        lon, lat = 106.4 + 1.6 * rng.random(), 20.5 + rng.random()
        turn = 2 * np.pi * rng.random()
        to_lon = lon + length_km / 104.0 * float(np.cos(turn))
        to_lat = lat + length_km / 111.2 * float(np.sin(turn))
        found.append((((lon, lat), (to_lon, to_lat)), "off-land"))
    return found


def measured(name: str, work: Callable[[], Any]) -> Any:
    """Runs the work a few times; prints the fastest and the largest extra memory of one run."""
    seconds = []
    answer = None
    for _ in range(REPEATS):
        begun = perf_counter()
        answer = work()
        seconds.append(perf_counter() - begun)
    tracemalloc.start()
    work()
    peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    print(f"{name:<58} {min(seconds) * 1000:9.1f} ms {peak_mb:9.1f} MB")
    return answer


def onsets(series: GustSeries, capacity_mps: float) -> int:
    """How many columns exceed the capacity, each instant exact."""
    columns = series.gust_mps.T
    found = (first_exceeding(series.times_h, column, capacity_mps) for column in columns)
    return sum(onset is not None for onset in found)


def main() -> None:
    """Prints a line per stage."""
    yagi = storm()
    assert yagi.track is not None
    track, wind = yagi.track, yagi.wind
    few, many = places(3_000), places(30_000)
    long = Fraction(216)
    series = measured(
        "3,000 points, 72 h at 15 min",
        lambda: gust_series(track, wind, few, START, HORIZON_H),
    )
    failing = onsets(series, 54.0)
    measured(f"exact onsets of 3,000 at 54 m/s ({failing} exceed)", lambda: onsets(series, 54.0))
    finer = wind.model_copy(update={"step_min": Fraction(5)})
    measured(
        "3,000 points, 72 h at 5 min (865 steps)",
        lambda: gust_series(track, finer, few, START, HORIZON_H),
    )
    measured(
        "3,000 points, 216 h at 15 min (865 steps, track of 84 h)",
        lambda: gust_series(track, wind, few, START, long),
    )
    measured(
        "30,000 points in chunks, 72 h at 15 min",
        lambda: sum(
            float(part.gust_mps.max())
            for _, part in gust_chunks(track, wind, many, START, HORIZON_H)
        ),
    )
    lines = spans(1_000, 20.0)
    measured(
        "1,000 lines of 20 km in chunks, 72 h at 15 min",
        lambda: sum(
            float(part.gust_mps.max())
            for _, part in asset_gust_chunks(track, wind, lines, START, HORIZON_H)
        ),
    )


if __name__ == "__main__":
    main()
