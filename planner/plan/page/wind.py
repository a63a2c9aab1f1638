"""The storm as the page draws it: its centre through time, and the gust over the province each hour."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.foundation.clock import hours_since
from planner.hazard.exposure import Exposed, asset_gusts
from planner.plan.page.packing import SECONDS_PER_HOUR, seconds, units

if TYPE_CHECKING:
    from planner.foundation.units import Exposure
    from planner.scenario.run import Run

COLUMNS = 48
"""Points of the grid from west to east; from south to north as many as keep its cells square."""
MOST_ROWS = 48
EXPOSURE: Exposure = "off-sea"
"""The ground over which the grid's gust blows: open, facing the sea; the page says so."""
GUST_STEP_MPS = 0.5
"""A gust on the grid is a whole number of these, so that it fits one byte."""

Box = tuple[float, float, float, float]


def storm_of(run: Run, box: Box) -> dict[str, Any] | None:
    """Track and gust grid; None where the scenario has no track.

    `box` is (west, south, east, north) in degrees. The grid has a layer for each whole hour, its rows
    from north to south, a byte for each point.
    """
    loaded = run.loaded
    storm = loaded.storm
    if storm is None or storm.track is None:
        return None
    scenario, track = loaded.scenario, storm.track
    path: list[list[int | None]] = [
        [
            seconds(hours_since(scenario.start, fix.at)),
            units(fix.lon),
            units(fix.lat),
            None if fix.wind_kt is None else round(fix.wind_kt),
        ]
        for fix in track.fixes
    ]
    west, south, east, north = box = _wider(box)
    rows = min(MOST_ROWS, max(2, round(COLUMNS * (north - south) / (east - west))))
    lons, lats = np.linspace(west, east, COLUMNS), np.linspace(north, south, rows)
    places = [Exposed(((float(lon), float(lat)),), EXPOSURE) for lat in lats for lon in lons]
    model = next((name for name in storm.wind.models if name == run.felt.model), None)
    series = asset_gusts(track, storm.wind, places, scenario.start, scenario.horizon_h, model=model)
    hourly = [number for number, hour in enumerate(series.times_h) if hour.denominator == 1]
    gust = np.minimum(np.rint(series.gust_mps[hourly] / GUST_STEP_MPS), 255).astype(np.uint8)
    return {
        "path": path,
        "averaging": track.averaging_min,
        "box": [units(value) for value in box],
        "columns": COLUMNS,
        "rows": rows,
        "everyS": SECONDS_PER_HOUR,
        "firstS": seconds(series.times_h[hourly[0]]),
        "layers": len(hourly),
        "gustStep": GUST_STEP_MPS,
        "gust": base64.b64encode(gust.tobytes()).decode(),
    }


def _wider(box: Box) -> Box:
    """The box with half its size on every side: the map shows ground beyond the province."""
    west, south, east, north = box
    wide, high = (east - west) / 2, (north - south) / 2
    return (west - wide, south - high, east + wide, north + high)
