"""Storms and instants for the tests of this folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from planner.hazard.records import Storm, Track, WindModel
from planner.hazard.wind_field import Points, points_with

START = datetime(2024, 9, 6, 5, 0, tzinfo=UTC)
YAGI = Path(__file__).resolve().parents[2] / "scenarios" / "storms" / "yagi-2024.yaml"


def track(*fixes: dict[str, Any], averaging_min: int = 10) -> Track:
    """A track of the given fixes; `h` stands for the hours from START."""
    whole = tuple(
        {"at": START + timedelta(hours=fix["h"])}
        | {key: value for key, value in fix.items() if key != "h"}
        for fix in fixes
    )
    return Track.model_validate(
        {"agency": "test", "averaging_min": averaging_min, "fixes": whole}
    )


def still(hours: float = 12, averaging_min: int = 10, **more: Any) -> Track:
    """A storm of 90 knots and 935 hPa that stands at 107.0, 21.0 for so many hours."""
    fix = {"lon": 107.0, "lat": 21.0, "wind_kt": 90, "pressure_hpa": 935, "rmw_km": 30} | more
    return track({"h": 0} | fix, {"h": hours} | fix, averaging_min=averaging_min)


def model(**more: Any) -> WindModel:
    """One wind model, Holland (1980) unless another is named."""
    return WindModel.model_validate({"profile": "holland-1980"} | more)


def points(*places: tuple[float, float], exposure: Any = "at-sea") -> Points:
    lon, lat = zip(*places, strict=True)
    return points_with(
        np.array(lon, dtype=float), np.array(lat, dtype=float), (exposure,) * len(lon)
    )


def yagi() -> Storm:
    """The bundled storm, as its file says it, under Holland (1980) alone."""
    storm = yaml.safe_load(YAGI.read_text("utf-8"))["storm"]
    storm["track"]["fixes"] = tuple(storm["track"]["fixes"])
    storm["wind"] = {"profile": "holland-1980"}
    return Storm.model_validate(storm)


def fast_storm() -> Storm:
    """A small storm that crosses the two provinces at 60 km/h."""
    fix = {"wind_kt": 95, "pressure_hpa": 940, "rmw_km": 20}
    path = track({"h": 2, "lon": 110.0, "lat": 20.0, **fix}, {"h": 12, "lon": 104.5, "lat": 21.6, **fix})
    return _of(path)


def storm_that_comes_back() -> Storm:
    """A storm that passes, turns out at sea and passes again, weaker."""
    strong = {"wind_kt": 80, "pressure_hpa": 955, "rmw_km": 30, "r30_km": 300, "r50_km": 120}
    weak = {"wind_kt": 60, "pressure_hpa": 975, "rmw_km": 45}
    path = track(
        {"h": 0, "lon": 108.5, "lat": 20.2, **strong},
        {"h": 18, "lon": 106.8, "lat": 21.0, **strong},
        {"h": 36, "lon": 108.8, "lat": 20.4, **weak},
        {"h": 60, "lon": 106.5, "lat": 20.9, **weak},
    )
    return _of(path)


def _of(path: Track) -> Storm:
    return Storm.model_validate(
        {"id": "made-up", "name": {"vi": "Bão thử"}, "track": path, "wind": model()}
    )
